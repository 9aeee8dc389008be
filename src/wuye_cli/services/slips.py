"""Work slips (派工单): what a technician without a terminal takes along, and writes on."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from wuye_cli.domain.errors import CallError
from wuye_cli.domain.tickets.judging import verdict_at
from wuye_cli.domain.tickets.required import is_required
from wuye_cli.domain.tickets.slip import DueLine, Resident, Slip, StepOnSlip
from wuye_cli.domain.tickets.tier import Clock
from wuye_cli.services.vocabulary import staff_name
from wuye_cli.store.people import PeopleBook

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from wuye_cli.domain.tickets.flow import Flow
    from wuye_cli.domain.tickets.standing import Standing
    from wuye_cli.domain.tickets.ticket import Ticket
    from wuye_cli.domain.tickets.tier import TierBook
    from wuye_cli.services.desk import Desk

MOST_SLIPS = 200
"""Most slips of one call: a stack for a day, and no book by mistake."""

_AT_THE_DESK = frozenset({"receive", "ack", "classify", "dispatch", "visit", "verify", "close"})
"""Steps that are taken before a slip goes out or after it came back."""
_IN_THE_FIELD = frozenset({"technician", "steward", "guard", "vendor"})
_TOLD = ("arrive", "vendor_arrive", "contain", "reply", "answer", "report_authority", "resolve")
"""Clocks whose dues stand on a slip, in this order; the rest is the desk's own affair."""
_LAST_DIGITS = 4


def slips(desk: Desk, tails: Sequence[str], *, contact: bool = False) -> list[Slip]:
    """Return the slips of tickets, each once, in the order asked for.

    Args:
        desk: The desk.
        tails: Ids or tails.
        contact: Name and phone of the resident as well, not the last four digits alone.

    Raises:
        NotFoundError: `unknown_ticket`.
        CallError: `ambiguous_tail`, or `print.too_many`.
    """
    if len(tails) > MOST_SLIPS:
        raise CallError("print.too_many", count=len(tails), most=MOST_SLIPS)
    tickets = {ticket.id: ticket for ticket in map(desk.ticket, tails)}
    people = PeopleBook(desk.store)
    return [_slip(desk, ticket, people, contact=contact) for ticket in tickets.values()]


def _slip(desk: Desk, ticket: Ticket, people: PeopleBook, *, contact: bool) -> Slip:
    standing, _ = desk.look(ticket)
    book = desk.book_of(ticket)
    ground = desk.ground(ticket)
    flow = ground.flow(ticket, standing.tier)
    quote = standing.last("quote")
    events = standing.cycle.events if standing.cycles else ()
    windows = [event.window for event in events if event.window is not None]
    return Slip(
        ticket=ticket,
        tail=_tail(desk, ticket.id),
        received=ticket.received.at.astimezone(desk.zone),
        cycle=len(standing.cycles),
        tier=book.tiers.get(standing.tier),
        category=desk.rules.categories.categories.get(ticket.category),
        resident=_resident(ticket, people, contact=contact),
        assignee=staff_name(desk.rules, standing.assignee),
        window=_local(desk, windows[-1]) if windows else None,
        dues=_dues(desk, ticket, book),
        ticks=desk.rules.flows.procedures.get(flow.procedure, ()) if flow else (),
        steps=tuple(_steps(desk, ticket, standing, flow)) if flow else (),
        price=quote.price if quote else "",
        cause=quote.cause if quote else "",
        method=quote.method if quote else "",
    )


def _tail(desk: Desk, ticket_id: str) -> str:
    """Return the shortest end that means this ticket and no other open one, as people say it."""
    end = ticket_id.rpartition("-")[2]
    number = end.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ").lstrip("0")
    index = desk.index()
    for short in (number, end):
        if short and [row["id"] for row in index.find(short)] == [ticket_id]:
            return short
    return ticket_id


def _local(desk: Desk, window: tuple[datetime, datetime]) -> tuple[datetime, datetime]:
    begin, end = window
    return begin.astimezone(desk.zone), end.astimezone(desk.zone)


def _resident(ticket: Ticket, people: PeopleBook, *, contact: bool) -> Resident:
    """Return what may be said; of a person kept for the law alone, nothing."""
    reporter = ticket.reporter
    if reporter is None or not (reporter.person or reporter.role):
        return Resident()
    found = people.readable(reporter.person)
    if found is None or found.held:
        return Resident(role=reporter.role, known=True)
    phone = found.phones[0] if found.phones else ""
    return Resident(
        role=reporter.role,
        known=True,
        digits=phone.partition("-")[0][-_LAST_DIGITS:],
        name=found.name if contact else "",
        phone=phone if contact else "",
    )


def _dues(desk: Desk, ticket: Ticket, book: TierBook) -> tuple[DueLine, ...]:
    standing, facts = desk.look(ticket)
    now = int(desk.now().timestamp())
    of_cycle = facts.of(len(standing.cycles))
    found = []
    for name in _TOLD:
        clock = of_cycle.get(name)
        if clock is None or (clock.due is None and clock.start is None):
            continue
        found.append(
            DueLine(
                clock=book.clocks.get(name) or Clock(id=name, start=(), stop=()),
                due=_instant(desk, clock.due),
                stopped=_instant(desk, clock.stopped),
                verdict=verdict_at(clock, now),
                is_provisional=bool(clock.missing),
            )
        )
    return tuple(found)


def _instant(desk: Desk, seconds: int | None) -> datetime | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, desk.zone)


def _steps(desk: Desk, ticket: Ticket, standing: Standing, flow: Flow) -> Iterable[StepOnSlip]:
    ground = desk.ground(ticket)
    taken = {event.do: event.at for event in standing.cycle.events} if standing.cycles else {}
    for name, rule in desk.rules.flows.steps.items():
        if name in _AT_THE_DESK or name not in flow.steps or not _IN_THE_FIELD & set(rule.who):
            continue
        at = taken.get(name)
        yield StepOnSlip(
            rule=rule,
            required=is_required(name, flow, ticket, standing, ground),
            taken=at.astimezone(desk.zone) if at else None,
        )
