"""What is known of a clock: values that do not depend on the time of asking."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from wuye_cli.domain.tickets.moves import Interval
from wuye_cli.domain.tickets.tier import TierBook
from wuye_cli.domain.timekeeping.calendar import Calendar
from wuye_cli.domain.timekeeping.limit import Limit

MET = "met"
MET_ATTEMPTED = "met_attempted"
FAILED_LATE = "failed_late"
FAILED_OPEN = "failed_open"
VOID = "void"
NOT_STARTED = "not_started"
RUNNING = ""


class Term(msgspec.Struct, frozen=True, kw_only=True):
    """One way to a due: a limit from an instant, or a fixed time. The earliest term counts.

    Attributes:
        start: Where the limit begins, epoch seconds; of a fixed time, when it was agreed.
        limit: None if `fixed` is set.
        calendar: Name of the calendar, `channel` resolved.
        fixed: An agreed time or the end of an appointment, epoch seconds.
        why: `tier`, `category`, `regrade`, `correction`, `rebind`, `appointment`, `agreed`.
        tier: The tier whose figure it is.
    """

    start: int
    limit: Limit | None = None
    calendar: str = ""
    fixed: int | None = None
    why: str = "tier"
    tier: str = ""


class ClockFacts(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of one clock in one cycle; instants are epoch seconds.

    Attributes:
        due: With every pause counted to its end; None if not started or nothing was agreed yet.
        budget: Open seconds from `start` to `due`.
        warn_at: When `warn_fraction` of the budget is used; only while it runs.
        stopped: When an event stopped it.
        ended: When `end` became final.
        end: Final verdict, or empty while it runs.
        promise_due: End of the window that was promised last, where a promise was made.
        binding: It fails the ticket when it fails.
        needed: The ticket is not met before this clock is.
        missing: Years without official holiday data that the due rests on.
        terms: Where the due comes from, for the explanation; the one that decides it first.
    """

    clock: str
    cycle: int
    start: int | None = None
    due: int | None = None
    budget: int = 0
    warn_at: int | None = None
    stopped: int | None = None
    ended: int | None = None
    end: str = RUNNING
    pauses: tuple[Interval, ...] = ()
    promise_due: int | None = None
    binding: bool = True
    needed: bool = True
    missing: tuple[int, ...] = ()
    terms: tuple[Term, ...] = ()


class Facts(msgspec.Struct, frozen=True, kw_only=True):
    """Every clock of every cycle, oldest first, in the order of the standard."""

    clocks: tuple[ClockFacts, ...] = ()

    def of(self, cycle: int) -> dict[str, ClockFacts]:
        """Return the clocks of `cycle` by id."""
        return {facts.clock: facts for facts in self.clocks if facts.cycle == cycle}


class Setting(msgspec.Struct, frozen=True, kw_only=True):
    """What the clocks of a ticket depend on beside its events.

    Attributes:
        book: The version of the tiers that the ticket is pinned to.
        calendar: Resolves a calendar's name, `channel` included.
        category: For clocks that exist for some categories alone.
        strict: Raise where holiday data is missing instead of marking the due provisional.
        imported: The ticket came from elsewhere; a clock without a target is void there, while
            here a time is still to be agreed.
        reporter: Somebody can be rung, so that `verify` does not stand in for the follow-up call.
        versions: Finds the version that a `rebind` names; None leaves rebinding without effect.
        unasked: Steps that the flow asks for only under a condition that does not hold here, such
            as telling the result where nobody reported; a clock that only they stop is none.
    """

    book: TierBook
    calendar: Callable[[str], Calendar]
    category: str = ""
    strict: bool = False
    imported: bool = False
    reporter: bool = False
    versions: Callable[[str], TierBook | None] | None = None
    unasked: frozenset[str] = frozenset()
