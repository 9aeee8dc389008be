"""Receiving: a new ticket, with what it is about, how urgent, and who asked first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from wuye_cli.domain.identity import TicketId, parse_ticket_id, ulid
from wuye_cli.domain.tickets.call import read_call
from wuye_cli.domain.tickets.conditions import is_anonymous
from wuye_cli.domain.tickets.head import with_events
from wuye_cli.domain.tickets.ticket import Pinned, Reporter, Ticket
from wuye_cli.domain.tickets.workflow import step
from wuye_cli.services.desk import Draft
from wuye_cli.services.residents import Contact, reference
from wuye_cli.services.wording import about, one_line
from wuye_cli.store.ticket_paths import ticket_folder, ticket_path

if TYPE_CHECKING:
    from datetime import date, datetime

    from wuye_cli.domain.tickets.event import Event
    from wuye_cli.services.desk import Desk, Written
    from wuye_cli.store.people import PeopleBook
    from wuye_cli.store.transaction import Transaction


from wuye_cli.services.earlier import Earlier, find_earlier, notes
from wuye_cli.services.understanding import (
    Request,
    Understood,
    kept_apart,
    require_matter,
    require_sane,
    understand,
)

__all__ = ["Request", "new_ticket", "take"]


def take(desk: Desk, text: str, request: Request) -> Written:
    """Receive a call in one breath: place, matter, category and tier are read from `text`.

    Raises:
        CallError: `nothing_said`, `no_matter` if only a home or a number was typed, and as
            `new_ticket`.
    """
    return new_ticket(desk, as_said(desk, text, request), op="take")


def as_said(desk: Desk, text: str, request: Request) -> Request:
    """Return a request with place and matter as a caller said them in one breath.

    Raises:
        CallError: `nothing_said`, or `no_matter` if only a home or a number was typed.
    """
    call = read_call(one_line(text))
    require_matter(desk, call, request)
    return msgspec.structs.replace(
        request,
        title=request.title or call.title,
        words=request.words or text,
        unit=request.unit or call.unit,
        place=request.place or call.place,
        answered=True,
        guess=True,
    )


def new_ticket(desk: Desk, request: Request, *, op: str = "new") -> Written:
    """Receive a ticket and commit it.

    Raises:
        CallError: If a name is unknown, the title is missing or a time cannot be read.
        RefusedError: `E_FUTURE` for a receipt that has not happened yet.
    """
    wanted = made_ready(desk, request)
    desk.index()
    with desk.transaction() as changes:
        path, ticket, events = receive(desk, changes, wanted)
        written = desk.commit(changes, path, ticket, events, op=op)
    return msgspec.structs.replace(written, notes=remarks(wanted, written))


class Ready(msgspec.Struct, frozen=True, kw_only=True):
    """A request that may be received: its numbers apart, the standards and the index asked."""

    request: Request
    contact: Contact
    understood: Understood
    earlier: Earlier


def made_ready(desk: Desk, request: Request) -> Ready:
    """Return a request ready to be received; raises as `new_ticket`, before anything is written."""
    now = desk.now()
    at = request.at or now
    require_sane(request, at, now)
    request, contact = kept_apart(desk, request)
    understood = understand(desk, request)
    earlier = find_earlier(desk, understood, at)
    return Ready(request=request, contact=contact, understood=understood, earlier=earlier)


def receive(
    desk: Desk, changes: Transaction, wanted: Ready, book: PeopleBook | None = None
) -> tuple[str, Ticket, list[Event]]:
    """Return path, ticket and events of a request, its resident staged; several may share one book.

    The next one is given its number once this one is put.
    """
    request, now = wanted.request, desk.now()
    at = request.at or now
    person = reference(desk, changes, wanted.contact, book=book)
    number = _next_number(changes, at.date(), desk.code(changes))
    ticket = _blank(desk, request, wanted.understood, number, at, now)
    if person or request.role:
        reporter = Reporter(person=person, role=request.role)
        ticket = msgspec.structs.replace(ticket, reporter=reporter)
    with about(ticket.id):
        ticket, events = _events(desk, request, wanted.understood, ticket, wanted.earlier, now)
    return ticket_path(ticket.id), ticket, events


def remarks(wanted: Ready, written: Written) -> tuple[tuple[str, dict[str, Any]], ...]:
    """Return what the clerk should know beside the ticket."""
    return notes(wanted.understood, wanted.earlier, written)


def _next_number(changes: Transaction, day: date, desk: str) -> TicketId:
    """Return the next free id of a desk on a day; read under the lock."""
    used = [0]
    for name in changes.siblings(ticket_folder(day)):
        try:
            known = parse_ticket_id(name.removesuffix(".yaml"))
        except ValueError:
            continue
        if known.desk == desk:
            used.append(known.number)
    return TicketId(day, desk, max(used) + 1)


def _blank(
    desk: Desk,
    request: Request,
    understood: Understood,
    number: TicketId,
    at: datetime,
    now: datetime,
) -> Ticket:
    book = desk.rules.book_at(at)
    return Ticket(
        id=str(number),
        uid=ulid(int(now.timestamp() * 1000), desk.entropy(10)),
        status="received",
        kind=understood.kind,
        category=understood.category,
        title=request.title,
        unit=understood.unit,
        place=understood.place,
        channel=understood.channel,
        words=request.words,
        form=request.form,
        first_asked=request.first_asked or request.who or desk.typist,
        standard=Pinned(version=book.version, terms=book.terms),
    )


def _events(
    desk: Desk,
    request: Request,
    understood: Understood,
    ticket: Ticket,
    earlier: Earlier,
    now: datetime,
) -> tuple[Ticket, list[Event]]:
    """Return the ticket with its receipt, and the answer and appointment that came with it."""
    fields: dict[str, Any] = {
        "tier": understood.tier,
        "urgency": understood.urgency,
        "complexity": understood.complexity,
        "limits": understood.limits,
        "repeat_of": request.repeat_of or earlier.repeat_of,
    }
    if earlier.second_of:
        tiers = desk.rules.book_at(request.at or now).tiers
        raised = tiers[understood.tier].raise_to if understood.tier in tiers else ""
        fields |= {"second_of": earlier.second_of, "tier": raised or understood.tier}
    drafts = [Draft(do="receive", at=request.at, who=request.who, src=request.src, fields=fields)]
    # Nobody waits for an answer to an anonymous slip: to have read it is all there is to do.
    counts = understood.channel in desk.rules.flows.ack_counts_on or is_anonymous(ticket)
    if request.answered and counts and _flow_has(desk, ticket, str(fields["tier"]), "ack"):
        drafts.append(Draft(do="ack", at=request.at, who=request.who, src=request.src))
    if request.agreed:
        window = {"asked_by": "owner", "window": request.agreed}
        drafts.append(Draft(do="reschedule", at=request.at, fields=window))
    events: list[Event] = []
    for draft in drafts:
        event = desk.event(draft, now)
        step(ticket, event, desk.ground(ticket))
        ticket, _ = with_events(ticket, (event,), desk.book_of(ticket))
        events.append(event)
    return ticket, events


def _flow_has(desk: Desk, ticket: Ticket, tier: str, name: str) -> bool:
    flow = desk.ground(ticket).flow(ticket, tier)
    return flow is None or name in flow.steps
