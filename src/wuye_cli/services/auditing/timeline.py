"""The timeline of one ticket: each event beside the commit that brought it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import msgspec

from wuye_cli.store.history import log_of

if TYPE_CHECKING:
    from wuye_cli.domain.tickets.event import Event
    from wuye_cli.services.desk import Desk

LATE_S = 1800
"""An event committed later than this many seconds after the fact is shown as late."""


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One event with its commit, or one commit that brought no event.

    Attributes:
        lag_s: Seconds from the fact to its commit; None without a commit or an event.
        revoked: The event was taken back later.
    """

    commit: str = ""
    author: str = ""
    mail: str = ""
    committed_at: datetime | None = None
    subject: str = ""
    event: str = ""
    do: str = ""
    at: datetime | None = None
    by: str = ""
    who: str = ""
    src: str = ""
    lag_s: int | None = None
    revoked: bool = False


class Timeline(msgspec.Struct, frozen=True, kw_only=True):
    """The history of a ticket, oldest first."""

    id: str
    title: str
    path: str
    entries: tuple[Entry, ...] = ()


def timeline(desk: Desk, tail: str) -> Timeline:
    """Return every event of a ticket beside the commit whose trailers name it.

    Raises:
        NotFoundError: If there is no such ticket.
    """
    ticket = desk.ticket(tail)
    path = desk.path_of(ticket.id, recent=True)
    revoked = {name for event in ticket.events if event.do == "revoke" for name in event.events}
    known = {event.id: event for event in ticket.events}
    entries: list[Entry] = []
    named: set[str] = set()
    for commit in reversed(list(log_of(desk.store, path))):
        trailers = dict(commit.trailers)
        ids = [name for name in trailers.get("Wuye-Events", "").split(",") if name in known]
        named.update(ids)
        about = Entry(
            commit=commit.commit,
            author=commit.author,
            mail=commit.mail,
            committed_at=commit.when,
            subject=commit.subject,
        )
        entries += [_beside(about, known[name], revoked) for name in ids] or [about]
    unnamed = [event for event in ticket.events if event.id not in named]
    entries += [_beside(Entry(), event, revoked) for event in unnamed]
    return Timeline(id=ticket.id, title=ticket.title, path=path, entries=tuple(entries))


def _beside(about: Entry, event: Event, revoked: set[str]) -> Entry:
    lag = None
    if about.committed_at is not None:
        lag = int((about.committed_at - event.at).total_seconds())
    return msgspec.structs.replace(
        about,
        event=event.id,
        do=event.do,
        at=event.at,
        by=event.by,
        who=event.who,
        src=event.src,
        lag_s=lag,
        revoked=event.id in revoked,
    )
