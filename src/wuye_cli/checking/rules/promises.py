"""Family Q: what stands behind a promise: evidence, a figure, a price with its unit, consent."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wuye_cli.checking.clauses import FLOWS, PRICES, TARGETS, commitments, path_of
from wuye_cli.checking.finding import Finding
from wuye_cli.domain.documents.folding import folded
from wuye_cli.domain.documents.quantities import quantities

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from wuye_cli.checking.facts import StoreFacts, TicketRow
    from wuye_cli.domain.documents.clause import Commitment

_PER_UNIT = re.compile(r"\s*(?:/|每|一|per\b|an?\b|each\b)")
_EACH = re.compile(r"(?:每|per |each |一)[^,，。;；]{0,4}$")
_IN_HOMES = "in-home-repair"
_QUOTE, _CONSENT = "quote", "consent"
_DAY = 86400
_PERIOD_DAYS = {"month": 31, "quarter": 92, "half": 184, "year": 366}
_PERIODS = 2


def no_evidence(store: StoreFacts) -> Iterator[Finding]:
    """Q009: a promise of which nothing proves that it was kept."""
    for at, one in commitments(store):
        if not one.evidence and not (one.qualitative and one.qualitative.evidence):
            yield at.finding("Q009")


def _metric(commitment: Commitment) -> str:
    """Return the target that counts a promise: named, or its own measure."""
    measure = commitment.measure
    own = measure.name if measure is not None and measure.kind == "target" else ""
    return commitment.metric or own


def no_metric(store: StoreFacts) -> Iterator[Finding]:
    """Q010: a promise that no target counts."""
    for at, one in commitments(store):
        if not _metric(one):
            yield at.finding("Q010")


def metric_without_target(store: StoreFacts) -> Iterator[Finding]:
    """Q011: a promise counted by what has neither goal nor floor; a target without them."""
    goals = store.figures.goals
    for at, one in commitments(store):
        goal = goals.get(_metric(one))
        if goal is not None and not goal.has_figure:
            yield at.finding("Q011", "metric" if one.metric else "measure", value=goal.id)
    for goal in goals.values():
        if not goal.has_figure and not goal.show_only:
            facts = {"value": goal.id}
            yield Finding(rule="Q011", path=TARGETS, where=("targets", goal.id), facts=facts)


def price_without_unit(store: StoreFacts) -> Iterator[Finding]:
    """Q015: a price that does not say per what: 80 yuan, but for the visit, the piece, the hour."""
    for item in store.figures.prices.values():
        if not item.unit:
            facts = {"item": item.id}
            yield Finding(rule="Q015", path=PRICES, where=("items", item.id), facts=facts)
    for at, one in commitments(store):
        for key in ("text", "text_en"):
            if _has_bare_price(getattr(one, key)):
                yield at.finding("Q015", key)


def _has_bare_price(text: str) -> bool:
    plain = folded(text)
    return any(
        one.unit == "yuan"
        and not _PER_UNIT.match(plain, one.start + len(one.text))
        and not _EACH.search(plain[: one.start])
        for one in quantities(text)
    )


def without_consent(store: StoreFacts) -> Iterator[Finding]:
    """Q016: a paid repair whose flow or checklist does not ask for consent to the price."""
    flows = store.rules.flows.flows.values()
    paid = {
        procedure
        for standard in store.library.standards.values()
        if standard.family == _IN_HOMES
        for procedure in standard.procedures
    }
    for flow in flows:
        if _QUOTE not in flow.steps and _CONSENT not in flow.steps:
            continue
        if flow.procedure:
            paid.add(flow.procedure)
        if _CONSENT not in flow.steps:
            facts = {"value": flow.id}
            yield Finding(rule="Q016", path=FLOWS, where=("flows", flow.id), facts=facts)
    for name in sorted(paid & store.library.procedures.keys()):
        procedure = store.library.procedures[name]
        if not any(step.consent for step in procedure.steps):
            path = path_of("procedures", name)
            yield Finding(rule="Q016", path=path, where=("steps",), facts={"value": name})


def untested(store: StoreFacts) -> Iterator[Finding]:
    """Q020: a promise's target of which two periods brought no ticket.

    Known only of targets that are counted from tickets, and only where tickets are older than
    that: a new store has tested nothing yet, and registers and surveys are not read here.
    """
    rows = [row for row in store.rows if row.received and not row.imported]
    oldest = min((row.received for row in rows), default=store.now)
    named = {_metric(one): None for _, one in commitments(store)}
    for name in named:
        goal, counts = store.figures.goals.get(name), _COUNTED.get(name)
        if goal is None or counts is None:
            continue
        shortest = min((_PERIOD_DAYS.get(one, 31) for one in goal.period), default=31)
        since = store.now - _PERIODS * shortest * _DAY
        if oldest <= since and not any(row.received > since and counts(row) for row in rows):
            facts = {"value": name, "days": _PERIODS * shortest}
            yield Finding(rule="Q020", path=TARGETS, where=("targets", name), facts=facts)


def _is_kind(*kinds: str) -> Callable[[TicketRow], bool]:
    return lambda row: row.kind in kinds


_COUNTED: dict[str, Callable[[TicketRow], bool]] = {
    **dict.fromkeys(
        ("complaint.reply", "complaint.answer", "complaint.closed", "complaint.visit"),
        _is_kind("complaint", "hotline"),
    ),
    **dict.fromkeys(
        ("repair.response", "repair.urgent", "repair.small", "repair.first_pass", "repair.visit"),
        _is_kind("repair"),
    ),
    "visit.satisfied": _is_kind("repair", "complaint", "hotline"),
}
"""Targets that are counted from tickets, and which tickets bring data."""
