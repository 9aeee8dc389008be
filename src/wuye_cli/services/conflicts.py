"""Conflicts of merges: what stands by rule, what does not, and how a person settles it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from wuye_cli.domain.errors import CallError, ConflictError, NotFoundError, RefusedError
from wuye_cli.domain.loss import FACT, FIELD, WHOLE
from wuye_cli.domain.three_way import same
from wuye_cli.domain.tickets.head import AMENDABLE
from wuye_cli.services.desk import Draft
from wuye_cli.services.losses import SETTLED, Conflict, open_ones, refreshed
from wuye_cli.services.wording import FORMAT, trailers
from wuye_cli.store.codecs.tickets import read_ticket, write_ticket
from wuye_cli.store.formatting import edited
from wuye_cli.store.ticket_paths import is_ticket
from wuye_cli.store.yaml_text import read_plain

if TYPE_CHECKING:
    from wuye_cli.domain.marks import Path
    from wuye_cli.domain.tickets.ticket import Ticket
    from wuye_cli.services.desk import Desk
    from wuye_cli.store.repository import Store
    from wuye_cli.store.transaction import Transaction

KEEP = 0


class Listed(msgspec.Struct, frozen=True, kw_only=True):
    """A conflict and whether somebody settled it."""

    conflict: Conflict
    settled: bool = False


class Settled(msgspec.Struct, frozen=True, kw_only=True):
    """What came of settling one: the value that stands now, and the commit."""

    id: str
    now: Any
    commit: str


def listed(desk: Desk, *, every: bool = False) -> list[Listed]:
    """Return the conflicts that nobody has settled, or all of them, the oldest first."""
    found: list[Listed] = []
    settled = _settled(desk)
    for kind, store in _stores(desk):
        book = refreshed(store, kind, desk.book_of)
        book.settled |= settled
        left = {one.id for one in open_ones(book)}
        ordered = sorted(book.found.values(), key=lambda one: (one.at, one.loss.path, one.id))
        found += [
            Listed(conflict=one, settled=one.id not in left)
            for one in ordered
            if every or one.id in left
        ]
    return found


def _settled(desk: Desk) -> set[str]:
    """Return what was settled: the records say it for both repositories."""
    return refreshed(desk.store, "records", desk.book_of).settled


def _stores(desk: Desk) -> list[tuple[str, Store]]:
    people = desk.store.people
    return [("records", desk.store), *([("people", people)] if people is not None else [])]


def one_of(desk: Desk, name: str) -> Listed:
    """Return the conflict of an id, or of the beginning of one.

    Raises:
        NotFoundError: `unknown_conflict`.
    """
    wanted = name.strip().lower()
    found = [one for one in listed(desk, every=True) if one.conflict.id.startswith(wanted)]
    exact = [one for one in found if one.conflict.id == wanted]
    if not wanted or len(exact or found) != 1:
        raise NotFoundError("unknown_conflict", id=name)
    return (exact or found)[0]


def settle(desk: Desk, name: str, *, take: int | None) -> Settled:
    """Settle a conflict for all desks, in one commit.

    Args:
        desk: The desk.
        name: Its id.
        take: 1 or 2 for the value of that side, `KEEP` for what stands now.

    Raises:
        NotFoundError: `unknown_conflict`.
        CallError: `conflict_choice`.
        ConflictError: `conflict_settled`.
        RefusedError: `conflict_not_taken`, or what a guard says of the step.
    """
    found = one_of(desk, name)
    conflict = found.conflict
    if take not in (KEEP, 1, 2):
        raise CallError("conflict_choice", id=conflict.id)
    if found.settled:
        raise ConflictError("conflict_settled", id=conflict.id)
    loss = conflict.loss
    value = loss.kept if take == KEEP else (loss.ours, loss.theirs)[take - 1]
    with desk.transaction() as changes:
        noted: list[tuple[str, str]] = [("Wuye-Op", "settle"), ("Wuye-Format", FORMAT)]
        if take != KEEP and not same(value, loss.kept):
            noted = _taken(desk, changes, conflict, value)
        desk.follow(changes)
        commit = changes.commit(
            f"settle conflict {conflict.id}",
            trailers=[(SETTLED, conflict.id), *noted],
            may_be_empty=True,
        )
    desk.forget()
    return Settled(id=conflict.id, now=value, commit=commit)


def _taken(
    desk: Desk, changes: Transaction, conflict: Conflict, value: Any
) -> list[tuple[str, str]]:
    """Stage the value of a side; return the trailers of the commit."""
    loss = conflict.loss
    data = changes.read(loss.path) if conflict.repository == "records" else None
    if data is None or loss.kind not in {FIELD, FACT, WHOLE}:
        raise _refusal(conflict)
    if loss.kind == WHOLE:
        if not value or loss.key or is_ticket(loss.path):
            raise _refusal(conflict)
        changes.take(loss.path, desk.store.ground.objects.blob(value))
    elif is_ticket(loss.path):
        ticket = read_ticket(data, path=loss.path)
        grown, events = desk.grow(ticket, [_draft(conflict, ticket, value)], desk.now())
        changes.put(loss.path, write_ticket(grown))
        return trailers("settle", [ticket.id], events)
    else:
        tree = read_plain(data, path=loss.path)
        way = _way(tree, loss.key.split("."))
        if not way or value is None:
            raise _refusal(conflict)
        changes.take(loss.path, edited(data.decode(), {way: value}, path=loss.path).encode())
    return [("Wuye-Op", "settle"), ("Wuye-Format", FORMAT)]


def _refusal(conflict: Conflict) -> RefusedError:
    loss = conflict.loss
    return RefusedError("conflict_not_taken", id=conflict.id, path=loss.path, key=loss.key)


def _draft(conflict: Conflict, ticket: Ticket, value: Any) -> Draft:
    """Return the event that gives a ticket the value of a side."""
    key, reason = conflict.loss.key, f"conflict {conflict.id}"
    if key == "assignee" and value:
        return Draft(do="dispatch", fields={"to": value, "reason": reason})
    if key == "tier" and value:
        return Draft(do="regrade", fields={"to": value, "reason": reason})
    if key in AMENDABLE and isinstance(value, str):
        fields = {"changes": {key: value}, "was": {key: getattr(ticket, key)}, "reason": reason}
        return Draft(do="amend", fields=fields)
    raise _refusal(conflict)


def _way(tree: Any, steps: list[str]) -> Path:
    """Return the place of a key, whose steps may hold dots themselves; () if it is not there.

    The last step alone may be missing, as a side took it out: of several nobody knows which were
    one key.
    """
    for count in range(1, len(steps) + 1):
        step = ".".join(steps[:count])
        if isinstance(tree, dict) and (step in tree or len(steps) == 1):
            below = steps[count:]
            if not below:
                return (step,)
            if rest := _way(tree[step], below):
                return (step, *rest)
    return ()
