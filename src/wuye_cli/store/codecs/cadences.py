"""Codec of `standards/cadences.yaml`: how often a register must grow (频次), and the faults."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from wuye_cli.domain.documents.house_words import DRAWS, INTERVALS
from wuye_cli.store.codecs.calendars import read_month_days
from wuye_cli.store.codecs.reading import Node, Problem, check_id

if TYPE_CHECKING:
    from collections.abc import Collection

CADENCES = "standards/cadences.yaml"

_BOOK_KEYS = ("schema", "cadences")
_CADENCE_KEYS = (
    "label",
    "label_en",
    "register",
    "by",
    "every",
    "flood_season",
    "count",
    "of",
    "draw",
    "persons",
    "per",
    "empty_ok",
    "due",
    "at",
    "before",
    "between",
    "tolerance",
    "to",
    "basis",
)
_is_interval = re.compile(r"[1-9][0-9]{0,3}d|[1-9][0-9]{0,2} (?:days|weeks|months|years)").fullmatch
_is_clock = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]").fullmatch


def faults_of_cadences(tree: Any, roles: Collection[str] | None) -> list[Problem]:
    """Return every fault of the file.

    Args:
        tree: The plain tree.
        roles: Those of `policy.yaml`; None where they cannot be known.
    """
    problems: list[Problem] = []
    node = Node(tree, problems)
    if not node.fields(_BOOK_KEYS, required=("schema", "cadences"), document=True):
        return problems
    node.schema("cadences")
    for name, part in node.at("cadences").entries():
        if check_id(part, name) and part.fields(
            _CADENCE_KEYS, required=("label", "register", "by", "every")
        ):
            _cadence(part, roles)
    return problems


def _cadence(node: Node, roles: Collection[str] | None) -> None:
    for key in ("label", "label_en", "register", "of", "per", "basis"):
        node.at(key).text()
    for key in ("by", "to"):
        node.at(key).references(roles)
    for key in ("every", "flood_season"):
        _interval(node.at(key))
    for key in ("count", "persons"):
        node.at(key).whole(1, least=1)
    node.at("draw").choice(DRAWS)
    node.at("empty_ok").flag()
    for key in ("due", "tolerance"):
        node.at(key).limit()
    for key in ("at", "before"):
        _clocks(node.at(key))
    read_month_days(node.at("between"))


def _interval(node: Node) -> None:
    """Read how often: a word of `INTERVALS`, or a number of days, weeks, months or years."""
    if isinstance(node.value, str) and not _is_interval(node.value):
        node.choice(INTERVALS)
    else:
        node.text()


def _clocks(node: Node) -> None:
    """Read times of day."""
    for part in node.items() if isinstance(node.value, list) else [node]:
        if part.present and part.is_a(str, "text") and not _is_clock(part.value):
            part.report("S006", value=part.value, wanted="window")
