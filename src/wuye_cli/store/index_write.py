"""Writing rows of the index: many at once for a rebuild, or those of one changed file."""

from __future__ import annotations

from itertools import repeat
from typing import TYPE_CHECKING, Any

from wuye_cli.domain.errors import WuyeError
from wuye_cli.store.index_schema import (
    META,
    PUT_CLOCK,
    PUT_EVENT,
    PUT_META,
    PUT_TICKET,
    TICKET_COLUMNS,
)

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Mapping

    from wuye_cli.store.index_rows import RowMaker, TicketRows

_BATCH = 500
_NAMES = [name for name, _ in TICKET_COLUMNS]
_IS_OPEN = _NAMES.index("is_open") - 3
_TEXTS = [_NAMES.index(name) - 3 for name in ("title", "words", "unit", "place")]
_PUT_BROKEN = "INSERT OR REPLACE INTO broken VALUES (?, ?, ?)"
_PUT_AKA = "INSERT INTO aka VALUES (?, ?)"

File = tuple[str, str, bytes]
"""Path, blob id and bytes."""


class Tally:
    """The counts of `meta` while they change."""

    __slots__ = ("broken", "change", "open", "running", "tickets")

    def __init__(self, meta: Mapping[str, Any]) -> None:
        self.tickets: int = meta["tickets"]
        self.open: int = meta["open"]
        self.running: int = meta["running"]
        self.broken: int = meta["broken"]
        self.change: int = meta["change"]

    def as_dict(self) -> dict[str, int]:
        """Return the counts by the names of their columns."""
        return {name: getattr(self, name) for name in self.__slots__}


def put_meta(db: sqlite3.Connection, meta: Mapping[str, Any]) -> None:
    """Replace the one row of `meta`."""
    db.execute("DELETE FROM meta")
    db.execute(PUT_META, [meta[name] for name, _, _ in META])


def put_all(db: sqlite3.Connection, maker: RowMaker, files: Iterable[File]) -> Tally:
    """Fill empty tables; a file that cannot be read becomes a row of `broken`."""
    tally = Tally({name: default for name, _, default in META})
    batch = _Batch(db)
    for path, blob, data in files:
        rows = _rows_or_trouble(db, maker, data, path, tally)
        if rows is not None:
            tally.tickets += 1
            batch.add(tally.tickets, path, blob, rows, 0)
            _count(tally, rows, 1)
    batch.flush()
    return tally


def replace_file(
    db: sqlite3.Connection, maker: RowMaker, path: str, content: tuple[str, bytes] | None, tally: Tally
) -> None:
    """Bring the rows of one path up to date; `content` is blob id and bytes, None if it is gone."""
    number, texts = _forget(db, path, tally)
    if content is None:
        return
    blob, data = content
    rows = _rows_or_trouble(db, maker, data, path, tally)
    if rows is None:
        return
    before, change = texts or (None, 0)
    if before != tuple(rows.ticket[at] for at in _TEXTS):
        tally.change += 1
        change = tally.change
    batch = _Batch(db)
    batch.add(number or _next_number(db), path, blob, rows, change)
    batch.flush()
    tally.tickets += 1
    _count(tally, rows, 1)


def _next_number(db: sqlite3.Connection) -> int:
    return int(db.execute("SELECT coalesce(max(n), 0) + 1 FROM tickets").fetchone()[0])


def _rows_or_trouble(
    db: sqlite3.Connection, maker: RowMaker, data: bytes, path: str, tally: Tally
) -> TicketRows | None:
    """Return the rows of a file, or None; what is wrong with it is noted in `broken`."""
    rows, trouble = None, None
    try:
        rows = maker.rows(data, path)
        trouble = rows.trouble
    except WuyeError as error:
        trouble = error.code, str(error)
    if trouble is not None:
        db.execute(_PUT_BROKEN, (path, *trouble))
        tally.broken += 1
    return rows


def _count(tally: Tally, rows: TicketRows, sign: int) -> None:
    tally.open += sign * rows.ticket[_IS_OPEN]
    tally.running += sign * sum([1 for clock in rows.clocks if not clock[9] and clock[4] is not None])


def _forget(
    db: sqlite3.Connection, path: str, tally: Tally
) -> tuple[int | None, tuple[tuple[str, ...], int] | None]:
    """Remove the rows of a path; return its number, and its texts with their change mark."""
    tally.broken -= db.execute("DELETE FROM broken WHERE path = ?", (path,)).rowcount
    row = db.execute(
        "SELECT n, is_open, change, title, words, unit, place FROM tickets WHERE path = ?", (path,)
    ).fetchone()
    if row is None:
        return None, None
    number, is_open, change, *texts = row
    running = db.execute(
        "SELECT count(*) FROM clocks WHERE ticket = ? AND verdict = '' AND due IS NOT NULL",
        (number,),
    ).fetchone()[0]
    tally.tickets -= 1
    tally.open -= is_open
    tally.running -= running
    for table, column in (("tickets", "n"), *zip(("clocks", "events", "aka"), repeat("ticket"))):
        db.execute(f"DELETE FROM {table} WHERE {column} = ?", (number,))  # noqa: S608 - our names
    return number, (tuple(texts), change)


class _Batch:
    """Rows on their way into the tables."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._tickets: list[tuple[Any, ...]] = []
        self._clocks: list[tuple[Any, ...]] = []
        self._events: list[tuple[Any, ...]] = []
        self._aka: list[tuple[Any, ...]] = []

    def add(self, number: int, path: str, blob: str, rows: TicketRows, change: int) -> None:
        """Take the rows of one ticket; write when there are enough."""
        self._tickets.append((number, path, blob, *rows.ticket, change))
        self._clocks += [(number, *clock) for clock in rows.clocks]
        self._events += [(number, *event) for event in rows.events]
        self._aka += [(earlier, number) for earlier in rows.aka]
        if len(self._tickets) >= _BATCH:
            self.flush()

    def flush(self) -> None:
        """Write what was taken."""
        for sql, rows in (
            (PUT_TICKET, self._tickets),
            (PUT_CLOCK, self._clocks),
            (PUT_EVENT, self._events),
            (_PUT_AKA, self._aka),
        ):
            self._db.executemany(sql, rows)
            rows.clear()
