"""Every committed version of one ticket, wherever its file lay and whatever it was called."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import msgspec

from wuye_cli.domain.errors import NotFoundError, StoreError, UncheckableError
from wuye_cli.domain.tickets.ticket import Ticket
from wuye_cli.store.codecs.tickets import read_ticket
from wuye_cli.store.history import commits
from wuye_cli.store.revisions import require_whole
from wuye_cli.store.ticket_paths import ticket_path

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from wuye_cli.domain.tickets.event import Event
    from wuye_cli.services.desk import Desk
    from wuye_cli.store.history import Revision


class Version(NamedTuple):
    """A ticket as one commit left it.

    Attributes:
        ticket: None where the commit took its file away, or left it unreadable.
        path: Where its file lay; "" where it was taken away.
        raw: The bytes of the file.
    """

    revision: Revision
    ticket: Ticket | None
    path: str
    raw: bytes = b""


class Story(msgspec.Struct, frozen=True, kw_only=True):
    """The versions of a ticket.

    Attributes:
        ticket: As it stands, or as it last stood if its file is gone.
        path: Where it lies, or last lay.
        gone: The file is not there any more.
        versions: Oldest first, parents before children.
    """

    ticket: Ticket
    path: str
    gone: bool
    versions: tuple[Version, ...]

    def brought(self) -> dict[str, tuple[Revision, Event]]:
        """Return the commit that first held each event, and the event as it stood there.

        What the trailers say is not asked: an event belongs to the commit whose file has it and
        whose forerunners' files do not.
        """
        found: dict[str, tuple[Revision, Event]] = {}
        for version in self.versions:
            for event in version.ticket.events if version.ticket else ():
                found.setdefault(event.id, (version.revision, event))
        return found


def story_of(desk: Desk, tail: str) -> Story:
    """Return the versions of the ticket that an id, an earlier id or a tail means.

    A ticket whose file was taken away is found by its whole id.

    Raises:
        CallError: `ambiguous_tail`, `no_tail`.
        NotFoundError: `unknown_ticket`.
        UncheckableError: `shallow_clone`: the commit at its edge would seem to have brought it all.
    """
    require_whole(desk.store)
    try:
        path = str(_row(desk, tail)["path"])
    except NotFoundError:
        return _gone(desk, tail)
    data = desk.store.read(path) or b""
    ticket = read_ticket(data, path=path)
    versions = _versions(desk, path, ticket.uid, _paths(path, (ticket.id, *ticket.aka)))
    return Story(ticket=ticket, path=path, gone=False, versions=versions)


def _row(desk: Desk, tail: str) -> dict[str, object]:
    """Return the index row of a ticket: of that very id, else as other commands do."""
    found = desk.index().find(tail, closed_since=0) if tail.strip() else []
    exact = [row for row in found if row["id"] == tail.strip().upper()]
    if len(exact) == 1 or len(found) == 1:
        return (exact or found)[0]
    return desk.row_of(tail, recent=True)


def _gone(desk: Desk, name: str) -> Story:
    try:
        path = ticket_path(name.strip().upper())
    except ValueError:
        raise NotFoundError("unknown_ticket", id=name) from None
    versions = _versions(desk, path, "", [path])
    last = next((one for one in reversed(versions) if one.ticket is not None), None)
    if last is None or last.ticket is None:
        raise NotFoundError("unknown_ticket", id=name)
    return Story(ticket=last.ticket, path=last.path, gone=True, versions=versions)


def _paths(path: str, names: Iterable[str]) -> list[str]:
    """Return where the file may have lain: where it lies, and where each of its ids belongs."""
    found = [path]
    for name in names:
        try:
            found.append(ticket_path(name))
        except ValueError:  # an id from elsewhere: it never was the name of a file of ours
            continue
    return list(dict.fromkeys(found))


def _versions(desk: Desk, path: str, uid: str, paths: list[str]) -> tuple[Version, ...]:
    known: dict[str, tuple[bytes, Ticket | None]] = {}
    found: list[Version] = []
    was_there = False
    for revision in reversed(list(commits(desk.store, paths=paths))):
        here = list(_lying(desk, revision.commit, paths, known))
        ours = next((one for one in here if one[2] is not None and one[2].uid == uid), None)
        ours = ours or next((one for one in here if one[0] == path), None)
        if ours is not None:
            place, raw, ticket = ours
            found.append(Version(revision, ticket, place, raw))
        elif was_there:
            found.append(Version(revision, None, ""))
        was_there = ours is not None
    return tuple(found)


def _lying(
    desk: Desk, commit: str, paths: list[str], known: dict[str, tuple[bytes, Ticket | None]]
) -> Iterator[tuple[str, bytes, Ticket | None]]:
    """Yield path, bytes and ticket of each of the files that a commit holds."""
    for path in paths:
        blob = _blob_at(desk, commit, path)
        if blob is None:
            continue
        if blob not in known:
            raw = desk.store.ground.objects.blob(blob)
            known[blob] = (raw, readable(raw, path))
        yield path, *known[blob]


def _blob_at(desk: Desk, commit: str, path: str) -> str | None:
    try:
        return desk.store.ground.objects.blob_at(commit, path)
    except StoreError as error:
        if error.code == "unsafe_path":  # somebody had put a link or a folder there
            return None
        raise


def readable(raw: bytes, path: str = "") -> Ticket | None:
    """Return the ticket in a file, None if it cannot be read: history holds whatever it holds."""
    try:
        return read_ticket(raw, path=path)
    except UncheckableError:
        return None
