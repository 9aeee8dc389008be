"""The desk's one line: understood, asked about, or entered as one commit."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

import msgspec

from wuye_cli.domain.errors import CallError
from wuye_cli.domain.line.line import (
    Line,
    LookUp,
    NewTicket,
    Question,
    TicketSteps,
    Undo,
    Unread,
)
from wuye_cli.domain.line.printing import print_line
from wuye_cli.domain.line.reading import read_line
from wuye_cli.services.desk import Written
from wuye_cli.services.earlier import same_hands
from wuye_cli.services.fieldwork import RECENT_TOO
from wuye_cli.services.household import Household, household, shown
from wuye_cli.services.intake import new_ticket
from wuye_cli.services.line_events import Report, StepEvents
from wuye_cli.services.line_people import with_colleagues
from wuye_cli.services.line_request import called_at, request_of
from wuye_cli.services.line_times import placed
from wuye_cli.services.price_list import price_notes
from wuye_cli.services.understanding import Request
from wuye_cli.services.undoing import undo

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from wuye_cli.domain.tickets.ticket import Ticket
    from wuye_cli.services.desk import Desk, Further
    from wuye_cli.store.transaction import Transaction


class Passed(msgspec.Struct, frozen=True, kw_only=True):
    """On whose behalf a line is typed; empty for what the clerk himself says.

    Attributes:
        src: Evidence of what others did, such as `wechat:…`.
        slip: Number of the paper; one in the line comes before it.
        who: Id of the colleague who says it.
        resident: Name of the resident who says it.
        channel: On which channel it was said.
        said: When it was said.
    """

    src: str = ""
    slip: str = ""
    who: str = ""
    resident: str = ""
    channel: str = ""
    said: datetime | None = None

    @property
    def is_report(self) -> bool:
        """Whether somebody else says the whole line."""
        return bool(self.src or self.slip or self.who)


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """What came of a line: something written, something shown, or a question.

    Attributes:
        line: As read; None where it was not understood.
        written: What was committed.
        shown: What was looked up.
        question: What must be answered first; nothing was written.
    """

    line: Line | None = None
    written: Written | None = None
    shown: Household | None = None
    question: Question | None = None


def enter(desk: Desk, text: str, passed: Passed | None = None) -> Entry:
    """Read one line and do what it says; an accepted line is one commit.

    Args:
        desk: The desk.
        text: As typed.
        passed: On whose behalf and on what evidence; None for what the clerk himself says.

    Raises:
        CallError: A name of the standards, a tail or a time that fits nothing.
        RefusedError: If a guard refuses; nothing is written then.
        NotFoundError: If there is no such ticket.
    """
    line = read_line(text)
    if isinstance(line, Question):
        return Entry(question=line)
    try:
        return _ENTERED[type(line)](desk, line, text, passed or Passed())
    except Unread as asked:
        return Entry(line=line, question=asked.question)
    except CallError as error:
        if error.code != "ambiguous_tail" or not isinstance(line, TicketSteps | Undo | LookUp):
            raise
        return Entry(line=line, question=_which(line, error))


def _which(line: TicketSteps | Undo | LookUp, error: CallError) -> Question:
    """Ask which of several tickets a tail means; a key takes one."""
    candidates = [str(one) for one in error.facts["candidates"]]
    choices = tuple(
        print_line(msgspec.structs.replace(line, tail=one.split()[0])) for one in candidates
    )
    facts = {"word": line.tail, "known": "；".join(candidates)}
    return Question(code="line_which_of", facts=facts, choices=choices)


# -- something new ------------------------------------------------------------------------------


def _new(desk: Desk, line: NewTicket, text: str, passed: Passed) -> Entry:
    base = called_at(line, passed.said or desk.now())
    wished = Request(
        title="",
        src=f"slip:{passed.slip}" if passed.slip else passed.src,
        who=passed.who,
        name=passed.resident,
        channel=passed.channel,
        at=base or passed.said,
    )
    request = request_of(desk, line, text, wished)
    steps = with_colleagues(desk, line, line.steps)
    slip = line.slip or passed.slip
    order = placed(line, steps, passed.said or desk.now(), base=base, reported=bool(slip or base))
    report = Report(slip=slip, src=request.src, taker=request.who, said=passed.said,
                    whole=passed.is_report)  # fmt: skip

    def then(_ticket: Ticket, changes: Transaction) -> Sequence[Further]:
        return StepEvents(desk, changes, report).of(order)

    written = new_ticket(desk, request, op="take", then=then if steps else None)
    return Entry(line=line, written=written)


# -- steps of a ticket --------------------------------------------------------------------------


def _on_ticket(desk: Desk, line: TicketSteps, _text: str, passed: Passed) -> Entry:
    steps = with_colleagues(desk, line, line.steps)
    acts = {step.act for step in steps}
    slip = line.slip or passed.slip
    report = Report(
        slip=slip,
        src=f"slip:{slip}" if slip else passed.src,
        who=passed.who,
        said=passed.said,
        whole=passed.is_report,
    )

    order = placed(line, steps, passed.said or desk.now(), reported=bool(slip))

    def decide(_ticket: Ticket, changes: Transaction) -> Sequence[Further]:
        return StepEvents(desk, changes, report).of(order)

    written = desk.record(
        line.tail,
        decide,
        op="line" if len(steps) > 1 else steps[0].act,
        recent=bool(acts & RECENT_TOO),
        prefer_open="reopen" not in acts,
    )
    return Entry(
        line=line,
        written=msgspec.structs.replace(
            written, notes=(*same_hands(desk, written), *price_notes(desk, written))
        ),
    )


# -- taking back, looking up --------------------------------------------------------------------

_UNDONE: dict[str, tuple[str, ...]] = {
    "visit": ("visit", "close"),
    "verify": ("verify", "close"),
    "done": ("resolve", "procedure", "sign", "feedback"),
    "told": ("feedback", "reply"),
    "window": ("reschedule",),
    "move": ("reschedule",),
    "second": ("regrade", "urge"),
    "dissuade": ("dissuade", "dissuade_failed"),
    "report": ("report_authority",),
    "outside": ("report_outside",),
    "attempt": ("visit_attempt",),
}
"""Act to the kinds of events that it wrote, where they are not called alike."""


def _undo(desk: Desk, line: Undo, _text: str, _passed: Passed) -> Entry:
    kinds = tuple(kind for act in line.acts for kind in _UNDONE.get(act, (act,)))
    return Entry(line=line, written=undo(desk, line.tail, kinds=kinds))


def _look_up(desk: Desk, line: LookUp, _text: str, _passed: Passed) -> Entry:
    if line.tail:
        row = desk.row_of(line.tail, recent=True, prefer_open=True)
        return Entry(line=line, shown=shown(desk, [str(row["path"])], line.tail))
    return Entry(line=line, shown=household(desk, line.unit, line.phone))


_ENTERED: dict[type[Line], Callable[[Desk, Any, str, Passed], Entry]] = {
    NewTicket: _new,
    TicketSteps: _on_ticket,
    Undo: _undo,
    LookUp: _look_up,
}
