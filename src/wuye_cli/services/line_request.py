"""From a line that reports something new to what is to be received."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from wuye_cli.domain.errors import CallError
from wuye_cli.domain.line.line import LookUp, NewTicket, Question, TicketSteps, Undo, Unread
from wuye_cli.domain.line.moments import instant_of, span_of
from wuye_cli.domain.line.reading import read_line
from wuye_cli.domain.line.words import NEW
from wuye_cli.domain.tickets.call import Call
from wuye_cli.services.line_people import taker_of
from wuye_cli.services.understanding import Request, require_matter
from wuye_cli.services.wording import one_line

if TYPE_CHECKING:
    from datetime import datetime

    from wuye_cli.services.desk import Desk


def taken(desk: Desk, text: str, wished: Request) -> Request:
    """Read a call in one breath; what `wished` says comes before what the text says.

    Raises:
        CallError: `nothing_said`, `no_matter` if only a home or a number was typed, `take_is_step`
            for what happened to a ticket, or the code of a question.
    """
    said = one_line(text)
    line = read_line(said)
    if isinstance(line, TicketSteps | Undo):
        raise CallError("take_is_step", line=said)
    if isinstance(line, LookUp):
        require_matter(desk, Call(unit=line.unit, title=said), wished)
    if not isinstance(line, NewTicket):
        line = read_line(f"{NEW[0]} {said}") if said else line
    if isinstance(line, Question) and line.code == "line_no_matter":
        require_matter(desk, Call(place=said, title=said), wished)
    if isinstance(line, Question):
        code = "nothing_said" if line.code == "line_empty" else line.code
        raise CallError(code, **line.facts)
    if not isinstance(line, NewTicket) or line.steps:
        raise CallError("take_is_step", line=said)
    try:
        return request_of(desk, line, text, wished)
    except Unread as asked:
        raise CallError(asked.question.code, **asked.question.facts) from None


def request_of(desk: Desk, line: NewTicket, text: str, wished: Request) -> Request:
    """Return what a line asks to be received; what `wished` says comes before it.

    Args:
        desk: The desk.
        line: As read.
        text: As typed.
        wished: Options given beside the line; empty fields are filled from the line.

    Raises:
        Unread: If the one who took the call is nobody, or may be several.
        CallError: `bad_time`, or `no_matter` where nothing but a number was typed.
    """
    require_matter(desk, Call(unit=line.unit, place=line.place, title=line.matter), wished)
    now = desk.now()
    at = wished.at or called_at(line, now)
    bar = next((piece.start for piece in line.pieces if piece.role == "bar"), None)
    return replace(
        wished,
        title=wished.title or line.matter,
        words=wished.words or (text if bar is None else text[:bar].strip()),
        unit=wished.unit or line.unit,
        place=wished.place or ("" if wished.unit else line.place),
        phone=wished.phone or line.phone,
        name=wished.name or line.caller,
        role=wished.role or line.role,
        channel=wished.channel or line.channel or _channel_of(line, wished),
        form=wished.form or _FORM_OF.get(line.channel, ""),
        at=at,
        agreed=wished.agreed or (span_of(line.window, now) if line.window else None),
        who=wished.who or taker_of(desk, line),
        src=evidence_of(line, at or now, wished.src),
        answered=True,
        guess=True,
    )


def called_at(line: NewTicket, now: datetime) -> datetime | None:
    """Return when the call came, None for now."""
    return instant_of(line.at, now) if line.at else None


def evidence_of(line: NewTicket, at: datetime, known: str) -> str:
    """Return on what a line rests: its slip, what is known beside it, else the night book."""
    if line.slip:
        return f"slip:{line.slip}"
    return known or (f"night:{at:%Y-%m-%d}" if line.night else "")


_FORM_OF = {"letter": "written"}
"""Channel to the form that it gives what is asked on it."""


def _channel_of(line: NewTicket, wished: Request) -> str:
    """Return `rounds` for what a colleague found himself, with no resident behind it."""
    resident = line.phone or line.caller or line.role or wished.phone or wished.name
    return "rounds" if line.taker and not resident else ""
