"""Effective limits (D211, D212): the text stays, and the calendar behind it moves."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from wuye_cli.domain.comparing.course import Courses
from wuye_cli.domain.comparing.hurting import when
from wuye_cli.domain.tickets.rulebook import CHANNEL

if TYPE_CHECKING:
    from wuye_cli.domain.comparing.course import Course
    from wuye_cli.domain.comparing.side import Side
    from wuye_cli.domain.tickets.tier import Target, TierBook
    from wuye_cli.domain.timekeeping.calendar import Calendar

USUAL_YEAR = 2026
"""The year looked at where neither dates nor holiday tables name one."""
_MOST_YEARS = 3
_NOTEWORTHY = 100
"""One part in so many: a smaller move of worst, p95 and median is not told."""


class Effect(NamedTuple):
    """What a target comes to on either side.

    Attributes:
        old: Worst, p95 and median wait in seconds.
        new: The same on the new side.
        spans: When it hurts, or, if it is all for the better, when it helps.
        channels: The channels that it was reckoned for, where the calendar is theirs.
        years: The years of the arrivals.
        hurt: How many of a hundred arrivals wait longer.
        is_same: Whether every single arrival waits as long as before.
    """

    old: dict[str, int]
    new: dict[str, int]
    spans: list[dict[str, Any]]
    channels: tuple[str, ...]
    years: tuple[int, ...]
    hurt: int
    is_same: bool

    @property
    def is_worse(self) -> bool:
        """Whether any figure grew by a part in a hundred or more."""
        return any(_moved(self.old[name], self.new[name]) > 0 for name in self.old)

    @property
    def is_better(self) -> bool:
        """Whether any figure fell by a part in a hundred or more."""
        return any(_moved(self.old[name], self.new[name]) < 0 for name in self.old)

    @property
    def facts(self) -> dict[str, Any]:
        """What a sentence about it needs."""
        moved = {f"{name}_change": self.new[name] - self.old[name] for name in self.old}
        found = {**moved, "when": self.spans, "years": list(self.years), "hurt_percent": self.hurt}
        return found | ({"channels": list(self.channels)} if self.channels else {})


class Effects:
    """Reckons what targets come to on two sides."""

    def __init__(self, old: Side, new: Side) -> None:
        self.old = old
        self.new = new
        self.courses = Courses(years_of(old, new))
        self._moved: dict[tuple[int, int], bool] = {}
        self._weighed: dict[tuple[int, int], Effect] = {}

    @cached_property
    def any_moved(self) -> bool:
        """Whether any calendar that both sides have, or any channel's, opens differently."""
        before, after = self.old.rules.calendars, self.new.rules.calendars
        books = _book(self.old), _book(self.new)
        if books[0] and books[1] and books[0].channel_calendars != books[1].channel_calendars:
            return True
        return any(
            before[name] is not after[name] and self._is_moved(before[name], after[name])
            for name in before.keys() & after.keys()
        )

    def of_same_text(self, target: Target) -> list[Effect]:
        """Return the effects of an unchanged text: the worst and the best, if there are any.

        There may be both where it goes by the hours of channels, and some of these shrank while
        others grew. Nothing is returned where no calendar opens otherwise.
        """
        pairs = [pair for pair in self._pairs(target, target) if self._is_moved(*pair[1:])]
        found = self._effects(pairs, target, target)
        worse = [effect for effect in found if effect.is_worse]
        better = [effect for effect in found if effect.is_better and not effect.is_worse]
        return [
            *([max(worse, key=_gravity)] if worse else []),
            *([min(better, key=_gravity)] if better else []),
        ]

    def between(self, old: Target, new: Target) -> Effect | None:
        """Return the effect of one target taking another's place; None if it cannot be told."""
        if old.limit is None or new.limit is None:
            return None
        return max(self._effects(self._pairs(old, new), old, new), key=_gravity, default=None)

    def _pairs(self, old: Target, new: Target) -> list[tuple[tuple[str, ...], Calendar, Calendar]]:
        """Return the calendars of both sides, by groups of channels that share them."""
        if CHANNEL not in {old.calendar, new.calendar}:
            pair = _calendar(self.old, old.calendar, ""), _calendar(self.new, new.calendar, "")
            return [((), pair[0], pair[1])] if pair[0] and pair[1] else []
        books = _book(self.old), _book(self.new)
        channels = sorted(
            {*(books[0].channel_calendars if books[0] else ())}
            & {*(books[1].channel_calendars if books[1] else ())}
        )
        groups: dict[tuple[int, int], tuple[list[str], Calendar, Calendar]] = {}
        for channel in channels:
            before = _calendar(self.old, old.calendar, channel)
            after = _calendar(self.new, new.calendar, channel)
            if before and after:
                group = groups.setdefault((id(before), id(after)), ([], before, after))
                group[0].append(channel)
        return [(tuple(names), before, after) for names, before, after in groups.values()]

    def _is_moved(self, old: Calendar, new: Calendar) -> bool:
        key = (id(old), id(new))
        if key not in self._moved:
            self._moved[key] = self.courses.is_moved(old, new)
        return self._moved[key]

    def _effects(
        self,
        pairs: list[tuple[tuple[str, ...], Calendar, Calendar]],
        old: Target,
        new: Target,
    ) -> list[Effect]:
        found = []
        for channels, before, after in pairs:
            was = self.courses.course(before, old.limit) if old.limit else None
            now = self.courses.course(after, new.limit) if new.limit else None
            if was is not None and now is not None:
                found.append(self._effect(was, now)._replace(channels=channels))
        return found

    def _effect(self, old: Course, new: Course) -> Effect:
        """Weigh one course against another; most tiers share a few, which `courses` keeps."""
        key = (id(old), id(new))
        if key not in self._weighed:
            self._weighed[key] = self._weigh(old, new)
        return self._weighed[key]

    def _weigh(self, old: Course, new: Course) -> Effect:
        years = self.courses.years
        longer = sum(after > before for before, after in zip(old.waits, new.waits, strict=True))
        before, after = old.summary(), new.summary()
        effect = Effect(
            before,
            after,
            [],
            (),
            years,
            round(longer * 100 / len(old.waits)),
            old.waits == new.waits,
        )
        if effect.is_worse:
            return effect._replace(spans=when(old.waits, new.waits, years))
        return effect._replace(spans=when(new.waits, old.waits, years))


