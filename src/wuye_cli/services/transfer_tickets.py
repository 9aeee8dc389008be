"""Rows of another system as tickets: a new one, or the events that an old one still lacks.

Ids of tickets and events are made from system and key, so that the same row makes the same ones
again. What the row does not say is not invented.
"""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import msgspec

from wuye_cli.domain.identity import ALPHABET, ulid
from wuye_cli.domain.tickets.event import Event
from wuye_cli.domain.tickets.head import AMENDABLE, with_events
from wuye_cli.domain.tickets.kinds import (
    BEFORE_DONE,
    CANCELLED,
    CLOSED,
    DISPATCHED,
    DONE,
    FINAL,
    RECEIVED,
)
from wuye_cli.domain.tickets.standing import fold_events
from wuye_cli.domain.tickets.ticket import Origin, Pinned, Reporter, Ticket

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wuye_cli.domain.tickets.standing import Standing
    from wuye_cli.domain.tickets.tier import TierBook

RESOLVE = "resolve"
"""The clock that a target of another system sets."""

# Characters by the bytes of a digest: ten of them, the first a letter, as `identity.event_id` makes
# them of chance; a translation costs a tenth of a division by 32 for each.
_FIRST = bytes(ord(ALPHABET[10 + byte % 22]) for byte in range(256))
_REST = bytes(ord(ALPHABET[byte % 32]) for byte in range(256))
_MOVES = {"dispatch": DISPATCHED, "resolve": DONE, "close": CLOSED, "cancel": CANCELLED}


class Wanted(msgspec.Struct, kw_only=True, gc=False):
    """A row after names were looked up and personal numbers taken out.

    Attributes:
        state: What the source says: `open`, `done`, `closed` or `cancelled`.
        closed: When it ended there; None if it has not, or nobody wrote it down.
    """

    system: str
    key: str
    line: int
    tier: str = ""
    opened: datetime
    title: str = ""
    state: str = "open"
    words: str = ""
    kind: str = ""
    category: str = ""
    unit: str = ""
    place: str = ""
    channel: str = ""
    person: str = ""
    role: str = ""
    assignee: str = ""
    result: str = ""
    queue: str = ""
    verdict: str = ""
    target: datetime | None = None
    closed: datetime | None = None
    assigned: datetime | None = None

    @property
    def src(self) -> str:
        """On what evidence the events of this row stand."""
        return f"import:{self.system}:{self.key}"

    def seed(self, *more: str) -> bytes:
        """Return bytes that this row, and nothing else, always yields."""
        return sha256("\0".join((self.system, self.key, *more)).encode()).digest()


class Typist(msgspec.Struct, frozen=True):
    """Who imports, and when."""

    by: str
    now: datetime


def new_ticket(row: Wanted, number: str, typist: Typist, book: TierBook) -> Ticket:
    """Return the ticket of a row that is not known yet, under the id `number`."""
    events = tuple(_first_events(row, typist))
    return Ticket(
        id=number,
        uid=ulid(int(row.opened.timestamp()) * 1000, row.seed("uid")),
        status=_status(events, book),
        kind=row.kind,
        category=row.category,
        title=row.title,
        words=row.words,
        unit=row.unit,
        place=row.place,
        reporter=Reporter(person=row.person, role=row.role) if row.person or row.role else None,
        channel=row.channel,
        source=Origin(
            system=row.system, key=row.key, queue=row.queue, verdict=row.verdict, line=row.line
        ),
        standard=Pinned(version=book.version, terms=book.terms),
        events=events,
    )


def _status(events: tuple[Event, ...], book: TierBook) -> str:
    """Return where the events lead; folded only where their times are out of order."""
    if any(later.at < event.at for event, later in pairwise(events)):
        return fold_events(events, book).status
    return next((_MOVES[one.do] for one in reversed(events) if one.do in _MOVES), RECEIVED)


def _first_events(row: Wanted, typist: Typist) -> Iterator[Event]:
    """Yield what the row says, in the order of a ticket's life."""
    facts = {"tier": row.tier, "kind": row.kind, "category": row.category, "channel": row.channel}
    yield _event(row, typist, "receive", row.opened, **facts)
    if row.target is not None:
        yield _agreed(row, typist, row.opened, "")
    if row.assignee:
        yield _event(row, typist, "dispatch", row.assigned or row.opened, to=row.assignee)
    yield from _ending(row, typist, "")


def _ending(row: Wanted, typist: Typist, mark: str) -> Iterator[Event]:
    """Yield how the row ended, if it did; an end that nobody timed is noted now."""
    at = row.closed or typist.now
    if row.state == "cancelled":
        yield _event(row, typist, "cancel", at, mark)
        return
    if row.closed is not None or row.state == "done":
        who = row.assignee if row.assignee != typist.by else ""
        yield _event(row, typist, "resolve", at, mark, who=who, result=row.result)
    if row.state == "closed":
        yield _event(row, typist, "close", at, mark)


def _agreed(row: Wanted, typist: Typist, at: datetime, mark: str) -> Event:
    return _event(row, typist, "agree", at, mark, clock=RESOLVE, due=row.target)


