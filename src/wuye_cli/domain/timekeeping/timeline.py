"""A calendar's windows as sorted instants with running sums, compiled one year at a time."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from datetime import MAXYEAR, MINYEAR, date
from itertools import accumulate
from typing import TYPE_CHECKING

import msgspec

from wuye_cli.domain.errors import UncheckableError
from wuye_cli.domain.timekeeping.zone import DAY, EPOCH_ORDINAL, local_ordinal, zone_for

if TYPE_CHECKING:
    from wuye_cli.domain.timekeeping.calendar import Calendar

IDLE_YEARS = 2
"""So many years on end without an open second, and a calendar counts as never open."""

HORIZON_YEARS = 500
"""No due is looked for further ahead than this: the search ends whatever a standard says."""

FIRST_INSTANT = (date(MINYEAR + 2, 1, 1).toordinal() - EPOCH_ORDINAL) * DAY
LAST_INSTANT = (date(MAXYEAR - 1, 1, 1).toordinal() - EPOCH_ORDINAL) * DAY
"""Instants that have a date in every zone, with room for a night before and after."""

LAST_DAY = EPOCH_ORDINAL + LAST_INSTANT // DAY
"""The day of `LAST_INSTANT`, a `date.toordinal` number."""


class NeverOpenError(UncheckableError):
    """A calendar does not open, or not often enough to use up a limit (facts: calendar)."""

    def __init__(self, calendar: str) -> None:
        super().__init__("E_CALENDAR_NEVER_OPEN", calendar=calendar)


class Year(msgspec.Struct, frozen=True):
    """One local year of a calendar; instants are epoch seconds, days `date.toordinal` numbers.

    The first entry of `starts`, `ends` and `sums` is an empty window at the year's beginning, so
    that every instant of the year has a window at or before it.

    Attributes:
        begin: First instant of the year.
        end: First instant of the next year.
        starts: Openings, ascending; overlapping windows are merged.
        ends: The closing to each opening; not after `end`.
        sums: Open seconds from `begin` to each closing.
        total: Open seconds of the whole year.
        first_day: 1 January.
        midnights: 00:00 of each day.
        workdays: Days with windows that are not rest days.
        closes: Last closing of each of `workdays`; that of 31 December may lie past `end`.
        settled: From here on no window of the year before can be open any more.
        missing: This year, if no official data for it are there; else empty.
    """

    year: int
    begin: int
    end: int
    starts: list[int]
    ends: list[int]
    sums: list[int]
    total: int
    first_day: int
    midnights: list[int]
    workdays: list[int]
    closes: list[int]
    settled: int
    missing: tuple[int, ...]

    def used(self, instant: int) -> int:
        """Return the open seconds from the beginning of this year to an instant in it."""
        window = bisect_right(self.starts, instant) - 1
        left = self.ends[window] - instant
        return self.sums[window] - left if left > 0 else self.sums[window]

    def day_of(self, instant: int) -> int:
        """Return the local day of an instant in this year."""
        return self.first_day + bisect_right(self.midnights, instant) - 1


_KEPT = "timeline"


class Timeline:
    """The compiled years of one calendar."""

    __slots__ = ("_calendar", "_recent", "_years")

    def __init__(self, calendar: Calendar) -> None:
        self._calendar = calendar
        self._years: dict[int, Year] = {}
        self._recent: Year | None = None

    def holding(self, instant: int) -> Year:
        """Return the year that an instant lies in, by the calendar's zone.

        Raises:
            NeverOpenError: If it lies beyond the years that dates can be reckoned in.
        """
        recent = self._recent
        if recent is None or not recent.begin <= instant < recent.end:
            if not FIRST_INSTANT <= instant < LAST_INSTANT:
                raise NeverOpenError(self._calendar.id)
            ordinal = local_ordinal(instant, self._calendar.zone)
            recent = self._recent = self.year(date.fromordinal(ordinal).year)
        return recent

    def year(self, number: int) -> Year:
        """Return a year, compiled on first use.

        Raises:
            NeverOpenError: If it lies beyond the years that dates can be reckoned in.
        """
        year = self._years.get(number)
        if year is None:
            if not MINYEAR < number < MAXYEAR:
                raise NeverOpenError(self._calendar.id)
            year = self._years[number] = _compile(self._calendar, number)
        return year

    def advance(self, start: int, seconds: int) -> tuple[int, Year]:
        """Return the earliest instant with that much open time since `start`, and its year.

        Args:
            start: Where counting starts.
            seconds: Open seconds to count, one or more.

        Raises:
            NeverOpenError: If the calendar does not open that much.
        """
        year = self.holding(start)
        target = seconds + year.used(start)
        if target > year.total:
            year, target = self._forward(year, target)
        window = bisect_left(year.sums, target)
        return year.ends[window] - year.sums[window] + target, year

    def _forward(self, year: Year, target: int) -> tuple[Year, int]:
        idle, last = 0, year.year + HORIZON_YEARS
        while target > year.total:
            target -= year.total
            year = self.year(year.year + 1)
            idle = 0 if year.total else idle + 1
            if idle >= IDLE_YEARS or year.year > last:
                raise NeverOpenError(self._calendar.id)
        return year, target

    def between(self, start: int, end: int) -> int:
        """Return the open seconds from `start` to `end`; 0 if it is not after `start`."""
        if end <= start:
            return 0
        year, last = self.holding(start), self.holding(end)
        seconds = last.used(end) - year.used(start)
        while year is not last:
            seconds += year.total
            year = self.year(year.year + 1)
        return seconds

    def opening(self, instant: int) -> int:
        """Return the instant itself if it is open, else the next opening.

        Raises:
            NeverOpenError: If none comes.
        """
        year = self.holding(instant)
        window = bisect_right(year.starts, instant) - 1
        if year.ends[window] > instant:
            return instant
        if window + 1 < len(year.starts):
            return year.starts[window + 1]
        year, _ = self._forward(year, year.total + 1)
        return year.starts[1]

    def workday(self, day: int, nth: int) -> tuple[int, int, Year]:
        """Return the n-th working day from `day` on, its last closing and its year.

        Args:
            day: The first day that may count.
            nth: One or more.

        Raises:
            NeverOpenError: If there are not so many.
        """
        if day > LAST_DAY:
            raise NeverOpenError(self._calendar.id)
        year = self.year(date.fromordinal(day).year)
        index = bisect_left(year.workdays, day) + nth - 1
        idle, last = 0, year.year + HORIZON_YEARS
        while index >= len(year.workdays):
            index -= len(year.workdays)
            year = self.year(year.year + 1)
            idle = 0 if year.workdays else idle + 1
            if idle >= IDLE_YEARS or year.year > last:
                raise NeverOpenError(self._calendar.id)
        return year.workdays[index], year.closes[index], year


def timeline_of(calendar: Calendar) -> Timeline:
    """Return the timeline of a calendar, made on first use and kept with it."""
    kept = calendar.__dict__
    found: Timeline | None = kept.get(_KEPT)
    if found is None:
        found = kept[_KEPT] = Timeline(calendar)
    return found


def _compile(calendar: Calendar, number: int) -> Year:
    """Expand the windows of one year, and of the night before it, to instants."""
    first, after = date(number, 1, 1).toordinal(), date(number + 1, 1, 1).toordinal()
    at = zone_for(calendar.zone, number).at
    midnights = [at(day, 0) for day in range(first, after + 1)]
    end = midnights.pop()
    spans: list[tuple[int, int]] = []
    workdays: list[int] = []
    closes: list[int] = []
    for day in range(first - 1, after):
        kind, windows = calendar.resolve(date.fromordinal(day))
        if windows:
            opened = [(at(day, opening), at(day, closing)) for opening, closing in windows]
            spans += opened
            if kind != "rest" and day >= first:
                workdays.append(day)
                closes.append(max(closing for _, closing in opened))
    starts, ends = _union(spans, midnights[0], end)
    sums = list(accumulate(map(int.__sub__, ends, starts)))
    return Year(
        year=number,
        begin=midnights[0],
        end=end,
        starts=starts,
        ends=ends,
        sums=sums,
        total=sums[-1],
        first_day=first,
        midnights=midnights,
        workdays=workdays,
        closes=closes,
        settled=at(first, calendar.overhang),
        missing=() if calendar.is_announced(number) else (number,),
    )


def _union(spans: list[tuple[int, int]], begin: int, end: int) -> tuple[list[int], list[int]]:
    """Merge spans and clip them to one year, behind an empty one at its beginning."""
    starts, ends = [begin], [begin]
    for opening, closing in sorted(spans):
        opening, closing = max(opening, begin), min(closing, end)  # noqa: PLW2901 - clipped
        if closing <= opening:
            continue
        if opening < ends[-1]:
            ends[-1] = max(ends[-1], closing)
        else:
            starts.append(opening)
            ends.append(closing)
    return starts, ends
