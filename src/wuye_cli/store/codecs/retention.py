"""Codec of `standards/retention.yaml`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wuye_cli.domain.people.person import FIELDS
from wuye_cli.domain.people.retention import (
    AFTER,
    CLOSED,
    HAND_OVER,
    HOLDS,
    PICTURES,
    THEN,
    WORDS,
    Period,
    Retention,
    Rule,
    parse_period,
)
from wuye_cli.store.codecs.reading import Node, Problem, check_id

if TYPE_CHECKING:
    from collections.abc import Collection

RETENTION = "standards/retention.yaml"

_RULE_KEYS = (
    "what",
    "after",
    "keep",
    "then",
    "hold_if",
    "why",
    "basis",
    "consent",
    "label",
    "label_en",
)
_WORDS = ("label", "label_en", "consent")
"""What is written for people: nothing is reckoned from it, but it must be text."""
_OF_PERSONS = frozenset({"all", *WORDS, *FIELDS})
_FALLBACK = Period(12, "mo")


def read_retention(tree: Any) -> tuple[Retention | None, list[Problem]]:
    """Read the retention rules.

    Returns:
        The rules, or None if the tree is no mapping; and every problem found.
    """
    problems: list[Problem] = []
    node = Node(tree, problems)
    node.schema("retention")
    if not node.fields(("schema", "default", "kinds"), required=("default",), document=True):
        return None, problems
    default = _rule("default", node.at("default"))
    kinds: dict[str, Rule] = {}
    for name, part in node.at("kinds").entries() if node.at("kinds").present else ():
        if check_id(part, name):
            kinds[name] = _rule(name, part, required=("after", "keep"))
    return Retention(default, kinds), problems


def _rule(name: str, node: Node, required: Collection[str] = ("keep",)) -> Rule:
    if not node.fields(_RULE_KEYS, required=required):
        return Rule(name=name, keep=_FALLBACK)
    for key in _WORDS:
        node.at(key).text()
    return Rule(
        name=name,
        what=node.at("what").choices(sorted(_OF_PERSONS | PICTURES), ("all",)),
        after=node.at("after").choice(AFTER, CLOSED),
        keep=_keep(node.at("keep")),
        then=node.at("then").choice(THEN, "erase"),
        hold_if=node.at("hold_if").choices(HOLDS),
        why=node.at("why").text(),
        basis=node.at("basis").text(),
    )


def _keep(node: Node) -> Period | None:
    """Read a period; S005 if it is none. What cannot be read is kept, not erased."""
    if not node.is_a(str, "period") or node.value == HAND_OVER:
        return None
    try:
        return parse_period(node.value)
    except ValueError:
        node.report("S005", value=node.value)
        return None
