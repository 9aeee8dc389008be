"""What a ticket's events make of it: status, cycle, tier, who holds it. Folding never raises."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from wuye_cli.domain.tickets.attempts import enough_attempts
from wuye_cli.domain.tickets.event import Event
from wuye_cli.domain.tickets.in_force import in_force
from wuye_cli.domain.tickets.kinds import (
    ASSIGNING,
    BY_A_PERSON,
    BY_ASSIGNEE,
    DONE,
    FED_BACK,
    HANDLING,
    RECEIVED,
    VISITED,
    kind_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from wuye_cli.domain.tickets.ticket import Ticket
    from wuye_cli.domain.tickets.tier import TierBook

__all__ = ["Cycle", "Standing", "counted_urges", "fold", "fold_events", "in_force"]

LATE_ENTRY_S = 1800
"""An event typed later than this many seconds after the fact is flagged as recorded late."""

_PRESSING = frozenset({"urge", "reschedule"})


class Cycle(msgspec.Struct, frozen=True, kw_only=True):
    """One run through the flow: from receipt, or from a reopening, to its end.

    Attributes:
        number: 1, 2, …
        tier: The tier with which it began.
        events: Events in the order in which they happened, the opening one first.
    """

    number: int
    tier: str
    events: tuple[Event, ...]

    @property
    def opened(self) -> Event:
        """The receipt or the reopening."""
        return self.events[0]


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """A ticket as it stands after its events.

    Attributes:
        events: Events in force (nothing revoked), in the order in which they happened.
        cycles: Oldest first; one at least if there is a receipt.
        tier: Tier in force, after regrading and reopening.
        assignee: Who holds it now, or empty.
        urges: Urges that count (`urge_min_gap` apart).
        escalated_at: When it went to the department head at once, epoch seconds.
        attempts: Attempts at a follow-up call in the running cycle.
        repeat_of: The earlier ticket that a person confirmed it repeats, or empty.
        irregular: Events that their place does not allow; kept, never fatal.
        flags: What a reader should know: `recorded_late`, `self_visit`, `untimely`, …
    """

    status: str = RECEIVED
    events: tuple[Event, ...] = ()
    cycles: tuple[Cycle, ...] = ()
    tier: str = ""
    assignee: str = ""
    urges: int = 0
    escalated_at: int | None = None
    attempts: int = 0
    repeat_of: str = ""
    irregular: tuple[Event, ...] = ()
    flags: tuple[str, ...] = ()

    @property
    def cycle(self) -> Cycle:
        """The running (or last) cycle."""
        return self.cycles[-1]

    @property
    def first_pass(self) -> bool:
        """Whether the ticket was never reopened."""
        return len(self.cycles) <= 1

    def last(self, do: str) -> Event | None:
        """Return the last event of kind `do` in the running cycle, or None."""
        if not self.cycles:
            return None
        return next((event for event in reversed(self.cycle.events) if event.do == do), None)


def fold(ticket: Ticket, book: TierBook | None = None) -> Standing:
    """Fold the events of `ticket`; `book` says to which tier a reopening raises."""
    return fold_events(ticket.events, book)


def fold_events(recorded: Sequence[Event], book: TierBook | None = None) -> Standing:
    """Fold `recorded` events, in whatever order they were typed."""
    events = in_force(recorded)
    if not events:
        return Standing()
    folding = _Folding(book)
    for event in events:
        folding.take(event)
    return folding.standing(events)


class _Folding:
    """The running fold: small mutable state that never leaves this module."""

    __slots__ = (
        "assignee", "attempts", "book", "current", "cycles", "irregular", "repeat_of", "status",
        "tier",
    )  # fmt: skip

    def __init__(self, book: TierBook | None) -> None:
        self.book = book
        self.status = ""
        self.tier = ""
        self.assignee = ""
        self.repeat_of = ""
        self.attempts = 0
        self.current: list[Event] = []
        self.cycles: list[tuple[str, list[Event]]] = []
        self.irregular: list[Event] = []

    def take(self, event: Event) -> None:
        """Take the next event into account."""
        do = event.do
        if not self.cycles:
            if do == "receive":
                self._begin(event, event.tier)
            else:
                self.irregular.append(event)
            return
        kind = kind_of(do)
        if not kind.is_legal(self.status):
            self.irregular.append(event)
        elif do == "reopen":
            self._begin(event, event.tier or self._raised())
            return
        elif kind.moves and not (event.auto and do in BY_A_PERSON):
            self.status = kind.moves.get(self.status, self.status)
        self.current.append(event)
        effect = _EFFECTS.get(do)
        if effect is not None:
            effect(self, event)

    def _begin(self, event: Event, tier: str) -> None:
        self.status = RECEIVED
        self.tier = tier
        self.attempts = 0
        self.current = [event]
        self.cycles.append((tier, self.current))

    def _raised(self) -> str:
        tier = self.book.tiers.get(self.tier) if self.book else None
        return (tier.raise_to if tier else "") or self.tier

    def assign(self, event: Event) -> None:
        """Give it to somebody."""
        self.assignee = event.to

    def accept(self, event: Event) -> None:
        """Give it to the one who took it."""
        self.assignee = event.doer or self.assignee

    def give_back(self, _event: Event) -> None:
        """Take it from everybody."""
        self.assignee = ""

    def grade(self, event: Event) -> None:
        """Note the tier of a regrade, or of a classification that gives one."""
        new = event.to if event.do == "regrade" else event.tier
        self.tier = new or self.tier

    def attempt(self, event: Event) -> None:
        """Count an attempt; enough of them stand in for the call (the clock judges the time)."""
        if event.auto:
            return
        self.attempts += 1
        if self.book is None or self.status not in {DONE, FED_BACK}:
            return
        required = self.book.policy.visit_attempts_required
        if enough_attempts(self.current, required, self.book.timezone) is not None:
            self.status = VISITED

    def repeat(self, event: Event) -> None:
        """Note whether a person confirmed that it repeats an earlier ticket."""
        self.repeat_of = event.repeat_of if event.adopted else ""

    def standing(self, events: list[Event]) -> Standing:
        """Return the result."""
        urges, escalated = _pressure(events, self.book)
        return Standing(
            status=self.status or RECEIVED,
            events=tuple(events),
            cycles=tuple(
                [
                    Cycle(number=number, tier=tier, events=tuple(taken))
                    for number, (tier, taken) in enumerate(self.cycles, 1)
                ]
            ),
            tier=self.tier,
            assignee=self.assignee,
            urges=urges,
            escalated_at=escalated,
            attempts=self.attempts,
            repeat_of=self.repeat_of,
            irregular=tuple(self.irregular),
            flags=_flags(events),
        )


_EFFECTS: dict[str, Callable[[_Folding, Event], None]] = {
    "dispatch": _Folding.assign,
    "transfer": _Folding.assign,
    "accept": _Folding.accept,
    "return": _Folding.give_back,
    "regrade": _Folding.grade,
    "classify": _Folding.grade,
    "visit_attempt": _Folding.attempt,
    "repeat": _Folding.repeat,
}


def counted_urges(events: Iterable[Event], book: TierBook | None) -> list[Event]:
    """Return the urges that count: those `urge_min_gap` or more after the last one that did."""
    gap = book.policy.urge_min_gap if book else None
    least = (gap.seconds or 0) if gap else 0
    counted: list[Event] = []
    for event in events:
        if event.do == "urge" and (not counted or event.instant - counted[-1].instant >= least):
            counted.append(event)
    return counted


def _pressure(events: list[Event], book: TierBook | None) -> tuple[int, int | None]:
    """Return the urges that count, and when the ticket went to the department head at once.

    That is at the second urge (or what the policy says), the second move by the company and at the
    receipt of a second complaint, whichever came first.
    """
    instants = [events[0].instant] if events[0].second_of else []
    pressing = [event for event in events if event.do in _PRESSING]
    if not pressing:
        return 0, min(instants, default=None)
    urges = counted_urges(pressing, book)
    threshold = max(book.policy.urge_escalates_at, 1) if book else 2
    instants += [event.instant for event in urges[threshold - 1 : threshold]]
    moved = [event.instant for event in pressing if event.asked_by == "company"]
    instants += moved[1:2]
    return len(urges), min(instants, default=None)


def _flags(events: list[Event]) -> tuple[str, ...]:
    flags = []
    received = events[0]
    if received.recorded_at is not None:
        late = received.recorded_at.timestamp() - received.at.timestamp()
        if late > LATE_ENTRY_S:
            flags.append("recorded_late")
    if len(events) > 1 and events[1].at < received.at:
        flags.append("untimely")
    if _visited_by_doer(events):
        flags.append("self_visit")
    return tuple(flags)


def _visited_by_doer(events: list[Event]) -> bool:
    """Whether one who handled the ticket also followed it up."""
    visitors = {event.doer for event in events if event.do in {"visit", "verify"}}
    visitors.discard("")
    if not visitors:
        return False
    return any(doer in visitors for _, doer in handlers(events))


def handlers(events: Iterable[Event], kinds: frozenset[str] = HANDLING) -> list[tuple[Event, str]]:
    """Return the steps of `kinds` with the one who did each: `who`, else the assignee, else `by`.

    Events in the order in which they happened; who typed a step for another did not do it.
    """
    found: list[tuple[Event, str]] = []
    assignee = ""
    for event in events:
        if event.do in ASSIGNING:
            assignee = event.to
        elif event.do == "accept":
            assignee = event.doer or assignee
        elif event.do == "return":
            assignee = ""
        if event.do in kinds:
            by_assignee = assignee if event.do in BY_ASSIGNEE else ""
            found.append((event, event.who or by_assignee or event.by))
    return found
