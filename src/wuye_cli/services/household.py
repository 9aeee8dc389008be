"""What a home, a phone or a tail stands for at the desk: its open tickets and the last contact."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import msgspec

from wuye_cli.services.desk import Written
from wuye_cli.services.residents import persons_with

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wuye_cli.services.desk import Desk

_MOST_SHOWN = 20


class Household(msgspec.Struct, frozen=True, kw_only=True):
    """What a home, a phone or a tail stands for: its open tickets, the last contact first.

    Attributes:
        where: The home or tail as understood; empty for a phone, which is shown nowhere.
        open: Open tickets with all that is derived from them.
        contacts: Id of a ticket to the instant of its last event, epoch seconds.
        more: How many open tickets are not in `open`.
    """

    where: str = ""
    open: tuple[Written, ...] = ()
    contacts: dict[str, int] = {}
    more: int = 0


def household(desk: Desk, unit: str, phone: str) -> Household:
    """Return the open tickets of a home or of whoever has a phone."""
    persons = json.dumps(persons_with(desk, [phone])) if phone else "[]"
    rows = desk.index().db.execute(
        "SELECT path FROM tickets WHERE is_open AND ((unit = ? AND unit <> '')"
        " OR person IN (SELECT value FROM json_each(?))) ORDER BY n DESC",
        (unit, persons),
    )
    return shown(desk, [str(row[0]) for row in rows], unit)


def shown(desk: Desk, paths: Sequence[str], where: str) -> Household:
    """Return tickets with when somebody last did something about them."""
    kept = [_looked(desk, path) for path in paths[:_MOST_SHOWN]]
    contacts = {one.ticket.id: max(event.instant for event in one.ticket.events) for one in kept}
    return Household(
        where=where, open=tuple(kept), contacts=contacts, more=max(len(paths) - _MOST_SHOWN, 0)
    )


def _looked(desk: Desk, path: str) -> Written:
    ticket = desk.ticket(path.rsplit("/", 1)[-1].removesuffix(".yaml"))
    return desk.written(ticket, path)
