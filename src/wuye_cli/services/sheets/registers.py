"""What the sheets of staff, households and prices share: rows of a register, changed and added."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from wuye_cli.gateways.sheets.model import Table
    from wuye_cli.services.desk import Desk
    from wuye_cli.store.transaction import Transaction

JOINT = "、"
"""Stands between the texts of a cell that holds several."""


class Edit(NamedTuple):
    """What a row asks of its register.

    Attributes:
        key: The row; empty for a new one without an id.
        values: What its cells say now.
        changed: Which of them are to be changed; all that are filled in, for a new row.
    """

    key: str
    values: Mapping[str, str]
    changed: Sequence[str]

    def given(self) -> dict[str, str]:
        """Return the cells to be changed."""
        return {key: self.values.get(key, "") for key in self.changed}


class Register(Protocol):
    """A register as a sheet: read whole, written a row at a time into an open transaction.

    What a row asks and cannot be is raised as a `WuyeError`, and nothing of that row is staged.
    """

    needs_people: bool
    """Whether it lives in `people/` alone."""

    def table(self, desk: Desk) -> Table:
        """Return what goes out."""

    def tidied(self) -> Mapping[str, Callable[[str], str]]:
        """Return what brings the text of a column into its usual form."""

    def named(self) -> Mapping[str, Callable[[str], str]]:
        """Return what finds the id that a text of a column of choices means."""

    def change(self, desk: Desk, changes: Transaction, edit: Edit) -> None:
        """Stage the changes of a row that went out."""

    def add(self, desk: Desk, changes: Transaction, edit: Edit) -> None:
        """Stage a new row."""


def texts_of(cell: str) -> tuple[str, ...]:
    """Return the texts of a cell that holds several.

    Example:
        >>> texts_of("赵师傅、老赵，赵工")
        ('赵师傅', '老赵', '赵工')
    """
    for mark in ("，", ",", "；", ";"):
        cell = cell.replace(mark, JOINT)
    return tuple(dict.fromkeys(part.strip() for part in cell.split(JOINT) if part.strip()))


def joined(texts: Sequence[str]) -> str:
    """Return several texts as one cell."""
    return JOINT.join(texts)


def in_usual_form(cell: str) -> str:
    """Return a cell that holds several texts with its usual marks between them."""
    return joined(texts_of(cell))
