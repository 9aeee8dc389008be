"""The events of one cycle, indexed once for all its clocks: first instants, grades, moves."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from wuye_cli.domain.tickets import moves
from wuye_cli.domain.tickets.clock_plan import BookPlan, TierPlan, plan_of
from wuye_cli.domain.tickets.kinds import BY_A_PERSON
from wuye_cli.domain.tickets.tier import Target
from wuye_cli.domain.timekeeping.limit import Limit, parse_limit

if TYPE_CHECKING:
    from wuye_cli.domain.tickets.clock_facts import Setting
    from wuye_cli.domain.tickets.clock_plan import ClockPlan
    from wuye_cli.domain.tickets.event import Event
    from wuye_cli.domain.tickets.standing import Cycle

Figures = dict[str, tuple[str, str]]
"""Clock to limit and calendar, as an event notes the figures of a category."""

_MOVING = frozenset({"reschedule", "agree", "regrade", "classify", "rebind"})


class Grade(NamedTuple):
    """A tier with the category's figures, in force from an instant.

    Attributes:
        limits: Figures that replace the tier's.
        stricter: Figures of the cycle before, which hold beside the tier's.
        mode: How it acts on clocks that run already, as `moves` names it.
        own: Figures of this very event; an upgrade goes by these and the tier's alone.
    """

    at: int
    name: str
    tier: TierPlan
    limits: Figures
    stricter: Figures
    mode: str
    own: Figures

    def target(self, clock: str, category: str, *, raising: bool = False) -> Target | None:
        """Return what a clock is held to, or None if it does not exist here."""
        usual = self.tier.target(clock, category)
        figures = self.own if raising else self.limits
        own = figure_of(figures, clock) if figures else None
        return own or usual

    def stricter_target(self, clock: str) -> Target | None:
        """Return the figure that was in force before the reopening, if there was one."""
        return figure_of(self.stricter, clock) if self.stricter else None


def figure_of(figures: Figures, clock: str) -> Target | None:
    """Return the figure for a clock among those that an event notes, if there is one."""
    found = figures.get(clock)
    limit = _limit(found[0]) if found else None
    return Target(limit, found[1]) if found and limit else None


@lru_cache(maxsize=256)
def _limit(text: str) -> Limit | None:
    """Read a limit that an event carries; one that is none (hand-made) is as good as not there."""
    try:
        return parse_limit(text)
    except ValueError:
        return None


class Course:
    """One cycle.

    Attributes:
        received: When it began: the receipt or the reopening.
        first: Kind to the instant of its first event; automatic ones of a person's steps left out.
        first_any: The same with the automatic ones.
        over: When the ticket ended, or was reopened; None while neither.
        worked: When the work was done or declined.
        merged: When the ticket became a duplicate of another.
        pauses: Every pause with its interval.
        moving: Instant, event and (where it gives one) grade of all that may move a due.
    """

    __slots__ = (
        "cycle", "first", "first_any", "grades", "merged", "moving", "over", "pauses", "plan",
        "received", "setting", "worked",
    )  # fmt: skip

    def __init__(
        self, cycle: Cycle, setting: Setting, reopened: int | None, stricter: Figures
    ) -> None:
        self.cycle = cycle
        self.setting = setting
        self.plan: BookPlan = plan_of(setting.book)
        self.first, self.first_any, moving = _indexed(cycle.events)
        first = self.first
        self.received = first[cycle.events[0].do]
        self.pauses = moves.stretches(cycle.events) if "pause" in first else []
        self.worked = _earliest(first.get("resolve"), first.get("decline"))
        self.merged = first.get("merge")
        self.over = _earliest(_earliest(first.get("close"), first.get("cancel")), reopened)
        self.grades = self._first_grades(stricter)
        self.moving: list[tuple[int, Event, Grade | None]] = []
        for event in moving:
            self._take(event)

    def _first_grades(self, stricter: Figures) -> list[Grade]:
        tier = self.plan.tiers.get(self.cycle.tier)
        if tier is None:
            return []
        limits = self.cycle.opened.limits
        return [
            Grade(self.received, self.cycle.tier, tier, limits, {} if limits else stricter, "", {})
        ]

    def _take(self, event: Event) -> None:
        """Note a move; a grade that nobody knows (hand-made) changes nothing."""
        at = int(event.at.timestamp())
        if event.do in {"reschedule", "agree"}:
            self.moving.append((at, event, None))
            return
        grade = self._grade(event, at)
        if grade is not None:
            self.grades.append(grade)
            self.moving.append((at, event, grade))

    def _grade(self, event: Event, at: int) -> Grade | None:
        before = self.grades[-1] if self.grades else None
        old = before.name if before else self.cycle.tier
        if event.do == "rebind":
            return self._rebound(event, at, before)
        new = new_tier(event) or old
        tier = self.plan.tiers.get(new)
        if tier is None or (event.do == "classify" and not _reclassifies(event)):
            return None
        mode = moves.regrade_mode(event, self.received, self.plan.book, old, new)
        kept = before.limits if before and event.do == "regrade" and not event.limits else {}
        return Grade(at, new, tier, event.limits or kept, {}, mode, event.limits)

    def _rebound(self, event: Event, at: int, before: Grade | None) -> Grade | None:
        """Return the same tier as another version has it: open clocks are reckoned anew by it."""
        versions = self.setting.versions
        book = versions(event.version) if versions else None
        if book is None or before is None:
            return None
        self.plan = plan_of(book)
        tier = self.plan.tiers.get(before.name)
        if tier is None:
            return None
        return Grade(at, before.name, tier, before.limits, {}, moves.REBOUND, {})

    def grade_at(self, start: int, *, opening: bool) -> Grade:
        """Return the grade in force when a clock starts; one begun by the opening has the first."""
        found = self.grades[0]
        if not opening and len(self.grades) > 1:
            for grade in self.grades:
                if grade.at <= start:
                    found = grade
        return found

    def clocks(self) -> dict[str, ClockPlan]:
        """Return every clock that a tier of this cycle has, in the order of the tiers."""
        if len(self.grades) == 1:
            return self.grades[0].tier.plans
        found: dict[str, ClockPlan] = {}
        for grade in self.grades:
            for name, (plan, _) in grade.tier.clocks.items():
                found.setdefault(name, plan)
        return found


def _indexed(events: tuple[Event, ...]) -> tuple[dict[str, int], dict[str, int], list[Event]]:
    """Return the first instants by kind, without and with automatic events, and what moves."""
    first: dict[str, int] = {}
    automatic: dict[str, int] = {}
    moving: list[Event] = []
    for event in events:
        do = event.do
        if do in _MOVING:
            moving.append(event)
        if event.auto and do in BY_A_PERSON:
            automatic.setdefault(do, int(event.at.timestamp()))
        elif do not in first:
            first[do] = int(event.at.timestamp())
    if not automatic:
        return first, first, moving
    earliest = {do: min(first.get(do, at), at) for do, at in automatic.items()}
    return first, {**first, **earliest}, moving


def _earliest(one: int | None, other: int | None) -> int | None:
    if one is None or other is None:
        return one if other is None else other
    return min(one, other)


def new_tier(event: Event) -> str:
    """Return the tier that a regrade (or a classification with a tier) gives, or empty."""
    if event.do == "regrade":
        return event.to
    return event.tier if event.do == "classify" else ""


def _reclassifies(event: Event) -> bool:
    return bool(event.tier or event.limits or event.category)
