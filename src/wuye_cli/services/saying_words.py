"""Words typed for one household's text: refused when they name another one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wuye_cli.domain.errors import CallError, RefusedError
from wuye_cli.domain.people.contacts import has_personal_data
from wuye_cli.domain.people.surnames import is_surname
from wuye_cli.domain.tickets.call import normal_unit
from wuye_cli.services.residents import THE_CALLER
from wuye_cli.services.wording import one_line
from wuye_cli.store.people import PeopleBook

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wuye_cli.domain.tickets.ticket import Ticket
    from wuye_cli.services.desk import Desk

LONGEST = 500
"""Most characters of the words of a text."""

_WIDE = str.maketrans("０１２３４５６７８９－—–", "0123456789---")
_JOINT = r"(?:-|号楼|栋|幢|座|楼|单元|门)"
_UNITS = re.compile(rf"\d{{1,5}}{_JOINT}\d{{1,5}}{_JOINT}\d{{1,5}}")
_BESIDE = r"(楼上|楼下|隔壁|对门|邻居)?"
_KINDS = r"(室|户|住户|业主|家|房)?"
_ROOMS = re.compile(rf"{_BESIDE}(?<![\d.:：-])(\d{{3,4}})(?![\d.:：元块度年天人分-]){_KINDS}")
_TITLED = re.compile(r"([\u4e00-\u9fff]{1,2})(?:先生|女士|小姐|太太|阿姨|大爷|大妈|叔叔|老师)")


def own_words(desk: Desk, ticket: Ticket, words: str, *, unit: str, name: str) -> str:
    """Return words typed for a text as one line.

    Args:
        desk: The desk.
        ticket: Whose text it is.
        words: As typed.
        unit: The home that they may name: that of the reader, or none.
        name: The person that they may name.

    Raises:
        CallError: `too_long`.
        RefusedError: `say_number` for a phone or identity number, `say_others` with what was found
            of another household.
    """
    words = one_line(words)
    if len(words) > LONGEST:
        raise CallError("too_long", field="words", count=len(words), longest=LONGEST)
    if has_personal_data(words):
        raise RefusedError("say_number")
    found = dict.fromkeys((*_homes(desk, ticket, words, unit), *_people(desk, words, name)))
    if found:
        raise RefusedError("say_others", id=ticket.id, found=list(found))
    return words


def _homes(desk: Desk, ticket: Ticket, words: str, own: str) -> Iterator[str]:
    """Yield the homes that words name beside the reader's own, whole or by their room alone."""
    plain = words.translate(_WIDE)
    for match in _UNITS.finditer(plain):
        if normal_unit(match[0]) not in {"", own}:
            yield match[0]
    spoken_of = set(_numbers(f"{ticket.title} {ticket.words} {ticket.place}"))
    own_room = own.rpartition("-")[2].lstrip("0") if own else ""
    for match in _ROOMS.finditer(_UNITS.sub(" ", plain)):
        beside, digits, kind = match.groups()
        room = digits.lstrip("0")
        if room == own_room:
            continue
        if beside or kind or room in spoken_of or _is_home(desk, ticket, digits):
            yield match[0]


def _numbers(text: str) -> Iterator[str]:
    for number in re.findall(r"\d{3,4}", text.translate(_WIDE)):
        yield number.lstrip("0")


def _is_home(desk: Desk, ticket: Ticket, room: str) -> bool:
    """Say whether a number is a room in the building of the ticket, as far as anybody noted it."""
    building = ticket.unit.rpartition("-")[0]
    if not building:
        return False
    unit = f"{building}-{room.zfill(4)}"
    known = desk.index().db.execute("SELECT 1 FROM tickets WHERE unit = ? LIMIT 1", (unit,))
    return known.fetchone() is not None or bool(PeopleBook(desk.store).find(unit=unit))


def _people(desk: Desk, words: str, own: str) -> Iterator[str]:
    """Yield the residents whom words name: those of `people/`, and anybody with a title."""
    for name in PeopleBook(desk.store).named_in(words):
        if name != own and name not in THE_CALLER:
            yield name
    for match in _TITLED.finditer(words):
        before = match[1]
        named = before if is_surname(before) else before[-1:]
        title = match[0][len(before) :]
        if is_surname(named) and (not own or named + title != own):
            yield named + title
