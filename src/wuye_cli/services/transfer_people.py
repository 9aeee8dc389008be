"""Reporters of imported rows: kept in `people/`, with the tickets that refer to them."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

import msgspec

from wuye_cli.domain.identity import person_id
from wuye_cli.domain.people.contacts import plain_phone
from wuye_cli.domain.people.person import Home, Person
from wuye_cli.store.codecs.people import write_person
from wuye_cli.store.people import PeopleBook, path_of

if TYPE_CHECKING:
    from datetime import datetime

    from wuye_cli.services.desk import Desk
    from wuye_cli.services.residents import Contact

_SHORTEST_PHONE = 5
_LONGEST_PHONE = 20


class Reporters:
    """The persons that an import refers to: those known already, and those it makes.

    A person is known again by a phone, else by name and home. Ids are made from the row, so that
    an import that was cut short makes the same ones again.

    Args:
        desk: The desk.
        system: Name of the other system.
        now: When the import runs.
    """

    def __init__(self, desk: Desk, system: str, now: datetime) -> None:
        self._book = PeopleBook(desk.store)
        self._system = system
        self._now = now
        self._persons: dict[str, Person] = {}
        self._by_phone: dict[str, str] = {}
        self._by_home: dict[tuple[str, str], str] = {}
        self._changed: dict[str, Person] = {}

    @property
    def is_here(self) -> bool:
        """Whether this clone has `people/` at all."""
        return self._book.is_here

    def refer(self, contact: Contact, key: str) -> str:
        """Return the id of the person whom a contact means, empty if it says nothing of anybody."""
        if not self.is_here or not (contact.name or contact.phones or contact.ids):
            return ""
        known = self._known(contact)
        person = known or Person(id=self._id(key), created=self._now)
        homes = person.units
        if contact.unit and all(home.unit != contact.unit for home in homes):
            homes = (*homes, Home(unit=contact.unit))
        grown = msgspec.structs.replace(
            person,
            name=person.name or contact.name,
            phones=tuple(dict.fromkeys((*person.phones, *contact.phones))),
            ids=tuple(dict.fromkeys((*person.ids, *contact.ids))),
            units=homes,
        )
        if grown != known:
            self._changed[grown.id] = grown
        self._remember(grown)
        return grown.id

    def files(self) -> tuple[tuple[str, bytes], ...]:
        """Return path and bytes of every new or changed person."""
        return tuple((path_of(one.id), write_person(one)) for one in self._changed.values())

    def _known(self, contact: Contact) -> Person | None:
        for phone in contact.phones:
            if phone not in self._by_phone:
                for person in self._book.find(phone=phone)[:1]:
                    self._remember(self._persons.get(person.id, person))
            if phone in self._by_phone:
                return self._persons[self._by_phone[phone]]
        home = (contact.name, contact.unit)
        if not all(home):
            return None
        if home not in self._by_home:
            for person in self._book.find(name=contact.name, unit=contact.unit)[:1]:
                self._remember(self._persons.get(person.id, person))
        return self._persons[self._by_home[home]] if home in self._by_home else None

    def _remember(self, person: Person) -> None:
        self._persons[person.id] = person
        for phone in person.phones:
            self._by_phone.setdefault(phone, person.id)
        for home in person.units:
            if person.name:
                self._by_home.setdefault((person.name, home.unit), person.id)

    def _id(self, key: str) -> str:
        return person_id(sha256(f"{self._system}\0{key}\0person".encode()).digest())


def phones_in(text: str, found: tuple[str, ...]) -> tuple[str, ...]:
    """Return the phones of a cell that is meant to hold one.

    Args:
        text: The cell.
        found: What was recognised in it as a phone; a short local number is taken as it stands.

    Example:
        >>> phones_in("62345678", ())
        ('62345678',)
        >>> phones_in("无", ())
        ()
    """
    if found or not text:
        return found
    phone = plain_phone(text)
    return (phone,) if _SHORTEST_PHONE <= len(phone) <= _LONGEST_PHONE else ()
