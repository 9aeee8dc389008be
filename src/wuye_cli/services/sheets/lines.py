"""What is said of each cell that came in changed, and comparing it with what went out."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import msgspec

from wuye_cli.domain.errors import (
    CallError,
    ConflictError,
    NotFoundError,
    RefusedError,
    UncheckableError,
)
from wuye_cli.services.sheets.cells import as_saved_anew, as_seen

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from wuye_cli.gateways.sheets.model import Arrived, ArrivedRow, Column, Row
    from wuye_cli.services.sheets.cells import Reader

NEW = "new"
ALREADY = "already"
CONFLICT = "conflict"
REFUSED = "refused"
NOTED = "noted"
"""Outcomes of a cell: it goes in, it is in, somebody else was there, it cannot be, it is said."""

SAID = (CallError, ConflictError, NotFoundError, RefusedError, UncheckableError)
"""Errors that are about one row: they are said, and the others go on. A full disk is none."""

BAD = frozenset({CONFLICT, REFUSED})


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """One cell, or one row where no cell is meant.

    Attributes:
        cell: Its name, such as `E5`; or the line alone.
        key: The row: a ticket, a person, an item.
        column: Key of the column, or empty.
        before: As it went out.
        after: As it came in.
        store: As the store has it now.
        event: What it becomes.
        at: When that happened, where the row says it.
        code: Why not, or what is to be said.
    """

    line: int
    cell: str
    key: str = ""
    column: str = ""
    before: str = ""
    after: str = ""
    store: str = ""
    event: str = ""
    at: str = ""
    outcome: str = NEW
    code: str = ""
    facts: dict[str, Any] = {}


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What came of a sheet, or would come of it.

    Attributes:
        rows: How many rows came in.
        commits: What was written; none in a preview.
    """

    what: str
    rows: int
    lines: tuple[Line, ...]
    commits: tuple[str, ...] = ()

    def count(self, outcome: str) -> int:
        """Return how many lines came out so."""
        return sum(1 for line in self.lines if line.outcome == outcome)

    @property
    def is_bad(self) -> bool:
        """Whether something of the sheet was not taken."""
        return any(line.outcome in BAD for line in self.lines)


class Compared(msgspec.Struct, kw_only=True):
    """A row compared cell by cell.

    Attributes:
        values: What each cell says now, readable ones only.
        changed: Keys of the columns that are to be changed.
        lines: A line for each cell that is not as it went out.
    """

    key: str
    line: int
    values: dict[str, str]
    changed: list[str]
    lines: dict[str, Line]

    def settle(self, keys: Iterable[str], outcome: str, code: str = "", **facts: Any) -> None:
        """Give the changed cells of some columns an outcome."""
        for key in keys:
            if key in self.changed:
                self.changed.remove(key)
                self.lines[key] = msgspec.structs.replace(
                    self.lines[key], outcome=outcome, code=code, facts=facts
                )

    def name(self, keys: Iterable[str], event: str, at: str = "") -> None:
        """Say what the cells of some columns become."""
        for key in keys:
            if key in self.lines:
                self.lines[key] = msgspec.structs.replace(self.lines[key], event=event, at=at)

    def held(self, keys: Sequence[str]) -> str:
        """Return the first cell of these columns that cannot be taken, empty if all can."""
        bad = (self.lines[key] for key in keys if key in self.lines)
        return next((line.cell for line in bad if line.outcome in BAD), "")

    def take(self, key: str, line: Line) -> None:
        """Take a cell out of those that are to be changed, with what is said of it."""
        self.lines[key] = line
        if key in self.changed:
            self.changed.remove(key)

    def follow(self, key: str, other: str) -> None:
        """Let one cell have the outcome of another, with which it says the same."""
        told = self.lines[other]
        self.lines[key] = msgspec.structs.replace(
            self.lines[key],
            outcome=told.outcome,
            event=told.event,
            at=told.at,
            code=told.code,
            facts=told.facts,
        )


