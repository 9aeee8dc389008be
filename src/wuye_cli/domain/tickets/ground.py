"""What the guards depend on beside the ticket: the standard, the flows, who is registered."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from wuye_cli.domain.tickets.category import Category
from wuye_cli.domain.tickets.flow import Flow, FlowBook
from wuye_cli.domain.tickets.tier import TierBook

if TYPE_CHECKING:
    from wuye_cli.domain.tickets.ticket import Ticket


class Ground(msgspec.Struct, frozen=True, kw_only=True):
    """What the guards depend on beside the ticket.

    Attributes:
        flows: None where no flow is judged (a worked case without flows).
        staffed: A follow-up by one who did the work is refused and not only flagged.
        own_within_s: So many seconds everybody may take back what they typed.
        overrules: Who types may take back what others typed, and later.
        now: Epoch seconds; None where the future is not judged.
    """

    book: TierBook
    flows: FlowBook | None = None
    category: Category | None = None
    staffed: bool = False
    own_within_s: int = 1800
    overrules: bool = False
    now: int | None = None

    def flow(self, ticket: Ticket, tier: str) -> Flow | None:
        """Return the flow of a ticket of `tier`, or None."""
        if self.flows is None:
            return None
        known = self.book.tiers.get(tier)
        service = known.service if known else ""
        return self.flows.flow_for(kind=ticket.kind, tier=tier, service=service)
