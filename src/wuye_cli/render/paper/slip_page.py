"""The work slip (派工单): one A5 page a ticket, with a stub to tear off."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wuye_cli.i18n.catalog import label, language
from wuye_cli.render.page_parts import named
from wuye_cli.render.paper.press import draw, minute, text, window_text, word
from wuye_cli.render.paper.qr import qr_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from wuye_cli.domain.tickets.slip import DueLine, Resident, Slip, StepOnSlip

_TITLE, _WORDS, _WHERE, _NAME, _STUB_TITLE, _TIER = 104, 232, 30, 30, 62, 24
_SHORT_NAME, _TICK, _STEP, _TIMED_STEP, _CLOCK, _CATEGORY = 14, 56, 36, 18, 28, 33
"""Columns of the texts that people wrote, by the room that the page has for them."""
_MOST_TICKS = 6
_MOST_TIMES = 7
_MOST_DUES = 4
_TIMED = ("arrive", "vendor_arrive", "contain", "dissuade", "quote", "consent", "resolve")
"""Steps for whose time the slip has a box."""
_BOXED = frozenset({*_TIMED, "accept", "no_access", "sign"})
"""Steps that need no line in the list: timed, signed, or told by telephone."""
_REPORTED = (
    ("arrive", "arrive"),
    ("vendor_arrive", "vendor_arrive"),
    ("contain", "contain"),
    ("dissuade", "dissuade"),
    ("quote", "quote"),
    ("consent", "consent"),
    ("resolve", "resolve"),
    ("quote", "paid"),
    ("contain", "told"),
)
"""Step of the flow to the word in the line that is reported back, in the order of writing."""
_PAID = ("cash", "wechat", "alipay", "transfer")
_SCORES = ("5", "4", "3", "2", "1")


def slips_page(templates: Mapping[str, str], slips: Sequence[Slip], estate: str, year: int) -> str:
    """Return the page of some slips, each on a sheet of its own.

    Args:
        templates: Text of every template by name.
        slips: The slips.
        estate: Name of the estate.
        year: The present one, which dates leave out.
    """
    facts = {
        "title": word("slip.document", ids=" ".join(slip.ticket.id for slip in slips)),
        "estate": text(estate, _WHERE),
        "slips": [_facts(slip, year) for slip in slips],
        "scores": [label("score", score) for score in _SCORES],
        "paid": [word(f"paid.{way}") for way in _PAID],
    }
    return draw(templates, "slip", facts)


def _facts(slip: Slip, year: int) -> dict[str, Any]:
    ticket = slip.ticket
    stem, dash, end = ticket.id.rpartition("-")
    steps = {step.rule.id for step in slip.steps if _concerns(slip, step)}
    is_paid = "quote" in steps
    tier = slip.tier
    return {
        "id": ticket.id,
        "id_stem": stem + dash,
        "id_end": end,
        "qr": qr_of(ticket.id),
        "tier": text(_bare(named(tier)), _TIER) if tier else "",
        "is_urgent": tier is not None and tier.service == "emergency",
        "again": word("slip.again", n=slip.cycle) if slip.cycle > 1 else "",
        "where": text(ticket.unit or ticket.place, _WHERE),
        "category": _category(slip),
        "resident": _resident(slip.resident),
        "assignee": text(slip.assignee, _NAME),
        "window": window_text(slip.window, year) if slip.window else "",
        "received": word(
            "slip.received_by",
            at=minute(slip.received, year),
            channel=label("channel", ticket.channel),
        ),
        "title": text(ticket.title, _TITLE),
        "words": "" if ticket.words == ticket.title else text(ticket.words, _WORDS),
        "short_assignee": text(slip.assignee, _SHORT_NAME),
        "short_title": text(ticket.title, _STUB_TITLE),
        "dues": [_due(due, year) for due in slip.dues[:_MOST_DUES]],
        "ticks": [text(named(tick), _TICK) for tick in slip.ticks[:_MOST_TICKS]],
        "steps": [] if slip.ticks else _steps(slip),
        "times": _times(slip, is_paid=is_paid),
        "is_paid": is_paid,
        "price": text(slip.price, 12),
        "cause": text(slip.cause, 40),
        "method": text(slip.method, 40),
        "is_rated": slip.resident.known,
        "signer": word(f"slip.{_signer(slip, steps)}"),
        "report": _report(slip, steps),
    }


def _bare(name: str) -> str:
    """Return a name without what it explains in brackets or behind a comma, for a badge."""
    for mark in "（(，,":
        name = name.partition(mark)[0].strip() or name
    return name


def _signer(slip: Slip, steps: set[str]) -> str:
    """Return who signs at the end: the owner at home, else who handled it, else who checked it."""
    if "sign" in steps:
        return "done_signature"
    return "handled_by" if slip.resident.known else "checked_by"


def _category(slip: Slip) -> str:
    kind = label("kind", slip.ticket.kind) if slip.ticket.kind else ""
    about = named(slip.category) if slip.category else slip.ticket.category
    return text(" · ".join(part for part in (kind, about) if part), _CATEGORY)


def _resident(resident: Resident) -> str:
    """Return who reported: as far as it was asked for, else by the last digits of the phone."""
    if not resident.known:
        return word("slip.nobody")
    said = text(resident.name or resident.role, _SHORT_NAME) or word("slip.resident")
    if resident.phone:
        return f"{said} {text(resident.phone, _NAME)}"
    return word("slip.digits", who=said, digits=resident.digits) if resident.digits else said


def _due(line: DueLine, year: int) -> dict[str, str]:
    own = line.clock.label if language() == "zh" else line.clock.label_en
    name = text(own, _CLOCK) or label("clock", line.clock.id)
    if line.stopped is not None:
        return {"name": name, "at": word("slip.stopped", at=minute(line.stopped, year))}
    at = minute(line.due, year) if line.due else word("slip.to_agree")
    return {"name": name, "at": word("slip.provisional", at=at) if line.is_provisional else at}


def _steps(slip: Slip) -> list[str]:
    """Return the steps that have no box for a time, what is required first."""
    left = [step for step in slip.steps if step.rule.id not in _BOXED and _concerns(slip, step)]
    names = {step.rule.id: text(named(step.rule), _STEP) for step in left}
    required = [names[step.rule.id] for step in left if step.required]
    others = [names[step.rule.id] for step in left if not step.required]
    return [*required, *(word("slip.if_needed", step=name) for name in others)][:_MOST_TICKS]


def _concerns(slip: Slip, step: StepOnSlip) -> bool:
    """Say whether a step may come up at all: the maintainer's do only where there is one."""
    has_vendor = slip.category is not None and bool(slip.category.vendor)
    return has_vendor or not step.rule.id.startswith("vendor_")


def _times(slip: Slip, *, is_paid: bool) -> list[dict[str, str]]:
    steps = {step.rule.id: step for step in slip.steps}
    found = []
    for name in _TIMED:
        step = steps.get(name)
        if step is None or not _concerns(slip, step):
            continue
        taken = f"{step.taken:%H:%M}" if step.taken else ""
        found.append({"name": text(named(step.rule), _TIMED_STEP), "at": taken})
    if is_paid:
        found.append({"name": word("slip.payment"), "at": ""})
    return found[:_MOST_TIMES]


def _report(slip: Slip, steps: set[str]) -> str:
    """Return the line with which the technician reports back, as the desk types it."""
    said = [word(f"report.{name}") for step, name in _REPORTED if step in steps]
    return " ".join((slip.tail, *said, word("report.slip")))
