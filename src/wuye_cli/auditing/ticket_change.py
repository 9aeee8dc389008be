"""What a commit did to one ticket file, against what it may do: add events, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from wuye_cli.domain.tickets.event import Event
from wuye_cli.domain.tickets.head import with_events
from wuye_cli.domain.tickets.ticket import Ticket

if TYPE_CHECKING:
    from collections.abc import Callable

    from wuye_cli.domain.tickets.tier import TierBook


_DERIVED = "status"
_IMPORT = "import:"


class Ways(NamedTuple):
    """What the room of files lends to this one.

    Attributes:
        book_of: Returns the tiers that a ticket is held to.
        written: Returns the canonical file of a ticket.
    """

    book_of: Callable[[Ticket], TierBook | None]
    written: Callable[[Ticket], bytes]


class TicketChange(msgspec.Struct, frozen=True, kw_only=True):
    """A ticket file before and after a commit.

    Attributes:
        ticket: Its id; what the file name says where the file cannot be read.
        old: The ticket before; None if there was none, or none that can be read.
        new: The ticket after; None if there is none, or none that can be read.
        was_there: There was a file before.
        is_there: There is a file after.
        added: Events that the commit brought, in the order of the file.
        fault: The code of what it did that nobody may, or nothing.
        facts: Facts of the fault.
        unread: Why one of the two files cannot be read, or nothing.
    """

    path: str
    ticket: str
    old: Ticket | None = None
    new: Ticket | None = None
    was_there: bool = False
    is_there: bool = True
    added: tuple[Event, ...] = ()
    fault: str = ""
    facts: dict[str, Any] = {}
    unread: str = ""


def name_of(path: str) -> str:
    """Return the id that the name of a ticket file says."""
    return path.rpartition("/")[2].removesuffix(".yaml")


def grown(
    path: str,
    old: Ticket | None,
    new: Ticket,
    data: bytes,
    ways: Ways,
    *,
    as_typed: bool = False,
) -> TicketChange:
    """Return the change of a ticket that can be read before and after.

    Args:
        path: The file.
        old: The ticket before, None for a new one.
        new: The ticket after.
        data: The file after.
        ways: How to look up and to write what a ticket needs.
        as_typed: The file was taken as somebody typed it, so its form says nothing.
    """
    known = old.events if old is not None else ()
    same = new.events[: len(known)] == known
    held = {event.id: event for event in known}
    added = new.events[len(known) :] if same else _others(new, held)
    change = TicketChange(
        path=path, ticket=new.id, old=old, new=new, was_there=old is not None, added=added
    )
    code, facts = _twice(added, held) if same else _tampered(known, new, held)
    if not code:
        base = old or msgspec.structs.replace(new, events=())
        whole, _ = with_events(base, added, ways.book_of(new))
        whole = msgspec.structs.replace(whole, **_told_anew(old, new))
        if whole != new:
            code, facts = _other_head(whole, new)
        elif (form := ways.written(whole)) != data:
            code, facts = _other_form(
                whole, new, is_written=form == ways.written(new), as_typed=as_typed
            )
    if not code:
        return change
    return msgspec.structs.replace(change, fault=code, facts=facts)


def _other_form(
    whole: Ticket, new: Ticket, *, is_written: bool, as_typed: bool
) -> tuple[str, dict[str, Any]]:
    """Return what differs in a file whose facts are those that they should be."""
    if is_written:
        return ("", {}) if as_typed else ("G009", {"what": "bytes"})
    moved = [one.id for one, now in zip(whole.events, new.events, strict=True) if _moved(one, now)]
    return "G010", {"what": "zone", "events": moved}


def _moved(one: Event, now: Event) -> bool:
    """Say whether an event has its instants in another zone."""
    return repr(one) != repr(now)


def _twice(added: tuple[Event, ...], held: dict[str, Event]) -> tuple[str, dict[str, Any]]:
    """Return the events that have no id, or one that is there already."""
    ids = [event.id for event in added]
    again = [one for one in ids if not one or one in held or ids.count(one) > 1]
    return ("G009", {"what": "twice", "events": again}) if again else ("", {})


def _others(new: Ticket, held: dict[str, Event]) -> tuple[Event, ...]:
    return tuple(event for event in new.events if event.id not in held)


def _tampered(
    known: tuple[Event, ...], new: Ticket, held: dict[str, Event]
) -> tuple[str, dict[str, Any]]:
    """Return what was done to the events that were there."""
    after = {event.id: event for event in new.events}
    gone = [event for event in known if event.id not in after]
    if gone:
        return "G011", {"what": "gone", "event": gone[0].do, "events": [one.id for one in gone]}
    changed = [event for event in known if after[event.id] != event]
    if changed:
        fields = _differing(changed[0], after[changed[0].id])
        ids = [one.id for one in changed]
        return "G010", {"what": "event", "event": changed[0].do, "events": ids, "fields": fields}
    if [event.id for event in new.events if event.id in held] != [one.id for one in known]:
        return "G011", {"what": "order", "events": [one.id for one in known]}
    return "G009", {"what": "inserted", "events": [one.id for one in _others(new, held)]}


def _differing(one: Any, other: Any) -> list[str]:
    names = one.__struct_fields__
    return [name for name in names if getattr(one, name) != getattr(other, name)]


def _other_head(whole: Ticket, new: Ticket) -> tuple[str, dict[str, Any]]:
    """Return what was done to the head beyond what the events make of it."""
    fields = [name for name in _differing(whole, new) if name != _DERIVED]
    if not fields:
        return "G009", {"what": "status", "got": new.status, "wanted": whole.status}
    filled = [name for name in fields if getattr(whole, name)]
    if filled:
        return "G010", {"what": "head", "fields": filled}
    return "G009", {"what": "head", "fields": fields}


def _told_anew(old: Ticket | None, new: Ticket) -> dict[str, Any]:
    """Return the one field that another import of the same row may bring: its verdict there."""
    if old is None or old.source is None or new.source is None or old.source == new.source:
        return {}
    again = any(event.src.startswith(_IMPORT) for event in new.events[len(old.events) :])
    told = msgspec.structs.replace(old.source, verdict=new.source.verdict)
    return {"source": new.source} if again and told == new.source else {}
