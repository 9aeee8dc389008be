"""Family R: names that lead to nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wuye_cli.checking.finding import ERROR
from wuye_cli.checking.shape import likely
from wuye_cli.domain.tickets.kinds import ASSIGNING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wuye_cli.checking.finding import Finding, Where
    from wuye_cli.checking.view import TicketView
    from wuye_cli.domain.tickets.tier import TierBook

_PEOPLE = ("by", "who", "approved_by")


def unknown_tier(view: TicketView) -> Iterator[Finding]:
    """R001: a ticket names a tier that its version of the standard does not have."""
    book = view.book
    if book is None:
        return
    for event in view.ticket.events:
        if event.tier and event.tier not in book.tiers:
            yield _no_tier(view, view.at(event, "tier"), event.tier, book)
        if event.do == "regrade" and event.to and event.to not in book.tiers:
            yield _no_tier(view, view.at(event, "to"), event.to, book)


def _no_tier(view: TicketView, where: Where, value: str, book: TierBook) -> Finding:
    return view.finding("R001", where, value=value, suggestion=likely(value, book.tiers))


def unknown_category(view: TicketView) -> Iterator[Finding]:
    """R002: a ticket of a category that is not declared."""
    known = view.store.rules.categories.categories
    value = view.ticket.category
    if known and value and value not in known:
        yield view.finding("R002", ("category",), value=value, suggestion=likely(value, known))


def unknown_person(view: TicketView) -> Iterator[Finding]:
    """R003: somebody who is not registered; mail addresses of the typing person are no ids."""
    staff = view.store.staff
    if not staff:
        return
    seen: set[str] = set()
    for where, person in _named(view):
        if person and person not in staff and person not in seen and "@" not in person:
            seen.add(person)
            severity = ERROR if view.store.strict else ""
            like = likely(person, staff)
            yield view.finding("R003", where, severity, value=person, suggestion=like)


def _named(view: TicketView) -> Iterator[tuple[Where, str]]:
    yield ("first_asked",), view.ticket.first_asked
    for event in view.ticket.events:
        for field in _PEOPLE:
            yield view.at(event, field), getattr(event, field)
        if event.do in ASSIGNING:
            yield view.at(event, "to"), event.to


def unknown_unit(view: TicketView) -> Iterator[Finding]:
    """R004: a unit that is not registered."""
    units, unit = view.store.units, view.ticket.unit
    if units is not None and unit and unit not in units:
        severity = ERROR if view.store.strict else ""
        like = likely(unit, units)
        yield view.finding("R004", ("unit",), severity, value=unit, suggestion=like)


def unknown_version(view: TicketView) -> Iterator[Finding]:
    """R005: pinned to a version of the tiers that never was, or whose terms were others."""
    pinned = view.ticket.standard
    if pinned is None or not view.store.rules.books:
        return
    terms = [book.terms for book in view.store.rules.books if book.version == pinned.version]
    if not terms:
        yield view.finding("R005", ("standard", "version"), value=pinned.version)
    elif pinned.terms and pinned.terms not in terms:
        where = ("standard", "terms")
        yield view.finding("R005", where, value=pinned.version, terms=pinned.terms)


def attachments(view: TicketView) -> Iterator[Finding]:
    """R011, R012: a photo or scan that is not in `media/`, or not as it was."""
    media = view.store.media
    if media is None:
        return
    for event in view.ticket.events:
        if event.do != "attach" or not event.sha256:
            continue
        found = media.get(event.sha256)
        value = event.name or event.sha256
        if found is None:
            yield view.finding("R011", view.at(event), value=value)
        elif found != event.sha256:
            yield view.finding("R012", view.at(event, "sha256"), value=value)
