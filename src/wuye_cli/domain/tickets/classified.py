"""Which category, tier and figures a caller's words give, and which row of which table decided."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from wuye_cli.domain.tickets import classify
from wuye_cli.domain.tickets.call import normal_unit, read_call

if TYPE_CHECKING:
    from wuye_cli.domain.tickets.category import Category, CategoryBook

BY_ROW = "row"
BY_CATEGORY = "category"
BY_DEFAULT = "default"
_NONE_FITS = "\0"
"""Stands for the tier of a category in which no row fits; no tier can be called so."""


class Circumstances(msgspec.Struct, frozen=True, kw_only=True):
    """What was said beside the words; empty for what the words themselves give."""

    unit: str = ""
    place: str = ""
    urgency: str = ""
    complexity: str = ""
    category: str = ""


class Classified(msgspec.Struct, frozen=True, kw_only=True):
    """What the words give.

    Attributes:
        title: The words without the place.
        where: `private` in a home, `common` elsewhere.
        alias: The word that pointed to the category.
        rivals: Other categories that have a word in it, with that word; it was not longer.
        dangers: Danger words, which make the urgency `danger`.
        by: `row` of the decision table, `category` for its own tier, or `default`.
        row: Number of the row, from 1; 0 if none decided.
        rows: How many rows the table has.
        limits: Clock to limit and calendar, the category's own figures.
    """

    words: str
    title: str
    unit: str
    place: str
    where: str
    category: str
    alias: str
    rivals: dict[str, str]
    dangers: tuple[str, ...]
    urgency: str
    complexity: str
    kind: str
    tier: str
    by: str
    row: int
    rows: int
    limits: dict[str, tuple[str, str]]


def classify_words(words: str, book: CategoryBook, said: Circumstances) -> Classified:
    """Take a call apart and classify it as receiving would.

    Args:
        words: As typed: a place may stand in front.
        book: Categories, danger words and defaults.
        said: What was said beside the words.
    """
    call = read_call(words)
    unit = normal_unit(said.unit) or said.unit or ("" if said.place else call.unit)
    place = said.place or ("" if unit else call.place)
    guessed = classify.guess(words, book)
    name = said.category or guessed.category
    category = book.categories.get(name)
    urgency = said.urgency or (classify.DANGER if guessed.dangers else book.default_urgency)
    complexity = said.complexity or book.default_complexity
    where = classify.place_of(unit)
    tier = classify.decide_tier(category, book, place=where, urgency=urgency, complexity=complexity)
    row = _row(category, book, where, urgency, complexity) if category else 0
    own = bool(category and category.tier)
    return Classified(
        words=words,
        title=call.title,
        unit=unit,
        place=place,
        where=where,
        category=name,
        alias="" if said.category else guessed.alias,
        rivals=_rivals(words, book, name),
        dangers=guessed.dangers,
        urgency=urgency,
        complexity=complexity,
        kind=(category.kind if category else "") or book.default_kind,
        tier=tier,
        by=BY_ROW if row else BY_CATEGORY if own else BY_DEFAULT,
        row=row,
        rows=len(category.rules) if category else 0,
        limits=classify.limits_of(category, complexity),
    )


def _row(category: Category, book: CategoryBook, place: str, urgency: str, complexity: str) -> int:
    """Return the number of the row that decides, asking the engine row by row; 0 if none does."""
    for number, rule in enumerate(category.rules, 1):
        alone = msgspec.structs.replace(category, rules=(rule,), tier=_NONE_FITS)
        tier = classify.decide_tier(
            alone, book, place=place, urgency=urgency, complexity=complexity
        )
        if tier != _NONE_FITS:
            return number
    return 0


def _rivals(words: str, book: CategoryBook, chosen: str) -> dict[str, str]:
    """Return the other categories of which a word occurs, each with its longest one."""
    found: dict[str, str] = {}
    for name, category in book.categories.items():
        if name != chosen:
            alone = msgspec.structs.replace(book, categories={name: category})
            alias = classify.guess(words, alone).alias
            if alias:
                found[name] = alias
    return found
