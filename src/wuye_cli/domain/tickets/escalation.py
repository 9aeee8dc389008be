"""Escalation (升级): when which level must hear of a clock; instants alone, no names.

The steps are shares of the same open, unpaused time as the due. An
instant depends on the events alone, so a sweep may ask as often as it likes and note what it told.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from wuye_cli.domain.tickets.clock_facts import RUNNING
from wuye_cli.domain.tickets.clock_run import reach
from wuye_cli.domain.tickets.tier import EMERGENCY
from wuye_cli.domain.timekeeping.due import NeverOpenError, share_instant

if TYPE_CHECKING:
    from wuye_cli.domain.tickets.clock_facts import ClockFacts, Facts, Setting
    from wuye_cli.domain.tickets.clock_run import Reached
    from wuye_cli.domain.tickets.standing import Standing

ASSIGNEE = "assignee"
HEAD = "head"
MANAGER = "manager"
GENERAL_MANAGER = "general_manager"
ON_CALL = "on_call"

LEVELS = (ASSIGNEE, HEAD, MANAGER, GENERAL_MANAGER)
"""Who hears of each of `escalation_fractions`, in their order: the one who holds it (and the
dispatcher), the department head, the customer-service manager, the general manager."""

ROUND_S = 300
ROUNDS = 3
"""An emergency that nobody answered goes to the next on call every five minutes, three times."""


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """One step of the ladder; it fires once per clock and cycle.

    Attributes:
        clock: Empty for a step that the whole ticket takes at once.
        level: One of `LEVELS`, or `on_call`.
        share: Share of the budget that is used up then; 0 for a step that is none.
        round: 1 to 3 for the calls of `on_call`, else 0.
        at: When, in epoch seconds.
    """

    clock: str
    cycle: int
    level: str
    share: float = 0.0
    round: int = 0
    at: int

    @property
    def key(self) -> str:
        """What tells this step of a ticket from every other, to be noted when it was told."""
        return f"{self.cycle}:{self.clock}:{self.level}:{self.round}"


def ladder(facts: Facts, setting: Setting) -> tuple[Step, ...]:
    """Return every step of the clocks that run, the earliest first.

    A clock that has ended takes no further step; one without a due takes none.
    """
    steps = [
        step
        for clock in facts.clocks
        if clock.end == RUNNING and clock.due is not None
        for step in _steps(clock, setting)
    ]
    return tuple(sorted(steps, key=_order))


def at_once(standing: Standing) -> Step | None:
    """Return the step of a second urge, second move or second complaint: to the head at once."""
    if standing.escalated_at is None:
        return None
    return Step(clock="", cycle=len(standing.cycles), level=HEAD, at=standing.escalated_at)


def _order(step: Step) -> tuple[int, str, float]:
    return step.at, step.clock, step.share


def _steps(clock: ClockFacts, setting: Setting) -> list[Step]:
    reached, _ = reach(clock.terms, clock.pauses, setting)
    if reached is None:
        return []
    rings = _rings_on_call(clock, setting)
    found: list[Step] = []
    fractions = setting.book.policy.escalation_fractions
    for share, level in zip(fractions, LEVELS, strict=False):
        at = _at(share, reached)
        if at is None or (rings and share >= 1):
            break
        found.append(Step(clock=clock.clock, cycle=clock.cycle, level=level, share=share, at=at))
    return found + _rounds(clock, reached.due.at) if rings else found


def _at(share: float, reached: Reached) -> int | None:
    """Return when a share is used up; None if the calendar never opens that long."""
    if share == 1:
        return reached.due.at
    try:
        return share_instant(
            reached.calendar, reached.term.start, reached.due, share, reached.pauses
        )
    except NeverOpenError:
        return None


def _rings_on_call(clock: ClockFacts, setting: Setting) -> bool:
    declared = setting.book.clocks.get(clock.clock)
    tier = setting.book.tiers.get(clock.terms[0].tier) if clock.terms else None
    answers = declared is not None and "ack" in declared.stop
    return answers and tier is not None and EMERGENCY in (tier.service, tier.id)


def _rounds(clock: ClockFacts, due: int) -> list[Step]:
    calls = [
        Step(
            clock=clock.clock,
            cycle=clock.cycle,
            level=ON_CALL,
            round=number,
            at=due + (number - 1) * ROUND_S,
        )
        for number in range(1, ROUNDS + 1)
    ]
    last = Step(clock=clock.clock, cycle=clock.cycle, level=MANAGER, at=due + ROUNDS * ROUND_S)
    return [*calls, last]
