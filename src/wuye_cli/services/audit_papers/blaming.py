"""Who is behind each fact of a ticket: by the events that say it, not by the lines of a file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from wuye_cli.auditing.held import held_since
from wuye_cli.domain.errors import NotFoundError
from wuye_cli.domain.tickets.head import AMENDABLE
from wuye_cli.domain.tickets.in_force import in_force
from wuye_cli.domain.tickets.standing import fold_events
from wuye_cli.services.audit_papers.story import story_of
from wuye_cli.services.audit_papers.traced import Traced, by_commit, by_event
from wuye_cli.store.codecs.tickets import ticket_to_mapping

if TYPE_CHECKING:
    from wuye_cli.domain.tickets.event import Event
    from wuye_cli.domain.tickets.ticket import Ticket
    from wuye_cli.services.audit_papers.story import Story
    from wuye_cli.services.desk import Desk
    from wuye_cli.store.history import Revision

_STATUS = "status"
_CLASSED = frozenset({"category", "kind"})
_BASIC = ("id", "at", "by", "who", "src", "do")


class Blamed(Traced, frozen=True, kw_only=True):
    """One fact of a ticket and who is behind it.

    No event says so where a hand did, or a new id after a merge; the commit is then the one that
    brought the value.

    Attributes:
        key: The way to it: `title`, `reporter.person`, `events.<id>`.
    """

    key: str
    value: Any


def blame(desk: Desk, tail: str, key: str = "") -> list[Blamed]:
    """Return who is behind each fact of a ticket, in the order of its file.

    Args:
        desk: The desk.
        tail: Id, earlier id or tail.
        key: Only this fact, or those below it.

    Raises:
        CallError: `ambiguous_tail`, `no_tail`.
        NotFoundError: `unknown_ticket`, `audit.no_such_fact`.
    """
    story = story_of(desk, tail)
    found = [
        one
        for one in _Blaming(desk, story).facts()
        if not key or one.key == key or one.key.startswith(key + ".")
    ]
    if not found:
        raise NotFoundError("audit.no_such_fact", id=story.ticket.id, key=key)
    return found


class _Blaming:
    """One ticket's facts as they are traced."""

    def __init__(self, desk: Desk, story: Story) -> None:
        self._story = story
        self._ticket = story.ticket
        self._brought = story.brought()
        self._setters = _setters(desk, story.ticket)
        read = [one for one in story.versions if one.ticket is not None]
        self._first = _head(read[0].ticket) if read and read[0].ticket else {}
        self._held = held_since(
            _head(story.ticket),
            ((one.revision, _head(one.ticket)) for one in reversed(read) if one.ticket),
        )

    def facts(self) -> list[Blamed]:
        """Return the facts of the head, then the events."""
        told = [self._of_head(key, value) for key, value in _head(self._ticket).items()]
        for event, tree in zip(
            self._ticket.events, ticket_to_mapping(self._ticket)["events"], strict=True
        ):
            more = {name: value for name, value in tree.items() if name not in _BASIC}
            told.append(self._beside(f"events.{event.id}", more, event))
        return told

    def _of_head(self, key: str, value: Any) -> Blamed:
        setter = self._setters.get(key)
        if setter is None and self._first.get(key) == value and self._ticket.events:
            setter = (self._ticket.events[0], value)
        if setter is not None and setter[1] == value:
            return self._beside(key, value, setter[0])
        return _with_commit(Blamed(key=key, value=value), self._held.get(key))

    def _beside(self, key: str, value: Any, event: Event) -> Blamed:
        told = Blamed(key=key, value=value, **by_event(event))
        brought = self._brought.get(event.id)
        return _with_commit(told, brought[0] if brought else None)


def _with_commit(told: Blamed, revision: Revision | None) -> Blamed:
    if revision is None:
        return told
    return msgspec.structs.replace(told, **by_commit(revision))


def _head(ticket: Ticket) -> dict[str, Any]:
    """Return the facts of the head by their ways; what a fact holds is one level deep at most."""
    found: dict[str, Any] = {}
    for key, value in ticket_to_mapping(ticket).items():
        if key == "events":
            continue
        if isinstance(value, dict):
            found.update({f"{key}.{name}": part for name, part in value.items()})
        else:
            found[key] = value
    return found


def _setters(desk: Desk, ticket: Ticket) -> dict[str, tuple[Event, Any]]:
    """Return the event that last set each changing fact of the head, and to what."""
    found: dict[str, tuple[Event, Any]] = {}
    for event in in_force(ticket.events):
        changes: dict[str, Any] = dict(event.changes)
        if event.do == "classify":
            changes = {key: text for key in _CLASSED if (text := getattr(event, key))}
        found.update({key: (event, changes[key]) for key in AMENDABLE if key in changes})
    book = desk.book_of(ticket) if ticket.events else None
    before = None
    for count, event in enumerate(ticket.events, 1):
        status = fold_events(ticket.events[:count], book).status
        if status != before:
            found[_STATUS] = (event, status)
        before = status
    return found
