"""A second, slow reckoning of open time that shares nothing with the product: it counts step by step.

Instants are epoch seconds. Every step of a fixed length is asked whether it is open, from the wall-clock
windows of its own day and of the day before, and whether it is paused. No sums, no search, no merging.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

ALL_DAY = ((0, 1440),)


class Oracle:
    def __init__(self, calendar, step):
        self.calendar = calendar
        self.step = step
        self.zone = ZoneInfo(calendar.zone)
        self.spans = {}

    def day(self, instant):
        return datetime.fromtimestamp(instant, UTC).astimezone(self.zone).date()

    def spans_of(self, day):
        if day not in self.spans:
            windows = ALL_DAY if self.calendar.always else self.calendar.windows_on(day)
            self.spans[day] = [(self.wall(day, a), self.wall(day, b)) for a, b in windows]
        return self.spans[day]

    def wall(self, day, minutes):
        naive = datetime(day.year, day.month, day.day) + timedelta(minutes=minutes)  # noqa: DTZ001 - the zone comes next
        return int(naive.replace(tzinfo=self.zone).astimezone(UTC).timestamp())

    def is_open(self, instant):
        today = self.day(instant)
        spans = self.spans_of(today) + self.spans_of(today - timedelta(days=1))
        return any(a <= instant < b for a, b in spans)

    def counts(self, instant, pauses):
        return self.is_open(instant) and not any(a <= instant < b for a, b in pauses)

    def due_after(self, start, seconds, pauses=()):
        """The earliest instant with so much time, looked for over at most 60 days."""
        instant, left = start, seconds
        while left > 0:
            assert instant < start + 60 * 86_400, "the case is not fit for stepping"
            if self.counts(instant, pauses):
                left -= self.step
            instant += self.step
        return instant

    def open_seconds(self, start, end, pauses=()):
        return sum(self.step for at in range(start, end, self.step) if self.counts(at, pauses))

    def days_due(self, start, amount, unit):
        """Working days one by one, natural days with a move forward; the calendar has hours."""
        day = self.day(start)
        passed = 0
        while True:
            day += timedelta(days=1)
            works = bool(self.spans_of(day)) and self.calendar.day_kind(day) != "rest"
            passed += 1 if unit == "d" or works else 0
            if passed >= amount and works:
                return max(end for _, end in self.spans_of(day))
