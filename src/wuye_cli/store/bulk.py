"""Imports: thousands of commits through one stream, wholly there or not at all."""

from __future__ import annotations

import os
from contextlib import contextmanager, nullcontext
from datetime import datetime
from typing import TYPE_CHECKING

import msgspec

from wuye_cli.domain.errors import ConflictError, NotFoundError
from wuye_cli.store import atomic, intent, layout, refs, signing, sparse, worktree
from wuye_cli.store.halves import first_half
from wuye_cli.store.intent import Entry, Intent
from wuye_cli.store.message import Actor, message, person
from wuye_cli.store.objects import blob_id
from wuye_cli.store.operation import Operation, Signed, file_line
from wuye_cli.store.staging import Staging, list_tree
from wuye_cli.store.turn import Turn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from wuye_cli.store.git_index import GitIndex
    from wuye_cli.store.ground import Ground
    from wuye_cli.store.process import Child
    from wuye_cli.store.repository import Store

_WORD_EVERY = 1000


class BulkCommit(msgspec.Struct, frozen=True):
    """One commit of an import.

    Attributes:
        subject: One line.
        at: The moment, with its zone.
        files: Path and bytes of each file; a later commit may write it again.
        trailers: Key and value of each trailer.
        by: Another author than the import's.
    """

    subject: str
    at: datetime
    files: tuple[tuple[str, bytes], ...]
    trailers: tuple[tuple[str, str], ...] = ()
    by: Actor | None = None


def import_commits(
    store: Store,
    by: Actor,
    commits: Iterable[BulkCommit],
    on_progress: Callable[[int], None] | None = None,
    people: BulkCommit | None = None,
) -> tuple[str, int]:
    """Commit everything that `commits` yields while it yields it; return the new head and how many.

    Nothing is visible before the last commit is there; whatever fails, also in `commits` itself,
    leaves the store as it was.

    Args:
        store: The store.
        by: Author of every commit that names none.
        commits: In the order of history.
        on_progress: Told the number of commits so far, every thousand.
        people: Files of `people/`, committed first and taken back if `commits` do not come.

    Raises:
        ConflictError: `hand_edit`, when a file to be written lies in the work tree or in git's
            index otherwise than at HEAD.
        NotFoundError: `no_people`, when this clone has none and `people` is given.
        StoreError: `unsafe_path`, or if git or the disk refuses.
    """
    with Turn(store.grounds) as turn:
        run = _Import(store.ground, turn.index(store.ground), turn.lock, by)
        with nullcontext() if people is None else _people_first(store, turn, by, people):
            return run.perform(commits, on_progress)


@contextmanager
def _people_first(store: Store, turn: Turn, by: Actor, wanted: BulkCommit) -> Iterator[None]:
    if store.people is None:
        raise NotFoundError("no_people")
    records, people = store.ground, store.people.ground
    staging = Staging(people, turn)
    for path, data in wanted.files:
        staging.put(path, data)
    signed = Signed(person(by, wanted.at), by.name, by.mail, message(wanted.subject))
    with (
        nullcontext()
        if staging.is_empty
        else first_half(records, people, staging, signed, turn.lock)
    ):
        yield


