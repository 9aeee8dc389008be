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


class Waiting(msgspec.Struct, frozen=True, kw_only=True):
    """A text that stands as committed and holds for no ticket, as nobody agreed who must.

    Attributes:
        standard: `tiers` or `categories`.
        effective_from: The day that it names, None for at once.
    """

    standard: str
    version: str
    effective_from: datetime | None = None

    def is_due(self, instant: datetime) -> bool:
        """Say whether it would hold at an instant if it were approved."""
        return self.effective_from is None or self.effective_from <= instant


class Rulebook(msgspec.Struct, frozen=True, kw_only=True):
    """All rules that a due, a guard or a classification depends on.

    Attributes:
        books: Versions of the tiers, the oldest in force first; see `in_order`.
        categories: The categories as they are written now.
        category_books: Versions of the categories, the oldest in force first; empty if there is
            but the one.
        calendars: Calendars by id.
        staff: Staff by id, as plain trees, when the caller needs them.
        waiting: Tiers and categories that wait for an approval.
    """

    books: tuple[TierBook, ...] = ()
    calendars: dict[str, Calendar] = {}
    flows: FlowBook = FlowBook()
    categories: CategoryBook = CategoryBook()
    category_books: tuple[CategoryBook, ...] = ()
    staff: dict[str, Any] = {}
    waiting: tuple[Waiting, ...] = ()

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
    """A text that was committed, and when and by which version it was replaced.

    Attributes:
        replaced: Instant and version of every text that was committed after it and holds.
        holds: Those agreed who must; see `domain.approving.holding`.
        since: When they did, where anybody had to.
    """

    book: _Book
    replaced: tuple[tuple[datetime, str], ...] = ()
    holds: bool = True
    since: datetime | None = None

    @property
    def begin(self) -> datetime | None:
        """When it comes into force: on its day, and not before it was agreed on."""
        days = [day for day in (self.book.effective_from, self.since) if day is not None]
        return max(days, default=None)

    @property
    def is_idle(self) -> bool:
        """Whether nobody agreed, or it was taken back, or written anew, before its day came.

        A later version that was only committed early lets it have its days.
        """
        start = self.begin
        return not self.holds or (
            start is not None
            and any(
                when < start and version_key(version) <= version_key(self.book.version)
                for when, version in self.replaced
            )
        )

    @property
    def dated(self) -> _Book:
        """The text with the instant from which it holds as its day."""
        if self.since is None:
            return self.book
        return msgspec.structs.replace(self.book, effective_from=self.begin)


def in_order(books: Iterable[_Book]) -> tuple[_Book, ...]:
    """Sort versions by the instant they come into force; one without a date comes first."""
    return tuple(sorted(books, key=lambda book: book.effective_from or _EVER))


def tier_versions(past: Iterable[Past[TierBook]]) -> tuple[TierBook, ...]:
    """Return the versions of the tiers: what stands now and what only history still holds.

    Args:
        past: Every text, what stands now first, then newest first; of two with the same version
            and terms one that holds is taken, else the newer.

    Returns:
        In the order of `in_order`; of two texts with one date the later committed comes later, so
        that `book_at` finds what stands now. What never came into force is marked as idle, and
        found by its version alone.
    """
    found: dict[tuple[str, str], TierBook] = {}
    for one in past:
        book = msgspec.structs.replace(one.dated, idle=True) if one.is_idle else one.dated
        key = (book.version, book.terms)
        if key not in found or (found[key].idle and not book.idle):
            found[key] = book
    return in_order(reversed(found.values()))


def category_versions(past: Iterable[Past[CategoryBook]]) -> tuple[CategoryBook, ...]:
    """Return the versions of the categories: what stands now and what it followed in force.

    Args:
        past: Every text, what stands now first, then newest first; the first one that holds and
            has no date ends the search.

    Returns:
        In the order of `in_order`; empty if what stands now has no date, and so holds always.
    """
    found: dict[str, CategoryBook] = {}
    for place, one in enumerate(past):
        if one.is_idle or one.book.version in found:
            continue
        if one.begin is None and place == 0:
            return ()
        found[one.book.version] = one.dated
        if one.begin is None:
            break
    return in_order(reversed(found.values()))
