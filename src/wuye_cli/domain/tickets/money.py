"""Money on a ticket: quoted and paid, in yuan; an amount that is none counts as nothing."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from wuye_cli.domain.tickets.conditions import charge_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from wuye_cli.domain.tickets.event import Event
    from wuye_cli.domain.tickets.standing import Standing

NOTHING = Decimal(0)


def yuan(text: str) -> Decimal:
    """Return an amount as a number.

    Example:
        >>> yuan("80.50"), yuan("NaN"), yuan("八十")
        (Decimal('80.50'), Decimal('0'), Decimal('0'))
    """
    try:
        found = Decimal(text)
    except InvalidOperation:
        return NOTHING
    return found if found.is_finite() else NOTHING


def quoted(standing: Standing) -> Decimal:
    """Return what was quoted: the last price of each cycle."""
    prices = (charge_of(cycle.events) for cycle in standing.cycles)
    return sum((price for price in prices if price.is_finite()), NOTHING)


def paid(events: Iterable[Event]) -> Decimal:
    """Return what was paid in all."""
    return sum((yuan(event.price) for event in events if event.do == "pay"), NOTHING)


def plain(amount: Decimal) -> str:
    """Return an amount as records hold it.

    Example:
        >>> plain(Decimal("80.00")), plain(Decimal("12.50")), plain(Decimal(100))
        ('80', '12.50', '100')
    """
    whole = amount.to_integral_value()
    return f"{whole:f}" if amount == whole else f"{amount:.2f}"
