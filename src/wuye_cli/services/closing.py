"""What follows by itself: the end that a flow writes after a step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wuye_cli.domain.tickets.standing import fold
from wuye_cli.services.desk import Draft

if TYPE_CHECKING:
    from datetime import datetime

    from wuye_cli.domain.tickets.ticket import Ticket
    from wuye_cli.services.desk import Desk


def ends_with(desk: Desk, ticket: Ticket, do: str) -> bool:
    """Say whether the flow of a ticket archives it after a step, as after an inquiry's answer."""
    ground = desk.ground(ticket)
    flow = ground.flow(ticket, fold(ticket, ground.book).tier)
    return flow is not None and bool(do) and flow.auto_close_on == do


def closing_by_itself(desk: Desk, ticket: Ticket, at: datetime | None) -> list[Draft]:
    """Return the `close` that the flow writes after the last event of a ticket."""
    return [Draft(do="close", at=at)] if ends_with(desk, ticket, ticket.events[-1].do) else []
