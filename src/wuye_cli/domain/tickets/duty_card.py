"""The duty card (值班卡) filled in with people, numbers and dues, as values."""

from __future__ import annotations

import msgspec

from wuye_cli.domain.duty import Call, Contact
from wuye_cli.domain.tickets.category import Category
from wuye_cli.domain.tickets.tier import Clock, Target, Tier


class OnCall(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the order of calling.

    Attributes:
        role: Chinese and English name of the role; both empty for one named member of the staff.
        people: Name and phones of everybody registered for it; may be empty.
    """

    call: Call
    role: tuple[str, str] = ("", "")
    people: tuple[tuple[str, tuple[str, ...]], ...] = ()


class DangerLine(msgspec.Struct, frozen=True, kw_only=True):
    """An emergency: its category, what is done first, whom to ring, and limits of its own."""

    category: Category
    steps: tuple[str, ...] = ()
    steps_en: tuple[str, ...] = ()
    call: tuple[Contact, ...] = ()
    limits: tuple[tuple[Clock, Target], ...] = ()


class DutyCard(msgspec.Struct, frozen=True, kw_only=True):
    """All that the duty card says.

    Attributes:
        tiers: Each emergency tier with the limits that hold for every category of it.
        missing: What the estate has not filled in yet: kind (`phone`, `person`, `staff_phone`,
            `steps`, `duty_phone`) and the thing's names, Chinese and English.
    """

    duty_phone: str = ""
    after_hours: str = ""
    order: tuple[OnCall, ...] = ()
    contacts: tuple[Contact, ...] = ()
    tiers: tuple[tuple[Tier, tuple[tuple[Clock, Target], ...]], ...] = ()
    dangers: tuple[DangerLine, ...] = ()
    missing: tuple[tuple[str, str, str], ...] = ()
