"""Service calendars: weekly windows, make-up days (调休), rest days and dated exceptions."""

from __future__ import annotations

from datetime import date
from functools import cached_property

import msgspec

Windows = tuple[tuple[int, int], ...]
"""Half-open windows in minutes since 00:00 of the day they belong to; an end over 1440 runs past
midnight."""

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DAY_MINUTES = 1440
WHOLE_DAY: Windows = ((0, DAY_MINUTES),)
CLOSED: Windows = ()

EXCEPTION = "exception"
MAKEUP = "makeup"
REST = "rest"
WEEKLY = "weekly"
DAY_KINDS = (EXCEPTION, MAKEUP, REST, WEEKLY)
"""Kinds of days in the order in which they are tried."""

_DAY_NUMBERS = {name: number for number, name in enumerate(WEEKDAYS)}
_CLOCK_LENGTH = len("00:00")
_LAST_HOUR = 23
_LAST_MINUTE = 59


def parse_window(text: str) -> tuple[int, int]:
    """Read a window as a standard writes it, `HH:MM-HH:MM`.

    Args:
        text: Two times of day; the second one may be 24:00. An end that is not after its start
            lies on the next day.

    Returns:
        Start and end in minutes since 00:00 of the day that owns the window.

    Raises:
        ValueError: If it is written otherwise.

    Example:
        >>> parse_window("08:30-12:00")
        (510, 720)
        >>> parse_window("20:00-08:00")
        (1200, 1920)
    """
    opening, _, closing = text.partition("-")
    start, end = _minutes(opening), _minutes(closing)
    if min(start, end) < 0 or start == DAY_MINUTES:
        raise ValueError(text)
    return (start, end if end > start else end + DAY_MINUTES)


def parse_time(text: str) -> int:
    """Read a time of day, `HH:MM`, as minutes since 00:00; the last one is 24:00.

    Raises:
        ValueError: If it is written otherwise.

    Example:
        >>> parse_time("07:30"), parse_time("24:00")
        (450, 1440)
    """
    minutes = _minutes(text)
    if minutes < 0:
        raise ValueError(text)
    return minutes


def format_window(window: tuple[int, int]) -> str:
    """Write a window as a standard writes it; the inverse of `parse_window`.

    Example:
        >>> format_window((1200, 1920))
        '20:00-08:00'
        >>> format_window((0, 1440))
        '00:00-24:00'
    """
    start, end = window
    if end > DAY_MINUTES:
        end -= DAY_MINUTES
    return f"{start // 60:02}:{start % 60:02}-{end // 60:02}:{end % 60:02}"


def parse_weekdays(text: str) -> tuple[int, ...]:
    """Read days of the week: one, a range, or several of them with commas between.

    Args:
        text: Three-letter names in lower case; a range runs forward within Monday to Sunday.

    Returns:
        The days in order, Monday = 0.

    Raises:
        ValueError: If it is written otherwise or names a day twice.

    Example:
        >>> parse_weekdays("mon-fri")
        (0, 1, 2, 3, 4)
        >>> parse_weekdays("mon,sat-sun")
        (0, 5, 6)
    """
    days: list[int] = []
    for part in text.split(","):
        first, dash, last = part.partition("-")
        start = _DAY_NUMBERS.get(first, -1)
        end = _DAY_NUMBERS.get(last, -1) if dash else start
        if not 0 <= start <= end:
            raise ValueError(text)
        days.extend(range(start, end + 1))
    if len(set(days)) < len(days):
        raise ValueError(text)
    return tuple(sorted(days))


def _minutes(text: str) -> int:
    """Return the minutes since 00:00, or -1 if it is no time of day."""
    hours, colon, minutes = text[:2], text[2:3], text[3:]
    digits = hours + minutes
    shaped = len(text) == _CLOCK_LENGTH and colon == ":"
    if not (shaped and digits.isascii() and digits.isdigit()):
        return -1
    if text == "24:00":
        return DAY_MINUTES
    if int(hours) > _LAST_HOUR or int(minutes) > _LAST_MINUTE:
        return -1
    return int(hours) * 60 + int(minutes)


