"""What some commits did to tickets: which were received, closed, or written on at all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from wuye_cli.domain.errors import UncheckableError
from wuye_cli.store.codecs.tickets import read_ticket
from wuye_cli.store.ticket_paths import is_ticket

if TYPE_CHECKING:
    from collections.abc import Iterable

    from wuye_cli.store.passage import Passage
    from wuye_cli.store.repository import Store

_RECEIVED, _ENDED = "receive", frozenset({"close", "cancel"})


class Between(NamedTuple):
    """Ids of tickets, each once, in the order of the commits.

    Attributes:
        received: Received in these commits.
        ended: Closed or cancelled in them.
        written: Those to which an event was added, of whatever kind.
    """

    received: tuple[str, ...]
    ended: tuple[str, ...]
    written: tuple[str, ...]


def tickets_between(store: Store, between: Iterable[Passage]) -> Between:
    """Return the tickets on which some commits wrote."""
    files = [part for one in between for part in one.files if is_ticket(part[0])]
    wanted = {blob for _, *blobs in files for blob in blobs if blob}
    contents = dict(store.blobs(sorted(wanted)))
    received: dict[str, None] = {}
    ended: dict[str, None] = {}
    written: dict[str, None] = {}
    for path, old, new in files:
        known = {event.id for event in _events(contents.get(old), path)[1]}
        name, events = _events(contents.get(new), path)
        for event in events:
            if event.id not in known:
                written[name] = None
                if event.do == _RECEIVED:
                    received[name] = None
                elif event.do in _ENDED:
                    ended[name] = None
    return Between(tuple(received), tuple(ended), tuple(written))


def _events(data: bytes | None, path: str) -> tuple[str, tuple[Any, ...]]:
    """Return id and events of a ticket; what cannot be read is for `check` to say."""
    if data is None:
        return "", ()
    try:
        ticket = read_ticket(data, path=path)
    except UncheckableError:
        return "", ()
    return ticket.id, ticket.events
