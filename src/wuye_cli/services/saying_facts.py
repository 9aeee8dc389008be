"""The facts that go into a text to send: values without a sentence, nothing of other households."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from wuye_cli.domain.errors import NotFoundError
from wuye_cli.domain.people.surnames import surname
from wuye_cli.domain.tickets.clocks import RUNNING
from wuye_cli.domain.tickets.kinds import DUPLICATE, FINAL
from wuye_cli.domain.tickets.message import Label, MessageFacts
from wuye_cli.domain.tickets.money import NOTHING, paid, plain, quoted
from wuye_cli.domain.tickets.suiting import progress_of
from wuye_cli.services.wording import one_line
from wuye_cli.store.people import PeopleBook

if TYPE_CHECKING:
    from decimal import Decimal

    from wuye_cli.domain.tickets.clocks import Facts
    from wuye_cli.domain.tickets.standing import Standing
    from wuye_cli.domain.tickets.ticket import Ticket
    from wuye_cli.services.desk import Desk

_PROMISED = ("arrive", "reply", "answer", "resolve")
"""Clocks whose due may be told to the one who asked; the others are our own affair."""
_LONGEST_NAME = 20


def message_facts(desk: Desk, ticket: Ticket, standing: Standing, clocks: Facts) -> MessageFacts:
    """Return the facts of a ticket, without code and words, which are given by the caller."""
    now = desk.now()
    book = desk.book_of(ticket)
    category = desk.rules.categories.categories.get(ticket.category)
    tier = book.tiers.get(standing.tier)
    progress = progress_of(standing, int(now.timestamp()))
    reason = book.pause_reasons.get(progress.reason)
    appointment = _appointment(desk, standing, now)
    told = _PROMISED[1:] if appointment else _PROMISED  # an appointment says when somebody comes
    step, due = _next_due(desk, ticket, clocks, told)
    resolved = standing.last("resolve")
    charge, given = quoted(standing), paid(standing.events)
    return MessageFacts(
        id=ticket.id,
        estate=one_line(desk.settings.estate),
        today=now,
        received=ticket.received.at.astimezone(desk.zone),
        kind=ticket.kind,
        category=Label(ticket.category, category.label, category.label_en) if category else Label(),
        desk_phone=one_line(desk.settings.duty_phone),
        **_caller(desk, ticket),
        surname=_surname(desk, standing.assignee),
        assigned=bool(standing.assignee),
        progress=_merged_into(desk, standing) or progress.code,
        reason=Label(reason.id, reason.label, reason.label_en) if reason else Label(),
        appointment=appointment,
        step=step,
        due=due,
        done_at=resolved.at.astimezone(desk.zone) if resolved else None,
        price=_yuan(charge),
        paid=_yuan(given),
        unpaid=_yuan(charge - given),
        where=ticket.unit or ticket.place,
        title=ticket.title,
        tier=Label(tier.id, tier.label, tier.label_en) if tier else Label(),
    )


def _caller(desk: Desk, ticket: Ticket) -> dict[str, str]:
    """Return name, role and home of the one who asked; a home that is not theirs is left out."""
    reporter = ticket.reporter
    person = PeopleBook(desk.store).person(reporter.person) if reporter else None
    name = one_line(person.name) if person is not None and not person.held else ""
    homes = {home.unit for home in person.units if home.since is not None} if person else set()
    is_own = not homes or ticket.unit in homes
    return {
        "name": name if len(name) <= _LONGEST_NAME else "",
        "role": reporter.role if reporter else "",
        "unit": ticket.unit if is_own else "",
    }


def _surname(desk: Desk, assignee: str) -> str:
    member = desk.rules.staff.get(assignee)
    if isinstance(member, dict) and member.get("name"):
        return surname(str(member["name"]), registered=True)
    return surname(assignee, registered=False)


def _merged_into(desk: Desk, standing: Standing) -> str:
    """Return whether the ticket that this one was merged into is over; "" if it was not merged."""
    merged = standing.last("merge")
    if standing.status != DUPLICATE or merged is None:
        return ""
    try:
        status = desk.row_of(merged.into, recent=True)["status"]
    except NotFoundError:
        return "merged"
    return "merged_done" if status in FINAL else "merged"


def _appointment(desk: Desk, standing: Standing, now: datetime) -> tuple[datetime, datetime] | None:
    """Return the window agreed last, if it is neither over nor kept already."""
    moved, arrived = standing.last("reschedule"), standing.last("arrive")
    if moved is None or moved.window is None or moved.window[1] <= now:
        return None
    if arrived is not None and arrived.instant >= moved.instant:
        return None
    opens, closes = moved.window
    return opens.astimezone(desk.zone), closes.astimezone(desk.zone)


def _next_due(
    desk: Desk, ticket: Ticket, clocks: Facts, told: tuple[str, ...]
) -> tuple[Label, datetime | None]:
    """Return the first due ahead that may be told; one that a missing holiday may move is not."""
    now = int(desk.now().timestamp())
    coming = [
        (clock.due, clock.clock)
        for clock in clocks.clocks
        if clock.clock in told and clock.end == RUNNING and clock.due and not clock.missing
    ]
    due, name = min([one for one in coming if one[0] > now], default=(0, ""))
    if not name:
        return Label(), None
    declared = desk.book_of(ticket).clocks.get(name)
    label = Label(name, declared.label, declared.label_en) if declared else Label(name)
    return label, datetime.fromtimestamp(due, desk.zone)


def _yuan(amount: Decimal) -> str:
    return plain(amount) if amount > NOTHING else ""
