"""Verdicts: what the clocks of a ticket mean at an instant."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from wuye_cli.domain.tickets.clock_run import ROUND_THE_CLOCK
from wuye_cli.domain.tickets.clocks import (
    FAILED_LATE,
    FAILED_OPEN,
    MET,
    MET_ATTEMPTED,
    NOT_STARTED,
    RUNNING,
    VOID,
    ClockFacts,
)
from wuye_cli.domain.timekeeping.due import open_seconds

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from wuye_cli.domain.tickets.clocks import Facts
    from wuye_cli.domain.timekeeping.calendar import Calendar

PENDING = "pending"
WARNING = "warning"
PAUSED = "paused"
FAILED = "failed"
OPEN = "open"

FAILURES = frozenset({FAILED_LATE, FAILED_OPEN})
SUCCESSES = frozenset({MET, MET_ATTEMPTED})


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """One clock as it stands at an instant; instants in epoch seconds.

    Attributes:
        due: None while paused, or if there is none.
        projected_due: The due if the running pause lasts to its end.
        remaining_s: Open seconds left when the running pause began.
    """

    clock: str
    verdict: str
    due: int | None = None
    projected_due: int | None = None
    remaining_s: int | None = None
    promise_due: int | None = None
    promise_verdict: str = ""


def verdict_at(facts: ClockFacts, now: int) -> str:
    """Return the verdict of a clock at `now`; a broken clock stays broken."""
    if facts.end != RUNNING:
        return facts.end
    if facts.due is None:  # a time is still to be agreed: that is no compliance
        return PENDING
    if facts.due < now:
        return FAILED_OPEN
    if facts.pauses and any(start <= now < end for start, end in facts.pauses):
        return PAUSED
    return WARNING if facts.warn_at is not None and now >= facts.warn_at else PENDING


def reading(facts: ClockFacts, now: int, calendar: Callable[[str], Calendar]) -> Reading:
    """Return a clock as it stands at `now`."""
    verdict = verdict_at(facts, now)
    paused = verdict == PAUSED
    return Reading(
        clock=facts.clock,
        verdict=verdict,
        due=None if paused else facts.due,
        projected_due=facts.due if paused else None,
        remaining_s=_remaining(facts, now, calendar) if paused else None,
        promise_due=facts.promise_due,
        promise_verdict=_promise(facts, now),
    )


def _remaining(facts: ClockFacts, now: int, calendar: Callable[[str], Calendar]) -> int | None:
    """Return the open seconds that were left when the running pause began."""
    if facts.due is None or not facts.terms:
        return None
    deciding = facts.terms[0]
    if deciding.limit is not None:
        return open_seconds(calendar(deciding.calendar), now, facts.due, facts.pauses)
    later = [pause for pause in facts.pauses if pause[0] > deciding.start]
    return open_seconds(ROUND_THE_CLOCK, now, facts.due, later)


def _promise(facts: ClockFacts, now: int) -> str:
    """Return the verdict of the promised time, or empty where nothing was promised."""
    due = facts.promise_due
    if due is None:
        return ""
    if facts.stopped is not None:
        return MET if facts.stopped <= due else FAILED_LATE
    if facts.end != RUNNING:
        return VOID if facts.ended is not None and facts.ended <= due else FAILED_OPEN
    return FAILED_OPEN if due < now else PENDING


def ticket_verdict(facts: Facts, now: int) -> str:
    """Return `failed` if a binding clock failed, `met` if all that count are met, else `open`.

    A ticket none of whose clocks counts (cancelled at once, or imported without a target) is
    `void`: left out of every rate.
    """
    return verdict_of((clock, verdict_at(clock, now)) for clock in facts.clocks)


def verdict_of(read: Iterable[tuple[ClockFacts, str]]) -> str:
    """Return the ticket's verdict from its clocks and their verdicts."""
    return combined([(clock.binding, clock.needed, verdict) for clock, verdict in read])


def combined(votes: Iterable[tuple[bool, bool, str]]) -> str:
    """Return the ticket's verdict from `binding`, `needed` and the verdict of each clock."""
    waiting = met = False
    for binding, needed, verdict in votes:
        if not binding:
            continue
        if verdict in FAILURES:
            return FAILED
        if verdict == NOT_STARTED and not needed:
            continue
        if verdict in SUCCESSES:
            met = True
        elif verdict != VOID:
            waiting = True
    if waiting:
        return OPEN
    return MET if met else VOID
