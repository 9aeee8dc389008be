"""Comparing limits on different calendars by trying them out over a working week."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wuye_cli.domain.errors import WuyeError
from wuye_cli.domain.tickets.rulebook import CHANNEL
from wuye_cli.domain.timekeeping.due import due

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wuye_cli.domain.tickets.rulebook import Rulebook
    from wuye_cli.domain.tickets.tier import Target, TierBook
    from wuye_cli.domain.timekeeping.calendar import Calendar

_WEEK_START = 1780243200
"""Monday 2026-06-01 00:00 at +08:00: a week without holidays in the announced years."""
_STEP_S = 3 * 3600 + 600
PROBES = tuple(range(_WEEK_START, _WEEK_START + 7 * 86400, _STEP_S))
"""Instants of receipt that are tried."""


def calendars_of(rules: Rulebook, book: TierBook, name: str) -> list[Calendar]:
    """Return the calendars that a target may run on: one, or those of all channels."""
    names = book.channel_calendars.values() if name == CHANNEL else (name,)
    return [rules.calendars[one] for one in dict.fromkeys(names) if one in rules.calendars]


def due_at(calendar: Calendar, start: int, target: Target) -> int | None:
    """Return the due of a target from an instant; None if it is agreed or never comes."""
    if target.limit is None:
        return None
    try:
        return due(calendar, start, target.limit).at
    except WuyeError:
        return None


def pairs(
    rules: Rulebook, book: TierBook, first: Target, second: Target
) -> Iterator[tuple[Calendar, Calendar]]:
    """Yield the calendars on which two targets of one ticket run together."""
    if CHANNEL in (first.calendar, second.calendar):
        names = dict.fromkeys(book.channel_calendars.values())
    else:
        names = {"": None}
    for name in names:
        one = name if first.calendar == CHANNEL else first.calendar
        other = name if second.calendar == CHANNEL else second.calendar
        if one in rules.calendars and other in rules.calendars:
            yield rules.calendars[one], rules.calendars[other]


def always_later(rules: Rulebook, book: TierBook, first: Target, second: Target) -> bool:
    """Say whether `first` is due after `second` whenever the request comes, on some channel."""
    return any(
        all(_is_later(one, other, start, first, second) for start in PROBES)
        for one, other in pairs(rules, book, first, second)
    )


def ever_later(rules: Rulebook, book: TierBook, first: Target, second: Target) -> bool:
    """Say whether `first` is due after `second` for some request, on some channel."""
    return any(
        any(_is_later(one, other, start, first, second) for start in PROBES)
        for one, other in pairs(rules, book, first, second)
    )


def _is_later(one: Calendar, other: Calendar, start: int, first: Target, second: Target) -> bool:
    early, late = due_at(other, start, second), due_at(one, start, first)
    return early is not None and late is not None and late > early


def is_reachable(calendar: Calendar, target: Target) -> bool:
    """Say whether a limit ever runs out on a calendar."""
    return target.limit is None or due_at(calendar, PROBES[0], target) is not None
