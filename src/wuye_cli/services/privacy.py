"""Privacy: what is kept of a resident, what is over, and erasing it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from wuye_cli.domain.people.person import Person
from wuye_cli.domain.people.retention import Due, TicketFact, due_of
from wuye_cli.services.resident_records import (
    PersonTicket,
    book_of_people,
    resolve,
    retention_of,
    tickets_by_person,
    tickets_of,
)
from wuye_cli.services.vocabulary import staff_names
from wuye_cli.store import people_history
from wuye_cli.store.codecs.people import person_to_mapping
from wuye_cli.store.codecs.tickets import read_ticket, ticket_to_mapping
from wuye_cli.store.people import PeopleBook

if TYPE_CHECKING:
    from wuye_cli.services.desk import Desk


class DueList(msgspec.Struct, frozen=True, kw_only=True):
    """What the retention rules say is over.

    Attributes:
        persons: By the day on which it was over, the oldest first.
        returned: Persons that were erased and are back, brought by another desk's copy.
        unfinished: The person whose erasure was begun and not finished; "" if none.
    """

    persons: tuple[Due, ...] = ()
    returned: tuple[str, ...] = ()
    unfinished: str = ""


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """A person with the tickets that refer to them."""

    person: Person
    tickets: tuple[PersonTicket, ...] = ()


def due(desk: Desk) -> DueList:
    """Return what is over today, by person; nothing in a clone without `people/`.

    The phones of staff are kept as long as they work here.
    """
    retention = retention_of(desk)
    book = PeopleBook(desk.store)
    today = desk.now().date()
    known = tickets_by_person(desk)
    over: list[Due] = []
    returned: list[str] = []
    working = {desk.rules.staff[name].get("person", "") for name in staff_names(desk)}
    for person in book.everybody():
        if person.id in working:
            continue
        tickets = known.get(person.id, ())
        if any(ticket.erased for ticket in tickets) and not person.held:
            returned.append(person.id)
        found = due_of(person, [_fact(ticket) for ticket in tickets], retention, today)
        if found is not None:
            over.append(found)
    left = people_history.unfinished(desk.store)
    return DueList(
        persons=tuple(sorted(over, key=lambda one: (one.since, one.person))),
        returned=tuple(returned),
        unfinished="" if left is None else left.person,
    )


def find(desk: Desk, text: str) -> list[Record]:
    """Return the persons whose phone, name, chat name or unit holds the text, with their tickets.

    Raises:
        NotFoundError: `no_people`, in a clone without `people/`.
    """
    book = book_of_people(desk)
    persons = [one for one in [book.person(text)] if one is not None] or book.search(text)
    known = tickets_by_person(desk) if persons else {}
    return [Record(person=one, tickets=known.get(one.id, ())) for one in persons]


def show(desk: Desk, text: str) -> Record:
    """Return the one person that an id, a phone, a name or a unit means.

    Raises:
        NotFoundError: `no_people`; `unknown_resident`.
        CallError: `ambiguous_resident` with the ids.
    """
    person = resolve(desk, text)
    return Record(person=person, tickets=tickets_of(desk, person.id))


def export(desk: Desk, text: str) -> dict[str, Any]:
    """Return all that is held of one person, for the person (个人信息保护法 第45条).

    The person's file, every ticket that refers to them as it stands, and the attachments of those
    tickets by hash and name. Raises as `show`.
    """
    record = show(desk, text)
    paths = [ticket.path for ticket in record.tickets]
    tickets = [
        ticket_to_mapping(read_ticket(data, path=path))
        for path, data in desk.store.read_many(paths)
    ]
    return {
        "exported_at": desk.now().isoformat(),
        "person": person_to_mapping(record.person),
        "tickets": tickets,
        "attachments": [
            {key: event[key] for key in ("sha256", "name", "media", "size") if key in event}
            | {"ticket": ticket["id"]}
            for ticket in tickets
            for event in ticket["events"]
            if event["do"] == "attach"
        ],
    }


def _fact(ticket: PersonTicket) -> TicketFact:
    return TicketFact(
        id=ticket.id,
        kind=ticket.kind,
        category=ticket.category,
        paid=ticket.paid,
        closed=ticket.closed,
    )
