"""Reading all of `standards/` that a due, a guard or a classification depends on."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import msgspec

from wuye_cli.domain.tickets.category import CategoryBook
from wuye_cli.domain.tickets.flow import FlowBook
from wuye_cli.domain.tickets.rulebook import CHANNEL, Rulebook
from wuye_cli.store.codecs.calendars import read_calendar, read_holidays
from wuye_cli.store.codecs.categories import read_category_book
from wuye_cli.store.codecs.flows import read_flow_book
from wuye_cli.store.codecs.procedures import read_procedure
from wuye_cli.store.codecs.reading import Problem, nearest
from wuye_cli.store.codecs.tiers import read_tier_book

if TYPE_CHECKING:
    from wuye_cli.domain.tickets.flow import Tick
    from wuye_cli.domain.tickets.tier import Target, TierBook
    from wuye_cli.domain.timekeeping.calendar import Calendar, Holidays

TIERS = "standards/tiers.yaml"
FLOWS = "standards/flows.yaml"
CATEGORIES = "standards/categories.yaml"
CALENDARS = "standards/calendars"
HOLIDAYS = "standards/holidays"
PROCEDURES = "standards/procedures"

Located = tuple[str, Problem]
"""A problem with the path of its file."""

Trees = Callable[[str], "dict[str, Any] | None"]


def read_rulebook(
    read: Callable[[str], bytes | None],
    names: Callable[[str], list[str]],
    parse: Callable[[bytes], dict[str, Any]],
) -> tuple[Rulebook, list[Located]]:
    """Read the rules of a store as they stand now, with one version of the tiers.

    Args:
        read: Bytes of a path of the store, or None if there is no such file.
        names: Files in a folder of the store, as names or as paths.
        parse: Strict reader of one file; what it raises goes through.

    Returns:
        The rules that could be read, and every problem with its path. A file that is missing
        (tiers, flows or categories) is S002.
    """
    found: list[Located] = []

    def tree(path: str) -> dict[str, Any] | None:
        content = read(path)
        if content is None:
            found.append((path, Problem("S002", (), {"field": path})))
            return None
        return parse(content)

    book = _tiers(tree, found)
    calendars = _calendars(tree, names, found, book.timezone if book else "Asia/Shanghai")
    flows, categories = FlowBook(), CategoryBook()
    if (flow_tree := tree(FLOWS)) is not None:
        flows, problems = read_flow_book(flow_tree)
        found.extend((FLOWS, problem) for problem in problems)
    own = _procedures(tree, names, found)
    flows = msgspec.structs.replace(flows, procedures={**flows.procedures, **own})
    if (category_tree := tree(CATEGORIES)) is not None:
        categories, problems = read_category_book(
            category_tree, book.timezone if book else "Asia/Shanghai"
        )
        found.extend((CATEGORIES, problem) for problem in problems)
    rules = Rulebook(
        books=(book,) if book else (), calendars=calendars, flows=flows, categories=categories
    )
    found.extend(cross_check(rules))
    return rules, found


def _tiers(tree: Trees, found: list[Located]) -> TierBook | None:
    """Read the tiers, noting their problems."""
    content = tree(TIERS)
    if content is None:
        return None
    book, problems = read_tier_book(content)
    found.extend((TIERS, problem) for problem in problems)
    return book


def _procedures(
    tree: Trees, names: Callable[[str], list[str]], found: list[Located]
) -> dict[str, tuple[Tick, ...]]:
    """Read the checklists, one file each."""
    checklists: dict[str, tuple[Tick, ...]] = {}
    for name, path in _files(names, PROCEDURES):
        procedure, problems = read_procedure(name, tree(path))
        found.extend((path, problem) for problem in problems)
        if procedure is not None:
            checklists[name] = procedure.ticks
    return checklists


def _calendars(
    tree: Trees, names: Callable[[str], list[str]], found: list[Located], zone: str
) -> dict[str, Calendar]:
    """Read the holiday tables and the calendars over them."""
    tables: dict[str, Holidays] = {}
    for name, path in _files(names, HOLIDAYS):
        table, problems = read_holidays(name, tree(path))
        found.extend((path, problem) for problem in problems)
        if table is not None:
            tables[name] = table
    calendars: dict[str, Calendar] = {}
    for name, path in _files(names, CALENDARS):
        calendar, problems = read_calendar(name, tree(path), holidays=tables, zone=zone)
        found.extend((path, problem) for problem in problems)
        if calendar is not None:
            calendars[name] = calendar
    return calendars


def _files(names: Callable[[str], list[str]], folder: str) -> list[tuple[str, str]]:
    """Return id and path of the YAML files in a folder."""
    plain = sorted(name.rsplit("/", 1)[-1] for name in names(folder))
    return [
        (name.removesuffix(".yaml"), f"{folder}/{name}") for name in plain if name.endswith(".yaml")
    ]


def cross_check(rules: Rulebook) -> list[Located]:
    """Report what one file names and no other declares: calendars, tiers, checklists, more."""
    found: list[Located] = []
    for book in rules.books:
        for channel, calendar in book.channel_calendars.items():
            if calendar not in rules.calendars:
                where = ("channel_calendars", channel)
                found.append((TIERS, _unknown("S004", where, calendar, set(rules.calendars))))
        for name, tier in book.tiers.items():
            found += _targets(rules, TIERS, ("tiers", name), tier.targets)
            for clock, wanted in tier.only_for.items():
                found += [
                    (TIERS, _unknown("R002", ("tiers", name, "only_for", clock), one, known))
                    for one in wanted
                    if one not in (known := set(rules.categories.categories))
                ]
        found += _category_references(rules, book)
    checklists = set(rules.flows.procedures)
    for name, flow in rules.flows.flows.items() if checklists else ():
        if flow.procedure and flow.procedure not in checklists:
            place = ("flows", name, "procedure")
            found.append((FLOWS, _unknown("S004", place, flow.procedure, checklists)))
    return found


def _category_references(rules: Rulebook, book: TierBook) -> list[Located]:
    """Report tiers, clocks and calendars that the categories name in vain."""
    found: list[Located] = []
    tiers = set(book.tiers)
    for name, category in rules.categories.categories.items():
        wanted = [category.tier, *(rule.tier for rule in category.rules)]
        found += [
            (CATEGORIES, _unknown("R001", ("categories", name), one, tiers))
            for one in wanted
            if one and one not in tiers
        ]
        for clock, by_complexity in category.limits.items():
            where = ("categories", name, "limits", clock)
            if clock not in book.clocks:
                found.append((CATEGORIES, _unknown("S004", where, clock, set(book.clocks))))
            found += _targets(rules, CATEGORIES, where, by_complexity)
    default = rules.categories.default_tier
    if default not in tiers:
        found.append((CATEGORIES, _unknown("R001", ("defaults", "tier"), default, tiers)))
    return found


def _targets(
    rules: Rulebook, path: str, where: tuple[str | int, ...], targets: dict[str, Target]
) -> list[Located]:
    """Report targets on calendars that do not exist."""
    known = {*rules.calendars, CHANNEL}
    return [
        (path, _unknown("S004", (*where, name), target.calendar, known))
        for name, target in targets.items()
        if target.limit is not None and target.calendar not in known
    ]


def _unknown(code: str, where: tuple[str | int, ...], value: str, known: set[str]) -> Problem:
    """Make the problem of a name that nobody declares."""
    facts = {"value": value, "allowed": sorted(known), "suggestion": nearest(value, known)}
    return Problem(code, where, facts)
