"""Categories on a page: the list, one with its decision table, and why words lead to one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wuye_cli.i18n.catalog import label, pick, sentence
from wuye_cli.render.page_parts import both, entries, entry, listed, name_in, named
from wuye_cli.render.plain import clean
from wuye_cli.render.tables import table
from wuye_cli.render.times import limit_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from wuye_cli.domain.tickets.category import Category, CategoryBook, Rule
    from wuye_cli.domain.tickets.classified import Classified
    from wuye_cli.domain.tickets.tier import Tier


def category_table(
    book: CategoryBook, tiers: Mapping[str, Tier]
) -> tuple[list[str], list[list[str]]]:
    """Return heads and rows of the list of categories."""
    heads = [sentence(f"category.{head}") for head in ("id", "label", "kind", "tiers", "aliases")]
    rows = [
        [
            category.id,
            named(category),
            label("kind", category.kind),
            listed(_short(tiers, tier) for tier in tiers_of(category, book)),
            listed(category.aliases),
        ]
        for category in book.categories.values()
    ]
    return heads, rows


def tiers_of(category: Category, book: CategoryBook) -> list[str]:
    """Return every tier that a category may give, in the order of its table."""
    own = category.tier or book.default_tier
    last = [] if any(_is_catch_all(rule) for rule in category.rules) else [own]
    return list(dict.fromkeys([*(rule.tier for rule in category.rules), *last]))


def _is_catch_all(rule: Rule) -> bool:
    return not (rule.place or rule.urgency or rule.complexity)


def _short(tiers: Mapping[str, Tier], name: str) -> str:
    return name_in(tiers, name, "tier")


def category_page(
    category: Category,
    book: CategoryBook,
    tiers: Mapping[str, Tier],
    *,
    place: str,
    columns: int | None,
) -> str:
    """Draw one category with its decision table."""
    lines = [both(category)]
    lines += entries(_about(category, place), columns=columns)
    lines += ["", sentence("category.table")]
    lines += table_lines(category, book, tiers)
    lines += _own_limits(category, columns)
    return "\n".join(lines)


def _about(category: Category, place: str) -> list[tuple[str, str]]:
    return [
        (sentence("show.path"), place),
        (sentence("category.kind"), label("kind", category.kind)),
        (sentence("show.aliases"), listed(category.aliases)),
        (sentence("category.skill"), clean(category.skill)),
        (sentence("category.doer"), clean(category.doer)),
        (sentence("category.vendor"), clean(category.vendor)),
        (sentence("category.plan"), clean(category.plan)),
        (sentence("category.require"), listed(category.require)),
        (sentence("show.basis"), clean(category.basis) or sentence("category.house")),
    ]


def table_lines(
    category: Category, book: CategoryBook, tiers: Mapping[str, Tier], decided: int = 0
) -> list[str]:
    """Draw the decision table; a mark stands before the row that decided."""
    lines = []
    for number, rule in enumerate(category.rules, 1):
        mark = "→" if number == decided else " "
        said = sentence("category.row", when=_condition(rule), tier=_short(tiers, rule.tier))
        lines.append(f"{mark} {number}  {said}")
    if not any(_is_catch_all(rule) for rule in category.rules):
        code = "category.otherwise" if category.rules else "category.always"
        own = category.tier or book.default_tier
        lines.append(f"     {sentence(code, tier=_short(tiers, own))}")
    return lines


def _condition(rule: Rule) -> str:
    parts = [
        label(kind, value)
        for kind, value in (
            ("place", rule.place),
            ("urgency", rule.urgency),
            ("complexity", rule.complexity),
        )
        if value
    ]
    return pick("、", " and ").join(parts) or sentence("category.any")


def _own_limits(category: Category, columns: int | None) -> list[str]:
    lines: list[str] = []
    for clock, targets in category.limits.items():
        for complexity, target in targets.items():
            said = sentence(
                "category.limit",
                clock=clock,
                complexity=label("complexity", complexity),
                limit=limit_text(str(target.limit)) if target.limit else sentence("tier.agreed"),
                calendar=clean(target.calendar),
            )
            lines += entry(sentence("category.own"), said, columns=columns)
    return ["", *lines] if lines else []


def classified_page(
    found: Classified, book: CategoryBook, tiers: Mapping[str, Tier], *, columns: int | None
) -> str:
    """Draw which category and tier words give, and why."""
    category = book.categories.get(found.category)
    named_category = both(category) if category else sentence("category.none")
    facts = [
        (sentence("words.where"), _where(found)),
        (sentence("words.category"), named_category),
        (sentence("words.why"), _why_category(found)),
        (sentence("words.rivals"), _rivals(found, book)),
        (sentence("words.urgency"), _urgency(found)),
        (sentence("words.kind"), label("kind", found.kind)),
        (sentence("words.tier"), both(tiers[found.tier]) if found.tier in tiers else found.tier),
        (sentence("words.because"), _because(found)),
        (sentence("category.own"), _limits(found)),
    ]
    lines = entries(facts, columns=columns)
    if category is not None and category.rules:
        lines += ["", sentence("category.table")]
        lines += table_lines(category, book, tiers, found.row)
    return "\n".join(lines)


def _where(found: Classified) -> str:
    return sentence(
        "words.place",
        kind=label("place", found.where),
        place=clean(found.unit or found.place),
    )


def _why_category(found: Classified) -> str:
    if found.alias:
        return sentence("words.alias", alias=clean(found.alias))
    return sentence("words.told") if found.category else sentence("words.no_alias")


def _rivals(found: Classified, book: CategoryBook) -> str:
    return listed(
        sentence("words.rival", category=named(book.categories[name]), alias=clean(alias))
        for name, alias in found.rivals.items()
    )


def _urgency(found: Classified) -> str:
    said = label("urgency", found.urgency)
    if found.dangers:
        return sentence("words.danger", urgency=said, words=listed(found.dangers))
    return said


def _because(found: Classified) -> str:
    return sentence(f"because.{found.by}", row=str(found.row), rows=str(found.rows))


def _limits(found: Classified) -> str:
    return listed(
        f"{label('clock', clock)} {limit_text(limit)} {calendar}"
        for clock, (limit, calendar) in found.limits.items()
    )


def drawn(heads: Sequence[str], rows: Sequence[Sequence[str]], columns: int | None) -> str:
    """Draw a list."""
    return table(list(heads), rows, columns=columns)
