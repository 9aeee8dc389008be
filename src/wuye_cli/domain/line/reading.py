"""The reader of the desk's lines: one text in, one value or one question out.

It is pure and never raises: who is meant by a name, which ticket by a tail, and when `0931` was are
asked by the use case (`services.lines`).
"""

from __future__ import annotations

import re

from wuye_cli.domain.line.arrivals import read_arrival
from wuye_cli.domain.line.asking import not_understood
from wuye_cli.domain.line.callers import phone_of
from wuye_cli.domain.line.facts import act_of, begins_with_time, begins_with_word
from wuye_cli.domain.line.line import (
    Line,
    LookUp,
    Piece,
    Question,
    TicketSteps,
    Undo,
    Unread,
)
from wuye_cli.domain.line.places import place_in_front, unit_at_front
from wuye_cli.domain.line.script import plain
from wuye_cli.domain.line.steps import StepReader, opens_step
from wuye_cli.domain.line.times import moment_at_front
from wuye_cli.domain.line.tokens import Token, tokens_of
from wuye_cli.domain.line.words import NEW, NIGHT, UNDO

_TAIL = re.compile(
    r"#?(?P<tail>(?:(?:wy-)?\d{6}-[a-z]{1,4}\d{3,5})|[a-z]{1,2}\d{3,5}|\d{1,4})"
    r"(?:号?单[:,]?|:(?!\d))?(?![\d.])"
)
_COUNTED = ("号", "栋", "幢", "座", "单元", "楼", "#", "层", "门", "期", "月", "年", "天")
_SENTENCE = 4
"""Words that a sentence has at least."""
LONGEST_LINE = 20_000
"""Most characters of a line."""


def read_line(line: str) -> Line | Question:
    """Read a line as a clerk types it.

    Args:
        line: One line; blanks at the ends do not matter.

    Returns:
        `NewTicket`, `TicketSteps`, `Undo` or `LookUp`, whose pieces cover every part of the line;
        else a `Question` that names the part it speaks of.

    Example:
        >>> line = read_line("17 派钱 约10-11")
        >>> line.tail, [(step.act, step.facts) for step in line.steps]
        ('17', [('dispatch', {'who': '钱'}), ('window', {'window': '10:00-11:00'})])
    """
    if len(line) > LONGEST_LINE:
        return Question(code="line_too_long", facts={"count": str(len(line))}, end=len(line))
    try:
        return _read(line)
    except Unread as asked:
        return asked.question


def _read(line: str) -> Line:
    tokens = tokens_of(line)
    if not tokens:
        raise Unread(Question(code="line_empty"))
    first = tokens[0]
    if first.plain in {*NEW, *NIGHT} and len(tokens) == 1 and not first.quoted:
        raise Unread(Question(code="line_no_matter", facts={"word": first.text},
                              start=first.start, end=first.end))  # fmt: skip
    if first.plain in NEW and not first.quoted:
        piece = Piece(first.start, first.end, "new")
        return read_arrival(line, first.end, forced=True, before=(piece,))
    found = _undo(line, tokens) or _looked_up(line, tokens) or _on_ticket(line, tokens)
    if found is not None:
        return found
    if not first.quoted and opens_step(first) and not _tells_else(line, tokens):
        raise Unread(_which_ticket(line, first))
    if (step := _reported_step(tokens)) is not None:
        raise Unread(_which_ticket(line, step, example=step.text))
    return read_arrival(line)


_ENDINGS = ("到了", "到场", "已到", "完工", "办完", "修好", "好了", "开工")
_LONGEST_REPORT = 6
_NOT = "没未不别收看听遇碰想"
"""Before such a character the ending is another word: 没修好, 收到了."""


def _reported_step(tokens: list[Token]) -> Token | None:
    """Return the step that somebody calls in without the ticket's number: 钱师傅到了, 灯修好了."""
    first = tokens[0]
    said = next((word for word in _ENDINGS if first.plain.endswith((word, f"{word}了"))), "")
    before = first.plain[: first.plain.rfind(said)]
    short = len(tokens) == 1 and 1 < len(first.plain) <= _LONGEST_REPORT
    if first.quoted or not said or not short or not before or before[-1] in _NOT:
        return None
    if place_in_front(first.plain).length:
        return None
    start = first.start + len(before)
    return Token(first.text[len(before) :], first.plain[len(before) :], start, first.end)


def _tells_else(line: str, tokens: list[Token]) -> bool:
    """Whether a line that begins like a step goes on as none does: Call me back about the fee."""
    if len(tokens) < _SENTENCE or not tokens[0].plain.isascii():
        return False
    try:
        StepReader(line).read(tokens)
    except Unread as asked:
        return asked.question.code == "line_unknown_word"
    return False


# -- taking back --------------------------------------------------------------------------------


