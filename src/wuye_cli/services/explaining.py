"""Explaining a ticket's dues: the committed ticket, its pinned standard, every clock's story."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from wuye_cli.domain.errors import CallError
from wuye_cli.domain.impact.retelling import WITHOUT, Retelling, without
from wuye_cli.domain.naming import find_named
from wuye_cli.domain.tickets.clock_story import tell
from wuye_cli.domain.tickets.clocks import clock_facts
from wuye_cli.domain.tickets.escalation import at_once, ladder
from wuye_cli.domain.tickets.explanation import moment
from wuye_cli.domain.tickets.judging import ticket_verdict
from wuye_cli.domain.tickets.standing import fold, fold_events
from wuye_cli.domain.tickets.stories import StepLine, TicketStory
from wuye_cli.domain.tickets.surroundings import Surroundings
from wuye_cli.domain.timekeeping.spoken import parse_moment
from wuye_cli.services.texts_named import text_named
from wuye_cli.services.vocabulary import clock_names
from wuye_cli.store.house import past_categories
from wuye_cli.store.yaml_text import read_plain

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from wuye_cli.domain.tickets.category import CategoryBook
    from wuye_cli.domain.tickets.clock_facts import Facts, Setting
    from wuye_cli.domain.tickets.event import Event
    from wuye_cli.domain.tickets.rulebook import Rulebook
    from wuye_cli.domain.tickets.standing import Standing
    from wuye_cli.domain.tickets.ticket import Ticket
    from wuye_cli.services.desk import Desk


def explain_ticket(
    desk: Desk,
    tail: str,
    *,
    clock: str = "",
    as_of: str = "",
    under: str = "",
    set_aside: Collection[str] = (),
) -> TicketStory:
    """Explain every due of a ticket, or those of one clock.

    Args:
        desk: The desk.
        tail: Id of the ticket, or its end.
        clock: Id or label of the one clock that is asked for.
        as_of: An instant as people type it; later events are left out. Empty for now.
        under: Another text, as `texts_named.text_named` takes it: as if it had been in force at
            the receipt. Empty for the version that the ticket is pinned to.
        set_aside: Names of `retelling.WITHOUT`: what is told as if it had not happened.

    Raises:
        NotFoundError: If there is no such ticket.
        CallError: `unknown_clock`, `bad_time`, or `as_of_before_receipt`.
    """
    ticket = desk.ticket(tail)
    rules, book = desk.rules_at(ticket.received.at), desk.book_of(ticket)
    pinned = book.version
    leave_out = frozenset().union(*(WITHOUT[name] for name in set_aside))
    if under:
        rules = text_named(desk, under).rules
        book = rules.books[-1]
        ticket = Retelling(rules.categories, lambda: _tables(desk), leave_out).ticket(ticket)
    elif leave_out:
        ticket = without(ticket, leave_out)
    now = desk.now()
    at = parse_moment(as_of, now) if as_of else now
    known = tuple(event for event in ticket.events if not as_of or event.at <= at)
    standing = fold_events(known, book)
    if not standing.cycles:
        raise CallError("as_of_before_receipt", id=ticket.id, value=as_of)
    wanted = find_named(clock, clock_names(book), code="unknown_clock") if clock else ""
    setting = Surroundings(rules).setting(ticket, fold(ticket, book), book)
    if under:  # a rebind leads to a version; the question is about this one
        setting = msgspec.structs.replace(setting, versions=None)
    facts = clock_facts(standing, setting)
    instant = int(at.timestamp())
    stories = tuple(
        tell(one, standing, setting, instant, category_basis=_category_basis(rules, ticket, known))
        for one in facts.clocks
        if wanted in {"", one.clock}
    )
    return TicketStory(
        ticket=ticket,
        book=book,
        standing=standing,
        as_of=at,
        verdict=ticket_verdict(facts, instant),
        stories=stories,
        escalation=_escalation(facts, standing, setting, at=at, wanted=wanted),
        under=under,
        pinned=pinned,
        waiting=()
        if under
        else tuple(one for one in rules.waiting if one.is_due(ticket.received.at)),
    )


def _escalation(
    facts: Facts, standing: Standing, setting: Setting, *, at: datetime, wanted: str
) -> tuple[StepLine, ...]:
    """Return the ladder of the clocks that still run, or of the one that is wanted."""
    steps = [step for step in ladder(facts, setting) if wanted in {"", step.clock}]
    first = at_once(standing)
    if first is not None and not wanted:
        steps = sorted([first, *steps], key=lambda step: step.at)
    zone = setting.book.timezone
    return tuple(
        StepLine(
            clock=step.clock,
            cycle=step.cycle,
            level=step.level,
            share=step.share,
            round=step.round,
            at=moment(step.at, zone),
            reached=step.at <= at.timestamp(),
        )
        for step in steps
    )


def _category_basis(rules: Rulebook, ticket: Ticket, known: tuple[Event, ...]) -> str:
    """Return the source of the figures of the category that the ticket had then."""
    named = [event.category for event in known if event.category]
    category = rules.categories.categories.get(named[-1] if named else ticket.category)
    return category.basis if category else ""


def story_value(story: TicketStory) -> dict[str, Any]:
    """Return the whole explanation as JSON shows it."""
    ticket = story.ticket
    return {
        "id": ticket.id,
        "title": ticket.title,
        "unit": ticket.unit,
        "place": ticket.place,
        "status": story.standing.status,
        "tier": story.standing.tier,
        "category": ticket.category,
        "channel": ticket.channel,
        "standard": story.book.version,
        "terms": story.book.terms,
        "under": story.under,
        "pinned": story.pinned,
        "waiting": list(story.waiting),
        "timezone": story.book.timezone,
        "as_of": story.as_of,
        "verdict": story.verdict,
        "cycle": len(story.standing.cycles),
        "clocks": list(story.stories),
        "escalation": list(story.escalation),
    }


def _tables(desk: Desk) -> tuple[CategoryBook, ...]:
    """Return every table of categories that the store ever held: by these the desk gave tiers."""
    return tuple(past_categories(desk.store, read_plain))
