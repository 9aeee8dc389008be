"""What a measure says in figures: the limits, times, shares and counts that its text may name."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from wuye_cli.domain.documents.quantities import quantities
from wuye_cli.domain.documents.units import (
    CLOCK,
    DAYS,
    MINUTES,
    OTHER_UNITS,
    SHARE,
    SPANS,
    WORKING_DAYS,
)
from wuye_cli.domain.tickets.tier import Target
from wuye_cli.domain.timekeeping.limit import parse_limit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from wuye_cli.checking.facts import StoreFacts
    from wuye_cli.domain.documents.measure import Measure
    from wuye_cli.domain.documents.quantities import Quantity
    from wuye_cli.domain.timekeeping.limit import Limit

Value = tuple[Fraction, str]

_HALF_DAY, _DAY = 720, 1440
_UNITS = {"m": (MINUTES, 1), "h": (MINUTES, 60), "d": (DAYS, 1), "wd": (WORKING_DAYS, 1)}
_PER_YEAR = {"day": 365, "workday": 250, "week": 52, "month": 12, "quarter": 4, "half": 2,
             "year": 1}  # fmt: skip
_INTERVALS = {"day": 1, "week": 7, "month": 30, "year": 365}


class Stated(NamedTuple):
    """What a text may name, by the unit in which it names it."""

    values: frozenset[Value]

    def contradicts(self, found: Quantity) -> bool:
        """Say whether a number of a text is of a kind that is stated, and is not stated."""
        family = SPANS if found.unit in SPANS else {found.unit}
        comparable = {value for value in self.values if value[1] in family}
        return bool(comparable) and not any(_equal(found, value) for value in comparable)

    def shown(self, found: Quantity) -> str:
        """Return what is stated in the unit of a number, as fields are written."""
        family = SPANS if found.unit in SPANS else {found.unit}
        return " / ".join(_written(*value) for value in sorted(self.values) if value[1] in family)


def _written(amount: Fraction, unit: str) -> str:
    if unit == CLOCK:
        return f"{int(amount) // 60:02}:{int(amount) % 60:02}"
    return f"{float(amount):g}{unit if unit in {*SPANS, SHARE} else ''}"


def _equal(found: Quantity, value: Value) -> bool:
    if found.value == value:
        return True
    if {found.unit, value[1]} == {DAYS, MINUTES}:  # 24小时 and one day
        days, minutes = (found.amount, value[0]) if found.unit == DAYS else (value[0], found.amount)
        return days * _DAY == minutes
    # 十点左右 may be ten in the evening; 10:00 may not
    is_spoken = found.unit == CLOCK and ":" not in found.text and "：" not in found.text
    return is_spoken and value[1] == CLOCK and found.amount + _HALF_DAY == value[0]


def stated(store: StoreFacts, measure: Measure, categories: Iterable[str] = ()) -> Stated:
    """Return what a measure says, references followed.

    Args:
        store: For tiers, targets, cadences and prices.
        measure: The measure.
        categories: Of the document: limits of their own count as well.
    """
    read = _READERS.get(measure.kind)
    if read is not None:
        return Stated(frozenset(read(store, measure)))
    if measure.kind == "clock":
        limits = (target.limit for target in targets_of(store, measure, categories))
        return Stated(frozenset(value_of(limit) for limit in limits if limit is not None))
    return Stated(frozenset())


def value_of(limit: Limit) -> Value:
    """Return a limit as a quantity.

    Example:
        >>> value_of(parse_limit("2h"))
        (Fraction(120, 1), 'm')
    """
    unit, factor = _UNITS[limit.unit]
    return Fraction(limit.amount * factor), unit


def tolerated(text: str) -> Stated:
    """Return what a tolerance says: a limit, a share, or the numbers of its words."""
    try:
        return Stated(frozenset({value_of(parse_limit(text))}))
    except ValueError:
        return Stated(frozenset(one.value for one in quantities(text)))


def targets_of(store: StoreFacts, measure: Measure, categories: Iterable[str] = ()) -> list[Target]:
    """Return the limits that a measure by clock or limit promises, each with its calendar."""
    if measure.kind == "limit":
        return [] if measure.limit is None else [Target(measure.limit, measure.calendar)]
    book = store.book
    if measure.kind != "clock" or book is None:
        return []
    tiers = [book.tiers[name] for name in measure.tiers or book.tiers if name in book.tiers]
    found = [tier.targets[measure.name] for tier in tiers if measure.name in tier.targets]
    known = store.rules.categories.categories
    for name in categories:
        if name in known:
            found += known[name].limits.get(measure.name, {}).values()
    return [target for target in found if target.limit is not None]


def yearly(store: StoreFacts, measure: Measure) -> float | None:
    """Return how many times a year something is done by a count or a cadence; None if neither."""
    if measure.kind == "count":
        return _rate(measure.count or 1, measure.every)
    cadence = store.figures.cadences.get(measure.name) if measure.kind == "cadence" else None
    return None if cadence is None else _rate(cadence.count, cadence.every)


def _rate(count: int, every: str) -> float | None:
    if every in _PER_YEAR:
        return float(count * _PER_YEAR[every])
    days = _days(every)
    return count * 365 / days if days else None


def _days(every: str) -> int:
    """Return the days of an interval such as `15d` or `2 months`; 0 if it is none."""
    amount, _, word = every.partition(" ")
    if not word:
        amount, word = every.removesuffix("d"), "day" if every.endswith("d") else ""
    unit = _INTERVALS.get(word.removesuffix("s"), 0)
    return int(amount) * unit if amount.isascii() and amount.isdigit() else 0


def _limit(_store: StoreFacts, measure: Measure) -> Iterator[Value]:
    if measure.limit is not None:
        yield value_of(measure.limit)


def _window(_store: StoreFacts, measure: Measure) -> Iterator[Value]:
    if measure.window is not None:
        for time in measure.window.times:
            yield Fraction(time % _DAY if time > _DAY else time), CLOCK
        if measure.window.tolerance is not None:
            yield value_of(measure.window.tolerance)


def _target(store: StoreFacts, measure: Measure) -> Iterator[Value]:
    goal = store.figures.goals.get(measure.name)
    if goal is not None:
        for figure in (goal.goal, goal.floor):
            if figure is not None:
                yield Fraction(str(figure)) * 100, SHARE
        yield from (one.value for one in quantities(goal.counts) if one.is_span)


def _price(store: StoreFacts, measure: Measure) -> Iterator[Value]:
    for name in measure.prices:
        if item := store.figures.prices.get(name):
            yield Fraction(item.least), "yuan"
            yield Fraction(item.most), "yuan"


def _count(_store: StoreFacts, measure: Measure) -> Iterator[Value]:
    yield from _counted(measure.count or 1, measure.every)


def _cadence(store: StoreFacts, measure: Measure) -> Iterator[Value]:
    cadence = store.figures.cadences.get(measure.name)
    if cadence is not None:
        yield from _counted(cadence.count, cadence.every)
        if cadence.persons:
            yield Fraction(cadence.persons), "people"
        yield from (one.value for time in cadence.times for one in quantities(time))


def _counted(count: int, every: str) -> Iterator[Value]:
    for unit in ("times", "households"):
        yield Fraction(count), unit
    if every and every not in _PER_YEAR and (days := _days(every)):
        yield Fraction(days), DAYS


def _amount(_store: StoreFacts, measure: Measure) -> Iterator[Value]:
    unit = OTHER_UNITS.get(measure.unit, measure.unit)
    for text in (measure.least, measure.most):
        if text:
            yield Fraction(text), unit


def _worded(_store: StoreFacts, measure: Measure) -> Iterator[Value]:
    for text in (measure.words, measure.words_en):
        yield from (one.value for one in quantities(text))


_READERS: dict[str, Callable[[StoreFacts, Measure], Iterator[Value]]] = {
    "limit": _limit,
    "window": _window,
    "target": _target,
    "price": _price,
    "count": _count,
    "cadence": _cadence,
    "amount": _amount,
    "occasion": _worded,
    "check": _worded,
}
