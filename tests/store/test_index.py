"""The index: built, refreshed, followed by the writer, and never trusted beyond git."""

from __future__ import annotations

import shutil
import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.bench.generate import NOW, Shape, make_store, tickets
from tests.support.depth import tries
from tests.support.repos import git

from wuye_cli.domain.tickets.clocks import ClockFacts, clock_facts
from wuye_cli.domain.tickets.judging import ticket_verdict, verdict_at
from wuye_cli.domain.tickets.standing import fold
from wuye_cli.domain.tickets.surroundings import book_for
from wuye_cli.store.canonical import canonical
from wuye_cli.store.codecs.tickets import read_ticket
from wuye_cli.store.house import load_house
from wuye_cli.store.index import LONG_JOURNAL, Index
from wuye_cli.store.index_lists import due_rows, list_tickets
from wuye_cli.store.index_reader import (
    broken_records,
    clock_verdict,
    complete_ids,
    find_tickets,
    head_commit,
    open_fresh,
    read_meta,
    show_ticket,
)
from wuye_cli.store.index_rows import RowMaker
from wuye_cli.store.repository import Actor, Store

COUNT = 120
AT = int(NOW.timestamp())
ACTOR = Actor("李前台", "li@example.com")


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    return make_store(tmp_path_factory.mktemp("store") / "made", Shape(COUNT), checkout=True)


@pytest.fixture
def store(template, tmp_path):
    place = tmp_path / "store"
    shutil.copytree(template, place)
    git(place, "update-index", "-q", "--refresh")
    opened = Store.open(place)
    yield opened
    opened.close()


def refreshed(store):
    index = Index.open(store)
    index.refresh(lambda: load_house(store))
    return index


def content(db):
    """Everything the index says, without the numbers that only this file gives."""
    found = {}
    for n, path in db.execute("SELECT n, path FROM tickets"):
        ticket = show_ticket(db, n, AT)
        for thing in (ticket, *ticket["clocks"], *ticket["events"]):
            for own in ("n", "ticket", "change"):
                thing.pop(own, None)
        found[path] = ticket
    meta = read_meta(db)
    return (
        found,
        {k: v for k, v in meta.items() if k not in {"build", "change"}},
        broken_records(db),
    )


def rebuilt(store):
    shutil.rmtree(store.git_dir / "wuye", ignore_errors=True)
    return content(refreshed(store).db)


def commit(store, index, changes, subject="test"):
    with store.transaction(by=ACTOR, at=NOW) as tx:
        for path, data in changes.items():
            if data is None:
                tx.delete(path)
            else:
                tx.put(path, data)
        if index is not None:
            tx.after_commit.append(index.apply)
        return tx.commit(subject)


def some_paths(store):
    return [path for path, _ in store.list_tree("records/tickets")]


def grown(store, path):
    """The ticket at `path` with one more event and another title."""
    data = store.read(path)
    note = (
        b'  - {id: "zzzzzz", at: "2026-11-21T09:00:00+08:00", by: "s-li", do: "note", text: "x"}\n'
    )
    return data.replace(b'title: "', 'title: "改过的'.encode(), 1) + note


def test_a_rebuild_holds_every_ticket(store):
    index = refreshed(store)
    assert list_tickets(index.db, {"all": True}, AT)[1] == COUNT
    assert sorted(row["path"] for row in list_tickets(index.db, {"all": True}, AT, page_size=None)[0]) == some_paths(store)  # fmt: skip
    assert broken_records(index.db) == []


def test_rows_say_what_the_domain_says(store):
    db = refreshed(store).db
    rules = load_house(store).rules
    maker = RowMaker(rules)
    for path, data in store.read_many(some_paths(store)):
        ticket = read_ticket(data)
        book = book_for(rules, ticket)
        standing = fold(ticket, book)
        facts = clock_facts(standing, maker._surroundings.setting(ticket, standing, book))
        number = db.execute("SELECT n FROM tickets WHERE path = ?", (path,)).fetchone()[0]
        for hours in (-100_000, -72, -30, -5, 0, 5, 48, 100_000):
            now = AT + hours * 3600
            shown = show_ticket(db, number, now)
            assert shown["verdict"] == ticket_verdict(facts, now)
            assert [clock["verdict"] for clock in shown["clocks"]] == [
                verdict_at(clock, now) for clock in facts.clocks
            ]
        assert shown["status"] == standing.status
        assert shown["assignee"] == standing.assignee
        assert len(shown["events"]) == len(ticket.events)
        assert [event["at"] for event in shown["events"]] == [e.instant for e in ticket.events]


