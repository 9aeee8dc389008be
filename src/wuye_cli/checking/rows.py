"""What the rules over many tickets keep of one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wuye_cli.checking.facts import TicketFile, TicketRow
from wuye_cli.domain.tickets.box import opening_in
from wuye_cli.domain.tickets.kinds import FINAL

if TYPE_CHECKING:
    from wuye_cli.checking.view import TicketView
    from wuye_cli.domain.tickets.event import Event

_ENDS = frozenset({"close", "cancel", "merge"})


def row_of(view: TicketView) -> TicketRow:
    """Return the row of a readable ticket."""
    ticket, standing = view.ticket, view.standing
    first = standing.events[0] if standing.events else None
    ends = [event for event in standing.events if event.do in _ENDS]
    is_open = standing.status not in FINAL
    return TicketRow(
        path=view.path,
        id=ticket.id,
        uid=ticket.uid,
        unit=ticket.unit,
        kind=ticket.kind,
        category=ticket.category,
        received=first.instant if first else 0,
        closed=ends[-1].instant if ends and not is_open else None,
        is_open=is_open,
        imported=view.imported,
        linked=first is not None and bool(first.repeat_of or first.second_of),
        merged_into=next((event.into for event in reversed(ends) if event.into), ""),
        attachments=sum(event.do == "attach" for event in ticket.events),
        box=opening_in(first.src) if first is not None else "",
        arrivals=() if view.imported else tuple(_minutes(view)),
        closings=()
        if view.imported
        else tuple((event.by, _typed(event)) for event in ends if event.do == "close" and event.by),
    )


def row_of_unreadable(file: TicketFile) -> TicketRow:
    """Return what can be told of a ticket whose values do not fit."""
    name, uid = file.tree.get("id"), file.tree.get("uid")
    return TicketRow(
        path=file.path,
        id=name if isinstance(name, str) else "",
        uid=uid if isinstance(uid, str) else "",
        imported=True,
    )


def _minutes(view: TicketView) -> list[tuple[str, int]]:
    return [(event.doer, event.at.minute) for event in view.standing.events if event.do == "arrive"]


def _typed(event: Event) -> int:
    """Return when an event was typed, in epoch seconds."""
    return event.instant if event.recorded_at is None else int(event.recorded_at.timestamp())
