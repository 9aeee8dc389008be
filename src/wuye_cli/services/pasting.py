"""A chat's text at the desk: each line of each message read, previewed, entered as one commit."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING

import msgspec

from wuye_cli.domain.errors import WuyeError
from wuye_cli.domain.line.chat import Message, read_chat
from wuye_cli.domain.line.line import Line, NewTicket, Question, TicketSteps, Undo
from wuye_cli.domain.line.moments import instant_of
from wuye_cli.domain.line.reading import read_line
from wuye_cli.services.evidence import entered_with
from wuye_cli.services.line_people import colleagues_called
from wuye_cli.services.lines import Entry, Passed, enter

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from wuye_cli.services.desk import Desk

STEP = "step"
NEW = "new"
CHATTER = "chatter"
ENTERED = "entered"
UNREAD = "unread"
NOBODY = "nobody"
FATES = (STEP, NEW, ENTERED, UNREAD, NOBODY, CHATTER)
"""What may come of a line; the first two are entered."""
_HASH = 16
_CLOCK = "10:05"


class Planned(msgspec.Struct, frozen=True, kw_only=True):
    """One line of a message and what is to come of it.

    Attributes:
        message: Who said it and when.
        text: The line.
        fate: `step` or `new`, which are entered; `chatter`; `entered` (it stands on a ticket
            already); `unread` (it begins like a step and is not understood); `nobody` (nobody on
            the staff list is called so).
        read: As understood; `question` says why it is not.
        who: Id of the colleague who said it; `resident` the nickname of anybody else.
        said: When; None for a message without a time.
        src: Its evidence: a fingerprint of sender, time and words.
        tickets: Where it stands already.
    """

    message: Message
    text: str
    fate: str
    read: Line | None = None
    question: Question | None = None
    who: str = ""
    resident: str = ""
    said: datetime | None = None
    src: str = ""
    tickets: tuple[str, ...] = ()


class Pasted(msgspec.Struct, frozen=True, kw_only=True):
    """What came of a planned line: an entry, or the error that refused it."""

    planned: Planned
    entry: Entry | None = None
    error: WuyeError | None = None


def plan(desk: Desk, text: str) -> list[Planned]:
    """Say what would come of a copied chat; nothing is written."""
    return [
        _planned(desk, message, line.strip())
        for message in read_chat(text)
        for line in message.text.splitlines()
        if line.strip()
    ]


def enter_planned(desk: Desk, planned: Sequence[Planned]) -> Iterator[Pasted]:
    """Enter what is a step or a new matter, one commit a line; a refused one stops nothing."""
    for one in planned:
        if one.fate not in {STEP, NEW}:
            continue
        passed = Passed(
            src=one.src, who=one.who, resident=one.resident, channel="wechat", said=one.said
        )
        try:
            yield Pasted(planned=one, entry=enter(desk, one.text, passed))
        except WuyeError as error:
            yield Pasted(planned=one, error=error)


def _planned(desk: Desk, message: Message, text: str) -> Planned:
    mark = f"{message.nick}\n{message.day}\n{message.clock}\n{text}"
    found = read_line(text)
    called = colleagues_called(desk, message.nick)
    planned = Planned(
        message=message,
        text=text,
        fate=_fate(found),
        read=None if isinstance(found, Question) else found,
        question=found if isinstance(found, Question) else None,
        who=called[0] if len(called) == 1 else "",
        resident="" if called else message.nick,
        said=_said(desk, message),
        src=f"wechat:{sha256(mark.encode('utf-8', 'surrogatepass')).hexdigest()[:_HASH]}",
    )
    if planned.fate not in {STEP, NEW}:
        return planned
    known = tuple(entered_with(desk, planned.src, desk.now()))
    if known:
        return msgspec.structs.replace(planned, fate=ENTERED, tickets=known)
    if planned.fate == STEP and desk.rules.staff and len(called) != 1:
        return msgspec.structs.replace(planned, fate=NOBODY)
    return planned


_TALK = frozenset({"line_unclear", "line_no_matter", "line_empty", "line_too_long"})
"""Questions about lines that do not even begin like a report."""


def _fate(found: Line | Question) -> str:
    """Return what a line is; talk without a home, a place or a ticket is no report."""
    if isinstance(found, Question):
        return CHATTER if found.code in _TALK else UNREAD
    if isinstance(found, TicketSteps):
        return STEP
    if isinstance(found, NewTicket) and (found.unit or found.place):
        return NEW
    return UNREAD if isinstance(found, Undo) else CHATTER


def _said(desk: Desk, message: Message) -> datetime | None:
    """Return when a message was sent; a clock without a day is today's, or yesterday's.

    Raises:
        CallError: `bad_time`, for a day that does not exist.
    """
    if not message.clock:
        return None
    clock = message.clock.rpartition(":")[0] if message.clock.count(":") > 1 else message.clock
    now = desk.now()
    return min(instant_of(f"{message.day} {clock.rjust(len(_CLOCK), '0')}".strip(), now), now)
