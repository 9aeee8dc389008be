"""Codec of worked cases: the rules of the file, laid over those of the store it lies in."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import msgspec

from wuye_cli.domain.tickets.case import CaseFile
from wuye_cli.domain.tickets.rulebook import CHANNEL, Rulebook, in_order
from wuye_cli.domain.tickets.tier import DEFAULT_CLOCKS, TierBook
from wuye_cli.store.codecs.calendars import read_calendar, read_holidays
from wuye_cli.store.codecs.cases import Known, read_calc_cases
from wuye_cli.store.codecs.flows import read_flows
from wuye_cli.store.codecs.pauses import read_pause_reasons, read_pause_rules, read_policy
from wuye_cli.store.codecs.reading import Node, Problem, nearest
from wuye_cli.store.codecs.ticket_cases import read_ticket_cases
from wuye_cli.store.codecs.tiers import (
    read_clocks,
    read_tiers,
    terms_of_book,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from wuye_cli.domain.tickets.flow import FlowBook
    from wuye_cli.domain.timekeeping.calendar import Calendar, Holidays

DAY_ORDER = ("exception", "makeup", "rest", "weekly")
"""What decides a day, the strongest first (fixed; a file may state it for its reader)."""

_ZONE = "Asia/Shanghai"
_TERM_KEYS = ("clocks", "channel_calendars", "pause_reasons", "pause_rules", "policy", "timezone")
_KEYS = (
    "schema",
    "note",
    "day_resolution_order",
    "holidays",
    "calendars",
    "tiers",
    "standards",
    "flows",
    "calc_vectors",
    "ticket_vectors",
    *_TERM_KEYS,
)
_FLOW_KEYS = ("schema", "ack_counts_on", "steps", "procedures", "flows", "visit_outcome")


def read_case_file(tree: Any, *, base: Rulebook | None = None) -> tuple[CaseFile, list[Problem]]:
    """Read a file of worked cases.

    Args:
        tree: The plain tree of the file.
        base: The rules of the store, for all that the file leaves out; None outside a store.

    Returns:
        The cases that could be read, and every problem found; an unknown key anywhere is one.
    """
    problems: list[Problem] = []
    node = Node(tree, problems)
    if not node.fields(_KEYS, document=True):
        return CaseFile(), problems
    under = base or Rulebook()
    order = node.at("day_resolution_order")
    if order.present and tuple(order.texts()) != DAY_ORDER:
        order.report("S004", value=str(order.value), allowed=list(DAY_ORDER), suggestion="")
    rules = Rulebook(
        calendars={**under.calendars, **_calendars(node, under)},
        books=_books(node, under),
        flows=under.flows,
        categories=under.categories,
        staff=under.staff,
    )
    flows = _flows(node.at("flows"), under)
    if flows is not None:
        rules = msgspec.structs.replace(rules, flows=flows)
    _check_calendars(node, rules)
    known = Known.of(rules)
    case_file = CaseFile(
        rules=rules,
        flows=flows,
        calc=read_calc_cases(node.at("calc_vectors"), known),
        tickets=read_ticket_cases(node.at("ticket_vectors"), known),
    )
    return case_file, problems


def _calendars(node: Node, base: Rulebook) -> dict[str, Calendar]:
    """Read the file's own calendars over its own holidays and those of the store."""
    tables: dict[str, Holidays] = {
        calendar.holidays.id: calendar.holidays
        for calendar in base.calendars.values()
        if calendar.holidays is not None
    }
    for name, part in node.at("holidays").entries():
        table, faults = read_holidays(name, part.value)
        _take_over(part, faults)
        if table is not None:
            tables[name] = table
    zone = _zone(node, base)
    found: dict[str, Calendar] = {}
    for name, part in node.at("calendars").entries():
        calendar, faults = read_calendar(name, part.value, holidays=tables, zone=zone)
        _take_over(part, faults)
        if calendar is not None:
            found[name] = calendar
    return found


