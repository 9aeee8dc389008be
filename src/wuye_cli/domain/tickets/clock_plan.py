"""What a standard says of each clock, looked up once per version: starts, stops, targets.

A plan is a memo of a `TierBook`, which never changes; a hundred thousand tickets share a few.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wuye_cli.domain.tickets.kinds import BEFORE_DONE, kind_of

if TYPE_CHECKING:
    from wuye_cli.domain.tickets.tier import Clock, Target, Tier, TierBook

VERIFIED_INSTEAD = "verify"
"""Stops the clock of a follow-up call (`visit`) where nobody can be rung."""

_MAIN_STARTS = frozenset({"receive", "resolve", "feedback"})
_MOST_KEPT = 64


class ClockPlan:
    """One declared clock, taken apart.

    Attributes:
        from_receipt: It starts with the cycle.
        stops: Kinds that stop it.
        stops_unrung: The same where nobody can be rung.
        ends_with_work: It can only be stopped before the work is done, so `resolve` ends it.
        own_when_merged: A merged ticket still owes it to its own caller.
        needed_unstarted: A ticket is not met before this clock has started and been met.
    """

    __slots__ = (
        "arrives", "binding", "ends_with_work", "from_receipt", "human", "id", "is_visit",
        "needed_unstarted", "own_when_merged", "resolves", "starts", "stops", "stops_unrung",
    )  # fmt: skip

    def __init__(self, clock: Clock) -> None:
        self.id = clock.id
        self.starts = clock.start
        self.from_receipt = clock.start[:1] == ("receive",)
        self.stops = clock.stop
        self.human = clock.human
        self.binding = not clock.binds
        self.arrives = "arrive" in clock.stop
        self.resolves = "resolve" in clock.stop
        self.is_visit = "visit" in clock.stop
        more = (VERIFIED_INSTEAD,) if self.is_visit and VERIFIED_INSTEAD not in clock.stop else ()
        self.stops_unrung = (*clock.stop, *more)
        self.ends_with_work = all(kind_of(kind).legal_in <= BEFORE_DONE for kind in clock.stop)
        self.own_when_merged = any(kind_of(kind).own_when_merged for kind in clock.stop)
        self.needed_unstarted = self.binding and not _MAIN_STARTS.isdisjoint(clock.start)


class TierPlan:
    """The clocks of one tier.

    Attributes:
        clocks: Plan and target of each clock that is declared, in the order of the tier.
        stopping: Kinds that stop some clock of the tier: what a later clock waits for.
    """

    __slots__ = ("clocks", "only_for", "plans", "stopping", "tier")

    def __init__(self, tier: Tier, plans: dict[str, ClockPlan]) -> None:
        self.tier = tier
        self.only_for = tier.only_for
        self.clocks: dict[str, tuple[ClockPlan, Target]] = {
            name: (plans[name], target) for name, target in tier.targets.items() if name in plans
        }
        self.plans = {name: plan for name, (plan, _) in self.clocks.items()}
        self.stopping = frozenset(kind for plan, _ in self.clocks.values() for kind in plan.stops)

    def target(self, clock: str, category: str) -> Target | None:
        """Return the target of a clock for a category, or None if it does not exist there."""
        found = self.clocks.get(clock)
        if found is None:
            return None
        only = self.only_for.get(clock) if self.only_for else None
        return found[1] if only is None or category in only else None


class BookPlan:
    """The tiers and clocks of one version."""

    __slots__ = ("book", "clocks", "tiers")

    def __init__(self, book: TierBook) -> None:
        self.book = book
        self.clocks = {name: ClockPlan(clock) for name, clock in book.clocks.items()}
        self.tiers = {name: TierPlan(tier, self.clocks) for name, tier in book.tiers.items()}


_plans: dict[int, BookPlan] = {}


def plan_of(book: TierBook) -> BookPlan:
    """Return the plan of a book; the same object as long as the same book is asked for."""
    found = _plans.get(id(book))
    if found is None or found.book is not book:
        if len(_plans) >= _MOST_KEPT:
            _plans.clear()
        found = _plans[id(book)] = BookPlan(book)
    return found
