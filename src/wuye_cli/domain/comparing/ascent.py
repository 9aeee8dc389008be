"""A history climbed commit by commit: what each changed by itself, and what it stands on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wuye_cli.domain.comparing.sandwich import EFFECTS, Step

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from wuye_cli.domain.comparing.change import Change

    Sides = Sequence[Sequence[Change]]


class Ascent:
    """The steps of a history, parents before children.

    Args:
        steps: Those that are known already.

    Attributes:
        steps: The commits that changed a standard.
        above: Of each commit the steps that it stands on, as bits.
    """

    def __init__(self, steps: Sequence[Step] = ()) -> None:
        self.steps = list(steps)
        self.above: dict[str, int] = {}

    def below(self, parents: Sequence[str]) -> int:
        """Return the steps that some commits stand on."""
        if len(parents) == 1:
            return self.above.get(parents[0], 0)  # the number itself: most commits share it
        bits = 0
        for parent in parents:
            bits |= self.above.get(parent, 0)
        return bits

    def pass_by(self, commit: str, parents: Sequence[str]) -> None:
        """Note a commit that changed no standard by itself."""
        self.above[commit] = self.below(parents)

    def step_up(self, commit: str, parents: Sequence[str], changes: Sequence[Change]) -> Step:
        """Note a commit that did; return its step."""
        number = len(self.steps)
        bits = self.below(parents) | 1 << number
        self.above[commit] = bits
        step = Step(number, bits, changes)
        self.steps.append(step)
        return step

    def changed(self, parents: Sequence[str], sides: Sides) -> list[Change]:
        """Return what a commit changed by itself.

        Args:
            parents: Its parents.
            sides: What it changed against each of them, or against nothing.
        """
        if len(sides) == 1:
            return list(sides[0])
        return [*_own(sides), *_undone(sides, parents, self.steps, self.above)]


def _own(sides: Sides) -> list[Change]:
    """Return what a merge holds that none of its parents does: hidden from `git log -p`."""
    shared = {_place(change) for change in sides[0]}
    for changes in sides[1:]:
        shared &= {_place(change) for change in changes}
    return [change for change in sides[0] if _place(change) in shared]


def _undone(
    sides: Sides, parents: Sequence[str], steps: Sequence[Step], above: Mapping[str, int]
) -> list[Change]:
    """Return what a merge took back of the changes that only one of its parents had made."""
    found: list[Change] = []
    bits = [above.get(parent, 0) for parent in parents]
    for number, changes in enumerate(sides):
        others = 0
        for other, mine in enumerate(bits):
            others |= mine if other != number else 0
        made = [
            change
            for step in steps
            if (bits[number] & ~others) >> step.number & 1
            for change in step.changes
        ]
        ends = {(*_place(change), repr(change.old), repr(change.new)) for change in made}
        found += [
            change
            for change in changes
            if (*_place(change), repr(change.new), repr(change.old)) in ends
        ]
    return found


def _place(change: Change) -> tuple[str, str, bool]:
    """Return what a change is about; an effect of a calendar is not the limit as it is written."""
    return change.standard, change.key, change.code in EFFECTS
