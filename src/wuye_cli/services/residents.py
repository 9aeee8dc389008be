"""Residents named or numbered at the desk: kept apart in `people/`, referred to everywhere else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from wuye_cli.domain.identity import person_id
from wuye_cli.domain.people.contacts import Extracted, extract, plain_phone
from wuye_cli.domain.people.person import Home, Person
from wuye_cli.store.people import PeopleBook

if TYPE_CHECKING:
    from wuye_cli.domain.tickets.ticket import Ticket
    from wuye_cli.services.desk import Desk
    from wuye_cli.store.transaction import Transaction


class Contact(msgspec.Struct, frozen=True, kw_only=True):
    """What was said of a resident; everything may be empty."""

    name: str = ""
    phones: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()
    unit: str = ""


def clean_words(text: str) -> tuple[str, Extracted]:
    """Return `text` without phone and identity numbers, and what was taken out."""
    found = extract(text)
    return found.words, found


def reference(desk: Desk, changes: Transaction, contact: Contact, *, known_as: str = "") -> str:
    """Return the id of the person that a contact means, noting them in `people/` if new.

    A phone known already is that person; further numbers and a name are added to them. A clone
    without `people/` keeps nothing and refers to nobody.
    """
    if desk.store.people is None or not (contact.name or contact.phones or contact.ids):
        return ""
    book = PeopleBook(desk.store, changes)
    phones = tuple(plain_phone(phone) for phone in contact.phones)
    known = book.person(known_as) if known_as else _known(book, contact, phones)
    person = known or Person(
        id=person_id(desk.entropy(5)), created=desk.now(), units=_homes(contact.unit)
    )
    grown = msgspec.structs.replace(
        person,
        name=person.name or contact.name,
        phones=tuple(dict.fromkeys((*person.phones, *phones))),
        ids=tuple(dict.fromkeys((*person.ids, *contact.ids))),
    )
    if contact.unit and all(home.unit != contact.unit for home in grown.units):
        grown = msgspec.structs.replace(grown, units=(*grown.units, *_homes(contact.unit)))
    if grown != known:
        book.put(changes, grown)
    return grown.id


def _homes(unit: str) -> tuple[Home, ...]:
    return (Home(unit=unit),) if unit else ()


def _known(book: PeopleBook, contact: Contact, phones: tuple[str, ...]) -> Person | None:
    for phone in phones:
        found = book.find(phone=phone)
        if found:
            return found[0]
    if contact.name and contact.unit:
        found = book.find(name=contact.name, unit=contact.unit)
        return found[0] if found else None
    return None


THE_CALLER = frozenset(
    {
        "来电人",
        "报事人",
        "业主",
        "业主本人",
        "本人",
        "住户",
        "租户",
        "家属",
        "客户",
        "caller",
        "owner",
    }
)
"""Words that mean the ticket's own reporter without naming anybody."""


def named(desk: Desk, changes: Transaction, ticket: Ticket, name: str) -> str:
    """Return the reference to a resident whose name was typed on a ticket (a signature, a call).

    The ticket's own reporter is meant where they have no name yet or this one.
    """
    if not name or name.startswith("p-") or desk.store.people is None:
        return name if name.startswith("p-") else ""
    reporter = ticket.reporter.person if ticket.reporter else ""
    if name in THE_CALLER:
        return reporter
    book = PeopleBook(desk.store, changes)
    person = book.person(reporter) if reporter else None
    if person is not None and person.name in {"", name}:
        if not person.name:
            book.put(changes, msgspec.structs.replace(person, name=name))
        return person.id
    return reference(desk, changes, Contact(name=name, unit=ticket.unit))
