"""Money on a ticket: quoted and paid, in yuan; an amount that is none counts as nothing."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING
from unicodedata import normalize

from wuye_cli.domain.tickets.conditions import charge_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from wuye_cli.domain.tickets.event import Event
    from wuye_cli.domain.tickets.standing import Standing

NOTHING = Decimal(0)

WAYS: dict[str, tuple[str, ...]] = {
    "wechat": ("微信", "weixin", "wechat", "wx"),
    "alipay": ("支付宝", "alipay", "zfb"),
    "cash": ("现金", "现钱", "cash"),
    "card": ("刷卡", "银行卡", "pos", "card"),
    "transfer": ("转账", "汇款", "对公", "transfer"),
}
"""Ways of paying and the words by which people note them; the first that fits counts."""

UNSAID, OTHER = "unsaid", "other"
"""The way of a payment of which nothing is noted, or something that is none of the list."""


def way_of(text: str) -> str:
    """Return the way that a note means.

    Example:
        >>> way_of("微信支付"), way_of("ＰＯＳ机"), way_of("以物抵"), way_of("")
        ('wechat', 'card', 'other', 'unsaid')
    """
    plain = normalize("NFKC", text).casefold().strip()
    found = (way for way, words in WAYS.items() if any(word in plain for word in words))
    return next(found, OTHER) if plain else UNSAID


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
