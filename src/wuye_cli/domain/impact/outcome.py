"""What a change of the standards would have done to past tickets: counts, names, and why."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from wuye_cli.domain.impact.levers import Lever
from wuye_cli.domain.impact.verdicts import NO, NONE, OPEN_STILL, YES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

FORGIVEN, FAILED = "forgiven", "failed"
"""What became of a ticket: late before and in time now, or the other way round."""
ONE, ANY, TOGETHER = "one", "any", "together"
"""Who moved a verdict: one change by itself, any of several, or only several at once."""
DIMENSIONS = ("tier", "category", "building", "month")


class Cell(NamedTuple):
    """One cell of a matrix: a state under the old text, one under the new, and how many."""

    old: str
    new: str
    size: int


class Matrix(msgspec.Struct, frozen=True):
    """Tickets (or clocks) by what they come to under the old text and under the new."""

    cells: tuple[Cell, ...] = ()

    @property
    def total(self) -> int:
        """How many there are."""
        return sum(cell.size for cell in self.cells)

    @property
    def changed(self) -> int:
        """How many come to something else."""
        return sum(cell.size for cell in self.cells if cell.old != cell.new)

    def count(self, old: str, new: str) -> int:
        """Return the number in one cell."""
        return sum(cell.size for cell in self.cells if (cell.old, cell.new) == (old, new))

    def timeliness(self, side: str) -> float | None:
        """Return met by met and missed of `old` or `new`; None where none of both is there."""
        states: Counter[str] = Counter()
        for cell in self.cells:
            states[getattr(cell, side)] += cell.size
        return share(states)


def share(states: Mapping[str, int]) -> float | None:
    """Return met by met and missed, None where there is neither."""
    judged = states.get(YES, 0) + states.get(NO, 0)
    return states.get(YES, 0) / judged if judged else None


def matrix_of(counts: Mapping[tuple[str, str], int]) -> Matrix:
    """Return the matrix of counts by old and new state; the same counts give the same matrix."""
    return Matrix(tuple(Cell(old, new, counts[old, new]) for old, new in sorted(counts)))


class CaseClock(msgspec.Struct, frozen=True, kw_only=True):
    """One clock of a named ticket that the two texts see otherwise; instants in epoch seconds."""

    clock: str
    cycle: int
    stopped: int | None
    old_due: int | None
    new_due: int | None
    old_verdict: str
    new_verdict: str


class Case(msgspec.Struct, frozen=True, kw_only=True):
    """A ticket that comes to something else, or that is open.

    Attributes:
        opened: Receipt, epoch seconds.
        by: `one`, `any` or `together`; empty where the verdict did not change.
        changes: Names of the levers that are responsible.
        clocks: The clocks that the texts see otherwise.
        old_due: Of an open ticket, the next due under the old text.
        new_due: Of an open ticket, the next due under the new text.
    """

    id: str
    title: str
    unit: str
    place: str
    tier: str
    category: str
    opened: int
    is_open: bool
    old: str
    new: str
    by: str = ""
    changes: tuple[str, ...] = ()
    clocks: tuple[CaseClock, ...] = ()
    old_due: int | None = None
    new_due: int | None = None

    @property
    def became(self) -> str:
        """`forgiven`, `failed`, or empty for any other change."""
        return {(NO, YES): FORGIVEN, (YES, NO): FAILED}.get((self.old, self.new), "")

    @property
    def overdue_at_once(self) -> bool:
        """Whether it would be overdue the moment the new text counts, and is not by the old."""
        return self.is_open and any(
            clock.new_verdict == "failed_open" and clock.old_verdict not in _FAILURES
            for clock in self.clocks
        )


_FAILURES = frozenset({"failed_open", "failed_late"})


class Weight(msgspec.Struct, frozen=True, kw_only=True):
    """One change and what it did.

    Attributes:
        lever: The change.
        code: Its code in the comparison of standards, such as `D111`; empty if it has none.
        forgiven: Forgiven tickets that it alone explains.
        failed: Newly failed tickets that it alone explains.
        other: Tickets that it alone brought to anything else.
        alone: Timeliness if only this change were made.
        without: Timeliness if every other change were made.
    """

    lever: Lever
    code: str = ""
    forgiven: int = 0
    failed: int = 0
    other: int = 0
    alone: float | None = None
    without: float | None = None


class Unjudged(msgspec.Struct, frozen=True, kw_only=True):
    """A ticket that one of the texts cannot judge: its id (or path), a code and facts."""

    id: str
    code: str
    facts: dict[str, str] = {}


class Impact(msgspec.Struct, frozen=True, kw_only=True):
    """The result.

    Attributes:
        old: Name of the old text.
        new: Name of the new text.
        at: Epoch seconds at which what still runs was judged.
        zone: In which months and instants are told.
        tickets: How many were asked for: those of the matrix and those that were not judged.
        clocks: Matrix by clock.
        groups: Dimension to value to matrix.
        weights: The changes, those that moved the most first.
        any_of: Changed tickets that any of several changes would have moved by itself.
        together: Changed tickets that no single change moves.
        cases: Tickets whose verdict changed, by receipt.
        open: Open tickets, the next new due first.
        set_aside: What was set aside, by the names of `retelling.WITHOUT`.
        aside: Tickets that had any of it.
        retiered: Tickets that another table of categories gives another tier.
        tierless: Tickets whose tier the old or the new text does not have.
    """

    old: str
    new: str
    at: int
    zone: str
    tickets: int
    matrix: Matrix
    clocks: dict[str, Matrix]
    groups: dict[str, dict[str, Matrix]]
    weights: tuple[Weight, ...]
    any_of: int
    together: int
    cases: tuple[Case, ...]
    open: tuple[Case, ...]
    unjudged: tuple[Unjudged, ...] = ()
    set_aside: tuple[str, ...] = ()
    aside: int = 0
    retiered: int = 0
    tierless: int = 0

    def named(self, became: str) -> tuple[Case, ...]:
        """Return the tickets that were forgiven, or failed; all that changed for `all`."""
        return tuple(case for case in self.cases if became in {"all", case.became})

    @property
    def overdue(self) -> tuple[Case, ...]:
        """The open tickets that would be overdue at once."""
        return tuple(case for case in self.open if case.overdue_at_once)


class Blame(NamedTuple):
    """Who moved the verdict of a ticket, by indexes of levers."""

    by: str
    levers: tuple[int, ...]


def blame(new: str, old: str, alone: list[str], without: list[str]) -> Blame:
    """Return which changes moved a state from `old` to `new`.

    Args:
        new: The state with every change.
        old: The state with none.
        alone: The state with each change alone.
        without: The state with every change but each.

    Returns:
        The one change that does it by itself; else all that do; else those that it does not
        happen without; else all that by themselves do anything.
    """
    enough = tuple(number for number, state in enumerate(alone) if state == new)
    if enough:
        return Blame(ONE if len(enough) == 1 else ANY, enough)
    needed = tuple(number for number, state in enumerate(without) if state != new)
    moving = tuple(number for number, state in enumerate(alone) if state != old)
    return Blame(TOGETHER, needed or moving)


def sum_up(counted: Iterable[tuple[tuple[str, str, str], int]]) -> dict[str, Matrix]:
    """Return a matrix for each value, from counts by value, old and new state."""
    by_value: defaultdict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
    for (value, old, new), count in counted:
        by_value[value][old, new] += count
    return {value: matrix_of(by_value[value]) for value in sorted(by_value)}


STATES = (YES, NO, OPEN_STILL, NONE)
