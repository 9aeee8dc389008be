"""The opening of an opinion box (意见箱开箱): who opened it before whom, and what was in it."""

from __future__ import annotations

from datetime import date, datetime

import msgspec

SCHEMA = "box-opening/1"
PREFIX = "BX-"
SOURCE = "box:"
"""Begins the evidence (`src`) of a ticket that was made of a slip: `box:<opening>#<number>`."""


class Opening(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One opening.

    Attributes:
        id: `BX-YYMMDD-<desk><nn>`.
        at: When the box was opened.
        by: Who typed it.
        keyholder: Who opened it; `witness` is somebody else.
        count: Slips that lay in it.
        blank: Those of them that were empty or that nobody can read.
        tickets: The tickets made of the others, in the order in which they were typed.
    """

    schema: str = SCHEMA
    id: str
    at: datetime
    by: str = ""
    keyholder: str
    witness: str
    count: int
    blank: int = 0
    tickets: tuple[str, ...] = ()


def opening_id(day: date, desk: str, number: int) -> str:
    """Return the id of an opening.

    Example:
        >>> opening_id(date(2026, 11, 26), "A", 1)
        'BX-261126-A01'
    """
    return f"{PREFIX}{day:%y%m%d}-{desk}{number:02d}"


def number_of(name: str, day: date, desk: str) -> int:
    """Return the number in the id of an opening of a desk on a day, 0 if it is none of them."""
    head = f"{PREFIX}{day:%y%m%d}-{desk}"
    rest = name.removeprefix(head)
    is_one = rest != name and rest.isascii() and rest.isdigit()
    return int(rest) if is_one else 0


def source_of(opening: str, slip: int) -> str:
    """Return the evidence that a ticket of a slip carries."""
    return f"{SOURCE}{opening}#{slip}"


def opening_in(source: str) -> str:
    """Return the id of the opening that a ticket's evidence names, or nothing.

    Example:
        >>> opening_in("box:BX-261126-A01#3"), opening_in("slip:0421")
        ('BX-261126-A01', '')
    """
    return source.removeprefix(SOURCE).partition("#")[0] if source.startswith(SOURCE) else ""
