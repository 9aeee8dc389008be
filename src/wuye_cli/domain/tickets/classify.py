"""Classifying (分类): words to a category, category and circumstances to a tier and its limits."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from wuye_cli.domain.tickets.category import Category, CategoryBook

PRIVATE = "private"
COMMON = "common"
DANGER = "danger"


class Guess(msgspec.Struct, frozen=True, kw_only=True):
    """What the words of a caller point to.

    Attributes:
        category: Id, or empty if no alias occurs.
        alias: The alias that was found, the longest one.
        dangers: Danger words that occur.
    """

    category: str = ""
    alias: str = ""
    dangers: tuple[str, ...] = ()


def guess(words: str, book: CategoryBook) -> Guess:
    """Return the category of the longest alias that occurs in `words`; of equals the first said."""
    folded = words.casefold()
    best = (0, 0)
    found = ("", "")
    for category in book.categories.values():
        for alias in (*category.aliases, category.label):
            at = folded.find(alias.casefold()) if len(alias) >= best[0] and alias else -1
            if at >= 0 and (len(alias), -at) > best:
                best = (len(alias), -at)
                found = (category.id, alias)
    alarming = folded
    for calm in book.calm_words:
        alarming = alarming.replace(calm.casefold(), " ")
    dangers = tuple(word for word in book.danger_words if word.casefold() in alarming)
    return Guess(category=found[0], alias=found[1], dangers=dangers)


def place_of(unit: str) -> str:
    """Return `private` for a home, `common` where no unit is named."""
    return PRIVATE if unit else COMMON


def decide_tier(
    category: Category | None, book: CategoryBook, *, place: str, urgency: str, complexity: str
) -> str:
    """Return the tier: the first rule of the category that matches, its tier, else the default."""
    if category is None:
        return book.default_tier
    for rule in category.rules:
        if (
            rule.place in {"", place}
            and rule.urgency in {"", urgency}
            and rule.complexity in {"", complexity}
        ):
            return rule.tier
    return category.tier or book.default_tier


def limits_of(category: Category | None, complexity: str) -> dict[str, tuple[str, str]]:
    """Return the category's own figures for a complexity: clock to limit and calendar.

    They are written into the event that classifies, so that a due never depends on a later
    `categories.yaml`.
    """
    if category is None:
        return {}
    return {
        clock: (str(target.limit), target.calendar)
        for clock, targets in category.limits.items()
        if (target := targets.get(complexity)) is not None and target.limit is not None
    }
