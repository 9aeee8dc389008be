"""What the same home or place had before, and what a clerk should know of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from wuye_cli.domain.errors import NotFoundError
from wuye_cli.domain.tickets.kinds import ASSIGNING
from wuye_cli.domain.tickets.standing import fold, handlers
from wuye_cli.domain.tickets.tier import EMERGENCY

if TYPE_CHECKING:
    from datetime import datetime

    from wuye_cli.services.desk import Desk, Written
    from wuye_cli.services.understanding import Understood


class Earlier(msgspec.Struct, frozen=True, kw_only=True):
    """Earlier tickets of the same place and matter: ids, or empty."""

    second_of: str = ""
    repeat_of: str = ""
    still_open: tuple[str, ...] = ()


def find_earlier(desk: Desk, understood: Understood, at: datetime) -> Earlier:
    """Return what the same home or place already has of the same matter."""
    where = understood.unit or understood.place
    if not where or not understood.category:
        return Earlier()
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
    return Earlier(
        second_of=recent[-1]["id"] if complaint and recent else "",
        repeat_of=last if not complaint else "",
        still_open=tuple(row["id"] for row in rows if row["is_open"]),
    )


def notes(
    desk: Desk, understood: Understood, earlier: Earlier, written: Written
) -> tuple[tuple[str, dict[str, Any]], ...]:
    """Return what the clerk should know beside the ticket: codes and facts for sentences."""
    notes: list[tuple[str, dict[str, Any]]] = []
    if understood.dangers:
        tier = desk.book_of(written.ticket).tiers.get(written.standing.tier)
        raised = tier is not None and tier.service == EMERGENCY
        code = "note_danger_raised" if raised else "note_danger"
        notes.append((code, {"words": list(understood.dangers), "id": written.ticket.id}))
    if understood.alias:
        book = desk.rules_at(written.ticket.received.at).categories
        category = book.categories[understood.category]
        notes.append(
            (
                "note_category",
                {
                    "category": category.id,
                    "label": category.label,
                    "label_en": category.label_en or category.label,
                    "alias": understood.alias,
                },
            )
        )
    notes += [
        ("note_waiting", {"standard": one.standard, "version": one.version})
        for one in desk.rules.waiting
        if one.is_due(written.ticket.received.at)
    ]
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


def same_hands(desk: Desk, written: Written) -> tuple[tuple[str, dict[str, Any]], ...]:
    """Return the note that a second complaint was given to somebody who handled the first one.

    It is said and not refused: a small team may have nobody else.
    """
    first = written.ticket.received.second_of
    given = [event.to for event in written.events if event.do in ASSIGNING]
    if not given or not first:
        return ()
    try:
        handled = {doer for _, doer in handlers(fold(desk.ticket(first)).events)}
    except NotFoundError:
        return ()
    return tuple(("note_same_hands", {"who": to, "id": first}) for to in given if to in handled)
