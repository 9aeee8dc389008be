"""What a limit means on a calendar: how long callers wait who come at any half hour of a year."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from wuye_cli.domain.timekeeping.due import due, end_of_days
from wuye_cli.domain.timekeeping.timeline import NeverOpenError, timeline_of
from wuye_cli.domain.timekeeping.zone import zone_for

if TYPE_CHECKING:
    from wuye_cli.domain.timekeeping.calendar import Calendar
    from wuye_cli.domain.timekeeping.limit import Limit

STEP = 30
"""Minutes between two arrivals."""
A_DAY = 1440 // STEP
A_WEEK = 7 * A_DAY
_P95 = 95


class Course(NamedTuple):
    """The waits of a year's arrivals, in seconds, in the order of the arrivals."""

    waits: list[int]

    def summary(self) -> dict[str, int]:
        """Return the longest wait, the one that 95 of 100 do not exceed, and the middle one."""
        ordered = sorted(self.waits)
        count = len(ordered)
        return {
            "worst": ordered[-1],
            "p95": ordered[min(count - 1, count * _P95 // 100)],
            "median": ordered[count // 2],
        }


class Courses:
    """Reckons courses, and keeps what several limits on one calendar share."""

    def __init__(self, years: tuple[int, ...]) -> None:
        self.years = years
        self._arrivals: dict[str, list[int]] = {}
        self._used: dict[int, tuple[Calendar, list[int]]] = {}
        self._courses: dict[tuple[int, Limit], Course | None] = {}

    def course(self, calendar: Calendar, limit: Limit) -> Course | None:
        """Return the course of a limit; None where the calendar does not open often enough."""
        key = (id(calendar), limit)
        if key not in self._courses:
            try:
                self._courses[key] = Course(self._waits(calendar, limit))
            except (NeverOpenError, ValueError):
                self._courses[key] = None
        return self._courses[key]

    def is_moved(self, old: Calendar, new: Calendar) -> bool:
        """Say whether two calendars open differently in the years looked at."""
        if old == new:
            return False
        if old.always or new.always:
            return old.always != new.always or old.zone != new.zone
        try:
            return any(_openings(old, year) != _openings(new, year) for year in self.years)
        except (NeverOpenError, ValueError):
            return True

    def _at(self, zone: str) -> list[int]:
        """Return the arrivals: every half hour by the wall clock, so that weeks line up."""
        if zone not in self._arrivals:
            self._arrivals[zone] = [
                at(day, minutes)
                for year in self.years
                for at in (zone_for(zone, year).at,)
                for day in days_of(year)
                for minutes in range(0, 1440, STEP)
            ]
        return self._arrivals[zone]

    def _waits(self, calendar: Calendar, limit: Limit) -> list[int]:
        starts = self._at(calendar.zone)
        seconds = limit.seconds
        if seconds is None:
            return self._of_days(calendar, limit, starts)
        if calendar.always:
            return [seconds] * len(starts)
        return self._of_open_time(calendar, seconds, starts)

    def _of_days(self, calendar: Calendar, limit: Limit, starts: list[int]) -> list[int]:
        """A limit of days depends on the day alone: one due serves all of its half hours."""
        waits: list[int] = []
        for first in range(0, len(starts), A_DAY):
            day = starts[first : first + A_DAY]
            if calendar.always:
                at = end_of_days(day[0], limit.amount, calendar.zone)
            else:
                at = due(calendar, day[0], limit).at
            waits += [at - start for start in day]
        return waits

    def _of_open_time(self, calendar: Calendar, seconds: int, starts: list[int]) -> list[int]:
        timeline = timeline_of(calendar)
        waits: list[int] = []
        used = self._used_until(calendar, starts)
        first = 0
        for number in self.years:
            year = timeline.year(number)
            count = len(days_of(number)) * A_DAY
            sums, ends, total = year.sums, year.ends, year.total
            for start, gone in zip(starts[first : first + count], used[first:], strict=False):
                target = gone + seconds
                if target > total:
                    waits.append(timeline.advance(start, seconds)[0] - start)
                else:
                    window = bisect_left(sums, target)
                    waits.append(ends[window] - sums[window] + target - start)
            first += count
        return waits

    def _used_until(self, calendar: Calendar, starts: list[int]) -> list[int]:
        kept = self._used.get(id(calendar))
        if kept is None:
            timeline = timeline_of(calendar)
            used: list[int] = []
            first = 0
            for number in self.years:
                year = timeline.year(number)
                count = len(days_of(number)) * A_DAY
                opened, ends, sums = year.starts, year.ends, year.sums
                for start in starts[first : first + count]:
                    window = bisect_right(opened, start) - 1
                    left = ends[window] - start
                    used.append(sums[window] - left if left > 0 else sums[window])
                first += count
            kept = self._used[id(calendar)] = (calendar, used)
        return kept[1]


def _openings(calendar: Calendar, year: int) -> tuple[list[int], ...]:
    found = timeline_of(calendar).year(year)
    return found.starts, found.ends, found.workdays, found.closes


def days_of(year: int) -> range:
    """Return the days of a year as ordinals."""
    return range(date(year, 1, 1).toordinal(), date(year + 1, 1, 1).toordinal())
