"""Family K, the course of a ticket: order of events, their times, its standing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wuye_cli.checking.finding import WARNING
from wuye_cli.checking.shape import likely
from wuye_cli.domain.tickets.kinds import KINDS
from wuye_cli.domain.tickets.workflow import CLOCK_SKEW_S

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wuye_cli.checking.finding import Finding
    from wuye_cli.checking.view import TicketView

LATE_S = 24 * 3600
"""An event typed later than this after the fact wants a reason."""
TOO_FAST_S = 60
"""Done so soon after the dispatch, nobody can have gone there."""


def illegal_transition(view: TicketView) -> Iterator[Finding]:
    """K001: the status line is not what the events make, or an event stands where it may not."""
    ticket, standing = view.ticket, view.standing
    if not ticket.events:
        return
    if ticket.status != standing.status:
        yield view.finding(
            "K001", ("status",), got_status=ticket.status, wanted_status=standing.status
        )
    disordered = [event for pair in view.disordered for event in pair]
    if view.imported and disordered:
        return
    for event in standing.irregular:
        if event not in disordered and event.id not in ticket.overtaken:
            yield view.finding("K001", view.at(event), event=event.do)


def time_not_monotone(view: TicketView) -> Iterator[Finding]:
    """K002: an event lies before one that it presupposes; once, and a warning, if imported."""
    for event, other in view.disordered:
        if {event.id, other.id} & set(view.ticket.overtaken):
            continue
        yield view.finding(
            "K002",
            view.at(event, "at"),
            WARNING if view.imported else "",
            event=event.do,
            at=event.at.isoformat(),
            other_event=other.do,
            other_at=other.at.isoformat(),
        )
        if view.imported:
            return


def future_time(view: TicketView) -> Iterator[Finding]:
    """K003: an event later than its typing, or than now and the last commit, by over 5 minutes."""
    if view.imported:
        return
    latest = max(view.store.now, view.store.latest)
    for event, instant in zip(view.ticket.events, view.instants, strict=True):
        typed = latest
        if event.recorded_at is not None:
            typed = min(typed, int(event.recorded_at.timestamp()))
        if typed and instant > typed + CLOCK_SKEW_S:
            yield view.finding(
                "K003", view.at(event, "at"), event=event.do, at=event.at.isoformat()
            )


def late_entry(view: TicketView) -> Iterator[Finding]:
    """K004: typed more than a day after the fact, and nothing says why."""
    if view.imported:
        return
    for event in view.ticket.events:
        if event.recorded_at is None or event.reason or event.text or event.src:
            continue
        hours, late = divmod(int(event.recorded_at.timestamp()) - event.instant, 3600)
        if hours * 3600 + late > LATE_S:
            where = view.at(event, "recorded_at")
            yield view.finding("K004", where, event=event.do, hours=hours)


def closed_too_fast(view: TicketView) -> Iterator[Finding]:
    """K022: done within a minute of the dispatch."""
    if view.imported:
        return
    for cycle in view.standing.cycles:
        sent = next((event for event in cycle.events if event.do == "dispatch"), None)
        done = next((event for event in cycle.events if event.do == "resolve"), None)
        if sent and done and 0 <= done.instant - sent.instant < TOO_FAST_S:
            yield view.finding("K022", view.at(done), seconds=done.instant - sent.instant)


def standard_not_in_force(view: TicketView) -> Iterator[Finding]:
    """K027: pinned to a version of the tiers that was not in force at receipt."""
    pinned, ticket = view.ticket.standard, view.ticket
    rules = view.store.rules
    if pinned is None or not ticket.events or rules.book(pinned.version) is None:
        return
    due = rules.book_at(ticket.events[0].at)
    if due.version != pinned.version:
        yield view.finding(
            "K027", ("standard", "version"), value=pinned.version, expected=due.version
        )


def move_without_reason(view: TicketView) -> Iterator[Finding]:
    """K029: the company moved an appointment and gave no reason."""
    for event in view.ticket.events:
        if event.do == "reschedule" and event.asked_by == "company" and not event.reason:
            yield view.finding("K029", view.at(event))


def unknown_event_kind(view: TicketView) -> Iterator[Finding]:
    """K030: an event that neither the program, nor a clock, nor a flow knows."""
    unusual = [event for event in view.ticket.events if event.do not in KINDS]
    if not unusual:
        return
    book = view.book
    known = set(view.store.rules.flows.steps)
    for clock in book.clocks.values() if book else ():
        known.update(clock.start, clock.stop)
    for event in unusual:
        if event.do not in known:
            like = likely(event.do, known.union(KINDS))
            yield view.finding("K030", view.at(event, "do"), value=event.do, suggestion=like)
