"""One clock through one cycle: where it starts, what moves its due, where it stops."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from wuye_cli.domain.tickets import moves
from wuye_cli.domain.tickets.clock_edges import (
    first_stop,
    instant_of,
    is_unasked,
    is_waited_for,
    later_stop,
    start_of,
)
from wuye_cli.domain.tickets.clock_end import end_of, last_end
from wuye_cli.domain.tickets.clock_facts import NOT_STARTED, RUNNING, VOID, ClockFacts, Term
from wuye_cli.domain.timekeeping.calendar import Calendar
from wuye_cli.domain.timekeeping.due import Due, due_after, share_instant
from wuye_cli.domain.timekeeping.due import due as due_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wuye_cli.domain.tickets.clock_course import Course, Grade
    from wuye_cli.domain.tickets.clock_facts import Setting
    from wuye_cli.domain.tickets.clock_plan import ClockPlan
    from wuye_cli.domain.tickets.event import Event
    from wuye_cli.domain.tickets.moves import Interval
    from wuye_cli.domain.tickets.tier import Target
    from wuye_cli.domain.timekeeping.limit import Limit

ROUND_THE_CLOCK = Calendar(id="always", always=True)
"""On which a fixed time is shifted by a pause that began after it was agreed."""


class Reached(NamedTuple):
    """The term that decides a due, and how it came to it."""

    due: Due
    term: Term
    calendar: Calendar
    pauses: Sequence[Interval]


def reach(
    terms: Sequence[Term], pauses: Sequence[Interval], setting: Setting
) -> tuple[Reached | None, tuple[int, ...]]:
    """Return the earliest of the terms, and every year without data that any of them rests on.

    A fixed time is moved only by pauses that began after it was agreed, second for second.

    Raises:
        YearMissingError: In strict mode, if a term rests on a year without holiday data.
    """
    if len(terms) == 1 and terms[0].limit:  # nearly always
        only = _limited(terms[0], terms[0].limit, pauses, setting)
        return only, only.due.missing
    found = [
        _limited(term, term.limit, pauses, setting) if term.limit else _fixed(term, pauses)
        for term in terms
    ]
    if not found:
        return None, ()
    missing = dict.fromkeys(year for one in found for year in one.due.missing)
    return min(found, key=_at), tuple(missing)


def _at(reached: Reached) -> int:
    return reached.due.at


def _limited(term: Term, limit: Limit, pauses: Sequence[Interval], setting: Setting) -> Reached:
    calendar = setting.calendar(term.calendar)
    found = due_of(calendar, term.start, limit, pauses, strict=setting.strict)
    return Reached(found, term, calendar, pauses)


def _fixed(term: Term, pauses: Sequence[Interval]) -> Reached:
    fixed = term.fixed or term.start
    budget = max(fixed - term.start, 0)
    later = [pause for pause in pauses if pause[0] > term.start]
    at = due_after(ROUND_THE_CLOCK, term.start, budget, later) if later and budget else fixed
    return Reached(Due(at, budget), term, ROUND_THE_CLOCK, later)


class ClockRun:
    """The running state of one clock; small and mutable, it never leaves `run_clock`."""

    __slots__ = (
        "clock", "course", "dropped", "exists", "grade", "pauses", "promise", "sleeps", "start",
        "stop", "terms",
    )  # fmt: skip

    def __init__(self, course: Course, clock: ClockPlan, start: int, stop: int | None) -> None:
        self.course = course
        self.clock = clock
        self.start = start
        self.stop = stop
        self.terms: list[Term] = []
        self.sleeps: list[Interval] = []
        self.promise: int | None = None
        self.dropped: int | None = None
        self.exists = False
        self.pauses: list[Interval] = []
        if course.pauses and not clock.human:  # a person's answer never waits
            reasons = course.setting.book.pause_reasons
            self.pauses = moves.stopping(course.pauses, reasons, clock.id)

    def begin(self, grade: Grade) -> None:
        """Take the limit that is in force at the start, if there is one."""
        self.grade = grade
        name = self.clock.id
        target = grade.target(name, self.course.setting.category)
        if target is None:
            return
        self.exists = True
        self.terms = self.from_limit(
            self.start, target, "category" if name in grade.limits else "tier"
        )
        stricter = grade.stricter_target(name) if grade.stricter else None
        if stricter is not None:
            self.terms += self.from_limit(self.start, stricter, "category")

    def from_limit(self, start: int, target: Target, why: str) -> list[Term]:
        """Return the term of a limit from an instant; none where only an agreement sets the due."""
        if target.limit is None:
            return []
        calendar = self.course.setting.calendar(target.calendar).id
        tier = self.grade.name
        return [Term(start=start, limit=target.limit, calendar=calendar, why=why, tier=tier)]

    def is_broken(self, instant: int) -> bool:
        """Whether the due had passed at `instant`, by the pauses that had begun by then."""
        pauses = moves.begun_by([*self.sleeps, *self.pauses], instant)
        reached, _ = reach(self.terms, pauses, self.course.setting)
        return reached is not None and reached.due.at < instant

    def move(self, at: int, event: Event, grade: Grade | None) -> None:
        """Apply one move that happened after the start."""
        if grade is not None:
            self.regrade(at, grade)
        elif self.stop is None or at <= max(self.stop, self.start):
            (self.reschedule if event.do == "reschedule" else self.agree)(at, event)

    def regrade(self, at: int, grade: Grade) -> None:
        """Apply another tier: finished and broken clocks keep their due."""
        mode = grade.mode
        self.grade = grade
        frozen = self.stop is not None and self.stop <= at
        if mode != moves.CORRECTED and (frozen or self.is_broken(at)):
            return
        raising = mode == moves.RAISED
        target = grade.target(self.clock.id, self.course.setting.category, raising=raising)
        if target is None:
            self.terms = []
            self.dropped = at if self.exists else None
            return
        self.dropped, self.exists = None, True
        if raising:
            self.terms = self.terms + self.from_limit(at, target, "regrade")
            return
        agreed = [term for term in self.terms if term.fixed is not None]
        self.terms = agreed or self.from_limit(self.start, target, moves.WHY[mode])

    def reschedule(self, at: int, event: Event) -> None:
        """Apply an appointment: the owner moves the due, the company only promises."""
        if event.window is None:
            return
        opens, closes = (int(edge.timestamp()) for edge in event.window)
        if closes <= opens or closes <= at:
            return
        by_owner = event.asked_by == "owner" and not self.is_broken(at)
        if self.clock.arrives:
            self.promise = closes
            if by_owner and self.exists:
                self.terms = [self.fixed(at, closes, "appointment")]
        elif by_owner and self.clock.resolves:
            self.sleeps = [(begin, min(end, at)) for begin, end in self.sleeps]
            if opens > at:
                self.sleeps.append((at, opens))

    def agree(self, at: int, event: Event) -> None:
        """Apply an agreed time: it sets the due of the clocks that the tier names for it."""
        name = self.clock.id
        if event.clock != name or event.due is None:
            return
        due = int(event.due.timestamp())
        if due <= at:
            return
        target = self.grade.target(name, self.course.setting.category)
        free = name in self.grade.tier.tier.agreed_time_first or (
            target is not None and target.limit is None
        )
        if free and self.exists and event.asked_by != "company" and not self.is_broken(at):
            self.terms = [self.fixed(at, due, "agreed")]
        else:
            self.promise = due

    def fixed(self, at: int, fixed: int, why: str) -> Term:
        """Return the term of an agreed time."""
        return Term(start=at, fixed=fixed, why=why, tier=self.grade.name)

    def facts(self) -> ClockFacts:
        """Return what is known of the clock after every move."""
        course, clock, terms = self.course, self.clock, self.terms
        pauses = [*self.sleeps, *self.pauses] if self.sleeps else self.pauses
        reached, missing = reach(terms, pauses, course.setting)
        due = reached.due if reached else None
        end, ended = end_of(course, clock, self.start, due.at if due else None, self.stop)
        if self.dropped is not None and not terms:
            end, ended = VOID, self.dropped
        if reached is not None and len(terms) > 1:
            terms = [reached.term, *[term for term in terms if term is not reached.term]]
        return ClockFacts(
            clock=clock.id,
            cycle=course.cycle.number,
            start=self.start,
            due=due.at if due else None,
            budget=due.budget if due else 0,
            warn_at=self.warn_at(reached) if end == RUNNING and reached else None,
            stopped=self.stop,
            ended=ended,
            end=end,
            pauses=tuple(pauses) if pauses else (),
            promise_due=self.promise,
            binding=clock.binding,
            needed=clock.binding,
            missing=missing,
            terms=tuple(terms),
        )

    def warn_at(self, reached: Reached) -> int:
        """Return when the warning share of the deciding term is used up."""
        share = self.course.setting.book.policy.warn_fraction
        start, pauses = reached.term.start, reached.pauses
        return share_instant(reached.calendar, start, reached.due, share, pauses)


def run_clock(course: Course, clock: ClockPlan) -> ClockFacts | None:
    """Return the facts of a clock in a cycle, or None if it does not exist for this ticket."""
    stop = first_stop(course, clock)
    if course.setting.unasked and is_unasked(course, clock, stop):
        return None
    opening = clock.from_receipt
    start = course.received if opening else start_of(course, clock, stop)
    if start is None:
        return _unstarted(course, clock)
    if len(clock.starts) > 1 and not opening:
        start = _failed_start(course, clock, start) or start
    if stop is not None and stop < start:
        stop = later_stop(course, clock, start) or stop
    run = _running(course, clock, start, stop)
    return run.facts() if run.exists else None


def _running(
    course: Course, clock: ClockPlan, start: int, stop: int | None, until: int | None = None
) -> ClockRun:
    """Return a clock begun at an instant, after the moves that came, or those `until` then."""
    opening = clock.from_receipt
    run = ClockRun(course, clock, start, stop)
    run.begin(course.grade_at(start, opening=opening))
    for at, event, moved in course.moving:
        if at < start or (at == start and moved is not None and not opening):
            continue
        if until is not None and at > until:
            break
        run.move(at, event, moved)
    return run


def _failed_start(course: Course, clock: ClockPlan, start: int) -> int | None:
    """Return an earlier start from which the clock had failed before it could start again.

    A follow-up runs from the work done where nobody need be told the result. If somebody is told
    after all, it runs from then; but what has failed by then stays failed (ADR 0014).
    """
    earlier = [
        at for kind in clock.starts if (at := instant_of(course, kind)) is not None and at < start
    ]
    if not earlier or is_waited_for(course, clock, start):
        return None
    first = min(earlier)
    run = _running(course, clock, first, None, until=start)
    return first if run.exists and run.is_broken(start) else None


def _unstarted(course: Course, clock: ClockPlan) -> ClockFacts | None:
    """Return a clock that waits for its start, if the tier in force has it."""
    if course.grades[-1].target(clock.id, course.setting.category) is None:
        return None
    ended = last_end(course, clock)
    if course.merged is not None:  # what starts it happens on the other ticket, if at all
        ended = ended or course.merged
    return ClockFacts(
        clock=clock.id,
        cycle=course.cycle.number,
        end=NOT_STARTED if ended is None else VOID,
        binding=clock.binding,
        needed=clock.needed_unstarted,
    )
