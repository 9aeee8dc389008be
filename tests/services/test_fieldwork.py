"""The life of a ticket on a real store: steps, undo, reopening, attachments, hand edits."""

from __future__ import annotations

import subprocess

import pytest
from tests.support.desks import MANAGER, an_office

from wuye_cli.domain.errors import CallError, ConflictError, NotFoundError, RefusedError
from wuye_cli.services import workspace
from wuye_cli.services.attaching import attach
from wuye_cli.services.audit_papers.timeline import timeline
from wuye_cli.services.desk import Draft
from wuye_cli.services.fieldwork import done, report, visit
from wuye_cli.services.intake import Request, new_ticket, take
from wuye_cli.services.undoing import undo


@pytest.fixture
def office(tmp_path):
    office = an_office(tmp_path)
    take(office.desk, "2-1-803 厨房龙头滴水", Request(title="", phone="13500005555"))
    return office


def write(office, do, tail="1", **fields):
    return report(office.desk, tail, [Draft(do=do, fields=fields)])


def dos(ticket):
    return [event.do for event in ticket.events]


def test_a_repair_is_closed_in_four_commands(office):
    write(office, "dispatch", to="钱师傅")
    office.clock.at("2026-11-24 10:40")
    arrived = office.desk.now().replace(hour=10, minute=5)
    done(
        office.desk, "1", arrived=arrived, steps=("all",), signed="李先生", told="当面", slip="0421"
    )
    office.clock.at("2026-11-24 16:00")
    written = visit(office.desk, "1", score=5)
    assert written.standing.status == "closed"
    assert dos(written.ticket)[3:] == [
        "arrive",
        "procedure",
        "resolve",
        "sign",
        "feedback",
        "visit",
        "close",
    ]
    sign = next(event for event in written.ticket.events if event.do == "sign")
    assert sign.person.startswith("p-"), "a resident's name is a reference"
    arrive = next(event for event in written.ticket.events if event.do == "arrive")
    assert (arrive.who, arrive.src, arrive.by) == ("钱师傅", "slip:0421", "li@desk.example")


def test_several_events_of_one_command_are_one_commit(office):
    write(office, "dispatch", to="钱师傅")
    before = office.desk.store.head()
    done(office.desk, "1", arrived=office.desk.now(), steps=("all",), told="电话")
    command = ["git", "-C", str(office.root), "rev-list", "--count", f"{before}..HEAD"]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip() == "1"


def test_resolving_names_the_steps_that_are_missing(office):
    with pytest.raises(RefusedError) as refused:
        done(office.desk, "1")
    assert refused.value.code == "E_STEPS_OPEN"
    assert refused.value.facts["missing"] == ["dispatch", "arrive", "procedure"]
    assert dos(office.desk.ticket("1")) == ["receive", "ack"]


def test_a_refused_event_takes_its_whole_command_with_it(office):
    before = office.desk.store.head()
    with pytest.raises(RefusedError):
        report(office.desk, "1", [Draft(do="dispatch", fields={"to": "赵"}), Draft(do="feedback")])
    assert office.desk.store.head() == before


def test_a_price_wants_consent_before_the_work(office):
    write(office, "dispatch", to="钱师傅")
    write(office, "arrive")
    write(office, "quote", price="80", cause="阀芯坏", method="换龙头")
    with pytest.raises(RefusedError) as refused:
        write(office, "start")
    assert refused.value.facts["missing"] == ["consent"]
    write(office, "consent", person="业主", way="签字")
    assert write(office, "start").standing.status == "working"


def test_a_pause_without_an_end_lasts_to_the_next_opening(office):
    written = write(office, "pause", reason="业主不在家")
    pause = written.ticket.events[-1]
    assert pause.reason == "owner_absent"
    assert pause.until.isoformat() == "2026-11-25T08:30:00+08:00"


