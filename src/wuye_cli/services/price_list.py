"""The price list of the estate, and what is to be remarked on a quote."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wuye_cli.domain.errors import NotFoundError, UncheckableError
from wuye_cli.domain.tickets.price_list import is_above, is_below, item_of

if TYPE_CHECKING:
    from wuye_cli.domain.tickets.price_list import PriceItem
    from wuye_cli.services.desk import Desk, Written
    from wuye_cli.store.codecs.reading import Problem

Note = tuple[str, dict[str, Any]]
"""A code with the facts of its sentence."""


def price_list(desk: Desk) -> tuple[dict[str, PriceItem], list[Problem]]:
    """Return the items of the list as committed, and what is wrong with it.

    Raises:
        NotFoundError: `no_prices`.
        UncheckableError: If the file is no YAML.
    """
    from wuye_cli.store.codecs.prices import PRICES, read_prices  # noqa: PLC0415 - most writes need
    from wuye_cli.store.yaml_text import read_plain  # noqa: PLC0415 - neither: they quote nothing

    data = desk.store.read(PRICES)
    if data is None:
        raise NotFoundError("no_prices", path=PRICES)
    return read_prices(read_plain(data, path=PRICES))


def price_note(desk: Desk, method: str, price: str) -> Note | None:
    """Return the remark on a price that lies outside the list for a method, else None.

    Without a list, and for work that it does not name, there is nothing to say.
    """
    if not (method and price):
        return None
    try:
        items, _ = price_list(desk)
    except (NotFoundError, UncheckableError):
        return None
    item = item_of(items, method)
    if item is None or not (is_below(item, price) or is_above(item, price)):
        return None
    code = "price.below" if is_below(item, price) else "price.above"
    facts = {
        "price": price,
        "item": item.id,
        "label": item.label,
        "unit": item.unit,
        "from": item.least,
        "to": item.most,
    }
    return code, facts


def price_notes(desk: Desk, written: Written) -> tuple[Note, ...]:
    """Return the remarks on the quotes among the events just written."""
    found = [
        price_note(desk, event.method, event.price)
        for event in written.events
        if event.do == "quote"
    ]
    return tuple(note for note in found if note is not None)
