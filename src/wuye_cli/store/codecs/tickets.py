"""Ticket files: bytes to `Ticket` and back, byte for byte in the canonical form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from wuye_cli.domain.errors import UncheckableError
from wuye_cli.domain.tickets.event import Event
from wuye_cli.domain.tickets.ticket import SCHEMA, Ticket
from wuye_cli.store.canonical import canonical
from wuye_cli.store.fast_form import read_record

if TYPE_CHECKING:
    from collections.abc import Mapping

TICKET_KEYS = frozenset(Ticket.__struct_encode_fields__) - {"extra"}
"""Keys of the head of a ticket file."""
EVENT_KEYS = frozenset(Event.__struct_encode_fields__) - {"extra"}
"""Keys of an event."""


def ticket_from_mapping(tree: Mapping[str, Any], *, path: str = "") -> Ticket:
    """Return the ticket that a parsed file holds.

    Raises:
        UncheckableError: `newer_schema` if the file is of a later format, `bad_record` if a key
            is unknown or a value does not fit; facts `path`, `detail`.
    """
    schema = tree.get("schema")
    if schema != SCHEMA:
        known = isinstance(schema, str) and schema.startswith("ticket/")
        raise UncheckableError(
            "newer_schema" if known else "bad_record",
            path=path,
            schema=str(schema),
            detail=f"schema: {schema}",
        )
    fields = dict(tree)
    own = _take_own_keys(fields, TICKET_KEYS, path)
    events = fields.get("events")
    if isinstance(events, list):
        fields["events"] = [_event_fields(event, path) for event in events]
    if own:
        fields["extra"] = own
    try:
        return msgspec.convert(fields, Ticket)
    except msgspec.ValidationError as error:
        raise UncheckableError("bad_record", path=path, detail=str(error)) from error


def _event_fields(event: Any, path: str) -> Any:
    if not isinstance(event, dict) or event.keys() <= EVENT_KEYS:
        return event
    fields = dict(event)
    fields["extra"] = _take_own_keys(fields, EVENT_KEYS, path)
    return fields


def _take_own_keys(fields: dict[str, Any], known: frozenset[str], path: str) -> dict[str, Any]:
    """Remove the keys that are not `known` from `fields`; return them if they are `x-…`."""
    own = {key: fields.pop(key) for key in fields.keys() - known}
    strange = sorted(key for key in own if not key.startswith("x-"))
    if strange:
        raise UncheckableError("bad_record", path=path, detail=f"unknown key {strange[0]}")
    return dict(sorted(own.items()))


def ticket_to_mapping(ticket: Ticket) -> dict[str, Any]:
    """Return the mapping that the file of `ticket` holds, keys in canonical order."""
    head: dict[str, Any] = msgspec.to_builtins(ticket)
    own = head.pop("extra", {})
    events = [_event_to_mapping(event) for event in head.pop("events", ())]
    return {"schema": ticket.schema, **head, **own, "events": events}


def _event_to_mapping(event: dict[str, Any]) -> dict[str, Any]:
    own = event.pop("extra", None)
    return {**event, **own} if own else event


def read_ticket(data: bytes, *, path: str = "") -> Ticket:
    """Return the ticket in the bytes of its file.

    Raises:
        UncheckableError: If the file is of a later format or its values do not fit.
        UnreadableError: If it is not the strict YAML that records are written in.
    """
    return ticket_from_mapping(read_record(data), path=path)


def write_ticket(ticket: Ticket) -> bytes:
    """Return the canonical bytes of the file of `ticket`."""
    return canonical(ticket_to_mapping(ticket))
