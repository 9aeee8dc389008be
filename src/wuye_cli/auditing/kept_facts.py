"""Whether a merge made by hand is honest: each fact is of a side, and what one side did is there.

How a merge of ours is made may change from version to version; this does not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from wuye_cli.domain.tickets.event import Event
    from wuye_cli.domain.tickets.ticket import Ticket

_GONE: Any = object()
_VERSION = "version"
_DERIVED = frozenset({"events", "status"})


def are_kept(base: Any, ours: Any, theirs: Any, made: Any, key: str = "") -> bool:
    """Say whether a tree holds what one side alone did, and of a dispute what somebody said.

    Example:
        >>> are_kept({"a": 1, "b": 1}, {"a": 2, "b": 1}, {"a": 3, "b": 2}, {"a": 3, "b": 2})
        True
        >>> are_kept({"a": 1, "b": 1}, {"a": 2, "b": 1}, {"a": 3, "b": 2}, {"a": 3, "b": 1})
        False
    """
    base, ours, theirs, made = (_by_id(one) for one in (base, ours, theirs, made))
    if all(isinstance(one, dict) for one in (ours, theirs, made)):
        before = base if isinstance(base, dict) else {}
        names = dict.fromkeys((*ours, *theirs, *made))
        return all(
            are_kept(
                before.get(name, _GONE),
                ours.get(name, _GONE),
                theirs.get(name, _GONE),
                made.get(name, _GONE),
                str(name),
            )
            for name in names
        )
    if _same(ours, theirs) or _same(base, ours):
        return _same(made, theirs) or _is_next(key, ours, theirs, made)
    if _same(base, theirs):
        return _same(made, ours)
    if any(_same(made, one) for one in (base, ours, theirs)):
        return True
    if all(isinstance(one, list) for one in (ours, theirs, made)):
        return _is_mixed(ours, theirs, made)
    return _is_next(key, ours, theirs, made)


def is_united(ours: Ticket, theirs: Ticket, made: Ticket) -> bool:
    """Say whether a ticket has every event of both sides, as they stood there, and no other."""
    if not ours.uid == theirs.uid == made.uid:
        return False
    known = {event.id: event for event in (*ours.events, *theirs.events)}
    is_said = made.status in (ours.status, theirs.status)  # the next command works it out anew
    whole = len(known) == len(made.events) and all(
        known.get(event.id) == event for event in made.events
    )
    heads = all(
        getattr(made, name) in (getattr(ours, name), getattr(theirs, name))
        for name in made.__struct_fields__
        if name not in _DERIVED
    )
    told = whole and heads and is_said
    return told and _runs(ours.events, made.events) and _runs(theirs.events, made.events)


def are_lines_kept(ours: bytes, theirs: bytes, made: bytes) -> bool:
    """Say whether every line of a text is of a side, and none is gone that both have."""
    mine, other, here = (set(text.splitlines()) for text in (ours, theirs, made))
    return here <= mine | other and mine & other <= here


def are_all_lines_kept(ours: bytes, theirs: bytes, made: bytes) -> bool:
    """Say whether a text has every line of both sides, and no other."""
    mine, other, here = (set(text.splitlines()) for text in (ours, theirs, made))
    return here == mine | other


def _runs(part: Iterable[Event], whole: Sequence[Event]) -> bool:
    places = {event.id: place for place, event in enumerate(whole)}
    found = [places[event.id] for event in part]
    return found == sorted(found)


def _by_id(value: Any) -> Any:
    """Return a list of things with an id as a mapping by it."""
    if isinstance(value, list) and value and all(isinstance(one, dict) for one in value):
        names = [one.get("id") for one in value]
        if all(isinstance(name, str) for name in names) and len(set(names)) == len(names):
            return dict(zip(names, value, strict=True))
    return value


def _same(one: Any, other: Any) -> bool:
    return one is other or (type(one) is type(other) and one == other)


def _is_mixed(ours: list[Any], theirs: list[Any], made: list[Any]) -> bool:
    return all(one in ours or one in theirs for one in made) and all(
        one in made for one in ours if one in theirs
    )


def _is_next(key: str, ours: Any, theirs: Any, made: Any) -> bool:
    """Say whether it is the number of a new version that has both."""
    numbers = [one for one in (ours, theirs) if type(one) is int]
    return key == _VERSION and bool(numbers) and made == max(numbers) + 1
