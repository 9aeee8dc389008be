"""The clocks of a ticket: when each started, is due and stopped. Derived, never stored as truth.

Facts do not depend on the time of asking; `judging` says what they mean at an instant.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import msgspec

from wuye_cli.domain.tickets import moves
from wuye_cli.domain.tickets.kinds import BEFORE_DONE, kind_of
from wuye_cli.domain.tickets.moves import Interval
from wuye_cli.domain.tickets.tier import Target, TierBook
from wuye_cli.domain.timekeeping.calendar import Calendar
from wuye_cli.domain.timekeeping.due import due as due_of
from wuye_cli.domain.timekeeping.due import share_instant
from wuye_cli.domain.timekeeping.limit import Limit, parse_limit

if TYPE_CHECKING:
    from collections.abc import Iterable

    from wuye_cli.domain.tickets.event import Event
    from wuye_cli.domain.tickets.standing import Cycle, Standing
    from wuye_cli.domain.tickets.tier import Clock, Tier

MET = "met"
MET_ATTEMPTED = "met_attempted"
FAILED_LATE = "failed_late"
FAILED_OPEN = "failed_open"
VOID = "void"
NOT_STARTED = "not_started"
RUNNING = ""

_MAIN_STARTS = frozenset({"receive", "resolve", "feedback"})
_HALF_DAYS = 2


class Term(msgspec.Struct, frozen=True, kw_only=True):
    """One way to a due: a limit from an instant, or a fixed time. The earliest term counts.

    Attributes:
        start: Where the limit begins, epoch seconds.
        limit: None if `fixed` is set.
        calendar: Name of the calendar, `channel` resolved.
        fixed: An agreed time or the end of an appointment, epoch seconds.
        why: `tier`, `category`, `regrade`, `correction`, `appointment`, `agreed`.
        tier: The tier whose figure it is.
    """

    start: int
    limit: Limit | None = None
    calendar: str = ""
    fixed: int | None = None
    why: str = "tier"
    tier: str = ""


class ClockFacts(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of one clock in one cycle; instants are epoch seconds.

    Attributes:
        due: With every pause counted to its end; None if not started or nothing was agreed.
        budget: Open seconds from `start` to `due`.
        warn_at: When `warn_fraction` of the budget is used.
        end: Final verdict, or empty while it runs.
        promise_due: End of the window that was promised last, where a promise was made.
        binding: It fails the ticket when it fails.
        needed: The ticket is not met before this clock is.
        missing: Years without official holiday data that the due rests on.
        terms: Where the due comes from, for the explanation.
        frozen_at: When the old due was broken or its cycle ended; later moves change nothing.
    """

    clock: str
    cycle: int
    start: int | None = None
    due: int | None = None
    budget: int = 0
    warn_at: int | None = None
    stopped: int | None = None
    ended: int | None = None
    end: str = RUNNING
    pauses: tuple[Interval, ...] = ()
    promise_due: int | None = None
    binding: bool = True
    needed: bool = True
    missing: tuple[int, ...] = ()
    terms: tuple[Term, ...] = ()


class Facts(msgspec.Struct, frozen=True, kw_only=True):
    """Every clock of every cycle, oldest first, in the order of the standard."""

    clocks: tuple[ClockFacts, ...] = ()

    def of(self, cycle: int) -> dict[str, ClockFacts]:
        """Return the clocks of `cycle` by id."""
        return {facts.clock: facts for facts in self.clocks if facts.cycle == cycle}


class Setting(msgspec.Struct, frozen=True, kw_only=True):
    """What the clocks of a ticket depend on beside its events.

    Attributes:
        calendar: Resolves a calendar's name, `channel` included.
        category: For clocks that exist for some categories alone.
        strict: Raise where holiday data is missing instead of marking the due provisional.
    """

    book: TierBook
    calendar: Callable[[str], Calendar]
    category: str = ""
    strict: bool = False


def clock_facts(standing: Standing, setting: Setting) -> Facts:
    """Return what is known of every clock of a ticket.

    Raises:
        YearMissingError: In strict mode, if a due rests on a year without holiday data.
    """
    if not standing.cycles:
        return Facts()
    found: list[ClockFacts] = []
    last = len(standing.cycles)
    for cycle in standing.cycles:
        ended = None if cycle.number == last else standing.cycles[cycle.number].opened.instant
        found += _CycleRun(cycle, setting, ended).facts()
    return Facts(clocks=tuple(found))


