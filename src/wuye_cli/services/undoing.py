"""Taking back one's own last events: a slip of the finger is not a failure of service."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wuye_cli.domain.errors import RefusedError
from wuye_cli.domain.tickets.standing import in_force
from wuye_cli.services.desk import Draft
from wuye_cli.services.preparing import prepared
from wuye_cli.store.history import commits, log_of
from wuye_cli.store.ticket_paths import ticket_path

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wuye_cli.domain.tickets.event import Event
    from wuye_cli.domain.tickets.ticket import Ticket
    from wuye_cli.services.desk import Desk, Written
    from wuye_cli.store.transaction import Transaction


def undo(
    desk: Desk,
    tail: str = "",
    *,
    kinds: Sequence[str] = (),
    reason: str = "",
    approved_by: str = "",
) -> Written:
    """Take back the last events that the actor typed on a ticket, those of one command together.

    Args:
        desk: The desk.
        tail: The ticket; empty for the one that the actor wrote on last.
        kinds: Only the last event of each of these kinds.
        reason: Why, for the readers of the history.
        approved_by: The manager who allows it after the time that the policy gives.

    Raises:
        RefusedError: `E_NOTHING_TO_UNDO`, `E_UNDO_NOT_YOURS`, `E_UNDO_TOO_LATE`.
    """
    name = tail or _last_ticket_of(desk)

    def decide(ticket: Ticket, changes: Transaction) -> list[Draft]:
        events = _taken_back(desk, ticket, kinds)
        fields = {
            "events": tuple(event.id for event in events),
            "reason": reason,
            "approved_by": approved_by,
        }
        return [prepared(desk, changes, ticket, Draft(do="revoke", fields=fields))]

    return desk.record(name, decide, op="undo", recent=True)


def _last_ticket_of(desk: Desk) -> str:
    """Return the id of the ticket on which the actor typed last, as the history has it."""
    mail = desk.actor.mail
    for revision in commits(desk.store):
        tickets = [value for key, value in revision.trailers if key == "Wuye-Ticket"]
        if revision.mail == mail and len(tickets) == 1:
            return tickets[0]
    raise RefusedError("E_NOTHING_TO_UNDO")


def _taken_back(desk: Desk, ticket: Ticket, kinds: Sequence[str]) -> list[Event]:
    """Return the events to revoke: the actor's last, with all that one command wrote with it."""
    known = {event.id for event in in_force(ticket.events)}
    candidates = [event for event in ticket.events if event.id in known and event.do != "revoke"]
    if kinds:
        candidates = [event for event in candidates if event.do in kinds]
    if not candidates:
        raise RefusedError("E_NOTHING_TO_UNDO")
    last = candidates[-1]
    if last.by != desk.typist and not desk.overrules:
        raise RefusedError("E_UNDO_NOT_YOURS", by=last.by, event=last.do)
    if kinds:
        return list({event.do: event for event in candidates}.values())
    one_command = _written_with(desk, ticket, last)
    together = [event for event in candidates if event.id in one_command]
    if any(event.do == "receive" for event in together):
        together = [event for event in together if event.do != "receive"]
    if not together:
        raise RefusedError("E_UNDO_RECEIPT", id=ticket.id)
    return [event for event in together if event.by == last.by]


def _written_with(desk: Desk, ticket: Ticket, last: Event) -> list[str]:
    """Return the ids of the events that the same commit brought, by its trailer."""
    for revision in log_of(desk.store, ticket_path(ticket.id)):
        ids = dict(revision.trailers).get("Wuye-Events", "").split(",")
        if last.id in ids:
            return ids
    return [last.id]
