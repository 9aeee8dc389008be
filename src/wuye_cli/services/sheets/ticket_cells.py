"""The sheet of open tickets: its columns, and what each cell of a ticket holds."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from wuye_cli.domain.naming import find_named
from wuye_cli.domain.tickets.kinds import STATUSES
from wuye_cli.domain.tickets.standing import fold
from wuye_cli.domain.timekeeping.spoken import parse_span
from wuye_cli.gateways.sheets.model import Choice, Column, Row, Table
from wuye_cli.services.sheets.cells import amount_text, moment_text, require_today, shown_text
from wuye_cli.services.vocabulary import (
    category_names,
    choice_of,
    person_of,
    staff_names,
    tier_names,
    unit_of,
)
from wuye_cli.store.codecs.tickets import read_ticket
from wuye_cli.store.index_lists import list_tickets

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from wuye_cli.domain.tickets.event import Event
    from wuye_cli.domain.tickets.standing import Standing
    from wuye_cli.domain.tickets.ticket import Ticket
    from wuye_cli.services.desk import Desk

WHAT = "open"

COLUMNS = (
    Column(key="id", locked=True, width=17),
    Column(key="status", kind="choice", closed=True, width=9),
    Column(key="unit", exact=True, width=10),
    Column(key="place", width=12),
    Column(key="title", width=28),
    Column(key="category", kind="choice", closed=True, width=14),
    Column(key="tier", kind="choice", closed=True, width=12),
    Column(key="assignee", kind="choice", width=10),
    Column(key="opened", kind="moment", locked=True, width=16),
    Column(key="next_clock", kind="choice", locked=True, width=8),
    Column(key="next_due", kind="moment", locked=True, width=16),
    Column(key="window", exact=True, width=24),
    Column(key="asked_by", kind="choice", closed=True, fresh=True, width=8),
    Column(key="arrived_at", kind="moment", width=16),
    Column(key="steps", width=8),
    Column(key="price", kind="amount", width=8),
    Column(key="method", width=12),
    Column(key="cause", width=12),
    Column(key="consent", width=10),
    Column(key="paid", kind="amount", width=8),
    Column(key="pay_way", width=8),
    Column(key="receipt", exact=True, width=10),
    Column(key="done_at", kind="moment", width=16),
    Column(key="result", width=20),
    Column(key="note", fresh=True, width=24),
)
"""From left to right; a column whose change gives no one event is locked."""

SETTABLE = ("acknowledged", "accepted", "on_site", "done", "closed")
"""Statuses that one step leads to; the others follow from other cells."""

SIDES: dict[str, tuple[str, ...]] = {
    "owner": ("业主", "Owner"),
    "company": ("我方", "物业", "Company"),
}
"""Who asks for another time, and the words for it."""


def table(desk: Desk) -> Table:
    """Return the open tickets, the earliest due first."""
    rows = tuple(_rows(desk))
    return Table(
        what=WHAT,
        columns=COLUMNS,
        rows=rows,
        choices=_choices(desk),
        base=desk.store.head(),
        at=desk.now().isoformat(),
    )


def _rows(desk: Desk) -> list[Row]:
    now = int(desk.now().timestamp())
    listed, _ = list_tickets(desk.index().db, {}, now, page_size=None, sort="due")
    known = {row["path"]: row for row in listed}
    rows = []
    for path, data in desk.store.read_many(known):
        ticket = read_ticket(data, path=path)
        seen = known[path]
        rows.append(
            row_of(
                desk,
                ticket,
                next_clock=seen["next_clock"] or "",
                next_due=moment_text(_local(desk, seen["next_due"])),
            )
        )
    return rows


def row_of(desk: Desk, ticket: Ticket, *, next_clock: str = "", next_due: str = "") -> Row:
    """Return a ticket as its row holds it."""
    standing = fold(ticket, desk.book_of(ticket))
    facts = {
        "id": ticket.id,
        "status": standing.status,
        "unit": shown_text(ticket.unit),
        "place": shown_text(ticket.place),
        "title": shown_text(ticket.title),
        "category": ticket.category,
        "tier": standing.tier,
        "assignee": shown_text(standing.assignee),
        "opened": moment_text(ticket.received.at.astimezone(desk.zone)),
        "next_clock": next_clock,
        "next_due": next_due,
        **_last_facts(desk, standing),
    }
    return Row(
        key=ticket.id, mark=ticket.uid, cells={key: text for key, text in facts.items() if text}
    )


def _last_facts(desk: Desk, standing: Standing) -> dict[str, str]:
    """Return what the last event of each kind in the running cycle said."""
    if not standing.cycles:
        return {}

    def when(event: Event | None) -> str:
        return moment_text(event.at.astimezone(desk.zone)) if event else ""

    quote, pay, resolve = (standing.last(do) for do in ("quote", "pay", "resolve"))
    asked, consent = standing.last("reschedule"), standing.last("consent")
    steps = standing.last("procedure")
    return {
        "window": window_text(desk, asked) if asked else "",
        "arrived_at": when(standing.last("arrive")),
        "steps": shown_text(" ".join(steps.steps)) if steps else "",
        "price": amount_text(quote.price) if quote else "",
        "method": shown_text(quote.method) if quote else "",
        "cause": shown_text(quote.cause) if quote else "",
        "consent": shown_text(consent.way or consent.person) if consent else "",
        "paid": amount_text(pay.price) if pay else "",
        "pay_way": shown_text(pay.way) if pay else "",
        "receipt": shown_text(pay.receipt) if pay else "",
        "done_at": when(resolve),
        "result": shown_text(resolve.result) if resolve else "",
    }


def window_text(desk: Desk, event: Event) -> str:
    """Return an appointment as it may be typed again: `2026-11-27 14:00-16:00`."""
    if event.window is None:
        return ""
    return span_text(*(edge.astimezone(desk.zone) for edge in event.window))


def span_text(begin: datetime, end: datetime) -> str:
    """Return a span in the form that may be typed again."""
    if begin.date() == end.date():
        return f"{begin:%Y-%m-%d %H:%M}-{end:%H:%M}"
    return f"{begin:%Y-%m-%dT%H:%M}/{end:%Y-%m-%dT%H:%M}"


def _local(desk: Desk, instant: int | None) -> datetime | None:
    return None if instant is None else datetime.fromtimestamp(instant, UTC).astimezone(desk.zone)


def _choices(desk: Desk) -> dict[str, tuple[Choice, ...]]:
    book = desk.rules.book_at(desk.now())
    categories = desk.rules.categories.categories.values()
    staff = staff_names(desk)
    return {
        "status": tuple(Choice(name, "", "", name in SETTABLE) for name in STATUSES),
        "category": tuple(Choice(one.id, one.label, one.label_en) for one in categories),
        "tier": tuple(Choice(one.id, one.label, one.label_en) for one in book.tiers.values()),
        "assignee": tuple(Choice(name, words[0]) for name, words in staff.items()),
        "next_clock": tuple(
            Choice(one.id, one.label, one.label_en) for one in book.clocks.values()
        ),
        "asked_by": tuple(Choice(name, words[0], words[-1]) for name, words in SIDES.items()),
    }


def named(desk: Desk) -> Mapping[str, Callable[[str], str]]:
    """Return what finds the id that a text of a column of choices means."""
    book, rules = desk.rules.book_at(desk.now()), desk.rules
    statuses: dict[str, tuple[str, ...]] = dict.fromkeys(STATUSES, ())
    return {
        "status": lambda text: choice_of(text, statuses, "status"),
        "category": lambda text: find_named(
            text, category_names(rules.categories), code="unknown_category"
        ),
        "tier": lambda text: find_named(text, tier_names(book), code="unknown_tier"),
        "assignee": lambda text: person_of(desk, text),
        "asked_by": lambda text: choice_of(text, SIDES, "by"),
    }


def tidied(desk: Desk, went_out: str) -> Mapping[str, Callable[[str], str]]:
    """Return what brings the text of a column into its usual form."""

    def window(text: str) -> str:
        if not text[:4].isdigit():
            require_today(went_out, desk.now())
        begin, end = parse_span(text, desk.now())
        return span_text(begin, end)

    return {"unit": unit_of, "window": window, "steps": steps_text}


def steps_text(text: str) -> str:
    """Return the steps of a procedure with blanks between them.

    Example:
        >>> steps_text("全部"), steps_text("1，2")
        ('all', '1 2')
    """
    for mark in "，,、":
        text = text.replace(mark, " ")
    return " ".join("all" if part == "全部" else part for part in text.split())
