"""Codec of the two lists of a case file: `calc_vectors` and `ticket_vectors`."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

import msgspec

from wuye_cli.domain.tickets.case import (
    LENIENT,
    STRICT,
    TICKET_VERDICTS,
    VERDICTS,
    CalcCase,
    TicketCase,
)
from wuye_cli.domain.tickets.rulebook import Rulebook
from wuye_cli.store.codecs.reading import ABSENT, Node, kind_of

_EPOCH = datetime.fromisoformat("1970-01-01T00:00:00+00:00")
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
_TICKET_KEYS = ("id", "note", "events", "as_of", "history", "calendar_override", "expect")
_EXPECT_KEYS = (
    "error",
    "ticket",
    "clocks",
    "cycle",
    "tier",
    "standard",
    "first_pass",
    "flags",
    "urges",
    "escalated_at",
)
_CLOCK_KEYS = (
    "due",
    "projected_due",
    "remaining_s",
    "verdict",
    "promise_due",
    "promise_verdict",
)
_ACTS = (
    "receive ack classify dispatch accept return transfer arrive no_access quote consent start"
    " step procedure pause resume reschedule regrade resolve sign feedback visit visit_attempt"
    " verify close reopen cancel decline merge urge note attach amend reply answer contain"
    " investigate recovery vendor_call vendor_arrive dissuade dissuade_failed report_authority"
    " report_outside agree revoke rebind"
).split()
_EVENT_KEYS = (
    "at do by who id src recorded_at auto kind tier category channel same_subject unit place"
    " title words reporter first_asked urgency complexity score reason until agreed asked_by"
    " window to approved_by mode clock due tier_from events text way steps valid liable price"
    " amount method cause person result party authority document fields outcome of version"
).split()
_INSTANT_KEYS = ("at", "recorded_at", "until", "due")


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
                {*_ACTS, *flows.steps, *(name for c in clocks for name in (*c.start, *c.stop))}
            ),
            fields=frozenset({*_EVENT_KEYS, *asked}),
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
        case = _calc_case(part, known, _case_id(part, seen))
        if case is not None:
            found.append(case)
    return tuple(found)


def _case_id(node: Node, seen: set[str]) -> str:
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
        pauses=tuple(span for part in node.at("pauses").items() if (span := _span(part))),
        mode=node.at("mode").choice((STRICT, LENIENT), STRICT),
        due=node.at("due").instant(),
        unpaused_due=node.at("unpaused_due").instant(),
        fractions=_fractions(node.at("fractions")),
        provisional=provisional.flag() if provisional.present else None,
        error=case_error,
        year=year.whole() if year.present else None,
    )


def _span(node: Node) -> tuple[datetime, datetime] | None:
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
        part = Node(value, node.problems, (*node.where, key))
        try:
            share = float(key)
        except (TypeError, ValueError):
            part.report("S003", wanted="number", got=kind_of(key))
            continue
        moment = part.instant()
        if moment is not None:
            found[share] = moment
    return found


def read_ticket_cases(node: Node, known: Known) -> tuple[TicketCase, ...]:
    """Read the whole tickets; one without a readable `as_of` is left out."""
    found: list[TicketCase] = []
    seen: set[str] = set()
    for part in node.items():
        if not part.fields(_TICKET_KEYS, required=("id", "events", "as_of", "expect")):
            continue
        name = _case_id(part, seen)
        moment = part.at("as_of").instant()
        events = tuple(_event(one, known) for one in part.at("events").items())
        case = TicketCase(
            id=name,
            events=events,
            as_of=moment or _EPOCH,
            note=part.at("note").text(),
            history=_history(part.at("history")),
            calendar_override=_override(part.at("calendar_override"), known),
            expect=_expect(part.at("expect"), known),
        )
        if moment is not None:
            found.append(case)
    return tuple(found)


def _event(node: Node, known: Known) -> dict[str, Any]:
    """Check one event and hand it on as it is."""
    if not node.fields(known.fields, required=("at", "do")):
        return {}
    node.at("do").choice(known.acts)
    for key in _INSTANT_KEYS:
        node.at(key).instant()
    for key in ("tier", "to"):
        part = node.at(key)
        if part.present and known.tiers and _names_tier(node, key):
            part.choice(known.tiers)
    if node.at("clock").present:
        node.at("clock").choice(known.clocks)
    if node.at("window").present:
        _span(node.at("window"))
    return dict(node.value)


def _names_tier(node: Node, key: str) -> bool:
    """Say whether `key` of this event names a tier (`to` of a dispatch names a person)."""
    return key == "tier" or node.at("do").value == "regrade"


def _history(node: Node) -> tuple[dict[str, datetime], ...]:
    """Read when earlier complaints were closed."""
    found: list[dict[str, datetime]] = []
    for part in node.items() if node.present else []:
        if part.fields(("complaint_closed_at",), required=("complaint_closed_at",)):
            moment = part.at("complaint_closed_at").instant()
            if moment is not None:
                found.append({"complaint_closed_at": moment})
    return tuple(found)


def _override(node: Node, known: Known) -> dict[str, str]:
    """Read which calendar became which."""
    if not node.present or not node.fields(known.calendars):
        return {}
    return {key: part.choice(known.calendars) for key, part in node.entries()}


def _expect(node: Node, known: Known) -> dict[str, Any]:
    """Check what a case expects, and turn its instants into instants."""
    cycles = [key for key in _text_keys(node) if _is_cycle(key)]
    if not node.fields((*_EXPECT_KEYS, *cycles)):
        return {}
    found: dict[str, Any] = {key: part.value for key, part in node.entries()}
    _check_scalars(node, known)
    for key in cycles:
        node.at(key).fields(known.clocks)
        for _, part in node.at(key).entries():
            part.choice(VERDICTS)
    if "escalated_at" in found:
        found["escalated_at"] = _instant_or_null(node.at("escalated_at"))
    clocks = node.at("clocks")
    if clocks.present and clocks.fields(known.clocks):
        found["clocks"] = {key: _expected_clock(part) for key, part in clocks.entries()}
    return found


def _text_keys(node: Node) -> Collection[str]:
    """Return the keys of a mapping that are text."""
    return [key for key in node.value if isinstance(key, str)] if kind_of(
        node.value
    ) == "mapping" else []


def _is_cycle(key: str) -> bool:
    """Say whether a key is `cycle1`, `cycle2`, ..."""
    number = key.removeprefix("cycle")
    return number != key and number.isascii() and number.isdigit()


def _check_scalars(node: Node, known: Known) -> None:
    """Check the plain expectations of a whole ticket."""
    node.at("error").text()
    node.at("ticket").choice(TICKET_VERDICTS)
    node.at("tier").choice(known.tiers)
    if isinstance(node.at("standard").value, str):
        node.at("standard").choice(known.versions)
    node.at("cycle").whole(1, least=1)
    node.at("urges").whole()
    node.at("first_pass").flag()
    node.at("flags").texts()


def _expected_clock(node: Node) -> dict[str, Any]:
    """Read what a clock is expected to show; a due of null means that there is none now."""
    if not node.fields(_CLOCK_KEYS):
        return {}
    found: dict[str, Any] = {key: part.value for key, part in node.entries()}
    for key in ("due", "projected_due", "promise_due"):
        if key in found:
            found[key] = _instant_or_null(node.at(key))
    for key in ("verdict", "promise_verdict"):
        node.at(key).choice(VERDICTS)
    node.at("remaining_s").whole(least=-(10**9))
    return found


def _instant_or_null(node: Node) -> datetime | None:
    """Read an instant or null."""
    return None if node.value is None or node.value is ABSENT else node.instant()
