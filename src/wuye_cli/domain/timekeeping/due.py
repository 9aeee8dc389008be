"""Dues: when a limit that starts at an instant runs out on a calendar, pauses left out.

One definition carries everything: the due is the earliest instant t, not before the start, at which
open time since the start, less the open time that was paused, equals the limit. Working days and
natural days follow articles 201 and 203 of the Civil Code (民法典). Instants are epoch seconds.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

import msgspec

from wuye_cli.domain.errors import UncheckableError
from wuye_cli.domain.timekeeping.spans import Pauses, days_between, merge_pauses, missing_years
from wuye_cli.domain.timekeeping.timeline import (
    FIRST_INSTANT,
    LAST_INSTANT,
    NeverOpenError,
    timeline_of,
)
from wuye_cli.domain.timekeeping.walk import DayUsed, walk
from wuye_cli.domain.timekeeping.zone import DAY, local_ordinal, zone_for

if TYPE_CHECKING:
    from wuye_cli.domain.timekeeping.calendar import Calendar
    from wuye_cli.domain.timekeeping.limit import Limit
    from wuye_cli.domain.timekeeping.timeline import Year

__all__ = [
    "DayUsed",
    "Due",
    "NeverOpenError",
    "Pauses",
    "YearMissingError",
    "due",
    "due_after",
    "end_of_days",
    "next_open",
    "open_seconds",
    "share_instant",
    "walk",
]


class YearMissingError(UncheckableError):
    """A due needs a year whose official holidays are not in the data (facts: year, calendar)."""

    def __init__(self, year: int, calendar: str) -> None:
        super().__init__("E_CALENDAR_YEAR_MISSING", year=year, calendar=calendar)


class Due(msgspec.Struct, frozen=True):
    """When a limit runs out.

    Attributes:
        at: The last instant that still meets it, in epoch seconds.
        budget: Open seconds of the limit.
        missing: Years that were needed and have no official holiday data, ascending.
    """

    at: int
    budget: int
    missing: tuple[int, ...] = ()

    @property
    def provisional(self) -> bool:
        """Whether official data may still move it."""
        return bool(self.missing)


def due(
    calendar: Calendar, start: int, limit: Limit, pauses: Pauses = (), *, strict: bool = False
) -> Due:
    """Return when a limit runs out.

    `Nm` and `Nh` are open time. `Nwd` does not count the day of the start and ends at the last
    closing of the N-th working day; `Nd` ends at the last closing of the N-th day after the start,
    or of the next working day if that one is none. Round the clock both end at 24:00 of the N-th
    day. If pauses fall into a limit of days, its open time up to that closing becomes its budget.

    Args:
        calendar: Whose open time counts.
        start: Where the clock starts, in epoch seconds.
        limit: How much time there is.
        pauses: When the clock stands still.
        strict: Refuse to reckon with years that have no official holiday data.

    Raises:
        YearMissingError: If `strict` and the due needs such a year.
        NeverOpenError: If the calendar does not open often enough.

    Example:
        >>> from wuye_cli.domain.timekeeping.calendar import Calendar, parse_window
        >>> from wuye_cli.domain.timekeeping.limit import parse_limit
        >>> day = (parse_window("09:00-12:00"), parse_window("14:00-18:00"))
        >>> desk = Calendar(id="desk", zone="UTC", weekly=(day,) * 5 + ((), ()))
        >>> eleven = 4 * 86_400 + 11 * 3600  # Monday, 5 January 1970
        >>> due(desk, eleven, parse_limit("2h")).at - eleven
        14400
        >>> due(desk, eleven, parse_limit("1wd")).budget == (1 + 4 + 7) * 3600
        True
    """
    if calendar.always:
        found = _round_the_clock(calendar, start, limit)
    elif limit.seconds is not None:
        found = _of_open_time(calendar, start, limit.seconds)
    else:
        found = _of_days(calendar, start, limit)
    if pauses:
        found = _paused(calendar, start, found, pauses)
    if strict and found.missing:
        raise YearMissingError(found.missing[0], calendar.id)
    return found


def _round_the_clock(calendar: Calendar, start: int, limit: Limit) -> Due:
    seconds = limit.seconds
    reach = start + (limit.amount * DAY if seconds is None else seconds)
    if not FIRST_INSTANT <= start <= reach < LAST_INSTANT:
        raise NeverOpenError(calendar.id)
    at = end_of_days(start, limit.amount, calendar.zone) if seconds is None else reach
    return Due(at, at - start)


def _of_open_time(calendar: Calendar, start: int, seconds: int) -> Due:
    at, year = timeline_of(calendar).advance(start, seconds)
    return Due(at, seconds, _consulted(calendar, start, at, year))


def _consulted(calendar: Calendar, start: int, at: int, year: Year) -> tuple[int, ...]:
    """Return the years without data that open time from `start` to `at` needed, `at` in `year`."""
    if start >= year.settled:
        return year.missing
    return missing_years(calendar, *days_between(calendar, start, at))


def _of_days(calendar: Calendar, start: int, limit: Limit) -> Due:
    timeline = timeline_of(calendar)
    today = timeline.holding(start).day_of(start)
    if limit.unit == "wd":
        first = today + 1
        day, at, year = timeline.workday(first, limit.amount)
    else:
        first = today + limit.amount
        day, at, year = timeline.workday(first, 1)
    one_year = first >= year.first_day
    missing = year.missing if one_year else missing_years(calendar, first, day)
    return Due(at, timeline.between(start, at), missing)


def _paused(calendar: Calendar, start: int, found: Due, pauses: Pauses) -> Due:
    if not merge_pauses(pauses, start, found.at):
        return found
    at = max(found.at, due_after(calendar, start, found.budget, pauses))
    if calendar.always:
        return Due(at, found.budget)
    needed = _consulted(calendar, start, at, timeline_of(calendar).holding(at - 1))
    missing = found.missing if needed == found.missing else sorted({*found.missing, *needed})
    return Due(at, found.budget, tuple(missing))


def due_after(calendar: Calendar, start: int, seconds: int, pauses: Pauses = ()) -> int:
    """Return the earliest instant, not before `start`, with so much open unpaused time since.

    Args:
        calendar: Whose open time counts.
        start: Where counting starts, in epoch seconds.
        seconds: Open seconds to count; 0 gives `start` itself.
        pauses: When nothing counts.

    Raises:
        NeverOpenError: If the calendar does not open that much.
    """
    if seconds <= 0:
        return start
    cursor, left = start, seconds
    for begin, end in merge_pauses(pauses, start) if pauses else ():
        at = _after(calendar, cursor, left)
        if at <= begin:
            return at
        left -= open_seconds(calendar, cursor, begin)
        cursor = end
    return _after(calendar, cursor, left)


def _after(calendar: Calendar, start: int, seconds: int) -> int:
    return start + seconds if calendar.always else timeline_of(calendar).advance(start, seconds)[0]


def open_seconds(calendar: Calendar, start: int, end: int, pauses: Pauses = ()) -> int:
    """Return the open seconds from `start` to `end` outside the pauses; 0 if `end <= start`.

    Raises:
        NeverOpenError: If an instant lies beyond the years that dates can be reckoned in.
    """
    count = _elapsed if calendar.always else timeline_of(calendar).between
    paused = merge_pauses(pauses, start, end) if pauses else ()
    return count(start, end) - sum(count(begin, stop) for begin, stop in paused)


def _elapsed(start: int, end: int) -> int:
    return max(0, end - start)


def share_instant(
    calendar: Calendar, start: int, due: Due, share: float, pauses: Pauses = ()
) -> int:
    """Return when a share of a limit's open unpaused time is used up: a step of the ladder.

    Args:
        calendar: The calendar of the limit.
        start: Where its clock started, in epoch seconds.
        due: What `due` found for it.
        share: 0.8 is before the due, 1.5 after it; read as the decimal fraction that it prints as.
        pauses: When the clock stands still.

    Returns:
        Epoch seconds, rounded up to a whole second.

    Raises:
        ValueError: If the share is negative or no number.
        NeverOpenError: If the calendar does not open that much.
    """
    numerator, denominator = _ratio(share)
    return due_after(calendar, start, -(-due.budget * numerator // denominator), pauses)


@lru_cache(maxsize=64)
def _ratio(share: float) -> tuple[int, int]:
    """Return a float as the exact decimal fraction that it prints as (`fractions` imports slow)."""
    mantissa, _, exponent = str(share).partition("e")
    whole, _, decimals = mantissa.partition(".")
    digits, power = whole + decimals, int(exponent or "0") - len(decimals)
    if not digits.isdigit():
        raise ValueError(share)
    return int(digits) * 10 ** max(power, 0), 10 ** max(-power, 0)


def next_open(calendar: Calendar, instant: int) -> int:
    """Return the instant itself if the calendar is open then, else its next opening.

    Raises:
        NeverOpenError: If none comes.
    """
    return instant if calendar.always else timeline_of(calendar).opening(instant)


def end_of_days(start: int, days: int, zone: str) -> int:
    """Return 24:00 of the N-th day after the day of `start`, in a zone (art. 201, 203).

    Example:
        >>> end_of_days(0, 7, "UTC") // 86_400
        8
    """
    last = local_ordinal(start, zone) + days
    return zone_for(zone, date.fromordinal(last).year).at(last + 1, 0)