def _event(
    row: Wanted, typist: Typist, do: str, at: datetime, mark: str = "", **facts: Any
) -> Event:
    return Event(
        id=_event_id(row.seed(do, mark)),
        at=at,
        by=typist.by,
        src=row.src,
        recorded_at=typist.now if at != typist.now else None,
        do=do,
        **facts,
    )


def _event_id(digest: bytes) -> str:
    """Return an event id made of a digest."""
    return (digest[:1].translate(_FIRST) + digest[1:10].translate(_REST)).decode("ascii")


# -- a row that is known already ------------------------------------------------------------------


def update(ticket: Ticket, row: Wanted, typist: Typist, book: TierBook) -> tuple[Ticket, list[str]]:
    """Return the ticket with what the row says beyond it, and notes on what it contradicts.

    The same ticket comes back if there is nothing new. What this desk wrote itself stays: a field
    amended here is not put back, and an end noted here is not taken back.
    """
    standing = fold_events(ticket.events, book)
    events, notes = _missing(ticket, standing, row, typist)
    if not events:
        return ticket, notes
    grown, _ = with_events(ticket, events, book)
    verdict = row.verdict or (ticket.source.verdict if ticket.source else "")
    if grown.source is not None and grown.source.verdict != verdict:
        grown = msgspec.structs.replace(
            grown, source=msgspec.structs.replace(grown.source, verdict=verdict)
        )
    return grown, notes


def _missing(
    ticket: Ticket, standing: Standing, row: Wanted, typist: Typist
) -> tuple[list[Event], list[str]]:
    mark = str(len(ticket.events))  # grows with every update, so that no id comes twice
    events: list[Event] = []
    notes = []
    is_over = standing.status not in BEFORE_DONE
    if _instant(ticket.received.at) != _instant(row.opened):
        notes.append("opened_differs")
    if is_over and row.state == "open" and _ended_by(standing, row):
        events.append(_event(row, typist, "reopen", typist.now, mark, tier=row.tier))
        is_over = False
    ends = not is_over and (row.state != "open" or row.closed is not None)
    events += _new_target(ticket, standing, row, typist, mark=mark, is_over=is_over)
    if row.assignee and not is_over and standing.assignee != row.assignee:
        at = row.assigned or typist.now
        events.append(_event(row, typist, "dispatch", at, mark, to=row.assignee))
    if ends:
        events += _ending(row, typist, mark)
    elif standing.status not in FINAL and is_over and row.state == CLOSED:
        events.append(_event(row, typist, "close", row.closed or typist.now, mark))
    elif is_over and _end_differs(standing, row):
        notes.append("closed_differs")
    events += _amended(ticket, row, typist, mark)
    return events, notes


def _new_target(
    ticket: Ticket, standing: Standing, row: Wanted, typist: Typist, *, mark: str, is_over: bool
) -> list[Event]:
    """Return the agreed time that the source has and the ticket has not.

    The first one counts from the receipt, as if it had been there from the beginning. One that the
    source moved since was moved by now at the latest, and so heals no due that had passed before.
    """
    if is_over or row.target is None:
        return []
    last = _last_target(ticket, row)
    reopened = standing.status not in BEFORE_DONE
    if last == _instant(row.target) and not reopened:
        return []
    if last is None and standing.first_pass:
        return [_agreed(row, typist, ticket.received.at, mark)]
    ended = row.closed if row.closed is not None and row.closed > row.opened else typist.now
    return [_agreed(row, typist, min(ended, typist.now), mark)]


def _last_target(ticket: Ticket, row: Wanted) -> int | None:
    """Return the due that this source gave last."""
    dues = [
        _instant(event.due)
        for event in ticket.events
        if event.do == "agree" and event.src == row.src and event.due is not None
    ]
    return dues[-1] if dues else None


def _ended_by(standing: Standing, row: Wanted) -> bool:
    """Tell whether the end of the ticket was written by this import, not at this desk."""
    ends = [event for event in standing.cycle.events if event.do in ("resolve", "close", "cancel")]
    return bool(ends) and standing.status == CLOSED and all(event.src == row.src for event in ends)


def _end_differs(standing: Standing, row: Wanted) -> bool:
    if row.closed is None:
        return False
    ends = [
        event.instant
        for event in standing.cycle.events
        if event.do in ("resolve", "cancel") and event.src == row.src
    ]
    return bool(ends) and _instant(row.closed) not in ends


def _amended(ticket: Ticket, row: Wanted, typist: Typist, mark: str) -> list[Event]:
    """Return the fields of the head that the source changed and nobody here did."""
    touched = {
        name
        for event in ticket.events
        if event.src != row.src
        for name in (*event.changes, *(("category", "kind") if event.do == "classify" else ()))
    }
    changes = {
        name: str(getattr(row, name))
        for name in AMENDABLE
        if name not in touched
        and hasattr(row, name)
        and getattr(row, name)
        and getattr(row, name) != getattr(ticket, name)
    }
    if not changes:
        return []
    was = {name: str(getattr(ticket, name)) for name in changes}
    return [_event(row, typist, "amend", typist.now, mark, changes=changes, was=was)]


def _instant(at: datetime) -> int:
    return int(at.timestamp())
