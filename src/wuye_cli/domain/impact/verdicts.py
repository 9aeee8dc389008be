"""What a text makes of one ticket, by the whole engine."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import msgspec

from wuye_cli.domain.tickets.clock_facts import (
    FAILED_LATE,
    FAILED_OPEN,
    MET,
    MET_ATTEMPTED,
    NOT_STARTED,
    VOID,
)
from wuye_cli.domain.tickets.clocks import clock_facts
from wuye_cli.domain.tickets.judging import FAILED, PAUSED, PENDING, WARNING, combined, verdict_at
from wuye_cli.domain.tickets.standing import fold
from wuye_cli.domain.tickets.surroundings import Surroundings

if TYPE_CHECKING:
    from wuye_cli.domain.impact.retelling import Retelling
    from wuye_cli.domain.impact.text import Text
    from wuye_cli.domain.tickets.clock_facts import ClockFacts
    from wuye_cli.domain.tickets.ticket import Ticket

YES, NO, OPEN_STILL, NONE = "met", "missed", "open", "none"
STATES = (YES, NO, OPEN_STILL, NONE)
"""What a verdict comes to in a matrix: met, missed, not decided yet, not counted."""

ABSENT = "absent"
"""Stands for the verdict of a clock that a ticket does not have under a text."""

_STATE_OF = {
    MET: YES, MET_ATTEMPTED: YES, FAILED_LATE: NO, FAILED_OPEN: NO, FAILED: NO,
    VOID: NONE, NOT_STARTED: NONE, ABSENT: NONE,
}  # fmt: skip


def state_of(verdict: str) -> str:
    """Return what a verdict of a clock or a ticket comes to; whatever is not final is still open.

    Example:
        >>> state_of("failed_late"), state_of("paused")
        ('missed', 'open')
    """
    return _STATE_OF.get(verdict, OPEN_STILL)


class Clocked(NamedTuple):
    """One clock of a ticket as a text has it; instants in epoch seconds."""

    clock: str
    cycle: int
    start: int | None
    due: int | None
    stopped: int | None
    verdict: str
    binding: bool

    @property
    def state(self) -> str:
        """Its place in a matrix."""
        return state_of(self.verdict)


class Judged(NamedTuple):
    """What a text makes of a ticket."""

    state: str
    clocks: tuple[Clocked, ...]


class Judge:
    """Judges tickets by one text, each by the whole engine.

    Args:
        text: The text.
        retelling: Tells a ticket as this text would have had it.
        now: Epoch seconds: for clocks that still run.
    """

    def __init__(self, text: Text, retelling: Retelling, now: int) -> None:
        self._text = text
        self._retelling = retelling
        self._now = now
        self._surroundings = Surroundings(text.rules)

    def judged(self, ticket: Ticket) -> Judged:
        """Return what the text makes of a ticket.

        Raises:
            WuyeError: If a limit names a calendar that the text does not have or that never opens.
        """
        told = self._retelling.ticket(ticket)
        book = self._text.book
        standing = fold(told, book)
        setting = self._surroundings.setting(told, standing, book)
        facts = clock_facts(standing, msgspec.structs.replace(setting, versions=None))
        read = [(one, self._verdict(one)) for one in facts.clocks]
        state = combined([(one.binding, one.needed, verdict) for one, verdict in read])
        return Judged(
            state_of(state),
            tuple(
                Clocked(one.clock, one.cycle, one.start, one.due, one.stopped, verdict, one.binding)
                for one, verdict in read
            ),
        )

    def _verdict(self, clock: ClockFacts) -> str:
        """Return the verdict of a clock; how one that runs is doing is no matter here."""
        verdict = verdict_at(clock, self._now)
        return PENDING if verdict in {WARNING, PAUSED} else verdict
