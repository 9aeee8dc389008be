"""Receiving: a new ticket, with what it is about, how urgent, and who asked first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from wuye_cli.domain.identity import TicketId, parse_ticket_id, ulid
from wuye_cli.domain.tickets.conditions import is_anonymous
from wuye_cli.domain.tickets.ticket import Pinned, Reporter, Ticket
from wuye_cli.services.desk import Draft
from wuye_cli.services.residents import Contact, reference
from wuye_cli.services.wording import about
from wuye_cli.store.ticket_paths import ticket_folder, ticket_path

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date, datetime

    from wuye_cli.domain.tickets.event import Event
    from wuye_cli.services.desk import Desk, Further, Written
    from wuye_cli.store.people import PeopleBook
    from wuye_cli.store.transaction import Transaction


from wuye_cli.services.earlier import Earlier, find_earlier, notes
from wuye_cli.services.line_request import taken
from wuye_cli.services.understanding import (
    Request,
    Understood,
    kept_apart,
    require_sane,
    understand,
)

__all__ = ["Request", "new_ticket", "take"]


def take(desk: Desk, text: str, request: Request) -> Written:
    """Receive a call in one breath: place, matter, category and tier are read from `text`.

    Raises:
        CallError: As `line_request.taken` and `new_ticket`.
    """
    return new_ticket(desk, taken(desk, text, request), op="take")


def new_ticket(
    desk: Desk,
    request: Request,
    *,
    op: str = "new",
    then: Callable[[Ticket, Transaction], Sequence[Draft | Further]] | None = None,
) -> Written:
    """Receive a ticket and commit it, with what was done about it already.

    Args:
        desk: The desk.
        request: What is to be received.
        op: Name of the operation.
        then: Says what else happened, given the ticket as received; it goes into the same commit.

    Raises:
        CallError: If a name is unknown, the title is missing or a time cannot be read.
        RefusedError: `E_FUTURE` for a receipt that has not happened yet.
    """
    wanted = made_ready(desk, request)
    desk.index()
    with desk.transaction() as changes:
        path, ticket, events = receive(desk, changes, wanted)
        if then is not None:
            with about(ticket.id):
                ticket, more = desk.grow(ticket, then(ticket, changes), desk.now())
            events += more
        written = desk.commit(changes, path, ticket, events, op=op)
    return msgspec.structs.replace(written, notes=remarks(desk, wanted, written))


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


def remarks(desk: Desk, wanted: Ready, written: Written) -> tuple[tuple[str, dict[str, Any]], ...]:
    """Return what the clerk should know beside the ticket."""
    return notes(desk, wanted.understood, wanted.earlier, written)


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
    return desk.grow(ticket, drafts, now)


def _flow_has(desk: Desk, ticket: Ticket, tier: str, name: str) -> bool:
    flow = desk.ground(ticket).flow(ticket, tier)
    return flow is None or name in flow.steps
