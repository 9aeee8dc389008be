"""What the commands over standards show: names found, places in files, values for JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wuye_cli.domain.errors import UncheckableError
from wuye_cli.domain.naming import find_named
from wuye_cli.domain.tickets.classified import Circumstances, Classified, classify_words
from wuye_cli.domain.tickets.tier import basis_counts, strength_of
from wuye_cli.services.vocabulary import category_names, kind_names, tier_names
from wuye_cli.store.codecs.rulebook import CALENDARS, CATEGORIES, FLOWS, HOLIDAYS, TIERS
from wuye_cli.store.yaml_text import read_plain, read_yaml

if TYPE_CHECKING:
    from wuye_cli.domain.tickets.category import Category
    from wuye_cli.domain.tickets.flow import Flow, FlowBook
    from wuye_cli.domain.tickets.rulebook import Rulebook
    from wuye_cli.domain.tickets.tier import Target, Tier, TierBook
    from wuye_cli.domain.timekeeping.calendar import Calendar
    from wuye_cli.services.desk import Desk

URGENCIES = {
    "danger": ("危险",),
    "outage": ("停用", "大面积停用"),
    "normal": ("普通", "一般"),
}
COMPLEXITIES = {"simple": ("简单", "一般"), "complex": ("复杂",)}
_ABOUT = ("label", "label_en", "basis")


# -- finding what was named -----------------------------------------------------------------------


def book_now(desk: Desk) -> TierBook:
    """Return the version of the tiers that is in force now.

    Raises:
        NotFoundError: `no_standard`.
    """
    return desk.rules.book_at(desk.now())


def tier_of(desk: Desk, typed: str) -> Tier:
    """Return the tier that a name means. Raises CallError `unknown_tier`."""
    book = book_now(desk)
    return book.tiers[find_named(typed, _both(tier_names(book), book.tiers), code="unknown_tier")]


def category_of(desk: Desk, typed: str) -> Category:
    """Return the category that a name means. Raises CallError `unknown_category`."""
    book = desk.rules.categories
    names = _both(category_names(book), book.categories)
    return book.categories[find_named(typed, names, code="unknown_category")]


def flow_of(desk: Desk, typed: str) -> Flow:
    """Return the flow that a name means. Raises CallError `unknown_flow`."""
    flows = desk.rules.flows.flows
    return flows[find_named(typed, _both(dict.fromkeys(flows, ()), flows), code="unknown_flow")]


def calendar_of(desk: Desk, typed: str) -> Calendar:
    """Return the calendar that a name means. Raises CallError `unknown_calendar`."""
    about = {name: calendar_about(desk, name) for name in desk.rules.calendars}
    names = {
        name: tuple(words[key] for key in ("label", "label_en") if key in words)
        for name, words in about.items()
    }
    return desk.rules.calendars[find_named(typed, names, code="unknown_calendar")]


def kind_of(desk: Desk, typed: str) -> str:
    """Return the kind of ticket that a name means. Raises CallError `unknown_kind`."""
    return find_named(typed, kind_names(desk.rules), code="unknown_kind")


def _both(names: Any, known: dict[str, Any]) -> dict[str, tuple[str, ...]]:
    """Add the labels in both languages to the names of things."""
    return {
        name: (
            *(word for word in names.get(name, ()) if word),
            *(word for word in (one.label, one.label_en) if word),
        )
        for name, one in known.items()
    }


# -- where it is written --------------------------------------------------------------------------


def place_in(desk: Desk, path: str, *where: str) -> str:
    """Return file and line at which something of the committed standards is written."""
    data = desk.store.read(path)
    if data is None:
        return path
    try:
        marks = read_yaml(data, path=path).marks
    except UncheckableError:
        return path
    return f"{path}:{marks.key_line(where)}"


def tier_place(desk: Desk, tier: Tier) -> str:
    """Return where a tier is written."""
    return place_in(desk, TIERS, "tiers", tier.id)


def category_place(desk: Desk, category: Category) -> str:
    """Return where a category is written."""
    return place_in(desk, CATEGORIES, "categories", category.id)


def flow_place(desk: Desk, flow: Flow) -> str:
    """Return where a flow is written."""
    return place_in(desk, FLOWS, "flows", flow.id)


def calendar_path(name: str) -> str:
    """Return the file of a calendar."""
    return f"{CALENDARS}/{name}.yaml"


def holidays_path(name: str) -> str:
    """Return the file of a holiday table."""
    return f"{HOLIDAYS}/{name}.yaml"


def calendar_about(desk: Desk, name: str) -> dict[str, str]:
    """Return label, label_en and basis of a calendar, as far as its file states them."""
    data = desk.store.read(calendar_path(name))
    if data is None:
        return {}
    try:
        tree = read_plain(data)
    except UncheckableError:
        return {}
    return {key: tree[key] for key in _ABOUT if isinstance(tree.get(key), str)}


# -- tiers ----------------------------------------------------------------------------------------


def tiers_value(book: TierBook) -> dict[str, Any]:
    """Return all tiers of a version as JSON shows them."""
    return {
        "version": book.version,
        "effective_from": book.effective_from,
        "grade": book.grade,
        "path": TIERS,
        "basis": basis_counts(book),
        "tiers": [tier_value(tier) for tier in book.tiers.values()],
    }


def tier_value(tier: Tier) -> dict[str, Any]:
    """Return a tier as JSON shows it."""
    return {
        "id": tier.id,
        "label": tier.label,
        "label_en": tier.label_en,
        "aliases": list(tier.aliases),
        "class": tier.service,
        "rank": tier.rank,
        "raise_to": tier.raise_to,
        "owner_role": tier.owner_role,
        "agreed_time_first": list(tier.agreed_time_first),
        "only_for": tier.only_for,
        "limits": [limit_value(tier, clock, target) for clock, target in tier.targets.items()],
    }


def limit_value(tier: Tier, clock: str, target: Target) -> dict[str, Any]:
    """Return one limit of a tier as JSON shows it; a limit of null is only ever agreed."""
    basis = tier.basis.get(clock, "")
    return {
        "clock": clock,
        "limit": None if target.limit is None else str(target.limit),
        "calendar": target.calendar,
        "strength": strength_of(basis),
        "basis": basis,
    }


def sources_of_tier(rules: Rulebook, tier: str) -> dict[str, list[int]]:
    """Return the categories that lead to a tier, each with the rows that do; 0 is its own tier."""
    found: dict[str, list[int]] = {}
    for name, category in rules.categories.categories.items():
        rows = [number for number, rule in enumerate(category.rules, 1) if rule.tier == tier]
        if category.tier == tier:
            rows.append(0)
        if rows:
            found[name] = rows
    return found


# -- categories and flows -------------------------------------------------------------------------


def category_value(category: Category) -> dict[str, Any]:
    """Return a category as JSON shows it."""
    return {
        "id": category.id,
        "label": category.label,
        "label_en": category.label_en,
        "kind": category.kind,
        "tier": category.tier,
        "rules": list(category.rules),
        "limits": {
            clock: {
                complexity: {"limit": str(target.limit or "agreed"), "calendar": target.calendar}
                for complexity, target in targets.items()
            }
            for clock, targets in category.limits.items()
        },
        "skill": category.skill,
        "doer": category.doer,
        "vendor": category.vendor,
        "plan": category.plan,
        "aliases": list(category.aliases),
        "basis": category.basis,
    }


def classified(desk: Desk, words: str, said: Circumstances) -> Classified:
    """Return what a caller's words give under the committed standards.

    Raises:
        CallError: If a category, an urgency or a complexity is unknown.
    """
    named = Circumstances(
        unit=said.unit,
        place=said.place,
        urgency=_word(said.urgency, URGENCIES, "unknown_urgency"),
        complexity=_word(said.complexity, COMPLEXITIES, "unknown_complexity"),
        category=category_of(desk, said.category).id if said.category else "",
    )
    return classify_words(words, desk.rules.categories, named)


def _word(typed: str, known: dict[str, tuple[str, ...]], code: str) -> str:
    return find_named(typed, known, code=code) if typed else ""


def flow_value(flow: Flow, book: FlowBook) -> dict[str, Any]:
    """Return a flow as JSON shows it, its steps in the order of the standard."""
    return {
        "id": flow.id,
        "label": flow.label,
        "label_en": flow.label_en,
        "when": flow.when,
        "steps": [step_value(flow, book, step) for step in steps_of(flow, book)],
        "close_needs": close_needs(flow),
        "auto_close_on": flow.auto_close_on,
        "plan": flow.plan,
        "procedure": flow.procedure,
        "same_call": list(flow.same_call),
        "visit_by": list(flow.visit_by),
    }


def steps_of(flow: Flow, book: FlowBook) -> list[str]:
    """Return the steps of a flow in the order in which the standard declares steps."""
    known = [step for step in book.steps if step in flow.steps]
    return [*known, *(step for step in flow.steps if step not in book.steps)]


def step_value(flow: Flow, book: FlowBook, step: str) -> dict[str, Any]:
    """Return what a flow says of a step."""
    rule = book.steps.get(step)
    return {
        "step": step,
        "need": flow.steps[step],
        "required_if": flow.required_if.get(step, ""),
        "after": [*(rule.after if rule else ()), *flow.after.get(step, ())],
        "who": list(rule.who) if rule else [],
        "fields": [*(rule.fields if rule else ()), *flow.fields.get(step, ())],
        "evidence": list(rule.evidence) if rule else [],
        "not_by": list(rule.not_by) if rule else [],
    }


def close_needs(flow: Flow) -> list[str]:
    """Return the steps without which a ticket of this flow cannot be archived."""
    return [step for step, need in flow.steps.items() if need == "required" and step != "close"]
