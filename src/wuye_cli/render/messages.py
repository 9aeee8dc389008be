"""Texts to send: the facts of a ticket in the words of a language, put into a template."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wuye_cli.domain.tickets.template import fill
from wuye_cli.i18n.catalog import fill as fill_sentence
from wuye_cli.i18n.catalog import words_of
from wuye_cli.render.plain import clean, clean_lines

if TYPE_CHECKING:
    from datetime import datetime

    from wuye_cli.domain.tickets.message import Label, MessageFacts
    from wuye_cli.domain.tickets.template import Template

_TENANTS = frozenset({"租户", "住户", "家属", "tenant", "resident"})


def message_text(template: Template, facts: MessageFacts, language: str) -> str:
    """Return the finished text; every value is one line and put in as it is.

    Raises:
        RefusedError: `say_lacks`, when the template cannot do without something that is not there.
    """
    values = {name: clean(value) for name, value in _Words(facts, language).values().items()}
    return clean_lines(fill(template.text(language), values))


class _Words:
    """The values of one text in one language."""

    def __init__(self, facts: MessageFacts, language: str) -> None:
        self._facts = facts
        self._language = language
        self._say = words_of(language, "say")
        self._labels = words_of(language, "labels")

    def values(self) -> dict[str, str]:
        """Return every placeholder with its value, which may be empty."""
        facts = self._facts
        return {
            "id": facts.id,
            "estate": facts.estate,
            "desk_phone": facts.desk_phone,
            "today": self._day(facts.today),
            "received": self._moment(facts.received),
            "category": self._label(facts.category)
            or self._labels.get(f"kind.{facts.kind}", self._say["say.matter"]),
            "dear": self._dear(),
            "unit": facts.unit,
            "technician": self._technician(),
            "progress": self._progress(),
            "appointment": self._window(),
            "step": self._label(facts.step)
            or self._labels.get(f"clock.{facts.step.id}", facts.step.id),
            "due": self._moment(facts.due) if facts.due else "",
            "done_at": self._moment(facts.done_at) if facts.done_at else "",
            "price": facts.price,
            "paid": facts.paid,
            "unpaid": facts.unpaid,
            "code": facts.code,
            "words": facts.words,
            "where": facts.where,
            "title": facts.title,
            "tier": self._label(facts.tier) or facts.tier.id,
        }

    def _sentence(self, code: str, **facts: str) -> str:
        return fill_sentence(self._say[code], facts)

    def _label(self, label: Label) -> str:
        return label.zh if self._language == "zh" else label.en or label.zh

    def _dear(self) -> str:
        if self._facts.name:
            return self._sentence("say.dear", name=self._facts.name)
        is_tenant = self._facts.role in _TENANTS
        return self._say["say.dear_resident" if is_tenant else "say.dear_owner"]

    def _technician(self) -> str:
        if self._facts.surname:
            return self._sentence("say.technician", surname=self._facts.surname)
        return self._say["say.somebody"] if self._facts.assigned else ""

    def _progress(self) -> str:
        reason = self._label(self._facts.reason)
        return self._sentence(f"progress.{self._facts.progress}", reason=reason)

    def _day(self, at: datetime) -> str:
        month = self._say["say.months"].split()[at.month - 1]
        return self._sentence("say.day", year=str(at.year), month=month, day=str(at.day))

    def _moment(self, at: datetime) -> str:
        month = self._say["say.months"].split()[at.month - 1]
        weekday = self._say["say.weekdays"].split()[at.weekday()]
        return self._sentence(
            "say.moment", month=month, day=str(at.day), weekday=weekday, time=f"{at:%H:%M}"
        )

    def _window(self) -> str:
        if self._facts.appointment is None:
            return ""
        opens, closes = self._facts.appointment
        till = f"{closes:%H:%M}" if opens.date() == closes.date() else self._moment(closes)
        return self._sentence("say.window", opens=self._moment(opens), till=till)
