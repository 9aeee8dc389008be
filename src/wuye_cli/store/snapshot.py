"""The standards of one moment: of a commit, of git's index, of the work tree, of a folder."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from wuye_cli.domain.errors import ConflictError, StoreError
from wuye_cli.store import worktree
from wuye_cli.store.codecs.rulebook import read_rulebook
from wuye_cli.store.git import records
from wuye_cli.store.layout import SETTINGS, STANDARDS
from wuye_cli.store.objects import blob_id
from wuye_cli.store.yaml_text import UnreadableError, read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from wuye_cli.domain.tickets.rulebook import Rulebook
    from wuye_cli.store.codecs.rulebook import Located
    from wuye_cli.store.repository import Store
    from wuye_cli.store.yaml_text import Document

_FILES = ("100644", "100755")

Reads = dict[str, "Document | UnreadableError"]
"""What was read of the bytes with a blob id; share one over many snapshots to read each once."""


class Snapshot:
    """The files of `standards/` with `wuye.yaml`, at one moment; each is read when asked for.

    Args:
        name: As people call it: `HEAD~3`, `v2025`, a folder; empty for the work tree.
        files: Bytes by path from the root of the store.
        commit: The commit that they stand in, empty elsewhere.
        reads: What was read already, by blob id.
    """

    def __init__(
        self, name: str, files: Mapping[str, bytes], *, commit: str = "", reads: Reads | None = None
    ) -> None:
        self.name = name
        self.files = files
        self.commit = commit
        self._blobs: dict[str, str] = {}
        self._reads: Reads = {} if reads is None else reads
        self._rules: tuple[Rulebook, list[Located]] | None = None

    def document(self, path: str) -> Document:
        """Return a file as read strictly, with its marks.

        Raises:
            UnreadableError: If the strict reader refuses it.
            KeyError: If there is no such file.
        """
        read = self._read(path)
        if isinstance(read, UnreadableError):
            raise read
        return read

    def documents(self) -> Iterator[tuple[str, Document]]:
        """Yield path and document of every readable YAML file, by path."""
        for path in self.paths():
            read = self._read(path)
            if not isinstance(read, UnreadableError):
                yield path, read

    def unreadable(self) -> list[tuple[str, UnreadableError]]:
        """Return every YAML file that the strict reader refuses, with why."""
        found = ((path, self._read(path)) for path in self.paths())
        return [(path, read) for path, read in found if isinstance(read, UnreadableError)]

    def paths(self) -> list[str]:
        """Return the paths of the YAML files."""
        return sorted(path for path in self.files if path.endswith(".yaml"))

    def blob(self, path: str) -> str:
        """Return the blob id of a file's bytes."""
        found = self._blobs.get(path)
        if found is None:
            found = self._blobs[path] = blob_id(self.files[path])
        return found

    @property
    def rules(self) -> Rulebook:
        """The rules that could be read, with one version of the tiers; see `read_rulebook`."""
        return self._read_rules()[0]

    @property
    def faults(self) -> list[Located]:
        """The faults that reading the rules found."""
        return self._read_rules()[1]

    def _read_rules(self) -> tuple[Rulebook, list[Located]]:
        if self._rules is None:
            documents = dict(self.documents())
            trees = {self.files[path]: document.tree for path, document in documents.items()}
            readable = {path: self.files[path] for path in documents}
            self._rules = read_rulebook(
                readable.get,
                lambda folder: [path for path in readable if path.startswith(folder + "/")],
                trees.__getitem__,
            )
        return self._rules

    def _read(self, path: str) -> Document | UnreadableError:
        key = self.blob(path)
        if key not in self._reads:
            try:
                self._reads[key] = read_yaml(self.files[path], path=path)
            except UnreadableError as error:
                self._reads[key] = error
        return self._reads[key]


def of_commit(store: Store, commit: str, *, name: str = "", reads: Reads | None = None) -> Snapshot:
    """Return the standards as a commit holds them.

    Args:
        store: The store.
        commit: A full commit id.
        name: As the person called it.
        reads: What was read already.

    Raises:
        StoreError: `git_failed` if there is no such commit.
    """
    listed = [
        (path, blob)
        for root in (SETTINGS, STANDARDS)
        for path, blob in _listed(store, commit, root)
    ]
    contents = dict(store.blobs(blob for _, blob in listed))
    files = {path: contents[blob] for path, blob in listed}
    return Snapshot(name or commit[:12], files, commit=commit, reads=reads)


def _listed(store: Store, commit: str, root: str) -> list[tuple[str, str]]:
    if root == SETTINGS:
        blob = store.ground.objects.blob_at(commit, SETTINGS)
        return [(SETTINGS, blob)] if blob else []
    return [(path, blob) for path, blob in store.list_tree(root, commit=commit) if _is_open(path)]


def of_index(store: Store, *, reads: Reads | None = None) -> Snapshot:
    """Return the standards as they are staged; links are left out.

    Raises:
        ConflictError: `unmerged`, while a merge leaves several texts of a file in the index.
        StoreError: `git_failed`.
    """
    printed = store.ground.git.read("ls-files", "-s", "-z", "--", SETTINGS, STANDARDS)
    staged = []
    for line in records(printed):
        facts, _, path = line.partition("\t")
        mode, blob, stage = facts.split(" ")
        if stage != "0":
            raise ConflictError("unmerged", path=path)
        if mode in _FILES and _is_open(path):
            staged.append((path, blob))
    contents = dict(store.blobs(blob for _, blob in staged))
    return Snapshot("", {path: contents[blob] for path, blob in staged}, reads=reads)


def _is_open(path: str) -> bool:
    """Say whether a file is a standard and not one of those that begin with a dot."""
    return "/." not in path


def of_worktree(store: Store, *, reads: Reads | None = None) -> Snapshot:
    """Return the standards as they lie in the work tree, hand edits included; links are left out.

    Raises:
        StoreError: What the disk says.
    """
    return Snapshot("", dict(lying(os.fspath(store.root), (SETTINGS, STANDARDS))), reads=reads)


def of_folder(folder: str, *, reads: Reads | None = None) -> Snapshot:
    """Return the standards of any folder that holds a `standards/`, a store or not.

    Raises:
        StoreError: What the disk says.
    """
    return Snapshot(folder, dict(lying(folder, (SETTINGS, STANDARDS))), reads=reads)


def lying(root: str, starts: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """Yield path and bytes of the plain files at or below the starts; links are left out.

    Raises:
        StoreError: What the disk says.
    """
    for start in starts:
        place = os.path.join(root, start)
        if os.path.isdir(place) and not os.path.islink(place):
            names = [f"{start}/{name}" for name in sorted(os.listdir(place))]
            yield from lying(root, [name for name in names if _is_open(name)])
            continue
        try:
            data = worktree.read(root, start)
        except StoreError as error:
            if error.code == "unsafe_path":
                continue  # a link or a FIFO is no standard; `check` says so (Y017)
            raise
        if data is not None:
            yield start, data
