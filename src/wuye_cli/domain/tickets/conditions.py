"""Conditions under which a flow requires a step: named in `flows.yaml`, decided here."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from wuye_cli.domain.tickets.category import Category
    from wuye_cli.domain.tickets.event import Event
    from wuye_cli.domain.tickets.ticket import Ticket

RESIDENTS = frozenset({"", "业主", "租户", "住户", "家属", "owner", "tenant", "resident"})
"""Roles of a reporter who lives here; an unstated role of somebody who gave a contact is one."""


def charge_of(events: Iterable[Event]) -> Decimal:
    """Return the price that was quoted last, in yuan; zero if none was."""
    charge = Decimal(0)
    for event in events:
        if event.do == "quote" and event.price:
            try:
                charge = Decimal(event.price)
            except InvalidOperation:
                continue
    return charge


def _has_reporter(ticket: Ticket, _events: tuple[Event, ...], _category: Category | None) -> bool:
    return ticket.reporter is not None and bool(ticket.reporter.person)


def _no_reporter(ticket: Ticket, events: tuple[Event, ...], category: Category | None) -> bool:
    return not _has_reporter(ticket, events, category)


def _resident_repair(ticket: Ticket, events: tuple[Event, ...], category: Category | None) -> bool:
    return (
        ticket.kind == "repair"
        and _has_reporter(ticket, events, category)
        and ticket.reporter is not None
        and ticket.reporter.role in RESIDENTS
    )


def _has_vendor(_ticket: Ticket, _events: tuple[Event, ...], category: Category | None) -> bool:
    return category is not None and bool(category.vendor)


def _charged(_ticket: Ticket, events: tuple[Event, ...], _category: Category | None) -> bool:
    return charge_of(events) > 0


def _dissuaded_in_vain(
    _ticket: Ticket, events: tuple[Event, ...], _category: Category | None
) -> bool:
    return any(event.do == "dissuade_failed" for event in events)


SLIPS = frozenset({"box"})
"""Channels through which a request may come without anybody to answer; two people vouch for it."""


def is_anonymous(ticket: Ticket) -> bool:
    """Whether nobody can be answered: a slip with neither a person nor a home on it.

    A caller whose number was merely not noted is none: somebody spoke to them.
    """
    unnamed = ticket.reporter is None or not ticket.reporter.person
    return unnamed and not ticket.unit and ticket.channel in SLIPS


def _anonymous(ticket: Ticket, _events: tuple[Event, ...], _category: Category | None) -> bool:
    return is_anonymous(ticket)


def _known_caller(ticket: Ticket, _events: tuple[Event, ...], _category: Category | None) -> bool:
    return not is_anonymous(ticket)


CONDITIONS: dict[str, Callable[[Ticket, tuple[Event, ...], Category | None], bool]] = {
    "has_reporter": _has_reporter,
    "no_reporter": _no_reporter,
    "reporter_is_resident_and_kind_repair": _resident_repair,
    "category_has_vendor": _has_vendor,
    "charge_above_zero": _charged,
    "dissuade_failed": _dissuaded_in_vain,
    "anonymous": _anonymous,
    "known_caller": _known_caller,
}
"""Every condition that `required_if` may name."""

CONSENT_IF_CHARGED = "consent_if_charge_above_zero"
"""In a flow's `after`: the owner's consent, once a price above zero was quoted."""
