"""Imports: one stream, wholly there or not at all."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from tests.support import repos
from tests.support.repos import AT, CLERK, NEW, OLD, git, leftovers

from wuye_cli.domain.errors import ConflictError, NotFoundError, StoreError
from wuye_cli.store.bulk import BulkCommit, import_commits
from wuye_cli.store.repository import Actor, Store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return repos.a_store(tmp_path)


def a_commit(number: int, *files: tuple[str, bytes], by: Actor | None = None) -> BulkCommit:
    at = AT + timedelta(minutes=number)
    return BulkCommit(f"receive {number}", at, files, (("Number", str(number)),), by)


def test_every_commit_is_there_and_the_tree_is_clean(store: Store) -> None:
    head = store.head()
    other = Actor("王", "w@x")
    commits = [
        a_commit(1, (NEW, b"1\n")),
        a_commit(2, (NEW, b"2\n"), (OLD, b"edited\n")),
        a_commit(3, ("records/tickets/2026/11/23/A1.yaml", b"3\n"), by=other),
    ]
    told: list[int] = []
    new, count = import_commits(store, CLERK, iter(commits), told.append)
    assert (new, count, told) == (store.head(), 3, [])
    said = git(store.root, "log", "--reverse", "--format=%an %s", f"{head}..").splitlines()
    assert said == ["李前台 receive 1", "李前台 receive 2", "王 receive 3"]
    assert store.read(NEW) == b"2\n"
    assert (store.root / OLD).read_bytes() == b"edited\n"
    assert git(store.root, "status", "--porcelain", "--untracked-files=all") == ""
    assert leftovers(store.root) == []
    assert git(store.root, "fsck", "--full", "--strict", "--no-dangling") == ""
    assert "Number: 2" in git(store.root, "log", "-1", "--format=%B", "HEAD~1")


def test_an_empty_import_makes_no_commit(store: Store) -> None:
    head = store.head()
    assert import_commits(store, CLERK, []) == (head, 0)
    assert leftovers(store.root) == []


def test_progress_is_told_every_thousand(store: Store) -> None:
    told: list[int] = []
    commits = (a_commit(n, (f"records/d{n % 9}/{n}.yaml", b"%d\n" % n)) for n in range(2001))
    import_commits(store, CLERK, commits, told.append)
    assert told == [1000, 2000]


@pytest.mark.parametrize("path", [NEW, OLD, "records/link/a.yaml"])
def test_edits_by_hand_stop_an_import(store: Store, path: str, tmp_path: Path) -> None:
    head = store.head()
    (store.root / "records" / "link").symlink_to(tmp_path)
    (store.root / NEW).parent.mkdir()
    (store.root / NEW).write_bytes(b"by hand\n")
    (store.root / OLD).write_bytes(b"by hand\n")
    commits = [a_commit(1, ("records/first.yaml", b"1\n")), a_commit(2, (path, b"2\n"))]
    with pytest.raises((ConflictError, StoreError)):
        import_commits(store, CLERK, commits)
    assert store.head() == head
    assert not (store.root / "records" / "first.yaml").exists()
    assert (store.root / NEW).read_bytes() == b"by hand\n"
    assert leftovers(store.root) == []


PERSON = "persons/7k/p-7k2f.yaml"


def test_people_of_an_import_are_committed_with_it(tmp_path: Path) -> None:
    store = repos.a_store(tmp_path, with_people=True)
    assert store.people is not None
    import_commits(store, CLERK, [a_commit(1, (NEW, b"1\n"))], people=a_commit(0, (PERSON, b"p\n")))
    assert (store.read(NEW), store.people.read(PERSON)) == (b"1\n", b"p\n")
    assert [leftovers(one.root) for one in (store, store.people)] == [[], []]


def test_people_of_an_import_that_failed_are_taken_back(tmp_path: Path) -> None:
    store = repos.a_store(tmp_path, with_people=True)
    assert store.people is not None
    heads = store.head(), store.people.head()

    def moved() -> Iterator[BulkCommit]:
        yield a_commit(1, (NEW, b"1\n"))
        other = git(store.root, "commit-tree", "HEAD^{tree}", "-p", "HEAD", "-m", "somebody else")
        git(store.root, "update-ref", "HEAD", other.strip())

    for commits in ([a_commit(1, ("../x", b"1\n"))], moved()):
        with pytest.raises((ConflictError, StoreError)):
            import_commits(store, CLERK, commits, people=a_commit(0, (PERSON, b"p\n")))
        assert store.people.head() == heads[1]
        assert not (store.people.root / PERSON).exists()
        assert [leftovers(one.root) for one in (store, store.people)] == [[], []]
    assert store.read(NEW) is None


def test_people_of_an_import_need_their_repository(store: Store) -> None:
    with pytest.raises(NotFoundError, match="no_people"):
        import_commits(store, CLERK, [], people=a_commit(0, (PERSON, b"p\n")))
