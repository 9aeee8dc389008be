"""Codec of `standards/prices.yaml`."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from wuye_cli.domain.errors import CallError
from wuye_cli.domain.tickets.price_list import PriceItem, plain_price
from wuye_cli.store.codecs.reading import Node, Problem, check_id

PRICES = "standards/prices.yaml"

_BOOK_KEYS = ("schema", "items")
_ITEM_KEYS = ("label", "label_en", "unit", "from", "to", "aliases", "basis")


def read_prices(tree: Any) -> tuple[dict[str, PriceItem], list[Problem]]:
    """Read the price list: items by id, and every problem found.

    An item without a readable price is left out; an alias that stands in two items is R006.
    """
    problems: list[Problem] = []
    node = Node(tree, problems)
    node.schema("prices")
    if not node.fields(_BOOK_KEYS, required=("schema", "items"), document=True):
        return {}, problems
    parts = dict(node.at("items").entries())
    found = {name: item for name, part in parts.items() if (item := _item(name, part))}
    seen: dict[str, str] = {}
    for name, item in found.items():
        for word in item.aliases:
            if seen.setdefault(word, name) != name:
                parts[name].at("aliases").report("R006", value=word, other=seen[word])
    return found, problems


def _item(name: str, node: Node) -> PriceItem | None:
    check_id(node, name)
    if not node.fields(_ITEM_KEYS, required=("label", "from", "to")):
        return None
    least, most = _price(node.at("from")), _price(node.at("to"))
    label = node.at("label").text()
    read = PriceItem(
        id=name,
        label=label,
        label_en=node.at("label_en").text(empty=True),
        unit=node.at("unit").text(empty=True),
        least=least,
        most=most,
        aliases=node.at("aliases").texts(),
        basis=node.at("basis").text(empty=True),
    )
    if not (label and least and most):
        return None
    if Decimal(most) < Decimal(least):
        node.at("to").report("S010", value=most, least=least)
        return None
    return read


def _price(node: Node) -> str:
    """Read a price: a decimal text; an unquoted whole number will do."""
    if isinstance(node.value, int) and not isinstance(node.value, bool):
        return str(node.whole())
    text = node.text()
    if not text:
        return ""
    try:
        kept = plain_price(text)
    except CallError:
        kept = ""
    if kept != text:
        node.report("S004", value=text, allowed=["80", "12.50"], suggestion=kept)
    return kept


def item_to_mapping(item: PriceItem) -> dict[str, Any]:
    """Return the mapping that the file holds for an item; empty fields are left out."""
    tree = {
        "label": item.label,
        "label_en": item.label_en,
        "unit": item.unit,
        "from": item.least,
        "to": item.most,
        "aliases": list(item.aliases),
        "basis": item.basis,
    }
    return {key: value for key, value in tree.items() if value not in ("", [])}
