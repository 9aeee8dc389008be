"""Which events of a ticket lie before what they presuppose."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wuye_cli.domain.tickets.required import prerequisites

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wuye_cli.domain.tickets.event import Event
    from wuye_cli.domain.tickets.ground import Ground
    from wuye_cli.domain.tickets.standing import Cycle, Standing
    from wuye_cli.domain.tickets.ticket import Ticket

    Pair = tuple[Event, Event]

WORK_BEFORE_DONE = frozenset({"arrive", "contain", "quote", "consent", "start", "procedure"})
"""Work that cannot lie after the end of the work."""


def disorder(ticket: Ticket, standing: Standing, ground: Ground | None) -> list[Pair]:
    """Return events with the later event that each of them should have followed."""
    if not standing.cycles:
        return []
    opened = standing.cycles[0].opened
    found = [(event, opened) for event in standing.events[1:] if event.at < opened.at]
    early = [event for event, _ in found]
    for cycle in standing.cycles:
        found += [pair for pair in _within(ticket, standing, cycle, ground) if pair[0] not in early]
    return found


def _within(
    ticket: Ticket, standing: Standing, cycle: Cycle, ground: Ground | None
) -> Iterator[Pair]:
    """Yield the disorder of one cycle, each event once."""
    first: dict[str, Event] = {}
    for event in cycle.events:
        first.setdefault(event.do, event)
    resolved = first.get("resolve")
    flow = ground.flow(ticket, standing.tier) if ground else None
    for event in cycle.events:
        if resolved and event.do in WORK_BEFORE_DONE and event.at > resolved.at:
            yield resolved, event
            continue
        if ground is None or event is cycle.opened:
            continue  # a reopening presupposes the cycle before
        for kind in prerequisites(event, standing, flow, ground):
            other = first.get(kind)
            if other is not None and event.at < other.at:
                yield event, other
                break
