"""The rules of one estate (规则册): tiers by version, calendars, flows and categories together."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

import msgspec

from wuye_cli.domain.errors import NotFoundError
from wuye_cli.domain.naming import version_key
from wuye_cli.domain.tickets.category import CategoryBook
from wuye_cli.domain.tickets.flow import FlowBook
from wuye_cli.domain.tickets.tier import TierBook
from wuye_cli.domain.timekeeping.calendar import Calendar

if TYPE_CHECKING:
    from collections.abc import Iterable

_Book = TypeVar("_Book", TierBook, CategoryBook)

_EVER = datetime.min.replace(tzinfo=UTC)
CHANNEL = "channel"
"""Name of the calendar that stands for the hours of the ticket's channel."""


class Rulebook(msgspec.Struct, frozen=True, kw_only=True):
    """All rules that a due, a guard or a classification depends on.

    Attributes:
        books: Versions of the tiers, the oldest in force first; see `in_order`.
        categories: The categories as they are written now.
        category_books: Versions of the categories, the oldest in force first; empty if there is
            but the one.
        calendars: Calendars by id.
        staff: Staff by id, as plain trees, when the caller needs them.
    """

    books: tuple[TierBook, ...] = ()
    calendars: dict[str, Calendar] = {}
    flows: FlowBook = FlowBook()
    categories: CategoryBook = CategoryBook()
    category_books: tuple[CategoryBook, ...] = ()
    staff: dict[str, Any] = {}

    def book_at(self, instant: datetime) -> TierBook:
        """Return the version in force at an instant; before the first one, the first one.

        Raises:
            NotFoundError: `no_standard` if there is no version at all.
        """
        if not self.books:
            raise NotFoundError("no_standard")
        lively = [book for book in self.books if not book.idle] or list(self.books)
        found = lively[0]
        for book in lively:
            if book.effective_from is None or book.effective_from <= instant:
                found = book
        return found

    def categories_at(self, instant: datetime) -> CategoryBook:
        """Return the categories that hold for a ticket received at an instant."""
        found = self.category_books[0] if self.category_books else self.categories
        for book in self.category_books:
            if book.effective_from is None or book.effective_from <= instant:
                found = book
        return found

    def as_of(self, instant: datetime) -> Rulebook:
        """Return the rules with the categories that hold at an instant as its categories."""
        if not self.category_books:
            return self
        return msgspec.structs.replace(self, categories=self.categories_at(instant))

    def book(self, version: str | int) -> TierBook | None:
        """Return a version by its number or name, its last text, or None."""
        wanted = str(version)
        named = [book for book in reversed(self.books) if book.version == wanted]
        return next((book for book in named if not book.idle), next(iter(named), None))

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


class Past(NamedTuple, Generic[_Book]):
    """A text that history holds, and when and by which version it was replaced.

    Attributes:
        replaced: Instant and version of every text that was committed after it.
    """

    book: _Book
    replaced: tuple[tuple[datetime, str], ...] = ()

    @property
    def is_idle(self) -> bool:
        """Whether it was taken back, or written anew, before its day came.

        A later version that was only committed early lets it have its days.
        """
        start = self.book.effective_from
        return start is not None and any(
            when < start and version_key(version) <= version_key(self.book.version)
            for when, version in self.replaced
        )


def in_order(books: Iterable[_Book]) -> tuple[_Book, ...]:
    """Sort versions by the instant they come into force; one without a date comes first."""
    return tuple(sorted(books, key=lambda book: book.effective_from or _EVER))


def with_older(books: tuple[TierBook, ...], past: Iterable[Past[TierBook]]) -> tuple[TierBook, ...]:
    """Return the versions with those that only history still holds.

    Args:
        books: What stands now.
        past: Every earlier text, newest first; one that equals a version in force is left out.

    Returns:
        In the order of `in_order`; of two texts with one date the later committed comes later, so
        that `book_at` finds what stands now. What never came into force is marked as idle, and
        found by its version alone.
    """
    known = {(book.version, book.terms) for book in books}
    older: list[TierBook] = []
    for one in past:
        book = msgspec.structs.replace(one.book, idle=True) if one.is_idle else one.book
        if (book.version, book.terms) not in known:
            known.add((book.version, book.terms))
            older.append(book)
    return in_order([*reversed(older), *books])


def category_versions(
    now: CategoryBook, past: Iterable[Past[CategoryBook]]
) -> tuple[CategoryBook, ...]:
    """Return the versions of the categories: what stands now and what it followed in force.

    Args:
        now: What stands now.
        past: Every earlier text, newest first; the one without a date ends the search.

    Returns:
        In the order of `in_order`; empty if what stands now has no date, and so holds always.
    """
    if now.effective_from is None:
        return ()
    found = [now]
    known = {now.version}
    for one in past:
        if one.book.version in known or one.is_idle:
            continue
        known.add(one.book.version)
        found.append(one.book)
        if one.book.effective_from is None:
            break
    return in_order(reversed(found))
