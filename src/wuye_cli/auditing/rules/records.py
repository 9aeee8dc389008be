"""G009-G012, G036, G040: a record grows by the events that its commit names, by nothing else."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import msgspec

from wuye_cli.auditing.commit import OP
from wuye_cli.auditing.judge import Plain, Scope, finding
from wuye_cli.auditing.receipts import misnamed, on_a_merge
from wuye_cli.auditing.ticket_change import name_of
from wuye_cli.domain.identity import parse_ticket_id

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from wuye_cli.auditing.commit import Commit, FileChange
    from wuye_cli.auditing.judge import Past
    from wuye_cli.auditing.ticket_change import TicketChange
    from wuye_cli.checking.finding import Finding
    from wuye_cli.domain.tickets.event import Event

_RECORDS = "records/"
_TICKETS = "records/tickets/"
_PLAIN = "100644"
_IMPORT = "import:"
_ID_LENGTH = 10
AGAIN = "again"
"""What a finding says of an event that another commit brought."""
REPLACED = "unsafe_path"
"""Why no ticket can be read where a link, a folder or a submodule is."""
NEWER = frozenset({"newer_schema"})
"""Why a file cannot be judged by this version; any other file that cannot be read is at fault."""


class Memory(msgspec.Struct):
    """What is kept from commit to commit.

    Attributes:
        events: How many events were brought.
        known: Their ids and instants, and the uids of tickets.
        gone: Tickets whose file was removed once.
    """

    events: int = 0
    known: set[int | str] = set()
    gone: set[str] = set()


class Records(Plain):
    """Judges every file below `records/` against the commit that wrote it."""

    codes = ("G009", "G010", "G011", "G012", "G036", "G040")

    def __init__(self) -> None:
        self.memory = Memory()

    def scope(self) -> Scope:
        """Say how many events there are."""
        return Scope(counts={"events": self.memory.events})

    def see(self, commit: Commit, past: Past) -> Iterator[Finding]:
        """Judge a commit; a merge adds nothing of its own, and is judged as a merge."""
        changes = past.tickets()
        self.memory.events += sum(len(change.added) for change in changes)
        if len(commit.parents) > 1:
            yield from on_a_merge(commit, commit.trailer(OP))
            return
        written = [change for change in commit.changes if change.path.startswith(_RECORDS)]
        faults = [*_gone(commit, changes), *_at_fault(commit, changes)]
        for odd in (
            self._again(commit, changes),
            _misplaced(commit, written, changes),
            _of_other_days(commit, changes),
        ):
            known = {one.ticket for one in faults}
            faults += [one for one in odd if one.ticket not in known]
        yield from faults
        ops = commit.trailer(OP)
        if ops:
            guilty = {one.ticket for one in faults}
            yield from misnamed(commit, ops, written, changes, guilty)
        elif written and not faults:
            yield from _by_hand(commit, written, changes)

    def _again(self, commit: Commit, changes: Sequence[TicketChange]) -> Iterator[Finding]:
        """G009: an event that another commit brought already, to this ticket or to another one.

        Only an import works its ids out of the rows, so that two desks that read one sheet write
        the same. What was removed was told then (G012).
        """
        known, gone = self.memory.known, self.memory.gone
        for change in changes:
            if not change.is_there:
                gone.add(change.ticket)
            added: dict[int | str, str]
            added = {_mark(one): one.id for one in change.added if _is_drawn(one)}
            if change.new and not change.was_there and change.new.source is None:
                added[change.new.uid] = change.new.uid
            again = [name for mark, name in added.items() if mark in known]
            known.update(added)
            if again and change.ticket not in gone:
                where = {"ticket": change.ticket, "path": change.path}
                yield finding("G009", commit, **where, what=AGAIN, events=again)


def _mark(event: Event) -> int | str:
    """Return what an event is known by: its id and a part of its instant.

    A number where the id is one of ours, as half the memory of a text is too much for each event
    of a long history: 52 bits of the id (`domain.identity.event_id`), eight of the instant.
    """
    name = event.id
    if len(name) == _ID_LENGTH and name.isascii() and name.isalnum() and name == name.lower():
        return int(name, 36) << 8 | event.instant & 0xFF
    return f"{name} {event.instant:x}"


def _is_drawn(event: Event) -> bool:
    """Say whether the id of an event was drawn by chance."""
    return not event.src.startswith(_IMPORT)


def _is_replaced(change: TicketChange) -> bool:
    return change.unread == REPLACED and change.was_there


def _gone(commit: Commit, changes: Sequence[TicketChange]) -> Iterator[Finding]:
    """G012: a ticket file was removed, or is another one's now."""
    arrived = {change.new.uid: change for change in changes if change.new and not change.was_there}
    for change in changes:
        if _is_replaced(change):
            yield finding("G012", commit, ticket=change.ticket, path=change.path, what="replaced")
        if change.is_there:
            continue
        moved = arrived.get(change.old.uid) if change.old else None
        if moved is None:
            yield finding("G012", commit, ticket=change.ticket, path=change.path, what="gone")
        else:  # two tickets of one number are told apart in a merge, and nowhere else
            facts = {"what": "renamed", "new_id": moved.ticket, "new_path": moved.path}
            yield finding("G012", commit, ticket=change.ticket, path=change.path, **facts)


