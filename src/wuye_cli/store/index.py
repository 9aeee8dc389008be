"""The disposable index of a store: brought to HEAD when somebody reads, or by the writer itself."""

from __future__ import annotations

import contextlib
import sqlite3
from hashlib import sha1
from typing import TYPE_CHECKING, Any

from wuye_cli.domain.errors import StoreError
from wuye_cli.store.index_reader import (
    connect_read_only,
    file_uri,
    index_path,
    open_fresh,
    read_meta,
)
from wuye_cli.store.index_rebuild import fill, rebuild, remove_index
from wuye_cli.store.index_rows import RowMaker
from wuye_cli.store.index_source import RULES, TICKETS
from wuye_cli.store.index_write import Tally, put_meta, replace_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from wuye_cli.store.index_source import Surroundings, LoadSurroundings, Source

_WAIT_S = 10
_MANY = 20_000
"""From so many changed files on, building anew is no slower."""

Content = tuple[str, bytes]
"""Blob id and bytes of a file."""


class Index:
    """The index of one store.

    Nothing in it is true that is not in git: whatever is wrong with the file, it is built anew.
    """

    def __init__(self, source: Source) -> None:
        self._source = source
        self._db: sqlite3.Connection | None = None
        self.path = index_path(source.git_dir)

    @classmethod
    def open(cls, source: Source) -> Index:
        """Return the index of a store; nothing is read before `refresh`."""
        return cls(source)

    def refresh(self, load: LoadSurroundings) -> sqlite3.Connection:
        """Bring the index to HEAD and return a connection for reading it.

        Args:
            load: Reads the rules and settings of HEAD; called only when something changed.

        Raises:
            StoreError: If git fails.
        """
        self.close()
        fresh = open_fresh(self._source.git_dir)
        if fresh is None:
            fresh = self._bring_up(load)
        self._db = fresh[0] if fresh is not None else self._in_memory(load)
        return self._db

    def _bring_up(self, load: LoadSurroundings) -> tuple[sqlite3.Connection, dict[str, Any]] | None:
        """Refresh the file, or build it; None if the folder cannot be written."""
        try:
            try:
                done = self._catch_up(load)
            except (sqlite3.DatabaseError, StoreError):  # a broken file, or an old head git forgot
                done = False
            if not done:
                rebuild(self._source, load(), self.path)
            db = connect_read_only(self.path)
        except (OSError, sqlite3.OperationalError):
            return None
        # HEAD may have moved on meanwhile; what is read is then whole, of a moment ago.
        meta = read_meta(db)
        return None if meta is None else (db, meta)

    def _in_memory(self, load: LoadSurroundings) -> sqlite3.Connection:
        db = sqlite3.connect(":memory:", isolation_level=None)
        fill(db, self._source, load())
        return db

    def _catch_up(self, load: LoadSurroundings) -> bool:
        """Bring an index of an earlier commit to HEAD; False if it must be built anew."""
        with _writing(self.path) as db:
            meta = read_meta(db) if db is not None else None
            if db is None or meta is None or not meta["head"]:
                return False
            head = self._source.head()
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
        for path, _, blob in self._source.changes_between(old, new, ""):
            if path.startswith(RULES):
                return None
            if path.startswith(TICKETS + "/") and path.endswith(".yaml"):
                found.append((path, blob))
        if len(found) > _MANY:
            return None
        contents = iter(self._source.blobs([blob for _, blob in found if blob]))
        return [(path, (blob, next(contents)) if blob else None) for path, blob in found]

    def apply(
        self, old: str, new: str, changes: Mapping[str, bytes | None], around: Surroundings
    ) -> None:
        """Take over what the writer has just committed, under its lock. Never raises for SQLite.

        Args:
            old: HEAD before the commit.
            new: HEAD now.
            changes: Path to its new bytes, None where the file was removed.
            around: The rules that the writer used.
        """
        if any(path.startswith(RULES) for path in changes):
            return  # the next reader builds it anew
        tickets = [
            (path, None if data is None else (blob_id(data), data))
            for path, data in changes.items()
            if path.startswith(TICKETS + "/") and path.endswith(".yaml")
        ]
        try:
            with _writing(self.path) as db:
                meta = read_meta(db) if db is not None else None
                if db is not None and meta is not None and meta["head"] == old:
                    _update(db, meta, new, around, tickets)
        except sqlite3.OperationalError:
            return  # busy, full or read-only: it stays older than HEAD and says so
        except sqlite3.DatabaseError:
            with contextlib.suppress(OSError):
                remove_index(self.path)

    def close(self) -> None:
        """Close the connection that `refresh` returned."""
        if self._db is not None:
            self._db.close()
            self._db = None


def blob_id(data: bytes) -> str:
    """Return the id that git gives to a file of these bytes."""
    return sha1(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()


def _update(
    db: sqlite3.Connection,
    meta: dict[str, Any],
    head: str,
    around: Surroundings,
    changed: Iterable[tuple[str, Content | None]],
) -> None:
    """Replace the rows of changed files; the head moves in the same transaction."""
    tally = Tally(meta)
    maker = RowMaker(around.rules)
    for path, content in changed:
        replace_file(db, maker, path, content, tally)
    put_meta(db, meta | tally.as_dict() | {"head": head})


class _writing(contextlib.AbstractContextManager["sqlite3.Connection | None"]):  # noqa: N801
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
        finally:
            self._db.close()
