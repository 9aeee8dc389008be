"""The log of the whole store or of one person: each event beside its commit, newest first.

What the trailers say is not asked: the events of a commit are those that its files have and its
parent's have not. Commits are read in small lots, so that the first lines come at once.
"""

from __future__ import annotations

from datetime import datetime
from itertools import islice
from typing import TYPE_CHECKING

import msgspec

from wuye_cli.domain.tickets.in_force import in_force
from wuye_cli.services.audit_papers.story import readable
from wuye_cli.services.audit_papers.timeline import beside, of_commit
from wuye_cli.store.changed_files import changed_files
from wuye_cli.store.history import commits
from wuye_cli.store.revisions import require_whole
from wuye_cli.store.ticket_paths import is_ticket

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wuye_cli.domain.tickets.event import Event
    from wuye_cli.domain.tickets.ticket import Ticket
    from wuye_cli.services.audit_papers.timeline import Entry
    from wuye_cli.services.desk import Desk
    from wuye_cli.store.changed_files import Changed
    from wuye_cli.store.history import Revision

_FIRST_LOT, _LOT = 16, 256
_REMEMBERED = 2_000


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody wants to see.

    Attributes:
        since: Only commits at or after this moment; the whole history is looked at in any case, as
            a commit with a false date may stand anywhere.
        until: Only commits before this moment.
        names: Only what one of these typed or did: ids, names and mails in small letters.
    """

    since: datetime | None = None
    until: datetime | None = None
    names: frozenset[str] = frozenset()


def names_of(desk: Desk, person: str) -> frozenset[str]:
    """Return all that a person of the staff is called in commits and events."""
    wanted = {person.strip().casefold()}
    for name, member in desk.rules.staff.items():
        known = {name.casefold()}
        if isinstance(member, dict):
            told = (member.get("name"), member.get("mail"))
            known |= {text.casefold() for text in told if isinstance(text, str) and text}
        if known & wanted:
            wanted |= known
    return frozenset(wanted - {""})


def whole_log(desk: Desk, asked: Asked) -> Iterator[Entry]:
    """Yield events beside their commits, and commits without one; the newest commit first.

    Raises:
        UncheckableError: `shallow_clone`: the commit at its edge would seem to have brought it all.
    """
    require_whole(desk.store)
    reading = _Reading(desk, desk.house.policy.audit.late_after_s)
    wanted = (one for one in commits(desk.store) if _is_within(one.committed, asked))
    size = _FIRST_LOT
    while lot := list(islice(wanted, size)):
        for entry in reading.lot(lot):
            if not asked.names or _is_of(entry, asked.names):
                yield entry
        size = _LOT


def is_asked(entry: Entry, asked: Asked) -> bool:
    """Say whether an entry is of the time and the person that were asked for."""
    return (entry.committed_at is None or _is_within(entry.committed_at, asked)) and (
        not asked.names or _is_of(entry, asked.names)
    )


def _is_within(committed: datetime, asked: Asked) -> bool:
    return (asked.since is None or committed >= asked.since) and (
        asked.until is None or committed < asked.until
    )


def _is_of(entry: Entry, names: frozenset[str]) -> bool:
    people = (entry.author, entry.mail, entry.by, entry.who)
    return any(text.casefold() in names for text in people)


class _Reading:
    """Reads lots of commits; a ticket that was read for one is not read again for its parent."""

    def __init__(self, desk: Desk, late_s: int) -> None:
        self._desk = desk
        self._late_s = late_s
        self._known: dict[str, Ticket | None] = {}
        self._revoked: dict[str, frozenset[str]] = {}

    def lot(self, lot: list[Revision]) -> Iterator[Entry]:
        """Yield the entries of some commits."""
        objects = self._desk.store.ground.objects
        changes = changed_files(self._desk.store, lot)
        self._learn([one for found in changes.values() for one in found])
        raw = objects.stream(one.commit for one in lot)
        for revision, (_, body) in zip(lot, raw, strict=True):
            yield from self._of(of_commit(revision, body), revision, changes[revision.commit])

    def _of(self, about: Entry, revision: Revision, files: list[Changed]) -> Iterator[Entry]:
        told = False
        for one in files:
            self._note_revoked(one)
        # What a merge brings from the other side was told where it was typed.
        for one in files if len(revision.parents) < 2 else ():  # noqa: PLR2004 - a merge has two
            for ticket, event in self._new(one):
                told = True
                yield beside(
                    msgspec.structs.replace(about, ticket=ticket.id),
                    event,
                    self._late_s,
                    revoked=event.id in self._revoked[one.path],
                )
        if not told:
            yield about

    def _note_revoked(self, one: Changed) -> None:
        """Note what the newest version of a ticket, which comes first, has taken back."""
        ticket = self._known.get(one.new)
        if ticket is not None and one.path not in self._revoked:
            standing = {event.id for event in in_force(ticket.events)}
            self._revoked[one.path] = frozenset(
                event.id for event in ticket.events if event.id not in standing
            )

    def _new(self, one: Changed) -> list[tuple[Ticket, Event]]:
        after, before = self._known.get(one.new), self._known.get(one.old)
        if after is None:
            return []
        old = {event.id for event in before.events} if before is not None else set()
        return [(after, event) for event in after.events if event.id not in old]

    def _learn(self, files: list[Changed]) -> None:
        tickets = [one for one in files if is_ticket(one.path)]
        wanted = {blob: one.path for one in tickets for blob in (one.new, one.old) if blob}
        kept = {blob: self._known[blob] for blob in wanted if blob in self._known}
        if len(self._known) > _REMEMBERED:
            self._known = kept
        missing = [blob for blob in wanted if blob not in kept]
        for blob, raw in self._desk.store.blobs(missing) if missing else ():
            self._known[blob] = readable(raw, wanted[blob])
