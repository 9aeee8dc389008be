"""The keys of every file format, taken from the code that reads it."""

# ruff: noqa: SLF001 - which keys a file may hold is the readers' own affair; told here for the page

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec
from msgspec import inspect

from wuye_cli.checking.file_kinds import ENTRIES, TOPS
from wuye_cli.domain.people.person import Home, Person
from wuye_cli.domain.people.receipt import ReceiptKey
from wuye_cli.domain.people.signing_key import SigningKey
from wuye_cli.domain.people.staff import Staff
from wuye_cli.domain.settings import CheckSettings, PathRules, Settings
from wuye_cli.domain.tickets.event import Event
from wuye_cli.domain.tickets.ticket import Origin, Pinned, Reporter, Ticket
from wuye_cli.domain.tickets.tier import Policy
from wuye_cli.gateways.importers import mapping
from wuye_cli.services.founding import Answers
from wuye_cli.store.codecs import (
    abouts,
    accept,
    approvals,
    blueprints,
    boxes,
    cadences,
    calendars,
    casefile,
    cases,
    categories,
    duty,
    flows,
    grades,
    measures,
    pauses,
    policy,
    prices,
    procedures,
    quality,
    retention,
    standards,
    suspects,
    targets,
    templates,
    ticket_cases,
    tiers,
    vendors,
)
from wuye_cli.store.codecs.reading import ABOUT_KEYS

if TYPE_CHECKING:
    from collections.abc import Iterable

_UNREAD: dict[str, tuple[str, ...]] = {
    "desks": ("schema", "desks"),
    "desks.desk": ("by", "at"),
    "units": ("schema", "units"),
}
"""Keys of files that no codec reads: `store` writes the one, rule R004 looks into the other."""


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
    found = _own_formats()
    for names, common in ((TOPS, ABOUT_KEYS), (ENTRIES, ("formerly",))):
        for name in names:
            found[name] = _read((*found[name].keys, *common))
    return found


def _own_formats() -> dict[str, Found]:
    """Return every section with the keys of its own."""
    return {
        "ticket": _struct(Ticket),
        "ticket.reporter": _struct(Reporter),
        "ticket.standard": _struct(Pinned),
        "ticket.source": _struct(Origin),
        "event": _struct(Event),
        "settings": _struct(Settings),
        "settings.check": _struct(CheckSettings),
        "settings.paths": _struct(PathRules),
        "person": _struct(Person),
        "person.home": _struct(Home),
        "staff": _struct(Staff),
        "staff.key": _struct(SigningKey),
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
        "accept": _read(("schema", "accepted")),
        "accept.entry": _read(accept._KEYS),
        "template": _read(templates._KEYS),
        "box": _read(boxes._KEYS),
        "receipt.key": _struct(ReceiptKey),
        "vendor": _read(vendors._KEYS),
        "duty": _read(duty._BOOK_KEYS),
        "duty.call": _read(duty._CALL_KEYS),
        "duty.contact": _read(duty._CONTACT_KEYS),
        "duty.danger": _read(duty._DANGER_KEYS),
        "approval": _read(approvals._KEYS),
        "approval.act": _read(approvals._ACT_KEYS),
        "approval.needs": _read(approvals._NEEDS_KEYS),
        "approval.impact": _read(approvals._IMPACT_KEYS),
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
        "policy": _read(policy._BOOK_KEYS),
        "policy.role": _read(policy._ROLE_KEYS),
        "policy.self_visit": _read(policy._OWN_WORK_KEYS),
        "policy.revoke": _read(policy._REVOKE_KEYS),
        "policy.approvals": _read(policy._APPROVAL_KEYS),
        "policy.changes": _read(policy._CHANGE_KEYS),
        "policy.act": _read(policy._ACT_KEYS),
        "policy.notice": _read(policy._NOTICE_KEYS),
        "policy.audit": _read(policy._AUDIT_KEYS),
        "targets": _read(targets._BOOK_KEYS),
        "targets.score": _read(targets._SCORE_KEYS),
        "targets.target": _read(targets._TARGET_KEYS),
        "cadences": _read(cadences._BOOK_KEYS),
        "cadences.cadence": _read(cadences._CADENCE_KEYS),
        "grades": _read(grades._BOOK_KEYS),
        "grades.figure": _read(grades._FIGURE_KEYS),
        **{name: _read(keys) for name, keys in _UNREAD.items()},
        "standard": _read(dict.fromkeys(sum(standards.DOCUMENT_KEYS.values(), ()))),
        "standard.commitment": _read(standards.COMMITMENT_KEYS),
        "standard.qualitative": _read(standards.QUALITATIVE_KEYS),
        "standard.staff": _read(standards.STAFF_KEYS),
        "standard.inspection": _read(standards.INSPECTION_KEYS),
        "standard.measure": _read(measures.MEASURE_KEYS),
        "standard.amount": _read(measures.AMOUNT_KEYS),
        "standard.window": _read(measures.WINDOW_KEYS),
        "standard.picture": _read(abouts.PICTURE_KEYS),
        "procedure": _read(procedures.DOCUMENT_KEYS),
        "procedure.step": _read(procedures.STEP_KEYS),
        "blueprint": _read(blueprints.DOCUMENT_KEYS),
        "blueprint.step": _read(blueprints.STEP_KEYS),
        "blueprint.point": _read(blueprints.POINT_KEYS),
        "quality": _read(quality.DOCUMENT_KEYS),
        "quality.policy": _read(quality.POLICY_KEYS),
        "quality.promise": _read(quality.PROMISE_KEYS),
        "quality.milestone": _read(quality.MILESTONE_KEYS),
        "quality.part": _read(quality.PART_KEYS),
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
        return {"text": "words", "pair": "limits", "any": "mapping", "mapping": "mapping"}[
            kind_of(kind.value_type)
        ]
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
