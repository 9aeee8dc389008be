"""Erasing a resident: out of `people/`, out of its history, and a note on each of the tickets."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from wuye_cli.domain.errors import CallError, ConflictError, RefusedError
from wuye_cli.domain.people.contacts import extract
from wuye_cli.domain.people.person import FIELDS, Person, reduced
from wuye_cli.domain.people.retention import WORDS
from wuye_cli.domain.roles.rights import rights_for
from wuye_cli.domain.tickets.head import with_events
from wuye_cli.services.desk import Draft
from wuye_cli.services.permits import require_right
from wuye_cli.services.resident_records import resolve, retention_of, tickets_of
from wuye_cli.services.wording import trailers
from wuye_cli.store import people_history
from wuye_cli.store.codecs.tickets import read_ticket, write_ticket
from wuye_cli.store.people import PeopleBook, path_of
from wuye_cli.store.people_history import Erasure

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from wuye_cli.domain.tickets.event import Event
    from wuye_cli.services.desk import Desk
    from wuye_cli.services.resident_records import PersonTicket
    from wuye_cli.store.transaction import Transaction

_OP = "erase"


class Erased(msgspec.Struct, frozen=True, kw_only=True):
    """What an erasure did, and what it could not reach.

    Attributes:
        kept: Fields that stay, for the rule `held`.
        tickets: Tickets that now say that the person was erased.
        mentions: Tickets whose own words still hold the person's name or number; their history is
            never rewritten.
        attachments: Hashes of photos and scans on the person's tickets; they lie in `media/`.
        remotes: Remotes of `people/`, which may keep the old history.
        leftovers: Objects of the old history that could not be dropped here.
        resumed: An erasure of this person that was cut short was finished.
    """

    person: str
    reason: str
    kept: tuple[str, ...] = ()
    held: str = ""
    tickets: tuple[str, ...] = ()
    mentions: tuple[str, ...] = ()
    attachments: tuple[str, ...] = ()
    remotes: tuple[str, ...] = ()
    leftovers: int = 0
    commit: str = ""
    resumed: bool = False


def erase(
    desk: Desk, text: str, *, reason: str, keep: Sequence[str] = (), force: bool = False
) -> Erased:
    """Erase a person, or finish an erasure that was cut short.

    Args:
        desk: The desk.
        text: Id, phone, name or unit of exactly one person.
        reason: Why; numbers in it are taken out, as it stays on the tickets for good.
        keep: Fields to keep (`name`, `phone` …), or one rule of `retention.yaml` that says which.
        force: Erase although a ticket is open.

    Raises:
        RefusedError: `person_has_open_tickets`, or a code of `domain.roles.acts`.
        CallError: `ambiguous_resident`, `bad_keep`, `missing_reason`.
        NotFoundError: `no_people`, `unknown_resident`.
        ConflictError: `hand_edit`, `lock_timeout`; nothing happened.
        StoreError: If the disk refuses; run it again.
    """
    require_right(desk.powers, desk.actor.mail, *rights_for("erased"))
    left = people_history.unfinished(desk.store)
    if left is not None:
        finished = _carry_out(desk, left, resumed=True)
        if left.person == text:
            return finished
    person = resolve(desk, text)
    if not reason.strip():
        raise CallError("missing_reason")
    still_open = [one.id for one in tickets_of(desk, person.id) if one.closed is None]
    if still_open and not force:
        raise RefusedError("person_has_open_tickets", person=person.id, tickets=still_open)
    fields, held = _kept(desk, keep)
    wanted = Erasure(person=person.id, reason=extract(reason.strip()).words, keep=fields, held=held)
    people_history.begin(desk.store, wanted)
    try:
        return _carry_out(desk, wanted, resumed=False)
    except ConflictError:  # somebody's own edit is in the way: nothing happened
        if PeopleBook(desk.store).person(person.id) == person:
            people_history.finish(desk.store)
        raise


def _kept(desk: Desk, keep: Sequence[str]) -> tuple[tuple[str, ...], str]:
    """Return the fields that words of `--keep` mean, and the rule that they are kept for."""
    rules = retention_of(desk).kinds if keep else {}
    fields: set[str] = set()
    held = ""
    for word in keep:
        if word in rules:
            fields.update(rules[word].fields)
            held = held or word
        elif WORDS.get(word, word) in FIELDS:
            fields.add(WORDS.get(word, word))
        else:
            raise CallError("bad_keep", value=word, known=[*FIELDS, *sorted(rules)])
    return tuple(name for name in FIELDS if name in fields), held or ("kept" if fields else "")


def _carry_out(desk: Desk, wanted: Erasure, *, resumed: bool) -> Erased:
    """Do everything that is not done yet; each part may be done already."""
    tickets = tickets_of(desk, wanted.person)
    before = PeopleBook(desk.store).person(wanted.person)
    with desk.transaction() as changes:
        _take_out(desk, changes, wanted)
        events, noted = _note(desk, changes, tickets, wanted)
        commit = changes.commit(f"{_OP} {wanted.person}", trailers=trailers(_OP, noted, events))
    squashed = people_history.squash(
        desk.store, by=desk.actor, at=desk.now(), erased=wanted.person, on_wait=desk.on_wait
    )
    people_history.finish(desk.store)
    contents = dict(desk.store.read_many(one.path for one in tickets))
    return Erased(
        person=wanted.person,
        reason=wanted.reason,
        kept=wanted.keep,
        held=wanted.held,
        tickets=tuple(one.id for one in tickets),
        mentions=tuple(_mentions(before, tickets, contents)),
        attachments=tuple(_attachments(contents)),
        remotes=squashed.remotes,
        leftovers=squashed.leftovers,
        commit=commit,
        resumed=resumed,
    )


def _take_out(desk: Desk, changes: Transaction, wanted: Erasure) -> None:
    """Delete the person's file, or leave in it what is kept."""
    if not wanted.keep:
        changes.people.delete(path_of(wanted.person))
        return
    book = PeopleBook(desk.store, changes)
    person = book.person(wanted.person)
    if person is not None:
        book.put(changes, reduced(person, wanted.keep, held=wanted.held))


def _note(
    desk: Desk, changes: Transaction, tickets: Iterable[PersonTicket], wanted: Erasure
) -> tuple[list[Event], list[str]]:
    """Append `erased` to each ticket that does not say so yet."""
    events: list[Event] = []
    noted: list[str] = []
    for one in tickets:
        data = changes.read(one.path)
        if data is None:
            continue
        ticket = read_ticket(data, path=one.path)
        if any(old.do == "erased" and old.person == wanted.person for old in ticket.events):
            continue
        facts = {"person": wanted.person, "reason": wanted.reason}
        event = desk.event(Draft(do="erased", fields=facts), desk.now())
        grown, _ = with_events(ticket, (event,), desk.book_of(ticket))
        changes.put(one.path, write_ticket(grown))
        events.append(event)
        noted.append(ticket.id)
    return events, noted


def _mentions(
    person: Person | None, tickets: Iterable[PersonTicket], contents: dict[str, bytes]
) -> list[str]:
    """Return the tickets whose text names the person or holds one of the numbers."""
    if person is None:
        return []
    words = [text for text in (person.name, person.wechat, *person.phones, *person.ids) if text]
    return [
        one.id
        for one in tickets
        if any(word in contents.get(one.path, b"").decode("utf-8", "replace") for word in words)
    ]


def _attachments(contents: dict[str, bytes]) -> list[str]:
    hashes = [
        event.sha256
        for path, data in contents.items()
        for event in read_ticket(data, path=path).events
        if event.do == "attach" and event.sha256
    ]
    return sorted(set(hashes))
