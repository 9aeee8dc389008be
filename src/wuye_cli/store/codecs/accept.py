"""Codec of `standards/.accept.yaml`: changes that somebody has answered for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wuye_cli.domain.comparing.acceptance import Acceptance
from wuye_cli.store.codecs.reading import Node, Problem

if TYPE_CHECKING:
    from datetime import date

ACCEPT = "standards/.accept.yaml"
SCHEMA = "accept/1"
EMPTY = f"schema: {SCHEMA}\naccepted: {{}}\n"
_KEYS = ("reason", "by", "until")
_HEX = frozenset("0123456789abcdef")
_LENGTH = 16


def read_accept(tree: Any) -> tuple[dict[str, Acceptance], list[Problem]]:
    """Read the accepted changes by fingerprint, and every problem found.

    An entry with a problem is kept as far as it goes: without a reason or an end it does not count.
    """
    problems: list[Problem] = []
    node = Node(tree, problems)
    node.schema("accept")
    if not node.fields(("schema", "accepted"), required=("accepted",)):
        return {}, problems
    found: dict[str, Acceptance] = {}
    for name, part in node.at("accepted").entries():
        if not is_fingerprint(name):
            part.report("S007", value=name)
        elif part.fields(_KEYS, required=_KEYS):
            found[name] = Acceptance(
                fingerprint=name,
                reason=part.at("reason").text(),
                by=part.at("by").text(),
                until=part.at("until").day(),
            )
    return found, problems


def is_fingerprint(text: str) -> bool:
    """Say whether a text is sixteen hexadecimal digits."""
    return len(text) == _LENGTH and _HEX.issuperset(text)


def accept_entry(reason: str, by: str, until: date) -> dict[str, str]:
    """Return the tree of one entry."""
    return {"reason": reason, "by": by, "until": until.isoformat()}
