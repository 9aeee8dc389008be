"""Family S: fields, types, words, ids and places of files."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from wuye_cli.checking.finding import Finding
from wuye_cli.checking.shape import likely
from wuye_cli.domain.identity import parse_ticket_id
from wuye_cli.domain.tickets.category import COMPLEXITIES, KINDS, URGENCIES
from wuye_cli.domain.tickets.kinds import STATUSES, kind_of
from wuye_cli.domain.timekeeping.limit import parse_limit

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from wuye_cli.checking.facts import FileFacts
    from wuye_cli.checking.finding import Where
    from wuye_cli.checking.view import TicketView

RECODED: dict[tuple[str, Where], str] = {("S010", ("policy", "warn_fraction")): "T012"}
"""Code and place of a reader's fault to the rule that says more about it."""

_HEAD_WORDS = {"status": STATUSES, "kind": KINDS}
_EVENT_WORDS = (
    ("kind", KINDS),
    ("urgency", URGENCIES),
    ("complexity", COMPLEXITIES),
    ("asked_by", ("owner", "company")),
)
_ULID_LENGTH = 26
_BEST_SCORE = 5
_TICKETS = "records/tickets"


def reader_faults(file: FileFacts) -> Iterator[Finding]:
    """S001-S017, R001-R012, Q014, Q041, Q043, T008, T011-T013, W004: as the reader reported."""
    for trouble in file.troubles:
        if trouble.code[0] != "Y":
            yield Finding(
                rule=RECODED.get((trouble.code, trouble.where), trouble.code),
                path=file.path,
                where=trouble.where,
                facts=trouble.facts,
            )


def unknown_words(view: TicketView) -> Iterator[Finding]:
    """S004: a word that is none of the known ones, such as `status: finished`."""
    for name, allowed in _HEAD_WORDS.items():
        yield from _word(view, (name,), getattr(view.ticket, name), allowed)
    for event in view.ticket.events:
        for name, allowed in _EVENT_WORDS:
            value = getattr(event, name)
            if value and value not in allowed:
                yield from _word(view, view.at(event, name), value, allowed)


def _word(
    view: TicketView, where: tuple[Any, ...], value: str, allowed: tuple[str, ...]
) -> Iterator[Finding]:
    if value and value not in allowed:
        like = likely(value, allowed)
        yield view.finding("S004", where, value=value, allowed=list(allowed), suggestion=like)


def missing_in_event(view: TicketView) -> Iterator[Finding]:
    """S002: an event without a fact that its kind must carry; imported tickets are exempt."""
    if view.imported:
        return
    for event in view.ticket.events:
        for name in kind_of(event.do).needs:
            if getattr(event, name) in ("", None, (), {}):
                yield view.finding("S002", view.at(event), field=name, event=event.do)


def id_and_file_name(view: TicketView) -> Iterator[Finding]:
    """S007: an id or uid of another form, or an id that is not the name of the file."""
    ticket = view.ticket
    name = view.path.rpartition("/")[2].removesuffix(".yaml")
    if _day_of(ticket.id) is None:
        yield view.finding("S007", ("id",), value=ticket.id, pattern="WY-YYMMDD-A001")
    elif ticket.id != name:
        yield view.finding("S007", ("id",), value=ticket.id, pattern=name)
    uid = ticket.uid
    if len(uid) != _ULID_LENGTH or not (uid.isascii() and uid.isalnum()):
        yield view.finding("S007", ("uid",), value=uid, pattern="ULID")
    seen: set[str] = set()
    for event in ticket.events:
        if not event.id or event.id in seen:
            yield view.finding("S007", view.at(event, "id"), value=event.id, pattern="[a-z0-9]")
        seen.add(event.id)


def wrong_folder(view: TicketView) -> Iterator[Finding]:
    """S013: a ticket that does not lie in the folder of its day."""
    day = _day_of(view.ticket.id)
    if day is None:
        return
    folder = folder_of(day)
    if view.path.rpartition("/")[0] != folder:
        yield view.finding("S013", ("id",), wanted_folder=folder)


@lru_cache(maxsize=1024)
def folder_of(day: date) -> str:
    """Return the folder of a day's tickets."""
    return f"{_TICKETS}/{day:%Y/%m/%d}"


@lru_cache(maxsize=8)  # two rules ask it of each ticket
def _day_of(ticket_id: str) -> date | None:
    """Return the day in a ticket's id, or None if it is none."""
    try:
        return parse_ticket_id(ticket_id).day
    except ValueError:
        return None


def out_of_range(view: TicketView) -> Iterator[Finding]:
    """S010: a score that is not 1 to 5."""
    for event in view.ticket.events:
        if event.score is not None and not 1 <= event.score <= _BEST_SCORE:
            where = view.at(event, "score")
            yield view.finding("S010", where, value=event.score, least=1, most=_BEST_SCORE)


def empty_text(view: TicketView) -> Iterator[Finding]:
    """S011: a ticket without a title, or without any event."""
    if not view.ticket.title.strip():
        yield view.finding("S011", ("title",), field="title")
    if not view.ticket.events:
        yield view.finding("S011", ("events",), field="events")


def limits_of_events(view: TicketView) -> Iterator[Finding]:
    """S005: figures noted at receipt that are no limits."""
    for event in view.ticket.events:
        for clock, (limit, _calendar) in event.limits.items() if event.limits else ():
            if not _is_limit(limit):
                yield view.finding("S005", view.at(event, "limits", clock), value=limit)


def _is_limit(text: str) -> bool:
    try:
        parse_limit(text)
    except ValueError:
        return False
    return True
