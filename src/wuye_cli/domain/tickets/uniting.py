"""One ticket out of two copies on which two desks wrote: no event is lost, and no line merged."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from wuye_cli.domain.errors import CallError, RefusedError
from wuye_cli.domain.loss import FIELD, STEP, Loss
from wuye_cli.domain.three_way import three_way
from wuye_cli.domain.tickets.head import with_events
from wuye_cli.domain.tickets.kinds import KINDS
from wuye_cli.domain.tickets.standing import fold_events
from wuye_cli.domain.tickets.ticket import Ticket
from wuye_cli.domain.tickets.workflow import step

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from wuye_cli.domain.tickets.event import Event
    from wuye_cli.domain.tickets.standing import Standing
    from wuye_cli.domain.tickets.tier import TierBook
    from wuye_cli.domain.tickets.workflow import Ground

_FIELDS = tuple(
    name
    for name in Ticket.__struct_fields__
    if name not in {"id", "uid", "aka", "status", "overtaken", "events", "extra"}
)
_DERIVED = ("assignee", "tier")
"""What the events come to, of which each desk goes by its own until it hears of the other's."""

_Key = tuple[str, int]


class United(NamedTuple):
    """One ticket out of two copies.

    Attributes:
        ticket: With the events of both.
        losses: What a side had and the ticket has not; steps that another desk's overtook.
    """

    ticket: Ticket
    losses: tuple[Loss, ...] = ()


def united(
    base: Ticket | None, ours: Ticket, theirs: Ticket, book: TierBook | None = None
) -> United:
    """Return the ticket with the events of both, and what of either side does not stand in it.

    Each side's own order stays, as what was typed later may rest on what stood there before; where
    neither side says which of two events came first, the one typed first does, then the lesser id.
    A field that both changed has the value that the events come to; without an event for it, the
    one that sorts last. Whoever unites the same two copies gets the same ticket, from either side.

    Args:
        base: The ticket before the two parted; None if neither comes from a common one.
        ours: One copy.
        theirs: The other, of the same uid.
        book: The tiers that the ticket is pinned to.
    """
    held = _held(base, ours, theirs)
    order = _woven(tuple(_keyed(ours.events)), tuple(_keyed(theirs.events)), held)
    missing = [key for key in _keyed(base.events) if key not in set(order)] if base else []
    events = [held[key] for key in (*missing, *order)]
    bare = msgspec.structs.replace(_head(base, ours, theirs), events=())
    whole, standing = with_events(bare, events, book)
    sides = [fold_events(side.events, book) for side in (ours, theirs)]
    fresh = _overtaken(standing, sides)
    marked = {*ours.overtaken, *theirs.overtaken, *(event.id for event in fresh)}
    marked |= _out_of_order(ours, theirs) | _out_of_order(theirs, ours)
    late = tuple(dict.fromkeys(event.id for event in events if event.id in marked))
    whole = msgspec.structs.replace(whole, overtaken=late)
    before = None if base is None else _values(base, fold_events(base.events, book))
    mine, yours = (_values(*one) for one in zip((ours, theirs), sides, strict=True))
    lost = _lost(before or {}, mine, yours, _values(whole, standing))
    return United(whole, (*lost, *_steps(fresh, ours, standing)))


def put_on_top(base: Ticket | None, ours: Ticket, theirs: Ticket, ground: Ground) -> Ticket | None:
    """Return ours with the events behind it that theirs has over base, as a rebase or a pick does.

    Here a commit comes after the other, so what it wrote comes after too, whenever it was typed:
    between earlier events nobody may put one.

    Args:
        base: The ticket before the commit that is picked; None if it made the ticket.
        ours: The ticket on which it is put.
        theirs: The ticket after that commit.
        ground: What the guards depend on.

    Returns:
        None if it changed an event, or one of its steps cannot come there.
    """
    before, after, known = (
        _keyed(one.events) if one is not None else {} for one in (base, theirs, ours)
    )
    if any(after.get(key, event) != event for key, event in before.items()):
        return None
    fresh = [event for key, event in after.items() if key not in before and key not in known]
    grown = msgspec.structs.replace(_head(base, ours, theirs), events=ours.events)
    for event in fresh:
        try:
            standing = step(grown, event, ground)
        except (RefusedError, CallError):
            return None
        grown, _ = with_events(grown, (event,), ground.book, standing)
    return grown


def _keyed(events: Iterable[Event]) -> dict[_Key, Event]:
    """Return the events by id; one that stands there twice has a number of its own."""
    found: dict[_Key, Event] = {}
    for event in events:
        number = 0
        while (event.id, number) in found:
            number += 1
        found[event.id, number] = event
    return found


def _held(base: Ticket | None, ours: Ticket, theirs: Ticket) -> dict[_Key, Event]:
    """Return every event of any side: as it was, unless one side changed it by hand."""
    before = _keyed(base.events) if base else {}
    mine, yours = _keyed(ours.events), _keyed(theirs.events)
    found = dict(before)
    for key in (*mine, *yours):
        old, one, other = before.get(key), mine.get(key), yours.get(key)
        told = [event for event in (one, other) if event is not None and event != old]
        if not told:
            continue
        if len(told) == 1 or told[0] == told[1]:
            found[key] = told[0]
        elif old is None:  # two desks cannot draw one id: somebody typed it by hand
            found[key] = min(told, key=_written)
    return found


