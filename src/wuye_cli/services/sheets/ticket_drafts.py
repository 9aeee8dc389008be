"""Which events the changed cells of a ticket's row make: cells that belong together make one.

An event whose own time the row does not give is dated now; where the row gives the time of a later
step, it is dated with that, as the latest moment at which it can have been.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from wuye_cli.domain.errors import CallError
from wuye_cli.domain.timekeeping.spoken import parse_span
from wuye_cli.services.desk import Draft

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from wuye_cli.domain.tickets.ticket import Ticket
    from wuye_cli.services.desk import Desk
    from wuye_cli.services.sheets.lines import Compared

    Make = Callable[["Row"], Draft]


OWNER = "业主"
"""The word for the ticket's own reporter, which names nobody."""


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


_DONE_BY_THE_ONE_IN_THE_ROW = frozenset(
    {"accept", "arrive", "quote", "consent", "procedure", "resolve"}
)


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


def _consent(row: Row) -> Draft:
    """Return the owner's consent; the cell says how it was given."""
    _require_first(row, "consent")
    return row.draft("consent", row.at("done_at"), person=OWNER, way=_required(row, "consent"))


def _procedure(row: Row) -> Draft:
    steps = tuple(_required(row, "steps").split())
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
    do, needs = BY_STATUS.get(wanted, ("", ""))
    if not do:
        raise CallError("sheet.status", status=wanted)
    if needs:
        raise CallError("sheet.lacks", field=needs)
    return row.draft(do)


BY_STATUS = {
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


class Group(NamedTuple):
    """Cells that make one event.

    Attributes:
        when: Whether the group is meant, beside that one of its cells changed.
    """

    keys: tuple[str, ...]
    make: Make
    when: Callable[[Row], bool] = lambda _row: True


GROUPS = (
    Group(("title",), _amend),
    Group(("unit", "place"), _move),
    Group(("category", "tier"), _classify, when=lambda row: row.is_changed("category")),
    Group(("tier",), _regrade),
    Group(("status",), _status, when=lambda row: row.text("status") == "acknowledged"),
    Group(("assignee",), _assign),
    Group(("status",), _status, when=lambda row: row.text("status") == "accepted"),
    Group(("window", "asked_by"), _reschedule),
    Group(("arrived_at",), _arrive),
    Group(("price", "method", "cause"), _quote),
    Group(("consent",), _consent),
    Group(("steps",), _procedure),
    Group(("done_at", "result"), _resolve),
    Group(("paid", "pay_way", "receipt"), _pay),
    Group(("note",), _note),
    Group(("status",), _status),
)
"""In the order in which they are written."""

BY_THE_ONE_IN_THE_ROW = (_arrive, _quote, _consent, _procedure, _resolve)
"""Events that the one who holds the ticket did, as the row has it."""
