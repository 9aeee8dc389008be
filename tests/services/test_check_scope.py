"""Checking what changed since a revision, or what git's index would commit; with real git."""

from __future__ import annotations

import subprocess

import pytest
from tests.support.checked import GOOD, PATH, TIERS, a_checked_store, edit, found, git, run, write

from wuye_cli.domain.errors import CallError, UncheckableError
from wuye_cli.services.checking.run import Asked, exit_status, files_of
from wuye_cli.store.repository import Store

OTHER = PATH.replace("A001", "A002")


@pytest.fixture
def store(tmp_path):
    return a_checked_store(tmp_path)


def other_ticket():
    return GOOD.replace(b"A001", b"A002").replace(b"01JD6Z", b"01JD70")


def commit(store, message="edit"):
    git(store.root, "add", "-A")
    git(store.root, "commit", "-qm", message)


def test_nothing_changed_is_nothing_checked(store):
    for asked in ({"since": "HEAD"}, {"staged": True}):
        report = run(store, **asked)
        assert (report.files, report.findings, exit_status(report)) == (0, (), 0)


def test_since_looks_at_commits_hand_edits_and_files_git_does_not_know(store):
    start = git(store.root, "rev-parse", "HEAD")
    write(store, OTHER, other_ticket().replace(b'"closed"', b'"done"'))
    assert found(run(store, since=start), "K001") == [("K001", OTHER, 4)]
    commit(store)
    assert found(run(store, since=start), "K001") == [("K001", OTHER, 4)]
    assert run(store, since="HEAD").files == 0
    edit(store, PATH, '"closed"', '"done"')
    assert found(run(store, since="HEAD"), "K001") == [("K001", PATH, 4)]


def test_since_begins_where_the_ways_parted_and_not_at_the_tip_of_the_other(store):
    git(store.root, "branch", "theirs")
    edit(store, PATH, '"closed"', '"done"')
    commit(store)
    git(store.root, "checkout", "-q", "-b", "mine", "theirs")
    write(store, OTHER, other_ticket())
    commit(store)
    git(store.root, "branch", "-f", "theirs", "HEAD~1")
    report = run(store, since="theirs")
    assert report.files == 1


def test_rules_over_many_tickets_see_them_all(store):
    write(store, OTHER, GOOD.replace(b"A001", b"A002"))  # the uid is that of the other
    commit(store)
    write(store, OTHER, GOOD.replace(b"A001", b"A002") + b"\n")
    report = run(store, since="HEAD")
    assert found(report, "R006")
    assert report.tickets == 1


def test_a_changed_calendar_brings_what_it_spoils_elsewhere_in_the_standards(store):
    write(
        store, "standards/calendars/office.yaml", "schema: calendar/1\nholidays: cn\nweekly: {}\n"
    )
    assert found(run(store, since="HEAD"), "T005", "T007")


def test_a_standard_that_is_gone_is_found_out(store):
    (store.root / "wuye.yaml").unlink()
    assert found(run(store, since="HEAD"), "S002") == [("S002", "wuye.yaml", 0)]


def test_staged_reads_the_index_and_not_the_work_tree(store):
    edit(store, PATH, '"closed"', '"done"')
    assert run(store, staged=True).files == 0
    git(store.root, "add", PATH)
    edit(store, PATH, '"done"', '"closed"')
    assert found(run(store, staged=True), "K001") == [("K001", PATH, 4)]
    assert found(run(store), "K001") == []


def test_staged_takes_the_standards_from_the_index_too(store):
    write(store, TIERS, "tiers: [\n")
    write(store, OTHER, other_ticket())
    git(store.root, "add", OTHER)
    report = run(store, staged=True)
    assert report.tickets == 1
    assert {one.path for one in report.findings} <= {OTHER}


def test_a_file_in_conflict_cannot_be_checked(store):
    git(store.root, "checkout", "-q", "-b", "side")
    edit(store, PATH, "厨房漏水", "一")
    commit(store)
    git(store.root, "checkout", "-q", "-")
    edit(store, PATH, "厨房漏水", "二")
    commit(store)
    with pytest.raises(subprocess.CalledProcessError):
        git(store.root, "merge", "side")
    report = run(store, staged=True)
    assert report.unchecked == ((PATH, "merge conflict"),)
    assert exit_status(report) == 3


def test_paths_narrow_what_changed(store):
    edit(store, PATH, '"closed"', '"done"')
    edit(store, TIERS, "ack: [5m, always]", "ack: [60m, always]")
    asked = Asked(paths=("records",), since="HEAD")
    assert files_of(store, asked) == (PATH,)


@pytest.mark.parametrize("typed", ["nope", "--all", "-p", "HEAD..HEAD", "HEAD^{tree}", "a\nb"])
def test_what_is_no_revision_is_refused(store, typed):
    with pytest.raises(CallError) as told:
        run(store, since=typed)
    assert told.value.code == "unknown_state"


def test_a_shallow_clone_says_that_it_could_not_check(store, tmp_path):
    start = git(store.root, "rev-parse", "HEAD")
    for number in range(3):
        edit(store, PATH, "厨房", f"{number}厨房")
        commit(store)
    theirs = tmp_path / "shallow"
    subprocess.run(
        ["git", "clone", "-q", "--depth", "1", f"file://{store.root}", str(theirs)], check=True
    )
    clone = Store.open(theirs)
    with pytest.raises(UncheckableError) as told:
        run(clone, since=start)
    assert told.value.code == "shallow_clone"
    assert told.value.facts["command"] == "git fetch --unshallow"