def _written(event: Event) -> bytes:
    return msgspec.json.encode(event)


def _woven(ours: Sequence[_Key], theirs: Sequence[_Key], held: dict[_Key, Event]) -> list[_Key]:
    """Return the events of both sides, each once, none before what precedes it on its side."""
    # What both begin with comes out as it stands: most of a ticket, which needs no weighing.
    pairs = enumerate(zip(ours, theirs, strict=False))
    begun = next((at for at, (one, other) in pairs if one != other), min(len(ours), len(theirs)))
    sides = [list(ours[begun:]), list(theirs[begun:])]
    woven = list(ours[:begun])
    while all(sides):
        behind = {key for side in sides for key in side[1:]}
        firsts = [side[0] for side in sides]
        free = [key for key in firsts if key not in behind]
        # Where the sides contradict each other, two united the same copies before, each its way.
        taken = min(free or firsts, key=lambda key: _typed(held[key]))
        woven.append(taken)
        sides = [[key for key in side if key != taken] for side in sides]
    return woven + sides[0] + sides[1]


def _typed(event: Event) -> tuple[float, str]:
    return (event.recorded_at or event.at).timestamp(), event.id


def _head(base: Ticket | None, ours: Ticket, theirs: Ticket) -> Ticket:
    """Return the head that the sides come to, before the events say what they say."""
    fields = {
        name: three_way(*(getattr(one, name, None) for one in (base, ours, theirs)))
        for name in _FIELDS
    }
    own = [one.extra if one else {} for one in (base, ours, theirs)]
    names = sorted({*own[1], *own[2]})
    extra = {name: three_way(*(one.get(name) for one in own)) for name in names}
    known = dict.fromkeys((*(base.aka if base else ()), *sorted({*ours.aka, *theirs.aka})))
    return msgspec.structs.replace(
        ours,
        **fields,
        aka=tuple(name for name in known if name != ours.id),
        extra={name: value for name, value in extra.items() if value is not None},
    )


def _overtaken(whole: Standing, sides: Sequence[Standing]) -> list[Event]:
    """Return the events that went with the others on their side and do not in the whole."""
    known = {event.id for side in sides for event in side.irregular}
    return [event for event in whole.irregular if event.id not in known]


def _out_of_order(side: Ticket, other: Ticket) -> set[str]:
    """Return the steps that one side alone has and whose order with the other's nobody could see.

    A step of an earlier place in the course came later on the other side, or was taken back there.
    Judged by the table of kinds alone, so that the same comes out whatever the standards say.
    """
    fresh = [event for event in _only_in(side, other) if _has_place(event)]
    if not fresh:
        return set()
    theirs = _only_in(other, side)
    back = {name for event in theirs if event.do == "revoke" for name in event.events}
    before = [event for event in theirs if _has_place(event)]
    gone = [event for event in side.events if event.id in back]
    return {
        event.id
        for event in fresh
        if any(_place(one) < _place(event) and one.at > event.at for one in before)
        or any(_place(one) < _place(event) and one.at <= event.at for one in gone)
    }


def _only_in(side: Ticket, other: Ticket) -> list[Event]:
    known = {event.id for event in other.events}
    return [event for event in side.events if event.id not in known]


_PLACES = {do: place for place, do in enumerate(KINDS)}
_FREE = frozenset(do for do, kind in KINDS.items() if kind.side and kind.after == ("receive",))
"""Kinds that may stand anywhere in the course: notes, urges, pauses …"""


def _has_place(event: Event) -> bool:
    return event.do in _PLACES and event.do not in _FREE


def _place(event: Event) -> int:
    return _PLACES.get(event.do, 0)


def _lost(
    before: Mapping[str, Any],
    mine: Mapping[str, Any],
    yours: Mapping[str, Any],
    now: Mapping[str, Any],
) -> Iterable[Loss]:
    """Yield the fields of which a side has a change that does not stand, and what it has them."""
    for name in now:
        old = before.get(name)
        changes = [side.get(name) for side in (mine, yours) if side.get(name) != old]
        if any(value != now[name] for value in changes):
            one, other = mine.get(name), yours.get(name)
            yield Loss(kind=FIELD, key=name, base=old, ours=one, theirs=other, kept=now[name])


def _values(ticket: Ticket, standing: Standing) -> dict[str, Any]:
    head = {name: msgspec.to_builtins(getattr(ticket, name)) for name in _FIELDS}
    return {
        **head,
        **{f"extra.{name}": value for name, value in ticket.extra.items()},
        **{name: getattr(standing, name) for name in _DERIVED},
    }


def _steps(late: Iterable[Event], ours: Ticket, whole: Standing) -> Iterable[Loss]:
    """Yield the steps that another desk's step overtook."""
    mine = {event.id for event in ours.events}
    for event in late:
        told = msgspec.to_builtins(event)
        one, other = (told, None) if event.id in mine else (None, told)
        yield Loss(kind=STEP, key=event.id, ours=one, theirs=other, kept=whole.status)
