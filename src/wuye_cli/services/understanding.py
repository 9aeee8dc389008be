"""What somebody asks to be received, and what the standards make of it."""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING, Any

import msgspec

from wuye_cli.domain.errors import CallError, RefusedError
from wuye_cli.domain.naming import find_named
from wuye_cli.domain.tickets import classify
from wuye_cli.domain.tickets.call import Call, normal_unit
from wuye_cli.domain.tickets.tier import EMERGENCY
from wuye_cli.domain.tickets.workflow import CLOCK_SKEW_S
from wuye_cli.services.preparing import LONGEST_TITLE
from wuye_cli.services.residents import (
    Contact,
    clean_words,
    persons_with,
    without_marks,
)
from wuye_cli.services.vocabulary import (
    COMPLEXITIES,
    FORMS,
    URGENCIES,
    category_names,
    channel_of,
    choice_of,
    kind_names,
    person_of,
    tier_names,
    unit_of,
)
from wuye_cli.services.wording import one_line

if TYPE_CHECKING:
    from wuye_cli.domain.tickets.category import Category
    from wuye_cli.domain.tickets.tier import TierBook
    from wuye_cli.services.desk import Desk


class Request(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be received, as it was typed; empty fields are decided by the standards.

    Attributes:
        at: When the caller spoke; None for now.
        answered: The caller was answered by taking the call, so `ack` is written with it.
    """

    title: str
    category: str = ""
    unit: str = ""
    place: str = ""
    kind: str = ""
    tier: str = ""
    channel: str = ""
    words: str = ""
    at: datetime | None = None
    phone: str = ""
    name: str = ""
    role: str = ""
    form: str = ""
    urgency: str = ""
    complexity: str = ""
    first_asked: str = ""
    who: str = ""
    src: str = ""
    answered: bool = False
    guess: bool = False
    repeat_of: str = ""
    agreed: tuple[datetime, datetime] | None = None


class Understood(msgspec.Struct, frozen=True, kw_only=True):
    """A request after the standards were asked."""

    category: str
    kind: str
    tier: str
    channel: str
    urgency: str
    complexity: str
    unit: str
    place: str
    limits: dict[str, tuple[str, str]]
    dangers: tuple[str, ...] = ()
    alias: str = ""


def kept_apart(desk: Desk, request: Request) -> tuple[Request, Contact]:
    """Return a request as history may keep it, and the resident whom its numbers belong to.

    A title is one line of limited length; what does not fit stands whole in the words.

    Raises:
        CallError: If a text is too long, or a word of a closed list or a name is none.
        NotFoundError: If there is no such ticket as `repeat_of`.
    """
    phones = [request.phone] if request.phone else []
    numbers: list[str] = []

    def apart(text: str, field: str) -> str:
        cleaned, found = clean_words(text, name=request.name.strip(), field=field)
        phones.extend(found.phones)
        numbers.extend(found.ids)
        return cleaned

    name = one_line(without_marks(clean_words(request.name, field="name")[0]))
    whole = apart(one_line(request.title), "title")
    title = one_line(without_marks(whole)) or whole
    kept = msgspec.structs.replace(
        request,
        title=title[:LONGEST_TITLE],
        words=apart(request.words, "words") or (whole if len(title) > LONGEST_TITLE else ""),
        unit=unit_of(request.unit),
        form=choice_of(request.form, FORMS, "form"),
        urgency=choice_of(request.urgency, URGENCIES, "urgency"),
        complexity=choice_of(request.complexity, COMPLEXITIES, "complexity"),
        who=person_of(desk, request.who),
        first_asked=person_of(desk, request.first_asked),
        repeat_of=desk.ticket(request.repeat_of).id if request.repeat_of else "",
        **{field: apart(one_line(getattr(request, field)), field) for field in _ONE_LINE},
    )
    return kept, Contact(name=name, phones=tuple(phones), ids=tuple(numbers), unit=kept.unit)


_ONE_LINE = ("place", "role", "src")


def require_matter(desk: Desk, call: Call, request: Request) -> None:
    """Refuse a call without a matter; a home or a phone alone names what is still open there.

    Raises:
        CallError: `nothing_said` or `no_matter`.
    """
    if not call.title:
        raise CallError("nothing_said")
    matter, found = clean_words(call.title)
    is_place = call.unit == normal_unit(call.title) if call.unit else call.place == call.title
    if request.title or (one_line(without_marks(matter)) and not is_place):
        return
    db = desk.index().db
    persons = json.dumps(persons_with(desk, found.phones))
    rows = db.execute(
        "SELECT id, title FROM tickets WHERE is_open AND (unit = ? AND unit <> ''"
        " OR person IN (SELECT value FROM json_each(?))) ORDER BY n",
        (call.unit, persons),
    )
    still_open = [f"{row[0]} {row[1]}" for row in rows]
    raise CallError("no_matter", where=call.unit or call.place, still_open=still_open)


def require_sane(request: Request, at: datetime, now: datetime) -> None:
    """Refuse a request without a matter, from the future, or for two places at once."""
    if not one_line(request.title):
        raise CallError("nothing_said")
    if (at - now).total_seconds() > CLOCK_SKEW_S:
        raise RefusedError("E_FUTURE", event="receive", at=at.isoformat())
    if request.unit and request.place:
        raise CallError("unit_and_place", unit=request.unit, place=request.place)


def understand(desk: Desk, request: Request) -> Understood:
    """Ask the standards for category, kind, tier and the category's own limits."""
    book = desk.rules_at(request.at or desk.now()).categories
    guessed = classify.guess(f"{request.title} {request.words}", book)
    category = (
        find_named(request.category, category_names(book), code="unknown_category")
        if request.category
        else guessed.category
        if request.guess
        else ""
    )
    known = book.categories.get(category)
    complexity = request.complexity or book.default_complexity
    urgency = request.urgency or (classify.DANGER if guessed.dangers else book.default_urgency)
    unit = request.unit
    tiers = desk.rules.book_at(request.at or desk.now())
    tier = (
        find_named(request.tier, tier_names(tiers), code="unknown_tier")
        if request.tier
        else classify.decide_tier(
            known,
            book,
            place=classify.place_of(unit),
            urgency=urgency,
            complexity=complexity,
        )
    )
    kind = _kind(desk, request, known)
    raised = "" if request.tier or not request.guess else _raised(guessed.dangers, kind, tiers)
    return Understood(
        category=category,
        kind=kind,
        tier=raised or _written_form(request, tier, tiers.tiers),
        channel=channel_of(desk, request.channel),
        urgency=urgency if urgency != book.default_urgency else "",
        complexity=complexity if complexity != book.default_complexity else "",
        unit=unit,
        place=request.place,
        limits=classify.limits_of(known, complexity),
        dangers=guessed.dangers,
        alias=guessed.alias if request.guess and not request.category else "",
    )


_NO_WORK = frozenset({"complaint", "inquiry", "suggestion", "praise"})
"""Kinds in which a danger word tells of something past; it is remarked on, not raised."""


def _raised(dangers: tuple[str, ...], kind: str, book: TierBook) -> str:
    """Return the most urgent tier of emergencies for a call with a danger word, else nothing."""
    urgent = [tier for tier in book.tiers.values() if tier.service == EMERGENCY]
    if not dangers or kind in _NO_WORK or not urgent:
        return ""
    return max(urgent, key=lambda tier: tier.rank or 0).id


def _kind(desk: Desk, request: Request, category: Category | None) -> str:
    if request.kind:
        return find_named(request.kind, kind_names(desk.rules), code="unknown_kind")
    return (category.kind if category else "") or desk.rules.categories.default_kind


_WRITTEN = {"complaint": "complaint-written"}


def _written_form(request: Request, tier: str, tiers: Any) -> str:
    """Return the tier of a complaint in writing, where the standards tell the two apart."""
    other = _WRITTEN.get(tier, "")
    return other if request.form == "written" and not request.tier and other in tiers else tier
