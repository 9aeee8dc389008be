"""Receiving: what a call becomes, and what it says of earlier tickets."""

from __future__ import annotations

import subprocess

import pytest
from tests.support.desks import MANAGER, an_office

from wuye_cli.domain.errors import CallError, RefusedError
from wuye_cli.domain.timekeeping.spoken import parse_moment
from wuye_cli.services.desk import Draft
from wuye_cli.services.fieldwork import done, report, visit
from wuye_cli.services.intake import Request, new_ticket, take


@pytest.fixture
def office(tmp_path):
    return an_office(tmp_path)


def log(office):
    command = ["git", "-C", str(office.root), "log", "--format=%an|%s"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()


def test_a_call_in_one_line_is_classified_answered_and_committed(office):
    written = take(office.desk, "3-1-502 厨房水管爆了", Request(title=""))
    ticket = written.ticket
    assert (ticket.unit, ticket.title, ticket.category) == (
        "3-1-0502",
        "厨房水管爆了",
        "water.burst",
    )
    assert written.standing.tier == "emergency"
    assert [event.do for event in ticket.events] == ["receive", "ack"]
    assert log(office)[0] == "李客服|take WY-261124-A001 厨房水管爆了"
    assert office.desk.store.hand_edits() == []


def test_the_committed_file_is_the_ticket_that_was_returned(office):
    written = take(office.desk, "5号楼大堂 楼道灯不亮", Request(title=""))
    assert office.desk.ticket(written.ticket.id) == written.ticket
    assert written.ticket.place == "5号楼大堂"


def test_a_message_typed_in_is_no_answer(office):
    written = take(office.desk, "2-1-803 龙头滴水", Request(title="", channel="微信"))
    assert [event.do for event in written.ticket.events] == ["receive"]
    assert written.ticket.channel == "wechat"


def test_the_limits_of_a_category_are_noted_in_the_receipt(office):
    written = take(office.desk, "5号楼大堂 楼道灯不亮", Request(title="", channel="rounds"))
    assert written.ticket.received.limits == {"resolve": ("8h", "always")}
    due = written.facts.of(1)["resolve"].due
    assert due == int(office.clock.now().timestamp()) + 8 * 3600


def test_who_was_asked_first_stays_apart_from_who_holds_it(office):
    written = new_ticket(
        office.desk, Request(title="灯坏了", unit="1-1-101", first_asked="门岗老周")
    )
    report(office.desk, "1", [Draft(do="dispatch", fields={"to": "赵师傅"})])
    ticket = office.desk.ticket(written.ticket.id)
    assert ticket.first_asked == "门岗老周"
    assert office.desk.look(ticket)[0].assignee == "赵师傅"


def test_ids_count_on_per_day_and_skip_nothing(office):
    ids = [new_ticket(office.desk, Request(title=f"第{n}件")).ticket.id for n in range(3)]
    assert ids == ["WY-261124-A001", "WY-261124-A002", "WY-261124-A003"]
    office.clock.at("2026-11-25 00:10")
    at = parse_moment("昨天23:50", office.desk.now())
    assert new_ticket(office.desk, Request(title="补录", at=at)).ticket.id == "WY-261124-A004"
    assert new_ticket(office.desk, Request(title="今天")).ticket.id == "WY-261125-A001"


def test_a_receipt_in_the_future_is_refused(office):
    at = parse_moment("明天09:00", office.desk.now())
    with pytest.raises(RefusedError) as refused:
        new_ticket(office.desk, Request(title="明天的", at=at))
    assert refused.value.code == "E_FUTURE"
    assert len(log(office)) == 1


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"title": " "}, "nothing_said"),
        ({"title": "x", "category": "没有的类"}, "unknown_category"),
        ({"title": "x", "tier": "vip"}, "unknown_tier"),
        ({"title": "x", "kind": "聊天"}, "unknown_kind"),
        ({"title": "x", "channel": "烽火"}, "unknown_channel"),
        ({"title": "x", "unit": "1-1-1", "place": "大堂"}, "unit_and_place"),
    ],
)
def test_a_wrong_word_is_refused_and_nothing_is_written(office, fields, code):
    with pytest.raises(CallError) as refused:
        new_ticket(office.desk, Request(**fields))
    assert refused.value.code == code
    assert len(log(office)) == 1


