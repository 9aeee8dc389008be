"""Reading the index for the impact of a change: every ticket with its clocks, in one pass."""

from __future__ import annotations

from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any

import msgspec

from wuye_cli.domain.impact.weighing import Filed
from wuye_cli.domain.tickets.event import Event
from wuye_cli.domain.tickets.ticket import Origin, Reporter, Ticket
from wuye_cli.store.index_lists import conditions

if TYPE_CHECKING:
    from collections.abc import Iterator
    from sqlite3 import Connection

    from wuye_cli.domain.impact.quick import Known

_TICKET = "n, id, title, unit, place, tier, category, opened_at, is_open, shape"
_CLOCK = "clock, cycle, start, due, stopped, ended, verdict, binding, needed, pauses, ticket"
_WHOLE = (
    "SELECT id, uid, status, kind, category, title, unit, place, person, person_as, channel, form,"
    " source, histories.events FROM tickets JOIN histories ON ticket = n WHERE n = ?"
)
_events = msgspec.json.Decoder(tuple[Event, ...]).decode
_number = itemgetter(10)


def count(db: Connection, filters: dict[str, Any], now: int) -> int:
    """Return how many tickets the filters leave."""
    where, values = _where(filters, now)
    row = db.execute(f"SELECT count(*) FROM tickets{where}", values).fetchone()  # noqa: S608 - ours
    return int(row[0])


def tickets(db: Connection, filters: dict[str, Any], now: int) -> Iterator[Filed]:
    """Yield every ticket that the filters leave, with its clocks.

    Args:
        db: The index.
        filters: As `index_lists.list_tickets` takes them, and `source`: the name of a system.
        now: Epoch seconds.
    """
    where, values = _where(filters, now)
    found = db.execute(f"SELECT {_TICKET} FROM tickets{where} ORDER BY n", values)  # noqa: S608 - our names
    wanted = f" WHERE ticket IN (SELECT n FROM tickets{where})" if where else ""  # noqa: S608 - our names
    clocks = db.execute(
        f"SELECT {_CLOCK} FROM clocks{wanted} ORDER BY ticket, rowid",  # noqa: S608 - our names
        values,
    )
    grouped = groupby(clocks, key=_number)
    number, rows = next(grouped, (0, iter(())))
    for ticket in found:
        mine: list[Known] = []
        if number == ticket[0]:
            mine = list(rows)
            number, rows = next(grouped, (0, iter(())))
        yield Filed._make((*ticket, mine))


def _where(filters: dict[str, Any], now: int) -> tuple[str, dict[str, Any]]:
    rest = {name: value for name, value in filters.items() if name != "source"}
    where, values = conditions(rest if rest.get("status") else {**rest, "all": True}, now)
    source = filters.get("source")
    if source:
        values["source"] = f"{source}:"
        joint = " AND " if where else " WHERE "
        where += f"{joint}substr(source, 1, length(:source)) = :source"
    return where, values


def whole_ticket(db: Connection, number: int) -> Ticket:
    """Return all of a ticket that a verdict depends on, from the index alone."""
    row = db.execute(_WHOLE, (number,)).fetchone()
    (name, uid, status, kind, category, title, unit, place, person, role, channel, form,
     source, events) = row  # fmt: skip
    system, _, key = source.partition(":")
    return Ticket(
        id=name,
        uid=uid,
        status=status,
        kind=kind,
        category=category,
        title=title,
        unit=unit,
        place=place,
        reporter=Reporter(person=person, role=role) if person or role else None,
        channel=channel,
        form=form,
        source=Origin(system=system, key=key) if source else None,
        events=_events(events),
    )


def unreadable(db: Connection) -> list[tuple[str, str]]:
    """Return path and code of every record that could not be read at all."""
    return db.execute(
        "SELECT path, code FROM broken WHERE path NOT IN (SELECT path FROM tickets) ORDER BY path"
    ).fetchall()
