"""The story of one clock: who started it, what moved it or failed to, and what became of it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import msgspec

from wuye_cli.domain.tickets import moves
from wuye_cli.domain.tickets.clock_effects import effect_of, why_not
from wuye_cli.domain.tickets.clocks import clock_facts
from wuye_cli.domain.tickets.explanation import deciding_term, moment, ways_of
from wuye_cli.domain.tickets.judging import reading
from wuye_cli.domain.tickets.stories import ClockStory, EventRef, MoveLine, PauseLine, TermLine
from wuye_cli.domain.timekeeping.due import open_seconds

if TYPE_CHECKING:
    from datetime import datetime

    from wuye_cli.domain.tickets.clocks import ClockFacts, Setting, Term
    from wuye_cli.domain.tickets.event import Event
    from wuye_cli.domain.tickets.explanation import DueWay
    from wuye_cli.domain.tickets.standing import Cycle, Standing

FROM_CATEGORY = "category"


def tell(
    facts: ClockFacts, standing: Standing, setting: Setting, now: int, *, category_basis: str = ""
) -> ClockStory:
    """Tell the story of a clock as it stands at `now`.

    Args:
        facts: The clock.
        standing: The ticket's folded events.
        setting: What its clocks depend on.
        now: Epoch seconds.
        category_basis: Source of the figures of the ticket's category.
    """
    return _Story(facts, standing, setting, category_basis).told(now)


class _Story:
    """One clock with what its story is read from."""

    def __init__(
        self, facts: ClockFacts, standing: Standing, setting: Setting, category_basis: str
    ) -> None:
        self.facts = facts
        self.standing = standing
        self.setting = setting
        self.category_basis = category_basis
        self.cycle: Cycle = standing.cycles[facts.cycle - 1]
        self.clock = setting.book.clocks[facts.clock]
        self.zone = setting.book.timezone

    def told(self, now: int) -> ClockStory:
        """Return the story."""
        facts, setting = self.facts, self.setting
        read = reading(facts, now, setting.calendar)
        decided = deciding_term(facts, setting.calendar, self.zone)
        return ClockStory(
            clock=facts.clock,
            cycle=facts.cycle,
            verdict=read.verdict,
            binding=facts.binding,
            started=self._started(),
            due=self._at(facts.due),
            projected_due=self._at(read.projected_due),
            remaining_s=read.remaining_s,
            margin=self._margin(now),
            open_left=self._open_left(now, decided[0] if decided else None),
            stopped=self._stopped(),
            ended_by=self._ended_by(),
            ignored=self._ignored(),
            waits_for=self.clock.start if facts.start is None else (),
            way=decided[1] if decided else None,
            terms=self._terms(decided[0] if decided else None),
            pauses=self._pauses(decided[0] if decided else None),
            moves=self._moves(),
            promise_due=self._at(facts.promise_due),
            promise_verdict=read.promise_verdict,
            missing=facts.missing,
        )

    def _at(self, instant: int | None) -> datetime | None:
        return None if instant is None else moment(instant, self.zone)

    def _ref(self, event: Event) -> EventRef:
        return EventRef(
            id=event.id, do=event.do, at=moment(event.instant, self.zone), who=event.doer
        )

    # -- start and end --------------------------------------------------------------------

    def _started(self) -> EventRef | None:
        if self.facts.start is None:
            return None
        kinds = {*self.clock.start, *({"decline"} if "resolve" in self.clock.start else ())}
        for event in self.cycle.events:
            opens = event is self.cycle.opened and "receive" in kinds
            if event.instant == self.facts.start and (opens or event.do in kinds):
                return self._ref(event)
        return None

    def _stopped(self) -> EventRef | None:
        for event in self.cycle.events:
            if event.instant == self.facts.stopped and self._stops(event):
                return self._ref(event)
        return None

    def _stops(self, event: Event) -> bool:
        return event.do in self.clock.stop and not (event.auto and self.clock.human)

    def _ended_by(self) -> EventRef | None:
        """Return what ended the clock without stopping it: the end of the ticket, a reopening."""
        facts = self.facts
        if facts.ended is None or facts.stopped is not None:
            return None
        later = (*self.cycle.events, *(cycle.opened for cycle in self.standing.cycles))
        return next((self._ref(event) for event in later if event.instant == facts.ended), None)

    def _ignored(self) -> tuple[EventRef, ...]:
        if not self.clock.human:
            return ()
        return tuple(
            self._ref(event)
            for event in self.cycle.events
            if event.auto and event.do in self.clock.stop
        )

    def _margin(self, now: int) -> int | None:
        due = self.facts.due
        if due is None:
            return None
        return due - (now if self.facts.stopped is None else self.facts.stopped)

    def _open_left(self, now: int, term: Term | None) -> int | None:
        facts = self.facts
        if facts.end or facts.due is None or term is None or term.limit is None:
            return None
        calendar = self.setting.calendar(term.calendar)
        return open_seconds(calendar, now, facts.due, facts.pauses)

    # -- figures --------------------------------------------------------------------------

    def _terms(self, decides: Term | None) -> tuple[TermLine, ...]:
        return tuple(
            self._term_line(term, way, decides=term is decides)
            for term, way in ways_of(self.facts, self.setting.calendar, self.zone)
        )

    def _term_line(self, term: Term, way: DueWay, *, decides: bool) -> TermLine:
        tier = self.setting.book.tiers.get(term.tier)
        why, basis = term.why, tier.basis.get(self.clock.id, "") if tier else ""
        if term.limit is not None and self._is_of_category(term):
            why, basis = FROM_CATEGORY, self.category_basis
        return TermLine(
            why=why,
            tier=term.tier,
            start=moment(term.start, self.zone),
            limit=way.limit,
            calendar=way.calendar,
            due=way.due,
            budget=way.budget,
            basis=basis,
            decides=decides,
        )

    def _is_of_category(self, term: Term) -> bool:
        """Whether the figure is the category's own, noted by an event, not the tier's."""
        noted = [
            event.limits[self.clock.id][0]
            for event in self.cycle.events
            if self.clock.id in event.limits
        ]
        return str(term.limit) in noted

    # -- pauses ---------------------------------------------------------------------------

    def _pauses(self, decides: Term | None) -> tuple[PauseLine, ...]:
        if self.facts.start is None:
            return ()
        events = self.cycle.events
        resumes = [event for event in events if event.do == "resume"]
        lines: list[PauseLine] = []
        left = Counter(self.facts.pauses)
        for event in events:
            if event.do == "pause":
                spans = moves.pauses_of(
                    [event, *resumes], self.setting.book.pause_reasons, self.clock.id
                )
                left.subtract(spans)
                lines.append(self._pause_line(event, spans[0] if spans else None, decides))
        lines += [self._sleep_line(span, decides) for span in sorted(left.elements())]
        return tuple(lines)

    def _pause_line(
        self, event: Event, span: tuple[int, int] | None, decides: Term | None
    ) -> PauseLine:
        reason = self.setting.book.pause_reasons.get(event.reason)
        effect, seconds = (
            (why_not(event, reason, self.clock.id), 0)
            if span is None
            else self._effect(span, decides)
        )
        return PauseLine(
            event=self._ref(event),
            reason=event.reason,
            begin=moment(event.instant, self.zone),
            end=self._at(span[1] if span else self._end_of(event)),
            effect=effect,
            seconds=seconds,
        )

    def _end_of(self, pause: Event) -> int | None:
        """Return when a pause ended that stopped nothing here: its `until` or a `resume`."""
        ends = [event.instant for event in self.cycle.events if event.do == "resume"]
        if pause.until is not None:
            ends.append(int(pause.until.timestamp()))
        return min((end for end in ends if end >= pause.instant), default=None)

    def _sleep_line(self, span: tuple[int, int], decides: Term | None) -> PauseLine:
        effect, seconds = self._effect(span, decides)
        begin, end = (moment(edge, self.zone) for edge in span)
        return PauseLine(
            event=None, reason="appointment", begin=begin, end=end, effect=effect, seconds=seconds
        )

    def _effect(self, span: tuple[int, int], decides: Term | None) -> tuple[str, int]:
        """Return what a span in which the clock may stand still did, and its open seconds."""
        facts, (begin, end) = self.facts, span
        if facts.start is None or end <= facts.start:
            return "before_start", 0
        if facts.stopped is not None and begin >= facts.stopped:
            return "after_stop", 0
        if facts.due is None or begin >= facts.due:
            return "after_due", 0
        if decides is None or decides.limit is None:
            return "fixed_due", 0
        calendar = self.setting.calendar(decides.calendar)
        seconds = open_seconds(calendar, max(begin, decides.start), min(end, facts.due))
        return ("counted" if seconds else "outside_hours"), seconds

    # -- moves ----------------------------------------------------------------------------

    def _moves(self) -> tuple[MoveLine, ...]:
        found = (
            self._move(number, event)
            for number, event in enumerate(self.cycle.events)
            if self._concerns(event)
        )
        return tuple(line for line in found if line is not None)

    def _concerns(self, event: Event) -> bool:
        if event.do == "reschedule":
            return bool({"arrive", "resolve"} & set(self.clock.stop))
        if event.do == "agree":
            return event.clock == self.clock.id
        return event.do == "regrade" or (event.do == "classify" and bool(event.tier))

    def _move(self, number: int, event: Event) -> MoveLine | None:
        """Compare the clock just before and just after an event, as the engine sees it."""
        before, after = self._facts_until(number), self._facts_until(number + 1)
        if before is None and after is None:
            return None
        old, new = (None if one is None else one.due for one in (before, after))
        window = event.window[1] if event.window else event.due
        return MoveLine(
            event=self._ref(event),
            asked_by=event.asked_by,
            to=event.to if event.do == "regrade" else event.tier,
            window_end=None if window is None else self._at(int(window.timestamp())),
            due_before=self._at(old),
            due_after=self._at(new),
            effect=effect_of(event, before, after),
        )

    def _facts_until(self, count: int) -> ClockFacts | None:
        """Return the clock after the first `count` events of its cycle."""
        if count == 0:
            return None
        cut = msgspec.structs.replace(self.cycle, events=self.cycle.events[:count])
        earlier = self.standing.cycles[: self.facts.cycle - 1]
        then = msgspec.structs.replace(self.standing, cycles=(*earlier, cut))
        return clock_facts(then, self.setting).of(self.facts.cycle).get(self.clock.id)
