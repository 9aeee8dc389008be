"""What follows by itself: the end that a flow writes after a step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wuye_cli.domain.tickets.standing import fold
from wuye_cli.services.desk import Draft

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wuye_cli.domain.tickets.ticket import Ticket
    from wuye_cli.services.desk import Desk


def closing_by_itself(desk: Desk, ticket: Ticket, drafts: Sequence[Draft]) -> list[Draft]:
    """Return the `close` that a flow writes after a step, such as the answer to an inquiry."""
    ground = desk.ground(ticket)
    flow = ground.flow(ticket, fold(ticket, ground.book).tier)
    last = next((draft for draft in drafts if flow and draft.do == flow.auto_close_on), None)
    return [Draft(do="close", at=last.at)] if last else []
