"""Whether a text that is to leave the house holds a resident's number or name (as K026 asks)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from wuye_cli.checking.facts import TicketFile
from wuye_cli.checking.rules.privacy import personal_data
from wuye_cli.domain.errors import UncheckableError
from wuye_cli.domain.people.contacts import has_personal_data
from wuye_cli.store.fast_form import read_record
from wuye_cli.store.people import PeopleBook

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wuye_cli.services.desk import Desk

NAME, UNREADABLE = "name", "unreadable"
"""What may be found besides `phone` and `id`; a file that cannot be read cannot be cleared."""
_OURS = "Wuye-"
_SHORTEST_NAME = 2
_FIRST_OF_HEAD = ("id", "uid", "schema")


class Personal(NamedTuple):
    """Something of a person in a place; what it is is not said, as that would carry it further."""

    place: str
    kind: str


class Screen:
    """Looks at texts; names are known only where this clone has `people/`."""

    def __init__(self, desk: Desk) -> None:
        self._people = PeopleBook(desk.store)
        staff = desk.rules.staff.values()
        self._staff = {str(one.get("name", "")) for one in staff if isinstance(one, dict)}

    @property
    def knows_names(self) -> bool:
        """Whether the names of residents could be looked for."""
        return self._people.is_here

    def ticket(self, path: str, data: bytes) -> Iterator[Personal]:
        """Yield what a ticket's file holds of residents."""
        yield from numbers_in_ticket(path, data)
        try:
            tree = read_record(data, path=path)
        except UncheckableError:
            return
        if self._has_name("\n".join(_texts(tree))):
            yield Personal(path, NAME)

    def message(self, place: str, message: str) -> Iterator[Personal]:
        """Yield what a commit's message holds of residents."""
        yield from numbers_in_message(place, message)
        if self._has_name(_spoken(message)):
            yield Personal(place, NAME)

    def _has_name(self, text: str) -> bool:
        found = self._people.named_in(text)
        return any(len(name) >= _SHORTEST_NAME and name not in self._staff for name in found)


def numbers_in_ticket(path: str, data: bytes) -> Iterator[Personal]:
    """Yield the phone and identity numbers in a ticket's file, as K026 finds them."""
    try:
        tree = read_record(data, path=path)
    except UncheckableError:
        yield Personal(path, UNREADABLE)
        return
    for kind in dict.fromkeys(
        finding.facts["personal"] for finding in personal_data(TicketFile(path=path, tree=tree))
    ):
        yield Personal(path, kind)


def numbers_in_message(place: str, message: str) -> Iterator[Personal]:
    """Yield the phone and identity numbers in a commit's message; our trailers hold ids alone."""
    kind = has_personal_data(_spoken(message))
    if kind:
        yield Personal(place, kind)


def _spoken(message: str) -> str:
    return "\n".join(line for line in message.split("\n") if not line.startswith(_OURS))


def _texts(value: Any, key: str = "") -> Iterator[str]:
    if isinstance(value, dict):
        for name, part in value.items():
            yield from _texts(part, name)
    elif isinstance(value, list):
        for part in value:
            yield from _texts(part, key)
    elif isinstance(value, str) and key not in _FIRST_OF_HEAD:
        yield value
