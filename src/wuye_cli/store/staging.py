"""What a transaction is about to change in one repository, seen on top of HEAD."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wuye_cli.domain.errors import ConflictError, StoreError
from wuye_cli.store import layout, refs, sparse, worktree
from wuye_cli.store.git import records
from wuye_cli.store.intent import Entry
from wuye_cli.store.objects import blob_id
from wuye_cli.store.operation import Change, Operation

if TYPE_CHECKING:
    from collections.abc import Callable

    from wuye_cli.store.ground import Ground
    from wuye_cli.store.operation import Signed
    from wuye_cli.store.turn import Turn

    AfterCommit = Callable[[str, str, list[tuple[str, str | None, bytes | None]]], object]


class Staging:
    """Files to be written and deleted in one repository, whose lock and index lock are held.

    Args:
        ground: The repository.
        turn: The writer's turn, which holds the lock.

    Attributes:
        head: The commit that everything here is read from and built on.
        after_commit: Called under the lock after the commit point with the old head, the new head,
            and path, blob id and bytes of every changed file (None for a deleted one).
    """

    def __init__(self, ground: Ground, turn: Turn) -> None:
        self._ground = ground
        self._lock = turn.lock
        self._index = turn.index(ground)
        self.head = ground.head()
        self._staged: frozenset[str] | None = None
        self._cone = sparse.cone_of(ground)
        self._changes: dict[str, Change] = {}
        self._looked: set[str] = set()
        self.after_commit: list[AfterCommit] = []

    @property
    def is_empty(self) -> bool:
        """Whether nothing is to be changed."""
        return not self._changes

    def read(self, path: str) -> bytes | None:
        """Return the bytes of a file as this transaction leaves it, None when there is none."""
        if path in self._changes:
            return self._changes[path].data
        blob = self._ground.objects.blob_at(self.head, path)
        return None if blob is None else self._ground.objects.blob(blob)

    def exists(self, path: str) -> bool:
        """Say whether the file is there, as this transaction leaves it."""
        if path in self._changes:
            return self._changes[path].data is not None
        return self._ground.objects.blob_at(self.head, path) is not None

    def siblings(self, folder: str) -> list[str]:
        """Return the names in a folder (files and folders) that this transaction leaves, sorted."""
        names = set(self._ground.objects.folder_at(self.head, folder))
        for path, change in self._changes.items():
            above, _, name = path.rpartition("/")
            if above == folder:
                (names.discard if change.data is None else names.add)(name)
        return sorted(names)

    def list_tree(self, prefix: str) -> list[tuple[str, str]]:
        """Return path and blob id of every file below `prefix`, as this transaction leaves it."""
        found = dict(list_tree(self._ground, self.head, prefix))
        for path, change in self._changes.items():
            if below(path, prefix):
                found.pop(path, None)
                if change.entry.new is not None:
                    found[path] = change.entry.new
        return sorted(found.items())

    def put(self, path: str, data: bytes) -> None:
        """Write a file; the same bytes as at HEAD are no change.

        Raises:
            ConflictError: `hand_edit`, when the work-tree file or the index entry differs from
                HEAD: somebody's own edit, which must be committed or taken back first.
            StoreError: `unsafe_path`.
        """
        self._stage(layout.checked_path(path), data)

    def take(self, path: str, data: bytes | None, *, lies_here: str = "") -> None:
        """Write or delete a file as another clone has it, whatever name people gave it there.

        Args:
            path: The file.
            data: Its bytes, None to delete.
            lies_here: The id under which the object store has these bytes, so that they need not
                be written again; "" if it may not have them.

        Raises:
            ConflictError: `hand_edit`, see `put`.
            StoreError: `unsafe_path`; `damaged_object`, if the bytes are not those of that id.
        """
        self._stage(layout.readable_path(path), data, lies_here)

    def delete(self, path: str) -> None:
        """Delete a file; one that is not there is no change.

        Raises:
            ConflictError: `hand_edit`, see `put`.
            StoreError: `unsafe_path`.
        """
        self._stage(layout.checked_path(path), None)

    def adopt(self, path: str) -> bytes | None:
        """Take a file as it lies in the work tree, hand edits and all; None if it was deleted.

        Raises:
            StoreError: `unsafe_path`, for anything but a plain file.
        """
        data = worktree.read(self._ground.root, layout.readable_path(path))
        old = self._ground.objects.blob_at(self.head, path)
        new = None if data is None else blob_id(data)
        skip = data is None and self._outside(path)
        self._note(Change(Entry(path, old, new, hands_off=True, skip=skip), data))
        return data

    def _stage(self, path: str, data: bytes | None, lies_here: str = "") -> None:
        old = self._ground.objects.blob_at(self.head, path)
        outside = self._outside(path)
        stamp: worktree.Stamp = ()
        if path not in self._changes:
            stamp = self._refuse_hand_edit(path, old, outside=outside)
        elif self._changes[path].entry.hands_off and not outside:
            raise ConflictError("hand_edit", path=path)
        new = None if data is None else blob_id(data)
        if lies_here and new != lies_here:
            raise StoreError("damaged_object", id=lies_here)
        entry = Entry(path, old, new, hands_off=outside, skip=outside)
        self._note(Change(entry, data, bool(lies_here), stamp))

    def _note(self, change: Change) -> None:
        self._changes.pop(change.entry.path, None)
        if change.entry.old != change.entry.new:
            self._changes[change.entry.path] = change

    def _outside(self, path: str) -> bool:
        return self._cone is not None and not self._cone.holds(path)

    def _refuse_hand_edit(self, path: str, old: str | None, *, outside: bool) -> worktree.Stamp:
        """Return a stamp by which the file that was looked at is known again, () for none."""
        lying, stamp = worktree.seen(self._ground.root, path, self._looked)
        if self._staged is None:
            self._staged = self._index.staged(self.head)
        expected = None if outside else old
        if lying != expected or path in self._staged:
            raise ConflictError("hand_edit", path=path)
        return worktree.settled(stamp, self._index.moment)

    def write(self, signed: Signed) -> tuple[str, Operation]:
        """Make the commit; the returned operation is to be closed when the caller is done.

        Raises:
            ConflictError: `hand_edit` or `head_moved`.
            StoreError: If git or the disk refuses; the repository is as it was.
        """
        return self._carried_out(lambda operation, changes: operation.perform(changes, signed))

    def forward(self, commit: str, signed: Signed) -> tuple[str, Operation]:
        """Move on to a commit that is there already, as `write` does to a new one."""
        return self._carried_out(
            lambda operation, changes: operation.forward(changes, commit, signed)
        )

    def _carried_out(self, work: Callable[[Operation, list[Change]], str]) -> tuple[str, Operation]:
        operation = Operation(self._ground, self._index, self._lock, self.head)
        clean = self._staged is not None and self._staged <= self._changes.keys()
        new = work(operation, list(self._changes.values()))
        if clean:
            self._index.remember_clean(new)
        return new, operation

    def entries(self) -> tuple[Entry, ...]:
        """Return every file that is to be changed, with its old and its new blob."""
        return tuple(change.entry for change in self._changes.values())

    def changed(self) -> list[tuple[str, str | None, bytes | None]]:
        """Return path, new blob id and new bytes of every change."""
        return [(path, change.entry.new, change.data) for path, change in self._changes.items()]

    @property
    def touched(self) -> dict[str, bool]:
        """The paths that are staged, and whether each is new."""
        return {path: change.entry.old is None for path, change in self._changes.items()}

    def unlock(self) -> None:
        """Give git's index back to people."""
        self._index.unlock()


def list_tree(ground: Ground, commit: str, prefix: str) -> list[tuple[str, str]]:
    """Return path and blob id of every plain file below a folder ("" for all) in a commit."""
    if not commit:
        return []
    where = (prefix.rstrip("/") + "/",) if prefix else ()
    printed = ground.git.read("ls-tree", "-r", "-z", "--full-tree", commit, "--", *where)
    found = []
    for line in records(printed):
        facts, _, path = line.partition("\t")
        mode, _, blob = facts.split(" ")
        if int(mode, 8) in refs.FILE_MODES:
            found.append((path, blob))
    return found


def below(path: str, prefix: str) -> bool:
    """Say whether `path` lies in the folder `prefix`, "" being the root."""
    return not prefix or path.startswith(prefix.rstrip("/") + "/")