def compare(
    row: ArrivedRow, out: Row, store: Row | None, columns: Sequence[Column], reader: Reader
) -> Compared:
    """Compare a row with what went out and with what the store has now.

    A cell that is as it went out says nothing, whatever the store has by now. A changed one that
    the store already has is in. One that the store changed otherwise meanwhile is a conflict.
    """
    key = out.key
    found = Compared(key=key, line=row.line, values={}, changed=[], lines={})
    for column in columns:
        cell = row.cells.get(column.key)
        before = out.cells.get(column.key, "")
        if cell is None:  # the whole column is gone, which is said once
            found.values[column.key] = before
            continue
        told = Line(line=row.line, cell=cell.name, key=key, column=column.key, before=before)
        if not cell.trouble and _is_what_went_out(column, cell.value, before):
            found.values[column.key] = before
            found.lines[column.key] = msgspec.structs.replace(
                told, after=before, outcome=NOTED, code="sheet.retyped"
            )
            continue
        try:
            after = reader.text_of(column, cell)
        except CallError as error:
            is_moot = column.locked and not cell.trouble
            found.lines[column.key] = msgspec.structs.replace(
                told,
                after=as_seen(cell.value),
                outcome=REFUSED,
                code="sheet.locked" if is_moot else error.code,
                facts=error.facts,
            )
            continue
        found.values[column.key] = after
        if after == before or (after and after == as_saved_anew(before)):
            continue
        now = before if column.fresh or store is None else store.cells.get(column.key, "")
        found.lines[column.key] = _line(column, told, after, now)
        if found.lines[column.key].outcome == NEW:
            found.changed.append(column.key)
    return found


def _line(column: Column, told: Line, after: str, now: str) -> Line:
    line = msgspec.structs.replace(told, after=after, store=now)
    if column.locked:
        return msgspec.structs.replace(line, outcome=REFUSED, code="sheet.locked")
    if now == after and not column.fresh:
        return msgspec.structs.replace(line, outcome=ALREADY)
    if now != line.before:
        return msgspec.structs.replace(line, outcome=CONFLICT, code="sheet.conflict")
    return line


def _is_what_went_out(column: Column, value: Any, before: str) -> bool:
    """Whether a number is what some program made of the text that went out: 421 of 0421."""
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    if column.kind != "text" or not is_number:
        return False
    return before.isascii() and before.isdigit() and float(before) == float(value)


def rows_of(arrived: Arrived) -> tuple[list[tuple[ArrivedRow, str]], list[Line]]:
    """Return the rows with their keys, and a line for each row that cannot be taken.

    Said and left alone: rows whose key stands twice or never went out, rows that are gone, columns
    that are gone, marks that were changed, formulas beside our columns.
    """
    first = next(iter(arrived.headings))
    keys = [_key(row, first) for row in arrived.rows]
    rows: list[tuple[ArrivedRow, str]] = []
    told: list[Line] = []
    often = Counter(keys)
    for row, key in zip(arrived.rows, keys, strict=True):
        cell = row.cells[first].name
        if not key and row.cells[first][1:] != (None, ""):
            told.append(_said(row.line, cell, "", REFUSED, "sheet.bad_key"))
        elif key and often[key] > 1:
            told.append(_said(row.line, cell, key, REFUSED, "sheet.twice"))
        elif key in arrived.damaged:
            told.append(_said(row.line, cell, key, REFUSED, "sheet.damaged"))
        else:
            rows.append((row, key))
    told += [_said(0, "", key, NOTED, "sheet.gone") for key in arrived.out if key not in often]
    told += [
        msgspec.structs.replace(_said(0, "", "", NOTED, "sheet.no_column"), column=key)
        for key in arrived.missing
    ]
    told += [_said(0, cell, "", REFUSED, "sheet.formula") for cell in arrived.strange]
    return rows, told


def _key(row: ArrivedRow, first: str) -> str:
    cell = row.cells[first]
    return cell.value.strip() if isinstance(cell.value, str) and not cell.trouble else ""


def _said(line: int, cell: str, key: str, outcome: str, code: str) -> Line:
    facts = {"cell": cell} if cell else {}
    return Line(line=line, cell=cell, key=key, outcome=outcome, code=code, facts=facts)
