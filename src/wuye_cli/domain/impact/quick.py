"""Judging a ticket quickly: from its clocks as the index knows them, and a plan of its shape.

A plan says by which limit and calendar each clock runs under a text. It is made only where a clock
starts and stops under that text just as it does under the one that the index was made by; whatever
moved a due by more than its start is left to the engine. `tests/unit/domain/comparing` holds the
quick way to the engine on made tickets.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from wuye_cli.domain.impact.shape import PAUSE
from wuye_cli.domain.impact.verdicts import ABSENT, Clocked, Judged, state_of
from wuye_cli.domain.tickets.clock_course import figure_of
from wuye_cli.domain.tickets.clock_facts import (
    FAILED_LATE,
    FAILED_OPEN,
    MET,
    RUNNING,
    VOID,
)
from wuye_cli.domain.tickets.clock_plan import plan_of
from wuye_cli.domain.tickets.judging import PENDING, combined
from wuye_cli.domain.tickets.rulebook import CHANNEL
from wuye_cli.domain.timekeeping.due import due as due_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from wuye_cli.domain.impact.retelling import Figures, Retelling
    from wuye_cli.domain.impact.shape import Shape
    from wuye_cli.domain.impact.text import Text
    from wuye_cli.domain.tickets.clock_plan import ClockPlan, TierPlan
    from wuye_cli.domain.tickets.tier import Target
    from wuye_cli.domain.timekeeping.calendar import Calendar
    from wuye_cli.domain.timekeeping.limit import Limit


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
    pauses: str
    ticket: int


class Way(NamedTuple):
    """How a clock gets its due under a text.

    Attributes:
        limit: None if only an agreement sets it.
        calendar: None with a limit means that the text does not have it.
        stands: It is the very due that the index has.
        paused: The pauses that the index has count.
    """

    limit: Limit | None
    calendar: Calendar | None
    stands: bool
    paused: bool = False


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
        moves = set(shape.moves) - self._leave_out
        if held is None or not moves <= {PAUSE} or (moves and not _pauses_alike(held, self._text)):
            return None
        tier, limits = self._retelling.receipt(shape)
        now = plan_of(self._text.book).tiers.get(tier)
        was = plan_of(held.book).tiers.get(shape.tier)
        if now is None:
            return {}
        if was is None or not _asks_alike(shape, held, was, self._text, now):
            return None
        plan: Plan = {}
        for name in now.plans:
            target = _target(now, name, shape.category, limits)
            if target is None:
                continue
            before = _target(was, name, shape.category, shape.limits)
            if before is None or not _runs_alike(name, was, now, shape):
                return None
            plan[name] = self._way(shape, held, target, before)
        return plan

    def _way(self, shape: Shape, held: Text, target: Target, before: Target) -> Way:
        calendar = _calendar(self._text, target, shape.channel)
        same = target.limit == before.limit and self._leave_out.isdisjoint(shape.moves)
        return Way(
            target.limit,
            calendar,
            same and calendar == _calendar(held, before, shape.channel),
            PAUSE in shape.moves and PAUSE not in self._leave_out,
        )


def _pauses_alike(held: Text, text: Text) -> bool:
    """Whether the same reasons stop the same clocks."""
    old, new = (
        {name: (one.stops, one.stops_if_agreed) for name, one in book.pause_reasons.items()}
        for book in (held.book, text.book)
    )
    return old == new


def _target(tier: TierPlan, clock: str, category: str, limits: Figures) -> Target | None:
    own = figure_of(limits, clock) if limits else None
    return own or tier.target(clock, category)


def _calendar(text: Text, target: Target, channel: str) -> Calendar | None:
    """Return the calendar of a target; None if it is not plain to see, or there is no limit."""
    if target.limit is None:
        return None
    name = target.calendar
    if name == CHANNEL:
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


class _UnclearError(Exception):
    """Only the engine can tell."""


def clock_by(row: Known, way: Way | None, now: int, *, imported: bool) -> tuple[str, int | None]:
    """Return verdict and due of a known clock by another way.

    Raises:
        NeverOpenError: If the calendar does not open often enough.
    """
    if way is None:
        return ABSENT, None
    _, _, start, due, stopped, ended, end, _, _, pauses, _ = row
    if start is None:
        return end, None
    if way.stands:
        return end or _running(due, now), due
    if way.limit is None:
        if imported and stopped is None:
            raise _UnclearError
        return _undue(end, stopped, imported=imported), None
    if way.calendar is None or (stopped is None and due is None and end != RUNNING):
        raise _UnclearError
    spans = _spans(pauses) if pauses and way.paused else ()
    due = due_of(way.calendar, start, way.limit, spans).at
    return _ending(due, stopped, ended, end) or _running(due, now), due


def _spans(text: str) -> list[tuple[int, int]]:
    """Return the pauses that the index has as `from-until`, blanks between."""
    found = []
    for span in text.split():
        begin, _, end = span.partition("-")
        found.append((int(begin), int(end)))
    return found


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


Verdicts = tuple[str, ...]


class Quick:
    """Judges the tickets of one shape under several texts at once.

    Args:
        plans: One a text.
        imported: The tickets came from elsewhere.
        now: Epoch seconds.
    """

    def __init__(self, plans: Sequence[Plan], now: int, *, imported: bool) -> None:
        self._plans = plans
        self._now = now
        self._imported = imported
        self._stand = {clock for clock, way in plans[0].items() if way.stands}
        self._changed = [_changed(plans, at) for at in range(1, len(plans))]
        self._states: dict[tuple[tuple[str, ...], Verdicts], str] = {}

    def judge(
        self, rows: Sequence[Known], names: tuple[str, ...]
    ) -> tuple[list[str], list[Verdicts]] | None:
        """Return state and verdicts of a ticket under each text; None if only the engine can tell.

        Args:
            rows: The clocks.
            names: What they are called; the verdicts are in this order.

        Raises:
            NeverOpenError: If a calendar does not open often enough.
        """
        base, stand = self._plans[0], self._stand
        if base and not rows:  # the index could not derive them
            return None
        try:
            first = tuple(
                [row[6] if row[6] and row[0] in stand else self._by(row, base) for row in rows]
            )
            states, verdicts = [self._state(rows, names, first)], [first]
            for plan, changed in zip(self._plans[1:], self._changed, strict=True):
                read = list(first)
                for at, name in enumerate(names):
                    earlier = changed.get(name)
                    if earlier is not None:
                        read[at] = verdicts[earlier][at] if earlier else self._by(rows[at], plan)
                found = tuple(read)
                states.append(states[0] if found == first else self._state(rows, names, found))
                verdicts.append(found)
        except _UnclearError:
            return None
        return states, verdicts

    def _by(self, row: Known, plan: Plan) -> str:
        return clock_by(row, plan.get(row[0]), self._now, imported=self._imported)[0]

    def _state(self, rows: Sequence[Known], names: tuple[str, ...], verdicts: Verdicts) -> str:
        """Return the state of a ticket from the verdicts of its clocks.

        In one shape the verdicts decide it: whether a clock counts depends on no more than that.
        """
        key = (names, verdicts)
        state = self._states.get(key)
        if state is None:
            state = self._states[key] = _state(rows, verdicts)
        return state

    def whole(self, rows: Sequence[Known], at: int) -> Judged:
        """Return all of what a text makes of a ticket that `judge` could judge."""
        plan = self._plans[at]
        found = []
        verdicts = []
        for row in rows:
            verdict, due = clock_by(row, plan.get(row[0]), self._now, imported=self._imported)
            verdicts.append(verdict)
            if verdict != ABSENT:
                found.append(Clocked(row[0], row[1], row[2], due, row[4], verdict, bool(row[7])))
        return Judged(_state(rows, verdicts), tuple(found))


def _changed(plans: Sequence[Plan], at: int) -> dict[str, int]:
    """Return the clocks that a plan has otherwise than the first one.

    Each with the index of an earlier plan that has it just so, or 0 if there is none.
    """
    mine = plans[at]
    return {
        clock: next((n for n in range(1, at) if plans[n].get(clock) == mine.get(clock)), 0)
        for clock in {**plans[0], **mine}
        if plans[0].get(clock) != mine.get(clock)
    }


def _state(rows: Sequence[Known], verdicts: Sequence[str]) -> str:
    """Return the state of a ticket from the verdicts of its clocks."""
    votes = [
        (bool(row[7]), bool(row[8]), VOID if verdict == ABSENT else verdict)
        for row, verdict in zip(rows, verdicts, strict=True)
    ]
    return state_of(combined(votes))
