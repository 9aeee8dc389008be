"""How a clause is measured: by a clock, a limit, a window of the day, a count and so on."""

from __future__ import annotations

import msgspec

from wuye_cli.domain.timekeeping.calendar import DAY_MINUTES
from wuye_cli.domain.timekeeping.limit import Limit

MEASURE_KINDS: dict[str, tuple[str, ...]] = {
    "clock": ("tiers",),
    "limit": ("from", "to"),
    "window": (),
    "target": (),
    "price": (),
    "count": ("every",),
    "cadence": (),
    "event": (),
    "amount": (),
    "occasion": ("occasion_en",),
    "check": ("check_en",),
}
"""Kind of measure, which is its leading key, to the other keys that it may have."""

WINDOW_KINDS = ("by", "about", "from", "between")
EVERY = ("day", "workday", "week", "month", "quarter", "half", "year")
DAILY, WORKDAY = "daily", "workday"


class TimeWindow(msgspec.Struct, frozen=True, kw_only=True):
    """A standard over the time of day, such as swept by 07:30, or kitchen waste about 22:00.

    Attributes:
        kind: `by` done by then; `about` at that time, more or less; `from` on duty from then;
            `between` all the time from one to the other.
        times: Minutes since 00:00: one or several for `by`, start and end for `between`, one else.
            An end past midnight is over 1440.
        tolerance: How much later (for `about` earlier too) still counts.
        days: `daily`, `workday`, or days of the week as in `mon-fri`.
    """

    kind: str
    times: tuple[int, ...]
    tolerance: Limit | None = None
    days: str = DAILY
    text: str = ""
    text_en: str = ""

    @property
    def tolerance_minutes(self) -> int:
        """The tolerance in minutes; 0 without one."""
        return (self.tolerance.seconds or 0) // 60 if self.tolerance else 0

    def spans(self) -> tuple[tuple[int, int], ...]:
        """Return first and last minute, both included, at which each time of the window is kept.

        Example:
            >>> TimeWindow(kind="about", times=(1320,), tolerance=Limit(30, "m")).spans()
            ((1290, 1350),)
            >>> TimeWindow(kind="by", times=(450, 1050)).spans()
            ((0, 450), (0, 1050))
        """
        slack = self.tolerance_minutes
        if self.kind == "between":
            return ((self.times[0], self.times[1] + slack),)
        if self.kind == "about":
            return tuple((max(0, time - slack), time + slack) for time in self.times)
        return tuple((0, time + slack) for time in self.times)


class Measure(msgspec.Struct, frozen=True, kw_only=True):
    """What a clause is held to; `kind` says which of the fields speak.

    Attributes:
        kind: One of `MEASURE_KINDS`.
        name: The clock, target, cadence or event that is named.
        tiers: Of a clock: in these tiers only.
        limit: Of a limit, with its calendar and the steps `start` and `stop` between which it runs.
        prices: Items of the price list.
        count: How many times `every` so often.
        least: Decimal text, like `most`, of an amount in `unit`.
        words: An occasion, or a check that is answered with yes or no.
    """

    kind: str
    name: str = ""
    tiers: tuple[str, ...] = ()
    limit: Limit | None = None
    calendar: str = ""
    start: str = ""
    stop: str = ""
    window: TimeWindow | None = None
    prices: tuple[str, ...] = ()
    count: int = 0
    every: str = ""
    least: str = ""
    most: str = ""
    unit: str = ""
    unit_en: str = ""
    words: str = ""
    words_en: str = ""


def format_time(minutes: int) -> str:
    """Write a time of day; one past midnight as that of the next day.

    Example:
        >>> format_time(450), format_time(1440), format_time(1500)
        ('07:30', '24:00', '01:00')
    """
    if minutes > DAY_MINUTES:
        minutes -= DAY_MINUTES
    return f"{minutes // 60:02}:{minutes % 60:02}"
