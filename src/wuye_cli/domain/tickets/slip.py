"""The work slip (派工单) of a ticket, as values: what stands on the paper, and nothing more."""

from __future__ import annotations

from datetime import datetime

import msgspec

from wuye_cli.domain.tickets.category import Category
from wuye_cli.domain.tickets.flow import StepRule, Tick
from wuye_cli.domain.tickets.ticket import Ticket
from wuye_cli.domain.tickets.tier import Clock, Tier


class Resident(msgspec.Struct, frozen=True, kw_only=True):
    """Who reported, as far as the slip may say it.

    Attributes:
        role: 业主, 租户 …, as noted; empty if nobody noted it.
        known: Somebody reported; without, the slip speaks of no resident.
        digits: Last four digits of the phone.
        name: Only with the wish for the contact.
        phone: Likewise.
    """

    role: str = ""
    known: bool = False
    digits: str = ""
    name: str = ""
    phone: str = ""


class DueLine(msgspec.Struct, frozen=True, kw_only=True):
    """One clock of the running cycle, instants in the estate's zone."""

    clock: Clock
    due: datetime | None = None
    stopped: datetime | None = None
    verdict: str = ""
    is_provisional: bool = False


class StepOnSlip(msgspec.Struct, frozen=True, kw_only=True):
    """A step that is taken in the field; `taken` where it was reported already."""

    rule: StepRule
    required: bool = False
    taken: datetime | None = None


class Slip(msgspec.Struct, frozen=True, kw_only=True):
    """All that a slip of one ticket says.

    Attributes:
        tail: The shortest end of the id that means this ticket alone, for the line to report.
        assignee: Name of who holds it, empty if nobody does.
        ticks: Checklist of the procedure; empty where the flow has none.
        steps: Steps in the field, in the order of the standard.
        price: What was quoted already, as are `cause` and `method`.
    """

    ticket: Ticket
    tail: str
    received: datetime
    cycle: int
    tier: Tier | None
    category: Category | None
    resident: Resident
    assignee: str
    window: tuple[datetime, datetime] | None = None
    dues: tuple[DueLine, ...] = ()
    ticks: tuple[Tick, ...] = ()
    steps: tuple[StepOnSlip, ...] = ()
    price: str = ""
    cause: str = ""
    method: str = ""
