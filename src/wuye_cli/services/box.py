"""The opinion box: opened by two, every slip a ticket, all in one operation and counted."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import msgspec

from wuye_cli.domain.errors import CallError, NotFoundError, RefusedError, WuyeError
from wuye_cli.domain.tickets.box import Opening, number_of, opening_id, source_of
from wuye_cli.domain.tickets.workflow import CLOCK_SKEW_S
from wuye_cli.services.desk import Written
from wuye_cli.services.intake import Ready, Request, made_ready, receive, remarks
from wuye_cli.services.line_request import taken
from wuye_cli.services.vocabulary import person_of
from wuye_cli.services.wording import one_line, trailers
from wuye_cli.store.codecs.boxes import FOLDER, folder_of, opening_of, write_opening
from wuye_cli.store.codecs.tickets import write_ticket
from wuye_cli.store.people import PeopleBook

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date, datetime

    from wuye_cli.services.desk import Desk
    from wuye_cli.store.transaction import Transaction

ANONYMOUS = ("匿名", "不具名", "未署名", "无名氏", "anonymous")
"""Words at the beginning of a slip whose writer does not want to be known."""
MOST = 200
"""Most slips of one opening."""
_OP = "box"


class Opened(msgspec.Struct, frozen=True, kw_only=True):
    """What came of an opening: the record, and the tickets made of its slips."""

    opening: Opening
    path: str
    commit: str = ""
    written: tuple[Written, ...] = ()


def open_box(
    desk: Desk,
    persons: tuple[str, str],
    count: int,
    slips: Sequence[str],
    *,
    blank: int = 0,
    at: datetime | None = None,
) -> Opened:
    """Note an opening and receive its slips, in one commit.

    Args:
        desk: The desk.
        persons: Who opened it, and the witness.
        count: How many slips lay in it.
        slips: What is written on those that can be read, one text each.
        blank: How many are empty or cannot be read.
        at: When it was opened; None for now.

    Raises:
        RefusedError: `box_alone`, `box_count`, `E_FUTURE`; nothing is written.
        CallError: If a slip cannot be received; its number is the fact `slip`.
    """
    moment = at or desk.now()
    if (moment - desk.now()).total_seconds() > CLOCK_SKEW_S:
        raise RefusedError("E_FUTURE", event="receive", at=moment.isoformat())
    keyholder, witness = _two_persons(desk, persons)
    if len(slips) + blank != count:
        raise RefusedError("box_count", count=count, wanted_lines=max(count - blank, 0),
                           got_lines=len(slips), blank=blank)  # fmt: skip
    wanted = []
    for number, slip in enumerate(slips, 1):
        with _slip(number):
            wanted.append(_ready(desk, slip, moment))
    index = desk.index()
    with desk.transaction() as changes:
        name = _next_id(desk, changes, moment.date())
        written = _receive_all(desk, changes, wanted, name)
        opening = Opening(
            id=name,
            at=moment,
            by=desk.typist,
            keyholder=keyholder,
            witness=witness,
            count=count,
            blank=blank,
            tickets=tuple(one.ticket.id for one in written),
        )
        path = f"{folder_of(moment.date())}/{name}.yaml"
        changes.put(path, write_opening(opening))
        changes.after_commit.append(index.apply)
        events = [event for one in written for event in one.events]
        commit = changes.commit(
            f"{_OP} {name} ({count})", trailers=trailers(_OP, opening.tickets, events)
        )
    return Opened(opening=opening, path=path, commit=commit, written=tuple(written))


def _two_persons(desk: Desk, persons: tuple[str, str]) -> tuple[str, str]:
    keyholder, witness = (person_of(desk, name) for name in persons)
    if not keyholder or not witness:
        raise CallError("box_nobody")
    if keyholder == witness:
        raise RefusedError("box_alone", person=keyholder)
    return keyholder, witness


@contextmanager
def _slip(number: int) -> Iterator[None]:
    """Let an error say which slip it speaks of."""
    try:
        yield
    except WuyeError as error:
        error.facts["slip"] = number
        raise


def _ready(desk: Desk, slip: str, at: datetime) -> Ready:
    """Return a slip ready to be received.

    Raises:
        CallError: `box_anonymous_number` for one that is anonymous and holds a number; and as
            `line_request.taken`.
    """
    text = one_line(slip)
    mark = next((word for word in ANONYMOUS if text.lower().startswith(word)), "")
    said = text[len(mark) :].lstrip(" :：,，、") if mark else text
    request = taken(desk, said, Request(title="", channel="box", words=text, at=at))
    request = msgspec.structs.replace(request, who="")  # a guard on a slip is whom it is about
    if mark:  # a home or a name is what it speaks of, and not the writer to be asked
        where = request.unit or request.place
        request = msgspec.structs.replace(request, unit="", place=where, name="", role="")
    ready = made_ready(desk, request)
    if mark and (ready.contact.phones or ready.contact.ids):
        raise CallError("box_anonymous_number")
    return ready


def _receive_all(
    desk: Desk, changes: Transaction, wanted: Sequence[Ready], name: str
) -> list[Written]:
    """Stage a ticket of every slip."""
    book = PeopleBook(desk.store, changes) if desk.store.people is not None else None
    found = []
    for number, ready in enumerate(wanted, 1):
        request = msgspec.structs.replace(ready.request, src=source_of(name, number))
        bound = msgspec.structs.replace(ready, request=request)
        path, ticket, events = receive(desk, changes, bound, book)
        changes.put(path, write_ticket(ticket))
        written = desk.written(ticket, path, events)
        found.append(msgspec.structs.replace(written, notes=remarks(desk, bound, written)))
    return found


def _next_id(desk: Desk, changes: Transaction, day: date) -> str:
    """Return the next free id of an opening; read under the lock."""
    code = desk.code(changes)
    names = [name.removesuffix(".yaml") for name in changes.siblings(folder_of(day))]
    return opening_id(day, code, max([0, *(number_of(name, day, code) for name in names)]) + 1)


# -- reading --------------------------------------------------------------------------------------


def openings(desk: Desk) -> list[Opening]:
    """Return the openings as committed, the newest first.

    Raises:
        UncheckableError: If a file cannot be read.
    """
    paths = [path for path, _ in desk.store.list_tree(FOLDER) if path.endswith(".yaml")]
    found = [opening_of(data, path=path) for path, data in desk.store.read_many(paths)]
    return sorted(found, key=lambda opening: (opening.at, opening.id), reverse=True)


def show_opening(desk: Desk, tail: str = "") -> tuple[Opening, list[dict[str, Any]]]:
    """Return the opening whose id ends so, the last one if nothing is said, and its tickets.

    Raises:
        NotFoundError: `unknown_box`.
        CallError: `ambiguous_box` with the ids.
    """
    wanted = tail.strip().upper()
    found = [one for one in openings(desk) if one.id.endswith(wanted)]
    if not found:
        raise NotFoundError("unknown_box", value=tail)
    if wanted and len(found) > 1:
        raise CallError("ambiguous_box", value=tail, candidates=[one.id for one in found])
    rows = []
    for ticket in found[0].tickets:
        try:
            rows.append(desk.row_of(ticket))
        except NotFoundError:  # `check` reports it
            rows.append({"id": ticket})
    return found[0], rows
