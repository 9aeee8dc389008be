"""Periods as people type them: a year, a month, a day, or from one to another."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from unicodedata import normalize

from wuye_cli.domain.errors import CallError
from wuye_cli.domain.timekeeping.zone import zone_for

if TYPE_CHECKING:
    from collections.abc import Sequence

_DECEMBER = 12
_YEARS = range(1971, 9000)


def read_period(text: str, zone: str) -> tuple[int | None, int | None]:
    """Return since when and until before when, in epoch seconds; None where it is open.

    Args:
        text: `2026-01..2026-06` (June is in it), `2026`, `2026-03`, `2026-03-15`, `..2026-06`.
        zone: IANA name of the zone of the days.

    Raises:
        CallError: `bad_impact_period`.

    Example:
        >>> read_period("1971-01..1971-02", "UTC")
        (31536000, 36633600)
    """
    plain = normalize("NFKC", text).strip().replace("~", "..")
    first, dots, last = plain.partition("..")
    try:
        if not (first or last):
            raise ValueError(text)  # noqa: TRY301 - one error for all that is wrong
        since = _bounds(first)[0] if first else None
        until = _bounds(last if dots else first)[1] if last or not dots else None
        if since is not None and until is not None and since >= until:
            raise ValueError(text)  # noqa: TRY301 - as above
    except ValueError:
        raise CallError("bad_impact_period", value=text) from None
    return _instant(since, zone), _instant(until, zone)


def _bounds(text: str) -> tuple[date, date]:
    """Return the first day of a year, month or day, and the first day after it."""
    parts = text.strip().split("-")
    if not all(part.isascii() and part.isdigit() for part in parts):
        raise ValueError(text)
    numbers = [int(part) for part in parts]
    if numbers[0] not in _YEARS:
        raise ValueError(text)
    return _first(numbers), _after(numbers)


def _first(numbers: Sequence[int]) -> date:
    year, month, day = [*numbers, 1, 1][:3] if len(numbers) <= len("ymd") else (0, 0, 0)
    return date(year, month, day)


def _after(numbers: Sequence[int]) -> date:
    if len(numbers) == 1:
        return date(numbers[0] + 1, 1, 1)
    if len(numbers) == 2:  # noqa: PLR2004 - year and month
        year, month = numbers
        return date(year, month + 1, 1) if month < _DECEMBER else date(year + 1, 1, 1)
    return date.fromordinal(_first(numbers).toordinal() + 1)


def _instant(day: date | None, zone: str) -> int | None:
    return None if day is None else zone_for(zone, day.year).at(day.toordinal(), 0)
