"""Rules for how often, how much and when in the day something is done."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from wuye_cli.domain.comparing.grammar import Record, is_empty, is_number, listed, share
from wuye_cli.domain.comparing.limits import read_span
from wuye_cli.domain.comparing.spot import is_same, plain
from wuye_cli.domain.comparing.texts import codes_of
from wuye_cli.domain.timekeeping.calendar import WEEKDAYS, parse_weekdays

if TYPE_CHECKING:
    from wuye_cli.domain.comparing.grammar import Found, Rule
    from wuye_cli.domain.comparing.spot import Spot

_A_YEAR = {
    "day": 365.0,
    "workday": 250.0,
    "week": 52.0,
    "month": 12.0,
    "quarter": 4.0,
    "half": 2.0,
    "year": 1.0,
}
_INTERVAL = re.compile(r"(\d+) ?(d|wd|days|weeks|months|years)")
_INTERVALS = {"d": 365.0, "days": 365.0, "wd": 250.0, "weeks": 52.0, "months": 12.0, "years": 1.0}
_PERCENT = re.compile(r"(\d+(?:\.\d+)?) ?%")
_TIME = re.compile(r"(\d{1,2}):(\d\d)")
_RATED = ("every", "count")


def times_a_year(every: Any) -> float | None:
    """Return how often `month`, `15d` or `2 months` is in a year; None if it is neither.

    Example:
        >>> times_a_year("quarter"), times_a_year("2 months"), times_a_year("soon")
        (4.0, 6.0, None)
    """
    text = str(every)
    match = _INTERVAL.fullmatch(text)
    if match and int(match[1]):
        return _INTERVALS[match[2]] / int(match[1])
    return _A_YEAR.get(text)


def frequency(spot: Spot, old: Any, new: Any) -> Found:
    """Compare how often something happens; not at all is the rarest."""
    before = 0.0 if is_empty(old) else times_a_year(old)
    after = 0.0 if is_empty(new) else times_a_year(new)
    if before is None or after is None:
        yield spot.found("D404", plain(old), plain(new))
    elif before != after:
        yield spot.found(
            "D405" if after < before else "D406", plain(old), plain(new), **share(before, after)
        )
    elif not (is_empty(old) and is_empty(new)):
        yield spot.found("D115", plain(old), plain(new))


class Rated(Record):
    """A record with `count` and `every`: four a quarter and sixteen a year are as many."""

    def __call__(self, spot: Spot, old: Any, new: Any) -> Found:
        """Yield the change of the rate, then the changes of the other fields."""
        before = old if isinstance(old, dict) else {}
        after = new if isinstance(new, dict) else {}
        if not all(is_same(before.get(name), after.get(name)) for name in _RATED):
            yield from _rate(spot, before, after)
        yield from super().__call__(spot, old, new)


def _rate(spot: Spot, old: dict[str, Any], new: dict[str, Any]) -> Found:
    changed = [name for name in _RATED if not is_same(old.get(name), new.get(name))]
    place = spot.at(changed[0]) if len(changed) == 1 else spot
    rates = [_rate_of(one) for one in (old, new)]
    values = [
        one.get(changed[0]) if len(changed) == 1 else {name: one.get(name) for name in _RATED}
        for one in (old, new)
    ]
    if rates[0] is None or rates[1] is None:
        yield place.found("D404", *values)
    elif rates[0] != rates[1]:
        code = "D405" if rates[1] < rates[0] else "D406"
        yield place.found(code, *values, **share(rates[0], rates[1]))
    else:
        yield place.found("D404" if len(changed) > 1 else "D115", *values)


def _rate_of(entry: dict[str, Any]) -> float | None:
    count, every = entry.get("count", 1), times_a_year(entry.get("every"))
    return count * every if is_number(count) and every is not None else None


def amount_of(value: Any) -> float | None:
    """Return a number, a share or a span as one figure; None if it is none of them."""
    if is_number(value):
        return float(value)
    match = _PERCENT.fullmatch(str(value))
    if match:
        return float(match[1])
    try:
        return float(str(value))
    except ValueError:
        span = read_span(value)
        return None if span is None else float(span)


def _unit_of(value: Any) -> str:
    text = str(value)
    return "%" if text.endswith("%") else "number" if text.replace(".", "", 1).isdigit() else "span"


def amount(more: str, less: str, *, other: str = "") -> Rule:
    """Return the rule of a number, a share or a span; without one it is nought.

    Args:
        more: Code when it grows.
        less: Code when it shrinks.
        other: Code of what is no figure; empty for that of a sentence.
    """

    def compare(spot: Spot, old: Any, new: Any) -> Found:
        if is_empty(old) and is_empty(new):
            return
        if is_empty(old) or is_empty(new):
            yield spot.found(more if is_empty(old) else less, plain(old), plain(new))
            return
        before, after = amount_of(old), amount_of(new)
        if before is None or after is None or _unit_of(old) != _unit_of(new):
            for code in [other] if other else codes_of(old, new):
                yield spot.found(code, plain(old), plain(new))
        elif before != after:
            code = more if after > before else less
            yield spot.found(code, plain(old), plain(new), **share(before, after))
        else:
            yield spot.found("D115", plain(old), plain(new))

    return compare


tolerance = amount("D126", "D136")
"""How much later or more still counts: grace."""
sample = amount("D406", "D405")


def minute_of(value: Any) -> int | None:
    """Return a time of day in minutes; None if it is none."""
    match = _TIME.fullmatch(str(value))
    return int(match[1]) * 60 + int(match[2]) if match else None


def by_times(spot: Spot, old: Any, new: Any) -> Found:
    """Compare the times by which something is done: later is worse, one less is rarer."""
    before, after = _minutes(old), _minutes(new)
    values = plain(old), plain(new)
    if before is None or after is None:
        yield spot.found("D404", *values)
        return
    pairs = list(zip(sorted(before), sorted(after), strict=False))
    if len(before) != len(after):
        yield spot.found("D405" if len(after) < len(before) else "D406", *values)
    elif any(now > was for was, now in pairs):
        yield spot.found("D111", *values, minutes=max(now - was for was, now in pairs))
    elif any(now < was for was, now in pairs):
        yield spot.found("D112", *values, minutes=min(now - was for was, now in pairs))


def _minutes(value: Any) -> list[int] | None:
    """Return times of day in minutes; None if one of them is none."""
    told = listed(value)
    found = [minute for one in told if (minute := minute_of(one)) is not None]
    return found if len(found) == len(told) else None


def between_times(spot: Spot, old: Any, new: Any) -> Found:
    """Compare the hours from one time to another."""
    spans = [[minute_of(one) for one in listed(side)] for side in (old, new)]
    values = plain(old), plain(new)
    if any(len(span) != 2 or None in span for span in spans):  # noqa: PLR2004 - from and to
        yield spot.found("D404", *values)
        return
    hours = [_open(span[0] or 0, span[1] or 0) for span in spans]
    if hours[0] != hours[1]:
        code = "D203" if hours[1] < hours[0] else "D204" if hours[1] > hours[0] else "D208"
        yield spot.found(code, *values)


def _open(start: int, end: int) -> frozenset[int]:
    return frozenset(range(start, end if end > start else end + 1440))


def days(spot: Spot, old: Any, new: Any) -> Found:
    """Compare the days on which something holds: `daily`, `workday`, `mon-sat`."""
    before, after = days_of(old), days_of(new)
    if before is None or after is None:
        yield spot.found("D404", plain(old), plain(new))
        return
    gone, come = before - after, after - before
    if gone:
        yield spot.found("D201", _named(gone), None, days=_named(gone))
    if come:
        yield spot.found("D202", None, _named(come), days=_named(come))


def days_of(value: Any) -> frozenset[int] | None:
    """Return days of the week, Monday = 0; left out they are all; None if they are none."""
    if is_empty(value) or value == "daily":
        return frozenset(range(7))
    if value == "workday":
        return frozenset(range(5))
    try:
        return frozenset(parse_weekdays(str(value)))
    except ValueError:
        return None


def _named(found: frozenset[int]) -> list[str]:
    return [WEEKDAYS[day] for day in sorted(found)]
