"""The book of people: persons read and looked up in `people/`, the second repository.

Look-ups go through a disposable SQLite file below the git folder of `people/`, keyed by its HEAD,
so that no look-up reads all files. A store without `people/` (a clone for an auditor) has an empty
book.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wuye_cli.domain.errors import UncheckableError
from wuye_cli.domain.people.person import Person, display_name
from wuye_cli.store.codecs.people import read_person, write_person
from wuye_cli.store.people_index import PeopleIndex, clues

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wuye_cli.store.repository import Store
    from wuye_cli.store.transaction import Transaction

PERSONS = "persons"
"""Folder of the persons' files in `people/`."""

_ALPHABET = frozenset("0123456789abcdefghijklmnopqrstuvwxyz")
_LONGEST_ID = 24


def is_person_id(text: str) -> bool:
    """Tell whether the text has the form of a person's id: `p-` and letters or digits.

    Example:
        >>> is_person_id("p-7k2f9q3m"), is_person_id("p-../x"), is_person_id("张女士")
        (True, False, False)
    """
    random = text[2:]
    return text[:2] == "p-" and 1 < len(random) <= _LONGEST_ID and _ALPHABET.issuperset(random)


def path_of(person: str) -> str:
    """Return where the file of a person lies in `people/`.

    Raises:
        ValueError: If `person` is no id.

    Example:
        >>> path_of("p-7k2f9q3m")
        'persons/7k/p-7k2f9q3m.yaml'
    """
    if not is_person_id(person):
        raise ValueError(person)
    return f"{PERSONS}/{person[2:4]}/{person}.yaml"


class PeopleBook:
    """The persons of a store as committed.

    Args:
        store: The main store.
        changes: The open transaction of a writer: `person` and `find` then also see what was put
            on it and is not committed yet.
    """

    def __init__(self, store: Store, changes: Transaction | None = None) -> None:
        self._people = store.people
        self._changes = changes
        self._index = PeopleIndex(store.people) if store.people is not None else None
        self._put: dict[str, Person] = {}

    @property
    def is_here(self) -> bool:
        """Whether this clone has the data of people at all."""
        return self._people is not None

    def person(self, person: str) -> Person | None:
        """Return a person by id; None if there is none, or no `people/`.

        Raises:
            UncheckableError: `bad_record` or `newer_schema`, if the file cannot be read.
        """
        if self._people is None or not is_person_id(person):
            return None
        if person in self._put:
            return self._put[person]
        path = path_of(person)
        data = self._people.read(path) if self._changes is None else self._changes.people.read(path)
        return None if data is None else read_person(data, path=path)

    def find(
        self,
        *,
        phone: str = "",
        name: str = "",
        unit: str = "",
        wechat: str = "",
        held: bool = False,
    ) -> list[Person]:
        """Return the persons for whom everything given is true, by id.

        Args:
            phone: As kept: digits only; without its area code or the `-` extension fits too.
            name: The whole name.
            unit: Such as `3-1-0502`; only those who have not moved out of it.
            wechat: The chat name.
            held: Also persons who are stored for a reason of retention and not used otherwise.
        """
        wanted = {"phone": phone, "name": name, "unit": unit, "wechat": wechat}
        asked = [(kind, value) for kind, value in wanted.items() if value]
        if self._index is None or not asked:
            return []
        ids = set(self._index.ids(asked)) | self._put.keys()
        found = [person for one in sorted(ids) if (person := self.readable(one)) is not None]
        return [
            person
            for person in found
            if set(asked) <= set(clues(person)) and (held or not person.held)
        ]

    def search(self, text: str) -> list[Person]:
        """Return the persons in whose name, chat name, phone or unit the text is found, by id.

        Persons held for retention are among them; at most 200.
        """
        if self._index is None or not text.strip():
            return []
        ids = self._index.search(text.strip())
        return [person for one in ids if (person := self.readable(one)) is not None]

    def named_in(self, text: str) -> list[str]:
        """Return the names and chat names of residents that a text holds."""
        return [] if self._index is None else self._index.named_in(text)

    def everybody(self) -> Iterator[Person]:
        """Yield every person whose file can be read, by id."""
        if self._people is None:
            return
        paths = [path for path, _ in self._people.list_tree(PERSONS)]
        for path, data in self._people.read_many(paths):
            try:
                yield read_person(data, path=path)
            except UncheckableError:  # `check` reports it
                continue

    def display(self, person: str) -> str:
        """Return what a person is called, "" if nobody can tell: no data, no name, no file."""
        return display_name(self.readable(person))

    def put(self, changes: Transaction, person: Person) -> str:
        """Stage a person's file; it is committed with the transaction, before the tickets.

        Returns:
            The path in `people/`.

        Raises:
            NotFoundError: `no_people`, when this clone has no `people/`.
            ConflictError: `hand_edit`.
            ValueError: If the id is none.
        """
        path = path_of(person.id)
        changes.people.put(path, write_person(person))
        self._put[person.id] = person
        return path

    def readable(self, person: str) -> Person | None:
        """Return a person by id; None also where the file cannot be read, which `check` reports."""
        try:
            return self.person(person)
        except UncheckableError:
            return None
