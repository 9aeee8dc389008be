"""Family K, the clocks: overdue tickets, and what was moved only after a due had passed."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from wuye_cli.domain.tickets import moves
from wuye_cli.domain.tickets.escalation import LEVELS, ladder
from wuye_cli.domain.tickets.judging import FAILURES, verdict_at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wuye_cli.checking.finding import Finding
    from wuye_cli.checking.view import TicketView
    from wuye_cli.domain.tickets.clocks import ClockFacts
    from wuye_cli.domain.tickets.event import Event
    from wuye_cli.domain.tickets.tier import TierBook

_TIERING = frozenset({"regrade", "classify"})


def overdue(view: TicketView) -> Iterator[Finding]:
    """K005 open and late, K006 over and late: it counts as failed, even if done well."""
    late = [
        clock
        for clock in view.clocks.clocks
        if clock.binding and verdict_at(clock, view.store.now) in FAILURES
    ]
    if late:
        yield view.finding(
            "K006" if view.is_over else "K005",
            ("status",),
            clocks=[clock.clock for clock in late],
            due=_instant(late[0], view),
        )


def _instant(clock: ClockFacts, view: TicketView) -> str:
    """Return the due of a clock, in the offset of the receipt."""
    return "" if clock.due is None else _as_text(clock.due, view)


def _as_text(instant: int, view: TicketView) -> str:
    zone = view.ticket.events[0].at.tzinfo
    return datetime.fromtimestamp(instant, UTC).astimezone(zone).isoformat()


def downgraded_after_breach(view: TicketView) -> Iterator[Finding]:
    """K016: a lower tier, after a due under the higher one had passed."""
    book = view.book
    if book is None:
        return
    for cycle in view.standing.cycles:
        tier = cycle.tier
        for event in cycle.events:
            new = _new_tier(event)
            if not new:
                continue
            if _is_lowered(book, tier, new):
                yield from _after_breach(view, event, "K016", new)
            tier = new


def _new_tier(event: Event) -> str:
    if event.do not in _TIERING:
        return ""
    return event.to if event.do == "regrade" else event.tier


def _is_lowered(book: TierBook, old: str, new: str) -> bool:
    return old != new and moves.direction(book, old, new) == moves.LOWERED


def _after_breach(view: TicketView, event: Event, code: str, value: str) -> Iterator[Finding]:
    broken = view.broken_before(event)
    if broken:
        yield view.finding(
            code,
            view.at(event),
            value=value,
            clocks=[clock.clock for clock in broken],
            due=_instant(broken[0], view),
        )


def category_changed_late(view: TicketView) -> Iterator[Finding]:
    """K017: another category, after a due had passed."""
    category = view.ticket.events[0].category if view.ticket.events else ""
    for event in view.standing.events[1:]:
        new = event.category if event.do == "classify" else event.changes.get("category", "")
        if not new:
            continue
        if category and new != category:
            yield from _after_breach(view, event, "K017", new)
        category = new


def paused_after_breach(view: TicketView) -> Iterator[Finding]:
    """K018: a pause begun after the due of a clock that it would have stopped."""
    book = view.book
    for event in view.standing.events:
        reason = book.pause_reasons.get(event.reason) if book else None
        if event.do != "pause" or reason is None:
            continue
        stops = {*reason.stops, *(reason.stops_if_agreed if event.agreed else ())}
        broken = [clock.clock for clock in view.broken_before(event) if clock.clock in stops]
        if broken:
            yield view.finding("K018", view.at(event), value=event.reason, clocks=broken)


def escalation_missed(view: TicketView) -> Iterator[Finding]:
    """K028: a step of the ladder is due, and nobody noted that its level, or a higher one, knows.

    The one who holds the ticket needs no telling; the ladder is that of the clocks that still run.
    """
    if view.is_over or view.imported or view.setting is None:
        return
    cycle = view.standing.cycles[-1] if view.standing.cycles else None
    told = [_rank(event.to) for event in (cycle.events if cycle else ()) if event.do == "escalate"]
    reached = [
        step
        for step in ladder(view.clocks, view.setting)
        if step.at <= view.store.now and _rank(step.level) > max(told, default=0)
    ]
    if reached:
        worst = max(reached, key=lambda step: _rank(step.level))
        yield view.finding(
            "K028",
            ("status",),
            level=worst.level,
            clock=worst.clock,
            at=_as_text(worst.at, view),
        )


def _rank(level: str) -> int:
    """Return how high a level stands; who holds the ticket, or is on call, is no level to tell."""
    return LEVELS.index(level) if level in LEVELS else 0
