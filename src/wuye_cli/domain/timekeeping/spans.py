"""Spans of time: pauses put in order, and the days and years that a span needs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from wuye_cli.domain.timekeeping.zone import local_ordinal, zone_for

if TYPE_CHECKING:
    from wuye_cli.domain.timekeeping.calendar import Calendar

Pauses = Sequence[tuple[int, int]]
"""Half-open intervals of epoch seconds in any order; they may overlap, be empty or lie anywhere."""


def merge_pauses(
    pauses: Iterable[tuple[int, int]], start: int, end: int | None = None
) -> list[tuple[int, int]]:
    """Return pauses ascending, without overlaps and empty ones, clipped to `start` and `end`.

    Example:
        >>> merge_pauses([(50, 60), (0, 20), (15, 30), (40, 40)], 10, 55)
        [(10, 30), (50, 55)]
    """
    merged: list[tuple[int, int]] = []
    for begin, stop in sorted(pauses):
        opened = max(begin, start)
        closed = stop if end is None else min(stop, end)
        if closed <= opened:
            continue
        if merged and opened <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], closed))
        else:
            merged.append((opened, closed))
    return merged


def days_between(calendar: Calendar, start: int, end: int) -> tuple[int, int]:
    """Return the first and last day whose windows bear on the open time from `start` to `end`.

    A night that began on the day before still bears on the hours after midnight; and a span that
    ends in such a night does not need the day that has begun. Days are `date.toordinal` numbers.
    """
    first, last = local_ordinal(start, calendar.zone), local_ordinal(end - 1, calendar.zone)
    zone = zone_for(calendar.zone, date.fromordinal(first).year - 1)
    if zone.at(first, calendar.overhang) > start:
        first -= 1
    before = calendar.windows_on(date.fromordinal(last - 1)) if last > first else ()
    if any(zone.at(last - 1, opens) < end <= zone.at(last - 1, closes) for opens, closes in before):
        last -= 1
    return first, last


def missing_years(calendar: Calendar, first: int, last: int) -> tuple[int, ...]:
    """Return the years without official holiday data that the days `first` to `last` lie in."""
    years = range(date.fromordinal(first).year, date.fromordinal(last).year + 1)
    return tuple(year for year in years if not calendar.is_announced(year))
