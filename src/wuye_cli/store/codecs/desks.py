"""Codec of `records/desks.yaml`: whose code of a desk it is."""

from __future__ import annotations

from typing import Any

from wuye_cli.store.codecs.reading import Node, Problem

DESKS = "records/desks.yaml"


def faults_of_desks(tree: Any) -> list[Problem]:
    """Return every fault of the file.

    Args:
        tree: The plain tree.
    """
    problems: list[Problem] = []
    node = Node(tree, problems)
    if not node.fields(("schema", "desks"), required=("schema", "desks")):
        return problems
    node.schema("desks")
    for _, part in node.at("desks").entries():
        if part.fields(("by", "at"), required=("by", "at")):
            part.at("by").text()
            part.at("at").instant()
    return problems
