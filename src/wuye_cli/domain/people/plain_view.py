"""A text in plain characters, as the patterns of numbers read it."""

from __future__ import annotations

from unicodedata import category, digit

BLANKED = "\x00"
"""Stands in a view for a character that is already accounted for; it joins with nothing."""

SPOKEN_DIGITS = {spoken: str(number) for number, spoken in enumerate("零一二三四五六七八九")}
SPOKEN_DIGITS |= {"〇": "0", "○": "0", "幺": "1", "壹": "1", "两": "2"}
"""Chinese digits as they are spoken in numbers."""

_DASHES = "-~～−﹣－"
_SAME = {
    "Ｘ": "X",
    "ｘ": "X",
    "×": "X",
    "Х": "X",
    "х": "X",
    "＋": "+",
    "（": "(",
    "）": ")",
    "．": ".",
    "。": ".",
    "•": "·",
    "・": "·",
    "／": "/",
    "＿": "_",
}
_ASCII = str.maketrans({"x": "X", "~": "-", BLANKED: " "})
_UNSEEN = frozenset({"Cf", "Mn", "Me"})


def plain_view(words: str) -> tuple[str, list[int]]:
    """Return the words in plain characters, and the place of each in the words.

    Characters that are not seen or only adorn another (zero width, keycaps) are left out, so that
    they cannot hide a number.
    """
    if words.isascii():
        return words.translate(_ASCII), list(range(len(words)))
    view: list[str] = []
    places: list[int] = []
    for place, char in enumerate(words):
        plain = _plain(char)
        if plain:
            view.append(plain)
            places.append(place)
    return "".join(view), places


def _plain(char: str) -> str:
    if char.isascii():
        return char.translate(_ASCII)
    number = digit(char, -1)
    if number >= 0:
        return str(number)
    kind = category(char)
    if kind in _UNSEEN:
        return ""
    if kind == "Pd" or char in _DASHES:
        return "-"
    return _SAME.get(char) or (" " if char.isspace() else char)
