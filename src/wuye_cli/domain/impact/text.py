"""A text of the standards, as far as a verdict depends on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from wuye_cli.domain.tickets.category import CategoryBook
from wuye_cli.domain.tickets.flow import FlowBook
from wuye_cli.domain.tickets.rulebook import Rulebook
from wuye_cli.domain.tickets.tier import TierBook
from wuye_cli.domain.timekeeping.calendar import Calendar

if TYPE_CHECKING:
    from collections.abc import Iterable


class Text(msgspec.Struct, frozen=True, kw_only=True):
    """One text: its tiers with the calendars, categories and flows that stand beside them."""

    book: TierBook
    calendars: dict[str, Calendar] = {}
    categories: CategoryBook = CategoryBook()
    flows: FlowBook = FlowBook()

    @property
    def rules(self) -> Rulebook:
        """The rules of this text alone, as if there had never been another."""
        return Rulebook(
            books=(self.book,),
            calendars=self.calendars,
            categories=self.categories,
            flows=self.flows,
        )


def text_of(rules: Rulebook, book: TierBook | None = None) -> Text:
    """Return the text of a rulebook, with its last version of the tiers or with `book`.

    Raises:
        IndexError: If the rulebook has no tiers and none are given.
    """
    return Text(
        book=book or rules.books[-1],
        calendars=rules.calendars,
        categories=rules.categories,
        flows=rules.flows,
    )


def book_called(books: Iterable[TierBook], name: str) -> TierBook | None:
    """Return the version of that number, or the one whose fingerprint begins so; else None.

    Of several texts of one number the last one counts. A fingerprint needs eight digits.
    """
    found = None
    for book in books:
        starts = len(name) >= _LEAST_DIGITS and book.terms.startswith(name)
        if book.version == name or starts:
            found = book
    return found


_LEAST_DIGITS = 8
