"""An event and the commit that brought it, side by side: what a timeline and a blame both tell."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    from wuye_cli.domain.tickets.event import Event
    from wuye_cli.store.history import Revision

_OF_EVENT = ("do", "at", "by", "who", "src")


class Traced(msgspec.Struct, frozen=True, kw_only=True):
    """Who is behind something, by an event and by a commit; either may be missing.

    Attributes:
        commit: The commit, empty without one.
        author: Who made it, as it says.
        committed_at: The committer's moment.
        event: Id of the event, empty without one.
        at: When that event happened.
        by: Who typed it; `who` did it, on the evidence `src`.
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


def by_commit(revision: Revision) -> dict[str, Any]:
    """Return the facts of a `Traced` that a commit gives."""
    return {
        "commit": revision.commit,
        "author": revision.author,
        "mail": revision.mail,
        "committed_at": revision.committed,
        "subject": revision.subject,
    }


def by_event(event: Event) -> dict[str, Any]:
    """Return the facts of a `Traced` that an event gives."""
    return {"event": event.id, **{name: getattr(event, name) for name in _OF_EVENT}}
