"""Shapes of tickets: what of a ticket, beside its instants, decides how a text judges it.

Tickets of one shape are alike to every standard: what a text asks of them is found once a shape,
not once a ticket.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from wuye_cli.domain.tickets.clock_facts import Setting
    from wuye_cli.domain.tickets.event import Event
    from wuye_cli.domain.tickets.standing import Standing
    from wuye_cli.domain.tickets.ticket import Ticket

CLASSIFY, PAUSE = "classify", "pause"
MOVES = frozenset(
    {"agree", CLASSIFY, PAUSE, "rebind", "regrade", "reopen", "reschedule", "visit_attempt"}
)
"""Kinds of events by which a due depends on more than where its clock starts."""
AMENDED = "amended"
"""Stands among the moves of a ticket whose category was amended: both categories then matter."""
UNCLOCKED = "unclocked"
"""Stands among the moves of a ticket whose clocks could not be derived."""


class Shape(msgspec.Struct, frozen=True, array_like=True):
    """One shape.

    Attributes:
        version: Version of the tiers that the ticket is held to.
        terms: Its fingerprint.
        home: It is about a home, not a common part.
        imported: It came from elsewhere.
        reporter: Somebody can be rung.
        tier: The tier of the receipt.
        limits: The category's figures that the receipt notes.
        moves: Which of `MOVES` are among its events.
        tiers: Every tier that an event names.
        categories: Every category that an event or the head names.
        unasked: Steps that its flow does not ask for.
    """

    version: str = ""
    terms: str = ""
    kind: str = ""
    category: str = ""
    channel: str = ""
    home: bool = False
    imported: bool = False
    reporter: bool = False
    tier: str = ""
    urgency: str = ""
    complexity: str = ""
    limits: dict[str, tuple[str, str]] = {}
    moves: tuple[str, ...] = ()
    tiers: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    unasked: tuple[str, ...] = ()


def shape_of(ticket: Ticket, standing: Standing, setting: Setting | None) -> Shape:
    """Return the shape of a ticket; `setting` is None where no standard was found."""
    receipt = ticket.received
    moving = [event for event in standing.events if event.do in MOVES]
    moves = {event.do for event in moving}
    if any(event.do == "amend" and "category" in event.changes for event in standing.events):
        moves.add(AMENDED)
    if setting is None:
        moves.add(UNCLOCKED)
    return Shape(
        setting.book.version if setting else "",
        setting.book.terms if setting else "",
        ticket.kind,
        ticket.category,
        ticket.channel,
        bool(ticket.unit),
        ticket.source is not None,
        ticket.reporter is not None and bool(ticket.reporter.person),
        receipt.tier,
        receipt.urgency,
        receipt.complexity,
        receipt.limits,
        tuple(sorted(moves)) if moves else (),
        _tiers(receipt, moving),
        _categories(ticket, receipt, moving),
        tuple(sorted(setting.unasked)) if setting and setting.unasked else (),
    )


def _tiers(receipt: Event, moving: list[Event]) -> tuple[str, ...]:
    if not moving:
        return (receipt.tier,)
    named = [receipt.tier, *[event.to if event.do == "regrade" else event.tier for event in moving]]
    return tuple(sorted({name for name in named if name}))


def _categories(ticket: Ticket, receipt: Event, moving: list[Event]) -> tuple[str, ...]:
    if not moving:
        return (ticket.category,)  # an amended one is seen whole, see `AMENDED`
    named = [ticket.category, receipt.category, *[event.category for event in moving]]
    named += [event.was.get("category", "") for event in moving]
    return tuple(sorted({name for name in named if name}))
