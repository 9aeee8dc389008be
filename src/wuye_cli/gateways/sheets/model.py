"""A sheet on its way: columns, rows and what a row was when it went out. All values are texts.

The text of a moment is `2026-11-24T10:40` in the estate's zone, of a day `2026-11-24`, of an amount
a decimal number, of a choice its id: so two of them are the same if their texts are.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import msgspec

SCHEMA = "sheet/1"
MARKS = "wuye"
"""Name of the hidden sheet that says what went out."""
LISTS = "wuye-lists"
"""Name of the hidden sheet with the values of drop-downs."""
LONGEST_CELL = 30_000
"""Most characters of a cell; Excel takes 32,767."""


class Column(msgspec.Struct, frozen=True, kw_only=True):
    """One column.

    Attributes:
        kind: `text`, `choice`, `moment`, `day` or `amount`.
        locked: Shown only; what is changed there is said and left alone.
        exact: A text in which a number has lost its zeros, and a date its meaning: 0421, 3-1-0502.
        closed: A choice of the drop-down and nothing else.
        fresh: Always empty when it goes out, such as a new note.
    """

    key: str
    kind: str = "text"
    locked: bool = False
    exact: bool = False
    closed: bool = False
    fresh: bool = False
    width: int = 12


class Choice(msgspec.Struct, frozen=True):
    """A value of a column of choices with its names.

    Attributes:
        offered: It stands in the drop-down; others are only shown.
    """

    id: str
    zh: str
    en: str = ""
    offered: bool = True


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """A row as it went out, or as the store has it now.

    Attributes:
        key: Tells the row, such as the id of a ticket.
        mark: Tells the thing itself, such as the uid of a ticket.
    """

    key: str
    mark: str = ""
    cells: dict[str, str] = {}


class Table(msgspec.Struct, frozen=True, kw_only=True):
    """All that goes out; the first column holds the key.

    Attributes:
        base: The commit that it was taken from.
        at: When, in ISO 8601.
        spare: How many empty rows may be filled in.
        facts: What else is to come back unseen and unchanged.
    """

    what: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    choices: dict[str, tuple[Choice, ...]] = {}
    base: str = ""
    at: str = ""
    spare: int = 0
    facts: dict[str, str] = {}


class Words(msgspec.Struct, frozen=True, kw_only=True):
    """How a table is said: its title, the heading of each column, each choice as it is shown.

    Attributes:
        notes: Title and lines of a further sheet that is only read; none without a title.
    """

    title: str
    headings: dict[str, str]
    shown: dict[str, dict[str, str]] = {}
    notes: tuple[str, tuple[tuple[str, ...], ...]] = ("", ())


class Cell(NamedTuple):
    """A cell that came in.

    Attributes:
        name: Such as `E5`.
        value: A text, a number, a truth value, a date, a time or nothing.
        trouble: `formula` or `error`, whatever the value.
    """

    name: str
    value: Any = None
    trouble: str = ""


class ArrivedRow(NamedTuple):
    """A row that came in: its line in the sheet, and its cells by the key of the column."""

    line: int
    cells: dict[str, Cell]


class Arrived(msgspec.Struct, frozen=True, kw_only=True):
    """All that came in.

    Attributes:
        shown: Key of a column to what its drop-down showed, and the id of each.
        headings: Key of a column to its heading.
        out: The rows as they went out, by key.
        damaged: Keys of rows whose marks were changed, so that nothing can be compared.
        missing: Columns that went out and are not there any more.
        strange: Formulas outside our columns.
    """

    what: str
    base: str
    at: str
    headings: dict[str, str]
    shown: dict[str, dict[str, str]]
    rows: tuple[ArrivedRow, ...]
    out: dict[str, Row]
    damaged: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    strange: tuple[str, ...] = ()
    facts: dict[str, str] = {}
