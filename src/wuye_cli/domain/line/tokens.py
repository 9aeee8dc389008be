"""A line cut into tokens: at blanks and marks, but not inside quotes or a phrase of words."""

from __future__ import annotations

from typing import NamedTuple

from wuye_cli.domain.line.moments import goes_on
from wuye_cli.domain.line.script import plain
from wuye_cli.domain.line.words import CHOICES, NEW, NIGHT, UNDO, WORDS

_MARKS = frozenset(" \t\r\n\v\f,、;。")
SPOKEN = frozenset("「『")
"""Quotes that hold words, never a name: `验 「干净」` names nobody."""
_QUOTES = {"“": "”", "「": "」", "『": "』", '"': '"'}
_POSTS = ("guard ", "steward ", "patrol ")
_TITLED = ("mr ", "mrs ", "ms ", "miss ", "mr. ", "mrs. ", "ms. ", "dr ", "dr. ")


class Token(NamedTuple):
    """A part of a line.

    Attributes:
        text: As typed, without quotes; `plain` is its plain form, character for character.
        start: Place in the line; `end` is the place after the last character, quotes included.
        quoted: The quote it stood in, or empty: in quotes words mean nothing but themselves.
    """

    text: str
    plain: str
    start: int
    end: int
    quoted: str = ""


def _phrases() -> tuple[str, ...]:
    known = {*UNDO, *NEW, *NIGHT, "last night", "just now"}
    for word in WORDS.values():
        known |= {*word.zh, *word.en, *word.fixed}
    for table in CHOICES.values():
        known |= {one for words in table.values() for one in words}
    return tuple(sorted((one for one in known if " " in one), key=len, reverse=True))


_PHRASES = _phrases()


def tokens_of(line: str, start: int = 0) -> list[Token]:
    """Cut the part of a line that speaks of steps.

    Example:
        >>> [token.text for token in tokens_of("17 派 钱，约10-11 备“完 1040”")]
        ['17', '派', '钱', '约10-11', '备', '完 1040']
    """
    view = plain(line)
    found: list[Token] = []
    at = start
    while at < len(line):
        if view[at] in _MARKS:
            at += 1
            continue
        close = _closing_quote(line, at)
        if close > at:
            found.append(Token(line[at + 1 : close], view[at + 1 : close], at, close + 1, line[at]))
            at = close + 1
            continue
        end = _end_of_token(line, view, at)
        if found and not found[-1].quoted and goes_on(found[-1].plain, view[at:end]):
            at = found.pop().start  # 周五 14-16 is one time
        found.append(Token(line[at:end], view[at:end], at, end))
        at = end
    return found


def _closing_quote(line: str, at: int) -> int:
    """Return the place of the quote that closes the one at `at`; `at` itself if there is none."""
    close = _QUOTES.get(line[at])
    return max(line.find(close, at + 1), at) if close else at


def _end_of_token(line: str, view: str, at: int) -> int:
    for phrase in _PHRASES:
        end = at + len(phrase)
        if view.startswith(phrase, at) and (end == len(view) or not view[end].isalpha()):
            return end if end == len(view) or view[end] in _MARKS else _to_mark(line, view, end)
    titled = next((one for one in _TITLED if view.startswith(one, at)), "")
    post = next((one for one in _POSTS if view.startswith(one, at)), "")
    if post and line[at + len(post) : at + len(post) + 1].isupper():
        titled = post  # guard Zhou, but not: guard rude
    return _to_mark(line, view, at + len(titled))


def _to_mark(line: str, view: str, at: int) -> int:
    while at < len(view) and view[at] not in _MARKS and _closing_quote(line, at) == at:
        at += 1
    return at
