"""The figures that written standards refer to, as far as they can be read.

Whatever does not fit is left out: the files' own readers report it.
"""

from __future__ import annotations

from datetime import datetime
from math import isfinite
from typing import TYPE_CHECKING, Any

from wuye_cli.domain.documents.figures import Cadence, Figures, Goal, Head
from wuye_cli.store.codecs.prices import PRICES, read_prices
from wuye_cli.store.codecs.reading import Node
from wuye_cli.store.layout import STANDARDS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from wuye_cli.services.checking.texts import Texts

TARGETS = f"{STANDARDS}/targets.yaml"
_CADENCES = f"{STANDARDS}/cadences.yaml"
_POLICY = f"{STANDARDS}/policy.yaml"


def read_figures(texts: Texts) -> Figures:
    """Return the targets, cadences, prices, roles and heads of the store."""
    prices = texts.tree(PRICES)
    return Figures(
        goals={name: _goal(name, node) for name, node in _entries(texts, TARGETS, "targets")},
        cadences={
            name: _cadence(name, node) for name, node in _entries(texts, _CADENCES, "cadences")
        },
        prices={} if prices is None else read_prices(prices)[0],
        roles={name: node.at("label").text() for name, node in _entries(texts, _POLICY, "roles")},
        heads=tuple(
            Head(path=path, owner=node.at("owner").text(), review_by=_day(node.at("review_by")))
            for path, tree in texts.below(f"{STANDARDS}/")
            for node in (Node(tree, []),)
        ),
    )


def _entries(texts: Texts, path: str, key: str) -> Iterator[tuple[str, Node]]:
    tree = texts.tree(path)
    collection = Node(tree, []).at(key) if tree is not None else None
    for name, node in collection.entries() if collection is not None else ():
        if isinstance(node.value, dict):
            yield name, node


def _goal(name: str, node: Node) -> Goal:
    period = node.at("period")
    return Goal(
        id=name,
        share=node.at("of").present,
        counts=node.at("counts").text(),
        goal=_figure(node.value.get("goal")),
        floor=_figure(node.value.get("floor")),
        show_only=node.value.get("show_only") is True,
        period=(period.text(),) if isinstance(period.value, str) else period.texts(),
    )


def _figure(value: Any) -> float | None:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return float(value) if is_number and isfinite(value) else None


def _cadence(name: str, node: Node) -> Cadence:
    at, before = node.at("at"), node.at("before")
    times = (at.text(),) if at.present else before.texts()
    return Cadence(
        id=name,
        every=node.at("every").text(),
        count=node.at("count").whole(1),
        persons=node.at("persons").whole(0),
        times=tuple(time for time in times if time),
    )


def _day(node: Node) -> date | None:
    found = node.instant_or_day()
    return found.date() if isinstance(found, datetime) else found
