"""What the rules over many tickets keep of one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wuye_cli.checking.facts import TicketFile, TicketRow
from wuye_cli.domain.tickets.box import opening_in
from wuye_cli.domain.tickets.kinds import FINAL

if TYPE_CHECKING:
    from wuye_cli.checking.view import TicketView
    from wuye_cli.domain.tickets.event import Event

_WORK = "resolve"
"""The event that ends the work, and the clock of it."""
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
        **_pausing(view),
        arrivals=() if view.imported else tuple(_minutes(view)),
        closings=()
        if view.imported
        else tuple((event.by, _typed(event)) for event in ends if event.do == "close" and event.by),
    )


def _pausing(view: TicketView) -> dict[str, int]:
    """Return how long the work of the last cycle took, and how long of it a pause stood."""
    if view.imported or not any(event.do == "pause" for event in view.standing.events):
        return _whole_course(view)
    done = _whole_course(view)
    clock = next((one for one in reversed(view.clocks.clocks) if one.clock == _WORK), None)
    if not done or clock is None:
        return done
    end = done["resolved"]
    stood = sum(max(0, min(until, end) - begin) for begin, until in clock.pauses)
    return {**done, "stood_s": min(stood, done["ran_s"])}


def _whole_course(view: TicketView) -> dict[str, int]:
    last = view.standing.cycles[-1] if view.standing.cycles else None
    done = [event.instant for event in last.events if event.do == _WORK] if last else []
    if view.imported or last is None or not done:
        return {}
    return {"resolved": done[0], "ran_s": max(0, done[0] - last.opened.instant)}


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
