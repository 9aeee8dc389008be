"""Codec of `records/suspects/`: who looked at a suspect link again, and why it holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wuye_cli.store.canonical import canonical_block
from wuye_cli.store.codecs.approvals import act_tree, read_act
from wuye_cli.store.codecs.reading import Node, Problem
from wuye_cli.store.layout import RECORDS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from wuye_cli.domain.approving.approval import Act

FOLDER = f"{RECORDS}/suspects"
SCHEMA = "suspects/1"
_KEYS = ("schema", "standard", "cleared")


def path_of(standard: str) -> str:
    """Return where the cleared links of a standard are kept."""
    return f"{FOLDER}/{standard}.yaml"


def read_cleared(tree: Any) -> tuple[dict[str, tuple[Act, ...]], list[Problem]]:
    """Read who cleared which link, by the link's id."""
    problems: list[Problem] = []
    node = Node(tree, problems)
    node.schema("suspects")
    if not node.fields(_KEYS, required=_KEYS):
        return {}, problems
    node.at("standard").text()
    return {
        name: tuple(act for item in part.items() if (act := read_act(item)) is not None)
        for name, part in node.at("cleared").entries()
    }, problems


def write_cleared(standard: str, cleared: Mapping[str, tuple[Act, ...]]) -> bytes:
    """Return the bytes of the file in canonical form."""
    acts = {name: [act_tree(act) for act in cleared[name]] for name in sorted(cleared)}
    return canonical_block({"schema": SCHEMA, "standard": standard, "cleared": acts}).encode()
