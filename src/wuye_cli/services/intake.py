"""Receiving: a new ticket, with what it is about, how urgent, and who asked first."""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING, Any

import msgspec

from wuye_cli.domain.errors import CallError, RefusedError
from wuye_cli.domain.identity import TicketId, parse_ticket_id, ulid
from wuye_cli.domain.naming import find_named
from wuye_cli.domain.tickets import classify
from wuye_cli.domain.tickets.call import Call, normal_unit, read_call
from wuye_cli.domain.tickets.head import with_events
from wuye_cli.domain.tickets.ticket import Pinned, Reporter, Ticket
from wuye_cli.domain.tickets.workflow import CLOCK_SKEW_S, step
from wuye_cli.services.desk import Draft, about, one_line
from wuye_cli.services.preparing import LONGEST_TITLE
from wuye_cli.services.residents import (
    Contact,
    clean_words,
    persons_with,
    reference,
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
from wuye_cli.store.ticket_paths import ticket_folder, ticket_path

if TYPE_CHECKING:
    from datetime import date

    from wuye_cli.domain.tickets.category import Category
    from wuye_cli.domain.tickets.event import Event
    from wuye_cli.services.desk import Desk, Written
    from wuye_cli.store.transaction import Transaction


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


class _Understood(msgspec.Struct, frozen=True, kw_only=True):
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


def take(desk: Desk, text: str, request: Request) -> Written:
    """Receive a call in one breath: place, matter, category and tier are read from `text`.

    Raises:
        CallError: `nothing_said`, `no_matter` if only a home or a number was typed, and as
            `new_ticket`.
    """
    call = read_call(one_line(text))
    _require_matter(desk, call, request)
    return new_ticket(
        desk,
        msgspec.structs.replace(
            request,
            title=request.title or call.title,
            words=request.words or text,
            unit=request.unit or call.unit,
            place=request.place or call.place,
            answered=True,
            guess=True,
        ),
        op="take",
    )


def new_ticket(desk: Desk, request: Request, *, op: str = "new") -> Written:
    """Receive a ticket and commit it.

    Raises:
        CallError: If a name is unknown, the title is missing or a time cannot be read.
        RefusedError: `E_FUTURE` for a receipt that has not happened yet.
    """
    now = desk.now()
    at = request.at or now
    _require_sane(request, at, now)
    request, contact = _kept_apart(desk, request)
    understood = _understand(desk, request)
    earlier = _earlier(desk, understood, at)
    desk.index()
    with desk.transaction() as changes:
        person = reference(desk, changes, contact)
        number = _next_number(changes, at.date(), desk.code(changes))
        ticket = _blank(desk, request, understood, number, at, now)
        if person or request.role:
            reporter = Reporter(person=person, role=request.role)
            ticket = msgspec.structs.replace(ticket, reporter=reporter)
        with about(ticket.id):
            ticket, events = _events(desk, request, understood, ticket, earlier, now)
        path = ticket_path(ticket.id)
        written = desk.commit(changes, path, ticket, events, op=op)
    return msgspec.structs.replace(written, notes=_notes(understood, earlier, written))


# -- understanding --------------------------------------------------------------------------------


def _kept_apart(desk: Desk, request: Request) -> tuple[Request, Contact]:
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


def _require_matter(desk: Desk, call: Call, request: Request) -> None:
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


def _require_sane(request: Request, at: datetime, now: datetime) -> None:
    if not one_line(request.title):
        raise CallError("nothing_said")
    if (at - now).total_seconds() > CLOCK_SKEW_S:
        raise RefusedError("E_FUTURE", event="receive", at=at.isoformat())
    if request.unit and request.place:
        raise CallError("unit_and_place", unit=request.unit, place=request.place)


def _understand(desk: Desk, request: Request) -> _Understood:
    """Ask the standards for category, kind, tier and the category's own limits."""
    book = desk.rules.categories
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
    return _Understood(
        category=category,
        kind=_kind(desk, request, known),
        tier=_written_form(request, tier, tiers.tiers),
        channel=channel_of(desk, request.channel),
        urgency=urgency if urgency != book.default_urgency else "",
        complexity=complexity if complexity != book.default_complexity else "",
        unit=unit,
        place=request.place,
        limits=classify.limits_of(known, complexity),
        dangers=guessed.dangers,
        alias=guessed.alias if not request.category else "",
    )


def _kind(desk: Desk, request: Request, category: Category | None) -> str:
    if request.kind:
        return find_named(request.kind, kind_names(desk.rules), code="unknown_kind")
    return (category.kind if category else "") or desk.rules.categories.default_kind


_WRITTEN = {"complaint": "complaint-written"}


def _written_form(request: Request, tier: str, tiers: Any) -> str:
    """Return the tier of a complaint in writing, where the standards tell the two apart."""
    other = _WRITTEN.get(tier, "")
    return other if request.form == "written" and not request.tier and other in tiers else tier


# -- the ticket -----------------------------------------------------------------------------------


def _next_number(changes: Transaction, day: date, desk: str) -> TicketId:
    """Return the next free id of a desk on a day; read under the lock."""
    used = [0]
    for name in changes.siblings(ticket_folder(day)):
        try:
            known = parse_ticket_id(name.removesuffix(".yaml"))
        except ValueError:
            continue
        if known.desk == desk:
            used.append(known.number)
    return TicketId(day, desk, max(used) + 1)


def _blank(
    desk: Desk,
    request: Request,
    understood: _Understood,
    number: TicketId,
    at: datetime,
    now: datetime,
) -> Ticket:
    book = desk.rules.book_at(at)
    return Ticket(
        id=str(number),
        uid=ulid(int(now.timestamp() * 1000), desk.entropy(10)),
        status="received",
        kind=understood.kind,
        category=understood.category,
        title=request.title,
        unit=understood.unit,
        place=understood.place,
        channel=understood.channel,
        words=request.words,
        form=request.form,
        first_asked=request.first_asked or request.who or desk.typist,
        standard=Pinned(version=book.version, terms=book.terms),
    )


def _events(
    desk: Desk,
    request: Request,
    understood: _Understood,
    ticket: Ticket,
    earlier: _Earlier,
    now: datetime,
) -> tuple[Ticket, list[Event]]:
    """Return the ticket with its receipt, and the answer and appointment that came with it."""
    fields: dict[str, Any] = {
        "tier": understood.tier,
        "urgency": understood.urgency,
        "complexity": understood.complexity,
        "limits": understood.limits,
        "repeat_of": request.repeat_of or earlier.repeat_of,
    }
    if earlier.second_of:
        tiers = desk.rules.book_at(request.at or now).tiers
        raised = tiers[understood.tier].raise_to if understood.tier in tiers else ""
        fields |= {"second_of": earlier.second_of, "tier": raised or understood.tier}
    drafts = [Draft(do="receive", at=request.at, who=request.who, src=request.src, fields=fields)]
    counts = understood.channel in desk.rules.flows.ack_counts_on
    if request.answered and counts and _flow_has(desk, ticket, str(fields["tier"]), "ack"):
        drafts.append(Draft(do="ack", at=request.at, who=request.who, src=request.src))
    if request.agreed:
        window = {"asked_by": "owner", "window": request.agreed}
        drafts.append(Draft(do="reschedule", at=request.at, fields=window))
    events: list[Event] = []
    for draft in drafts:
        event = desk.event(draft, now)
        step(ticket, event, desk.ground(ticket))
        ticket, _ = with_events(ticket, (event,), desk.book_of(ticket))
        events.append(event)
    return ticket, events


def _flow_has(desk: Desk, ticket: Ticket, tier: str, name: str) -> bool:
    flow = desk.ground(ticket).flow(ticket, tier)
    return flow is None or name in flow.steps


# -- what came before -----------------------------------------------------------------------------


class _Earlier(msgspec.Struct, frozen=True, kw_only=True):
    """Earlier tickets of the same place and matter: ids, or empty."""

    second_of: str = ""
    repeat_of: str = ""
    still_open: tuple[str, ...] = ()


def _earlier(desk: Desk, understood: _Understood, at: datetime) -> _Earlier:
    """Return what the same home or place already has of the same matter."""
    where = understood.unit or understood.place
    if not where or not understood.category:
        return _Earlier()
    policy = desk.rules.book_at(at).policy
    rows = desk.index().same_matter(
        unit=understood.unit,
        place=understood.place,
        category=understood.category,
        since=int(at.timestamp()) - policy.repeat_window.amount * 86_400,
    )
    ended = [row for row in rows if not row["is_open"] and row["status"] == "closed"]
    complaint = understood.kind == "complaint"
    window = policy.second_complaint_window.amount * 86_400
    last = ended[-1]["id"] if ended else ""
    recent = [row for row in ended if (row["closed_at"] or 0) >= int(at.timestamp()) - window]
    return _Earlier(
        second_of=recent[-1]["id"] if complaint and recent else "",
        repeat_of=last if not complaint else "",
        still_open=tuple(row["id"] for row in rows if row["is_open"]),
    )


def _notes(
    understood: _Understood, earlier: _Earlier, written: Written
) -> tuple[tuple[str, dict[str, Any]], ...]:
    """Return what the clerk should know beside the ticket: codes and facts for sentences."""
    notes: list[tuple[str, dict[str, Any]]] = []
    if understood.dangers and written.standing.tier != "emergency":
        notes.append(("note_danger", {"words": list(understood.dangers)}))
    if not understood.category:
        notes.append(("note_unclassified", {"id": written.ticket.id}))
    if earlier.second_of:
        notes.append(("note_second_complaint", {"id": earlier.second_of}))
    if earlier.repeat_of:
        notes.append(("note_possible_repeat", {"id": earlier.repeat_of}))
    if earlier.still_open:
        notes.append(
            ("note_still_open", {"ids": list(earlier.still_open), "last": earlier.still_open[-1]})
        )
    return tuple(notes)
