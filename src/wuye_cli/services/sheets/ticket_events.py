"""From the changed cells of a ticket's row to its events, each judged by itself.

Cells that belong together make one event. An event whose own time the row does not give is dated
now; where the row gives the time of a later step, it is dated with that, as the latest moment at
which it can have been.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from wuye_cli.domain.errors import CallError, RefusedError
from wuye_cli.domain.tickets.head import with_events
from wuye_cli.domain.tickets.standing import in_force
from wuye_cli.domain.tickets.workflow import step
from wuye_cli.domain.timekeeping.spoken import parse_span
from wuye_cli.services.closing import closing_by_itself
from wuye_cli.services.desk import Draft
from wuye_cli.services.preparing import prepared
from wuye_cli.services.price_list import price_note
from wuye_cli.services.residents import clean_words, name_of_reporter
from wuye_cli.services.sheets.lines import ALREADY, REFUSED
from wuye_cli.services.wording import about

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from wuye_cli.domain.tickets.ticket import Ticket
    from wuye_cli.services.desk import Desk
    from wuye_cli.services.sheets.lines import Compared
    from wuye_cli.store.transaction import Transaction

    Make = Callable[["Row"], Draft]
    Refusals = Mapping[str, tuple[str, dict[str, Any]]]


class Row(NamedTuple):
    """What the events of a row are made from.

    Attributes:
        ticket: As it stands now.
        known: Ids of the events that it had when the sheet went out.
        src: The evidence: which sheet, which row.
    """

    desk: Desk
    ticket: Ticket
    known: Collection[str]
    src: str
    cells: Compared

    def text(self, key: str) -> str:
        """Return what the cell of a column says."""
        return self.cells.values.get(key, "")

    def at(self, *keys: str) -> datetime | None:
        """Return the first time that these cells newly give, None for now."""
        for key in keys:
            if key in self.cells.changed:
                return self._moment(key)
        return None

    def _moment(self, key: str) -> datetime:
        return datetime.fromisoformat(self.text(key)).replace(tzinfo=self.desk.zone)

    def is_changed(self, *keys: str) -> bool:
        """Whether one of these cells is to be changed."""
        return any(key in self.cells.changed for key in keys)

    def draft(self, do: str, at: datetime | None = None, **fields: Any) -> Draft:
        """Return an event of this row; what the one who holds the ticket did, that one did."""
        who = self.text("assignee") if do in _DONE_BY_THE_ONE_IN_THE_ROW else ""
        return Draft(do=do, at=at, who=who, src=self.src, fields=fields)


_DONE_BY_THE_ONE_IN_THE_ROW = frozenset({"accept", "arrive", "quote", "procedure", "resolve"})


# -- one event at a time --------------------------------------------------------------------------


def _amend(row: Row) -> Draft:
    return row.draft("amend", changes={"title": _required(row, "title")})


def _move(row: Row) -> Draft:
    if row.text("unit") and row.text("place"):
        raise CallError("unit_and_place")
    changes = {key: row.text(key) for key in ("unit", "place") if row.is_changed(key)}
    return row.draft("amend", changes=changes)


def _classify(row: Row) -> Draft:
    category = _required(row, "category")
    if row.is_changed("tier"):
        return row.draft("classify", category=category, tier=_required(row, "tier"))
    return row.draft("classify", category=category)


def _regrade(row: Row) -> Draft:
    return row.draft("regrade", to=_required(row, "tier"))


def _assign(row: Row) -> Draft:
    held = row.cells.lines["assignee"].store
    do = "transfer" if held else "dispatch"
    return row.draft(do, row.at("arrived_at", "done_at"), to=_required(row, "assignee"))


def _reschedule(row: Row) -> Draft:
    if not row.is_changed("window"):
        raise CallError("sheet.lacks", field="window")
    window = parse_span(_required(row, "window"), row.desk.now())
    if not row.text("asked_by"):
        raise CallError("sheet.lacks", field="asked_by")
    return row.draft("reschedule", asked_by=row.text("asked_by"), window=window)


def _arrive(row: Row) -> Draft:
    _require_first(row, "arrived_at")
    return row.draft("arrive", row.at("arrived_at"))


def _quote(row: Row) -> Draft:
    return row.draft(
        "quote",
        row.at("done_at"),
        price=_required(row, "price"),
        method=row.text("method"),
        cause=row.text("cause"),
    )


def _procedure(row: Row) -> Draft:
    said = _required(row, "steps").replace("，", " ").replace(",", " ").replace("、", " ")
    steps = tuple("all" if part in {"全部", "all"} else part for part in said.split())
    return row.draft("procedure", row.at("done_at"), steps=steps)


def _resolve(row: Row) -> Draft:
    if not row.is_changed("done_at"):
        raise CallError("sheet.lacks", field="done_at")
    _require_first(row, "done_at")
    return row.draft("resolve", row.at("done_at"), result=row.text("result"))


def _pay(row: Row) -> Draft:
    if not row.is_changed("paid"):
        raise CallError("sheet.lacks", field="paid")
    _require_first(row, "paid")
    return row.draft(
        "pay", price=_required(row, "paid"), way=row.text("pay_way"), receipt=row.text("receipt")
    )


def _note(row: Row) -> Draft:
    return row.draft("note", text=row.text("note"))


def _status(row: Row) -> Draft:
    """Return the step that leads to the status, if it needs nothing that has a cell of its own."""
    wanted = row.text("status")
    do, needs = _BY_STATUS.get(wanted, ("", ""))
    if not do:
        raise CallError("sheet.status", status=wanted)
    if needs:
        raise CallError("sheet.lacks", field=needs)
    return row.draft(do)


_BY_STATUS = {
    "acknowledged": ("ack", ""),
    "accepted": ("accept", ""),
    "on_site": ("arrive", "arrived_at"),
    "done": ("resolve", "done_at"),
    "closed": ("close", ""),
}
"""Status to the step that leads to it, and the cell with its time where a clock hangs on it."""


def _required(row: Row, key: str) -> str:
    text = row.text(key)
    if not text:
        raise CallError("sheet.emptied" if row.is_changed(key) else "sheet.lacks", field=key)
    return text


def _require_first(row: Row, key: str) -> None:
    """Refuse to change what an event has said already: events are never edited."""
    if row.cells.lines[key].before:
        raise CallError("sheet.said", field=key)


class _Group(NamedTuple):
    """Cells that make one event.

    Attributes:
        when: Whether the group is meant, beside that one of its cells changed.
    """

    keys: tuple[str, ...]
    make: Make
    when: Callable[[Row], bool] = lambda _row: True


_GROUPS = (
    _Group(("title",), _amend),
    _Group(("unit", "place"), _move),
    _Group(("category", "tier"), _classify, when=lambda row: row.is_changed("category")),
    _Group(("tier",), _regrade),
    _Group(("status",), _status, when=lambda row: row.text("status") == "acknowledged"),
    _Group(("assignee",), _assign),
    _Group(("status",), _status, when=lambda row: row.text("status") == "accepted"),
    _Group(("window", "asked_by"), _reschedule),
    _Group(("arrived_at",), _arrive),
    _Group(("price", "method", "cause"), _quote),
    _Group(("steps",), _procedure),
    _Group(("done_at", "result"), _resolve),
    _Group(("paid", "pay_way", "receipt"), _pay),
    _Group(("note",), _note),
    _Group(("status",), _status),
)
"""In the order in which they are written."""


# -- a whole row ----------------------------------------------------------------------------------


def events_of(row: Row, changes: Transaction, *, refused: Refusals) -> list[Draft]:
    """Return the events that a row gives, and write the outcome of each cell into `row.cells`.

    Each is asked of the guards after those before it. One that cannot be is left out, and the
    others go on.

    Args:
        row: What came in, compared already.
        changes: The open transaction.
        refused: What the preview refused, so that nothing of it is noted in `people/`.
    """
    found: list[Draft] = []
    grown = row.ticket
    _settle_kept(row, changes)
    timed = _settle_status(row)
    for group in _GROUPS:
        keys = [key for key in group.keys if row.is_changed(key)]
        if not keys or not group.when(row):
            continue
        try:
            _require_whole(row, group, refused)
            draft = prepared(row.desk, changes, grown, group.make(row))
            grown = _tried(row.desk, grown, draft)
        except (CallError, RefusedError) as error:
            row.cells.settle(keys, REFUSED, error.code, **error.facts)
            continue
        found.append(draft)
        row.cells.name(keys, draft.do, draft.at.isoformat() if draft.at else "")
        if draft.do == "quote":
            _remark_price(row, keys[0], draft)
    if timed:
        row.cells.follow("status", timed)
    return [*found, *closing_by_itself(row.desk, row.ticket, found)]


def _remark_price(row: Row, key: str, draft: Draft) -> None:
    """Say that a quote lies outside the price list; it is written all the same."""
    note = price_note(row.desk, draft.fields.get("method", ""), draft.fields["price"])
    if note is not None:
        told = msgspec.structs.replace(row.cells.lines[key], code=note[0], facts=note[1])
        row.cells.lines[key] = told


def _require_whole(row: Row, group: _Group, refused: Refusals) -> None:
    """Refuse an event of which a cell is in doubt, or whose doer the row cannot tell."""
    known = next((refused[key] for key in group.keys if key in refused), None)
    if known is not None:
        raise CallError(known[0], **known[1])
    held = row.cells.held(group.keys)
    if not held and group.make in _BY_THE_ONE_IN_THE_ROW and "assignee" not in row.cells.values:
        held = row.cells.lines["assignee"].cell
    if held:
        raise CallError("sheet.held_back", cell=held)


_BY_THE_ONE_IN_THE_ROW = (_arrive, _quote, _procedure, _resolve)


def _tried(desk: Desk, ticket: Ticket, draft: Draft) -> Ticket:
    """Return the ticket with an event, if the guards allow it."""
    event = desk.event(draft, desk.now())
    with about(ticket.id):
        step(ticket, event, desk.ground(ticket))
    return with_events(ticket, (event,), desk.book_of(ticket))[0]


def _settle_kept(row: Row, changes: Transaction) -> None:
    """Settle texts that are in already in the form in which they are kept, without names."""
    since = [event for event in in_force(row.ticket.events) if event.id not in row.known]
    noted = {event.text for event in since if event.do == "note"}
    name = name_of_reporter(row.desk, changes, row.ticket)
    for key in _WORDS:
        line = row.cells.lines.get(key)
        if line is None or not row.text(key):
            continue
        kept = clean_words(row.text(key), name=name, field=key)[0]
        if kept in noted if key == "note" else kept == line.store:
            row.cells.take(key, msgspec.structs.replace(line, outcome=ALREADY, code=""))
    window = row.cells.lines.get("window")
    if window is not None and window.outcome == ALREADY:
        row.cells.settle(["asked_by"], ALREADY)


_WORDS = ("title", "place", "method", "cause", "pay_way", "result", "note")
"""Cells with people's own words, from which names and numbers are taken out."""


def _settle_status(row: Row) -> str:
    """Settle a status whose step was taken since the sheet went out, whatever came after it.

    Returns:
        The cell that brings the time of the step to the new status, empty if none does.
    """
    line = row.cells.lines.get("status")
    if line is None or "status" not in row.cells.values:
        return ""
    since = {event.do for event in in_force(row.ticket.events) if event.id not in row.known}
    do, needs = _BY_STATUS.get(row.text("status"), ("", ""))
    if do in since:
        row.cells.take("status", msgspec.structs.replace(line, outcome=ALREADY, code=""))
    elif needs and needs in row.cells.lines:
        row.cells.take("status", line)
        return needs
    return ""
