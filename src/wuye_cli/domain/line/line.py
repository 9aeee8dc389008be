"""What a line of the desk says, as values; times are canonical texts, resolved by `moments`."""

from __future__ import annotations

import msgspec


class Piece(msgspec.Struct, frozen=True):
    """A part of the typed line and what it was taken for.

    Attributes:
        start: Place of the first character in the line; `end` is the place after the last.
        role: `unit`, `matter`, `verb`, or the name of the fact it gave.
    """

    start: int
    end: int
    role: str


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that happened to a ticket.

    Attributes:
        act: A row of `words.WORDS`.
        at: Canonical time, or empty for one that was not typed.
        facts: Slot to text: `who`, `money`, `words`, `way` …
    """

    act: str
    at: str = ""
    facts: dict[str, str] = {}


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """A line that was read.

    Attributes:
        pieces: Every part of the text with its role; together they cover all but blanks and marks
            between parts.
    """

    pieces: tuple[Piece, ...] = ()


class NewTicket(Line, frozen=True, kw_only=True):
    """Somebody reports something.

    Attributes:
        at: When they called, canonical; empty for now.
        night: It stands in the night book.
        unit: A home in the usual form, or empty; `place` is a common part.
        matter: What is wrong, in the caller's own words.
        caller: What the caller is called: 张女士; `role` as what they speak: 业主.
        taker: Who took it, if somebody else than the one who types: 老周, or 门岗.
        window: Agreed window, canonical.
        steps: What has been done about it already.
        slip: Number of the paper that says so.
    """

    at: str = ""
    night: bool = False
    channel: str = ""
    unit: str = ""
    place: str = ""
    matter: str = ""
    phone: str = ""
    caller: str = ""
    role: str = ""
    taker: str = ""
    window: str = ""
    steps: tuple[Step, ...] = ()
    slip: str = ""


class TicketSteps(Line, frozen=True, kw_only=True):
    """Something happened to a ticket.

    Attributes:
        tail: Id or tail as typed, in capitals.
        slip: Number of the paper that says so, or empty.
    """

    tail: str
    steps: tuple[Step, ...]
    slip: str = ""


class Undo(Line, frozen=True, kw_only=True):
    """Take back: the last line typed, or the last step of a ticket, or its steps of some acts."""

    tail: str = ""
    acts: tuple[str, ...] = ()


class LookUp(Line, frozen=True, kw_only=True):
    """Show what is open: of a home, of a phone, or one ticket."""

    unit: str = ""
    phone: str = ""
    tail: str = ""


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """A line that was not understood, and what would help.

    Attributes:
        code: Key of the sentence.
        facts: What the sentence needs; `word` is the part that it speaks of.
        start: Where that part stands; `end` is the place after it.
        choices: Lines that may have been meant; one key chooses one.
    """

    code: str
    facts: dict[str, str] = {}
    start: int = 0
    end: int = 0
    choices: tuple[str, ...] = ()


class Unread(Exception):  # noqa: N818 - it asks, nothing has failed
    """Raised inside the reader to ask; `read_line` returns its question."""

    def __init__(self, question: Question) -> None:
        super().__init__(question.code)
        self.question = question
