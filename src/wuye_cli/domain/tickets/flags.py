"""Flags of a ticket: what a reader should know beside its status and verdict; derived."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from wuye_cli.domain.tickets.clocks import ClockFacts
    from wuye_cli.domain.tickets.standing import Standing

IRREGULAR = "irregular"
"""An event stands where its place does not allow it."""
NO_DUE = "no_due"
"""A clock of the tier started and has no due, so that it can neither be met nor fail."""


def flags_of(standing: Standing, clocks: Iterable[ClockFacts]) -> tuple[str, ...]:
    """Return the flags of a ticket: those of its events, then `irregular`, then `no_due`.

    A clock without a due counts neither as met nor as failed; the flag keeps it from passing for
    compliant.
    """
    found = list(standing.flags)
    if standing.irregular:
        found.append(IRREGULAR)
    if any(_lacks_due(clock) for clock in clocks):
        found.append(NO_DUE)
    return tuple(found)


def _lacks_due(clock: ClockFacts) -> bool:
    """Tell whether a clock runs, or ran, without a due; one that a regrade ended does not count."""
    return (
        clock.binding
        and clock.start is not None
        and clock.due is None
        and clock.ended == clock.stopped
    )
