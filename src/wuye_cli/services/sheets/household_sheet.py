"""The sheet of households: who lives where, with names and phones, all of it in `people/`."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import msgspec

from wuye_cli.domain.errors import CallError, NotFoundError
from wuye_cli.domain.identity import person_id
from wuye_cli.domain.people.person import Home, Person
from wuye_cli.gateways.sheets.model import Column, Row, Table
from wuye_cli.services.residents import phones_typed
from wuye_cli.services.sheets.cells import shown_text
from wuye_cli.services.vocabulary import unit_of
from wuye_cli.store.people import PeopleBook

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from wuye_cli.services.desk import Desk
    from wuye_cli.services.sheets.registers import Edit
    from wuye_cli.store.transaction import Transaction

_COLUMNS = (
    Column(key="id", locked=True, exact=True, width=14),
    Column(key="unit", exact=True, width=12),
    Column(key="relation", width=10),
    Column(key="name", width=12),
    Column(key="phone", exact=True, width=24),
    Column(key="wechat", exact=True, width=16),
    Column(key="since", kind="day", width=12),
    Column(key="until", kind="day", width=12),
)
_SPARE = 200
_OF_HOME = ("unit", "relation", "since", "until")
_DAYS = ("since", "until")


class HouseholdSheet:
    """One row a person and home; a person without a home has one row.

    Attributes:
        needs_people: It lives in `people/` alone.
    """

    needs_people = True

    def __init__(self) -> None:
        self._asked: dict[tuple[str, str], str] = {}
        self._book: PeopleBook | None = None

    def table(self, desk: Desk) -> Table:
        """Return what goes out: no staff, and nobody who is held for a reason of retention alone.

        Raises:
            NotFoundError: `no_people`.
        """
        book = PeopleBook(desk.store)
        if not book.is_here:
            raise NotFoundError("no_people")
        staff = {member.get("person") for member in desk.rules.staff.values()}
        rows = [
            row
            for person in book.everybody()
            if not person.held and (person.units or person.id not in staff)
            for row in _rows(person)
        ]
        rows.sort(key=lambda row: (row.cells.get("unit", "~"), row.key))
        return Table(
            what="households",
            columns=_COLUMNS,
            rows=tuple(rows),
            base=desk.store.head(),
            at=desk.now().isoformat(),
            spare=_SPARE,
        )

    def tidied(self) -> Mapping[str, Callable[[str], str]]:
        """Return what brings the text of a column into its usual form."""
        return {"unit": unit_of, "phone": lambda text: " ".join(phones_typed(text))}

    def named(self) -> Mapping[str, Callable[[str], str]]:
        """Return nothing: there are no choices."""
        return {}

    def change(self, desk: Desk, changes: Transaction, edit: Edit) -> None:
        """Stage the changes of one person and home.

        Raises:
            CallError: `sheet.two_ways` if two rows of one person differ.
        """
        name, at = _place(edit.key)
        book = self._people(desk, changes)
        person = book.person(name)
        if person is None or person.held:
            raise CallError("sheet.unknown", id=edit.key)
        given = edit.given()
        for key, text in given.items():
            if key not in _OF_HOME and self._asked.setdefault((name, key), text) != text:
                raise CallError("sheet.two_ways", field=key)
        homes = list(person.units)
        of_home = {key: text for key, text in given.items() if key in _OF_HOME}
        if of_home and at < len(homes):
            homes[at] = _home(homes[at], of_home)
        elif of_home:
            homes.append(_home(Home(unit=""), of_home))
        changed = msgspec.structs.replace(person, units=tuple(homes), **_of_person(given))
        book.put(changes, changed)

    def add(self, desk: Desk, changes: Transaction, edit: Edit) -> None:
        """Stage a new person.

        Raises:
            CallError: `sheet.typed_id`, `sheet.lacks`, or `sheet.known_phone` with who has it.
        """
        if edit.key:
            raise CallError("sheet.typed_id", id=edit.key)
        given = edit.given()
        if not (given.get("name") or given.get("phone")):
            raise CallError("sheet.lacks", field="name")
        book = self._people(desk, changes)
        fields = _of_person(given)
        for phone in fields.get("phones", ()):
            known = book.find(phone=phone, held=True)
            if known:
                raise CallError("sheet.known_phone", person=known[0].id)
        of_home = {key: text for key, text in given.items() if key in _OF_HOME}
        homes = (_home(Home(unit=""), of_home),) if of_home else ()
        name = person_id(desk.entropy(5))
        book.put(changes, Person(id=name, created=desk.now(), units=homes, **fields))

    def _people(self, desk: Desk, changes: Transaction) -> PeopleBook:
        """Return the book of this run, which knows what earlier rows put on it."""
        if self._book is None:
            self._book = PeopleBook(desk.store, changes)
        return self._book


def _rows(person: Person) -> Iterator[Row]:
    of_person = {
        "name": shown_text(person.name),
        "phone": " ".join(person.phones),
        "wechat": shown_text(person.wechat),
    }
    for at, home in enumerate(person.units or (None,), 1):
        key = person.id if at == 1 else f"{person.id}/{at}"
        of_home = {
            "unit": shown_text(home.unit),
            "relation": shown_text(home.relation),
            "since": home.since.isoformat() if home.since else "",
            "until": home.until.isoformat() if home.until else "",
        } if home else {}  # fmt: skip
        cells = {"id": key, **of_home, **of_person}
        yield Row(key=key, cells={name: text for name, text in cells.items() if text})


def _place(key: str) -> tuple[str, int]:
    """Return the person of a row, and which of their homes it is about."""
    name, _, number = key.partition("/")
    return name, int(number) - 1 if number.isdigit() else 0


def _home(home: Home, given: Mapping[str, str]) -> Home:
    fields: dict[str, Any] = {
        key: (date.fromisoformat(text) if text else None) if key in _DAYS else text
        for key, text in given.items()
    }
    changed = msgspec.structs.replace(home, **fields)
    if not changed.unit:
        raise CallError("sheet.emptied", field="unit")
    if changed.since and changed.until and changed.until < changed.since:
        raise CallError("sheet.order", field="until")
    return changed


def _of_person(given: Mapping[str, str]) -> dict[str, Any]:
    fields: dict[str, Any] = {key: given[key] for key in ("name", "wechat") if key in given}
    if "phone" in given:
        fields["phones"] = phones_typed(given["phone"])
    return fields
