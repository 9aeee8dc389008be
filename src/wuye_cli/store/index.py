"""The disposable index of a store: brought to HEAD when somebody reads, or by the writer itself."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from typing import TYPE_CHECKING, Any

from wuye_cli.domain.errors import StoreError
from wuye_cli.store.index_reader import (
    connect_read_only,
    file_uri,
    find_tickets,
    index_path,
    open_fresh,
    read_meta,
    same_matter,
)
from wuye_cli.store.index_rows import RowMaker
from wuye_cli.store.index_write import Tally, put_meta, put_names, remove_index, replace_file
from wuye_cli.store.ticket_paths import is_ticket

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from wuye_cli.store.house import House
    from wuye_cli.store.repository import Store

    LoadHouse = Callable[[], House]

_WAIT_S = 10
_RULES = (
    *("standards/", "wuye.yaml"),
    *("records/approvals/tiers/", "records/approvals/categories/"),
)
"""Paths that dues and dates depend on: when one changes, every clock is derived again."""
LONG_JOURNAL = 1 << 18
"""From so many bytes on, the journal is played into the file.

A process that opens the index alone reads the whole journal before its first answer; at SQLite's
own limit of 4 MB that takes longer than all the rest of a list."""
_MANY = 20_000
"""From so many changed files on, building anew is no slower."""

Content = tuple[str, bytes]
"""Blob id and bytes of a file."""


class Index:
    """The index of one store.

    Nothing in it is true that is not in git: whatever is wrong with the file, it is built anew.
    """

    def __init__(self, store: Store, on_progress: Callable[[int, int], None] | None = None) -> None:
        self._store = store
        self._on_progress = on_progress
        self._db: sqlite3.Connection | None = None
        self._load: LoadHouse | None = None
        self.path = index_path(os.fspath(store.git_dir))

    @classmethod
    def open(cls, store: Store, on_progress: Callable[[int, int], None] | None = None) -> Index:
        """Return the index of a store; nothing is read before `refresh`.

        Args:
            store: The store.
            on_progress: Told, while the index is built anew, how many of how many tickets are read.
        """
        return cls(store, on_progress)

    def refresh(self, load: LoadHouse) -> sqlite3.Connection:
        """Bring the index to HEAD and return a connection for reading it.

        Args:
            load: Reads the rules and settings of HEAD; called only when something changed.

        Raises:
            StoreError: If git fails.
        """
        self._load = load
        head = self._store.head()
        if self._db is not None and _stands_for(self._db, head):
            return self._db
        self.close()
        fresh = open_fresh(os.fspath(self._store.git_dir), head)
        if fresh is None:
            fresh = self._bring_up(load)
        self._db = fresh[0] if fresh is not None else self._in_memory(load)
        return self._db

    def _bring_up(self, load: LoadHouse) -> tuple[sqlite3.Connection, dict[str, Any]] | None:
        """Refresh the file, or build it; None if the folder cannot be written."""
        try:
            try:
                done = self._catch_up(load)
            except (sqlite3.DatabaseError, StoreError):  # a broken file, or an old head git forgot
                done = False
            if not done:
                from wuye_cli.store.index_rebuild import rebuild  # noqa: PLC0415 - it is rare

                rebuild(self._store, load(), self.path, self._on_progress)
            db = connect_read_only(self.path)
        except (OSError, sqlite3.OperationalError):
            return None
        # HEAD may have moved on meanwhile; what is read is then whole, of a moment ago.
        meta = read_meta(db)
        return None if meta is None else (db, meta)

    def _in_memory(self, load: LoadHouse) -> sqlite3.Connection:
        from wuye_cli.store.index_rebuild import fill  # noqa: PLC0415 - a read-only store is rare

        db = sqlite3.connect(":memory:", isolation_level=None)
        fill(db, self._store, load())
        return db

    def _catch_up(self, load: LoadHouse) -> bool:
        """Bring an index of an earlier commit to HEAD; False if it must be built anew."""
        with _Writing(self.path) as db:
            meta = read_meta(db) if db is not None else None
            if db is None or meta is None or not meta["head"]:
                return False
            head = self._store.head()
            if meta["head"] == head:  # somebody else was quicker
                return True
            changed = self._changed(meta["head"], head)
            if changed is None:
                return False
            _update(db, meta, head, load(), changed)
            return True

    def _changed(self, old: str, new: str) -> list[tuple[str, Content | None]] | None:
        """Return path and new content of every changed ticket; None to build anew."""
        found = []
        for path, _, blob in self._store.changes_between(old, new):
            if path.startswith(_RULES):
                return None
            if is_ticket(path):
                found.append((path, blob))
        if len(found) > _MANY:
            return None
        contents = iter(self._store.blobs([blob for _, blob in found if blob]))
        return [(path, next(contents) if blob else None) for path, blob in found]

    def apply(
        self, old: str, new: str, changed: Iterable[tuple[str, str | None, bytes | None]]
    ) -> None:
        """Take over what a writer has just committed, under its lock.

        Whatever goes wrong leaves an index that knows itself to be older than HEAD.

        Args:
            old: HEAD before the commit.
            new: HEAD now.
            changed: Path, new blob id and new bytes of every change; None where it is gone.
        """
        changes = list(changed)
        if self._load is None or any(path.startswith(_RULES) for path, _, _ in changes):
            return  # the next reader brings it to HEAD, or builds it anew
        tickets: list[tuple[str, Content | None]] = [
            (path, None if blob is None or data is None else (blob, data))
            for path, blob, data in changes
            if is_ticket(path)
        ]
        try:
            with _Writing(self.path) as db:
                meta = read_meta(db) if db is not None else None
                if db is not None and meta is not None and meta["head"] == old:
                    _update(db, meta, new, self._load(), tickets)
        except sqlite3.OperationalError:
            return  # busy, full or read-only
        except sqlite3.DatabaseError:
            with contextlib.suppress(OSError):
                remove_index(self.path)

    def find(self, text: str, *, closed_since: int | None = None) -> list[dict[str, Any]]:
        """Return the tickets that an id or a tail may mean; see `index_reader.find_tickets`.

        Args:
            text: As typed.
            closed_since: Also tickets closed at or after this instant, epoch seconds.
        """
        return find_tickets(self.db, text, closed_since=closed_since)

    def same_matter(
        self, *, unit: str, place: str, category: str, since: int
    ) -> list[dict[str, Any]]:
        """Return the tickets of one home (or place) and category, the longest closed first.

        Open ones are all returned, after those closed at or after `since` (epoch seconds).
        """
        return same_matter(self.db, unit=unit, place=place, category=category, since=since)

    @property
    def db(self) -> sqlite3.Connection:
        """The connection that `refresh` opened.

        Raises:
            ValueError: If `refresh` was never called.
        """
        if self._db is None:
            raise ValueError("refresh the index first")
        return self._db

    def close(self) -> None:
        """Close the connection that `refresh` returned."""
        if self._db is not None:
            self._db.close()
            self._db = None


def _stands_for(db: sqlite3.Connection, head: str) -> bool:
    """Tell whether an open index is of this very commit, as far as can be seen."""
    meta = read_meta(db)
    return meta is not None and meta["head"] == head


def _update(
    db: sqlite3.Connection,
    meta: dict[str, Any],
    head: str,
    house: House,
    changed: Iterable[tuple[str, Content | None]],
) -> None:
    """Replace the rows of changed files; the head moves in the same transaction."""
    tally = Tally(meta)
    maker = RowMaker(house.rules)
    for path, content in changed:
        replace_file(db, maker, path, content, tally)
    put_names(db, house.rules)
    put_meta(db, meta | tally.as_dict() | {"head": head})


class _Writing:
    """A write transaction on an index that is there; None if it is not."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._db: sqlite3.Connection | None = None

    def __enter__(self) -> sqlite3.Connection | None:
        try:
            uri = file_uri(self._path, "mode=rw")
            db = sqlite3.connect(uri, uri=True, timeout=_WAIT_S, isolation_level=None)
        except sqlite3.OperationalError:
            return None
        try:
            db.execute("PRAGMA synchronous = NORMAL")
            db.execute("BEGIN IMMEDIATE")
        except sqlite3.Error:
            db.close()
            raise
        self._db = db
        return db

    def __exit__(self, kind: object, *_: object) -> None:
        if self._db is None:
            return
        try:
            self._db.execute("COMMIT" if kind is None else "ROLLBACK")
            self._shorten_journal(self._db)
        finally:
            self._db.close()

    def _shorten_journal(self, db: sqlite3.Connection) -> None:
        """Play a long journal into the file, unless somebody is just reading it."""
        try:
            if os.stat(f"{self._path}-wal").st_size < LONG_JOURNAL:
                return
        except OSError:
            return
        db.execute("PRAGMA busy_timeout = 0")  # the next writer tries again
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
