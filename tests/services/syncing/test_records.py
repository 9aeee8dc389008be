"""Tickets and registers that two desks wrote: nothing lost, no mark of a conflict."""

from __future__ import annotations

import pytest
from tests.support.cli import assert_one_line, wuye
from tests.support.clones import (
    HAND,
    bundles_left,
    by_hand,
    events,
    hows,
    met,
    noted,
    renamed,
    same_files,
    sound,
    taken,
    tickets,
)
from tests.support.desks import Office
from tests.support.git_version import needs_git
from tests.support.repos import git

from wuye_cli.domain.errors import ConflictError
from wuye_cli.services.workspace import tune
from wuye_cli.store.people import PERSONS
from wuye_cli.store.yaml_text import read_plain


def test_what_one_desk_took_reaches_the_other(desks, usb):
    a, b, _ = desks
    met(a, usb)
    new = taken(b, "1-1-101 门锁坏 13900001111")
    assert hows(met(b, usb)) == ["same"]
    done = met(a, usb)
    assert (hows(done), hows(done, "people")) == (["forward"], ["forward"])
    assert new in tickets(a)
    assert len(a.desk.store.people.list_tree(PERSONS)) == 2
    assert git(a.root, "rev-parse", "HEAD") == git(b.root, "rev-parse", "HEAD")
    assert met(a, usb).sent[1].new is False
    sound(a)


def test_disjoint_work_is_merged_with_a_real_commit_and_both_end_alike(desks, usb):
    a, b, _ = desks
    one, other = taken(a, "2-2-202 灯坏"), taken(b, "1-1-101 门锁坏")
    before = events(a) | events(b)
    met(b, usb)
    done = met(a, usb)
    assert hows(done) == ["merged"]
    assert git(a.root, "log", "-1", "--format=%an %s %P").count(" ") == 5
    assert git(a.root, "log", "-1", "--format=%(trailers:key=Wuye-Op,valueonly)").strip() == "sync"
    assert {one, other} <= tickets(a)
    assert hows(met(b, usb)) == ["forward"]
    assert same_files(a, b)
    assert events(a) == events(b) == before
    sound(a)
    sound(b)


def test_two_desks_on_one_ticket_keep_every_event(desks, usb):
    a, b, _ = desks
    noted(a, "A001", "甲记", "dispatch", to="赵师傅")
    noted(b, "A001", "乙记")
    before = events(a) | events(b)
    met(b, usb)
    done = met(a, usb)
    assert done.received[-1].united == ("WY-261124-A001",)
    ticket = a.desk.ticket("A001")
    assert ticket.status == "dispatched"
    assert {one.id for one in ticket.events} == before
    met(b, usb)
    assert same_files(a, b)
    assert "Wuye-Ticket: WY-261124-A001" in git(a.root, "log", "-1", "--format=%B")
    sound(a)


def test_both_may_merge_the_same_at_once_and_still_meet(desks, usb, tmp_path):
    """Criss-cross: each merged the other's work, so that the two parted in two places."""
    a, b, _ = desks
    other = tmp_path / "other"
    other.mkdir()
    noted(a, "A001", "甲一")
    noted(b, "A001", "乙一")
    for folder, first, second in ((usb, b, a), (other, a, b)):
        theirs = Office(first.root, "2026-11-24 10:00")
        bundles_left(theirs, folder)
        second.clock.at("2026-11-24 10:00")
    assert hows(met(a, usb)) == ["merged"]
    b.clock.at("2026-11-24 10:05")
    assert hows(met(b, other)) == ["merged"]
    noted(a, "A001", "甲二")
    noted(b, "A001", "乙二")
    assert len(git(a.root, "merge-base", "--all", "HEAD", "HEAD").split()) == 1
    met(b, usb)
    assert hows(met(a, usb))[-1] == "merged"
    met(b, usb)
    assert same_files(a, b)
    assert [e.text for e in a.desk.ticket("A001").events if e.do == "note"].count("乙二") == 1
    sound(a)
    sound(b)


def test_two_tickets_of_one_number_are_both_kept_and_one_is_renamed(desks, usb):
    a, b, _ = desks
    renamed(b)
    a.clock.at("2026-11-24 09:01")
    name = taken(a, "2-2-202 灯坏")
    b.clock.at("2026-11-24 09:02")
    assert taken(b, "1-1-101 门锁坏") == name
    renamed(b, "B")
    noted(b, name, "乙记")
    met(b, usb)
    done = met(a, usb)
    (moved,) = done.received[-1].renumbered
    assert moved.was == name
    noted(b, name, "改名前又记")
    met(b, usb)
    met(a, usb)
    assert same_files(a, b)
    assert a.desk.ticket(name).unit == "2-2-0202"
    other = a.desk.ticket(moved.now)
    assert (other.unit, other.aka, other.uid) == ("1-1-0101", (name,), moved.uid)
    assert [one.text for one in other.events if one.do == "note"] == ["乙记", "改名前又记"]