class _CycleRun:
    """The events of one cycle, indexed once for all its clocks."""

    def __init__(self, cycle: Cycle, setting: Setting, reopened: int | None) -> None:
        self.cycle = cycle
        self.setting = setting
        self.book = setting.book
        self.reopened = reopened
        self.received = cycle.opened.instant
        self.first: dict[str, Event] = {}
        for event in cycle.events:
            self.first.setdefault(event.do, event)
        self.moving = [event for event in cycle.events if _moves(event)]
        self.has_pause = "pause" in self.first

    def facts(self) -> list[ClockFacts]:
        """Return the facts of every clock that a tier in force in this cycle has."""
        tiers = [self.cycle.tier, *(_new_tier(event) for event in self.moving if _new_tier(event))]
        clocks = dict.fromkeys(
            clock
            for name in tiers
            if name in self.book.tiers
            for clock in self.book.tiers[name].targets
        )
        return [
            facts
            for name in clocks
            if name in self.book.clocks
            and (facts := _ClockRun(self, self.book.clocks[name]).facts()) is not None
        ]


def _moves(event: Event) -> bool:
    return event.do in {"reschedule", "agree", "regrade"} or bool(_new_tier(event))


def _new_tier(event: Event) -> str:
    """Return the tier that a regrade (or a classification with a tier) gives, or empty."""
    if event.do == "regrade":
        return event.to
    return event.tier if event.do == "classify" else ""


