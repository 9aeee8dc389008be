"""Marks: where in a file each value and each key of its tree stands."""

from __future__ import annotations

from typing import Any, NamedTuple

Path = tuple[str | int, ...]
"""The way from the top of a tree to a value: keys of mappings, indexes of lists from 0."""

Node = tuple[int, int, int, int, Any]
"""Line and column of a value, line and column of its key, and its children by key or index."""

UNKNOWN = 0
"""The line and column of everything, if no marks were made."""


class Trap(NamedTuple):
    """A place in a file that is read rightly here, but otherwise by other tools or by eye.

    Attributes:
        code: Rule of `check` that names the trap, of the family Y.
        line: Line in the file, from 1.
        column: Column in characters, from 1.
        text: The scalar as written, or `U+202E` for a character not to be seen.
    """

    code: str
    line: int
    column: int
    text: str


class Comment(NamedTuple):
    """A comment of a file.

    Attributes:
        line: From 1.
        column: In characters, from 1.
        text: From its `#` to the end of the line.
    """

    line: int
    column: int
    text: str


class Marks:
    """Lines and columns of a tree, both from 1.

    A path that is not in the tree has the place of its nearest ancestor that is: that is where
    a person would write the missing field. Without marks every place is `UNKNOWN`.

    >>> marks = Marks((1, 1, 1, 1, {"events": (2, 3, 1, 1, [(2, 5, 2, 5, None)])}))
    >>> marks.line(("events", 0)), marks.column(("events", 0)), marks.key_line(("events",))
    (2, 5, 1)
    >>> marks.line(("events", 7, "at"))
    2
    """

    __slots__ = ("_top",)

    def __init__(self, top: Node | None = None) -> None:
        self._top = top

    def line(self, path: Path) -> int:
        """Return the line of the value at the path."""
        return self._node(path)[0]

    def column(self, path: Path) -> int:
        """Return the column of the value at the path."""
        return self._node(path)[1]

    def key_line(self, path: Path) -> int:
        """Return the line of the key at the path; of an item of a list, its own line."""
        return self._node(path)[2]

    def key_column(self, path: Path) -> int:
        """Return the column of the key at the path; of an item of a list, its own column."""
        return self._node(path)[3]

    def key_place(self, path: Path) -> tuple[int, int]:
        """Return line and column of the key at the path in one look."""
        return self._node(path)[2:4]

    def __bool__(self) -> bool:
        return self._top is not None

    def _node(self, path: Path) -> Node:
        node = self._top
        if node is None:
            return UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, None
        for step in path:
            try:
                node = node[4][step]
            except (TypeError, LookupError):
                break
        return node