class _Import:
    def __init__(self, ground: Ground, index: GitIndex, lock: int, by: Actor) -> None:
        self._ground = ground
        self._index = index
        self._lock = lock
        self._by = by
        self._head = ground.head()
        self._operation = Operation(ground, index, lock, self._head)
        self._folder = ground.mine(self._operation.token, "files")
        self._staged = index.staged(self._head)
        self._known = dict(list_tree(ground, self._head, ""))
        self._cone = sparse.cone_of(ground)
        self._files: dict[str, tuple[int, Entry]] = {}
        self._safe: set[str] = set()

    def perform(
        self, commits: Iterable[BulkCommit], on_progress: Callable[[int], None] | None
    ) -> tuple[str, int]:
        count = 0

        signer = signing.signer_of(self._ground, self._head, self._by.mail)

        def make() -> str:
            nonlocal count
            commit, count = self._feed(commits, on_progress)
            if count and signer is not None:
                commit = self._operation.seal(self._chain(commit), signer)
            if count:
                self._put_in_place()
            return commit

        planned = Intent(token=self._operation.token, head=self._head, kind="bulk")
        first = message("import")
        signed = Signed(f"{self._by.name} <{self._by.mail}> ", self._by.name, self._by.mail, first)
        new = self._operation.carry_out(planned, make, signed)
        if not self._staged:
            self._index.remember_clean(new)
        self._operation.close()
        return new, count

    def _feed(
        self, commits: Iterable[BulkCommit], on_progress: Callable[[int], None] | None
    ) -> tuple[str, int]:
        ground, ref = self._ground, self._ground.pending_ref(self._operation.token)
        with atomic.disk_errors():
            os.mkdir(self._folder)
        importer = ground.git.start_writer("fast-import", "--quiet", lock=self._lock)
        count = 0
        try:
            importer.feed(b"feature done\n")
            for one in commits:
                self._feed_one(importer, ref, one, is_first=count == 0)
                count += 1
                if on_progress is not None and count % _WORD_EVERY == 0:
                    on_progress(count)
            importer.feed(b"done\n")
        finally:
            status = importer.wait()
        importer.judge(status)
        return refs.read_ref(ground.common_dir, ref) or self._head, count

    def _chain(self, last: str) -> list[str]:
        """Return the commits just made, the first one first."""
        span = (last, *((f"^{self._head}",) if self._head else ()))
        printed = self._ground.git.read("rev-list", "--reverse", "--topo-order", *span, "--")
        return printed.decode("ascii").split()

    def _feed_one(self, importer: Child, ref: str, one: BulkCommit, *, is_first: bool) -> None:
        who = person(one.by or self._by, one.at)
        text = message(one.subject, one.trailers).encode()
        start = f"from {self._head}\n" if is_first and self._head else ""
        parts = [
            f"commit {ref}\nauthor {who}\ncommitter {who}\ndata {len(text)}\n".encode(),
            text,
            f"\n{start}".encode(),
        ]
        for path, data in one.files:
            self._note(path, data)
            parts.append(file_line(path, data))
        parts.append(b"\n")
        importer.feed(b"".join(parts))

    def _note(self, path: str, data: bytes) -> None:
        """Keep the newest bytes of a file ready to be renamed into the work tree."""
        noted = self._files.get(path)
        if noted is None:
            old = self._refuse_hand_edit(layout.checked_path(path))
            outside = self._cone is not None and not self._cone.holds(path)
            number = len(self._files)
            entry = Entry(path, old, blob_id(data), hands_off=outside, skip=outside)
        else:
            number, entry = noted[0], msgspec.structs.replace(noted[1], new=blob_id(data))
        self._files[path] = (number, entry)
        if not entry.hands_off:
            with atomic.disk_errors():
                waiting = os.path.join(self._folder, str(number))
                if noted is not None:
                    atomic.remove(waiting)
                atomic.write_new(waiting, data, sync=False)

    def _refuse_hand_edit(self, path: str) -> str | None:
        old = self._known.get(path)
        expected = None if self._cone is not None and not self._cone.holds(path) else old
        folder = path.rpartition("/")[0]
        fresh = folder in self._safe and old is None
        lying = (
            os.path.lexists(os.path.join(self._ground.root, path))
            if fresh
            else worktree.blob_of(self._ground.root, path) != expected
        )
        if lying or path in self._staged:
            raise ConflictError("hand_edit", path=path)
        self._safe.add(folder)  # no link stands on the way to it: looked once
        return old

    def _put_in_place(self) -> None:
        token, ground = self._operation.token, self._ground
        entries = [entry for _, entry in self._files.values()]
        with atomic.disk_errors():
            intent.save_list(ground.private, token, entries)
        self._index.edit_copy(token, entries, self._lock)
        with atomic.disk_errors():
            folders = set()
            for number, entry in self._files.values():
                if not entry.hands_off:
                    place = os.path.join(ground.root, entry.path)
                    folder = os.path.dirname(place)
                    if folder not in folders:
                        worktree.place_of(ground.root, entry.path)
                        atomic.make_folders(folder)
                        folders.add(folder)
                    atomic.put_in_place(os.path.join(self._folder, str(number)), place)
            _sync_all(ground.root, entries)
            self._index.refresh_copy(token, self._lock, split=self._cone is None)
            for folder in ("pack", ""):
                atomic.sync_folder(os.path.join(ground.objects.folder, folder))
        self._index.install_copy(token)


def _sync_all(root: str, entries: list[Entry]) -> None:
    if hasattr(os, "sync"):
        os.sync()  # one flush for all; a hundred thousand single ones would take minutes
        return
    for entry in entries:
        if not entry.hands_off:
            atomic.sync_file(os.path.join(root, entry.path))
