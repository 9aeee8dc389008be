"""How `categories.yaml` is compared: which request is of which tier, and its words."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Any

from wuye_cli.domain.comparing.grammar import Record, elsewhere, plain_value, words
from wuye_cli.domain.comparing.heads import HEAD, NAMES, reference
from wuye_cli.domain.comparing.keyed import Keyed
from wuye_cli.domain.comparing.limits import target
from wuye_cli.domain.comparing.ranks import tier_code
from wuye_cli.domain.comparing.spot import is_same
from wuye_cli.domain.tickets.category import COMPLEXITIES, PLACES, URGENCIES

if TYPE_CHECKING:
    from wuye_cli.domain.comparing.grammar import Found
    from wuye_cli.domain.comparing.spot import Spot

_FACTS = ("place", "urgency", "complexity")
_CASES = tuple(product(("", *PLACES), URGENCIES, COMPLEXITIES))
_SAYING = frozenset({"tier", "rules"})


def tier_of(entry: dict[str, Any], case: tuple[str, str, str]) -> str:
    """Return the tier of one case by a category's decision table; empty where the default is."""
    for rule in entry.get("rules") or ():
        if isinstance(rule, dict):
            when = rule.get("when") or {}
            if all(when.get(name) in (None, fact) for name, fact in zip(_FACTS, case, strict=True)):
                return str(rule.get("tier") or "")
    return str(entry.get("tier") or "")


def tiers(spot: Spot, old: dict[str, Any], new: dict[str, Any]) -> Found:
    """Compare the tiers of all cases; rows written otherwise to the same effect are no change."""
    moved: dict[str, list[tuple[str, str, str]]] = {}
    pairs: dict[str, list[tuple[str, str]]] = {}
    for case in _CASES:
        was, now = tier_of(old, case), tier_of(new, case)
        if was != now:
            code = tier_code(spot, was, now)
            moved.setdefault(code, []).append(case)
            if (was, now) not in pairs.setdefault(code, []):
                pairs[code].append((was, now))
    place = spot.at("rules" if old.get("rules") or new.get("rules") else "tier")
    place = place._replace(key=(*spot.key, "tier"))
    for code in sorted(moved):
        before, after = zip(*pairs[code], strict=True)
        yield place.found(code, list(before), list(after), cases=_shared(moved[code]))
    if not moved:
        yield from plain_value("D705")(place, *(_table(one) for one in (old, new)))


def _table(entry: dict[str, Any]) -> Any:
    return entry.get("rules") or entry.get("tier")


def _shared(cases: list[tuple[str, str, str]]) -> dict[str, list[str]]:
    """Return the facts that the cases do not run through all values of."""
    found = {}
    for at, name in enumerate(_FACTS):
        values = sorted({case[at] for case in cases})
        if len(values) < len({case[at] for case in _CASES}):
            found[name] = [value for value in values if value]
    return {name: values for name, values in found.items() if values}


class CategoryRecord(Record):
    """A category: its table is compared as a whole, for rows have no names."""

    def __call__(self, spot: Spot, old: Any, new: Any) -> Found:
        """Yield what the table comes to otherwise, then the changes of the other fields."""
        if not isinstance(old, dict) or not isinstance(new, dict):
            yield from super().__call__(spot, old, new)
            return
        if any(not is_same(old.get(name), new.get(name)) for name in _SAYING):
            yield from tiers(spot, old, new)
        yield from super().__call__(spot, old, new)


CATEGORY = CategoryRecord(
    {
        **NAMES,
        "kind": plain_value("D138"),
        "tier": elsewhere,
        "rules": elsewhere,
        "aliases": words("D141", "D140"),
        "limits": Record({}, rest=Record({}, rest=target)),
        "skill": reference,
        "doer": reference,
        "vendor": reference,
        "utility": reference,
        "plan": reference,
        "hours": reference,
        "class": plain_value("D138"),
        "subcodes": words("D141", "D140"),
        "require": words("D145", "D145"),
        "incident_fields": words("D510", "D506"),
        "due_from_source": plain_value("D138"),
    }
)

DEFAULTS = Record(
    dict.fromkeys(("kind", "place_from", "tier", "urgency", "complexity"), plain_value("D125"))
)
WHEN = Record(dict.fromkeys(_FACTS, elsewhere))
"""The conditions of a row; their effect is compared with the table."""

CATEGORIES = Record(
    {
        **HEAD,
        "defaults": DEFAULTS,
        "danger_words": words("D143", "D142"),
        "calm_words": words("D142", "D143"),
        "categories": Keyed(CATEGORY, "D121", "D122"),
    }
)

PARTS = {
    "categories": CATEGORIES,
    "categories.defaults": DEFAULTS,
    "categories.category": CATEGORY,
    "categories.when": WHEN,
}
"""Section of the page on formats to the record that compares it."""
