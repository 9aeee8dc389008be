"""The places of a text in canonical form, found without a YAML library, each when it is asked for.

The form has one line for each key of the top and one for each mapping of a list, so a place is a
line, and within a line only the one that is asked for is taken apart.
"""

from __future__ import annotations

from json.decoder import scanstring  # type: ignore[attr-defined]  # the stub does not name it
from typing import TYPE_CHECKING, Any

from wuye_cli.domain.marks import Marks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wuye_cli.domain.marks import Node

_ITEM = "  - {"
_ENDS = ",]}"


def canonical_marks(text: str) -> Marks:
    r"""Return the marks of a text that `canonical` wrote; they are those of the YAML reader.

    >>> marks = canonical_marks('id: "A017"\nevents:\n  - {do: "ack", tries: 2}\n')
    >>> place = ("events", 0, "tries")
    >>> marks.line(place), marks.key_column(place), marks.column(place)
    (3, 17, 24)
    """
    lines = text.split("\n")
    nodes: dict[str, Node] = {}
    for number, line in enumerate(lines[:-1], 1):
        if line.startswith(_ITEM):
            continue
        key, joint, _ = line.partition(": ")
        if joint:
            at = len(key) + len(joint)
            nodes[key] = (number, at + 1, number, 1, _Inside(line, at, number))
        else:
            nodes[line.removesuffix(":")] = (number + 1, 3, number, 1, _Items(lines, number))
    return Marks((1, 1, 1, 1, nodes))


class _Items:
    """The lines below a key, each a mapping."""

    def __init__(self, lines: Sequence[str], before: int) -> None:
        self._lines = lines
        self._before = before

    def __getitem__(self, step: int) -> Node:
        at = self._before + step
        if step < 0 or not self._lines[at].startswith(_ITEM):
            raise IndexError(step)
        column = len(_ITEM)
        inside = _Inside(self._lines[at], column - 1, at + 1)
        return at + 1, column, at + 1, column, inside


class _Inside:
    """What lies in the value that begins at a place of a line."""

    def __init__(self, line: str, at: int, number: int) -> None:
        self._line = line
        self._at = at
        self._number = number

    def __getitem__(self, step: Any) -> Node:
        made = _value(self._line, self._at, self._number)[1]
        node: Node = made[step]
        return node


def _value(line: str, at: int, number: int) -> tuple[int, Any]:
    """Return where the value at a place ends, and the nodes of what lies in it."""
    if line[at] == '"':
        return scanstring(line, at + 1)[1], None
    if line[at] == "{":
        return _mapping(line, at + 1, number)
    if line[at] == "[":
        return _list(line, at + 1, number)
    while at < len(line) and line[at] not in _ENDS:
        at += 1
    return at, None


def _mapping(line: str, at: int, number: int) -> tuple[int, dict[str, Node]]:
    nodes: dict[str, Node] = {}
    while line[at] != "}":
        at += 2 if line[at] == "," else 0
        colon = line.index(": ", at)
        end, made = _value(line, colon + 2, number)
        nodes[line[at:colon]] = (number, colon + 3, number, at + 1, made)
        at = end
    return at + 1, nodes


def _list(line: str, at: int, number: int) -> tuple[int, list[Node]]:
    nodes: list[Node] = []
    while line[at] != "]":
        at += 2 if line[at] == "," else 0
        end, made = _value(line, at, number)
        nodes.append((number, at + 1, number, at + 1, made))
        at = end
    return at + 1, nodes
