"""Codec of `ticket_vectors` in a case file: whole tickets and what they must come to."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

import msgspec

from wuye_cli.domain.tickets.case import TICKET_VERDICTS, VERDICTS, TicketCase
from wuye_cli.domain.tickets.event import Event
from wuye_cli.store.codecs.cases import Known, case_id, span_of
from wuye_cli.store.codecs.reading import Node, kind_of

if TYPE_CHECKING:
    from collections.abc import Collection

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
_INSTANT_KEYS = ("at", "recorded_at", "until", "due")
_EPOCH = datetime.fromisoformat("1970-01-01T00:00:00+00:00")


def read_ticket_cases(node: Node, known: Known) -> tuple[TicketCase, ...]:
    """Read the whole tickets; one without a readable `as_of` is left out."""
    found: list[TicketCase] = []
    seen: set[str] = set()
    for part in node.items():
        if not part.fields(_TICKET_KEYS, required=("id", "events", "as_of", "expect")):
            continue
        name = case_id(part, seen)
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
        span_of(node.at("window"))
    _check_types(node)
    return dict(node.value)


def _check_types(node: Node) -> None:
    """Report an event whose fields are not of the kinds that an event may hold."""
    known = {key: value for key, value in node.value.items() if key in Event.__struct_fields__}
    try:
        msgspec.convert(known, Event)
    except msgspec.ValidationError as error:
        node.report("S003", wanted="event", got=str(error))


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
    return (
        [key for key in node.value if isinstance(key, str)]
        if kind_of(node.value) == "mapping"
        else []
    )


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
    return None if node.value is None else node.instant()
