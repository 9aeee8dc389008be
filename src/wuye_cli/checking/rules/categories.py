"""Family T, the decision tables of the categories; and R008, tiers that nothing leads to."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from wuye_cli.checking.facts import CATEGORIES, TIERS
from wuye_cli.checking.finding import Finding
from wuye_cli.domain.tickets.category import COMPLEXITIES, PLACES, URGENCIES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wuye_cli.checking.facts import StoreFacts
    from wuye_cli.domain.tickets.category import Category, Rule

Case = tuple[str, str, str]
_EVERY: frozenset[Case] = frozenset(product(PLACES, URGENCIES, COMPLEXITIES))


def _met(rule: Rule) -> frozenset[Case]:
    """Return the cases of place, urgency and complexity that a row matches."""
    return frozenset(
        case
        for case in _EVERY
        if all(
            not wanted or wanted == got
            for wanted, got in zip((rule.place, rule.urgency, rule.complexity), case, strict=True)
        )
    )


def _about(category: Category, rule: str, *more: str | int, **facts: object) -> Finding:
    return Finding(
        rule=rule,
        path=CATEGORIES,
        where=("categories", category.id, *more),
        facts={"category": category.id, **facts},
    )


def uncovered(store: StoreFacts) -> Iterator[Finding]:
    """T003: a request of the category may find no tier, and there is no default tier."""
    book, categories = store.book, store.rules.categories
    if book is None or categories.default_tier in book.tiers:
        return
    for category in categories.categories.values():
        covered: frozenset[Case] = frozenset().union(*map(_met, category.rules))
        if not category.tier and covered != _EVERY:
            place, urgency, _ = min(_EVERY - covered)
            yield _about(category, "T003", place=place, urgency=urgency)


def shadowed_rows(store: StoreFacts) -> Iterator[Finding]:
    """T004: a row of a decision table that never decides, as the rows above match all of it."""
    for category in store.rules.categories.categories.values():
        covered: frozenset[Case] = frozenset()
        for number, rule in enumerate(category.rules):
            cases = _met(rule)
            if cases <= covered:
                yield _about(category, "T004", "rules", number, row=number + 1, value=rule.tier)
            covered |= cases


def orphan_tiers(store: StoreFacts) -> Iterator[Finding]:
    """R008: a tier with a limit that no category, flow, default or raising leads to."""
    book, rules = store.book, store.rules
    if book is None or not rules.categories.categories:
        return
    used = {rules.categories.default_tier}
    for category in rules.categories.categories.values():
        used.update((category.tier, *(rule.tier for rule in category.rules)))
    for flow in rules.flows.flows.values():
        used.update(flow.when.tier)
    used.update(tier.raise_to for tier in book.tiers.values() if tier.raise_to != tier.id)
    for name, tier in book.tiers.items():
        promises = any(target.limit is not None for target in tier.targets.values())
        if name not in used and promises:
            yield Finding(rule="R008", path=TIERS, where=("tiers", name), facts={"tier": name})
