"""Reading steps: tokens behind a ticket's tail to acts with their facts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wuye_cli.domain.line.asking import (
    half_of_day,
    is_bad_time,
    lacking,
    not_understood,
    question,
)
from wuye_cli.domain.line.english import NAMES, ends_speech, is_step
from wuye_cli.domain.line.facts import (
    Hit,
    OpenStep,
    act_of,
    begins_with_time,
    begins_with_word,
    facts_behind,
    facts_of,
    last_parts,
    timed_parts,
    words_at,
)
from wuye_cli.domain.line.line import Piece, Step, Unread
from wuye_cli.domain.line.script import plain
from wuye_cli.domain.line.slots import opened_by, said_behind
from wuye_cli.domain.line.times import day_at_front, moment_at_front
from wuye_cli.domain.line.tokens import BLANKS, Token, quoted_whole
from wuye_cli.domain.line.words import ONCE, PREFIXES, SPEECH
from wuye_cli.domain.tickets.kinds import ASSIGNING

if TYPE_CHECKING:
    from collections.abc import Sequence

_SHORT_NAME = 4
_SUM_WORDS = frozenset({"元", "块", "块钱", "圆", "yuan", "rmb"})


class StepReader:
    """Reads tokens into steps; raises `Unread` with a question where it cannot.

    Attributes:
        pieces: What each part was taken for.
    """

    def __init__(self, line: str, *, tail: str = "", night: bool = False) -> None:
        self._line = line
        self._view = plain(line)
        self._tail = tail
        self._night = night
        self._open: list[OpenStep] = []
        self._slot = ""
        self._opener: Token | None = None
        self._collected = ""
        self._was_quoted = False
        self.pieces: list[Piece] = []

    def read(self, tokens: Sequence[Token]) -> tuple[Step, ...]:
        """Return the steps that the tokens tell.

        Raises:
            Unread: With a question.
        """
        for at, token in enumerate(tokens):
            if self._swallows_rest(tokens, at):
                break
            following = tokens[at + 1] if at + 1 < len(tokens) else None
            for part in timed_parts(token):
                self._take(part, following)
        if self._slot and self._opener and self._slot not in self._open[-1].spans:
            act = self._open[-1].act
            raise Unread(question("line_missing", self._opener, act=act, slot=self._slot, rest=""))
        for step in self._open:
            if step.missing():
                raise lacking(step, self._line)
        self._require_once()
        return tuple(step.closed() for step in self._open)

    # -- one token ---------------------------------------------------------------------------

    def _take(self, token: Token, following: Token | None) -> None:
        current = self._open[-1] if self._open else None
        if current and self._goes_on(current, token, following):
            return
        if not token.quoted and self._is_plain(token, current, following):
            return
        if current and not is_bad_time(current, token) and self._fits(current, token, free=True):
            return
        if current and not token.quoted and self._lengthens(current, token):
            return
        raise not_understood(token, self._line, current, self._tail)

    def _is_plain(self, token: Token, current: OpenStep | None, following: Token | None) -> bool:
        """Read a token that is no speech: facts of the step before it, or a step of its own."""
        if current and self._fits(current, token, free=False):
            return True
        if self._opens(token, current, following) or self._opens_behind_time(token):
            return True
        parts = last_parts(token)
        if len(parts) == 1 or not begins_with_word(token):
            return False
        for part in parts:
            self._take(part, following)
        return True

    def _fits(self, step: OpenStep, token: Token, *, free: bool) -> bool:
        """Give a whole token to the open slots of a step."""
        found = facts_of(step, token.text, token.plain, free=free, quoted=token.quoted)
        if found is None:
            return False
        self._fill(step, found, token.start, token.end if token.quoted else 0)
        return True

    def _opens(self, token: Token, current: OpenStep | None, following: Token | None) -> bool:
        """Begin a step with a token that starts with its word."""
        in_speech = current is not None and current.act in SPEECH and current.is_open("words")
        for said, act, length in words_at(token.plain):
            rest = token.behind(length)
            step = OpenStep(act, said, token.until(length))
            found = facts_behind(step, rest.text, rest.plain, strict=in_speech)
            if found is None:
                continue
            if said.isascii() and not found and not self._is_verb(token, step, following):
                continue
            self._open.append(step)
            self.pieces.append(Piece(token.start, token.start + length, "verb"))
            self._fill(step, found, rest.start, 0)
            if not found:
                self.pieces[-1] = Piece(token.start, token.end, "verb")
            return True
        return False

    def _opens_behind_time(self, token: Token) -> bool:
        """Begin a step whose time stands before its word: `1005到 1040完`."""
        found = moment_at_front(token.plain) if begins_with_time(token) else None
        if found is None:
            return False
        word = token.behind(found.length)
        step = OpenStep(act_of(word), word.plain, word)
        if "time" not in step.word.slots:
            return False
        self._open.append(step)
        self._fill(step, [Hit("time", *found)], token.start, 0)
        self.pieces.append(Piece(word.start, word.end, "verb"))
        return True

    def _is_verb(self, token: Token, step: OpenStep, following: Token | None) -> bool:
        """Whether an English word is a step; behind a comma it always is."""
        current = self._open[-1] if self._open else None
        if current is None or not current.is_open("words") or self._gap(token):
            return True
        return is_step(step, following, current)

    def _fill(self, step: OpenStep, found: list[Hit], at: int, end: int) -> None:
        for hit in found:
            if hit.other and not self._night:
                raise half_of_day(self._line, at, hit)
            behind = end or at + hit.length
            gap = self._words_gap(step, hit.slot, at)
            step.fill(hit.slot, hit.value, at, behind, gap=gap)
            self.pieces.append(Piece(at, behind, hit.slot))
            at += hit.length

    def _words_gap(self, step: OpenStep, slot: str, at: int) -> str | None:
        """Return what stands between two parts of one speech, its blanks as one."""
        last = self.pieces[-1] if self.pieces else None
        if slot != "words" or "words" not in step.facts or last is None or last.role != "words":
            return None
        return re.sub(r"\s+", " ", self._line[last.end : at])

    def _gap(self, token: Token) -> str:
        end = self.pieces[-1].end if self.pieces else token.start
        return "".join(char for char in self._view[end : token.start] if char not in BLANKS)

    # -- facts that take more than one token ---------------------------------------------------

    def _goes_on(self, step: OpenStep, token: Token, following: Token | None) -> bool:
        """Read a slot whose word stands by itself, and what follows it: `因 阀芯坏`, `doc 0032`."""
        if self._slot:
            return self._collects(step, token, following)
        if token.quoted:
            return False
        if token.plain in _SUM_WORDS and self.pieces[-1].role == "money":
            self.pieces[-1] = Piece(self.pieces[-1].start, token.end, "money")
            return True
        slot = next((slot for slot in (*PREFIXES, "field") if step.is_open(slot)
                     and opened_by(slot, token.plain)), "")  # fmt: skip
        if not slot:
            return False
        self._slot, self._opener, self._was_quoted = slot, token, False
        self.pieces.append(Piece(token.start, token.end, slot))
        return True

    def _collects(self, step: OpenStep, token: Token, following: Token | None) -> bool:
        slot, opener = self._slot, self._opener or token
        begun = slot in step.spans
        if begun and not self._goes_on_quoted(token) and (
            self._was_quoted or self._gap(token) or self._ends_fact(step, token, following)
        ):  # fmt: skip
            self._slot = ""
            return self._goes_on(step, token, following)
        known = self._collected if begun else ""
        gap = self._line[step.end : token.start] if begun else ""
        self._collected = f"{known}{' ' if gap else ''}{token.text}"
        self._was_quoted = bool(token.quoted)
        value = said_behind(slot, opener.text, self._collected)
        if not value:
            raise not_understood(token, self._line, step, self._tail)
        step.facts[slot] = value
        step.spans[slot] = (step.spans[slot][0] if begun else token.start, token.end)
        step.end = token.end
        self.pieces.append(Piece(token.start, token.end, slot))
        return True

    def _goes_on_quoted(self, token: Token) -> bool:
        """Whether a quoted text sticks to another: one text, in which both quotes occur."""
        return bool(token.quoted and self._was_quoted and self.pieces[-1].end == token.start)

    def _ends_fact(self, step: OpenStep, token: Token, following: Token | None) -> bool:
        if token.quoted:
            return False
        if any(opened_by(slot, token.plain) for slot in PREFIXES if step.is_open(slot)):
            return True
        if facts_of(step, token.text, token.plain, free=False):
            return True
        return any(
            self._ends_with_verb(
                OpenStep(act, said, token.until(length)), token.behind(length), following
            )
            for said, act, length in words_at(token.plain)
        )

    def _ends_with_verb(self, step: OpenStep, rest: Token, following: Token | None) -> bool:
        """Whether the text behind a word such as 因 ends where a token begins like a step."""
        found = facts_behind(step, rest.text, rest.plain, strict=True)
        if found is None or found or not step.token.plain.isascii():
            return found is not None
        return ends_speech(step, following)

    def _lengthens(self, step: OpenStep, token: Token) -> bool:
        """Add a further part of an English name: Li Dalong."""
        last = self.pieces[-1]
        if last.role not in NAMES or not token.text[:1].isupper() or not token.plain.isascii():
            return False
        if self._gap(token) or day_at_front(token.plain) or not token.plain.isalpha():
            return False
        start, _ = step.spans[last.role]
        step.facts[last.role] = " ".join(self._line[start : token.end].split())
        step.spans[last.role] = (start, token.end)
        step.end = token.end
        self.pieces.append(Piece(token.start, token.end, last.role))
        return True

    def _swallows_rest(self, tokens: Sequence[Token], at: int) -> bool:
        """Give all that follows to a step that takes the rest of the line, such as a remark."""
        current = self._open[-1] if self._open else None
        if current is None or "rest" not in current.word.slots:
            return False
        first, last = tokens[at], tokens[-1]
        start = current.spans["rest"][0] if "rest" in current.spans else first.start
        whole = quoted_whole(tokens[at:]) if start == first.start else ""
        current.facts["rest"] = whole if whole.strip() else self._line[start : last.end]
        current.spans["rest"] = (start, last.end)
        self.pieces.append(Piece(first.start, last.end, "rest"))
        return True

    def _require_once(self) -> None:
        seen: set[str] = set()
        for step in self._open:
            if step.act in ONCE and step.act in seen:
                raise Unread(question("line_twice", step.token, act=step.act))
            seen.add(step.act)


def opens_step(token: Token) -> bool:
    """Whether a token, where no ticket is named, can only be a step: its word with all it needs."""
    for said, act, length in words_at(token.plain):
        rest = token.behind(length)
        step = OpenStep(act, said, token.until(length))
        found = facts_behind(step, rest.text, rest.plain, strict=True)
        if found is not None or _names_somebody(act, rest):
            return True
    return False


def _names_somebody(act: str, rest: Token) -> bool:
    """Whether a name stands right behind a word that gives the ticket away: 派钱, 派s3."""
    return act in ASSIGNING and 0 < len(rest.plain) <= _SHORT_NAME
