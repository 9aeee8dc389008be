"""Attempts at a follow-up call: three in two half-days stand in for the call, counted apart."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from wuye_cli.domain.timekeeping.zone import local_ordinal, zone_for

if TYPE_CHECKING:
    from collections.abc import Iterable

    from wuye_cli.domain.tickets.event import Event

HALF_DAYS = 2
"""Attempts count only if they were spread over so many half-days."""

_NOON = 12 * 60


def half_day(instant: int, zone: str) -> tuple[int, bool]:
    """Return the local day (`date.toordinal`) and whether it was past noon.

    Example:
        >>> half_day(4 * 3600, "Asia/Shanghai")
        (719163, True)
    """
    day = local_ordinal(instant, zone)
    return day, instant >= zone_for(zone, date.fromordinal(day).year).at(day, _NOON)


def enough_attempts(events: Iterable[Event], required: int, zone: str) -> int | None:
    """Return when so many attempts in two half-days were made, or None if they were not.

    Args:
        events: In the order in which they happened; other kinds and automatic ones do not count.
        required: `visit_attempts_required` of the policy.
        zone: IANA zone of the half-days.
    """
    halves: set[tuple[int, bool]] = set()
    made = 0
    for event in events:
        if event.do != "visit_attempt" or event.auto:
            continue
        made += 1
        instant = event.instant
        halves.add(half_day(instant, zone))
        if made >= required and len(halves) >= HALF_DAYS:
            return instant
    return None
