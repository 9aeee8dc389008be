"""What a ticket stands in: its version of the tiers, its calendars, what its flow asks of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wuye_cli.domain.errors import NotFoundError
from wuye_cli.domain.tickets.clock_facts import Setting
from wuye_cli.domain.tickets.conditions import CONDITIONS
from wuye_cli.domain.tickets.rulebook import CHANNEL
from wuye_cli.domain.timekeeping.calendar import Calendar

if TYPE_CHECKING:
    from collections.abc import Callable

    from wuye_cli.domain.tickets.rulebook import Rulebook
    from wuye_cli.domain.tickets.standing import Standing
    from wuye_cli.domain.tickets.ticket import Ticket
    from wuye_cli.domain.tickets.tier import TierBook

_NONE: frozenset[str] = frozenset()


def book_for(rules: Rulebook, ticket: Ticket) -> TierBook:
    """Return the version of the tiers that a ticket is held to: its pinned one, or that of its day.

    Of several texts of one version the one with the pinned fingerprint counts.

    Raises:
        NotFoundError: `no_standard`, if the store has no tiers at all.
    """
    pinned = ticket.standard
    if pinned is not None:
        named = [book for book in rules.books if book.version == pinned.version]
        exact = [book for book in named if pinned.terms in {"", book.terms}]
        if exact or named:
            return (exact or named)[-1]
    return rules.book_at(ticket.received.at)


class Surroundings:
    """Settings of tickets under one rulebook; remembers calendars, which repeat all the time."""

    def __init__(self, rules: Rulebook) -> None:
        self._rules = rules
        self._calendars: dict[tuple[str, str, str], Callable[[str], Calendar]] = {}

    def setting(self, ticket: Ticket, standing: Standing, book: TierBook) -> Setting:
        """Return what the clocks of `ticket` depend on, under `book`."""
        key = (book.version, book.terms, ticket.channel)
        calendar = self._calendars.get(key)
        if calendar is None:
            calendar = self._calendars[key] = _resolver(self._rules, ticket.channel, book)
        return Setting(
            book=book,
            calendar=calendar,
            category=ticket.category,
            imported=ticket.source is not None,
            reporter=ticket.reporter is not None and bool(ticket.reporter.person),
            versions=self._rules.book,
            unasked=self._unasked(ticket, standing, book),
        )

    def _unasked(self, ticket: Ticket, standing: Standing, book: TierBook) -> frozenset[str]:
        """Return the steps that the flow asks for only under a condition that does not hold."""
        tier = book.tiers.get(standing.tier)
        flow = self._rules.flows.flow_for(
            kind=ticket.kind, tier=standing.tier, service=tier.service if tier else ""
        )
        if flow is None or not flow.required_if or not standing.cycles:
            return _NONE
        category = self._rules.categories.categories.get(ticket.category)
        events = standing.cycles[-1].events
        return frozenset(
            name
            for name, condition in flow.required_if.items()
            if flow.steps.get(name) != "required"
            and condition in CONDITIONS
            and not CONDITIONS[condition](ticket, events, category)
        )


def _resolver(rules: Rulebook, channel: str, book: TierBook) -> Callable[[str], Calendar]:
    """Return the calendars by name; a channel without published hours counts round the clock."""
    known = dict(rules.calendars)

    def resolve(name: str) -> Calendar:
        found = known.get(name)
        if found is None:
            found = known[name] = _channel_hours(rules, name, channel, book)
        return found

    return resolve


def _channel_hours(rules: Rulebook, name: str, channel: str, book: TierBook) -> Calendar:
    try:
        return rules.calendar(name, channel, book)
    except NotFoundError:
        if name != CHANNEL:
            raise
        always = rules.calendars.get("always")
        return always or Calendar(id="always", zone=book.timezone, always=True)
