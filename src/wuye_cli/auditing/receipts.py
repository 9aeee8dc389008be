"""G036, and G009 of events: whether the message of a commit says what the commit wrote."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wuye_cli.auditing.commit import EVENTS, TICKET
from wuye_cli.auditing.judge import finding
from wuye_cli.domain.identity import parse_ticket_id
from wuye_cli.domain.tickets.kinds import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from wuye_cli.auditing.commit import Commit, FileChange
    from wuye_cli.auditing.ticket_change import TicketChange
    from wuye_cli.checking.finding import Finding

_TICKETS = "records/tickets/"
_BESIDE = {"box": ("records/registers/box-openings/",)}
"""What an operation on tickets writes beside them, below `records/`."""
_MERGING = "sync"
_BRINGS = {"take": "receive", "new": "receive", "undo": "revoke"}
"""An operation that is called otherwise than the event that it cannot be without."""
_PLACES = {
    "checkpoint": "records/checkpoints/",
    "staff": "records/staff/",
    "key": "records/staff/",
}
"""The only folder that an operation writes, by what stands before its point."""
_ALSO_STANDARDS = frozenset({"accept"})
"""Kinds of events that are the name of another operation too, which writes no ticket."""
_OPEN_ENDED = frozenset({"adopt"})
"""Operations that may touch tickets that they do not name; `sync` makes merges only."""


def misnamed(
    commit: Commit,
    ops: Sequence[str],
    written: Sequence[FileChange],
    changes: Sequence[TicketChange],
    guilty: set[str],
) -> Iterator[Finding]:
    """G036 and G009: the message does not say what was written."""
    op = ops[0]
    if len(ops) > 1:
        named = commit.trailer(TICKET)
        if not guilty.intersection(named):
            ticket = next(iter(named), "")
            yield finding("G036", commit, ticket=ticket, what="several", op=", ".join(ops))
        return
    if op in _OPEN_ENDED:
        return
    found = [*_other_tickets(commit, op, changes, guilty)]
    guilty = guilty | {one.ticket for one in found}
    found += _other_events(commit, op, changes, guilty)
    found += _other_deeds(commit, op, changes, {*guilty, *(one.ticket for one in found)})
    yield from found
    if not found and not guilty:
        yield from _elsewhere(commit, op, changes)
    beside = (_TICKETS, *_BESIDE.get(op, ()))
    for one in written if commit.trailer(TICKET) else ():
        if not one.path.startswith(beside):
            yield finding("G036", commit, path=one.path, what="other_file", op=op)


def on_a_merge(commit: Commit, ops: Sequence[str]) -> Iterator[Finding]:
    """G036: a merge says that it was a step; only `sync` makes merges."""
    others = [one for one in ops if one != _MERGING]
    if others:
        ticket = next(iter(commit.trailer(TICKET)), "")
        yield finding("G036", commit, ticket=ticket, what="merge", op=", ".join(others))


def _other_tickets(
    commit: Commit, op: str, changes: Sequence[TicketChange], guilty: set[str]
) -> Iterator[Finding]:
    """G036: tickets are named and not written, or written and not named."""
    named, touched = dict.fromkeys(commit.trailer(TICKET)), {one.ticket: None for one in changes}
    for name in dict.fromkeys((*touched, *named)):
        if name in guilty or (name in touched and name in named):
            continue
        what = "not_named" if name in touched else "not_written"
        yield finding("G036", commit, ticket=name, what=what, op=op)


def _other_events(
    commit: Commit, op: str, changes: Sequence[TicketChange], guilty: set[str]
) -> Iterator[Finding]:
    """G009: an event was brought that is not named; G036: one is named that was not brought."""
    events = dict.fromkeys(commit.trailer(EVENTS))
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


def _other_deeds(
    commit: Commit, op: str, changes: Sequence[TicketChange], guilty: set[str]
) -> Iterator[Finding]:
    """G036: what the message says was done is not what the events say, or not to this ticket."""
    named = next(iter(commit.subject.split()[1:2]), "")
    touched = [change.ticket for change in changes]
    if touched and named not in touched and _is_ticket_id(named) and not guilty:
        yield finding("G036", commit, ticket=touched[0], what="subject", op=op, said=named)
        return
    do = _BRINGS.get(op, op.replace("-", "_"))
    for change in changes if do in KINDS else ():
        done = list(dict.fromkeys(event.do for event in change.added))
        if done and do not in done and change.ticket not in guilty:
            yield finding("G036", commit, ticket=change.ticket, what="deed", op=op, done=done)


def _elsewhere(commit: Commit, op: str, changes: Sequence[TicketChange]) -> Iterator[Finding]:
    """G036: an operation of one folder, or of tickets alone, that wrote something else."""
    place = _PLACES.get(op.partition(".")[0], "")
    is_step = op in KINDS and op not in _ALSO_STANDARDS
    if not place and (changes or not is_step):
        return
    other = next(
        (one for one in commit.changes if not place or not one.path.startswith(place)), None
    )
    if other is not None and commit.parents:
        ticket = next((one.ticket for one in changes if one.path == other.path), "")
        told = {"what": "elsewhere", "op": op}
        yield finding("G036", commit, ticket=ticket, path=other.path, **told)


def _is_ticket_id(text: str) -> bool:
    try:
        parse_ticket_id(text)
    except ValueError:
        return False
    return True
