"""The pages of the crew: who has which open tickets in hand, and what may be reported of them."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from wuye_cli.domain.tickets.crew import OVER, REPORTED, Job, Member
from wuye_cli.domain.tickets.kinds import kind_of
from wuye_cli.domain.tickets.tier import Clock
from wuye_cli.services.vocabulary import on_the_staff, staff_name
from wuye_cli.store.codecs.tickets import read_ticket
from wuye_cli.store.index_lists import list_tickets

if TYPE_CHECKING:
    from collections.abc import Iterable

    from wuye_cli.domain.tickets.standing import Standing
    from wuye_cli.domain.tickets.ticket import Ticket
    from wuye_cli.services.desk import Desk


def crew(desk: Desk) -> tuple[Member, ...]:
    """Return the registered staff and everybody else who holds an open ticket, by name.

    The tickets of each are in the order in which they come due.
    """
    now = int(desk.now().timestamp())
    rows, _ = list_tickets(desk.index().db, {}, now, page_size=None, sort="due")
    held = [row for row in rows if row["assignee"]]
    contents = dict(desk.store.read_many([row["path"] for row in held]))
    staff = on_the_staff(desk)
    jobs: dict[str, list[Job]] = {who: [] for who in staff}
    called = _called(staff)
    for row in held:
        data = contents.get(row["path"])
        if data is not None:
            ticket = read_ticket(data, path=row["path"])
            who = called.get(row["assignee"], row["assignee"])
            jobs.setdefault(who, []).append(_job(desk, ticket, row, now))
    members = [
        Member(who=who, name=staff_name(desk.rules, who), jobs=tuple(held))
        for who, held in jobs.items()
    ]
    return tuple(sorted(members, key=lambda member: (member.name, member.who)))


def _called(staff: dict[str, dict[str, Any]]) -> dict[str, str]:
    """Return name to id where the name means one member of the staff.

    A ticket that was given to 赵师傅 before he was registered stands on his page as well.
    """
    found: dict[str, set[str]] = {}
    for who, member in staff.items():
        for name in (member.get("name"), *(member.get("aliases") or ())):
            found.setdefault(str(name or who), set()).add(who)
    return {name: next(iter(ids)) for name, ids in found.items() if len(ids) == 1}


def unassigned(desk: Desk) -> int:
    """Return how many open tickets nobody holds."""
    now = int(desk.now().timestamp())
    rows, _ = list_tickets(desk.index().db, {}, now, page_size=None)
    return sum(not row["assignee"] for row in rows)


def _job(desk: Desk, ticket: Ticket, row: dict[str, Any], now: int) -> Job:
    standing, _ = desk.look(ticket)
    book = desk.book_of(ticket)
    due = row["next_due"]
    events = standing.cycle.events if standing.cycles else ()
    windows = [event.window for event in events if event.window is not None]
    begin, end = windows[-1] if windows else (None, None)
    return Job(
        id=ticket.id,
        title=ticket.title,
        where=ticket.unit or ticket.place,
        status=standing.status,
        tier=book.tiers.get(standing.tier),
        clock=_clock(book.clocks, row["next_clock"]),
        due=None if due is None else datetime.fromtimestamp(due, desk.zone),
        is_late=due is not None and due < now,
        window=(begin.astimezone(desk.zone), end.astimezone(desk.zone)) if begin and end else None,
        steps=tuple(_steps(desk, ticket, standing)),
    )


def _clock(clocks: dict[str, Clock], name: str) -> Clock | None:
    return clocks.get(name) or (Clock(id=name, start=(), stop=()) if name else None)


def _steps(desk: Desk, ticket: Ticket, standing: Standing) -> Iterable[str]:
    """Yield what the flow has, the status allows, and nobody has reported yet."""
    flow = desk.ground(ticket).flow(ticket, standing.tier)
    done = {event.do for event in standing.cycle.events} if standing.cycles else set()
    for step in REPORTED:
        is_over = bool(OVER[step] & done)
        is_known = flow is not None and step in flow.steps
        if is_known and not is_over and kind_of(step).is_legal(standing.status):
            yield step
