"""The slots of a step: how each reads its fact from the front of a token."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from wuye_cli.domain.line.moments import day_at_front, moment_at_front, window_at_front
from wuye_cli.domain.line.words import CHOICES, FIELDS, PREFIXES

if TYPE_CHECKING:
    from collections.abc import Callable

    from wuye_cli.domain.line.moments import Found

_MONEY = re.compile(r"(?:¥|￥|rmb)?(\d{1,7}(?:\.\d{1,2})?)(?:元|块钱?|圆|rmb|yuan)?(?![\d.:])")
_REF = re.compile(r"(?:slip:|#|号)?(?=[a-z-]*\d)([a-z0-9][a-z0-9-]{0,23})(?:号)?$")
_TAIL = re.compile(r"(?:wy-\d{6}-)?[a-z]{0,4}\d{1,5}$")
_LONGEST_NAME = 20
_KEPT_WHOLE = frozenset({"document"})
"""Slots whose opening word is part of the fact: 告知书0032 is no 函0032."""


class Fact(NamedTuple):
    """A fact at the front of a text: its value and how many characters gave it."""

    value: str
    length: int


def read_slot(slot: str, text: str, view: str) -> Fact | None:
    """Return the fact of a slot at the front of a text; None if there is none.

    Args:
        slot: Name of the slot.
        text: As typed.
        view: Its plain form.
    """
    if slot in CHOICES:
        return _choice(slot, view)
    if slot in PREFIXES:
        return _prefixed(slot, text, view)
    return _READERS[slot](text, view)


def _choice(slot: str, view: str) -> Fact | None:
    """Return the value of the longest word of a closed list at the front."""
    best = Fact("", 0)
    for value, words in CHOICES[slot].items():
        for word in words:
            if len(word) > best.length and starts_with_word(view, word):
                best = Fact(value, len(word))
    return best if best.length else None


def starts_with_word(view: str, word: str) -> bool:
    """Whether a text begins with a word; a word of letters or digits does not end inside one."""
    if not view.startswith(word):
        return False
    rest = view[len(word) :]
    if not word[-1].isascii() or not rest:
        return True
    return not (
        rest[0].isascii() and (rest[0].isalpha() or (word[-1].isdigit() and rest[0].isdigit()))
    )


def _prefixed(slot: str, text: str, view: str) -> Fact | None:
    for word in sorted(PREFIXES[slot], key=len, reverse=True):
        if starts_with_word(view, word) and len(view) > len(word):
            rest = text[len(word) :].lstrip(" :：")
            said = text if slot in _KEPT_WHOLE else rest
            return Fact(said, len(text)) if rest else None
    return None


def _found(found: Found | None) -> Fact | None:
    return Fact(found.text, found.length) if found else None


def _money(_text: str, view: str) -> Fact | None:
    match = _MONEY.match(view)
    return Fact(match[1], match.end()) if match else None


def _ref(_text: str, view: str) -> Fact | None:
    match = _REF.match(view)
    return Fact(match[1].upper(), match.end()) if match else None


def _tail(_text: str, view: str) -> Fact | None:
    match = _TAIL.match(view)
    return Fact(match[0].upper(), match.end()) if match else None


def _who(text: str, view: str) -> Fact | None:
    """Return a name: up to the time that follows it without a blank, as in `赵2342`."""
    if not view[:1].isalpha():
        return None
    for at in range(1, len(view)):
        if view[at - 1].isascii() and view[at].isascii():
            continue  # an id such as s3 or zhao-2 is one word
        found = moment_at_front(view[at:])
        if found and at + found.length == len(view):
            return Fact(text[:at], at)
    return Fact(text, len(text)) if len(text) <= _LONGEST_NAME else None


def _person(text: str, view: str) -> Fact | None:
    """Return a resident's name; a way such as 签 at its end belongs to the next slot."""
    named = _who(text, view)
    if named is None:
        return None
    for words in CHOICES["how"].values():
        for word in words:
            if len(named.value) > len(word) + 1 and view[: named.length].endswith(word):
                return Fact(text[: named.length - len(word)], named.length - len(word))
    return named


def _field(text: str, view: str) -> Fact | None:
    for field, words in FIELDS.items():
        for word in sorted(words, key=len, reverse=True):
            if starts_with_word(view, word) and len(view) > len(word):
                rest = text[len(word) :].lstrip(" :：")
                return Fact(f"{field}={rest}", len(text)) if rest else None
    return None


_READERS: dict[str, Callable[[str, str], Fact | None]] = {
    "time": lambda _text, view: _found(moment_at_front(view)),
    "until": lambda _text, view: _found(day_at_front(view)),
    "window": lambda _text, view: _found(window_at_front(view)),
    "money": _money,
    "ref": _ref,
    "tail": _tail,
    "who": _who,
    "person": _person,
    "party": _who,
    "field": _field,
    "words": lambda text, _view: Fact(text, len(text)) if text else None,
    "rest": lambda text, _view: Fact(text, len(text)) if text else None,
}
