"""Periods as auditors name them: a month, a quarter, a year, a day, or from one day to another."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import NamedTuple

from wuye_cli.domain.errors import CallError

_YEAR = re.compile(r"([0-9]{4})")
_MONTH = re.compile(r"([0-9]{4})-([0-9]{2})")
_QUARTER = re.compile(r"([0-9]{4})-?[Qq]([1-4])")
_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_MONTHS = 12


class Period(NamedTuple):
    """Local days, the last one included."""

    name: str
    first: date
    last: date


def parse_period(text: str) -> Period:
    """Return the period that a text names.

    Raises:
        CallError: `audit.bad_period`, for a text that names none or ends before it begins.

    Example:
        >>> parse_period("2026-Q4")
        Period(name='2026-Q4', first=datetime.date(2026, 10, 1), last=datetime.date(2026, 12, 31))
        >>> parse_period("2026-11-03..2026-11-09").last
        datetime.date(2026, 11, 9)
    """
    first, mark, last = text.strip().partition("..")
    begin = _one(first)
    end = _one(last) if mark else begin
    if begin is None or end is None or end.last < begin.first:
        raise CallError("audit.bad_period", value=text)
    name = begin.name if not mark else f"{begin.name}..{end.name}"
    return Period(name, begin.first, end.last)


def _one(text: str) -> Period | None:
    try:
        if found := _YEAR.fullmatch(text):
            return _months(text, int(found[1]), 1, _MONTHS)
        if found := _QUARTER.fullmatch(text):
            first = 3 * int(found[2]) - 2
            return _months(f"{found[1]}-Q{found[2]}", int(found[1]), first, 3)
        if found := _MONTH.fullmatch(text):
            return _months(text, int(found[1]), int(found[2]), 1)
        if found := _DAY.fullmatch(text):
            day = date(int(found[1]), int(found[2]), int(found[3]))
            return Period(text, day, day)
    except (ValueError, OverflowError):  # a month or day that no calendar has
        return None
    return None


def _months(name: str, year: int, first: int, count: int) -> Period:
    begin = date(year, first, 1)
    following = year * _MONTHS + first - 1 + count
    end = date(following // _MONTHS, following % _MONTHS + 1, 1) - timedelta(days=1)
    return Period(name, begin, end)
