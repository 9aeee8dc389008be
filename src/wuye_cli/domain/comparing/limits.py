"""Rules for limits: `[4h, office]`, and windows and longest times such as `7d`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wuye_cli.domain.comparing.grammar import is_empty, share, unclassified
from wuye_cli.domain.comparing.spot import plain
from wuye_cli.domain.tickets.tier import AGREED, Target
from wuye_cli.domain.timekeeping.limit import Limit, parse_limit

if TYPE_CHECKING:
    from wuye_cli.domain.comparing.grammar import Found, Rule
    from wuye_cli.domain.comparing.spot import Spot

_SECONDS = {"m": 60, "h": 3600, "d": 86_400, "wd": 86_400, "mo": 2_592_000}
_PARTS = 2


def read_target(value: Any) -> Target | None:
    """Return a target as a standard writes it, or None if it is written otherwise."""
    if value == AGREED:
        return Target(None)
    if not isinstance(value, list) or not 1 <= len(value) <= _PARTS:
        return None
    try:
        limit = parse_limit(str(value[0]))
    except ValueError:
        return None
    return Target(limit, str(value[1]) if len(value) == _PARTS else "always")


def target(spot: Spot, old: Any, new: Any) -> Found:
    """Compare two limits on calendars: by amount, or by what callers come to wait."""
    before, after = read_target(old), read_target(new)
    missing = (
        (old is None or (before and before.limit is None)),
        (new is None or (after and after.limit is None)),
    )
    if all(missing):
        if (old is None) != (new is None):
            yield spot.found("D137", old, new)
    elif missing[0] and after is not None:
        yield spot.found("D114", old, told(after))
    elif missing[1] and before is not None:
        yield spot.found("D113", told(before), new)
    elif before is None or after is None:
        yield from unclassified(spot, old, new)
    elif before != after:
        yield from _moved(spot, before, after)


def _moved(spot: Spot, old: Target, new: Target) -> Found:
    if old.limit is None or new.limit is None:
        return
    if old.calendar == new.calendar and is_comparable(old.limit, new.limit):
        yield from _amounts(spot, old.limit, new.limit, old.calendar)
        return
    effect = spot.effects.between(old, new)
    same_calendar = old.calendar == new.calendar
    names = _names(old, new)
    if effect is None:
        yield spot.found("D116", *names, customer="unknown", staff="unknown")
    elif effect.is_same:
        yield spot.found("D115", *names)
    elif effect.is_worse and effect.is_better:
        yield spot.found("D116", *names, **effect.facts)
    elif effect.is_worse:
        yield spot.found("D111" if same_calendar else "D116", *names, **effect.facts)
    elif effect.is_better:
        yield spot.found("D112" if same_calendar else "D127", *names, **effect.facts)
    else:
        yield spot.found("D116", *names, customer="unknown", staff="unknown", **effect.facts)


def _amounts(spot: Spot, old: Limit, new: Limit, calendar: str) -> Found:
    before, after = seconds_of(old), seconds_of(new)
    if before == after:
        yield spot.found("D115", str(old), str(new))
        return
    code = "D111" if after > before else "D112"
    yield spot.found(code, str(old), str(new), calendar=calendar, **share(before, after))


def _names(old: Target, new: Target) -> tuple[str, str]:
    if old.calendar == new.calendar:
        return str(old.limit), str(new.limit)
    return f"{old.limit} {old.calendar}", f"{new.limit} {new.calendar}"


def told(target: Target) -> str:
    """Return a target in one word or two: `agreed`, `4h office`."""
    return AGREED if target.limit is None else f"{target.limit} {target.calendar}"


def is_comparable(old: Limit, new: Limit) -> bool:
    """Say whether the amounts of two limits can be compared without a calendar."""
    return old.unit == new.unit or {old.unit, new.unit} <= {"m", "h"}


def seconds_of(limit: Limit) -> int:
    """Return a limit in seconds, a day of any kind as 24 hours: good for comparing alike units."""
    return limit.amount * _SECONDS[limit.unit]


def read_span(value: Any) -> int | None:
    """Return a plain span such as `7d`, `24mo`, `0d` or whole seconds; None if it is neither."""
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    text = str(value)
    unit = next((unit for unit in ("mo", "wd", "m", "h", "d") if text.endswith(unit)), "")
    digits = text.removesuffix(unit)
    if not unit or not digits.isascii() or not digits.isdigit():
        return None
    return int(digits) * _SECONDS[unit]


def span(longer: str, shorter: str, *, endless: bool = True, other: str = "D999") -> Rule:
    """Return the rule of a plain span.

    Args:
        longer: Code when it grows.
        shorter: Code when it shrinks.
        endless: What a missing one means: no bound at all, or else no time at all.
        other: Code when it cannot be read.
    """

    def compare(spot: Spot, old: Any, new: Any) -> Found:
        if is_empty(old) and is_empty(new):
            return
        if is_empty(old) or is_empty(new):
            grows = is_empty(new) == endless
            yield spot.found(longer if grows else shorter, plain(old), plain(new))
            return
        before, after = read_span(old), read_span(new)
        if before is None or after is None:
            yield spot.found(other, plain(old), plain(new))
        elif before != after:
            code = longer if after > before else shorter
            yield spot.found(code, plain(old), plain(new), **share(before, after))
        elif old != new:
            yield spot.found("D115", plain(old), plain(new))

    return compare


_bounded = span("D111", "D112")


def plain_limit(spot: Spot, old: Any, new: Any) -> Found:
    """Compare limits without a calendar of their own."""
    if is_empty(old) or is_empty(new):
        if old != new:
            yield spot.found("D114" if is_empty(old) else "D113", old, new)
    else:
        yield from _bounded(spot, old, new)