class Holidays(msgspec.Struct, frozen=True, kw_only=True):
    """Announced rest days and make-up working days (调休), by year.

    Attributes:
        source: The notice they come from, with its address.
        sources: The same by year, where one file holds several years.
        years: Years whose notice is in the data.
        rest: Days off.
        makeup: Weekend days that are worked.
        fixed_fallback: (month, day) of the statutory days, taken as rest days in a year whose
            notice is not in the data.
    """

    id: str = ""
    source: str = ""
    sources: dict[str, str] = {}
    years: frozenset[int] = frozenset()
    rest: frozenset[date] = frozenset()
    makeup: frozenset[date] = frozenset()
    fixed_fallback: frozenset[tuple[int, int]] = frozenset()


class Calendar(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """When a service is open: the wall-clock windows of one zone, day by day.

    Attributes:
        zone: IANA name of the zone that the windows are read in.
        always: Open round the clock; then nothing else counts and no holiday data are needed.
        weekly: Windows of each day of the week, Monday first; seven of them.
        makeup: Windows of a make-up day; None = as on the first weekday that opens at all,
            because a make-up day is a working day, whatever day of the week it falls on.
        rest: Windows of a rest day; empty = closed.
        exceptions: Windows of single days, before everything else; empty = closed.
        holidays: Rest and make-up days; None = this calendar knows none and needs no data.

    Example:
        >>> day = parse_window("09:00-18:00")
        >>> desk = Calendar(id="desk", weekly=((day,),) * 5 + (CLOSED, CLOSED))
        >>> desk.windows_on(date(2026, 3, 13)), desk.windows_on(date(2026, 3, 14))
        (((540, 1080),), ())
    """

    id: str
    zone: str = "Asia/Shanghai"
    always: bool = False
    weekly: tuple[Windows, ...] = (CLOSED,) * 7
    makeup: Windows | None = None
    rest: Windows = CLOSED
    exceptions: dict[date, Windows] = {}
    holidays: Holidays | None = None

    @cached_property
    def makeup_windows(self) -> Windows:
        """Windows of a make-up day, after the rule for a calendar that names none."""
        if self.makeup is not None:
            return self.makeup
        return next((windows for windows in self.weekly if windows), CLOSED)

    @cached_property
    def overhang(self) -> int:
        """Minutes by which the longest window may run into the next day; 0 if none does."""
        days = (*self.weekly, self.makeup_windows, self.rest, *self.exceptions.values())
        ends = [end for windows in days for _, end in windows]
        return max(0, max(ends, default=0) - DAY_MINUTES)

    def resolve(self, day: date) -> tuple[str, Windows]:
        """Return kind and windows of a local day: exception, make-up, rest, weekly pattern."""
        if self.always:
            return (WEEKLY, WHOLE_DAY)
        if day in self.exceptions:
            return (EXCEPTION, self.exceptions[day])
        holidays = self.holidays
        if holidays is not None:
            if day in holidays.makeup:
                return (MAKEUP, self.makeup_windows)
            if day in holidays.rest or (
                day.year not in holidays.years and (day.month, day.day) in holidays.fixed_fallback
            ):
                return (REST, self.rest)
        return (WEEKLY, self.weekly[day.weekday()])

    def day_kind(self, day: date) -> str:
        """Return which of `DAY_KINDS` a local day is."""
        return self.resolve(day)[0]

    def windows_on(self, day: date) -> Windows:
        """Return the windows that belong to a local day; they may run past its midnight."""
        return self.resolve(day)[1]

    def is_announced(self, year: int) -> bool:
        """Tell whether the days of a year are known for certain, not taken from the pattern."""
        return self.always or self.holidays is None or year in self.holidays.years
