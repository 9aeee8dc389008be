"""Operations over many files: as whole as small ones, whichever way they get to the disk."""

from __future__ import annotations

import os
import sys
from time import sleep
from typing import TYPE_CHECKING

import pytest
from tests.support import repos
from tests.support.repos import AT, CLERK, OLD, git

from wuye_cli.domain.errors import ConflictError, StoreError
from wuye_cli.store import worktree
from wuye_cli.store.flush import flush
from wuye_cli.store.objects import blob_id

if TYPE_CHECKING:
    from pathlib import Path

    from wuye_cli.store.repository import Store

NAMES = [
    f"records/tickets/2026/11/{day:02}/a{number}.yaml" for day in (1, 2) for number in range(40)
]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    made = repos.a_store(tmp_path)
    write(made, "one")
    return made


def write(store: Store, text: str) -> str:
    with store.transaction(by=CLERK, at=AT) as tx:
        for name in NAMES:
            tx.put(name, f"{text} {name}\n".encode())
        return tx.commit(text)


def assert_whole(store: Store, head: str, text: str) -> None:
    assert store.head() == head
    assert {(store.root / name).read_text() for name in NAMES} == {
        f"{text} {name}\n" for name in NAMES
    }
    assert git(store.root, "status", "--porcelain", "--untracked-files=all") == ""
    assert repos.leftovers(store.root) == []
    assert git(store.root, "fsck", "--full", "--strict", "--no-dangling") == ""


def test_many_files_are_written_as_one_commit(store: Store) -> None:
    assert_whole(store, write(store, "two"), "two")


def test_where_the_disk_cannot_be_told_at_once_each_file_is(store: Store, monkeypatch) -> None:
    monkeypatch.setattr("wuye_cli.store.flush._TELLS_SINCE", [99, 0])
    assert not flush(str(store.root))
    assert_whole(store, write(store, "two"), "two")


@pytest.mark.skipif(sys.platform != "linux", reason="the kinds are Linux's")
def test_a_file_system_of_another_kind_is_left_to_fsync() -> None:
    assert not flush("/proc")


def test_an_edit_that_comes_in_between_stops_all_of_it(store: Store) -> None:
    head = store.head()
    with store.transaction(by=CLERK, at=AT) as tx:
        for name in NAMES:
            tx.put(name, b"two\n")
        (store.root / NAMES[-1]).write_text("mine\n")
        with pytest.raises(ConflictError, match="hand_edit"):
            tx.commit("two")
    assert (store.root / NAMES[-1]).read_text() == "mine\n"
    (store.root / NAMES[-1]).write_text(f"one {NAMES[-1]}\n")
    assert_whole(store, head, "one")


def test_an_edit_of_the_same_size_with_its_time_set_back_is_seen_too(
    store: Store, monkeypatch
) -> None:
    monkeypatch.setattr(worktree, "_SETTLED_NS", 0)  # or the test would have to wait two seconds
    sleep(0.02)
    head, path = store.head(), store.root / NAMES[-1]
    facts, text = path.stat(), path.read_text()
    with store.transaction(by=CLERK, at=AT) as tx:
        for name in NAMES:
            tx.put(name, b"two\n")
        path.write_text(text.upper())
        os.utime(path, ns=(facts.st_atime_ns, facts.st_mtime_ns))
        with pytest.raises(ConflictError, match="hand_edit"):
            tx.commit("two")
    path.write_text(text)
    assert_whole(store, head, "one")


def test_a_stamp_is_trusted_if_it_was_old_before_anybody_looked() -> None:
    old, moment = (1, 7, 0o100644, 10, 5, 5_000), (1, 8, 0o100644, 10, 5, 3_000_005_000)
    assert worktree.settled(old, moment) == (() if os.name == "nt" else old)
    for stamp in (
        (*old[:5], 1_000_005_000),
        (2, *old[1:]),
        (),
    ):  # fresh, on another disk, not there
        assert worktree.settled(stamp, moment) == ()
    assert worktree.settled(old, ()) == ()


def test_a_link_in_the_place_of_a_folder_leads_nobody_out(store: Store, tmp_path: Path) -> None:
    folder = (store.root / NAMES[-1]).parent
    folder.rename(tmp_path / "elsewhere")
    folder.symlink_to(tmp_path / "elsewhere")
    with store.transaction(by=CLERK, at=AT) as tx:
        for name in NAMES[:40]:
            tx.put(name, b"two\n")
        with pytest.raises(StoreError, match="unsafe_path"):
            tx.put(NAMES[-1], b"two\n")
    assert (tmp_path / "elsewhere" / "a39.yaml").read_text() == f"one {NAMES[-1]}\n"


def test_what_lies_here_is_named_and_not_written_again(store: Store) -> None:
    data = store.read(NAMES[0])
    with store.transaction(by=CLERK, at=AT) as tx:
        tx.take(OLD, data, lies_here=blob_id(data))
        tx.commit("taken")
    assert store.read(OLD) == data == (store.root / OLD).read_bytes()
    assert git(store.root, "status", "--porcelain") == ""


def test_bytes_under_a_foreign_id_are_refused(store: Store) -> None:
    head = store.head()
    with (
        store.transaction(by=CLERK, at=AT) as tx,
        pytest.raises(StoreError, match="damaged_object"),
    ):
        tx.take(OLD, b"forged\n", lies_here=blob_id(b"true\n"))
    assert store.head() == head


def test_loose_and_packed_files_are_gathered_alike(store: Store) -> None:
    git(store.root, "repack", "-adq")
    write(store, "two")
    wanted = {blob_id(f"{text} {name}\n".encode()) for text in ("one", "two") for name in NAMES}
    found = dict(store.ground.objects.gathered(wanted))
    assert {one: blob_id(data) for one, data in found.items()} == {one: one for one in wanted}
