"""G009-G012, G036, G040: a record grows by the events that its commit names, by nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from wuye_cli.auditing.commit import EVENTS, OP, TICKET
from wuye_cli.auditing.judge import Plain, Scope, finding
from wuye_cli.auditing.ticket_change import name_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from wuye_cli.auditing.commit import Commit, FileChange
    from wuye_cli.auditing.judge import Past
    from wuye_cli.auditing.ticket_change import TicketChange
    from wuye_cli.checking.finding import Finding

_RECORDS = "records/"
_TICKETS = "records/tickets/"
_PLAIN = "100644"
_ADOPT = "adopt"
"""Operation of `wuye commit`: a person's own edits, checked and taken as they lie."""
_BESIDE = {"box": ("records/registers/box-openings/",)}
"""What an operation on tickets writes beside them, below `records/`."""
_OPEN_ENDED = frozenset({_ADOPT, "sync"})
"""Operations that may touch tickets that they do not name."""
REPLACED = "unsafe_path"
"""Why no ticket can be read where a link, a folder or a submodule is."""
NEWER = frozenset({"newer_schema"})
"""Why a file cannot be judged by this version; any other file that cannot be read is at fault."""


class Memory(msgspec.Struct):
    """Events that were brought."""

    events: int = 0


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
        self.memory.events += sum(len(change.added) for change in past.tickets())
        if len(commit.parents) > 1:
            return
        written = [change for change in commit.changes if change.path.startswith(_RECORDS)]
        if not written:
            return
        changes = past.tickets()
        faults = [*_gone(commit, changes), *_at_fault(commit, changes)]
        known = {one.ticket for one in faults}
        odd = _misplaced(commit, written, changes)
        faults += [one for one in odd if one.ticket not in known]
        yield from faults
        ops = commit.trailer(OP)
        if ops:
            guilty = {one.ticket for one in faults}
            yield from _misnamed(commit, ops[0], written, changes, guilty)
        elif not faults:
            yield from _by_hand(commit, written, changes)


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
        if moved is None or moved.new is None:
            yield finding("G012", commit, ticket=change.ticket, path=change.path, what="gone")
        elif change.ticket not in moved.new.aka:
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
        elif name_of(change.path) != change.new.id:
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


def _misnamed(
    commit: Commit,
    op: str,
    written: Sequence[FileChange],
    changes: Sequence[TicketChange],
    guilty: set[str],
) -> Iterator[Finding]:
    """G036 and G009: the trailers do not say what was written."""
    if op in _OPEN_ENDED:
        return
    found = [*_other_tickets(commit, op, changes, guilty)]
    guilty = guilty | {one.ticket for one in found}
    found += _other_events(commit, op, changes, guilty)
    yield from found
    beside = (_TICKETS, *_BESIDE.get(op, ()))
    for one in written if commit.trailer(TICKET) else ():
        if not one.path.startswith(beside):
            yield finding("G036", commit, path=one.path, what="other_file", op=op)


def _other_tickets(
    commit: Commit, op: str, changes: Sequence[TicketChange], guilty: set[str]
) -> Iterator[Finding]:
    """G036: tickets are named and not written, or written and not named."""
    named, touched = commit.trailer(TICKET), [change.ticket for change in changes]
    for name in dict.fromkeys((*touched, *named)):
        if name in guilty or (name in touched and name in named):
            continue
        what = "not_named" if name in touched else "not_written"
        yield finding("G036", commit, ticket=name, what=what, op=op)


def _other_events(
    commit: Commit, op: str, changes: Sequence[TicketChange], guilty: set[str]
) -> Iterator[Finding]:
    """G009: an event was brought that is not named; G036: one is named that was not brought."""
    events = commit.trailer(EVENTS)
    brought: set[str] = set()
    hides = bool(guilty)
    for change in changes:
        ids = [event.id for event in change.added]
        brought.update(ids)
        hidden = [one for one in ids if one not in events]
        if hidden and change.ticket not in guilty:
            hides = True
            facts = {"what": "unnamed", "events": hidden}
            yield finding("G009", commit, ticket=change.ticket, path=change.path, **facts)
    missing = [one for one in events if one not in brought]
    if missing and not hides:
        ticket = next(iter(commit.trailer(TICKET)), "")
        yield finding("G036", commit, ticket=ticket, what="no_event", op=op, events=missing)


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
