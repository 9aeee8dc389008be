"""Codec of `standards/grades.yaml`: the figures of the grades, and where they are written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wuye_cli.store.codecs.reading import Node, Problem

if TYPE_CHECKING:
    from collections.abc import Mapping

GRADES = "standards/grades.yaml"

_BOOK_KEYS = ("schema", "default", "names", "figures")
_FIGURE_KEYS = ("file", "path", "clause")


def faults_of_grades(tree: Any, trees: Mapping[str, dict[str, Any] | None]) -> list[Problem]:
    """Return every fault of the file; a figure whose place is not in the file it names is S004.

    Args:
        tree: The plain tree.
        trees: The other files of `standards/`, by path from the root of the store.
    """
    problems: list[Problem] = []
    node = Node(tree, problems)
    if not node.fields(_BOOK_KEYS, required=_BOOK_KEYS, document=True):
        return problems
    node.schema("grades")
    node.at("names").words()
    names = node.at("names").value
    grades = tuple(names) if isinstance(names, dict) else ()
    node.at("default").choice(grades)
    for part in node.at("figures").items():
        if part.fields((*_FIGURE_KEYS, *grades), required=("file", "path", *grades)):
            part.at("clause").text()
            _place(part, trees)
    return problems


def _place(node: Node, trees: Mapping[str, dict[str, Any] | None]) -> None:
    """Report a file that is not there, or a way through it that leads nowhere."""
    file, way = node.at("file"), node.at("path")
    path = f"standards/{file.text()}"
    if not file.value or path not in trees:
        file.report("S004", value=str(file.value), allowed=["*.yaml"], suggestion="")
        return
    if trees[path] is None or not way.is_a(list, "list"):
        return
    value: Any = trees[path]
    for step in way.value:
        try:
            value = value[step]
        except (KeyError, IndexError, TypeError):
            way.report("S004", value=str(step), allowed=[path], suggestion="")
            return
