"""Calendars for the commands that show them: values for JSON, periods, and single dues."""

from __future__ import annotations

from datetime import MAXYEAR, date, datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from wuye_cli.domain.errors import CallError
from wuye_cli.domain.tickets.explanation import DueWay, way_of
from wuye_cli.domain.timekeeping.calendar import WEEKDAYS, format_window
from wuye_cli.domain.timekeeping.limit import Limit, parse_limit
from wuye_cli.domain.timekeeping.spoken import parse_moment
from wuye_cli.services.standards_shown import calendar_about, calendar_path, holidays_path

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from wuye_cli.domain.timekeeping.calendar import Calendar, Windows
    from wuye_cli.services.desk import Desk

FIRST_YEAR = 1900
LAST_YEAR = MAXYEAR - 100
_DECEMBER = 12
_YEAR_DIGITS = 4


def calendars_value(desk: Desk) -> list[dict[str, Any]]:
    """Return all calendars as JSON shows them."""
    return [
        calendar_value(calendar, calendar_about(desk, calendar.id))
        for calendar in desk.rules.calendars.values()
    ]


def calendar_value(calendar: Calendar, about: Mapping[str, str]) -> dict[str, Any]:
    """Return a calendar as JSON shows it."""
    table = None if calendar.always else calendar.holidays
    return {
        "id": calendar.id,
        "label": about.get("label", ""),
        "label_en": about.get("label_en", ""),
        "basis": about.get("basis", ""),
        "timezone": calendar.zone,
        "always": calendar.always,
        "weekly": {
            name: written(windows) for name, windows in zip(WEEKDAYS, calendar.weekly, strict=True)
        },
        "makeup": written(calendar.makeup_windows),
        "rest": written(calendar.rest),
        "holidays": table.id if table else None,
        "years": sorted(table.years) if table else None,
        "paths": paths_of(calendar),
    }


def written(windows: Windows) -> list[str]:
    """Return windows as a standard writes them."""
    return [format_window(window) for window in windows]


def days_value(calendar: Calendar, days: Iterable[date]) -> list[dict[str, Any]]:
    """Return days with their kind and windows as JSON shows them."""
    found = []
    for day in days:
        kind, windows = calendar.resolve(day)
        announced = calendar.is_announced(day.year)
        found.append(
            {"day": day, "kind": kind, "windows": written(windows), "announced": announced}
        )
    return found


def paths_of(calendar: Calendar) -> list[str]:
    """Return the files that a calendar is written in."""
    paths = [calendar_path(calendar.id)]
    if calendar.holidays is not None and not calendar.always:
        paths.append(holidays_path(calendar.holidays.id))
    return paths


def period_of(typed: str, today: date, calendar: str) -> tuple[int, int]:
    """Return the year and month that were asked for; month 0 is the whole year.

    Args:
        typed: `2026`, `2026-10`, `2026/10`, `202610`, or empty for this month.
        today: For nothing typed.
        calendar: For the sentence.

    Raises:
        CallError: `bad_period`.
    """
    if not typed:
        return today.year, today.month
    digits = typed.strip().replace("年", "-").replace("月", "").replace("/", "-").rstrip("-")
    head, dash, tail = digits.partition("-")
    if not dash:
        head, tail = digits[:_YEAR_DIGITS], digits[_YEAR_DIGITS:]
    month = _number(tail) if tail else 0
    year = _number(head) if len(head) == _YEAR_DIGITS else None
    fits = year is not None and FIRST_YEAR <= year <= LAST_YEAR
    if year is None or month is None or not fits or month > _DECEMBER or (tail and not month):
        raise CallError("bad_period", value=typed, calendar=calendar)
    return year, month


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() else None


def counted_due(
    calendar: Calendar, start: str, limit: str, pauses: Sequence[str], *, now: datetime
) -> DueWay:
    """Reckon a due from what was typed.

    Args:
        calendar: Whose open time counts; times without an offset are in its zone.
        start: When it starts.
        limit: `30m`, `4h`, `3wd`, `10d`.
        pauses: `FROM/TO`.
        now: What a time without a day is measured from.

    Raises:
        CallError: `bad_time` or `bad_duration`.
        UncheckableError: `E_CALENDAR_NEVER_OPEN`.
    """
    here = now.astimezone(ZoneInfo(calendar.zone))
    spans = [_span(text, here) for text in pauses]
    return way_of(calendar, int(parse_moment(start, here).timestamp()), _limit(limit), spans)


def _limit(text: str) -> Limit:
    try:
        return parse_limit(text.strip())
    except ValueError:
        raise CallError("bad_duration", text=text) from None


def _span(text: str, now: datetime) -> tuple[int, int]:
    first, slash, second = text.partition("/")
    if not slash:
        raise CallError("bad_time", text=text)
    begin, end = (int(parse_moment(part, now).timestamp()) for part in (first, second))
    if end < begin:
        raise CallError("bad_time", text=text)
    return begin, end
