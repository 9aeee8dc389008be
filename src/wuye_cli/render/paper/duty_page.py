"""The duty card (值班卡): people, numbers and dues on the front, what to do first on the back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wuye_cli.i18n.catalog import label, pick, sentence
from wuye_cli.render.page_parts import named
from wuye_cli.render.paper.press import draw, text
from wuye_cli.render.times import day_text, limit_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from wuye_cli.domain.duty import Contact
    from wuye_cli.domain.tickets.duty_card import DangerLine, DutyCard, OnCall
    from wuye_cli.domain.tickets.tier import Clock, Target

_NAME, _LINE, _STEP, _PHONE = 40, 80, 120, 40
"""Columns of the estate's own texts, so that one long one does not push the rest off the card."""
_MOST_PEOPLE = 6
_MOST_PHONES = 2
_MOST_STEPS = 6


def duty_page(templates: Mapping[str, str], card: DutyCard, estate: str, day: date) -> str:
    """Return the duty card.

    Args:
        templates: Text of every template by name.
        card: What it says.
        estate: Name of the estate.
        day: Of printing.
    """
    facts = {
        "estate": text(estate, _NAME),
        "date": day_text(day),
        "duty_phone": text(card.duty_phone, _PHONE),
        "after_hours": text(card.after_hours, _LINE),
        "order": [_on_call(line) for line in card.order],
        "contacts": [_contact(one) for one in card.contacts],
        "tiers": [
            {"name": text(named(tier), _NAME), "limits": _limits(limits)}
            for tier, limits in card.tiers
        ],
        "dangers": [_danger(one) for one in card.dangers],
    }
    return draw(templates, "duty", facts)


def missing_text(card: DutyCard) -> str:
    """Return what is blank on the card, with where it is filled in."""
    found: dict[str, list[str]] = {}
    for kind, zh, en in card.missing:
        found.setdefault(kind, []).append(text(pick(zh, en), _NAME))
    return pick("；", "; ").join(
        sentence(f"print.missing.{kind}", names=names) for kind, names in found.items()
    )


def _on_call(line: OnCall) -> dict[str, Any]:
    call = line.call
    return {
        "role": text(pick(*line.role), _NAME),
        "when": text(pick(call.when, call.when_en or call.when), _LINE),
        "people": [
            {
                "name": text(name, _NAME),
                "phones": pick("、", ", ").join(text(one, _PHONE) for one in phones[:_MOST_PHONES]),
            }
            for name, phones in line.people[:_MOST_PEOPLE]
        ],
    }


def _contact(contact: Contact) -> dict[str, str]:
    return {
        "name": text(named(contact), _NAME),
        "phone": text(contact.phone, _PHONE),
        "purpose": text(pick(contact.purpose, contact.purpose_en or contact.purpose), _LINE),
    }


def _danger(danger: DangerLine) -> dict[str, Any]:
    steps = pick(danger.steps, danger.steps_en or danger.steps)  # type: ignore[arg-type]
    return {
        "name": text(named(danger.category), _NAME),
        "steps": [text(step, _STEP) for step in steps[:_MOST_STEPS]],
        "call": [_contact(one) for one in danger.call],
        "limits": _limits(danger.limits),
    }


def _limits(limits: Iterable[tuple[Clock, Target]]) -> list[dict[str, str]]:
    return [
        {
            "name": text(pick(clock.label, clock.label_en), _NAME) or label("clock", clock.id),
            "time": limit_text(str(target.limit)),
        }
        for clock, target in limits
    ]
