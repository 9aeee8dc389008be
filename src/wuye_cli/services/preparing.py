"""From what was typed to the facts of an event: names to ids, residents to references, defaults."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from unicodedata import normalize

from wuye_cli.domain.errors import CallError
from wuye_cli.domain.naming import find_named
from wuye_cli.domain.tickets import classify
from wuye_cli.domain.tickets.conditions import is_anonymous
from wuye_cli.domain.tickets.head import AMENDABLE
from wuye_cli.domain.tickets.kinds import BY_ASSIGNEE
from wuye_cli.domain.tickets.standing import fold
from wuye_cli.domain.timekeeping.due import next_open
from wuye_cli.services.desk import Draft
from wuye_cli.services.residents import (
    EVERYBODY,
    Contact,
    clean_words,
    name_of_reporter,
    named,
    reference,
)
from wuye_cli.services.vocabulary import (
    COMPLEXITIES,
    FORMS,
    LEVELS_TOLD,
    URGENCIES,
    category_names,
    channel_of,
    choice_of,
    clock_names,
    kind_names,
    person_of,
    reason_names,
    tier_names,
    unit_of,
)
from wuye_cli.services.wording import NO_WORDS, one_line

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from wuye_cli.domain.tickets.ticket import Ticket
    from wuye_cli.services.desk import Desk
    from wuye_cli.store.transaction import Transaction

    Facts = dict[str, Any]
    Prepare = Callable[[Desk, Transaction, Ticket, Facts], Facts]

LONGEST_TITLE = 200
"""Most characters of a title; what is longer belongs into the words."""


def prepared(desk: Desk, changes: Transaction, ticket: Ticket, draft: Draft) -> Draft:
    """Return `draft` with its names resolved and every resident's data moved to `people/`."""
    fields = {key: value for key, value in draft.fields.items() if _is_said(value)}
    if "approved_by" in fields:
        fields["approved_by"] = person_of(desk, str(fields["approved_by"]))
    prepare = _PREPARE.get(draft.do)
    if prepare is not None:
        fields = prepare(desk, changes, ticket, fields)
    apart = _without_contacts(desk, changes, ticket, {**fields, "src": draft.src})
    src = apart.pop("src")
    return Draft(do=draft.do, at=draft.at, who=_doer(desk, ticket, draft), src=src, fields=apart)


def _is_said(value: Any) -> bool:
    """Whether a field was given; blanks alone say nothing."""
    return bool(value.strip()) if isinstance(value, str) else value not in (None, (), {})


def _doer(desk: Desk, ticket: Ticket, draft: Draft) -> str:
    if draft.who:
        return person_of(desk, draft.who)
    return fold(ticket).assignee if draft.do in BY_ASSIGNEE else ""


def _without_contacts(desk: Desk, changes: Transaction, ticket: Ticket, fields: Facts) -> Facts:
    """Move phone and identity numbers, and the reporter's name, out of every text of an event."""
    name = name_of_reporter(desk, changes, ticket)
    phones: list[str] = []
    numbers: list[str] = []

    def apart(value: Any, field: str) -> Any:
        if isinstance(value, str):
            cleaned, found = clean_words(value, name=name, field=field)
            phones.extend(found.phones)
            numbers.extend(found.ids)
            return cleaned
        if isinstance(value, tuple):
            return tuple(apart(item, field) for item in value)
        if isinstance(value, dict):
            return {key: apart(item, key) for key, item in value.items()}
        return value

    cleaned = {
        key: value if key in NO_WORDS else apart(value, key) for key, value in fields.items()
    }
    if phones or numbers:
        reporter = ticket.reporter.person if ticket.reporter else ""
        contact = Contact(phones=tuple(phones), ids=tuple(numbers), unit=ticket.unit)
        reference(desk, changes, contact, known_as=reporter)
    return cleaned


# -- one kind at a time ---------------------------------------------------------------------------


