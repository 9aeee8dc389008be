"""All formats by the family of their schema."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wuye_cli.domain.comparing.formats import calendars, categories, tiers
from wuye_cli.domain.comparing.grammar import Record
from wuye_cli.domain.comparing.heads import HEAD

if TYPE_CHECKING:
    from wuye_cli.domain.comparing.grammar import Rule

_UNKNOWN = Record(HEAD)
"""A format that no table knows: whatever changes in it needs a person."""

_RULES: dict[str, Rule] = {
    "tiers": tiers.TIERS,
    "categories": categories.CATEGORIES,
    "calendar": calendars.CALENDAR,
    "holidays": calendars.HOLIDAYS,
}

PARTS: dict[str, Rule] = {
    **tiers.PARTS,
    **categories.PARTS,
    **calendars.PARTS,
}
"""Section of the page on formats to the record that compares it."""


def rule_for(family: str) -> Rule:
    """Return the rule of a family of documents."""
    return _RULES.get(family, _UNKNOWN)