def _undo(line: str, tokens: list[Token]) -> Undo | None:
    """Read `撤`, `撤 17`, `17 撤`, `17撤`, `6 撤 访`; None for any other line."""
    tokens = _unglued(tokens)
    at = next((at for at, token in enumerate(tokens[:2])
               if token.plain in UNDO and not token.quoted), None)  # fmt: skip
    if at is None:
        return None
    rest = [*tokens[:at], *tokens[at + 1 :]]
    match = _TAIL.fullmatch(rest[0].plain) if rest else None
    if at == 1 and match is None:
        return None
    acts = rest[1:] if match else rest
    known = [act_of(token) for token in acts]
    unknown = next((token for token, act in zip(acts, known, strict=True) if not act), None)
    if unknown is not None:
        raise Unread(Question(code="line_undo_what", facts={"word": unknown.text},
                              start=unknown.start, end=unknown.end))  # fmt: skip
    if acts and match is None:
        raise Unread(_which_ticket(line, acts[0]))
    return Undo(
        tail=match["tail"].upper() if match else "", acts=tuple(known), pieces=_all(tokens, "undo")
    )


def _unglued(tokens: list[Token]) -> list[Token]:
    """Cut a first token in two where a tail and a word to take back stick together."""
    tokens = [part for token in tokens[:2] for part in _without_act(token)] + tokens[2:]
    first = tokens[0]
    for word in UNDO:
        if first.quoted or len(first.plain) <= len(word):
            continue
        for at in (len(word), len(first.plain) - len(word)):
            parts = first.until(at), first.behind(at)
            seen = [part.plain for part in parts]
            if word in seen and any(_TAIL.fullmatch(part) for part in seen):
                return [*parts, *tokens[1:]]
    return tokens


def _without_act(token: Token) -> list[Token]:
    """Cut `撤访` in two."""
    for word in UNDO:
        rest = token.behind(len(word))
        if not token.quoted and token.plain.startswith(word) and act_of(rest):
            return [token.until(len(word)), rest]
    return [token]


def _all(tokens: list[Token], role: str) -> tuple[Piece, ...]:
    return tuple(Piece(token.start, token.end, role) for token in tokens)


# -- steps of a ticket --------------------------------------------------------------------------


def _on_ticket(line: str, tokens: list[Token]) -> Line | None:
    """Read a tail and what happened; None for a line that begins with none."""
    first = tokens[0]
    match = _TAIL.match(first.plain)
    if match is None or first.quoted:
        return None
    tail = match["tail"].upper()
    length = match.end()
    piece = Piece(first.start, first.start + length, "tail")
    if length < len(first.plain):
        rest = first.behind(length)
        return _steps(line, tail, piece, [rest, *tokens[1:]]) if opens_step(rest) else None
    if len(tokens) == 1:
        return LookUp(tail=tail, pieces=(piece,))
    second = tokens[1]
    if not second.quoted and (begins_with_word(second) or begins_with_time(second)):
        return _steps(line, tail, piece, tokens[1:])
    if second.plain.startswith(_COUNTED) or _calls_at(line, first, second):
        return None
    raise not_understood(second, line, None, first.text)


def _calls_at(line: str, first: Token, second: Token) -> bool:
    """Whether a figure in front is when somebody called, as a place follows: 0931 3-1-502 …."""
    found = moment_at_front(first.plain)
    whole = found is not None and found.length == len(first.plain)
    return whole and bool(place_in_front(plain(line[second.start :])).length)


def _steps(line: str, tail: str, piece: Piece, tokens: list[Token]) -> TicketSteps:
    reader = StepReader(line, tail=tail)
    steps = reader.read(tokens)
    slip = next((step.facts["ref"] for step in steps if step.act == "slip"), "")
    happened = tuple(step for step in steps if step.act != "slip")
    if not happened:
        raise Unread(_no_event(line, tail, tokens[0]))
    return TicketSteps(tail=tail, steps=happened, slip=slip, pieces=(piece, *reader.pieces))


def _no_event(line: str, tail: str, token: Token) -> Question:
    rest = line[token.start :].strip()
    return Question(
        code="line_no_event",
        facts={"word": rest, "tail": tail},
        start=token.start,
        end=len(line.rstrip()),
        choices=(f"{tail} 备 {rest}",),
    )


def _which_ticket(line: str, first: Token, *, example: str = "") -> Question:
    return Question(
        code="line_which_ticket",
        facts={"word": first.text, "line": example or line.strip()},
        start=first.start,
        end=first.end,
        choices=(f"新 {line.strip()}",),
    )


# -- looking up ---------------------------------------------------------------------------------


def _looked_up(line: str, tokens: list[Token]) -> LookUp | None:
    """Read a home or a phone alone; None for any other line."""
    start, end = tokens[0].start, tokens[-1].end
    text = line[start:end]
    if phone := phone_of(text):
        return LookUp(phone=phone, pieces=(Piece(start, end, "phone"),))
    place = unit_at_front(plain(text))
    if place is None:
        return None
    rest = tokens_of(line[:end], start + place.length)
    piece = Piece(start, start + place.length, "unit")
    if not rest:
        return LookUp(unit=place.unit, pieces=(piece,))
    phone = phone_of(line[rest[0].start : end])
    if not phone:
        return None
    pieces = (piece, Piece(rest[0].start, end, "phone"))
    return LookUp(unit=place.unit, phone=phone, pieces=pieces)