def test_undo_takes_back_what_one_command_wrote_and_leaves_the_receipt(office):
    write(office, "dispatch", to="赵师傅")
    office.clock.at("2026-11-24 09:05")
    written = undo(office.desk, reason="手误")
    assert written.standing.status == "acknowledged"
    assert dos(written.ticket) == ["receive", "ack", "dispatch", "revoke"]
    office.clock.at("2026-11-24 09:06")
    again = undo(office.desk)
    assert dos(again.ticket)[-1] == "revoke"
    assert again.standing.status == "received", "the answer is taken back, the receipt is not"
    with pytest.raises(RefusedError) as refused:
        undo(office.desk)
    assert refused.value.code == "E_UNDO_RECEIPT"


def test_somebody_else_s_step_and_an_old_one_cannot_be_undone(office):
    write(office, "dispatch", to="赵师傅")
    office.actor = MANAGER
    with pytest.raises(RefusedError) as refused:
        undo(office.desk, "1")
    assert refused.value.code == "E_UNDO_NOT_YOURS"
    office.actor = type(MANAGER)("李客服", "li@desk.example")
    office.clock.at("2026-11-24 09:31")
    with pytest.raises(RefusedError) as late:
        undo(office.desk, "1")
    assert late.value.code == "E_UNDO_TOO_LATE"
    assert undo(office.desk, "1", approved_by="王经理").standing.assignee == ""


def test_a_mended_title_goes_back_when_the_mending_is_undone(office):
    written = write(office, "amend", changes={"title": "卫生间龙头滴水", "unit": "2-1-308"})
    assert (written.ticket.title, written.ticket.unit) == ("卫生间龙头滴水", "2-1-0308")
    office.clock.at("2026-11-24 09:02")
    back = undo(office.desk)
    assert (back.ticket.title, back.ticket.unit) == ("厨房龙头滴水", "2-1-0803")


def test_what_is_not_the_desk_s_to_mend_is_refused(office):
    with pytest.raises(CallError) as refused:
        write(office, "amend", changes={"first_asked": "别人"})
    assert refused.value.code == "not_amendable"


def test_a_tail_means_one_open_ticket(office):
    office.clock.at("2026-11-25 09:00")
    new_ticket(office.desk, Request(title="另一件", unit="1-1-101"))
    with pytest.raises(CallError) as refused:
        write(office, "note", text="哪张")
    assert refused.value.code == "ambiguous_tail"
    assert len(refused.value.facts["candidates"]) == 2
    assert write(office, "note", tail="261124-A001", text="这张").ticket.title == "厨房龙头滴水"
    with pytest.raises(NotFoundError):
        write(office, "note", tail="99", text="没有")


def test_an_inquiry_closes_by_itself_once_answered(office):
    asked = take(office.desk, "6-1-1201 问物业费怎么交", Request(title="", phone="13500001002"))
    written = write(
        office, "answer", tail=asked.ticket.id, words="前台可交", to="来电人", way="电话"
    )
    assert written.standing.status == "closed"


def test_a_declined_job_is_told_followed_up_and_closed_without_the_work(office):
    write(office, "dispatch", to="赵师傅")
    with pytest.raises(RefusedError):
        write(office, "decline", reason="户内橱柜需先拆")
    write(office, "decline", reason="户内橱柜需先拆", explained=True, approved_by="王经理")
    write(office, "feedback", way="电话")
    office.actor = MANAGER
    assert visit(office.desk, "1", score=3).standing.status == "closed"


def test_a_reopened_ticket_runs_its_second_cycle_to_the_end(office):
    write(office, "dispatch", to="钱师傅")
    done(office.desk, "1", arrived=office.desk.now(), steps=("all",), signed="业主", told="当面")
    visit(office.desk, "1", score=2, words="又漏了")
    reopened = write(office, "reopen", reason="又漏了")
    assert (reopened.standing.tier, len(reopened.standing.cycles)) == ("special-2", 2)
    write(office, "ack", way="电话")
    write(office, "dispatch", to="赵师傅")
    done(office.desk, "1", arrived=office.desk.now(), steps=("all",), signed="业主", told="当面")
    assert visit(office.desk, "1", score=4).standing.status == "closed"


