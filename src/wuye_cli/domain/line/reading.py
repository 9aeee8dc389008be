"""The reader of the desk's lines: one text in, one value or one question out.

It is pure and never raises: who is meant by a name, which ticket by a tail, and when `0931` was are
asked by the use case (`services.lines`).
"""

from __future__ import annotations

import re

from wuye_cli.domain.line.arrivals import Arrival
from wuye_cli.domain.line.callers import phone_of, unit_at_front
from wuye_cli.domain.line.line import (
    Line,
    LookUp,
    Piece,
    Question,
    TicketSteps,
    Undo,
    Unread,
)
from wuye_cli.domain.line.script import plain
from wuye_cli.domain.line.steps import StepReader, act_of, begins_with_word, opens_step
from wuye_cli.domain.line.tokens import Token, tokens_of
from wuye_cli.domain.line.words import NEW, UNDO

_TAIL = re.compile(
    r"#?(?P<tail>(?:wy-\d{6}-[a-z]{1,4}\d{3,5})|[a-z]{1,2}\d{3,5}|\d{1,4})(?:号单)?(?![\d.])"
)
_COUNTED = ("号", "栋", "幢", "座", "单元", "楼", "#", "层", "门", "期")
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
    if first.plain in NEW and not first.quoted and len(tokens) > 1:
        piece = Piece(first.start, first.end, "new")
        return Arrival(line, first.end, forced=True).read([piece])
    found = _undo(tokens) or _on_ticket(line, tokens) or _looked_up(line, tokens)
    if found is not None:
        return found
    if not first.quoted and opens_step(first):
        raise Unread(_which_ticket(line, first))
    return Arrival(line).read([])


# -- taking back --------------------------------------------------------------------------------


def _undo(tokens: list[Token]) -> Undo | None:
    """Read `撤`, `撤 17`, `17 撤`, `6 撤 访`; None for any other line."""
    at = next((at for at, token in enumerate(tokens[:2]) if token.plain in UNDO), None)
    stuck = next((word for word in UNDO if tokens[0].plain.startswith(word)), "")
    if at is None:
        tail = tokens[0].plain[len(stuck) :]
        if stuck and len(tokens) == 1 and (match := _TAIL.fullmatch(tail)):
            return Undo(tail=match["tail"].upper(), pieces=_all(tokens, "undo"))
        return None
    rest = [*tokens[:at], *tokens[at + 1 :]]
    tail_token = rest[0] if rest else None
    match = _TAIL.fullmatch(tail_token.plain) if tail_token else None
    if at == 1 and match is None:
        return None
    acts = rest[1:] if match else rest
    known = [act_of(token) for token in acts]
    unknown = next((token for token, act in zip(acts, known, strict=True) if not act), None)
    if unknown is not None:
        raise Unread(Question(code="line_undo_what", facts={"word": unknown.text},
                              start=unknown.start, end=unknown.end))  # fmt: skip
    return Undo(
        tail=match["tail"].upper() if match else "", acts=tuple(known), pieces=_all(tokens, "undo")
    )


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
    piece = Piece(first.start, first.start + match.end(), "tail")
    if match.end() < len(first.plain):
        rest = _behind(first, match.end())
        if not opens_step(rest):
            return None
        return _steps(line, tail, piece, [rest, *tokens[1:]])
    if len(tokens) == 1:
        return LookUp(tail=tail, pieces=(piece,))
    if tokens[1].plain.startswith(_COUNTED) and not begins_with_word(tokens[1]):
        return None
    if not begins_with_word(tokens[1]):
        raise Unread(_no_event(line, first, tokens[1]))
    return _steps(line, tail, piece, tokens[1:])


def _behind(token: Token, length: int) -> Token:
    return Token(token.text[length:], token.plain[length:], token.start + length, token.end)


def _steps(line: str, tail: str, piece: Piece, tokens: list[Token]) -> TicketSteps:
    reader = StepReader(line)
    steps = reader.read(tokens)
    slip = next((step.facts["ref"] for step in steps if step.act == "slip"), "")
    return TicketSteps(
        tail=tail,
        steps=tuple(step for step in steps if step.act != "slip"),
        slip=slip,
        pieces=(piece, *reader.pieces),
    )


def _no_event(line: str, first: Token, token: Token) -> Question:
    rest = line[token.start :].strip()
    return Question(
        code="line_no_event",
        facts={"word": rest, "tail": first.text},
        start=token.start,
        end=len(line.rstrip()),
        choices=(f"{first.text} 备 {rest}", f"新 {line.strip()}"),
    )


def _which_ticket(line: str, first: Token) -> Question:
    return Question(
        code="line_which_ticket",
        facts={"word": first.text, "line": line.strip()},
        start=first.start,
        end=first.end,
        choices=(f"新 {line.strip()}",),
    )


# -- looking up ---------------------------------------------------------------------------------


def _looked_up(line: str, tokens: list[Token]) -> LookUp | None:
    """Read a home or a phone alone; None for any other line."""
    text = line.strip()
    view = plain(text)
    start = line.index(text)
    if phone := phone_of(text):
        return LookUp(phone=phone, pieces=(Piece(start, start + len(text), "phone"),))
    place = unit_at_front(view)
    if place is None:
        return None
    rest = text[place.length :].strip(" ,，")
    piece = Piece(start, start + place.length, "unit")
    if not rest:
        return LookUp(unit=place.unit, pieces=(piece,))
    phone = phone_of(rest)
    if not phone:
        return None
    return LookUp(
        unit=place.unit, phone=phone,
        pieces=(piece, Piece(start + place.length, tokens[-1].end, "phone")),
    )  # fmt: skip
