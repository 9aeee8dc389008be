"""Codec of `standards/categories.yaml`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wuye_cli.domain.tickets.category import (
    COMPLEXITIES,
    KINDS,
    PLACES,
    URGENCIES,
    Category,
    CategoryBook,
    Rule,
)
from wuye_cli.store.codecs.reading import Node, Problem, beginning, check_id
from wuye_cli.store.codecs.tiers import read_target

if TYPE_CHECKING:
    from wuye_cli.domain.tickets.tier import Target

_BOOK_KEYS = ("schema", "defaults", "danger_words", "calm_words", "categories")
_DEFAULT_KEYS = ("kind", "place_from", "tier", "urgency", "complexity")
_WHEN_KEYS = ("place", "urgency", "complexity")
_CATEGORY_KEYS = (
    "label",
    "label_en",
    "kind",
    "tier",
    "rules",
    "aliases",
    "limits",
    "skill",
    "doer",
    "vendor",
    "utility",
    "plan",
    "hours",
    "class",
    "subcodes",
    "require",
    "incident_fields",
    "due_from_source",
    "basis",
)


def read_category_book(
    tree: Any, zone: str = "Asia/Shanghai"
) -> tuple[CategoryBook, list[Problem]]:
    """Read all categories; an alias that stands in two of them is R006.

    Args:
        tree: The plain tree of the file.
        zone: In which a day of `effective_from` begins.
    """
    problems: list[Problem] = []
    node = Node(tree, problems)
    node.schema("categories")
    if not node.fields(_BOOK_KEYS, required=("schema", "categories"), document=True):
        return CategoryBook(), problems
    found = {
        name: category
        for name, part in node.at("categories").entries()
        if (category := _category(name, part))
    }
    _check_aliases(node.at("categories"), found)
    usual, defaults = CategoryBook(), node.at("defaults")
    if defaults.present:
        defaults.fields(_DEFAULT_KEYS)
    book = CategoryBook(
        version=str(tree.get("version", "1")),
        effective_from=beginning(tree.get("effective_from"), zone),
        categories=found,
        danger_words=node.at("danger_words").texts(),
        calm_words=node.at("calm_words").texts(),
        default_kind=defaults.at("kind").choice(KINDS, usual.default_kind),
        default_tier=defaults.at("tier").text(usual.default_tier),
        default_urgency=defaults.at("urgency").choice(URGENCIES, usual.default_urgency),
        default_complexity=defaults.at("complexity").choice(COMPLEXITIES, usual.default_complexity),
        place_from=defaults.at("place_from").choice(("unit_or_place",), usual.place_from),
    )
    return book, problems


def _category(name: str, node: Node) -> Category | None:
    """Read one category; None if it is no mapping."""
    check_id(node, name)
    if not node.fields(_CATEGORY_KEYS, required=("label", "kind")):
        return None
    number = node.at("class")
    return Category(
        id=name,
        label=node.at("label").text(),
        label_en=node.at("label_en").text(),
        kind=node.at("kind").choice(KINDS),
        tier=node.at("tier").text(),
        rules=_rules(node.at("rules")),
        aliases=node.at("aliases").texts(),
        limits=_limits(node.at("limits")),
        skill=node.at("skill").text(),
        doer=node.at("doer").text(),
        vendor=node.at("vendor").text(),
        utility=node.at("utility").text(),
        plan=node.at("plan").text(),
        hours=node.at("hours").text(),
        service_class=number.whole(least=1) if number.present else None,
        subcodes=node.at("subcodes").texts(),
        require=node.at("require").texts(),
        incident_fields=node.at("incident_fields").texts(),
        due_from_source=node.at("due_from_source").flag(),
        basis=node.at("basis").text(),
    )


def _rules(node: Node) -> tuple[Rule, ...]:
    """Read a decision table; the first row that matches decides."""
    found: list[Rule] = []
    for part in node.items():
        if not part.fields(("when", "tier"), required=("when", "tier")):
            continue
        when = part.at("when")
        when.fields(_WHEN_KEYS)
        found.append(
            Rule(
                tier=part.at("tier").text(),
                place=when.at("place").choice(PLACES),
                urgency=when.at("urgency").choice(URGENCIES),
                complexity=when.at("complexity").choice(COMPLEXITIES),
            )
        )
    return tuple(found)


def _limits(node: Node) -> dict[str, dict[str, Target]]:
    """Read targets by clock and complexity; they stand in for those of the tier."""
    found: dict[str, dict[str, Target]] = {}
    for clock, part in node.entries() if node.present else ():
        if part.fields(COMPLEXITIES):
            found[clock] = {key: read_target(one) for key, one in part.entries()}
    return found


def _check_aliases(node: Node, found: dict[str, Category]) -> None:
    """Report an alias that would lead to two categories."""
    seen: dict[str, str] = {}
    for name, category in found.items():
        for word in category.aliases:
            if seen.setdefault(word, name) != name:
                node.at(name).at("aliases").report("R006", value=word, other=seen[word])
