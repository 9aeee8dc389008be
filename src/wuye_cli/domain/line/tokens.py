"""A line cut into tokens: at blanks and marks, but not inside quotes, a phrase or a time."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from wuye_cli.domain.line.clocks import DAYS, PARTS
from wuye_cli.domain.line.script import plain
from wuye_cli.domain.line.times import goes_on, moment_at_front, time_end
from wuye_cli.domain.line.words import CHOICES, NEW, NIGHT, UNDO, WORDS

if TYPE_CHECKING:
    from collections.abc import Sequence

BLANKS = frozenset(" \t\r\n\v\f")
MARKS = BLANKS | frozenset(",、;。!|")
"""Where one token ends and the next begins."""
SPOKEN = frozenset("「『")
"""Quotes that hold words, never a name: `验 「干净」` names nobody."""
QUOTES = {"“": "”", "「": "」", "『": "』", '"': '"'}
_POSTS = ("guard ", "steward ", "patrol ")
_TITLED = ("mr ", "mrs ", "ms ", "miss ", "mr. ", "mrs. ", "ms. ", "dr ", "dr. ")
_TIME_STARTS = frozenset("0123456789") | {
    word[0] for word in (*DAYS, *PARTS, "next", "mon", "wed", "fri", "sun", "at", "in", "half", "a",
                         "until", "by", "just", "now", "周", "星", "礼", "下", "这", "本")
}  # fmt: skip
_LONGEST_TIME = 60


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

    def behind(self, length: int) -> Token:
        """Return what is left of a token behind its first characters."""
        return Token(self.text[length:], self.plain[length:], self.start + length, self.end)

    def until(self, length: int) -> Token:
        """Return the first characters of a token."""
        return Token(
            self.text[:length], self.plain[:length], self.start, self.start + length, self.quoted
        )


def _phrases() -> tuple[str, ...]:
    known = {*UNDO, *NEW, *NIGHT}
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
    return _Cutter(line).cut(start)


def quoted_whole(tokens: Sequence[Token]) -> str:
    """Return the text of tokens that are all in quotes and stick together; nothing for others."""
    pairs = pairwise(tokens)
    if all(token.quoted for token in tokens) and all(one.end == two.start for one, two in pairs):
        return "".join(token.text for token in tokens)
    return ""


class _Cutter:
    """Cuts one line."""

    def __init__(self, line: str) -> None:
        self._line = line
        self._view = plain(line)
        self._last = {close: line.rfind(close) for close in QUOTES.values()}

    def cut(self, at: int) -> list[Token]:
        line, view = self._line, self._view
        found: list[Token] = []
        while at < len(line):
            if view[at] in MARKS:
                at += 1
                continue
            close = self._closing_quote(at)
            if close > at:
                text, seen = line[at + 1 : close], view[at + 1 : close]
                found.append(Token(text, seen, at, close + 1, line[at]))
                at = close + 1
                continue
            end = self._end_of_token(at, is_first=not found)
            if found and not found[-1].quoted and goes_on(found[-1].plain, view[at:end]):
                at = found.pop().start  # 约周五 14-16 is one time
            found.append(Token(line[at:end], view[at:end], at, end))
            at = end
        return found

    def _closing_quote(self, at: int) -> int:
        """Return the place of the quote that closes the one at `at`, or `at` if none does."""
        close = QUOTES.get(self._line[at])
        if close is None or self._last[close] <= at:
            return at
        return self._line.find(close, at + 1)

    def _end_of_token(self, at: int, *, is_first: bool) -> int:
        view = self._view
        for phrase in _PHRASES:
            end = at + len(phrase)
            if view.startswith(phrase, at) and (end == len(view) or not view[end].isalpha()):
                return end if end == len(view) or view[end] in MARKS else self._to_mark(end)
        titled = next((one for one in _TITLED if view.startswith(one, at)), "")
        post = next((one for one in _POSTS if view.startswith(one, at)), "")
        if post and self._line[at + len(post) : at + len(post) + 1].isupper():
            titled = post  # guard Zhou, but not: guard rude
        return max(self._to_mark(at + len(titled)), self._end_of_time(at, is_first=is_first))

    def _end_of_time(self, at: int, *, is_first: bool) -> int:
        """Return where a time ends that holds blanks: tomorrow 2 to 4pm, 5 min ago."""
        view = self._view[at : at + _LONGEST_TIME]
        if view[0] not in _TIME_STARTS:
            return at
        moment = moment_at_front(view)
        length = (moment.length if moment else 0) if is_first else time_end(view)
        end = at + length
        return end if end == len(self._view) or self._view[end] in MARKS else at

    def _to_mark(self, at: int) -> int:
        while at < len(self._view) and self._view[at] not in MARKS:
            if self._closing_quote(at) > at:
                break
            at += 1
        return at
