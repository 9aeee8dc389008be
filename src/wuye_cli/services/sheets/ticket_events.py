"""From the changed cells of a ticket's row to its events, each judged by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from wuye_cli.domain.errors import CallError
from wuye_cli.domain.tickets.head import with_events
from wuye_cli.domain.tickets.standing import in_force
from wuye_cli.domain.tickets.workflow import step
from wuye_cli.services.closing import ends_with
from wuye_cli.services.desk import Draft
from wuye_cli.services.preparing import prepared
from wuye_cli.services.price_list import price_note
from wuye_cli.services.residents import clean_words, name_of_reporter
from wuye_cli.services.sheets.lines import ALREADY, REFUSED, SAID
from wuye_cli.services.sheets.ticket_drafts import BY_STATUS, BY_THE_ONE_IN_THE_ROW, GROUPS
from wuye_cli.services.wording import about

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from wuye_cli.domain.tickets.ticket import Ticket
    from wuye_cli.services.desk import Desk
    from wuye_cli.services.sheets.ticket_drafts import Group, Row
    from wuye_cli.store.transaction import Transaction

    Refusals = Mapping[str, tuple[str, dict[str, Any]]]


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
    taken: set[str] = set()
    for group in GROUPS:
        keys = [key for key in group.keys if row.is_changed(key) and key not in taken]
        if not keys or not group.when(row):
            continue
        try:
            _require_whole(row, group, refused)
            draft = prepared(row.desk, changes, grown, group.make(row))
            grown = _tried(row.desk, grown, draft)
        except SAID as error:
            row.cells.settle(keys, REFUSED, error.code, **error.facts)
            continue
        found.append(draft)
        taken.update(keys)
        row.cells.name(keys, draft.do, draft.at.isoformat() if draft.at else "")
        if draft.do == "quote":
            _remark_price(row, keys[0], draft)
    if timed:
        row.cells.follow("status", timed)
    return [*found, *_closing(row, grown, found)]


def _closing(row: Row, grown: Ticket, found: Sequence[Draft]) -> list[Draft]:
    """Return the close that the flow writes by itself, unless a step is still missing for it."""
    last = next((draft for draft in found if ends_with(row.desk, row.ticket, draft.do)), None)
    if last is None:
        return []
    closing = Draft(do="close", at=last.at)
    try:
        _tried(row.desk, grown, closing)
    except SAID:
        return []
    return [closing]


def _remark_price(row: Row, key: str, draft: Draft) -> None:
    """Say that a quote lies outside the price list; it is written all the same."""
    note = price_note(row.desk, draft.fields.get("method", ""), draft.fields["price"])
    if note is not None:
        told = msgspec.structs.replace(row.cells.lines[key], code=note[0], facts=note[1])
        row.cells.lines[key] = told


def _require_whole(row: Row, group: Group, refused: Refusals) -> None:
    """Refuse an event of which a cell is in doubt, or whose doer the row cannot tell."""
    known = next((refused[key] for key in group.keys if key in refused), None)
    if known is not None:
        raise CallError(known[0], **known[1])
    held = row.cells.held(group.keys)
    if not held and group.make in BY_THE_ONE_IN_THE_ROW and "assignee" not in row.cells.values:
        held = row.cells.lines["assignee"].cell
    if held:
        raise CallError("sheet.held_back", cell=held)


def _tried(desk: Desk, ticket: Ticket, draft: Draft) -> Ticket:
    """Return the ticket with an event, if the guards allow it."""
    event = desk.event(draft, desk.now())
    with about(ticket.id):
        desk.require(ticket, event)
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


_WORDS = ("title", "place", "method", "cause", "consent", "pay_way", "result", "note")
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
    do, needs = BY_STATUS.get(row.text("status"), ("", ""))
    if do in since:
        row.cells.take("status", msgspec.structs.replace(line, outcome=ALREADY, code=""))
    elif needs and needs in row.cells.lines:
        row.cells.take("status", line)
        return needs
    return ""
