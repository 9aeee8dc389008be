"""Retelling a ticket as if another text of the standards had been in force at its receipt.

What happened stays; what the desk wrote down because a table said so is written anew by the table
of the text: the tier that a category gives, and its figures (ADR 0008). A tier that no table ever
gave for these facts is a person's decision, and stands; so does all that an import brought.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import msgspec

from wuye_cli.domain.tickets.classify import decide_tier, limits_of, place_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from wuye_cli.domain.impact.shape import Shape
    from wuye_cli.domain.tickets.category import CategoryBook
    from wuye_cli.domain.tickets.event import Event
    from wuye_cli.domain.tickets.ticket import Ticket

Figures = dict[str, tuple[str, str]]

WITHOUT: dict[str, frozenset[str]] = {
    "agreed": frozenset({"agree"}),
    "appointments": frozenset({"reschedule"}),
    "pauses": frozenset({"pause", "resume"}),
}
"""What may be set aside, and the events that are left out for it."""


class Said(NamedTuple):
    """The facts by which a category's table decides."""

    category: str
    home: bool
    urgency: str
    complexity: str


class Retelling:
    """Retells tickets under one text.

    Args:
        categories: The categories of the text.
        past: Returns every table of categories that ever stood: by these the desk decided.
        leave_out: Kinds of events that are set aside.
    """

    def __init__(
        self,
        categories: CategoryBook,
        past: Callable[[], Sequence[CategoryBook]],
        leave_out: Collection[str] = (),
    ) -> None:
        self._categories = categories
        self._past = past
        self._leave_out = leave_out
        self._answers: dict[tuple[Said, str], str] = {}

    def tier(self, said: Said, noted: str) -> str:
        """Return the tier that the text gives where `noted` was given by a table, else `noted`."""
        key = (said, noted)
        found = self._answers.get(key)
        if found is None:
            found = self._answers[key] = self._tier(said, noted)
        return found

    def _tier(self, said: Said, noted: str) -> str:
        now = tier_by(self._categories, said)
        if now == noted or not said.category or not _knows((self._categories, *self._past()), said):
            return noted
        return now if any(tier_by(book, said) == noted for book in self._past()) else noted

    def limits(self, said: Said, noted: Figures) -> Figures:
        """Return the category's figures by the text where `noted` are those of a table."""
        now = limits_by(self._categories, said)
        if now == noted or not said.category:
            return noted
        return now if any(limits_by(book, said) == noted for book in self._past()) else noted

    def receipt(self, shape: Shape) -> tuple[str, Figures]:
        """Return the tier and the figures that the receipt of a shape gets."""
        if shape.imported:
            return shape.tier, shape.limits
        said = Said(shape.category, shape.home, shape.urgency, shape.complexity)
        return self.tier(said, shape.tier), self.limits(said, shape.limits)

    def ticket(self, ticket: Ticket) -> Ticket:
        """Return the ticket with its events as this text would have had them written."""
        events = list(without(ticket, self._leave_out).events)
        if ticket.source is None:
            events = self._told(ticket, events)
        return msgspec.structs.replace(ticket, events=tuple(events), standard=None)

    def _told(self, ticket: Ticket, events: list[Event]) -> list[Event]:
        home = place_of(ticket.unit) == place_of("-")
        first, *later = events
        category = first_category(ticket)
        said = Said(category, home, first.urgency, first.complexity)
        noted = first.tier
        given = self.tier(said, noted)
        told = [msgspec.structs.replace(first, tier=given, limits=self.limits(said, first.limits))]
        for event in later:
            if event.do == "regrade":
                noted = given = event.to or given
            elif event.do == "classify":
                said = _said_again(said, event)
                noted = event.tier or noted
                tier = self.tier(said, noted)
                changed = tier if event.tier or tier != given else ""
                limits = self.limits(said, event.limits)
                given = changed or given
                event = msgspec.structs.replace(event, tier=changed, limits=limits)  # noqa: PLW2901 - retold
            told.append(event)
        return told


def without(ticket: Ticket, kinds: Collection[str]) -> Ticket:
    """Return a ticket without its events of some kinds."""
    events = tuple(event for event in ticket.events if event.do not in kinds)
    return msgspec.structs.replace(ticket, events=events)


def first_category(ticket: Ticket) -> str:
    """Return the category that a ticket was received under, before anybody changed it."""
    noted = [event.was["category"] for event in ticket.events if "category" in event.was]
    return ticket.received.category or (noted[0] if noted else ticket.category)


def _said_again(said: Said, event: Event) -> Said:
    """Return the facts after a classification; what it does not say is taken as usual."""
    return Said(event.category or said.category, said.home, event.urgency, event.complexity)


def tier_by(book: CategoryBook, said: Said) -> str:
    """Return the tier that a table of categories gives."""
    return decide_tier(
        book.categories.get(said.category),
        book,
        place=place_of("-" if said.home else ""),
        urgency=said.urgency or book.default_urgency,
        complexity=said.complexity or book.default_complexity,
    )


def limits_by(book: CategoryBook, said: Said) -> Figures:
    """Return the figures that a table of categories gives."""
    category = book.categories.get(said.category)
    return limits_of(category, said.complexity or book.default_complexity)


def _knows(books: Sequence[CategoryBook], said: Said) -> bool:
    return any(said.category in book.categories for book in books)