def _at_fault(commit: Commit, changes: Sequence[TicketChange]) -> Iterator[Finding]:
    """G009-G011: a file that no operation of ours could have left so."""
    renamed = {change.old.uid for change in changes if change.old and not change.is_there}
    for change in changes:
        if not change.is_there or change.unread in NEWER or _is_replaced(change):
            continue
        where = {"ticket": change.ticket, "path": change.path}
        if change.unread:
            yield finding("G009", commit, **where, what="unread", reason=change.unread)
        elif change.fault:
            yield finding(change.fault, commit, **where, **change.facts)
        elif change.new is None or change.new.uid in renamed:
            continue
        elif _home_of(change.new.id) != change.path:
            yield finding("G009", commit, **where, what="name")


def _misplaced(
    commit: Commit, written: Sequence[FileChange], changes: Sequence[TicketChange]
) -> Iterator[Finding]:
    """G009: among the tickets lies a file that is none, or one that is more than a text."""
    tickets = {change.path: change.ticket for change in changes}
    for one in written:
        if not one.new or not one.path.startswith(_TICKETS):
            continue
        ticket = tickets.get(one.path, "")
        if not ticket or one.new_mode != _PLAIN:
            what = "mode" if ticket else "no_ticket"
            name = ticket or name_of(one.path).partition(".")[0]
            yield finding("G009", commit, ticket=name, path=one.path, what=what)


@lru_cache(maxsize=1024)
def _home_of(ticket_id: str) -> str:
    """Return where the file of a ticket lies, by its id; nothing for what is no id."""
    try:
        day = parse_ticket_id(ticket_id).day
    except ValueError:
        return ""
    return f"{_TICKETS}{day:%Y/%m/%d}/{ticket_id}.yaml"


def _of_other_days(commit: Commit, changes: Sequence[TicketChange]) -> Iterator[Finding]:
    """G009: the day in the id of a new ticket is not the local one of its receipt."""
    for change in changes:
        new = change.new
        if new is None or change.was_there or not new.events or not _home_of(new.id):
            continue
        if parse_ticket_id(new.id).day != new.received.at.date():
            where = {"ticket": change.ticket, "path": change.path}
            yield finding("G009", commit, **where, what="day")


def _by_hand(
    commit: Commit, written: Sequence[FileChange], changes: Sequence[TicketChange]
) -> Iterator[Finding]:
    """G040: written as an operation would, without its trailers; G009: any other record."""
    for change in changes:
        if change.unread not in NEWER:
            yield finding("G040", commit, ticket=change.ticket, path=change.path)
    if not commit.parents:
        return  # the beginning of a store, which older versions left without trailers
    for one in written:
        if not one.path.startswith(_TICKETS):
            yield finding("G009", commit, path=one.path, what="by_hand")
