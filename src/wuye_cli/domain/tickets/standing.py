"""What a ticket's events make of it: status, cycle, tier, who holds it. Folding never raises."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from wuye_cli.domain.tickets.event import Event
from wuye_cli.domain.tickets.kinds import DONE, RECEIVED, VISITED, kind_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from wuye_cli.domain.tickets.ticket import Ticket
    from wuye_cli.domain.tickets.tier import TierBook

LATE_ENTRY_S = 1800
"""An event typed later than this many seconds after the fact is flagged as recorded late."""

_ASSIGNING = frozenset({"dispatch", "transfer"})


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
        found = None
        for event in self.cycle.events:
            if event.do == do:
                found = event
        return found


def in_force(events: Sequence[Event]) -> list[Event]:
    """Return the events that no `revoke` took back, as they happened; the receipt stays first.

    A revocation that is itself revoked takes nothing back.
    """
    revoked: set[str] = set()
    for event in reversed(events):
        if event.do == "revoke" and event.id not in revoked:
            revoked.update(event.events)
    kept = [event for event in events if event.id not in revoked] if revoked else list(events)
    if len(kept) > 1:
        kept[1:] = sorted(kept[1:], key=_happened)
    return kept


def _happened(event: Event) -> float:
    return event.at.timestamp()


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

    def __init__(self, book: TierBook | None) -> None:
        self.book = book
        self.status = ""
        self.tier = ""
        self.assignee = ""
        self.attempts = 0
        self.cycles: list[tuple[str, list[Event]]] = []
        self.irregular: list[Event] = []

    def take(self, event: Event) -> None:
        """Take the next event into account."""
        do = event.do
        if do == "receive" and not self.cycles:
            self._begin(event, event.tier)
            return
        kind = kind_of(do)
        if self.status not in kind.legal_in or not self.cycles:
            self.irregular.append(event)
            if not self.cycles:
                return
        elif do == "reopen":
            self._begin(event, event.tier or self._raised())
            return
        else:
            self.status = kind.moves.get(self.status, self.status)
        self._side_effects(event)
        self.cycles[-1][1].append(event)

    def _begin(self, event: Event, tier: str) -> None:
        self.status = RECEIVED
        self.tier = tier
        self.attempts = 0
        self.cycles.append((tier, [event]))

    def _raised(self) -> str:
        tier = self.book.tiers.get(self.tier) if self.book else None
        return (tier.raise_to if tier else "") or self.tier

    def _side_effects(self, event: Event) -> None:
        do = event.do
        if do in _ASSIGNING:
            self.assignee = event.to
        elif do == "accept":
            self.assignee = event.doer or self.assignee
        elif do == "return":
            self.assignee = ""
        elif do == "regrade":
            self.tier = event.to
        elif do == "classify" and event.tier:
            self.tier = event.tier
        elif do == "visit_attempt":
            self._attempt()

    def _attempt(self) -> None:
        self.attempts += 1
        required = self.book.policy.visit_attempts_required if self.book else None
        if required and self.attempts >= required and self.status in {DONE, "fed_back"}:
            self.status = VISITED

    def standing(self, events: list[Event]) -> Standing:
        """Return the result."""
        urges = counted_urges(events, self.book)
        at = [event.instant for event in urges]
        threshold = self.book.policy.urge_escalates_at if self.book else 2
        return Standing(
            status=self.status or RECEIVED,
            events=tuple(events),
            cycles=tuple(
                Cycle(number=number, tier=tier, events=tuple(taken))
                for number, (tier, taken) in enumerate(self.cycles, 1)
            ),
            tier=self.tier,
            assignee=self.assignee,
            urges=len(urges),
            escalated_at=_escalated(events, at, threshold),
            attempts=self.attempts,
            irregular=tuple(self.irregular),
            flags=_flags(events),
        )


def counted_urges(events: Iterable[Event], book: TierBook | None) -> list[Event]:
    """Return the urges that count: those `urge_min_gap` or more after the last one that did."""
    gap = book.policy.urge_min_gap if book else None
    least = (gap.seconds or 0) if gap else 0
    counted: list[Event] = []
    for event in events:
        if event.do == "urge" and (not counted or event.instant - counted[-1].instant >= least):
            counted.append(event)
    return counted


def _escalated(events: list[Event], urged: list[int], threshold: int) -> int | None:
    """Return when the ticket went to the department head at once (`tickets-and-clocks` 3.7)."""
    instants = urged[threshold - 1 : threshold]
    moved = [
        event.instant
        for event in events
        if event.do == "reschedule" and event.asked_by == "company"
    ]
    instants += moved[1:2]
    if events[0].second_of:
        instants.append(events[0].instant)
    return min(instants, default=None)


def _flags(events: list[Event]) -> tuple[str, ...]:
    flags = []
    received = events[0]
    if received.recorded_at is not None:
        late = received.recorded_at.timestamp() - received.at.timestamp()
        if late > LATE_ENTRY_S:
            flags.append("recorded_late")
    if len(events) > 1 and events[1].at < received.at:
        flags.append("untimely")
    return tuple(flags)
