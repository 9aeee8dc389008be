"""What a run keeps for the next one: never an answer that is no longer true."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta

import pytest
from tests.support.checked import (
    GOOD,
    NOW,
    PATH,
    TIERS,
    a_checked_store,
    edit,
    found,
    git,
    run,
    write,
)

from wuye_cli.services.checking import tickets
from wuye_cli.services.checking.memory import FILE

OTHER = PATH.replace("A001", "A002")


@pytest.fixture
def store(tmp_path):
    made = a_checked_store(tmp_path)
    settle(made, PATH)
    return made


def settle(store, path):
    """Let a file be older than the coarsest clock."""
    long_ago = 1_700_000_000
    os.utime(store.root / path, (long_ago, long_ago))


@pytest.fixture
def read(monkeypatch):
    """The paths of tickets that were judged anew."""
    seen = []
    was = tickets.read_ticket_file

    def watched(data, path):
        seen.append(path)
        return was(data, path)

    monkeypatch.setattr(tickets, "read_ticket_file", watched)
    return seen


def memory(store):
    return store.root / ".git" / "wuye" / FILE


def test_an_unchanged_ticket_is_judged_once(store, read):
    first = run(store)
    assert read == [PATH]
    assert run(store) == first
    assert read == [PATH]


def test_an_edit_of_the_same_length_and_time_is_seen(store):
    run(store)
    place = store.root / PATH
    times = (place.stat().st_atime_ns, place.stat().st_mtime_ns)
    edit(store, PATH, '"closed"', '"clozed"')
    os.utime(place, ns=times)
    assert found(run(store), "S004") == [("S004", PATH, 4)]


def test_a_file_changed_within_the_tick_of_the_clock_is_looked_at_again(store):
    write(store, PATH, GOOD)
    run(store)
    write(store, PATH, GOOD.replace(b'"closed"', b'"clozed"'))
    assert found(run(store), "S004") == [("S004", PATH, 4)]


def test_a_touched_file_is_read_but_not_judged_again(store, read):
    run(store)
    os.utime(store.root / PATH)
    run(store)
    assert read == [PATH]


def test_what_is_staged_is_known_by_its_blob(store, read):
    write(store, OTHER, GOOD.replace(b"A001", b"A002").replace(b"01JD6Z", b"01JD70"))
    git(store.root, "add", OTHER)
    run(store, staged=True)
    count = len(read)
    run(store, staged=True)
    assert len(read) == count


def test_a_ticket_of_which_only_the_row_is_known_is_still_judged_when_asked(store):
    edit(store, PATH, '"closed"', '"done"')
    git(store.root, "commit", "-qam", "x")
    settle(store, PATH)
    write(store, OTHER, GOOD.replace(b"A001", b"A002").replace(b"01JD6Z", b"01JD70"))
    assert found(run(store, since="HEAD"), "K001") == []
    assert found(run(store), "K001") == [("K001", PATH, 4)]


def test_other_standards_are_other_answers(store):
    assert found(run(store), "R002") == []
    edit(store, "standards/categories.yaml", "  water.leak:", "  water.leaks:")
    assert found(run(store), "R002")


def test_staff_who_leave_the_register_are_missed(store):
    text = 'schema: "staff/1"\nid: "s-li"\nname: "李"\n'
    write(store, "records/staff/s-li.yaml", text)
    assert ("R003", PATH) in [one[:2] for one in found(run(store), "R003")]
    write(store, "records/staff/s-zhao.yaml", text.replace("s-li", "s-zhao"))
    assert found(run(store), "R003") == []


def half_done(store, last):
    """Leave the ticket as it was before the event of an id."""
    text = (store.root / PATH).read_text(encoding="utf-8")
    write(store, PATH, text.partition(f'  - {{id: "{last}"')[0])
    edit(store, PATH, 'status: "closed"', 'status: "acknowledged"')
    settle(store, PATH)


def test_an_open_ticket_becomes_overdue_while_nothing_is_written(store):
    half_done(store, "e3")
    early = datetime(2026, 5, 1, 1, 30, tzinfo=UTC)
    assert found(run(store, now=early), "K005") == []
    assert found(run(store, now=early + timedelta(days=9)), "K005")


def test_a_clock_set_back_forgets_what_came_later(store):
    half_done(store, "e3")
    early = datetime(2026, 5, 1, 1, 30, tzinfo=UTC)
    assert found(run(store, now=early + timedelta(days=9)), "K005")
    assert found(run(store, now=early), "K005") == []


def test_an_event_of_the_future_is_told_as_long_as_it_is_one(store):
    edit(store, PATH, '"2026-05-01T11:01:00+08:00"', '"2027-05-01T11:01:00+08:00"')
    settle(store, PATH)
    git(store.root, "commit", "-q", "--amend", "--no-edit", "--date", "2026-01-01")
    early = run(store)
    assert found(run(store), "K003") == found(early, "K003")
    assert found(run(store, now=NOW + timedelta(days=400)), "K003") == []


@pytest.mark.parametrize("bytes_", [b"", b"\x00", b"\x93\xa1x\x00\x80", b"\xc1" * 99])
def test_a_broken_memory_is_no_memory(store, bytes_):
    first = run(store)
    memory(store).write_bytes(bytes_)
    assert run(store) == first


def test_without_it_nothing_is_read_or_written(store, read):
    run(store, use_cache=False)
    assert not memory(store).exists()
    run(store)
    run(store, use_cache=False)
    assert read == [PATH] * 3


def test_a_forged_memory_is_not_asked_without_it(store):
    edit(store, PATH, '"closed"', '"done"')
    settle(store, PATH)
    assert found(run(store), "K001")
    memory(store).write_bytes(memory(store).read_bytes().replace(b"K001", b"K002"))
    assert found(run(store, use_cache=False), "K001")


def test_a_selection_does_not_narrow_what_is_kept(store):
    edit(store, PATH, '"closed"', '"done"')
    settle(store, PATH)
    assert run(store, select=("Y",)).findings == ()
    assert found(run(store), "K001")


def test_a_gone_ticket_is_forgotten(store):
    run(store)
    (store.root / PATH).unlink()
    run(store)
    assert PATH.encode() not in memory(store).read_bytes()


def test_comments_of_a_ticket_that_was_kept_still_hold(store):
    edit(store, PATH, 'status: "closed"', 'status: "done"  # wuye: ignore K001, Y019 — by hand')
    settle(store, PATH)
    assert found(run(store), "K001") == []
    assert found(run(store), "K001") == []
    assert found(run(store, ignore=("Y019",)), "W003") == []


def test_a_folder_that_cannot_be_written_is_no_trouble(store):
    memory(store).mkdir(parents=True)
    assert run(store).tickets == 1


def test_many_tickets_in_two_processes_are_one_report(store):
    for number in range(2, 40):
        name = f"A{number:03}".encode()
        uid = f"01JD{number:02}".encode()
        data = GOOD.replace(b"A001", name).replace(b"01JD6Z", uid + b"Z"[: 6 - len(uid)])
        write(store, PATH.replace("A001", name.decode()), data)
    edit(store, TIERS, "ack: [5m, always]", "ack: [60m, always]")
    alone = run(store, use_cache=False, processes=1)
    assert run(store, use_cache=False, processes=2) == alone
    assert run(store) == run(store)
