"""One ticket as the rules look at it: its standing, clocks and flow, each worked out once."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from wuye_cli.checking.finding import Finding
from wuye_cli.domain.errors import WuyeError
from wuye_cli.domain.tickets.clocks import Facts, clock_facts
from wuye_cli.domain.tickets.disorder import disorder
from wuye_cli.domain.tickets.kinds import FINAL
from wuye_cli.domain.tickets.standing import fold_events
from wuye_cli.domain.tickets.surroundings import Surroundings
from wuye_cli.domain.tickets.workflow import Ground

if TYPE_CHECKING:
    from typing import Any

    from wuye_cli.checking.facts import StoreFacts
    from wuye_cli.checking.finding import Where
    from wuye_cli.domain.tickets.clock_facts import Setting
    from wuye_cli.domain.tickets.clocks import ClockFacts
    from wuye_cli.domain.tickets.event import Event
    from wuye_cli.domain.tickets.standing import Standing
    from wuye_cli.domain.tickets.ticket import Ticket
    from wuye_cli.domain.tickets.tier import TierBook


class TicketView:
    """A readable ticket with all that follows from it.

    Args:
        path: Of its file.
        ticket: As read.
        store: What it is judged by.
        surroundings: Those of the store's rules, if they serve other tickets too.
    """

    def __init__(
        self,
        path: str,
        ticket: Ticket,
        store: StoreFacts,
        surroundings: Surroundings | None = None,
    ) -> None:
        self.path = path
        self.ticket = ticket
        self.store = store
        self._surroundings = surroundings or Surroundings(store.rules)
        self.imported = ticket.source is not None

    def finding(self, rule: str, where: Where = (), severity: str = "", **facts: Any) -> Finding:
        """Return a finding about this ticket."""
        return Finding(
            rule=rule,
            severity=severity,
            path=self.path,
            where=where,
            facts=facts,
            ticket=self.ticket.id,
        )

    @cached_property
    def book(self) -> TierBook | None:
        """The tiers that the ticket is judged by: the pinned version, else today's."""
        pinned = self.ticket.standard
        if pinned is not None:
            versions = self.store.rules.books
            same = [book for book in versions if book.version == pinned.version]
            exact = [book for book in same if book.terms == pinned.terms]
            if same:
                return (exact or same)[-1]
        return self.store.book

    @cached_property
    def standing(self) -> Standing:
        """What the events make of it."""
        return fold_events(self.ticket.events, self.book)

    @cached_property
    def instants(self) -> list[int]:
        """When each event of the file happened, in epoch seconds."""
        return [event.instant for event in self.ticket.events]

    @cached_property
    def places(self) -> dict[int, int]:
        """Identity of an event to its position in the file."""
        return {id(event): number for number, event in enumerate(self.ticket.events)}

    def at(self, event: Event, *more: str) -> Where:
        """Return the place of an event, or of one of its fields."""
        return ("events", self.places.get(id(event), 0), *more)

    @cached_property
    def is_over(self) -> bool:
        """Whether it is closed, cancelled or a duplicate."""
        return self.standing.status in FINAL

    @cached_property
    def setting(self) -> Setting | None:
        """What the clocks depend on beside the events; None without tiers."""
        if self.book is None:
            return None
        return self._surroundings.setting(self.ticket, self.standing, self.book)

    @cached_property
    def clocks(self) -> Facts:
        """Every clock; none where the rules for them cannot be found (reported elsewhere)."""
        if self.setting is None or not self.standing.cycles:
            return Facts()
        try:
            return clock_facts(self.standing, self.setting)
        except (WuyeError, ValueError):
            return Facts()

    @cached_property
    def ground(self) -> Ground | None:
        """What the flow's requirements depend on; None without tiers."""
        if self.book is None:
            return None
        return Ground(
            book=self.book,
            flows=self.store.rules.flows,
            category=self.store.rules.categories.categories.get(self.ticket.category),
            staffed=bool(self.store.staff),
            now=self.store.now,
        )

    @cached_property
    def disordered(self) -> list[tuple[Event, Event]]:
        """Events with the later event that each of them should have followed."""
        return disorder(self.ticket, self.standing, self.ground)

    def broken_before(self, event: Event) -> list[ClockFacts]:
        """Return the clocks of the event's cycle that had run out, unanswered, when it happened."""
        cycle = next(
            (cycle.number for cycle in self.standing.cycles if event in cycle.events), None
        )
        at = event.instant
        return [
            clock
            for clock in self.clocks.clocks
            if clock.cycle == cycle
            and clock.due is not None
            and clock.due < at
            and (clock.stopped is None or clock.stopped > clock.due)
        ]
