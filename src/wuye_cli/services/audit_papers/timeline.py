"""The timeline of one ticket: each event beside the commit that brought it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from wuye_cli.auditing.signed import signer_of
from wuye_cli.domain.tickets.in_force import in_force
from wuye_cli.services.audit_papers.story import story_of
from wuye_cli.services.audit_papers.traced import Traced, by_commit, by_event

if TYPE_CHECKING:
    from wuye_cli.domain.tickets.event import Event
    from wuye_cli.services.audit_papers.story import Story
    from wuye_cli.services.desk import Desk
    from wuye_cli.store.history import Revision

LOST, CHANGED = "lost", "changed"
"""An event that history has and the ticket has no more, or has otherwise."""
MOVED, REMOVED, UNREADABLE = "moved", "removed", "unreadable"
"""What a commit without an event did to the file."""


class Entry(Traced, frozen=True, kw_only=True):
    """One event with its commit, or one commit that brought no event.

    Attributes:
        op: The operation that the commit's trailers name.
        signed: Fingerprint of the key that the commit's signature names, unverified; "" if none.
        lag_s: Seconds from the fact to its commit; None without a commit or an event.
        late: The lag is more than the policy's `audit.late_entry`.
        revoked: The event was taken back later.
        mark: What is strange about it: `lost`, `changed`; `moved`, `removed`, `unreadable`.
    """

    ticket: str = ""
    op: str = ""
    signed: str = ""
    lag_s: int | None = None
    late: bool = False
    revoked: bool = False
    mark: str = ""


class Timeline(msgspec.Struct, frozen=True, kw_only=True):
    """The history of a ticket, oldest first.

    Attributes:
        aka: Earlier ids of the ticket.
        gone: Its file is not there any more.
        late_after_s: From which lag on an entry is late.
    """

    id: str
    title: str
    path: str
    aka: tuple[str, ...] = ()
    gone: bool = False
    late_after_s: int = 0
    entries: tuple[Entry, ...] = ()


def timeline(desk: Desk, tail: str) -> Timeline:
    """Return every event of a ticket beside the commit that first held it.

    Raises:
        CallError: `ambiguous_tail`, `no_tail`.
        NotFoundError: If there is and was no such ticket.
    """
    story, late_s = story_of(desk, tail), desk.house.policy.audit.late_after_s
    telling = _Telling(desk, story, late_s)
    ticket = story.ticket
    return Timeline(
        id=ticket.id,
        title=ticket.title,
        path=story.path,
        aka=ticket.aka,
        gone=story.gone,
        late_after_s=late_s,
        entries=tuple(telling.entries()),
    )


def of_commit(revision: Revision, raw: bytes) -> Entry:
    """Return what a commit says of itself; `raw` are the bytes of its object."""
    return Entry(
        **by_commit(revision),
        op=dict(revision.trailers).get("Wuye-Op", ""),
        signed=signer_of(raw),
    )


def beside(about: Entry, event: Event, late_s: int, **more: object) -> Entry:
    """Return an event beside its commit."""
    lag = None
    if about.committed_at is not None:
        lag = int((about.committed_at - event.at).total_seconds())
    return msgspec.structs.replace(
        about,
        **by_event(event),
        lag_s=lag,
        late=lag is not None and lag > late_s,
        **more,
    )


class _Telling:
    """One story as it is told."""

    def __init__(self, desk: Desk, story: Story, late_s: int) -> None:
        self._desk = desk
        self._story = story
        self._late_s = late_s
        self._brought = story.brought()
        self._now = {event.id: event for event in story.ticket.events}
        standing = {event.id for event in in_force(story.ticket.events)}
        self._revoked = self._now.keys() - standing

    def entries(self) -> list[Entry]:
        """Return the entries, oldest commit first."""
        told: list[Entry] = []
        path = ""
        for version in self._story.versions:
            revision = version.revision
            raw = self._desk.store.ground.objects.read(revision.commit)[1]
            about = msgspec.structs.replace(of_commit(revision, raw), ticket=self._story.ticket.id)
            events = [event for commit, event in self._brought.values() if commit is revision]
            told += [self._beside(about, event) for event in events]
            mark = _mark(version.path, path, readable=version.ticket is not None)
            if mark or not events:
                told.append(msgspec.structs.replace(about, mark=mark))
            path = version.path
        return told

    def _beside(self, about: Entry, event: Event) -> Entry:
        now = self._now.get(event.id)
        return beside(
            about,
            event,
            self._late_s,
            revoked=event.id in self._revoked,
            mark=LOST if now is None else "" if now == event else CHANGED,
        )


def _mark(path: str, before: str, *, readable: bool) -> str:
    if not path:
        return REMOVED
    if not readable:
        return UNREADABLE
    return MOVED if before and path != before else ""
