"""Codec of `calc_vectors` in a case file, and the names that any case may use."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from wuye_cli.domain.tickets.case import LENIENT, STRICT, CalcCase
from wuye_cli.domain.tickets.event import Event
from wuye_cli.domain.tickets.kinds import KINDS as EVENT_KINDS
from wuye_cli.store.codecs.reading import Node, kind_of

if TYPE_CHECKING:
    from datetime import datetime

    from wuye_cli.domain.tickets.rulebook import Rulebook

_CALC_KEYS = (
    "id",
    "note",
    "cal",
    "start",
    "limit",
    "pauses",
    "mode",
    "due",
    "unpaused_due",
    "fractions",
    "provisional",
    "error",
    "year",
)
_LARGEST_SHARE = 100
_HEAD_KEYS = ("unit", "place", "title", "reporter", "first_asked")


class Known(msgspec.Struct, frozen=True, kw_only=True):
    """The names that a case may use."""

    calendars: frozenset[str]
    clocks: frozenset[str]
    acts: frozenset[str]
    fields: frozenset[str]
    tiers: frozenset[str]
    versions: frozenset[str]

    @classmethod
    def of(cls, rules: Rulebook) -> Known:
        """Gather them from the rules that the cases are worked under."""
        clocks = [clock for book in rules.books for clock in book.clocks.values()]
        flows = rules.flows
        asked = [name for step in flows.steps.values() for name in (*step.fields, *step.evidence)]
        asked += [
            name for flow in flows.flows.values() for part in flow.fields.values() for name in part
        ]
        return cls(
            calendars=frozenset(rules.calendars),
            clocks=frozenset(clock.id for clock in clocks),
            acts=frozenset(
                {
                    *EVENT_KINDS,
                    *flows.steps,
                    *(name for c in clocks for name in (*c.start, *c.stop)),
                }
            ),
            fields=frozenset({*Event.__struct_fields__, *_HEAD_KEYS, *asked} - {"extra"}),
            tiers=frozenset(name for book in rules.books for name in book.tiers),
            versions=frozenset(book.version for book in rules.books),
        )


def read_calc_cases(node: Node, known: Known) -> tuple[CalcCase, ...]:
    """Read the cases of arithmetic; one that lacks what it needs is left out."""
    found: list[CalcCase] = []
    seen: set[str] = set()
    for part in node.items():
        if not part.fields(_CALC_KEYS, required=("id", "cal", "start", "limit")):
            continue
        case = _calc_case(part, known, case_id(part, seen))
        if case is not None:
            found.append(case)
    return tuple(found)


def case_id(node: Node, seen: set[str]) -> str:
    """Read the id of a case; one that was there before is R006."""
    name = node.at("id").text()
    if name in seen:
        node.at("id").report("R006", value=name, other=name)
    seen.add(name)
    return name


def _calc_case(node: Node, known: Known, name: str) -> CalcCase | None:
    """Read one case of arithmetic; one that expects nothing is S002 `due`."""
    start, limit = node.at("start").instant(), node.at("limit").limit()
    provisional, year = node.at("provisional"), node.at("year")
    calendar = node.at("cal").choice(known.calendars)
    if not any(node.at(key).present for key in ("due", "error", "fractions", "unpaused_due")):
        node.report("S002", field="due")
    case_error = node.at("error").text()
    if start is None or limit is None:
        return None
    return CalcCase(
        id=name,
        calendar=calendar,
        start=start,
        limit=limit,
        note=node.at("note").text(),
        pauses=tuple(span for part in node.at("pauses").items() if (span := span_of(part))),
        mode=node.at("mode").choice((STRICT, LENIENT), STRICT),
        due=node.at("due").instant(),
        unpaused_due=node.at("unpaused_due").instant(),
        fractions=_fractions(node.at("fractions")),
        provisional=provisional.flag() if provisional.present else None,
        error=case_error,
        year=year.whole() if year.present else None,
    )


def span_of(node: Node) -> tuple[datetime, datetime] | None:
    """Read `[from, to]`; S010 if it ends before it begins."""
    ends = [part.instant() for part in node.items()]
    if len(ends) != 2:  # noqa: PLR2004 - a beginning and an end
        if isinstance(node.value, list):
            node.report("S003", wanted="[from, to]", got="list")
        return None
    if ends[0] is None or ends[1] is None:
        return None
    if ends[1] < ends[0]:
        node.report("S010", value=str(node.value[1]), least=str(node.value[0]))
    return ends[0], ends[1]


def _fractions(node: Node) -> dict[float, datetime]:
    """Read shares of a limit; the keys may be numbers or texts that are numbers."""
    found: dict[float, datetime] = {}
    if not node.present or not node.is_a(dict, "mapping"):
        return found
    for key, value in node.value.items():
        if str(key).startswith("x-"):
            continue
        part = Node(value, node.problems, (*node.where, key))
        share = _share(part, key)
        moment = part.instant()
        if moment is not None and share is not None:
            found[share] = moment
    return found


def _share(node: Node, key: Any) -> float | None:
    """Read the key of a fraction: more than nothing, and not more than a hundred limits."""
    try:
        share = float(key)
    except (TypeError, ValueError):
        node.report("S003", wanted="number", got=kind_of(key))
        return None
    if not 0 < share <= _LARGEST_SHARE:
        node.report("S010", value=str(key), least=0, most=_LARGEST_SHARE)
        return None
    return share
