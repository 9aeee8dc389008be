"""Codec of the homes: `records/units/*.yaml`, a list of them or a mapping by home."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wuye_cli.store.codecs.reading import Node, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDER = "records/units"


def read_units(tree: Any) -> tuple[dict[str, tuple[str | int, ...]], list[Problem]]:
    """Read a file of homes; what is noted of a home beside its id is the estate's own affair.

    Args:
        tree: The plain tree.

    Returns:
        The homes, each with its place in the file; and every problem found.
    """
    problems: list[Problem] = []
    node = Node(tree, problems)
    node.schema("units")
    if not node.fields(("schema", "units"), required=("units",)):
        return {}, problems
    found: dict[str, tuple[str | int, ...]] = {}
    units = node.at("units")
    for place, name in _keyed(units) if isinstance(units.value, dict) else _listed(units):
        if name in found:
            place.report("R006", value=name)
        elif name:
            found[name] = place.where
    return found, problems


def _keyed(units: Node) -> Iterator[tuple[Node, str]]:
    yield from ((part, name) for name, part in units.entries())


def _listed(units: Node) -> Iterator[tuple[Node, str]]:
    for part in units.items():
        if not isinstance(part.value, dict):
            yield part, part.text()
        elif "id" in part.value:
            yield part.at("id"), part.at("id").text()
        else:
            part.report("S002", field="id")
