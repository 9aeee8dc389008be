"""The head of a ticket after events: derived from them, written for people and grep."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from wuye_cli.domain.tickets.standing import Standing, fold_events, in_force

if TYPE_CHECKING:
    from collections.abc import Iterable

    from wuye_cli.domain.tickets.event import Event
    from wuye_cli.domain.tickets.ticket import Ticket
    from wuye_cli.domain.tickets.tier import TierBook

_CLASSED = ("category", "kind")
AMENDABLE = ("title", "words", "unit", "place", "channel", "form", "category", "kind")
"""Fields of the head that an `amend` event may change; 首问责任人 is not among them."""


def with_events(
    ticket: Ticket,
    events: Iterable[Event],
    book: TierBook | None = None,
    standing: Standing | None = None,
) -> tuple[Ticket, Standing]:
    """Return `ticket` with `events` appended and its head brought up to date.

    Args:
        ticket: The ticket before.
        events: What comes after its own.
        book: The tiers it is held to.
        standing: What all of them come to, if that is known (`workflow.step` returns it).
    """
    recorded = (*ticket.events, *events)
    if standing is None:
        standing = fold_events(recorded, book)
    changed = {"status": standing.status, **_mended(recorded)}
    return msgspec.structs.replace(ticket, events=recorded, **changed), standing


def _mended(recorded: tuple[Event, ...]) -> dict[str, str]:
    """Return the head fields that classifying and amending events set.

    A field whose every change was revoked goes back to what it was before the first one.
    """
    fields: dict[str, str] = {}
    if not any(event.was or event.changes or event.do == "classify" for event in recorded):
        return fields
    latest_first = sorted(recorded, key=lambda event: event.instant)
    latest_first.reverse()
    for event in latest_first:
        fields.update({key: value for key, value in event.was.items() if key in AMENDABLE})
    for event in in_force(recorded):
        changes = event.changes
        if event.do == "classify":
            changes = {key: value for key in _CLASSED if (value := getattr(event, key))}
        fields.update({key: value for key, value in changes.items() if key in AMENDABLE})
    return fields
