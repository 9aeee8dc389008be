"""Photos and scans of a ticket: the file in `media/`, its hash in the event."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wuye_cli.services.desk import Draft
from wuye_cli.services.preparing import prepared
from wuye_cli.store.media import clean_name, put_file

if TYPE_CHECKING:
    from pathlib import Path

    from wuye_cli.domain.tickets.ticket import Ticket
    from wuye_cli.services.desk import Desk, Written
    from wuye_cli.store.transaction import Transaction


def attach(desk: Desk, tail: str, source: Path, *, text: str = "", src: str = "") -> Written:
    """Take a file into `media/` and note its hash on a ticket.

    Raises:
        CallError: If there is no such file, or it is no plain one.
        RefusedError: If it is too large.
    """
    desk.row_of(tail, recent=True, prefer_open=True)
    medium = put_file(desk.store, source)
    fields = {
        "sha256": medium.sha256,
        "size": medium.size,
        "media": medium.media_type,
        "name": clean_name(source.name),
        "text": text,
    }
    draft = Draft(do="attach", src=src, fields=fields)

    def decide(ticket: Ticket, changes: Transaction) -> list[Draft]:
        return [prepared(desk, changes, ticket, draft)]

    return desk.record(tail, decide, op="attach", recent=True, prefer_open=True)
