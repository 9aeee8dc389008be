"""Past versions: who, when, why."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from tests.support import repos
from tests.support.repos import AT, CLERK, NEW, OLD, git, save

from wuye_cli.domain.errors import StoreError
from wuye_cli.store import history

if TYPE_CHECKING:
    from pathlib import Path

    from wuye_cli.store.repository import Store


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return repos.a_store(tmp_path)


def test_the_log_of_a_file_names_who_when_and_why(store: Store) -> None:
    save(store, {NEW: b"x\n"})
    with store.transaction(by=CLERK, at=AT) as tx:
        tx.put(OLD, b"new\n")
        made = tx.commit("ack A001", trailers=[("Ticket", "A001"), ("Event", "x7c0pd")])
    first, last = history.log_of(store, OLD)
    assert (first.commit, first.author, first.mail, first.when) == (
        made,
        "李前台",
        "s-li@desk.example",
        AT,
    )
    assert first.when.utcoffset() == AT.utcoffset()
    assert (first.subject, first.trailers) == (
        "ack A001",
        (("Ticket", "A001"), ("Event", "x7c0pd")),
    )
    assert (last.subject, last.parents) == ("found", ())
    assert last.trailers == (("Wuye-Op", "init"), ("Wuye-Format", "1"))


def test_commits_can_begin_and_end_anywhere(store: Store) -> None:
    ids = [save(store, {OLD: b"%d\n" % number}, f"n{number}") for number in range(4)]
    said = [one.subject for one in history.commits(store, since=ids[0], until=ids[2])]
    assert said == ["n2", "n1"]
    assert [one.commit for one in history.commits(store, paths=["standards"])] != []
    with pytest.raises(StoreError):
        list(history.commits(store, since="--output=/tmp/x"))
    with pytest.raises(StoreError):
        list(history.commits(store, since="0" * 39 + "1"))


def test_only_the_first_parent_if_wanted(store: Store) -> None:
    base = store.head()
    side = git(store.root, "commit-tree", "-m", "side", "-p", base, f"{base}^{{tree}}").strip()
    with store.transaction(by=CLERK, at=AT) as tx:
        tx.commit("merge", merge=[side])
    assert {one.subject for one in history.commits(store)} == {"merge", "side", "found"}
    assert [one.subject for one in history.commits(store, first_parent=True)] == ["merge", "found"]


def test_hostile_commits_are_read(store: Store) -> None:
    body = "\x1b[2J evil\n\nnot a trailer\nTicket: forged\n"
    tree = git(store.root, "rev-parse", "HEAD^{tree}").strip()
    raw = (
        f"tree {tree}\nparent {store.head()}\nauthor a <b> 99999999999999999 +9999\n"
        f"committer c <d> 0 -0130\n\n{body}"
    )
    path = store.root / "raw"
    path.write_text(raw)
    made = git(store.root, "hash-object", "-t", "commit", "--literally", "-w", "raw").strip()
    path.unlink()
    git(store.root, "update-ref", "HEAD", made)
    first = next(iter(history.commits(store)))
    assert (first.author, first.subject, first.trailers) == ("a", "\x1b[2J evil", ())
    assert first.committed == datetime(1970, 1, 1, tzinfo=UTC)


def test_a_reader_may_stop_early(store: Store) -> None:
    for number in range(5):
        save(store, {OLD: b"%d\n" % number})
    log = history.commits(store)
    assert next(log).commit == store.head()
    log.close()  # type: ignore[attr-defined]  # a generator
    assert save(store, {OLD: b"more\n"}) == store.head()