INSTANTS = st.integers(min_value=1_790_000_000, max_value=1_790_000_060)


@given(
    due=st.none() | INSTANTS,
    warn_at=st.none() | INSTANTS,
    pauses=st.lists(
        st.tuples(INSTANTS, INSTANTS).filter(lambda pair: pair[0] < pair[1]), max_size=3
    ),
    end=st.sampled_from(["", "met", "failed_late", "failed_open", "void", "not_started"]),
    now=INSTANTS,
)
@settings(max_examples=tries(300))
def test_a_stored_clock_is_judged_as_the_domain_judges_it(due, warn_at, pauses, end, now):
    facts = ClockFacts(
        clock="ack", cycle=1, due=due, warn_at=warn_at, pauses=tuple(pauses), end=end
    )
    spans = " ".join(f"{start}-{stop}" for start, stop in pauses)
    assert clock_verdict(end, due, warn_at, spans, now) == verdict_at(facts, now)


def test_a_refresh_gives_what_a_rebuild_gives(store):
    refreshed(store).close()
    first, second, third, *_ = some_paths(store)
    fresh = dict(tickets(Shape(COUNT + 30), seed=7))
    new = next(path for path in fresh if path not in set(some_paths(store)))
    commit(store, None, {first: grown(store, first), second: None, new: fresh[new]})
    commit(store, None, {third: b"not a ticket\n"})
    index = refreshed(store)
    after = content(index.db)
    index.close()
    assert [one["path"] for one in after[2]] == [third]
    assert first in after[0]
    assert second not in after[0]
    assert after == rebuilt(store)


def test_the_writer_leaves_an_index_that_needs_no_refresh(store):
    index = refreshed(store)
    first, second, *_ = some_paths(store)
    commit(store, index, {first: grown(store, first), second: None})
    opened = open_fresh(str(store.git_dir))
    assert opened is not None
    after = content(opened[0])
    opened[0].close()
    index.close()
    assert after[0][first]["title"].startswith("改过的")
    assert after == rebuilt(store)


def test_the_journal_of_many_writes_stays_short_for_who_reads_it_first(store):
    index = refreshed(store)  # a reader of the same process, as every command has one
    path = some_paths(store)[-1]
    journal = Path(f"{index.path}-wal")
    longest = 0
    for _ in range(12):
        commit(store, index, {path: grown(store, path)})
        longest = max(longest, journal.stat().st_size)
    assert longest < 2 * LONG_JOURNAL
    assert content(index.db) == rebuilt(store)


def test_a_long_journal_is_left_alone_while_somebody_reads(store):
    index = refreshed(store)
    reader = index.db.execute("SELECT * FROM tickets")
    reader.fetchone()
    path = some_paths(store)[-1]
    for _ in range(12):
        commit(store, index, {path: grown(store, path)})
    assert reader.fetchone()
    index.close()
    assert content(refreshed(store).db) == rebuilt(store)


def test_a_writer_that_missed_a_commit_does_not_hide_it(store):
    index = refreshed(store)
    first, second, *_ = some_paths(store)
    commit(store, None, {first: None})
    commit(store, index, {second: None})
    assert open_fresh(str(store.git_dir)) is None
    db = index.refresh(lambda: load_house(store))
    assert list_tickets(db, {"all": True}, AT)[1] == COUNT - 2


def test_a_mended_file_leaves_the_broken_ones(store):
    index = refreshed(store)
    path = some_paths(store)[0]
    good = store.read(path)
    commit(store, index, {path: b'schema: "ticket/9"\n'})
    opened = open_fresh(str(store.git_dir))
    assert [one["code"] for one in broken_records(opened[0])] == ["newer_schema"]
    assert opened[1]["broken"] == 1
    opened[0].close()
    commit(store, index, {path: good})
    opened = open_fresh(str(store.git_dir))
    assert broken_records(opened[0]) == []
    assert opened[1]["tickets"] == COUNT
    opened[0].close()


