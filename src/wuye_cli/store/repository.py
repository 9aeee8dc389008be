"""The store: two git repositories, read at HEAD, changed by one transaction = one commit."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Self

import msgspec

from wuye_cli.domain.errors import CallError, StoreError
from wuye_cli.store import layout, refs
from wuye_cli.store.git import records
from wuye_cli.store.ground import Ground
from wuye_cli.store.message import Actor
from wuye_cli.store.staging import list_tree
from wuye_cli.store.transaction import Transaction

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from datetime import datetime

__all__ = ["Actor", "HandEdit", "Store"]

EMPTY_TREE = "4b825dc642cb6eb9a060e54bf8d69288fbee4904"
_SETTING = "wuye."
_ORDINARY = {"000000", "100644"}

Kind = Literal["modified", "staged", "untracked", "deleted", "conflict"]


class HandEdit(msgspec.Struct, frozen=True, order=True):
    """A difference between HEAD and what lies in the work tree or in git's index.

    Attributes:
        path: The file, relative to the root.
        kind: `staged` only when the work tree holds nothing newer than the index.
    """

    path: str
    kind: Kind


class Store:
    """A store on this machine.

    Args:
        ground: The repository.
        people: The ground of `people/`, None when this clone has none.

    Attributes:
        root: The work tree.
        git_dir: Its git folder; our own files lie in `git_dir/wuye`.
        people: The second repository as a store of its own, with the same lock.
    """

    def __init__(self, ground: Ground, people: Ground | None = None) -> None:
        self.ground = ground
        self.root = Path(ground.root)
        self.git_dir = Path(ground.git_dir)
        self.people: Store | None = None if people is None else Store(people)

    @property
    def grounds(self) -> list[Ground]:
        """The repositories of the store: its own, and that of `people/` if there is one."""
        return [self.ground, *([self.people.ground] if self.people is not None else [])]

    @classmethod
    def open(cls, start: Path) -> Self:
        """Open the store that `start` lies in.

        Raises:
            CallError: `no_store`.
            StoreError: `damaged_repository`.
        """
        root = layout.find_root(os.fspath(start))
        ground = Ground(root)
        below = os.path.join(root, layout.PEOPLE)
        if not os.path.lexists(os.path.join(below, ".git")):
            return cls(ground)
        return cls(ground, Ground(below, ground.lock_file))

    @classmethod
    def open_history(cls, start: Path, *, standing: str = "") -> Self:
        """Open the store that `start` lies in, or the bare repository that it is, to be read.

        Args:
            start: The folder.
            standing: Of a bare one, the commit to be looked at in place of HEAD.

        Raises:
            CallError: `no_store`.
            StoreError: `damaged_repository`.
        """
        place = os.path.abspath(os.fspath(start))
        if layout.is_bare(place):
            return cls(Ground(place, bare=True, standing=standing))
        return cls.open(start)

    @classmethod
    def create(
        cls,
        root: Path,
        files: Mapping[str, bytes],
        *,
        actor: Actor,
        at: datetime,
        subject: str,
        with_people: bool = True,
    ) -> Self:
        """Make a store in `root` and commit `files` as its beginning.

        The folder may hold other files, and may be the root of a git repository already.

        Raises:
            ConflictError: `store_exists`; `file_exists` when one of `files` is already there;
                `inside_repository` when `root` lies deeper in another git repository.
        """
        from wuye_cli.store import founding  # noqa: PLC0415 - once in the life of a store

        place = os.path.abspath(os.fspath(root))
        founding.found(place, with_people=with_people)
        here = cls.open_at(place)
        founding.settle(here.ground, here.people.ground if here.people else None)
        with here.transaction(by=actor, at=at) as tx:
            founding.fill(tx, place, files)
            tx.commit(subject, trailers=(("Wuye-Op", "init"), ("Wuye-Format", "1")))
        return here

    @classmethod
    def open_at(cls, root: str) -> Self:
        """Open the repository at `root`, whether it is a store yet or not."""
        ground = Ground(root)
        below = os.path.join(root, layout.PEOPLE)
        people = os.path.lexists(os.path.join(below, ".git"))
        return cls(ground, Ground(below, ground.lock_file) if people else None)

    def head(self) -> str:
        """Return the commit that HEAD stands on, "" before the first; no process is started."""
        return self.ground.head()

    def read(self, path: str) -> bytes | None:
        """Return the committed bytes of a file at HEAD, None when there is none."""
        return self.read_at(self.head(), path)

    def read_at(self, commit: str, path: str) -> bytes | None:
        """Return the bytes of a file in a commit, None when there is none.

        Raises:
            StoreError: `missing_object`, when the commit is unknown.
        """
        blob = self.ground.objects.blob_at(commit, layout.readable_path(path))
        return None if blob is None else self.ground.objects.blob(blob)

    def read_many(self, paths: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """Yield path and committed bytes at HEAD of many files; what is not there is left out."""
        head = self.head()
        found = [(path, self.ground.objects.blob_at(head, path)) for path in paths]
        there = [(path, blob) for path, blob in found if blob is not None]
        stream = self.ground.objects.stream(blob for _, blob in there)
        for (path, _), (_, data) in zip(there, stream, strict=True):
            yield path, data

    def list_tree(self, prefix: str = "", *, commit: str = "") -> list[tuple[str, str]]:
        """Return path and blob id of every plain file below a folder, at HEAD or in `commit`."""
        return list_tree(self.ground, commit or self.head(), prefix)

    def changes_between(
        self, old: str, new: str, prefix: str = ""
    ) -> list[tuple[str, str | None, str | None]]:
        """Return path, old blob and new blob of every file that differs between two commits.

        Args:
            old: A commit id, or "" for nothing.
            new: A commit id.
            prefix: Only below this folder.

        Raises:
            StoreError: `git_failed`, when a commit is unknown here.
        """
        return [
            (path, old_blob, new_blob)
            for path, old_blob, new_blob, _ in self.differences(old, new, prefix)
        ]

    def differences(
        self, old: str, new: str, prefix: str = ""
    ) -> list[tuple[str, str | None, str | None, bool]]:
        """As `changes_between`, and whether what is there was and is an ordinary file (100644)."""
        for one in (old, new):
            if one and not refs.is_id(one):
                raise StoreError("missing_object", id=one)
        where = (prefix.rstrip("/") + "/",) if prefix else ()
        # diff-tree reads the whole index for nothing: 16 ms instead of 2 at 100,000 files.
        printed = self.ground.git.read(
            *("diff-tree", "-r", "-z", "--no-renames", "--raw", "--ignore-submodules=all"),
            *(old or EMPTY_TREE, new, "--", *where),
            index=os.path.join(self.ground.private, "no-index"),
        )
        parts = list(records(printed))
        return [
            (path, _blob(facts[2]), _blob(facts[3]), {facts[0][1:], facts[1]} <= _ORDINARY)
            for facts, path in zip((one.split(" ") for one in parts[::2]), parts[1::2], strict=True)
        ]

    def blobs(self, ids: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """Yield id and bytes of many files through one pipe, in the order asked."""
        return self.ground.objects.stream(ids)

    def identity(self) -> tuple[str, str] | None:
        """Return the name and mail that git is configured with, None unless both are."""
        return self.ground.git.identity()

    def setting(self, key: str) -> str | None:
        """Return the `wuye.*` setting of this clone, such as `desk`; None when it is not set."""
        return self.ground.settings().own(_own_key(key)) or None

    def set_setting(self, key: str, value: str) -> None:
        """Set a `wuye.*` setting of this clone.

        Raises:
            CallError: `bad_setting`, for a key or value that git's settings cannot hold.
        """
        if not value.isprintable():
            raise CallError("bad_setting", key=key)
        self.ground.git.write("config", "--local", _own_key(key), value)

    def hand_edits(self) -> list[HandEdit]:
        """Return what differs from HEAD in the work tree or in git's index, by path."""
        printed = self.ground.git.read(
            *("status", "--porcelain=v2", "-z", "--untracked-files=all", "--no-renames"),
            "--ignore-submodules=all",
        )
        return sorted(HandEdit(*_edit(line)) for line in records(printed) if line[0] in "12u?")

    def transaction(
        self,
        *,
        by: Actor,
        at: datetime,
        on_wait: Callable[[float], None] | None = None,
        permit: Callable[[Transaction, str], None] | None = None,
    ) -> Transaction:
        """Return the `with` block in which one writer reads, decides and commits.

        Args:
            by: Author and committer.
            at: The moment of the operation, with its zone.
            on_wait: Told the seconds waited for the lock, so that the face may say it.
            permit: Says whether the one who types may write what is staged; see `Transaction`.

        Raises:
            ConflictError: `lock_timeout` or `index_locked`, on entering.
        """
        people = self.people.ground if self.people is not None else None
        return Transaction(self.ground, people, by=by, at=at, on_wait=on_wait, permit=permit)

    def close(self) -> None:
        """End the processes that are kept for reading; the store may still be used."""
        self.ground.objects.close()
        if self.people is not None:
            self.people.close()


def _own_key(key: str) -> str:
    own = key.removeprefix(_SETTING)
    if not own[:1].isalpha() or not own.isascii() or not own.replace("-", "").isalnum():
        raise CallError("bad_setting", key=key)
    return _SETTING + own


def _blob(text: str) -> str | None:
    return None if set(text) == {"0"} else text


def _edit(line: str) -> tuple[str, Kind]:
    """Read one line of `git status --porcelain=v2`."""
    if line[0] == "?":
        return line[2:], "untracked"
    if line[0] == "u":
        return line.split(" ", 10)[10], "conflict"
    staged, lying = line[2], line[3]
    kind: Kind = "staged" if lying == "." else "modified"
    if lying == "D" or (staged == "D" and lying == "."):
        kind = "deleted"
    return line.split(" ", 8)[8], kind
