"""What a power cut may leave of an operation in no order at all: the next command mends it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.support import repos
from tests.support.repos import NEW, OLD, git, leftovers, save

from wuye_cli.store import intent, recovery
from wuye_cli.store.intent import Entry, Intent

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from wuye_cli.store.repository import Store

TOKEN = "ab" * 8


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """A store in which a change of `OLD` was cut short: its objects and its intent are there."""
    store = repos.a_store(tmp_path)
    old = git(store.root, "rev-parse", f"HEAD:{OLD}").strip()
    (store.root / OLD).write_bytes(b"half\n")
    new = git(store.root, "hash-object", "-w", OLD).strip()
    intent.save(
        str(store.git_dir / "wuye"), Intent(TOKEN, store.head(), entries=(Entry(OLD, old, new),))
    )
    git(store.root, "add", OLD)
    return store


def _lock(store: Store, said: str) -> None:
    (store.git_dir / "refs/heads/main.lock").write_text(said)
    (store.git_dir / "HEAD.lock").touch()


def _commit(store: Store) -> str:
    tree = git(store.root, "write-tree").strip()
    return git(store.root, "commit-tree", "-p", "HEAD", "-m", "half", tree).strip()


def _lock_without_its_private_ref(store: Store) -> None:
    _lock(store, _commit(store) + "\n")


def _lock_of_zeros(store: Store) -> None:
    _lock(store, "\0" * 41)


def _lock_of_the_new_index(store: Store) -> None:
    (store.git_dir / f"wuye/index-{TOKEN}.lock").write_bytes(b"DIRC")


def _index_without_its_shared_part(store: Store) -> None:
    git(store.root, "update-index", "--split-index")
    for part in store.git_dir.glob("sharedindex.*"):
        part.unlink()


@pytest.mark.parametrize(
    "left",
    [
        _lock_without_its_private_ref,
        _lock_of_zeros,
        _lock_of_the_new_index,
        _index_without_its_shared_part,
    ],
)
def test_the_next_command_settles_it(store: Store, left: Callable[[Store], None]) -> None:
    left(store)
    save(store, {NEW: b"next\n"})
    assert store.read(OLD) == repos.FILES[OLD]
    assert (store.root / OLD).read_bytes() == repos.FILES[OLD]
    assert git(store.root, "status", "--porcelain") == ""
    assert leftovers(store.root) == []


@pytest.mark.parametrize("said", ["0123456789" * 4, "0123"])
def test_a_lock_that_names_another_commit_stays(store: Store, said: str) -> None:
    _lock(store, said)
    left = intent.load(str(store.git_dir / "wuye"))
    assert left is not None
    recovery.free_refs(store.ground, left)
    assert (store.git_dir / "refs/heads/main.lock").read_text() == said
