"""Values of imported rows as the store names them: tiers, categories, kinds, channels, people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wuye_cli.domain.errors import CallError, NotFoundError
from wuye_cli.domain.naming import find_named
from wuye_cli.domain.people.contacts import ID_MARK, PHONE_MARK, has_personal_data
from wuye_cli.domain.people.number_hint import may_hold_number
from wuye_cli.domain.tickets.call import normal_unit
from wuye_cli.gateways.importers.mapping import EXTERNAL
from wuye_cli.gateways.importers.rows import Problem
from wuye_cli.services.residents import Contact, clean_words
from wuye_cli.services.transfer_people import phones_in
from wuye_cli.services.transfer_tickets import Wanted
from wuye_cli.services.vocabulary import (
    category_names,
    channel_of,
    kind_names,
    person_of,
    tier_names,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from wuye_cli.domain.people.contacts import Extracted
    from wuye_cli.gateways.importers.mapping import ImportMap
    from wuye_cli.gateways.importers.rows import Record
    from wuye_cli.services.desk import Desk

_TITLE_FROM_WORDS = 60
_FREE = ("title", "words", "place", "result", "queue", "verdict", "reporter_role", "unit")
"""Texts out of which phones and identity numbers are taken."""


class Reading:
    """Turns records into rows that can become tickets; a value is looked up once.

    Args:
        desk: The desk.
        mapping: The mapping; where it is strict, a value that is unknown here refuses its row.
        now: When the import runs.

    Raises:
        NotFoundError: `unknown_tier` if the store has no tier for imported tickets.
    """

    def __init__(self, desk: Desk, mapping: ImportMap, now: datetime) -> None:
        self._desk = desk
        self._system = mapping.source
        self._now = now
        self._strict = mapping.strict
        self._has_targets = "target_at" in mapping.fields
        self._known: dict[tuple[str, str], str | None] = {}
        self._seen: dict[str, int] = {}
        rules = desk.rules
        tiers = rules.book_at(now)
        if EXTERNAL not in tiers.tiers:
            raise NotFoundError("unknown_tier", value=EXTERNAL, suggestions=list(tiers.tiers)[:8])
        self._find: dict[str, Callable[[str], str]] = {
            "tier": lambda text: find_named(text, tier_names(tiers), code="unknown_tier"),
            "kind": lambda text: find_named(text, kind_names(rules), code="unknown_kind"),
            "category": lambda text: find_named(
                text, category_names(rules.categories), code="unknown_category"
            ),
            "channel": lambda text: channel_of(desk, text),
            "assignee": lambda text: person_of(desk, _without_numbers(text)),
        }

    def wanted(self, record: Record) -> tuple[Wanted, Contact] | None:
        """Return the row of a record and who reported it; None if a problem keeps it out."""
        self._require_own_key(record)
        named = {field: self._named(record, field) for field in self._find}
        texts, contact = self._texts_of(record)
        state = self._state(record)
        opened = record.opened
        if record.is_refused or opened is None:
            return None
        row = Wanted(
            system=self._system,
            key=record.key,
            line=record.line,
            opened=opened,
            state=state,
            closed=record.closed,
            target=record.target,
            assigned=record.assigned,
            role=texts.pop("reporter_role", ""),
            **(named | texts),
        )
        self._complete(record, row)
        self._note_contradictions(record, row)
        return row, contact

    def _require_own_key(self, record: Record) -> None:
        key = record.key
        if not key:
            return
        first = self._seen.setdefault(key, record.line)
        if first != record.line:
            _add(record, "key_twice", refused=True, value=key, other=str(first))
        elif may_hold_number(key) and has_personal_data(key):
            _add(record, "key_personal", refused=True, field="key", value=key)

    def _named(self, record: Record, field: str) -> str:
        """Return the id that a value means; empty, with a problem, if there is none."""
        text = record.texts.pop(field, "")
        if not text:
            return ""
        at = (field, text)
        if at not in self._known:
            try:
                self._known[at] = self._find[field](text)
            except CallError:
                self._known[at] = None
        found = self._known[at]
        if found is None:
            _add(record, "value_unknown", refused=self._strict, field=field, value=text)
        return found or ""

    # -- texts ----------------------------------------------------------------------------

    def _texts_of(self, record: Record) -> tuple[dict[str, str], Contact]:
        """Return the texts without personal numbers, and the contact that they make."""
        phones: tuple[str, ...] = ()
        ids: tuple[str, ...] = ()
        texts = {}
        for name, text in record.texts.items():
            if name in _FREE:
                texts[name], found = _cleaned(text)
                if found is not None:
                    phones, ids = (*phones, *found.phones), (*ids, *found.ids)
        own = record.texts.get("reporter_phone", "")
        own_phones = phones_in(own, clean_words(own)[1].phones) if own else ()
        if own and not own_phones:
            _add(record, "phone_unread", field="reporter_phone", value=own)
        texts["unit"] = self._unit(texts)
        contact = Contact(
            name=record.texts.get("reporter_name", ""),
            phones=tuple(dict.fromkeys((*own_phones, *phones))),
            ids=tuple(dict.fromkeys(ids)),
            unit=texts["unit"],
        )
        return texts, contact

    @staticmethod
    def _unit(texts: dict[str, str]) -> str:
        """Return a home in its usual form; what is none is a place, so that nothing is lost."""
        said = texts.get("unit", "")
        unit = normal_unit(said)
        if said and not unit and not texts.get("place"):
            texts["place"] = said
            return ""
        return unit or said

    def _complete(self, record: Record, row: Wanted) -> None:
        """Fill in what every ticket has: a title, a kind, a tier."""
        if not row.title:
            first = row.words.strip().split("\n")[0]
            row.title = first[:_TITLE_FROM_WORDS] or f"{row.system} {row.key}"
            _add(record, "no_title", field="title", value=row.title)
        rules = self._desk.rules.categories
        known = rules.categories.get(row.category)
        row.kind = row.kind or (known.kind if known else "") or rules.default_kind
        row.tier = row.tier or EXTERNAL

    # -- what the row says of its end ---------------------------------------------------------

    def _state(self, record: Record) -> str:
        said = record.texts.pop("status", "")
        if not said:
            return "closed" if record.closed is not None else "open"
        if said not in {"open", "done", "closed", "cancelled"}:
            _add(record, "value_unknown", refused=self._strict, field="status", value=said)
            return "closed" if record.closed is not None else "open"
        return said

    def _note_contradictions(self, record: Record, row: Wanted) -> None:
        target = row.target
        ended = row.state != "open"
        is_early = row.closed is not None and row.closed < row.opened
        for is_so, code, field in (
            (is_early, "closed_before_opened", "closed_at"),
            (ended and row.closed is None, "closed_without_time", "closed_at"),
            (not ended and row.closed is not None, "open_but_closed", "status"),
            (self._has_targets and target is None, "no_due", "target_at"),
            (target is not None and target < row.opened, "target_before_opened", "target_at"),
            (row.opened > self._now, "in_future", "opened_at"),
            (row.closed is not None and row.closed > self._now, "in_future", "closed_at"),
        ):
            if is_so:
                _add(record, code, field=field)


def _without_numbers(text: str) -> str:
    """Return a name beside which a phone was written."""
    return clean_words(text)[0].replace(PHONE_MARK, "").replace(ID_MARK, "").strip()


def _cleaned(text: str) -> tuple[str, Extracted | None]:
    """Return a text without personal numbers; the look is spared where there are no digits."""
    if not may_hold_number(text):
        return text, None
    return clean_words(text)


def _add(
    record: Record,
    code: str,
    *,
    refused: bool = False,
    field: str = "",
    value: str = "",
    **facts: str,
) -> None:
    record.problems.append(
        Problem(line=record.line, code=code, refused=refused, key=record.key, field=field,
                value=value[:80], facts=facts)
    )  # fmt: skip