def test_phones_in_the_words_go_to_the_people_and_to_nobody_else(office):
    written = take(office.desk, "3-1-502 水管漏水 打13812345678找我", Request(title=""))
    assert "13812345678" not in written.ticket.words + written.ticket.title
    assert written.ticket.reporter.person.startswith("p-")
    blobs = subprocess.run(
        ["git", "-C", str(office.root), "log", "-p", "--all"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert "13812345678" not in blobs
    people = subprocess.run(
        ["git", "-C", str(office.root / "people"), "log", "-p"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert "13812345678" in people


def test_the_same_phone_is_the_same_person(office):
    first = take(office.desk, "3-1-502 灯坏了", Request(title="", phone="13812345678"))
    second = take(office.desk, "3-1-502 水管漏水", Request(title="", phone="138 1234 5678"))
    assert first.ticket.reporter == second.ticket.reporter


def closed_complaint(office):
    office.clock.at("2026-11-24 09:00")
    take(office.desk, "9-1-301 投诉公摊电费高", Request(title="", phone="13600004444"))
    steps = [
        Draft(do="reply", fields={"words": "在查", "to": "来电人"}),
        Draft(do="investigate", fields={"cause": "抄表", "liable": False}),
        Draft(do="answer", fields={"words": "已核对", "to": "来电人", "way": "电话"}),
    ]
    report(office.desk, "1", [Draft(do="dispatch", fields={"to": "钱主管"}), *steps])
    done(office.desk, "1", told="电话")
    office.actor = MANAGER
    written = visit(office.desk, "1", score=4)
    assert written.standing.status == "closed"
    return written.ticket.id


def test_the_same_complaint_within_thirty_days_is_a_second_complaint(office):
    first = closed_complaint(office)
    office.clock.at("2026-11-27 09:10")
    written = take(office.desk, "9-1-301 又投诉公摊电费高", Request(title=""))
    assert written.standing.tier == "complaint-2"
    assert written.ticket.received.second_of == first
    assert ("note_second_complaint", {"id": first}) in written.notes


def test_whoever_had_the_first_complaint_is_named_when_given_the_second(office):
    first = closed_complaint(office)
    office.clock.at("2026-11-27 09:10")
    take(office.desk, "9-1-301 又投诉公摊电费高", Request(title=""))
    again = report(office.desk, "1", [Draft(do="dispatch", fields={"to": "钱主管"})])
    assert again.notes == (("note_same_hands", {"who": "钱主管", "id": first}),)
    moved = report(office.desk, "1", [Draft(do="transfer", fields={"to": "吴经理"})])
    assert moved.notes == ()


def test_after_the_window_it_is_a_first_complaint_again(office):
    closed_complaint(office)
    office.clock.at("2026-12-25 09:10")
    written = take(office.desk, "9-1-301 投诉公摊电费高", Request(title=""))
    assert written.standing.tier == "complaint"


def test_an_open_ticket_of_the_same_place_and_matter_is_shown(office):
    first = take(office.desk, "2-1-803 龙头滴水", Request(title=""))
    again = take(office.desk, "2-1-803 龙头还在滴水", Request(title=""))
    codes = dict(again.notes)
    assert codes["note_still_open"]["ids"] == [first.ticket.id]


def test_danger_words_raise_the_tier_and_an_unknown_matter_is_said(office):
    danger = take(office.desk, "6号楼 走廊冒烟", Request(title=""))
    assert danger.standing.tier == "emergency"
    unknown = take(office.desk, "1-1-101 有个事情", Request(title=""))
    assert unknown.ticket.category == ""
    assert "note_unclassified" in dict(unknown.notes)
