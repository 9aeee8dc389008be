"""The price list (价目): what a repair in a home may cost, and which item a method means."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING
from unicodedata import normalize

import msgspec

from wuye_cli.domain.errors import CallError

if TYPE_CHECKING:
    from collections.abc import Mapping

_MOST_YUAN = 7
_CENTS = 2
_LEAST_WORD = 2


class PriceItem(msgspec.Struct, frozen=True, kw_only=True):
    """One item: prices are decimal texts in yuan, both ends included.

    Attributes:
        aliases: How people write the work when they quote.
    """

    id: str
    label: str
    label_en: str = ""
    unit: str = ""
    least: str = "0"
    most: str = "0"
    aliases: tuple[str, ...] = ()
    basis: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """Every name of the item, folded."""
        words = (self.label, self.label_en, *self.aliases)
        return tuple(_folded(word) for word in words if word)


def plain_price(text: str) -> str:
    """Return a price in yuan as it is kept: digits, and cents where there are any.

    Raises:
        CallError: `bad_price`.

    Example:
        >>> plain_price("８０元"), plain_price("12.50")
        ('80', '12.50')
    """
    whole, point, cents = normalize("NFKC", text).strip().removesuffix("元").partition(".")
    digits = whole + cents
    fits = digits.isascii() and digits.isdigit() and whole and len(whole) <= _MOST_YUAN
    if not fits or (point and not 1 <= len(cents) <= _CENTS):
        raise CallError("bad_price", value=text)
    return f"{int(whole)}{point}{cents}"


def item_of(items: Mapping[str, PriceItem], method: str) -> PriceItem | None:
    """Return the item that a method of repair means, or None if none or several fit.

    The longest name that stands in the method decides; else the one item of whose name the method
    is a part.
    """
    said = _folded(method)
    if len(said) < _LEAST_WORD:
        return None
    named = [
        (len(name), item)
        for item in items.values()
        for name in item.names
        if len(name) >= _LEAST_WORD and name in said
    ]
    if named:
        longest = max(size for size, _ in named)
        found = {item.id: item for size, item in named if size == longest}
    else:
        found = {
            item.id: item for item in items.values() if any(said in name for name in item.names)
        }
    return next(iter(found.values())) if len(found) == 1 else None


def is_below(item: PriceItem, price: str) -> bool:
    """Tell whether a price is lower than the list has it."""
    return Decimal(price) < Decimal(item.least)


def is_above(item: PriceItem, price: str) -> bool:
    """Tell whether a price is higher than the list has it."""
    return Decimal(price) > Decimal(item.most)


def _folded(text: str) -> str:
    return "".join(normalize("NFKC", text).casefold().split())
