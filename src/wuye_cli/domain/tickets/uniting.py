"""One ticket out of two copies on which two desks wrote: no event is lost, and no line merged."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from wuye_cli.domain.errors import ConflictError
from wuye_cli.domain.tickets.head import AMENDABLE, with_events
from wuye_cli.domain.tickets.standing import fold_events

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wuye_cli.domain.tickets.event import Event
    from wuye_cli.domain.tickets.ticket import Ticket
    from wuye_cli.domain.tickets.tier import TierBook


def united(
    base: Ticket, ours: Ticket, theirs: Ticket, book: TierBook | None = None
) -> tuple[Ticket, bool]:
    """Return the ticket with the events of both, and whether some of them do not go together.

    Each side's own order stays, as what was typed later may rest on what stood there before; where
    neither side says which of two events came first, the one typed first does, then the lesser id.
    Whoever unites the same two copies gets the same ticket, from whichever side.

    Args:
        base: The ticket before the two parted.
        ours: One copy.
        theirs: The other.
        book: The tiers that the ticket is pinned to.

    Raises:
        ConflictError: `same_number` for two tickets of one id; `not_appended` if a copy did
            anything but add events; `head_differs` if both changed a field differently.
    """
    if len({base.uid, ours.uid, theirs.uid}) > 1:
        raise ConflictError("same_number")
    for side in (ours, theirs):
        _require_added(base, side, book)
    _require_one_head(base, ours, theirs)
    bare = msgspec.structs.replace(base, events=())
    whole, standing = with_events(bare, _woven(ours.events, theirs.events), book)
    known = {event.id for side in (ours, theirs) for event in _irregular(side, book)}
    return whole, any(event.id not in known for event in standing.irregular)


def _irregular(ticket: Ticket, book: TierBook | None) -> Sequence[Event]:
    return fold_events(ticket.events, book).irregular


def _require_added(base: Ticket, side: Ticket, book: TierBook | None) -> None:
    """Refuse a copy that did anything but add events: all else in it must follow from them."""
    held = {event.id: event for event in side.events}
    is_whole = "" not in held and len(held) == len(side.events)
    if not is_whole or any(held.get(event.id) != event for event in base.events):
        raise ConflictError("not_appended")
    derived, _ = with_events(msgspec.structs.replace(base, events=()), side.events, book)
    if msgspec.structs.replace(derived, status=side.status) != side:
        raise ConflictError("not_appended")


def _require_one_head(base: Ticket, ours: Ticket, theirs: Ticket) -> None:
    """Refuse if both copies changed a field of the head, each to another value."""
    for name in AMENDABLE:
        values = [getattr(one, name) for one in (base, ours, theirs)]
        if len(set(values)) == len(values):
            raise ConflictError("head_differs", field=name)


def _woven(ours: Sequence[Event], theirs: Sequence[Event]) -> list[Event]:
    """Return the events of both sides, each once, none before what precedes it on its side."""
    known = {event.id: event for event in ours}
    if any(known.get(event.id, event) != event for event in theirs):
        raise ConflictError("not_appended")
    sides = [list(ours), list(theirs)]
    woven: list[Event] = []
    while any(sides):
        firsts = [side[0] for side in sides if side]
        behind = {event.id for side in sides for event in side[1:]}
        free = [event for event in firsts if event.id not in behind]
        # Where the sides contradict each other, two united the same copies before, each its way.
        taken = min(free or firsts, key=_typed)
        woven.append(taken)
        sides = [[event for event in side if event.id != taken.id] for side in sides]
    return woven


def _typed(event: Event) -> tuple[float, str]:
    return (event.recorded_at or event.at).timestamp(), event.id
