"""How open time was used day by day, for the explanation of a due."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import msgspec

from wuye_cli.domain.timekeeping.calendar import Windows
from wuye_cli.domain.timekeeping.spans import days_between, merge_pauses
from wuye_cli.domain.timekeeping.zone import zone_for

if TYPE_CHECKING:
    from wuye_cli.domain.timekeeping.calendar import Calendar
    from wuye_cli.domain.timekeeping.spans import Pauses


class DayUsed(msgspec.Struct, frozen=True):
    """What one day contributed to a span of time.

    Attributes:
        day: The local day that owns the windows.
        kind: One of `calendar.DAY_KINDS`.
        windows: Its windows.
        counted: Open seconds within the span that were not paused.
        paused: Open seconds within the span that were paused.
        missing: Whether the year has no official holiday data.
    """

    day: date
    kind: str
    windows: Windows
    counted: int
    paused: int
    missing: bool


def walk(calendar: Calendar, start: int, end: int, pauses: Pauses = ()) -> tuple[DayUsed, ...]:
    """Return the days from `start` to `end` with the open time that each gave.

    Time in the windows of two days counts for the earlier one, so that `counted` over all days is
    the open unpaused time of the span.

    Args:
        calendar: Whose open time counts.
        start: Epoch seconds.
        end: Epoch seconds; nothing is returned if it is not after `start`.
        pauses: When the clock stood still.
    """
    if end <= start:
        return ()
    first, last = days_between(calendar, start, end)
    stops = merge_pauses(pauses, start, end)
    days: list[DayUsed] = []
    reached = start
    for ordinal in range(first, last + 1):
        day = date.fromordinal(ordinal)
        kind, windows = calendar.resolve(day)
        at = zone_for(calendar.zone, day.year).at
        counted = paused = 0
        for opens, closes in sorted(windows):
            begin, stop = max(at(ordinal, opens), reached), min(at(ordinal, closes), end)
            if stop > begin:
                still = sum(b - a for a, b in merge_pauses(stops, begin, stop))
                counted, paused, reached = counted + stop - begin - still, paused + still, stop
        missing = not calendar.is_announced(day.year)
        days.append(DayUsed(day, kind, windows, counted, paused, missing))
    return tuple(days)
