"""Evidence (凭据): where a slip or a message was entered already."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from wuye_cli.services.desk import Desk

LOOKED_BACK = timedelta(days=92)
"""A number of paper comes again after a quarter at the earliest; a copied chat is younger still."""


def entered_with(desk: Desk, src: str, now: datetime) -> list[str]:
    """Return the ids of the tickets that changed in the last quarter and name this evidence.

    Args:
        desk: The desk.
        src: As events have it: `slip:0421`, `wechat:…`.
        now: The present.
    """
    rows = desk.index().db.execute(
        "SELECT DISTINCT tickets.id FROM tickets JOIN events ON events.ticket = n"
        " WHERE updated_at >= ? AND events.src = ? ORDER BY tickets.n",
        (int((now - LOOKED_BACK).timestamp()), src),
    )
    return [str(row[0]) for row in rows]