def test_new_limits_derive_every_clock_anew(store):
    index = refreshed(store)
    before = index.db.execute("SELECT count(*) FROM clocks WHERE clock = 'ack'").fetchone()
    tiers = store.read("standards/tiers.yaml").replace("受理响应".encode(), "先答复".encode())
    commit(store, index, {"standards/tiers.yaml": tiers})
    assert open_fresh(str(store.git_dir)) is None
    db = index.refresh(lambda: load_house(store))
    assert db.execute("SELECT zh FROM names WHERE kind = 'clock' AND id = 'ack'").fetchone() == (
        "先答复",
    )
    assert db.execute("SELECT count(*) FROM clocks WHERE clock = 'ack'").fetchone() == before


@pytest.mark.parametrize("damage", [b"", b"garbage" * 1000, b"SQLite format 3\0" + b"\xff" * 5000])
def test_a_damaged_index_is_built_anew_without_a_word(store, damage):
    index = refreshed(store)
    index.close()
    Path(index.path).write_bytes(damage)
    index = refreshed(store)
    assert list_tickets(index.db, {"all": True}, AT)[1] == COUNT


def test_an_index_of_another_format_is_built_anew(store):
    index = refreshed(store)
    index.close()
    with sqlite3.connect(index.path) as db:
        db.execute("UPDATE meta SET format = format + 1")
    db.close()
    assert open_fresh(str(store.git_dir)) is None
    assert list_tickets(refreshed(store).db, {"all": True}, AT)[1] == COUNT


def test_a_head_that_git_forgot_is_no_trouble(store):
    index = refreshed(store)
    index.close()
    with sqlite3.connect(index.path) as db:
        db.execute("UPDATE meta SET head = ?", ("1" * 40,))
    db.close()
    assert list_tickets(refreshed(store).db, {"all": True}, AT)[1] == COUNT


def test_a_folder_that_cannot_be_written_is_read_all_the_same(store):
    shutil.rmtree(store.git_dir / "wuye", ignore_errors=True)
    (store.git_dir / "wuye").write_text("in the way")
    index = Index.open(store)
    house = load_house(store)
    assert list_tickets(index.refresh(lambda: house), {"all": True}, AT)[1] == COUNT


def test_two_files_with_one_id_are_both_shown(store):
    path = some_paths(store)[0]
    other = path.replace("-A0", "-B0")
    (store.root / other).write_bytes(store.read(path))
    git(store.root, "add", "--", other)
    git(store.root, "commit", "-qm", "twice")
    db = refreshed(store).db
    ticket_id = path.rsplit("/", 1)[1].removesuffix(".yaml")
    assert [one["path"] for one in find_tickets(db, ticket_id)] == [path, other]


def test_head_is_read_from_packed_refs_and_detached(store):
    head = store.head()
    assert head_commit(str(store.git_dir)) == head
    git(store.root, "pack-refs", "--all")
    assert head_commit(str(store.git_dir)) == head
    git(store.root, "checkout", "-q", "--detach")
    assert head_commit(str(store.git_dir)) == head


def test_a_tail_means_open_tickets_and_lately_closed_ones(store):
    db = refreshed(store).db
    row = db.execute(
        "SELECT id, desk, num FROM tickets WHERE is_open = 1 ORDER BY n DESC"
    ).fetchone()
    tail = f"{row[1]}{row[2]:03}"
    same = db.execute(
        "SELECT id FROM tickets WHERE is_open = 1 AND num = ? ORDER BY path", (row[2],)
    )
    wanted = [one[0] for one in same]
    assert [one["id"] for one in find_tickets(db, tail)] == wanted
    assert [one["id"] for one in find_tickets(db, str(row[2]))] == wanted
    assert [one["id"] for one in find_tickets(db, "Ａ" + tail[1:].lower())] == wanted
    assert [one["id"] for one in find_tickets(db, row[0].lower())] == [row[0]]
    closed = db.execute("SELECT id, num, closed_at FROM tickets WHERE is_open = 0 ORDER BY closed_at DESC").fetchone()  # fmt: skip
    assert closed[0] not in [one["id"] for one in find_tickets(db, str(closed[1]))]
    assert closed[0] in [
        one["id"] for one in find_tickets(db, str(closed[1]), closed_since=closed[2])
    ]
    assert closed[0] not in [one["id"] for one in find_tickets(db, str(closed[1]), closed_since=closed[2] + 1)]  # fmt: skip
    for nonsense in ("", "-", "A", "999999999999", "'; --", "½"):
        assert find_tickets(db, nonsense, closed_since=0) == []