class _ClockRun:
    """One clock through one cycle."""

    def __init__(self, run: _CycleRun, clock: Clock) -> None:
        self.run = run
        self.clock = clock
        self.terms: list[Term] = []
        self.promise: int | None = None
        self.dropped: int | None = None
        self.sleeps: list[Interval] = []
        self.missing: tuple[int, ...] = ()

    # -- start and stop -------------------------------------------------------------------

    def started_by(self, tier: Tier | None) -> Event | None:
        """Return the event that starts the clock, or None."""
        first = self.run.first
        for kind in self.clock.start:
            event = self.run.cycle.opened if kind == "receive" else first.get(kind)
            if event is None and kind == "resolve":
                event = first.get("decline")
            if event is not None:
                return event
            if self._tier_waits_for(tier, kind) and not self._stop_event():
                return None
        return None

    def _tier_waits_for(self, tier: Tier | None, kind: str) -> bool:
        """Whether `kind` stops a clock of the tier, so that this clock waits for it."""
        clocks = self.run.book.clocks
        names = tier.targets if tier else ()
        return any(name in clocks and kind in clocks[name].stop for name in names)

    def _stop_event(self) -> Event | None:
        stops = self.clock.stop
        first = self.run.first
        if not any(kind in first for kind in stops):
            return None
        for event in self.run.cycle.events:
            if event.do in stops and not (event.auto and self.clock.human):
                return event
        return None

    # -- the due --------------------------------------------------------------------------

    def facts(self) -> ClockFacts | None:
        """Return the facts, or None if the clock does not exist for this ticket."""
        run = self.run
        tier_name = run.cycle.tier
        opening = self.started_by(run.book.tiers.get(tier_name))
        if opening is not None:
            tier_name = self._tier_at(opening)
        tier = run.book.tiers.get(tier_name)
        if tier is None or not self._exists(tier):
            later = [event for event in run.moving if self._exists_in(_new_tier(event))]
            if opening is None or not later:
                return None
        if opening is None:
            return self._unstarted()
        start = opening.instant
        target = self._target(tier, self._limits_at(opening)) if tier else None
        if target is not None:
            self.terms = self._from_limit(start, target, tier_name)
        stop = self._stop_event()
        self._apply_moves(start, tier_name, stop.instant if stop else None)
        return self._result(start, stop)

    def _exists(self, tier: Tier) -> bool:
        only = tier.only_for.get(self.clock.id)
        return self.clock.id in tier.targets and (only is None or self.run.setting.category in only)

    def _exists_in(self, name: str) -> bool:
        tier = self.run.book.tiers.get(name)
        return tier is not None and self._exists(tier)

    def _tier_at(self, opening: Event) -> str:
        """Return the tier in force when the clock starts."""
        name = self.run.cycle.tier
        if opening is self.run.cycle.opened:
            return name
        for event in self.run.moving:
            new = _new_tier(event)
            if new and event.at <= opening.at:
                name = new
        return name

    def _limits_at(self, opening: Event) -> dict[str, tuple[str, str]]:
        """Return the category's figures that were noted last when the clock starts."""
        limits = self.run.cycle.opened.limits
        if opening is not self.run.cycle.opened:
            for event in self.run.moving:
                if _new_tier(event) and event.at <= opening.at:
                    limits = event.limits
        return limits

    def _target(self, tier: Tier, limits: dict[str, tuple[str, str]]) -> Target | None:
        if self.clock.id in limits:
            limit, calendar = limits[self.clock.id]
            return Target(parse_limit(limit), calendar)
        return tier.targets.get(self.clock.id) if self._exists(tier) else None

    def _from_limit(self, start: int, target: Target, tier: str, why: str = "tier") -> list[Term]:
        if target.limit is None:
            return []
        calendar = self.run.setting.calendar(target.calendar).id
        return [Term(start=start, limit=target.limit, calendar=calendar, why=why, tier=tier)]

    def _pauses(self, until: int | None = None) -> list[Interval]:
        """Return the pauses and sleeps of this clock that had begun at `until` (None: all)."""
        found = list(self.sleeps)
        if self.run.has_pause:
            reasons = self.run.book.pause_reasons
            found += moves.pauses_of(self.run.cycle.events, reasons, self.clock.id)
        return found if until is None else moves.begun_by(found, until)

    def _due(self, pauses: Iterable[Interval]) -> tuple[int, int] | None:
        """Return the earliest due of the terms and its budget in open seconds."""
        found: list[tuple[int, int]] = []
        missing: tuple[int, ...] = ()
        intervals = tuple(pauses)
        for term in self.terms:
            if term.fixed is not None:
                found.append((term.fixed, max(term.fixed - term.start, 0)))
            elif term.limit is not None:
                calendar = self.run.setting.calendar(term.calendar)
                reached = due_of(
                    calendar, term.start, term.limit, intervals, strict=self.run.setting.strict
                )
                found.append((reached.at, reached.budget))
                missing += reached.missing
        self.missing = tuple(dict.fromkeys(missing))
        return min(found, default=None)

    # -- what moves it --------------------------------------------------------------------

    def _apply_moves(self, start: int, tier: str, stopped: int | None) -> None:
        for event in self.run.moving:
            new = _new_tier(event)
            if event.instant < start:
                continue
            if new:
                tier = self._regraded(event, start, tier, new, stopped)
            elif stopped is None or event.instant <= stopped:
                _APPOINTED[event.do](self, event)

    def _is_broken(self, instant: int) -> bool:
        reached = self._due(self._pauses(instant))
        return reached is not None and reached[0] < instant

    def _regraded(self, event: Event, start: int, old: str, new: str, stopped: int | None) -> str:
        """Apply a regrade and return the tier in force after it (3.6)."""
        run = self.run
        at = event.instant
        mode = moves.regrade_mode(event, run.received, run.book, old, new)
        frozen = stopped is not None and stopped <= at
        if mode != moves.CORRECTED and (frozen or self._is_broken(at)):
            return new
        tier = run.book.tiers.get(new)
        target = self._target(tier, event.limits) if tier else None
        if target is None:
            self.terms, self.dropped = [], at
            return new
        self.dropped = None
        if mode == moves.CORRECTED:
            self.terms = self._from_limit(start, target, new, "correction")
        elif mode == moves.LOWERED:
            self.terms = self._from_limit(start, target, new, "regrade")
        else:
            self.terms = self.terms + self._from_limit(at, target, new, "regrade")
        return new

    def _rescheduled(self, event: Event) -> None:
        """Apply an appointment (3.5): the owner moves the due, the company only promises."""
        if event.window is None:
            return
        opens, closes = (int(edge.timestamp()) for edge in event.window)
        arrives = "arrive" in self.clock.stop
        by_owner = event.asked_by == "owner" and not self._is_broken(event.instant)
        if arrives:
            self.promise = closes
            if by_owner and self.terms:
                self.terms = [Term(start=event.instant, fixed=closes, why="appointment")]
        elif by_owner and "resolve" in self.clock.stop and opens > event.instant:
            self.sleeps.append((event.instant, opens))

    def _agreed(self, event: Event) -> None:
        """Apply an agreed time: it sets the due of the clocks that the tier names for it."""
        if event.clock != self.clock.id or event.due is None:
            return
        due = int(event.due.timestamp())
        tier = self.run.book.tiers.get(self._tier_at(event))
        target = tier.targets.get(self.clock.id) if tier else None
        free = tier is not None and (
            self.clock.id in tier.agreed_time_first or (target is not None and target.limit is None)
        )
        if free and event.asked_by != "company" and not self._is_broken(event.instant):
            self.terms = [Term(start=event.instant, fixed=due, why="agreed")]
        else:
            self.promise = due

    # -- the result -----------------------------------------------------------------------

    def _unstarted(self) -> ClockFacts:
        final = self._last_end()
        return ClockFacts(
            clock=self.clock.id,
            cycle=self.run.cycle.number,
            end=NOT_STARTED if final is None else VOID,
            binding=not self.clock.binds,
            needed=not self.clock.binds and bool(_MAIN_STARTS & set(self.clock.start)),
        )

    def _result(self, start: int, stop: Event | None) -> ClockFacts:
        pauses = self._pauses()
        reached = self._due(pauses)
        due, budget = reached or (None, 0)
        stopped = stop.instant if stop else None
        end, ended = self._end(due, stopped)
        return ClockFacts(
            clock=self.clock.id,
            cycle=self.run.cycle.number,
            start=start,
            due=due,
            budget=budget,
            warn_at=self._warn_at(due, budget, pauses) if end == RUNNING else None,
            stopped=stopped,
            ended=ended,
            end=end,
            pauses=tuple(pauses),
            promise_due=self.promise,
            binding=not self.clock.binds,
            needed=not self.clock.binds,
            missing=self.missing,
            terms=tuple(self.terms),
        )

    def _warn_at(self, due: int | None, budget: int, pauses: list[Interval]) -> int | None:
        """Return when the warning share of the budget is used, on the calendar of the due."""
        if due is None:
            return None
        share = self.run.book.policy.warn_fraction
        for term in self.terms:
            if term.limit is None:
                continue
            calendar = self.run.setting.calendar(term.calendar)
            reached = due_of(calendar, term.start, term.limit, pauses)
            if reached.at == due:
                return share_instant(calendar, term.start, reached, share, pauses)
        return due - round(budget * (1 - share))

    def _end(self, due: int | None, stopped: int | None) -> tuple[str, int | None]:
        """Return the final verdict, if there is one, and when it became final."""
        if self.dropped is not None and not self.terms:
            return VOID, self.dropped
        if due is None:
            return VOID, stopped
        if stopped is not None:
            return (MET if stopped <= due else FAILED_LATE), stopped
        attempted = self._attempted(due)
        if attempted is not None:
            return MET_ATTEMPTED, attempted
        ended = self._last_end()
        if ended is None:
            return RUNNING, None
        return (FAILED_OPEN if due < ended else VOID), ended

    def _attempted(self, due: int) -> int | None:
        """Return when enough attempts at a visit were made in time, in two half-days (3.1)."""
        if "visit" not in self.clock.stop or "visit_attempt" not in self.run.first:
            return None
        made = [
            event
            for event in self.run.cycle.events
            if event.do == "visit_attempt" and event.instant <= due
        ]
        required = self.run.book.policy.visit_attempts_required
        halves = {(event.at.date(), event.at.hour >= 12) for event in made}  # noqa: PLR2004 - noon
        if len(made) < required or len(halves) < _HALF_DAYS:
            return None
        return made[required - 1].instant

    def _last_end(self) -> int | None:
        """Return when the clock lost its meaning without a stop: the ticket ended, or was resolved.

        A resolved ticket ends the clocks that only work before it could stop; a merged one those
        that follow the parent.
        """
        first = self.run.first
        ends = [first[kind].instant for kind in ("close", "cancel", "merge") if kind in first]
        if self.run.reopened is not None:
            ends.append(self.run.reopened)
        if all(kind_of(kind).legal_in <= BEFORE_DONE for kind in self.clock.stop):
            ends += [first[kind].instant for kind in ("resolve", "decline") if kind in first]
        return min(ends, default=None)


_APPOINTED: dict[str, Callable[[_ClockRun, Event], None]] = {
    "reschedule": _ClockRun._rescheduled,  # noqa: SLF001 - the table of this module
    "agree": _ClockRun._agreed,  # noqa: SLF001 - the table of this module
}