def _assigned(desk: Desk, _changes: Transaction, _ticket: Ticket, fields: Facts) -> Facts:
    if "to" not in fields:
        raise CallError("missing_option", option="--to")
    return {**fields, "to": person_of(desk, str(fields["to"]))}


def _paused(desk: Desk, _changes: Transaction, ticket: Ticket, fields: Facts) -> Facts:
    book = desk.book_of(ticket)
    reason = find_named(str(fields["reason"]), reason_names(book), code="unknown_reason")
    until = fields.get("until") or _next_morning(desk, ticket, desk.now())
    return {**fields, "reason": reason, "until": until}


def _next_morning(desk: Desk, ticket: Ticket, now: datetime) -> datetime:
    """Return the next opening after today, of the hours in which the work is due."""
    book = desk.book_of(ticket)
    tier = book.tiers.get(fold(ticket, book).tier)
    target = tier.targets.get("resolve") if tier else None
    calendar = desk.setting(ticket).calendar(target.calendar if target else "always")
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    start = int(midnight.timestamp()) + 86_400
    opened = next_open(calendar, start)
    return midnight.fromtimestamp(opened, midnight.tzinfo)


def _regraded(desk: Desk, _changes: Transaction, ticket: Ticket, fields: Facts) -> Facts:
    book = desk.book_of(ticket)
    return {**fields, "to": find_named(str(fields["to"]), tier_names(book), code="unknown_tier")}


def _classified(desk: Desk, _changes: Transaction, ticket: Ticket, fields: Facts) -> Facts:
    """Decide tier and limits anew from the category; a tier that stays is not written again."""
    book = desk.rules_at(ticket.received.at).categories
    if not {"category", "kind", "tier", "urgency", "complexity"} & fields.keys():
        raise CallError("missing_option", option="--category")
    fields = {
        **fields,
        **{
            key: choice_of(str(fields[key]), known, key)
            for key, known in (("urgency", URGENCIES), ("complexity", COMPLEXITIES))
            if key in fields
        },
    }
    tiers = desk.book_of(ticket)
    category = (
        find_named(str(fields["category"]), category_names(book), code="unknown_category")
        if "category" in fields
        else ticket.category
    )
    known = book.categories.get(category)
    complexity = str(fields.get("complexity", book.default_complexity))
    tier = (
        find_named(str(fields["tier"]), tier_names(tiers), code="unknown_tier")
        if "tier" in fields
        else classify.decide_tier(
            known,
            book,
            place=classify.place_of(ticket.unit),
            urgency=str(fields.get("urgency", book.default_urgency)),
            complexity=complexity,
        )
    )
    kind = (
        find_named(str(fields["kind"]), kind_names(desk.rules), code="unknown_kind")
        if "kind" in fields
        else (known.kind if known else "")
    )
    return _changed_class(ticket, category, kind, tier, fields) | {
        "limits": classify.limits_of(known, complexity)
    }


def _changed_class(ticket: Ticket, category: str, kind: str, tier: str, fields: Facts) -> Facts:
    """Return the fields of a classification; `tier` only where it is another one."""
    changed: Facts = {
        key: fields[key] for key in ("urgency", "complexity", "reason") if key in fields
    }
    was: dict[str, str] = {}
    for key, value in (("category", category), ("kind", kind)):
        if value and value != getattr(ticket, key):
            changed[key] = value
            was[key] = getattr(ticket, key)
    if tier != fold(ticket).tier:
        changed["tier"] = tier
    return {**changed, "was": was}


def _amended(desk: Desk, _changes: Transaction, ticket: Ticket, fields: Facts) -> Facts:
    changes = dict(fields.get("changes", {}))
    for field in changes:
        if field not in AMENDABLE:
            raise CallError("not_amendable", field=field, known=list(AMENDABLE))
    readers: dict[str, Callable[[str], str]] = {
        "unit": unit_of,
        "channel": lambda text: channel_of(desk, text),
        "form": lambda text: choice_of(text, FORMS, "form"),
        "title": title_of,
        "place": one_line,
    }
    changes = {field: readers.get(field, str)(text) for field, text in changes.items()}
    was = {field: getattr(ticket, field) for field in changes}
    return {**fields, "changes": changes, "was": was}