def _take_over(node: Node, faults: list[Problem]) -> None:
    """Move the problems of a body to its place in this file."""
    node.problems.extend(
        msgspec.structs.replace(fault, where=(*node.where, *fault.where)) for fault in faults
    )


def _zone(node: Node, base: Rulebook) -> str:
    """Return the zone of the file, else that of the store's newest tiers."""
    return node.at("timezone").text(base.books[-1].timezone if base.books else _ZONE)


def _books(node: Node, base: Rulebook) -> tuple[TierBook, ...]:
    """Read the file's versions of the tiers; without any, the store's with the file's terms."""
    own = node.at("tiers")
    latest = base.books[-1] if base.books else None
    if not own.present:
        return tuple(_with_terms(node, book) for book in base.books)
    clocks = node.at("clocks")
    under = msgspec.structs.replace(
        latest or TierBook(), clocks=dict(DEFAULT_CLOCKS), tiers={}, effective_from=None
    )
    terms = _with_terms(node, under)
    dates = _standards(node)
    found: list[TierBook] = []
    for version, part in own.entries():
        if version not in dates and len(own.value) > 1:
            node.at("standards").report("S002", field=version)
        tiers = read_tiers(part, read_clocks(Node(clocks.value, [])) or terms.clocks)
        book = msgspec.structs.replace(
            terms, version=version, effective_from=dates.get(version), tiers=tiers
        )
        found.append(msgspec.structs.replace(book, terms=terms_of_book(book)))
    return in_order(found)


def _with_terms(node: Node, book: TierBook) -> TierBook:
    """Lay the file's own clocks, pauses, policy and channels over a book."""
    clocks = read_clocks(node.at("clocks")) or book.clocks
    readers: dict[str, Callable[[Node], Any]] = {
        "pause_reasons": partial(read_pause_reasons, clocks=clocks),
        "pause_rules": read_pause_rules,
        "policy": read_policy,
        "channel_calendars": Node.words,
        "timezone": Node.text,
    }
    changed: dict[str, Any] = {
        name: read(part) for name, read in readers.items() if (part := node.at(name)).present
    }
    laid = msgspec.structs.replace(book, clocks=clocks, **changed)
    return msgspec.structs.replace(laid, terms=terms_of_book(laid)) if changed else laid


def _standards(node: Node) -> dict[str, datetime]:
    """Read from when each version is in force; a version that has no tiers is S004."""
    tiers = node.at("tiers")
    own = [version for version, _ in Node(tiers.value, []).entries()]
    found: dict[str, datetime] = {}
    for version, part in node.at("standards").entries():
        if tiers.present and version not in own:
            part.report(
                "S004", value=version, allowed=sorted(own), suggestion=nearest(version, own)
            )
        moment = part.instant()
        if moment is not None:
            found[version] = moment
    return found


def _flows(node: Node, base: Rulebook) -> FlowBook | None:
    """Read the file's flows: the body of `flows:`, or of a whole flow file."""
    if not node.present or not node.is_a(dict, "mapping"):
        return None
    if "flows" in node.value:
        node.fields(_FLOW_KEYS)
        return read_flows(node, base.flows.steps)
    wrapped = Node({"flows": node.value}, node.problems, node.where[:-1])
    return read_flows(wrapped, base.flows.steps)


def _check_calendars(node: Node, rules: Rulebook) -> None:
    """Report a target or a channel of the file that names an unknown calendar."""
    known = {*rules.calendars, CHANNEL}
    for version, tiers in node.at("tiers").entries():
        book = rules.book(version)
        for name, tier in (book.tiers if book else {}).items():
            for clock, target in tier.targets.items():
                if target.calendar not in known and target.limit is not None:
                    tiers.at(name).at(clock).report(
                        "S004",
                        value=target.calendar,
                        allowed=sorted(known),
                        suggestion=nearest(target.calendar, known),
                    )
    for _, part in node.at("channel_calendars").entries():
        part.choice(rules.calendars)
