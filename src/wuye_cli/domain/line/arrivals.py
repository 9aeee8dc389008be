"""Reading a line that reports something new: who, where, what, and what was done about it."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from wuye_cli.domain.line.asking import question
from wuye_cli.domain.line.callers import says_phone
from wuye_cli.domain.line.endings import read_end
from wuye_cli.domain.line.english import is_speech
from wuye_cli.domain.line.facts import OpenStep, act_of, begins_with_word
from wuye_cli.domain.line.fronts import read_front
from wuye_cli.domain.line.gathered import Gathered
from wuye_cli.domain.line.line import NewTicket, Piece, Question, Unread
from wuye_cli.domain.line.script import plain
from wuye_cli.domain.line.steps import StepReader, opens_step
from wuye_cli.domain.line.times import moment_at_front
from wuye_cli.domain.line.tokens import quoted_whole, tokens_of
from wuye_cli.domain.line.words import FREE, NIGHT
from wuye_cli.domain.tickets.kinds import ASSIGNING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wuye_cli.domain.line.tokens import Token

_LEAST_CHARACTERS = 4
_LEAST_WORDS = 2
_BAR = "|"
_MOST_BARS = 8
"""As many are tried: behind more of them stand no steps, but a table."""
_SENTENCE_ENDS = "。！？!?…"
"""Marks that end a sentence and stay with it."""


def read_arrival(
    line: str, start: int = 0, *, forced: bool = False, before: tuple[Piece, ...] = ()
) -> NewTicket:
    """Read a line that reports something new.

    Args:
        line: As typed.
        start: Where the report begins.
        forced: The line says itself that it is something new.
        before: Pieces in front that were read already.

    Raises:
        Unread: With a question.
    """
    report = Gathered(line, start, forced=forced)
    tokens = tokens_of(line, start)
    tokens = _read_steps(report, tokens) if tokens else tokens
    _read_matter(report, read_end(report, read_front(report, tokens)))
    pieces = sorted((*before, *report.pieces), key=lambda piece: piece.start)
    return NewTicket(pieces=tuple(pieces), **report.said)


# -- what was done already ------------------------------------------------------------------------


def _read_steps(report: Gathered, tokens: list[Token]) -> list[Token]:
    """Read what stands behind a bar, if it tells steps; return the tokens before it.

    What only begins like a step (`| 对方不挪车`, `| nobody answers`) is the caller's own words.
    """
    line, is_night = report.line, tokens[0].plain in NIGHT
    for at in islice(_behind_bars(report, tokens), _MOST_BARS):
        behind = tokens[at:]
        if behind[0].quoted or not begins_with_word(behind[0]) or _is_speech(behind):
            continue
        reader = StepReader(line, night=is_night)
        try:
            steps = reader.read(behind)
        except Unread as asked:
            if asked.question.code.startswith("line_bad_") or opens_step(behind[0]):
                raise
            continue
        slip = next((step.facts["ref"] for step in steps if step.act == "slip"), "")
        report.said |= {"slip": slip, "steps": tuple(step for step in steps if step.act != "slip")}
        report.pieces += reader.pieces
        return tokens[:at]
    return tokens


def _behind_bars(report: Gathered, tokens: list[Token]) -> Iterator[int]:
    """Yield the places of the tokens before which a bar stands."""
    end = report.start
    for at, token in enumerate(tokens):
        if _BAR in report.view[end : token.start]:
            yield at
        end = token.end


def _is_speech(behind: list[Token]) -> bool:
    """Whether English behind a bar only happens to begin with the word of a step."""
    first = behind[0]
    act = act_of(first)
    if not act or not first.plain.isascii() or len(behind) == 1:
        return False
    return is_speech(OpenStep(act, first.plain, first), behind[1])


# -- the matter -----------------------------------------------------------------------------------


def _read_matter(report: Gathered, tokens: list[Token]) -> None:
    line = report.line
    if not tokens:
        raise Unread(_no_matter(line))
    start, end = tokens[0].start, tokens[-1].end
    only = quoted_whole(tokens).strip()
    while not only and end < len(line) and line[end] in _SENTENCE_ENDS:
        end += 1
    text = only or line[start:end]
    if not only and _says_no_matter(report, plain(text)):
        raise Unread(_no_matter(line))
    if not report.forced:
        _ask_if_unclear(report, tokens, text)
    report.note("matter", text, start, end)


def _says_no_matter(report: Gathered, view: str) -> bool:
    """Whether all that is left is a word for a phone, or in the night book the time of a call."""
    found = moment_at_front(view) if report.is_night and "at" not in report.said else None
    return says_phone(view) or (found is not None and found.length == len(view))


def _ask_if_unclear(report: Gathered, tokens: list[Token], text: str) -> None:
    """Ask about a matter that says nothing, or that is a step of some ticket of this home.

    Raises:
        Unread: With a question.
    """
    line = report.line.strip()
    whole = tokens[0]._replace(text=text, end=tokens[-1].end)
    if not report.is_somewhere() and not _says_something(text):
        raise Unread(question("line_unclear", whole, (f"新 {line}",)))
    is_step = not tokens[0].quoted and opens_step(tokens[0])
    if is_step and _are_all_steps(report.line, tokens):
        raise Unread(question("line_which_ticket", whole, (f"新 {line}",), line=text))


def _are_all_steps(line: str, tokens: list[Token]) -> bool:
    """Whether a matter is nothing but steps, none of which quotes anybody."""
    try:
        steps = StepReader(line).read(tokens)
    except Unread:
        return False
    return all(
        step.act in ASSIGNING or not any(slot in FREE for slot in step.facts) for step in steps
    )


def _no_matter(line: str) -> Question:
    return Question(code="line_no_matter", facts={"word": line.strip()}, end=len(line))


def _says_something(text: str) -> bool:
    """Whether a text without a place is long enough to be meant."""
    chinese = sum("\u4e00" <= char <= "\u9fff" for char in text)
    words = sum(part.isalpha() and len(part) > 1 for part in text.split())
    return chinese >= _LEAST_CHARACTERS or words >= _LEAST_WORDS
