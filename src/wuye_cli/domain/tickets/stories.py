"""What an explanation of a ticket's dues holds: plain values for JSON and for the page."""

from __future__ import annotations

from datetime import datetime

import msgspec

from wuye_cli.domain.tickets.explanation import DueWay
from wuye_cli.domain.tickets.rulebook import Waiting
from wuye_cli.domain.tickets.standing import Standing
from wuye_cli.domain.tickets.ticket import Ticket
from wuye_cli.domain.tickets.tier import TierBook


class EventRef(msgspec.Struct, frozen=True, kw_only=True):
    """An event as an explanation names it; `who` did it."""

    id: str
    do: str
    at: datetime
    who: str


class TermLine(msgspec.Struct, frozen=True, kw_only=True):
    """One figure that could set the due.

    Attributes:
        why: `tier`, `category`, `regrade`, `correction`, `appointment`, `agreed`.
        limit: As written; empty for a fixed time.
        due: What this figure alone would give.
        basis: Source of the figure, as the standard states it.
        decides: It is the one that counts: the earliest.
    """

    why: str
    tier: str
    start: datetime
    limit: str
    calendar: str
    due: datetime
    budget: int
    basis: str
    decides: bool


class PauseLine(msgspec.Struct, frozen=True, kw_only=True):
    """A pause and what it did to the clock.

    Attributes:
        reason: Id of the reason; `appointment` for the sleep before an agreed time.
        effect: `counted`, or why it had none: `not_stopping`, `not_agreed`, `no_end`,
            `before_start`, `after_stop`, `after_due`, `fixed_due`, `outside_hours`.
        seconds: Open seconds that the clock stood still for it.
    """

    event: EventRef | None
    reason: str
    begin: datetime
    end: datetime | None
    effect: str
    seconds: int


class MoveLine(msgspec.Struct, frozen=True, kw_only=True):
    """A regrade, appointment or agreement and what it did to the clock.

    Attributes:
        to: The tier of a regrade.
        window_end: End of the appointment, or the agreed time.
        effect: `moved`, `promised`, `by_company`, `after_due`, `after_stop`, `unchanged`.
    """

    event: EventRef
    asked_by: str
    to: str
    window_end: datetime | None
    due_before: datetime | None
    due_after: datetime | None
    effect: str


class ClockStory(msgspec.Struct, frozen=True, kw_only=True):
    """Everything about one clock at one instant.

    Attributes:
        margin: Seconds from the stop (else from the instant of asking) to the due; negative if
            late; None without a due.
        open_left: Open seconds left at the instant of asking, while it runs.
        ignored: Automatic messages that stopped nothing.
        ended_by: The event that ended the clock without stopping it.
        waits_for: Kinds of events that would start it.
    """

    clock: str
    cycle: int
    verdict: str
    binding: bool
    started: EventRef | None
    due: datetime | None
    projected_due: datetime | None
    remaining_s: int | None
    margin: int | None
    open_left: int | None
    stopped: EventRef | None
    ended_by: EventRef | None
    ignored: tuple[EventRef, ...]
    waits_for: tuple[str, ...]
    way: DueWay | None
    terms: tuple[TermLine, ...]
    pauses: tuple[PauseLine, ...]
    moves: tuple[MoveLine, ...]
    promise_due: datetime | None
    promise_verdict: str
    missing: tuple[int, ...]


class StepLine(msgspec.Struct, frozen=True, kw_only=True):
    """One step of the escalation ladder.

    Attributes:
        clock: Empty for the step that a second urge, move or complaint takes at once.
        level: `assignee`, `head`, `manager`, `general_manager` or `on_call`.
        share: Share of the open time that is used up then; 0 for a step that is none.
        round: Number of the call of `on_call`, else 0.
        reached: It lies at or before the instant of the explanation.
    """

    clock: str
    cycle: int
    level: str
    share: float
    round: int
    at: datetime
    reached: bool


class TicketStory(msgspec.Struct, frozen=True, kw_only=True):
    """A ticket with the story of its clocks, at one instant.

    Attributes:
        book: The standard that it is explained by.
        standing: Its events up to `as_of`, folded.
        stories: The clocks, oldest cycle first.
        escalation: Who must hear when of the clocks that still run, the earliest first.
        under: Another text that it is explained by, as somebody named it; else empty.
        pinned: The version that the ticket is held to.
        waiting: What would have held at the receipt, had those agreed who must.
    """

    ticket: Ticket
    book: TierBook
    standing: Standing
    as_of: datetime
    verdict: str
    stories: tuple[ClockStory, ...]
    escalation: tuple[StepLine, ...] = ()
    under: str = ""
    pinned: str = ""
    waiting: tuple[Waiting, ...] = ()
