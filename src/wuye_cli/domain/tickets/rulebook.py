"""The rules of one estate (规则册): tiers by version, calendars, flows and categories together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from wuye_cli.domain.errors import NotFoundError
from wuye_cli.domain.tickets.category import CategoryBook
from wuye_cli.domain.tickets.flow import FlowBook
from wuye_cli.domain.tickets.tier import TierBook
from wuye_cli.domain.timekeeping.calendar import Calendar

if TYPE_CHECKING:
    from datetime import datetime

if TYPE_CHECKING:
    from collections.abc import Iterable

CHANNEL = "channel"
"""Name of the calendar that stands for the hours of the ticket's channel."""


class Rulebook(msgspec.Struct, frozen=True, kw_only=True):
    """All rules that a due, a guard or a classification depends on.

    Attributes:
        books: Versions of the tiers, the oldest in force first; see `in_order`.
        calendars: Calendars by id.
        staff: Staff by id, as plain trees, when the caller needs them.
    """

    books: tuple[TierBook, ...] = ()
    calendars: dict[str, Calendar] = {}
    flows: FlowBook = FlowBook()
    categories: CategoryBook = CategoryBook()
    staff: dict[str, Any] = {}

    def book_at(self, instant: datetime) -> TierBook:
        """Return the version in force at an instant; before the first one, the first one.

        Raises:
            NotFoundError: `no_standard` if there is no version at all.
        """
        if not self.books:
            raise NotFoundError("no_standard")
        found = self.books[0]
        for book in self.books:
            if book.effective_from is None or book.effective_from <= instant:
                found = book
        return found

    def book(self, version: str | int) -> TierBook | None:
        """Return a version by its number or name, its last text, or None."""
        wanted = str(version)
        return next((book for book in reversed(self.books) if book.version == wanted), None)

    def calendar(self, name: str, channel: str, book: TierBook) -> Calendar:
        """Return a calendar by name; `channel` means the hours of the ticket's channel.

        Raises:
            NotFoundError: `unknown_calendar` if there is none of that name, or if the book
                names no hours for the channel.
        """
        wanted = book.channel_calendars.get(channel, "") if name == CHANNEL else name
        found = self.calendars.get(wanted)
        if found is None:
            raise NotFoundError("unknown_calendar", calendar=name, channel=channel)
        return found


def in_order(books: list[TierBook]) -> tuple[TierBook, ...]:
    """Sort versions by the instant they come into force; one without a date comes first."""
    undated = [book for book in books if book.effective_from is None]
    dated = [(book.effective_from, book) for book in books if book.effective_from is not None]
    return (*undated, *(book for _, book in sorted(dated, key=lambda pair: pair[0])))


def with_older(books: tuple[TierBook, ...], past: Iterable[TierBook]) -> tuple[TierBook, ...]:
    """Return the versions with those that only history still holds.

    Args:
        books: What stands now.
        past: Every earlier text, newest first; one that equals a version in force is left out.

    Returns:
        In the order of `in_order`; of two texts with one date the later committed comes later, so
        that `book_at` finds what stands now.
    """
    known = {(book.version, book.terms) for book in books}
    older: list[TierBook] = []
    for book in past:
        if (book.version, book.terms) not in known:
            known.add((book.version, book.terms))
            older.append(book)
    return in_order([*reversed(older), *books])
