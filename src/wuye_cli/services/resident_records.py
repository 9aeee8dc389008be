"""What the privacy commands share: finding a person, their tickets, and the rules of retention.

A ticket refers to a person as its reporter, or in an event (a signature, a consent).
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import msgspec

from wuye_cli.domain.errors import CallError, NotFoundError
from wuye_cli.domain.people.contacts import plain_phone
from wuye_cli.domain.people.retention import Period, Retention, Rule
from wuye_cli.store.codecs.retention import RETENTION, read_retention
from wuye_cli.store.index_reader import loads
from wuye_cli.store.people import PeopleBook, is_person_id
from wuye_cli.store.yaml_text import read_plain

if TYPE_CHECKING:
    from wuye_cli.domain.people.person import Person
    from wuye_cli.services.desk import Desk

_FALLBACK = Retention(Rule(name="default", keep=Period(12, "mo")))
_LISTED = 8
_TICKETS = (
    "SELECT n, path, id, kind, category, title, unit, status, is_open, closed_at, updated_at,"
    " person FROM tickets"
)
_EVENTS = "SELECT ticket, do, facts FROM events WHERE facts LIKE '%\"person\"%'"
_NAMING = "SELECT ticket FROM events WHERE instr(facts, ?) > 0"
_PAID = "SELECT DISTINCT ticket FROM events WHERE do IN ('quote', 'pay')"


class PersonTicket(msgspec.Struct, frozen=True, kw_only=True):
    """A ticket that refers to a person.

    Attributes:
        closed: The local day of its end; None while it is open.
        paid: A price was quoted or paid.
        erased: It already says that the person was erased.
    """

    path: str
    id: str
    kind: str
    category: str
    title: str
    unit: str
    status: str
    closed: date | None
    paid: bool
    erased: bool


def tickets_by_person(desk: Desk) -> dict[str, tuple[PersonTicket, ...]]:
    """Return the tickets of every person that any ticket refers to, by path."""
    return _linked(desk, _TICKETS, _EVENTS)


def tickets_of(desk: Desk, person: str) -> tuple[PersonTicket, ...]:
    """Return the tickets that refer to one person, by path."""
    tickets = f"{_TICKETS} WHERE person = ? OR n IN ({_NAMING})"
    events = f"{_EVENTS} AND instr(facts, ?) > 0"
    quoted = f'"{person}"'
    found = _linked(desk, tickets, events, (person, quoted), (quoted,))
    return found.get(person, ())


def _linked(
    desk: Desk,
    tickets: str,
    events: str,
    whose: tuple[str, ...] = (),
    naming: tuple[str, ...] = (),
) -> dict[str, tuple[PersonTicket, ...]]:
    db = desk.index().db
    links: dict[int, set[str]] = {}
    erased: set[tuple[int, str]] = set()
    for number, do, facts in db.execute(events, naming):
        person = loads(facts).get("person")
        if isinstance(person, str) and person:
            links.setdefault(number, set()).add(person)
            if do == "erased":
                erased.add((number, person))
    paid = {row[0] for row in db.execute(_PAID)}
    found: dict[str, list[PersonTicket]] = {}
    for row in db.execute(f"{tickets} ORDER BY path", whose):
        number, reporter = row[0], row[-1]
        for person in sorted({reporter, *links.get(number, ())} - {""}):
            ticket = _ticket(row, desk.zone, paid=number in paid, erased=(number, person) in erased)
            found.setdefault(person, []).append(ticket)
    return {person: tuple(listed) for person, listed in found.items()}


def _ticket(row: tuple[Any, ...], zone: Any, *, paid: bool, erased: bool) -> PersonTicket:
    _, path, name, kind, category, title, unit, status, is_open, closed_at, updated_at, _ = row
    ended = closed_at if closed_at is not None else updated_at
    return PersonTicket(
        path=path,
        id=name,
        kind=kind,
        category=category,
        title=title,
        unit=unit,
        status=status,
        closed=None if is_open else datetime.fromtimestamp(ended, zone).date(),
        paid=paid,
        erased=erased,
    )


def book_of_people(desk: Desk) -> PeopleBook:
    """Return the book of people.

    Raises:
        NotFoundError: `no_people`, in a clone without `people/`.
    """
    book = PeopleBook(desk.store)
    if not book.is_here:
        raise NotFoundError("no_people")
    return book


def resolve(desk: Desk, text: str) -> Person:
    """Return the one person that a text means.

    Raises:
        NotFoundError: `no_people`; `unknown_resident`.
        CallError: `ambiguous_resident` with the ids.
    """
    book = book_of_people(desk)
    person = book.person(text)
    if person is not None:
        return person
    found = [] if is_person_id(text) else _exactly(book, text) or book.search(text)
    if not found:
        raise NotFoundError("unknown_resident", value=text)
    if len(found) > 1:
        ids = [one.id for one in found[:_LISTED]]
        raise CallError("ambiguous_resident", value=text, candidates=ids)
    return found[0]


def retention_of(desk: Desk) -> Retention:
    """Return the retention rules as committed; twelve months for everything without the file.

    Raises:
        CallError: `bad_retention`, when the file has a fault: nothing is erased by a doubtful rule.
        UncheckableError: If it is not readable YAML.
    """
    data = desk.store.read(RETENTION)
    if data is None:
        return _FALLBACK
    retention, problems = read_retention(read_plain(data, path=RETENTION))
    if retention is None or problems:
        where = ".".join(str(step) for step in problems[0].where) if problems else ""
        code = problems[0].code if problems else ""
        raise CallError("bad_retention", path=RETENTION, where=where, rule=code)
    return retention


def _exactly(book: PeopleBook, text: str) -> list[Person]:
    """Return those with exactly this phone, name or unit, the first kind that gives any."""
    phone = plain_phone(text)
    return (
        book.find(phone=phone, held=True)
        or book.find(name=text, held=True)
        or book.find(unit=text, held=True)
    )