def _gravity(effect: Effect) -> tuple[int, int]:
    return (
        effect.new["p95"] - effect.old["p95"] + effect.new["worst"] - effect.old["worst"],
        effect.new["median"] - effect.old["median"],
    )


def _moved(old: int, new: int) -> int:
    """Return 1 if a wait grew noticeably, -1 if it fell, else 0; the same read backwards."""
    if abs(new - old) * _NOTEWORTHY < min(old, new) or old == new:
        return 0
    return 1 if new > old else -1


def _book(side: Side) -> TierBook | None:
    return side.rules.books[-1] if side.rules.books else None


def _calendar(side: Side, name: str, channel: str) -> Calendar | None:
    book = _book(side)
    if name == CHANNEL:
        name = book.channel_calendars.get(channel, "") if book else ""
    return side.rules.calendars.get(name)


def years_of(old: Side, new: Side) -> tuple[int, ...]:
    """Return the years of arrivals: those in which either version came into force.

    Years whose holidays only one side knows are left out where a known one is at hand: the
    difference would be that of the announcement, not of the standard.
    """
    wanted = {
        book.effective_from.year
        for side in (old, new)
        for book in side.rules.books
        if book.effective_from is not None
    } | _touched(old, new)
    known = _announced(old) & _announced(new)
    usable = sorted(year for year in wanted if year in known) if known else sorted(wanted)
    if not usable:
        usable = [max(known)] if known else [USUAL_YEAR]
    return tuple(usable[-_MOST_YEARS:])


def _announced(side: Side) -> set[int]:
    """Return the years that every holiday table of a side knows; empty if there is no table."""
    tables = [one.holidays.years for one in side.rules.calendars.values() if one.holidays]
    return set(frozenset.intersection(*tables)) if tables else set()


def _touched(old: Side, new: Side) -> set[int]:
    """Return the years of rest and make-up days that only one side has."""
    before, after = _days(old), _days(new)
    return {day.year for day in before ^ after}


def _days(side: Side) -> set[Any]:
    tables = [one.holidays for one in side.rules.calendars.values() if one.holidays]
    return {
        *(day for table in tables for day in table.rest | table.makeup),
        *(day for one in side.rules.calendars.values() for day in one.exceptions),
    }
