"""Sandwiches: a promise made worse and put right again inside a range whose ends hide it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from wuye_cli.domain.comparing.catalog import KINDS
from wuye_cli.domain.comparing.change import BETTER, WORSE, is_of_whole_file

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wuye_cli.domain.comparing.change import Change

EFFECTS = frozenset({"D211", "D212"})
"""Codes of limits that a calendar moved: the limit as written did not change."""


BENT = frozenset({"D207", "D512"})
"""Codes of what nobody can call worse, and is bent all the same if it goes back to what it was: the
zone in which days end, and a right that was given for a while."""

INHERITED = "D702"
"""Code of a promise whose figure stands elsewhere; the change there is the one that counts."""


class Step(NamedTuple):
    """One state on the way.

    Attributes:
        number: In the order of the walk, parents before children.
        above: The numbers of the steps that it stands on, itself included, as bits.
        changes: What it changed.
    """

    number: int
    above: int
    changes: Sequence[Change]


class Sandwich(NamedTuple):
    """One promise that was worse for a while.

    Attributes:
        opened: Number of the step that made it worse.
        closed: Number of the step that made it better again.
        worse: The change that opened it.
        better: The change that closed it.
    """

    opened: int
    closed: int
    worse: Change
    better: Change

    @property
    def is_whole(self) -> bool:
        """Whether it came back to the very value that it had."""
        return bool(self.worse.old == self.better.new)


def sandwiches(steps: Sequence[Step]) -> list[Sandwich]:
    """Return what was made worse and later better on one line of history, the first opened first.

    Of the steps that made it better the first one that brought the old value back counts, else the
    first one at all. What lies wholly inside another sandwich of the same promise is left out.
    """
    moves: dict[tuple[str, str], list[tuple[Step, Change]]] = {}
    first: dict[str, str] = {}  # the first name of each standard that was renamed
    for step in steps:
        for change in step.changes:
            if is_of_whole_file(change):
                first[change.new] = first.get(change.old, change.old)
        for change in step.changes:
            if change.code != INHERITED:
                place = first.get(change.standard, change.standard), change.key
                moves.setdefault(place, []).append((step, change))
    found = [one for group in moves.values() for one in _of_one(group)]
    return sorted(
        found, key=lambda one: (one.opened, one.closed, one.worse.standard, one.worse.key)
    )


def _of_one(moves: list[tuple[Step, Change]]) -> list[Sandwich]:
    """Return the sandwiches of one promise, from its changes in the order of the walk."""
    found: list[Sandwich] = []
    for place, (step, worse) in enumerate(moves):
        if worse.customer != WORSE and worse.code not in BENT:
            continue
        later = [
            Sandwich(step.number, other.number, worse, change)
            for other, change in moves[place + 1 :]
            if other.above >> step.number & 1 and other.number != step.number
            if _mends(worse, change)
        ]
        usual = None if worse.code in BENT else next(iter(later), None)
        closed = next((one for one in later if one.is_whole), usual)
        if closed is not None and not any(
            one.opened <= closed.opened and closed.closed <= one.closed for one in found
        ):
            found.append(closed)
    return found


def _mends(worse: Change, change: Change) -> bool:
    if (change.code in EFFECTS) != (worse.code in EFFECTS):
        return False
    is_mirror = change.code in KINDS[worse.code].mirrors and change.customer == BETTER
    return is_mirror or (change.new == worse.old and change.old == worse.new)
