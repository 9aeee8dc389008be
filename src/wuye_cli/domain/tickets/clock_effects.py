"""Why a pause or a move did nothing to a clock, or what it did."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wuye_cli.domain.tickets.clocks import FAILED_OPEN
from wuye_cli.domain.tickets.judging import verdict_at

if TYPE_CHECKING:
    from wuye_cli.domain.tickets.clocks import ClockFacts
    from wuye_cli.domain.tickets.event import Event
    from wuye_cli.domain.tickets.tier import PauseReason

APPOINTING = frozenset({"reschedule", "agree"})
"""Kinds of events that set a time with the owner, or promise one."""


def why_not(event: Event, reason: PauseReason | None, clock: str) -> str:
    """Return why a pause stops this clock for no time."""
    stops = reason is not None and clock in reason.stops
    if stops or (reason is not None and event.agreed and clock in reason.stops_if_agreed):
        return "no_end"
    if reason is not None and clock in reason.stops_if_agreed:
        return "not_agreed"
    return "not_stopping"


def effect_of(event: Event, before: ClockFacts | None, after: ClockFacts | None) -> str:
    """Return what an event did to a clock, from how it stood on both sides of it."""
    if before is None or after is None or before.due != after.due:
        return "moved"
    if before.stopped is not None and before.stopped <= event.instant:
        return "after_stop"
    if event.do in APPOINTING and event.asked_by == "company":
        return "by_company"
    if verdict_at(before, event.instant) == FAILED_OPEN:
        return "after_due"
    return "promised" if before.promise_due != after.promise_due else "unchanged"
