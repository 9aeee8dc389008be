"""The names that documents of `standards/` may refer to, gathered from their trees."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from wuye_cli.domain.documents.words import CUSTOMER, DELIVERY, INSPECTION, PROMISES
from wuye_cli.domain.tickets.rulebook import CHANNEL

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from wuye_cli.domain.tickets.rulebook import Rulebook

SERVICES = "standards/services"
BLUEPRINTS = "standards/blueprints"
PROCEDURES = "standards/procedures"
QUALITY = "standards/quality.yaml"
_POLICY = "standards/policy.yaml"
_TARGETS = "standards/targets.yaml"
_CADENCES = "standards/cadences.yaml"
_PRICES = "standards/prices.yaml"

Names = frozenset[str] | None
"""Names that are declared; None where they cannot be known, and then none is unknown."""


class Known(NamedTuple):
    """Every name by what it is a name of.

    Attributes:
        steps: Procedures, and their steps as `procedure.step`.
        commitments: `document.commitment`; likewise `staff_items` and `inspection_items`.
        documents: Paths below `standards/` without `.yaml`.
    """

    roles: Names = None
    categories: Names = None
    tiers: Names = None
    clocks: Names = None
    calendars: Names = None
    events: Names = None
    targets: Names = None
    cadences: Names = None
    registers: Names = None
    prices: Names = None
    promises: Names = None
    procedures: Names = None
    steps: Names = None
    delivery: Names = None
    commitments: Names = None
    staff_items: Names = None
    inspection_items: Names = None
    documents: Names = None


def known_names(trees: Mapping[str, dict[str, Any] | None], rules: Rulebook) -> Known:
    """Gather the names.

    Args:
        trees: The trees of the files under `standards/` by path; None for one that is unreadable.
        rules: What was read of tiers, calendars, categories and flows.
    """
    tiers = next(reversed(rules.books), None)
    procedures = frozenset(rules.flows.procedures)
    own_promises = _keys(trees, QUALITY, "promises")
    cadences = _keys(trees, _CADENCES, "cadences")
    return Known(
        roles=_keys(trees, _POLICY, "roles"),
        categories=frozenset(rules.categories.categories) or None,
        tiers=frozenset(tiers.tiers) if tiers else None,
        clocks=frozenset(tiers.clocks) if tiers else None,
        calendars=frozenset({*rules.calendars, CHANNEL}),
        events=frozenset(rules.flows.steps) or None,
        targets=_keys(trees, _TARGETS, "targets"),
        cadences=cadences,
        registers=None if cadences is None else frozenset(_registers(trees)),
        prices=_keys(trees, _PRICES, "items"),
        promises=own_promises if QUALITY in trees else frozenset(PROMISES),
        procedures=procedures,
        steps=procedures
        | {f"{name}.{tick.id}" for name, ticks in rules.flows.procedures.items() for tick in ticks},
        delivery=frozenset(name for name, tree in _services(trees) if _layer(tree) == DELIVERY),
        commitments=_clauses(trees, CUSTOMER, "commitments"),
        staff_items=_clauses(trees, DELIVERY, "items"),
        inspection_items=_clauses(trees, INSPECTION, "items"),
        documents=frozenset(
            path.removeprefix("standards/").removesuffix(".yaml") for path in trees
        ),
    )


def _keys(trees: Mapping[str, dict[str, Any] | None], path: str, key: str) -> Names:
    """Return the ids of a keyed collection; none of a file that is not there."""
    if path not in trees:
        return frozenset()
    tree = trees[path]
    if tree is None:
        return None
    return frozenset(map(str, _mapping(tree.get(key))))


def _mapping(value: Any) -> dict[Any, Any]:
    return value if isinstance(value, dict) else {}


def _registers(trees: Mapping[str, dict[str, Any] | None]) -> Iterator[str]:
    for cadence in _mapping(_mapping(trees.get(_CADENCES)).get("cadences")).values():
        register = _mapping(cadence).get("register")
        if isinstance(register, str):
            yield register


def _services(
    trees: Mapping[str, dict[str, Any] | None],
) -> Iterator[tuple[str, dict[str, Any]]]:
    for path, tree in trees.items():
        if path.startswith(SERVICES + "/") and tree is not None:
            yield name_of(path), tree


def _layer(tree: dict[str, Any]) -> str:
    return str(tree.get("layer"))


def _clauses(trees: Mapping[str, dict[str, Any] | None], layer: str, key: str) -> Names:
    if any(path.startswith(SERVICES + "/") and tree is None for path, tree in trees.items()):
        return None
    return frozenset(
        f"{name}.{clause}"
        for name, tree in _services(trees)
        if _layer(tree) == layer
        for clause in _mapping(tree.get(key))
    )


def name_of(path: str) -> str:
    """Return the id of a document, the name of its file."""
    return path.rpartition("/")[2].removesuffix(".yaml")
