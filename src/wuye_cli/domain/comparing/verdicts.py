"""What a text makes of one ticket: by the whole engine, or from what is known of its clocks.

The quick way asks a plan of the shape, made once; `tests/unit/domain/comparing` holds it to the
engine on made tickets.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import msgspec

from wuye_cli.domain.comparing.retelling import Said
from wuye_cli.domain.tickets.clock_course import figure_of
from wuye_cli.domain.tickets.clock_facts import (
    FAILED_LATE,
    FAILED_OPEN,
    MET,
    MET_ATTEMPTED,
    NOT_STARTED,
    RUNNING,
    VOID,
)
from wuye_cli.domain.tickets.clock_plan import plan_of
from wuye_cli.domain.tickets.clocks import clock_facts
from wuye_cli.domain.tickets.judging import FAILED, PENDING, combined, verdict_at
from wuye_cli.domain.tickets.standing import fold
from wuye_cli.domain.tickets.surroundings import Surroundings
from wuye_cli.domain.timekeeping.due import due as due_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from wuye_cli.domain.comparing.retelling import Figures, Retelling
    from wuye_cli.domain.comparing.shape import Shape
    from wuye_cli.domain.comparing.text import Text
    from wuye_cli.domain.tickets.clock_plan import ClockPlan, TierPlan
    from wuye_cli.domain.tickets.ticket import Ticket
    from wuye_cli.domain.tickets.tier import Target, TierBook
    from wuye_cli.domain.timekeeping.calendar import Calendar

YES, NO, OPEN_STILL, NONE = "met", "missed", "open", "none"
STATES = (YES, NO, OPEN_STILL, NONE)
"""What a verdict comes to in a matrix: met, missed, not decided yet, not counted."""

STATE_OF = {
    MET: YES, MET_ATTEMPTED: YES, FAILED_LATE: NO, FAILED_OPEN: NO, FAILED: NO,
    VOID: NONE, NOT_STARTED: NONE,
}  # fmt: skip
"""Verdict to state; whatever else a clock is at is still open."""


class Clocked(NamedTuple):
    """One clock of a ticket as a text has it; instants in epoch seconds."""

    clock: str
    cycle: int
    start: int | None
    due: int | None
    stopped: int | None
    verdict: str
    binding: bool

    @property
    def state(self) -> str:
        """Its place in a matrix."""
        return STATE_OF.get(self.verdict, OPEN_STILL)


class Judged(NamedTuple):
    """What a text makes of a ticket."""

    state: str
    clocks: tuple[Clocked, ...]


class Known(NamedTuple):
    """One clock as the index knows it, under the text that the ticket is held to."""

    clock: str
    cycle: int
    start: int | None
    due: int | None
    stopped: int | None
    ended: int | None
    end: str
    binding: int
    needed: int


class Judge:
    """Judges tickets by one text, each by the whole engine.

    Args:
        text: The text.
        retelling: Tells a ticket as this text would have had it.
        now: Epoch seconds: for clocks that still run.
    """

    def __init__(self, text: Text, retelling: Retelling, now: int) -> None:
        self._text = text
        self._retelling = retelling
        self._now = now
        self._surroundings = Surroundings(text.rules)

    def judged(self, ticket: Ticket) -> Judged:
        """Return what the text makes of a ticket.

        Raises:
            WuyeError: If a limit names a calendar that the text does not have or that never opens.
        """
        told = self._retelling.ticket(ticket)
        book = self._text.book
        standing = fold(told, book)
        setting = self._surroundings.setting(told, standing, book)
        facts = clock_facts(standing, msgspec.structs.replace(setting, versions=None))
        read = [(one, verdict_at(one, self._now)) for one in facts.clocks]
        state = combined([(one.binding, one.needed, verdict) for one, verdict in read])
        return Judged(
            STATE_OF.get(state, OPEN_STILL),
            tuple(
                Clocked(one.clock, one.cycle, one.start, one.due, one.stopped, verdict, one.binding)
                for one, verdict in read
            ),
        )


# -- the quick way --------------------------------------------------------------------------------


class Way(NamedTuple):
    """How a clock of a shape gets its due: None for the limit means that none is set."""

    target: Target
    calendar: Calendar | None
    stands: bool


Plan = dict[str, Way]
"""Clock to its way; a clock that is not in it does not exist under the text."""


class Planner:
    """Makes plans for shapes under one text from what the index holds under another.

    Args:
        text: The text.
        retelling: Tells what the text gives a shape.
        held: Finds the text that tickets of a version and fingerprint are held to.
        leave_out: Kinds of events that are set aside.
    """

    def __init__(
        self,
        text: Text,
        retelling: Retelling,
        held: Callable[[str, str], Text | None],
        leave_out: frozenset[str] = frozenset(),
    ) -> None:
        self._text = text
        self._retelling = retelling
        self._held = held
        self._leave_out = leave_out

    def plan(self, shape: Shape) -> Plan | None:
        """Return the plan of a shape, or None where only the engine can tell."""
        held = self._held(shape.version, shape.terms)
        if held is None or not self._leave_out.issuperset(shape.moves):
            return None
        tier, limits = shape.tier, shape.limits
        if not shape.imported:
            said = Said(shape.category, shape.home, shape.urgency, shape.complexity)
            tier, limits = self._retelling.tier(said, tier), self._retelling.limits(said, limits)
        now = plan_of(self._text.book).tiers.get(tier)
        was = plan_of(held.book).tiers.get(shape.tier)
        if now is None:
            return {}
        if was is None or not _asks_alike(shape, held, was, self._text, now):
            return None
        plan: Plan = {}
        for name in now.plans:
            target = _target(now, name, shape.category, limits)
            before = _target(was, name, shape.category, shape.limits)
            if target is None:
                continue
            if before is None or not _runs_alike(name, was, now, shape):
                return None
            plan[name] = self._way(shape, held, target, before)
        return plan

    def _way(self, shape: Shape, held: Text, target: Target, before: Target) -> Way:
        calendar = _calendar(self._text, target, shape.channel)
        stands = (
            not shape.moves
            and target.limit == before.limit
            and calendar == _calendar(held, before, shape.channel)
        )
        return Way(target, calendar, stands)


def _target(tier: TierPlan, clock: str, category: str, limits: Figures) -> Target | None:
    own = figure_of(limits, clock) if limits else None
    return own or tier.target(clock, category)


def _calendar(text: Text, target: Target, channel: str) -> Calendar | None:
    """Return the calendar of a target; None if it is not plain to see, or there is no limit."""
    if target.limit is None:
        return None
    name = target.calendar
    if name == "channel":
        name = text.book.channel_calendars.get(channel, "")
    return text.calendars.get(name)


def _asks_alike(shape: Shape, held: Text, was: TierPlan, text: Text, now: TierPlan) -> bool:
    """Whether both texts ask for the same steps, as far as a condition of a flow decides it."""
    before = held.categories.categories.get(shape.category)
    after = text.categories.categories.get(shape.category)
    if bool(before and before.vendor) != bool(after and after.vendor):
        return False
    old = held.flows.flow_for(kind=shape.kind, tier=was.tier.id, service=was.tier.service)
    new = text.flows.flow_for(kind=shape.kind, tier=now.tier.id, service=now.tier.service)
    if old is None or new is None:
        return old is new
    return (old.required_if, old.steps) == (new.required_if, new.steps)


def _runs_alike(clock: str, was: TierPlan, now: TierPlan, shape: Shape) -> bool:
    """Whether a clock starts and stops as the index has it, whatever its limit is."""
    before, after = was.plans.get(clock), now.plans[clock]
    if before is None or _course(before) != _course(after):
        return False
    if after.from_receipt or len(after.starts) == 1:
        return True
    # Which of several starts counts may depend on the limit, unless each is a step of its own.
    starts = set(after.starts)
    return starts <= was.stopping and starts <= now.stopping and starts.isdisjoint(shape.unasked)


def _course(plan: ClockPlan) -> tuple[object, ...]:
    return (plan.starts, plan.stops, plan.human, plan.binding)


def quickly(rows: Sequence[Known], plan: Plan, now: int, *, imported: bool) -> Judged | None:
    """Return what a plan makes of the known clocks of a ticket; None if only the engine can tell.

    Raises:
        NeverOpenError: If a calendar of the plan does not open often enough.
    """
    if plan and not rows:  # the index could not derive them
        return None
    found: list[Clocked] = []
    votes: list[tuple[bool, bool, str]] = []
    for clock, cycle, start, due, stopped, ended, end, binding, needed in rows:
        way = plan.get(clock)
        if way is None:
            continue
        if start is None:
            verdict, due = end, None
        elif way.stands:
            verdict = end or _running(due, now)
        elif way.target.limit is None:
            if imported and stopped is None:
                return None
            verdict, due = _undue(end, stopped, imported=imported), None
        elif way.calendar is None or (stopped is None and due is None and end != RUNNING):
            return None
        else:
            due = due_of(way.calendar, start, way.target.limit).at
            verdict = _ending(due, stopped, ended, end) or _running(due, now)
        found.append(Clocked(clock, cycle, start, due, stopped, verdict, bool(binding)))
        votes.append((bool(binding), bool(needed), verdict))
    return Judged(STATE_OF.get(combined(votes), OPEN_STILL), tuple(found))


def _running(due: int | None, now: int) -> str:
    return FAILED_OPEN if due is not None and due < now else PENDING


def _undue(end: str, stopped: int | None, *, imported: bool) -> str:
    """Return how a clock ends for which no due was set."""
    return VOID if imported or stopped is not None or end != RUNNING else PENDING


def _ending(due: int, stopped: int | None, ended: int | None, end: str) -> str:
    """Return how a clock ends by another due; empty while it runs."""
    if stopped is not None:
        return MET if stopped <= due else FAILED_LATE
    if end == RUNNING or ended is None:
        return RUNNING
    return FAILED_OPEN if due < ended else VOID
