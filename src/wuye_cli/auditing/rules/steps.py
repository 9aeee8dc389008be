"""G041, G042: each step was one that the ticket allowed then, under the rules that held then."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from wuye_cli.auditing.commit import OP
from wuye_cli.auditing.judge import Plain, finding
from wuye_cli.domain.errors import CallError, RefusedError
from wuye_cli.domain.tickets.head import with_events
from wuye_cli.domain.tickets.surroundings import book_for
from wuye_cli.domain.tickets.workflow import Ground, step

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from wuye_cli.auditing.commit import Commit
    from wuye_cli.auditing.judge import Past
    from wuye_cli.auditing.ticket_change import TicketChange
    from wuye_cli.checking.finding import Finding
    from wuye_cli.domain.tickets.event import Event
    from wuye_cli.domain.tickets.rulebook import Rulebook
    from wuye_cli.domain.tickets.standing import Standing
    from wuye_cli.domain.tickets.ticket import Ticket
    from wuye_cli.domain.tickets.tier import TierBook

_TIERS = "standards/tiers.yaml"
_IMPORT = "import"
"""The operation, and the evidence of its events: what another system allowed is past judging."""
_NO_STEP = frozenset({"erased"})
"""Kinds of events that no flow knows: they say what became of a resident's data."""
_ELSEWHERE = frozenset({"E_FUTURE", "E_SELF_VISIT", "E_ACCEPTED_ALREADY"})
"""Refusals that have a code of their own (G016, G034), or that older histories did not know."""


class Steps(Plain):
    """Judges the events that a commit brings as the command that wrote them did."""

    codes = ("G041", "G042")

    def see(self, commit: Commit, past: Past) -> Iterator[Finding]:
        """Judge a commit."""
        changes = [one for one in past.tickets() if one.added and not one.fault]
        rules = past.rules() if changes else None
        if rules is None:
            return
        imports = commit.trailer(OP) == (_IMPORT,)
        with_tiers = any(change.path == _TIERS for change in commit.changes)
        for change in changes:
            if not change.was_there and not with_tiers:
                yield from _pinned(commit, change, rules)
            yield from _stepped(commit, change, rules, imports=imports)


def _pinned(commit: Commit, change: TicketChange, rules: Rulebook) -> Iterator[Finding]:
    """G042: a new ticket is held to the version in force at its receipt, and to no other."""
    ticket = change.new
    if ticket is None or not ticket.events:
        return
    wanted = rules.book_at(ticket.received.at)
    pinned = ticket.standard
    if pinned is not None and pinned.version == wanted.version:
        if pinned.terms in {"", wanted.terms}:
            return
        got, due = f"{pinned.version} {pinned.terms}", f"{wanted.version} {wanted.terms}"
    else:
        got, due = pinned.version if pinned else "", wanted.version
    what = "other" if pinned else "none"
    where = {"ticket": change.ticket, "path": change.path}
    yield finding("G042", commit, **where, what=what, got=got, wanted=due)


def _stepped(
    commit: Commit, change: TicketChange, rules: Rulebook, *, imports: bool
) -> Iterator[Finding]:
    """G041: an event that the command would have refused."""
    new = change.new
    if new is None or not new.events:
        return
    ticket = change.old or msgspec.structs.replace(new, events=())
    book = book_for(rules, new)
    now = commit.committed
    if rules.category_books:
        rules = rules.as_of(commit.moment)
    standing: Standing | None = None  # handed on from step to step: each is folded once
    for event in change.added:
        after: Standing | None = None
        if event.do not in _NO_STEP and not (imports and _is_from_there(event, new)):
            ground = _ground(rules, book, ticket.category, now)
            try:
                after = step(ticket, event, ground, standing)
            except (RefusedError, CallError) as error:
                if error.code not in _ELSEWHERE:
                    told: dict[str, Any] = {"event": event.do, "reason": error.code}
                    told["about"] = {**_plain(error.facts), "id": change.ticket}
                    where = {"ticket": change.ticket, "path": change.path}
                    yield finding("G041", commit, **where, id=event.id, **told)
        ticket, standing = with_events(ticket, (event,), book, after)


def _is_from_there(event: Event, ticket: Ticket) -> bool:
    """Say whether an event came in with the row of another system that its ticket came from."""
    row = ticket.source
    return row is not None and event.src == f"{_IMPORT}:{row.system}:{row.key}"


def _plain(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Return what an error tells as texts, numbers and lists of texts."""
    return {
        name: [str(one) for one in value] if isinstance(value, (list, tuple)) else str(value)
        for name, value in facts.items()
        if value is not None
    }


def _ground(rules: Rulebook, book: TierBook, category: str, now: int) -> Ground:
    return Ground(
        book=book,
        flows=rules.flows,
        category=rules.categories.categories.get(category),
        staffed=bool(rules.staff),
        overrules=bool(rules.staff),  # who may take back what is a matter of roles: G008
        now=now,
    )
