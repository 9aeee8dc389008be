"""Instants, durations and limits in the words of the language in use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wuye_cli.i18n.catalog import pick, sentence

if TYPE_CHECKING:
    from datetime import date, datetime

_ZH_DAYS = "一二三四五六日"
_EN_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
HOUR = 3600
MINUTE = 60
DAY = 86_400
_LONG = 2 * DAY
_ELAPSED = (("day", DAY), ("hour", HOUR), ("minute", MINUTE), ("second", 1))


def day_text(day: date, year: int | None = None) -> str:
    """Return a day with its weekday; the year only where it is not `year`.

    Example:
        >>> from datetime import date
        >>> day_text(date(2026, 11, 25), 2026)[-5:] in {"11-25", "25 周三"}
        True
    """
    digits = f"{day:%m-%d}" if day.year == year else f"{day:%Y-%m-%d}"
    weekday = day.weekday()
    return pick(f"{digits} 周{_ZH_DAYS[weekday]}", f"{_EN_DAYS[weekday]} {digits}")


def clock_text(at: datetime) -> str:
    """Return the time of day; with seconds only where there are any."""
    return f"{at:%H:%M:%S}" if at.second else f"{at:%H:%M}"


def instant_text(at: datetime, year: int | None = None) -> str:
    """Return an instant to the minute, or to the second where it has any."""
    return f"{day_text(at.date(), year)} {clock_text(at)}"


def hours_text(seconds: int) -> str:
    """Return a duration for a column of figures: hours and minutes.

    Example:
        >>> hours_text(25_800), hours_text(90), hours_text(0)
        ('7:10', '0:01:30', '0:00')
    """
    rest = seconds % MINUTE
    text = f"{seconds // HOUR}:{seconds % HOUR // MINUTE:02}"
    return f"{text}:{rest:02}" if rest else text


def duration_text(seconds: int) -> str:
    """Return a duration in words: days and hours, hours and minutes, or seconds."""
    left = abs(seconds)
    parts: list[str] = []
    units = _ELAPSED if left >= _LONG else _ELAPSED[1:]
    for unit, size in units:
        count, left = divmod(left, size)
        if parts:
            parts += [_count(unit, count)] if count else []
            break
        if count:
            parts.append(_count(unit, count))
    return " ".join(parts) if parts else _count("minute", 0)


def open_text(seconds: int) -> str:
    """Return open time in words: hours and minutes, never days, as an open day has few hours."""
    hours, rest = divmod(abs(seconds), HOUR)
    minutes, rest = divmod(rest, MINUTE)
    counted = (("hour", hours), ("minute", minutes), ("second", rest))
    parts = [_count(unit, count) for unit, count in counted if count]
    return " ".join(parts) if parts else _count("minute", 0)


_UNITS = {"m": "minute", "h": "hour", "wd": "working_day", "d": "day"}


def limit_text(limit: str) -> str:
    """Return a limit such as `3wd` in words; any other text as it is."""
    digits = limit.rstrip("mhwd")
    unit = _UNITS.get(limit[len(digits) :])
    if unit is None or not digits.isdigit():
        return limit
    return _count(unit, int(digits))


def _count(unit: str, count: int) -> str:
    plural = "" if count == 1 else "s"
    return sentence(f"unit.{unit}{plural}", count=str(count))
