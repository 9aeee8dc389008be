"""Residents named or numbered at the desk: kept apart in `people/`, referred to everywhere else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from wuye_cli.domain.errors import CallError
from wuye_cli.domain.identity import person_id
from wuye_cli.domain.people.contacts import MARKS, Extracted, extract, plain_phone
from wuye_cli.domain.people.person import Home, Person
from wuye_cli.services.wording import one_line
from wuye_cli.store.people import PeopleBook, is_person_id

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wuye_cli.domain.tickets.ticket import Ticket
    from wuye_cli.services.desk import Desk
    from wuye_cli.store.transaction import Transaction


_SHORTEST_NAME = 2
_SHORTEST_PHONE = 5
"""Such as 12345, the hotline of a city."""


class Contact(msgspec.Struct, frozen=True, kw_only=True):
    """What was said of a resident; everything may be empty."""

    name: str = ""
    phones: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()
    unit: str = ""


LONGEST_WORDS = 20_000
"""Most characters of one text; a longer one is refused, as nothing typed is cut off unseen."""

NAME_MARK = "[住户]"
"""Stands in the words for the name of the ticket's own reporter."""


def clean_words(text: str, *, name: str = "", field: str = "words") -> tuple[str, Extracted]:
    """Return `text` without phone and identity numbers, and what was taken out.

    Args:
        text: As it was typed.
        name: The resident's name, if it is known; it is taken out as well.
        field: How an error names the text.

    Raises:
        CallError: `too_long`.
    """
    if len(text) > LONGEST_WORDS:
        raise CallError("too_long", field=field, count=len(text), longest=LONGEST_WORDS)
    found = extract(text)
    return without_name(found.words, name), found


def without_name(text: str, name: str) -> str:
    """Return `text` with a resident's name marked; a word such as `业主` names nobody."""
    if len(name) < _SHORTEST_NAME or name in THE_CALLER:
        return text
    return text.replace(name, NAME_MARK)


def name_of_reporter(desk: Desk, changes: Transaction, ticket: Ticket) -> str:
    """Return the name of the resident who reported, empty where it is not known here."""
    reporter = ticket.reporter.person if ticket.reporter else ""
    if not reporter or desk.store.people is None:
        return ""
    person = PeopleBook(desk.store, changes).person(reporter)
    return person.name if person else ""


def reference(
    desk: Desk,
    changes: Transaction,
    contact: Contact,
    *,
    known_as: str = "",
    book: PeopleBook | None = None,
) -> str:
    """Return the id of the person that a contact means, noting them in `people/` if new.

    Several contacts of one operation share a `book`, so that the second finds the first.

    A phone known already is that person; further numbers and a name are added to them. A clone
    without `people/` keeps nothing and refers to nobody.
    """
    if desk.store.people is None or not (contact.name or contact.phones or contact.ids):
        return ""
    book = book or PeopleBook(desk.store, changes)
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


def phones_typed(text: str) -> tuple[str, ...]:
    """Return the phones in a text that holds nothing else, as they are kept.

    Raises:
        CallError: `not_a_phone`.
    """
    found = extract(text)
    parts = (
        without_marks(found.words).replace("、", " ").replace("，", " ").replace(",", " ").split()
    )
    short = [plain_phone(part) for part in parts]
    if found.ids or any(len(number) < _SHORTEST_PHONE for number in short):
        raise CallError("not_a_phone", value=text)
    return tuple(dict.fromkeys((*found.phones, *short)))


def persons_with(desk: Desk, phones: Sequence[str]) -> list[str]:
    """Return the ids of the persons who have one of these phones."""
    book = PeopleBook(desk.store)
    return [person.id for phone in phones for person in book.find(phone=phone)]


def _homes(unit: str) -> tuple[Home, ...]:
    return (Home(unit=unit),) if unit else ()


def _known(book: PeopleBook, contact: Contact, phones: tuple[str, ...]) -> Person | None:
    # The first number is the caller's own; what else they said may be a neighbour's.
    found = book.find(phone=phones[0]) if phones else []
    if found:
        return found[0]
    if contact.name and contact.unit:
        found = book.find(name=contact.name, unit=contact.unit)
        return found[0] if found else None
    return None


SOMEBODY = "住户"
"""Stands for a resident whose name may not be kept here."""

EVERYBODY = "公众"
"""Stands for all who read the notice board, where nobody else can be told."""

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


def without_marks(text: str) -> str:
    """Return `text` without the marks that stand for what was taken out of it."""
    for mark in (*MARKS, NAME_MARK):
        text = text.replace(mark, "")
    return text


def named(desk: Desk, changes: Transaction, ticket: Ticket, name: str) -> str:
    """Return the reference to a resident whose name was typed on a ticket (a signature, a call).

    The ticket's own reporter is meant where they have no name yet or this one. A word such as
    `业主` stays where nobody is known, and a clone without `people/` writes only that somebody was.
    """
    if not name or is_person_id(name):
        return name
    reporter = ticket.reporter.person if ticket.reporter else ""
    if name in THE_CALLER:
        return reporter or name
    if desk.store.people is None:
        return reporter or SOMEBODY
    found = extract(name)
    if found.phones or found.ids:
        bare = one_line(without_marks(found.words))
        numbered = Contact(name=bare, phones=found.phones, ids=found.ids, unit=ticket.unit)
        return reference(desk, changes, numbered)
    book = PeopleBook(desk.store, changes)
    person = book.person(reporter) if reporter else None
    if person is not None and person.name in {"", name}:
        if not person.name:
            book.put(changes, msgspec.structs.replace(person, name=name))
        return person.id
    return reference(desk, changes, Contact(name=name, unit=ticket.unit))
