"""Where the checked files come from: the work tree, git's index, or a commit."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Protocol

from wuye_cli.checking.facts import EXECUTABLE, LINK, PLAIN, SPECIAL
from wuye_cli.domain.errors import StoreError
from wuye_cli.services.checking.files import LARGEST, ROOTS, Listing, Lying, list_files, read_file
from wuye_cli.store.git import records

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from wuye_cli.store.repository import Store

_FORMS = {"100644": PLAIN, "100755": EXECUTABLE, "120000": LINK}
CONFLICT = "merge conflict"


class Source(Protocol):
    """What files are listed and read from."""

    def list(self, starts: Iterable[str] = ROOTS) -> Listing:
        """List the files at or below the starts."""

    def read(self, file: Lying) -> bytes:
        """Return the bytes of a plain file, or raise `OSError`."""


class WorkTree:
    """The files as they lie.

    Args:
        root: The store, absolute.
        on_listed: Told how many files were found so far.
    """

    def __init__(self, root: str, on_listed: Callable[[int], None] | None = None) -> None:
        self.root = root
        self._on_listed = on_listed

    def list(self, starts: Iterable[str] = ROOTS) -> Listing:
        """List the files at or below the starts.

        Raises:
            CallError: `bad_value` for a start that is not there.
        """
        return list_files(self.root, starts, self._on_listed)

    def read(self, file: Lying) -> bytes:
        """Return the bytes of a plain file."""
        return read_file(self.root, file.path)


class Mended(WorkTree):
    """The files as they lie, but for some that are as a fix would leave them.

    Args:
        root: The store, absolute.
        contents: Bytes by path of those that are mended.
    """

    def __init__(self, root: str, contents: Mapping[str, bytes]) -> None:
        super().__init__(root)
        self._contents = contents

    def read(self, file: Lying) -> bytes:
        """Return the bytes of a file, mended or as they lie."""
        mended = self._contents.get(file.path)
        return super().read(file) if mended is None else mended


class Staged:
    """The files as git's index holds them.

    Args:
        store: Its git is asked.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def list(self, starts: Iterable[str] = ROOTS) -> Listing:
        """List the entries at or below the starts; one in conflict cannot be checked."""
        wanted = [start for start in starts if start.strip("/") not in {"", "."}] or ROOTS
        printed = self._store.ground.git.read("ls-files", "--stage", "-z", "--", *wanted)
        files: dict[str, Lying] = {}
        closed: dict[str, str] = {}
        for line in records(printed):
            facts, _, path = line.partition("\t")
            mode, blob, stage = facts.split(" ")
            if stage != "0":
                closed[path] = CONFLICT
            else:
                files[path] = Lying(path, _FORMS.get(mode, SPECIAL), blob=blob)
        return Listing(tuple(files[path] for path in sorted(files)), tuple(sorted(closed.items())))

    def read(self, file: Lying) -> bytes:
        """Return the bytes of an entry."""
        try:
            return self._store.ground.objects.blob(file.blob)[: LARGEST + 1]
        except StoreError as error:
            raise OSError(0, error.code) from error


class Committed:
    """The files of a commit.

    Args:
        store: Its git is asked.
        commit: The full id.
    """

    def __init__(self, store: Store, commit: str) -> None:
        self._store = store
        self._commit = commit

    def list(self, starts: Iterable[str] = ROOTS) -> Listing:
        """List the files at or below the starts, links and submodules too."""
        wanted = [start.rstrip("/") for start in starts if start.strip("/") not in {"", "."}]
        printed = self._store.ground.git.read(
            *("ls-tree", "-r", "-z", "--long", "--full-tree", self._commit, "--"),
            *(wanted or ROOTS),
        )
        files = []
        for line in records(printed):
            facts, _, path = line.partition("\t")
            mode, _, blob, size = facts.split()
            length = int(size) if size.isdigit() else 0
            files.append(Lying(path, _FORMS.get(mode, SPECIAL), size=length, blob=blob))
        return Listing(tuple(sorted(files, key=lambda file: file.path)))

    def read(self, file: Lying) -> bytes:
        """Return the bytes of a file."""
        try:
            return self._store.ground.objects.blob(file.blob)[: LARGEST + 1]
        except StoreError as error:
            raise OSError(0, error.code) from error


def source_of(store: Store, *, staged: bool) -> Source:
    """Return what a run reads from."""
    return Staged(store) if staged else WorkTree(os.fspath(store.root))
