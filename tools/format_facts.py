"""The keys of every file format, taken from the code that reads it."""

# ruff: noqa: SLF001 - which keys a file may hold is the readers' own affair; told here for the page

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec
from msgspec import inspect

from wuye_cli.domain.people.person import Home, Person
from wuye_cli.domain.people.receipt import ReceiptKey
from wuye_cli.domain.people.staff import Staff
from wuye_cli.domain.settings import Settings
from wuye_cli.domain.tickets.event import Event
from wuye_cli.domain.tickets.ticket import Origin, Pinned, Reporter, Ticket
from wuye_cli.domain.tickets.tier import Policy
from wuye_cli.gateways.importers import mapping
from wuye_cli.services.founding import Answers
from wuye_cli.store.codecs import (
    approvals,
    boxes,
    calendars,
    casefile,
    cases,
    categories,
    duty,
    flows,
    pauses,
    prices,
    retention,
    suspects,
    templates,
    ticket_cases,
    tiers,
)

if TYPE_CHECKING:
    from collections.abc import Iterable


class Found(NamedTuple):
    """The keys of one mapping, with kind and need where the code tells them.

    Attributes:
        keys: Key to kind code; empty where only the reader knows (`format_words` says it then).
        needed: Keys without which the file is faulty, or None where `format_words` says it.
    """

    keys: dict[str, str]
    needed: frozenset[str] | None


def found_formats() -> dict[str, Found]:
    """Return section name to its keys, in the order of the page."""
    return {
        "ticket": _struct(Ticket),
        "ticket.reporter": _struct(Reporter),
        "ticket.standard": _struct(Pinned),
        "ticket.source": _struct(Origin),
        "event": _struct(Event),
        "settings": _struct(Settings),
        "person": _struct(Person),
        "person.home": _struct(Home),
        "staff": _struct(Staff),
        "tiers": _read(tiers._BOOK_KEYS),
        "tiers.clock": _read(tiers._CLOCK_KEYS),
        "tiers.tier": _read(tiers._TIER_KEYS),
        "tiers.reason": _read(pauses._REASON_KEYS),
        "tiers.rules": _read(pauses._RULE_KEYS),
        "tiers.policy": _read(Policy.__struct_fields__),
        "categories": _read(categories._BOOK_KEYS),
        "categories.defaults": _read(categories._DEFAULT_KEYS),
        "categories.category": _read(categories._CATEGORY_KEYS),
        "categories.when": _read(categories._WHEN_KEYS),
        "flows": _read(flows._BOOK_KEYS),
        "flows.step": _read(flows._STEP_KEYS),
        "flows.tick": _read(flows._TICK_KEYS),
        "flows.flow": _read(flows._FLOW_KEYS),
        "flows.when": _read(flows._WHEN_KEYS),
        "calendar": _read(calendars._CALENDAR_KEYS),
        "holidays": _read(calendars._HOLIDAY_KEYS),
        "prices": _read(prices._BOOK_KEYS),
        "prices.item": _read(prices._ITEM_KEYS),
        "retention": _read(("schema", "default", "kinds")),
        "retention.rule": _read(retention._RULE_KEYS),
        "template": _read(templates._KEYS),
        "box": _read(boxes._KEYS),
        "receipt.key": _struct(ReceiptKey),
        "duty": _read(duty._BOOK_KEYS),
        "duty.call": _read(duty._CALL_KEYS),
        "duty.contact": _read(duty._CONTACT_KEYS),
        "duty.danger": _read(duty._DANGER_KEYS),
        "approval": _read(approvals._KEYS),
        "approval.act": _read(approvals._ACT_KEYS),
        "suspects": _read(suspects._KEYS),
        "case": _read(casefile._KEYS),
        "case.calc": _read(cases._CALC_KEYS),
        "case.ticket": _read(ticket_cases._TICKET_KEYS),
        "case.expect": _read(ticket_cases._EXPECT_KEYS),
        "case.clock": _read(ticket_cases._CLOCK_KEYS),
        "import": _read(mapping._TOP),
        "import.options": _read(dict.fromkeys(sum(mapping._OPTIONS.values(), ()))),
        "import.field": _read(mapping._FIELD),
        "answers": _struct(Answers),
    }


def _read(keys: Iterable[str]) -> Found:
    return Found(dict.fromkeys(keys, ""), None)


def _struct(kind: type[msgspec.Struct]) -> Found:
    """Return the keys of a structure as its file names them; `extra` stands for `x-…` keys."""
    info: Any = inspect.type_info(kind)
    fields = [field for field in info.fields if field.name != "extra"]
    needed = frozenset(field.encode_name for field in fields if field.required)
    return Found({field.encode_name: kind_of(field.type) for field in fields}, needed)


def kind_of(kind: Any) -> str:
    """Return the code of a kind of value, a key of `format_words.KINDS`.

    Raises:
        LookupError: If there is no word for it.
    """
    if isinstance(kind, inspect.UnionType):
        return kind_of(next(one for one in kind.types if not isinstance(one, inspect.NoneType)))
    if isinstance(kind, inspect.VarTupleType):
        inner = kind_of(kind.item_type)
        return {"text": "texts", "mapping": "mappings"}[inner]
    if isinstance(kind, inspect.TupleType):
        return {("instant", "instant"): "window", ("text", "text"): "pair"}[
            (kind_of(kind.item_types[0]), kind_of(kind.item_types[1]))
        ]
    if isinstance(kind, inspect.DictType):
        return {"text": "words", "pair": "limits", "any": "mapping"}[kind_of(kind.value_type)]
    return _KINDS[type(kind)]


_KINDS: dict[type, str] = {
    inspect.StrType: "text",
    inspect.IntType: "whole",
    inspect.BoolType: "flag",
    inspect.DateTimeType: "instant",
    inspect.DateType: "date",
    inspect.StructType: "mapping",
    inspect.AnyType: "any",
}