def title_of(text: str) -> str:
    """Return a title as one line.

    Raises:
        CallError: `too_long`.
    """
    title = one_line(text)
    if len(title) > LONGEST_TITLE:
        raise CallError("too_long", field="title", count=len(title), longest=LONGEST_TITLE)
    return title


def _with_resident(key: str) -> Prepare:
    """Return what turns a resident's name in `key` into a reference."""

    def prepare(desk: Desk, changes: Transaction, ticket: Ticket, fields: Facts) -> Facts:
        name = str(fields.pop(key, ""))
        person = named(desk, changes, ticket, name)
        return {**fields, key: person} if person else fields

    return prepare


_resident_told = _with_resident("to")


def _told(desk: Desk, changes: Transaction, ticket: Ticket, fields: Facts) -> Facts:
    """Say to whom it was told; what is posted for an anonymous slip is told to everybody."""
    if "to" not in fields and is_anonymous(ticket):
        return {**fields, "to": EVERYBODY}
    return _resident_told(desk, changes, ticket, fields)


def _agreed(desk: Desk, _changes: Transaction, ticket: Ticket, fields: Facts) -> Facts:
    names = clock_names(desk.book_of(ticket))
    return {**fields, "clock": find_named(str(fields["clock"]), names, code="unknown_clock")}


def _escalated(_desk: Desk, _changes: Transaction, _ticket: Ticket, fields: Facts) -> Facts:
    return {**fields, "to": choice_of(str(fields["to"]), LEVELS_TOLD, "to")}


def _merged(desk: Desk, changes: Transaction, ticket: Ticket, fields: Facts) -> Facts:
    parent = desk.ticket(str(fields["into"]))
    if parent.uid == ticket.uid or not changes.exists(desk.path_of(parent.id, recent=True)):
        raise CallError("merge_into_itself", id=ticket.id)
    return {**fields, "into": parent.id}


def _repeated(desk: Desk, _changes: Transaction, ticket: Ticket, fields: Facts) -> Facts:
    other = desk.ticket(str(fields["repeat_of"]))
    if other.uid == ticket.uid:
        raise CallError("merge_into_itself", id=ticket.id)
    return {**fields, "repeat_of": other.id}


def _rebound(desk: Desk, _changes: Transaction, _ticket: Ticket, fields: Facts) -> Facts:
    version = str(fields["version"])
    if desk.rules.book(version) is None:
        known = list(dict.fromkeys(book.version for book in desk.rules.books))
        raise CallError("unknown_value", value=version, suggestions=known)
    return fields


_SCORES = {"很满意": 5, "满意": 4, "基本满意": 3, "不满意": 2, "很不满意": 1}
"""Words of DB11/T 751-2025 4.2.5(3) for a score."""


def score_of(text: str) -> int:
    """Return the score that a number or a word means, 1 to 5.

    Raises:
        CallError: `bad_score`.
    """
    text = normalize("NFKC", text).strip()
    if text in _SCORES:
        return _SCORES[text]
    if text.isascii() and text.isdigit() and 1 <= int(text) <= len(_SCORES):
        return int(text)
    raise CallError("bad_score", value=text)


_PREPARE: dict[str, Prepare] = {
    "dispatch": _assigned,
    "transfer": _assigned,
    "pause": _paused,
    "regrade": _regraded,
    "classify": _classified,
    "amend": _amended,
    "consent": _with_resident("person"),
    "sign": _with_resident("person"),
    "feedback": _told,
    "reply": _told,
    "answer": _told,
    "urge": _with_resident("person"),
    "escalate": _escalated,
    "agree": _agreed,
    "merge": _merged,
    "repeat": _repeated,
    "rebind": _rebound,
}
