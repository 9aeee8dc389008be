"""How calendars and tables of holidays are compared."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wuye_cli.domain.comparing.grammar import (
    Record,
    is_empty,
    listed,
    plain_value,
    unclassified,
    words,
)
from wuye_cli.domain.comparing.heads import HEAD, basis, label
from wuye_cli.domain.comparing.hours import exception, makeup, rest, weekly

if TYPE_CHECKING:
    from wuye_cli.domain.comparing.grammar import Found
    from wuye_cli.domain.comparing.spot import Spot

_OPENING = ("weekly", "makeup", "rest", "exceptions", "holidays")
_YEAR_LENGTH = len("2026")


def always(spot: Spot, old: Any, new: Any) -> Found:
    """Compare whether a calendar is open round the clock."""
    if not all(isinstance(one, bool | None) for one in (old, new)):
        yield from unclassified(spot, old, new)
    elif bool(old) != bool(new):
        yield spot.found("D204" if new else "D203", bool(old), bool(new), days=["always"])


def table(spot: Spot, old: Any, new: Any) -> Found:
    """Compare the table of holidays that a calendar follows."""
    if is_empty(old) and is_empty(new):
        return
    if is_empty(old) or is_empty(new):
        yield spot.found("D205" if is_empty(old) else "D206", old, new, table=old or new)
    else:
        yield spot.found("D701", old, new)


class CalendarRecord(Record):
    """A calendar; what it says of windows is moot while it is open round the clock."""

    def __call__(self, spot: Spot, old: Any, new: Any) -> Found:
        """Yield the changes; one of `always` stands for all of the windows."""
        both = [one for one in (old, new) if isinstance(one, dict)]
        if len(both) == 2 and (old.get("always") is True) != (new.get("always") is True):  # noqa: PLR2004 - old, new
            old, new = ({key: one[key] for key in one if key not in _OPENING} for one in both)
        yield from super().__call__(spot, old, new)


def dates(added: str, removed: str, kind: str) -> Any:
    """Return the rule of a list of dates; those of a year newly announced are no change."""

    def compare(spot: Spot, old: Any, new: Any) -> Found:
        before, after = [str(one) for one in listed(old)], [str(one) for one in listed(new)]
        known = _years(spot.peer[0]) & _years(spot.peer[1])
        gone = [day for day in before if day not in after and day[:_YEAR_LENGTH] in known]
        come = [day for day in after if day not in before and day[:_YEAR_LENGTH] in known]
        if gone:
            yield spot.found(removed, sorted(gone), None, days=sorted(gone), kind=kind)
        if come:
            yield spot.found(added, None, sorted(come), days=sorted(come), kind=kind)
        if set(before) == set(after) and before != after:
            yield spot.found("D901", before, after)

    return compare


def _years(holidays: Any) -> set[str]:
    """Return the years announced; a day of 31 December may stand in next year's notice."""
    years = {str(year) for year in listed((holidays or {}).get("years"))}
    return years | {str(int(year) - 1) for year in years if year.isdigit()}


def announced(spot: Spot, old: Any, new: Any) -> Found:
    """Compare the years whose holidays are known."""
    before, after = listed(old), listed(new)
    gone = sorted(year for year in before if year not in after)
    come = sorted(year for year in after if year not in before)
    if gone:
        yield spot.found("D214", gone, None)
    if come:
        yield spot.found("D213", None, come)
    if not gone and not come and before != after:
        yield spot.found("D901", before, after)


CALENDAR = CalendarRecord(
    {
        **HEAD,
        "timezone": plain_value("D207"),
        "always": always,
        "holidays": table,
        "weekly": weekly,
        "makeup": makeup,
        "rest": rest,
        "exceptions": Record({}, rest=exception),
    }
)

HOLIDAYS = Record(
    {
        **HEAD,
        "source": basis,
        "sources": Record({}, rest=basis),
        "years": announced,
        "not_announced": label,
        "rest": dates("D205", "D206", "rest"),
        "makeup": dates("D206", "D205", "makeup"),
        "fixed_fallback": words("D205", "D206"),
    }
)

PARTS = {"calendar": CALENDAR, "holidays": HOLIDAYS}
"""Section of the page on formats to the record that compares it."""
