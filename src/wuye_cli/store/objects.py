"""Committed files by id and by path: loose objects by ourselves, packed ones through git."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from wuye_cli.domain.errors import StoreError
from wuye_cli.store import refs

try:  # the C function itself: the package `hashlib` loads the whole of OpenSSL
    from _sha1 import sha1  # type: ignore[import-not-found] # the stubs do not name it
except ImportError:  # pragma: no cover - another Python than CPython
    from hashlib import sha1

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from wuye_cli.store.git import Git
    from wuye_cli.store.process import Child

Tree = dict[str, tuple[int, str]]

_REMEMBERED_TREES = 256


def blob_id(data: bytes) -> str:
    """Return the id that git gives to a file of these bytes."""
    digest: str = sha1(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()
    return digest


def commit_id(body: bytes) -> str:
    """Return the id that git gives to a commit of these bytes."""
    digest: str = sha1(b"commit %d\0" % len(body) + body, usedforsecurity=False).hexdigest()
    return digest


def pack_digest() -> Any:
    """Return what makes the digest at the end of a pack, fed with `update`."""
    return sha1(usedforsecurity=False)


class Objects:
    """The object store of a repository, read only.

    Args:
        common_dir: The git folder that holds `objects`.
        git: Asked, through one `cat-file --batch` that is kept, for what is not loose.
    """

    def __init__(self, common_dir: str, git: Git) -> None:
        self.folder = os.path.join(common_dir, "objects")
        self._git = git
        self._batch: Child | None = None
        self._trees: dict[str, Tree] = {}
        self._roots: dict[str, str] = {}
        self._folders: dict[tuple[str, str], Tree] = {}

    def read(self, object_id: str) -> tuple[str, bytes]:
        """Return kind and body of an object.

        Raises:
            StoreError: `missing_object`.
        """
        return refs.read_loose(self.folder, object_id) or self._ask(object_id)

    def blob(self, object_id: str) -> bytes:
        """Return the bytes of a file."""
        return self._of_kind(object_id, "blob")

    def tree(self, object_id: str) -> Tree:
        """Return what a folder holds: name to mode and id."""
        known = self._trees.get(object_id)
        if known is None:
            known = refs.parse_tree(self._of_kind(object_id, "tree"))
            if len(self._trees) >= _REMEMBERED_TREES:
                self._trees.clear()
            self._trees[object_id] = known
        return known

    def root_tree(self, commit: str) -> str:
        """Return the id of a commit's tree."""
        known = self._roots.get(commit)
        if known is None:
            known = refs.tree_of_commit(self._of_kind(commit, "commit"))
            if len(self._roots) >= _REMEMBERED_TREES:
                self._roots.clear()
            self._roots[commit] = known
        return known

    def folder_at(self, commit: str, folder: str) -> Tree:
        """Return what `folder` ("" for the root) holds in `commit`; nothing if it is not there."""
        if not commit:
            return {}
        known = self._folders.get((commit, folder))
        if known is None:
            known = self._walked(commit, folder)
            if len(self._folders) >= _REMEMBERED_TREES:
                self._folders.clear()
            self._folders[commit, folder] = known
        return known

    def _walked(self, commit: str, folder: str) -> Tree:
        tree = self.tree(self.root_tree(commit))
        for name in folder.split("/") if folder else ():
            mode, object_id = tree.get(name, (0, ""))
            if mode != refs.TREE_MODE:
                return {}
            tree = self.tree(object_id)
        return tree

    def blob_at(self, commit: str, path: str) -> str | None:
        """Return the blob id of a plain file in `commit`, None when nothing is there.

        Raises:
            StoreError: `unsafe_path`, when a folder, a link or a submodule is there.
        """
        folder, _, name = path.rpartition("/")
        found = self.folder_at(commit, folder).get(name)
        if found is None:
            return None
        if found[0] not in refs.FILE_MODES:
            raise StoreError("unsafe_path", path=path)
        return found[1]

    def plain_at(self, commit: str, path: str) -> str | None:
        """Return the blob id of a plain file in `commit`, None where nothing or no file is."""
        folder, _, name = path.rpartition("/")
        mode, blob = self.folder_at(commit, folder).get(name, (0, ""))
        return blob if mode in refs.FILE_MODES else None

    def way_to(self, commit: str, path: str) -> list[str]:
        """Return the ids of the folders on the way to `path` in `commit`, without the root's."""
        ids: list[str] = []
        tree = self.tree(self.root_tree(commit))
        for name in path.split("/")[:-1]:
            mode, object_id = tree.get(name, (0, ""))
            if mode != refs.TREE_MODE:
                break
            ids.append(object_id)
            tree = self.tree(object_id)
        return ids

    def stream(self, ids: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """Yield the bytes of many files through one pipe, in the order asked.

        Raises:
            StoreError: `missing_object`.
        """
        wanted = "".join(f"{one}\n" for one in ids).encode("ascii")
        child = self._git.start_reader("cat-file", "--batch", "--buffer", data=wanted)
        try:
            for one in wanted.decode("ascii").split():
                yield one, _next_object(child, one)[1]
        finally:
            child.wait()

    def gathered(self, ids: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """Yield the bytes of many files, each once, in any order.

        What was fetched or written lately is loose, and read here: `cat-file` opens a loose object
        twice, and a thousand of them cost it and its pipe twice what they cost us.

        Raises:
            StoreError: `missing_object`.
        """
        packed = []
        for one in dict.fromkeys(ids):
            found = refs.read_loose(self.folder, one)
            if found is None:
                packed.append(one)
            else:
                yield one, found[1]
        if packed:
            yield from self.stream(packed)

    def close(self) -> None:
        """End the kept `cat-file`; the next read starts another."""
        if self._batch is not None:
            self._batch.wait()
            self._batch = None

    def _of_kind(self, object_id: str, wanted: str) -> bytes:
        kind, body = self.read(object_id)
        if kind != wanted:
            raise StoreError("damaged_object", id=object_id)
        return body

    def _ask(self, object_id: str) -> tuple[str, bytes]:
        if self._batch is None:
            self._batch = self._git.start_reader("cat-file", "--batch")
        self._batch.feed(object_id.encode("ascii") + b"\n")
        self._batch.flush()
        try:
            return _next_object(self._batch, object_id)
        except StoreError:
            self.close()
            raise


def _next_object(child: Child, object_id: str) -> tuple[str, bytes]:
    head = child.output.readline().split()
    if len(head) != 3:  # noqa: PLR2004 - id, kind and size; or "<id> missing"
        raise StoreError("missing_object", id=object_id)
    size = int(head[2])
    body = child.output.read(size + 1)
    if len(body) != size + 1:
        raise StoreError("damaged_object", id=object_id)
    return head[1].decode("ascii", "replace"), body[:-1]