def test_filters_narrow_a_list(store):
    db = refreshed(store).db
    everything = list_tickets(db, {"all": True}, AT, page_size=None)[0]
    cases = {
        "status": ("closed", lambda row: row["status"] == "closed"),
        "kind": ("repair", lambda row: row["kind"] == "repair"),
        "category": ("water", lambda row: row["category"].startswith("water.")),
        "unit": ("3", lambda row: row["unit"].startswith("3-")),
        "channel": (["phone", "wechat"], lambda row: row["channel"] in {"phone", "wechat"}),
        "since": (AT - 86400, lambda row: row["opened_at"] >= AT - 86400),
        "overdue": (True, lambda row: row["next_due"] is not None and row["next_due"] < AT),
    }
    for name, (value, fits) in cases.items():
        found, total = list_tickets(db, {"all": True, name: value}, AT, page_size=None)
        wanted = [row["id"] for row in everything if fits(row)]
        assert [row["id"] for row in found] == wanted
        assert total == len(wanted)
        assert list_tickets(db, {"all": True, name: value}, AT, page_size=2)[1] == len(wanted)
        assert 0 < total < COUNT, name


def test_a_paused_ticket_is_found_while_it_is_paused(store):
    index = refreshed(store)
    until = NOW + timedelta(hours=3)
    row = {"id": "WY-261121-A001", "path": "records/tickets/2026/11/21/WY-261121-A001.yaml"}
    data = canonical({
        "schema": "ticket/1", "id": row["id"], "uid": "01PAUSED", "status": "acknowledged",
        "kind": "repair", "title": "水龙头滴水", "unit": "3-1-0502", "channel": "phone",
        "events": [
            {"id": "aaaaaa", "at": (NOW - timedelta(minutes=9)).isoformat(), "do": "receive", "tier": "general"},
            {"id": "aaaaab", "at": (NOW - timedelta(minutes=8)).isoformat(), "do": "ack"},
            {"id": "aaaaac", "at": (NOW - timedelta(minutes=1)).isoformat(), "do": "pause",
             "reason": "owner_absent", "until": until.isoformat()},
        ],
    })  # fmt: skip
    commit(store, index, {row["path"]: data})
    db = index.refresh(lambda: load_house(store))
    for now, paused in ((AT, True), (int(until.timestamp()), False)):
        found = list_tickets(db, {"paused": True}, now, page_size=None)[0]
        assert (row["id"] in [one["id"] for one in found]) is paused
        for one in found:
            assert one["next_verdict"] == "paused"


def test_dues_come_by_time_and_are_counted(store):
    db = refreshed(store).db
    rows, total, overdue = due_rows(db, AT, page_size=None)
    assert [row["due"] for row in rows] == sorted(row["due"] for row in rows)
    assert total == len(rows) > 0
    assert (
        overdue
        == sum(row["due"] < AT for row in rows)
        == sum(row["verdict"] == "failed_open" for row in rows)
    )
    one = due_rows(db, AT, AT)
    assert one[1] == sum(row["due"] <= AT for row in rows)
    pages = [due_rows(db, AT, page=page, page_size=7)[0] for page in range(1, total // 7 + 2)]
    assert [row for page in pages for row in page] == rows


def test_completion_offers_open_tickets(store):
    db = refreshed(store).db
    found = [one[0] for one in complete_ids(db, "")]
    opened = [row["id"] for row in list_tickets(db, {}, AT)[0]]
    assert found == opened
    assert [one[0] for one in complete_ids(db, found[0].lower())] == [found[0]]
    assert found[0] in [one[0] for one in complete_ids(db, found[0][-4:])]
    assert complete_ids(db, "%") == []
