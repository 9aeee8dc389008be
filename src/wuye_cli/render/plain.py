"""Text from files, people and git made safe to show: the one place that escapes for a terminal."""

from __future__ import annotations

from unicodedata import category

from wuye_cli.render.width import width

TYPE_CHECKING = False  # as type checkers know it; `typing` itself costs half an interpreter start
if TYPE_CHECKING:
    from typing import Any

MARK = "·"
"""Stands for a character that a terminal would obey, hide or turn round."""

_UNSAFE = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_BLANKS = {"\n": " ", "\t": " ", "\r": " "}


def is_unsafe(char: str) -> bool:
    """Say whether a terminal would obey, hide or misplace this character."""
    return category(char) in _UNSAFE


def clean(text: str) -> str:
    r"""Return the text with control, bidi, invisible and surrogate characters made visible.

    A new line or a tab becomes a space, as a cell or a fact is one line.

    Example:
        >>> clean("a\x1b[2Jb\u202ec\nd")
        'a·[2Jb·c d'
    """
    if text.isprintable():  # true only if no character of an unsafe category is in it
        return text
    text = text.replace("\r\n", "\n")
    return "".join(_BLANKS.get(char) or (MARK if is_unsafe(char) else char) for char in text)


def clean_lines(text: str) -> str:
    """Clean a text of several lines, keeping its lines."""
    if text.isprintable():
        return text
    return "\n".join(clean(line) for line in text.replace("\r\n", "\n").split("\n"))


def clean_fact(value: Any) -> Any:
    """Return a fact of a sentence with every text in it cleaned."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, (list, tuple, set, frozenset)):
        return [clean_fact(item) for item in value]
    return value if value is None or isinstance(value, (int, float)) else clean(str(value))


def clip(text: str, columns: int) -> str:
    """Cut a text to at most `columns` columns, with `…` for what was cut.

    Example:
        >>> clip("厨房水管爆裂", 7), clip("abc", 3)
        ('厨房水…', 'abc')
    """
    if width(text) <= columns:
        return text
    if columns < 1:
        return ""
    kept, taken = "", 1
    for char in text:
        taken += width(char)
        if taken > columns:
            break
        kept += char
    return kept + "…"
