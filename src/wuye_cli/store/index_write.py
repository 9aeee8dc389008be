"""Writing rows of the index: many at once for a rebuild, or those of one changed file."""

from __future__ import annotations

import os
from contextlib import suppress
from itertools import islice
from typing import TYPE_CHECKING, Any

from wuye_cli.store.index_meta import META
from wuye_cli.store.index_rows import File
from wuye_cli.store.index_schema import (
    CLOCK_COLUMNS,
    PUT_CLOCK,
    PUT_HISTORY,
    PUT_META,
    PUT_TICKET,
    TICKET_COLUMNS,
)

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Mapping

    from wuye_cli.domain.tickets.rulebook import Rulebook
    from wuye_cli.store.index_rows import RowMaker, TicketRows

_BATCH = 128
_NAMES = [name for name, _ in TICKET_COLUMNS]
_IS_OPEN = _NAMES.index("is_open")
_TEXTS = [_NAMES.index(name) for name in ("title", "words", "unit", "place")]
_CLOCK_NAMES = [name for name, _ in CLOCK_COLUMNS]
_END, _DUE = _CLOCK_NAMES.index("verdict"), _CLOCK_NAMES.index("due")
_PUT_BROKEN = "INSERT OR REPLACE INTO broken VALUES (?, ?, ?)"
_PUT_AKA = "INSERT INTO aka VALUES (?, ?)"


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


def put_names(db: sqlite3.Connection, rules: Rulebook) -> None:
    """Replace what the estate calls its tiers, clocks, reasons, categories and staff."""
    found: dict[tuple[str, str], tuple[str, str]] = {}
    for book in rules.books:  # of several versions the latest one's words are used
        for kind, things in (
            ("tier", book.tiers),
            ("clock", book.clocks),
            ("reason", book.pause_reasons),
        ):
            found |= {(kind, one.id): (one.label, one.label_en) for one in things.values()}
    categories = rules.categories.categories.values()
    found |= {("category", one.id): (one.label, one.label_en) for one in categories}
    for name, member in rules.staff.items():
        said = member.get("name") if isinstance(member, dict) else None
        found["staff", name] = (str(said or ""), "")
    rows = [(*key, *said) for key, said in found.items() if any(said)]
    if db.execute("SELECT * FROM names").fetchall() == rows:  # as after nearly every commit
        return
    db.execute("DELETE FROM names")
    db.executemany("INSERT INTO names VALUES (?, ?, ?, ?)", rows)


def put_all(
    db: sqlite3.Connection, maker: RowMaker, files: Iterable[tuple[str, str, bytes]]
) -> Tally:
    """Fill empty tables from path, blob id and bytes of every ticket file.

    A file that cannot be read becomes a row of `broken`.
    """
    tally = Tally({name: default for name, _, default in META})
    numbered = (File(number, *file) for number, file in enumerate(files, 1))
    while batch := list(islice(numbered, _BATCH)):
        _put(db, maker, batch, tally)
    return tally


def replace_file(
    db: sqlite3.Connection,
    maker: RowMaker,
    path: str,
    content: tuple[str, bytes] | None,
    tally: Tally,
) -> None:
    """Bring the rows of one path up to date; `content` is blob id and bytes, None if it is gone."""
    number, texts, change = _forget(db, path, tally)
    if content is None:
        return
    file = File(number or _next_number(db), path, *content)
    for rows in _put(db, maker, [file], tally):
        if texts != [rows.ticket[at] for at in _TEXTS]:
            tally.change += 1
            change = tally.change
        db.execute("UPDATE tickets SET change = ? WHERE n = ?", (change, file.number))


def _next_number(db: sqlite3.Connection) -> int:
    return int(db.execute("SELECT coalesce(max(n), 0) + 1 FROM tickets").fetchone()[0])


def _put(
    db: sqlite3.Connection, maker: RowMaker, files: list[File], tally: Tally
) -> list[TicketRows]:
    """Insert the rows of files and count them."""
    made, troubles = maker.rows(files)
    clocks = [clock for rows in made for clock in rows.clocks]
    db.executemany(PUT_TICKET, [rows.ticket for rows in made])
    db.executemany(PUT_CLOCK, clocks)
    db.executemany(PUT_HISTORY, [rows.history for rows in made])
    db.executemany(_PUT_AKA, [aka for rows in made for aka in rows.aka])
    db.executemany(_PUT_BROKEN, troubles)
    tally.tickets += len(made)
    tally.open += sum([rows.ticket[_IS_OPEN] for rows in made])
    tally.running += sum([1 for clock in clocks if not clock[_END] and clock[_DUE] is not None])
    tally.broken += len(troubles)
    return made


def _forget(db: sqlite3.Connection, path: str, tally: Tally) -> tuple[int, list[str], int]:
    """Remove the rows of a path; return its number (or 0), its texts and their change mark."""
    tally.broken -= db.execute("DELETE FROM broken WHERE path = ?", (path,)).rowcount
    row = db.execute(
        "SELECT n, is_open, change, title, words, unit, place FROM tickets WHERE path = ?", (path,)
    ).fetchone()
    if row is None:
        return 0, [], 0
    number, is_open, change, *texts = row
    running = db.execute(
        "SELECT count(*) FROM clocks WHERE ticket = ? AND verdict = '' AND due IS NOT NULL",
        (number,),
    ).fetchone()[0]
    tally.tickets -= 1
    tally.open -= is_open
    tally.running -= running
    for table, column in (
        ("tickets", "n"),
        *((name, "ticket") for name in ("clocks", "histories", "aka")),
    ):
        db.execute(f"DELETE FROM {table} WHERE {column} = ?", (number,))  # noqa: S608 - our names
    return number, texts, change


def remove_index(path: str) -> None:
    """Remove a database with its journal, as far as they are there."""
    for suffix in ("", "-wal", "-shm"):
        with suppress(FileNotFoundError):
            os.unlink(path + suffix)