def test_an_unsatisfied_caller_keeps_the_ticket_open(office):
    write(office, "dispatch", to="钱师傅")
    done(office.desk, "1", arrived=office.desk.now(), steps=("all",), signed="业主", told="当面")
    assert visit(office.desk, "1", score=2).standing.status == "visited"


def test_a_photo_is_kept_by_its_hash_outside_git(office, tmp_path):
    photo = tmp_path / "门口 13812345678.jpg"
    photo.write_bytes(b"\xff\xd8\xff\xe0 not much of a picture")
    written = attach(office.desk, "1", photo)
    event = written.ticket.events[-1]
    assert event.media == "image/jpeg"
    assert "13812345678" not in event.name
    kept = office.root / "media" / event.sha256[:2] / event.sha256
    assert kept.read_bytes() == photo.read_bytes()
    assert office.desk.store.hand_edits() == []


def test_a_hand_edit_is_never_overwritten(office):
    path = office.root / office.desk.path_of("1")
    path.write_bytes(path.read_bytes() + b"# mine\n")
    with pytest.raises(ConflictError) as refused:
        write(office, "note", text="x")
    assert refused.value.code == "hand_edit"
    assert path.read_bytes().endswith(b"# mine\n")


def test_hand_edits_are_adopted_in_one_commit_of_the_actor(office):
    path = office.root / "standards/calendars/office.yaml"
    path.write_text(path.read_text().replace("18:00", "17:30"))
    edits = workspace.adoptable(office.desk, ())
    assert [edit.path for edit in edits] == ["standards/calendars/office.yaml"]
    office.actor = MANAGER
    workspace.adopt(office.desk, edits, subject="办公到五点半")
    assert office.desk.store.hand_edits() == []
    log = subprocess.run(
        ["git", "-C", str(office.root), "log", "-1", "--format=%an %s"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert log.stdout.strip() == "王经理 办公到五点半"
    assert office.desk.rules.calendars["office"].weekly[0][-1] == (810, 1050)


def test_the_day_counts_what_is_open_late_and_unclassified(office):
    take(office.desk, "1-1-101 有个事情", Request(title=""))
    office.clock.at("2026-11-24 18:00")
    today = workspace.day(office.desk)
    assert (today.open, today.overdue, today.unclassified) == (2, 2, 1)
    assert today.hand_edits == ()


def test_each_event_stands_beside_the_commit_that_brought_it(office):
    write(office, "dispatch", to="钱师傅")
    office.clock.at("2026-11-24 12:00")
    report(office.desk, "1", [Draft(do="arrive", at=office.desk.now().replace(hour=10))])
    entries = timeline(office.desk, "1").entries
    assert [entry.do for entry in entries] == ["receive", "ack", "dispatch", "arrive"]
    assert len({entry.commit for entry in entries}) == 3
    assert entries[-1].lag_s == 7200


def test_a_standard_changed_later_does_not_move_an_old_due(office):
    before = office.desk.look(office.desk.ticket("1"))[1]
    path = office.root / "standards/tiers.yaml"
    text = path.read_text().replace("version: 1", "version: 2", 1)
    text = text.replace(
        'effective_from: "2026-01-01T00:00:00+08:00"', 'effective_from: "2026-11-24T12:00:00+08:00"'
    )
    path.write_text(text.replace("resolve: [3wd, office]", "resolve: [2wd, office]"))
    workspace.adopt(office.desk, workspace.adoptable(office.desk, ()))
    assert office.desk.look(office.desk.ticket("1"))[1] == before
    assert {book.version for book in office.desk.rules.books} == {"1", "2"}
    office.clock.at("2026-11-24 13:00")
    later = take(office.desk, "2-1-804 龙头滴水", Request(title=""))
    assert later.ticket.standard.version == "2"