def test_two_machines_under_one_code_are_told(desks, usb):
    a, b, _ = desks
    renamed(b)
    taken(a, "2-2-202 灯坏")
    taken(b, "1-1-101 门锁坏")
    met(b, usb)
    ran = wuye("sync", "--via", str(usb), at=a.root)
    assert ran.status == 6
    assert_one_line(ran)
    assert "git config wuye.desk" in ran.err


def test_desks_that_both_registered_both_stand(desks, usb):
    a, b, _ = desks
    text = (a.root / "records/desks.yaml").read_text()
    for office, code in ((a, "D"), (b, "E")):
        by_hand(
            office,
            "records/desks.yaml",
            text + f'  "{code}":\n    by: "x"\n    at: "2026-11-24T09:00:00+08:00"\n',
        )
    met(b, usb)
    assert met(a, usb).received[-1].losses == ()
    desks_known = read_plain((a.root / "records/desks.yaml").read_bytes())["desks"]
    assert list(desks_known) == ["A", "D", "E"]


def test_hand_edits_in_the_way_stop_the_merge(desks, usb):
    a, b, _ = desks
    noted(b, "A001", "乙记")
    met(b, usb)
    path = a.desk.path_of("A001")
    (a.root / path).write_bytes((a.root / path).read_bytes() + b"# mine\n")
    with pytest.raises(ConflictError, match="hand_edit"):
        met(a, usb)
    assert b"# mine" in (a.root / path).read_bytes()


def test_deleted_and_added_files_and_folders(desks, usb):
    a, b, _ = desks
    by_hand(a, "notes/甲 记.txt", "x")
    by_hand(b, "other", "a file")
    for office in (a, b, a):
        met(office, usb)
    assert same_files(a, b)
    git(a.root, "rm", "-q", "-r", "notes")
    git(a.root, "commit", "-q", "-m", "gone")
    by_hand(b, "records/x.yaml", "x: 1\n")
    for office in (a, b, a):
        met(office, usb)
    assert not (b.root / "notes").exists()
    by_hand(a, "clash/inside.txt", "x")
    by_hand(b, "clash", "a file")
    met(a, usb)
    assert [one.why for one in met(b, usb).received[-1].clashes] == ["both_changed"]


@pytest.mark.parametrize("how", ["link", "executable", "mode only"])
def test_links_and_executables_are_left_to_git(desks, usb, how):
    a, b, _ = desks
    place = b.root / "standards" / "run"
    if how == "link":
        place.symlink_to("/etc/passwd")
    else:
        place = b.root / HAND if how == "mode only" else place
        place.write_text(place.read_text() if place.exists() else "x")
        place.chmod(0o755)
    git(b.root, "add", "-A")
    git(b.root, "commit", "-q", "-m", "odd")
    met(b, usb)
    assert [one.why for one in met(a, usb).received[-1].clashes] == ["special_file"]
    assert not (a.root / "standards" / "run").exists()
    assert git(a.root, "status", "--porcelain") == ""


def test_one_fault_taken_at_two_desks_is_listed(desks, usb):
    a, b, _ = desks
    one, other = taken(a, "2-2-202 灯坏"), taken(b, "2-2-202 客厅灯不亮")
    b.clock.at("2026-11-24 10:30")
    taken(b, "2-2-202 门锁坏")  # more than an hour after the first
    taken(b, "1-1-101 门锁坏")
    met(b, usb)
    twins = met(a, usb).twins
    assert [(twin.one, twin.other, twin.unit) for twin in twins] == [(one, other, "2-2-0202")]
    assert "可能重复" not in wuye("sync", "--via", str(usb), at=a.root).out


@needs_git(2, 37)
def test_a_sparse_store_syncs_too(desks, usb):
    a, b, _ = desks
    a.clock.at("2027-02-01 09:00")
    tune(a.desk, 1)
    assert not (a.root / a.desk.path_of("A001")).exists()
    noted(b, "A001", "乙记")
    met(b, usb)
    noted(a, "A001", "甲记")
    assert hows(met(a, usb)) == ["merged"]
    assert {one.text for one in a.desk.ticket("A001").events if one.do == "note"} == {
        "甲记",
        "乙记",
    }
    assert git(a.root, "status", "--porcelain") == ""
