"""How many columns a text takes on a terminal."""

from __future__ import annotations

from unicodedata import category, east_asian_width

_NO_WIDTH = frozenset({"Mn", "Me", "Cf", "Cc"})
_known: dict[str, int] = {}


def width(text: str) -> int:
    """Return the columns that `text` takes: two for wide characters, none for combining marks.

    Example:
        >>> width("abc"), width("水管"), width("Ｂ1")
        (3, 4, 3)
    """
    if text.isascii():
        return len(text)
    known = _known
    total = 0
    for char in text:
        columns = known.get(char)
        if columns is None:
            columns = known[char] = _columns(char)
        total += columns
    return total


def wrap(text: str, columns: int) -> list[str]:
    """Break a text into lines of at most `columns`: at spaces, and after any wide character.

    Example:
        >>> wrap("keep words whole", 10)
        ['keep words', 'whole']
        >>> wrap("显示这段说明", 8)
        ['显示这段', '说明']
    """
    lines: list[str] = []
    line, taken = "", 0
    for piece in _pieces(text):
        size = width(piece.rstrip(" "))
        if line and taken + size > columns:
            lines.append(line.rstrip(" "))
            line, taken = "", 0
        line += piece
        taken += width(piece)
    return [*lines, line.rstrip(" ")] if line.strip(" ") or not lines else lines


_NOT_FIRST = frozenset("，。、；：！？）】》”’…,.;:!?)]")


def _pieces(text: str) -> list[str]:
    """Split where a line may break; closing marks stay with what they close."""
    pieces = [""]
    can_break = False
    for char in text:
        wide = width(char) == 2  # noqa: PLR2004 - a wide character is two columns
        if pieces[-1] and (can_break or wide) and char not in _NOT_FIRST and char != " ":
            pieces.append("")
        pieces[-1] += char
        can_break = wide or char == " " or (can_break and char in _NOT_FIRST)
    return pieces


def _columns(char: str) -> int:
    if category(char) in _NO_WIDTH:
        return 0
    return 2 if east_asian_width(char) in {"W", "F"} else 1
