"""The slots of a step: how each reads its fact from the front of a token."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from wuye_cli.domain.line.clocks import any_of
from wuye_cli.domain.line.patterns import compiled
from wuye_cli.domain.line.places import unit_at_front
from wuye_cli.domain.line.script import plain
from wuye_cli.domain.line.times import day_at_front, moment_at_front, window_at_front
from wuye_cli.domain.line.words import CHOICES, FIELDS, PREFIXES, WORDS
from wuye_cli.domain.tickets.channels import CHANNELS

if TYPE_CHECKING:
    from collections.abc import Callable

    from wuye_cli.domain.line.times import Found

_MONEY = r"(?:¥|￥|rmb)?(\d{1,7}(?:\.\d{1,2})?)(?:元|块钱?|圆|rmb|yuan)?(?![\d.:/月点时-])"
_REF = r"(?:slip:|#|号)?(?=[a-z-]*\d)([a-z0-9][a-z0-9-]{0,23})(?:号)?$"
_TAIL = r"#?((?:wy-\d{6}-)?[a-z]{0,4}\d{1,5})(?:号单|号)?$"
_LONGEST_NAME = 20
_LONGEST_CHINESE_NAME = 6
_SHORTEST_WITH_A_VERB = 3
_NOBODY = ("人", "个", "谁", "几", "哪", "一个", "两个", "师傅来", "师傅去")
_KEPT_WHOLE = frozenset({"document"})
"""Slots whose opening word is part of the fact: 告知书0032 is no 函0032."""
_FIGURES_AT_END = r"[^\x00-\x7f]\d{3,}$"
_VERB_AT_END = rf"(?:{any_of(said for word in WORDS.values() for said in word.zh)})$"
_CHANNEL_WORDS = frozenset(word for one, words in CHANNELS.items() for word in (one, *words))


_QUOTES = frozenset('“”「」『』"')


class Fact(NamedTuple):
    """A fact at the front of a text.

    Attributes:
        value: As it is kept.
        length: How many characters gave it.
        other: A time twelve hours on, where nothing says which half of the day is meant.
        clock: How many characters stand before its clock.
    """

    value: str
    length: int
    other: str = ""
    clock: int = 0


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
    if best.length and view[best.length :] == "了":
        return best._replace(length=len(view))
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


def opened_by(slot: str, view: str) -> bool:
    """Whether a text is nothing but a word that opens a slot: 因, because, 房号."""
    view = view.rstrip(":=")
    if slot == "field":
        return any(view in words for words in FIELDS.values())
    return view in PREFIXES.get(slot, ())


def said_behind(slot: str, opener: str, text: str) -> str:
    """Return the fact of a slot whose word stood by itself: `because` `worn valve`."""
    if not text.strip():
        return ""
    if slot == "field":
        return _fielded(opener, text)
    return f"{opener} {text}" if slot in _KEPT_WHOLE else text


def has_quotes(text: str) -> bool:
    """Whether a text holds a quote: then it is no name, and no fact behind a word."""
    return not _QUOTES.isdisjoint(text)


def _prefixed(slot: str, text: str, view: str) -> Fact | None:
    if has_quotes(text):
        return None
    for word in sorted(PREFIXES[slot], key=len, reverse=True):
        if starts_with_word(view, word) and len(view) > len(word):
            rest = text[len(word) :].lstrip(" :：")
            said = text if slot in _KEPT_WHOLE else rest
            return Fact(said, len(text)) if rest else None
    return None


def _found(found: Found | None) -> Fact | None:
    return Fact(*found) if found else None


def _until(_text: str, view: str) -> Fact | None:
    found = day_at_front(view)
    return None if found is None or found.text[0] in "-n" else Fact(*found)


def _money(_text: str, view: str) -> Fact | None:
    match = compiled(_MONEY).match(view)
    return Fact(match[1], match.end()) if match else None


def _ref(_text: str, view: str) -> Fact | None:
    match = compiled(_REF).match(view)
    return Fact(match[1].upper(), match.end()) if match else None


def _tail(_text: str, view: str) -> Fact | None:
    match = compiled(_TAIL).match(view)
    return Fact(match[1].upper(), match.end()) if match else None


def _who(text: str, view: str) -> Fact | None:
    """Return a name: up to the time that follows it without a blank, as in `赵2342`.

    A step in disguise is no name (`派到1005`), nor are figures that are no time (`派钱2561`).
    """
    if not view[:1].isalpha() or has_quotes(text):
        return None
    for at in range(1, min(len(view), _LONGEST_NAME + 1)):
        if view[at - 1].isascii() and view[at].isascii():
            continue  # an id such as s3 or zhao-2 is one word
        found = moment_at_front(view[at:])
        if found and at + found.length == len(view):
            return None if compiled(_VERB_AT_END).search(view[:at]) else Fact(text[:at], at)
    is_verb = compiled(_VERB_AT_END).fullmatch(view)
    if is_verb or len(text) > _LONGEST_NAME or compiled(_FIGURES_AT_END).search(view):
        return None
    return Fact(text, len(text))


def _person(text: str, view: str) -> Fact | None:
    """Return the name of a person: short, and no 人来看看, 两个人."""
    named = _who(text, view)
    if named is None or view.startswith(_NOBODY):
        return None
    if view[: named.length].isascii():
        return named
    goes = named.length >= _SHORTEST_WITH_A_VERB
    name = named.value.removesuffix("去") if goes else named.value
    return None if len(name) > _LONGEST_CHINESE_NAME else named._replace(value=name)


def _resident(text: str, view: str) -> Fact | None:
    """Return a resident's name; a way such as 签 at its end belongs to the next slot."""
    named = _person(text, view)
    if named is None:
        return None
    for words in CHOICES["how"].values():
        for word in words:
            if len(named.value) > len(word) + 1 and view[: named.length].endswith(word):
                return Fact(text[: named.length - len(word)], named.length - len(word))
    return named


def _field(text: str, view: str) -> Fact | None:
    if has_quotes(text):
        return None
    known = ((word, field) for field, words in FIELDS.items() for word in words)
    for word, _ in sorted(known, key=lambda pair: -len(pair[0])):
        if starts_with_word(view, word) and len(view) > len(word):
            rest = text[len(word) :].lstrip(" :：=＝")
            value = _fielded(word, rest) if rest else ""
            return Fact(value, len(text)) if value else None
    return None


def _fielded(opener: str, text: str) -> str:
    """Return `field=value`; nothing for a home or a channel that there is not."""
    opener = plain(opener).rstrip(":=")
    field = next(field for field, words in FIELDS.items() if opener in words)
    if field == "unit":
        home = unit_at_front(plain(text))
        return f"unit={home.unit}" if home and home.length == len(text) else ""
    if field == "channel" and plain(text) not in _CHANNEL_WORDS:
        return ""
    return f"{field}={text}"


_READERS: dict[str, Callable[[str, str], Fact | None]] = {
    "time": lambda _text, view: _found(moment_at_front(view)),
    "until": _until,
    "window": lambda _text, view: _found(window_at_front(view)),
    "money": _money,
    "ref": _ref,
    "tail": _tail,
    "who": _person,
    "person": _resident,
    "party": _who,
    "field": _field,
    "words": lambda text, _view: Fact(text, len(text)) if text else None,
    "rest": lambda text, _view: Fact(text, len(text)) if text else None,
}
