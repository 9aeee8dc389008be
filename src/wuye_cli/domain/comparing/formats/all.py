"""All formats by the family of their schema."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wuye_cli.domain.comparing.formats import (
    calendars,
    categories,
    documents,
    figures,
    flows,
    house,
    tiers,
)
from wuye_cli.domain.comparing.grammar import Record
from wuye_cli.domain.comparing.heads import HEAD

if TYPE_CHECKING:
    from wuye_cli.domain.comparing.grammar import Rule

_UNKNOWN = Record(HEAD)
"""A format that no table knows: whatever changes in it needs a person."""

RULES: dict[str, Rule] = {
    "tiers": tiers.TIERS,
    "categories": categories.CATEGORIES,
    "calendar": calendars.CALENDAR,
    "holidays": calendars.HOLIDAYS,
    "flows": flows.FLOWS,
    "prices": figures.PRICES,
    "targets": figures.TARGETS,
    "cadences": figures.CADENCES,
    "policy": house.POLICY,
    "retention": house.RETENTION,
    "template": house.TEMPLATE,
    "duty": house.DUTY,
    "grades": house.GRADES,
    "cases": house.CASE,
    "wuye": house.SETTINGS,
    "accept": house.ACCEPTED,
    "standard": documents.STANDARD,
    "procedure": documents.PROCEDURE,
    "blueprint": documents.BLUEPRINT,
    "quality": documents.QUALITY,
}
"""Family, which is what stands before the slash of `schema`, to its rule."""

PARTS: dict[str, Record] = {
    **tiers.PARTS,
    **categories.PARTS,
    **calendars.PARTS,
    **flows.PARTS,
    **figures.PARTS,
    **house.PARTS,
    **documents.PARTS,
}
"""Section of the page on formats to the record that compares it."""

KNOWINGLY_OPEN = frozenset({"schema", "id"})
"""Keys whose change no table judges: another schema is another format, a file's id is its name."""


def rule_for(family: str) -> Rule:
    """Return the rule of a family of documents."""
    return RULES.get(family, _UNKNOWN)
