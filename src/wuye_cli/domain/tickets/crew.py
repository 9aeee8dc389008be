"""What each of the crew has in hand, as values: people who hold open tickets, and these."""

from __future__ import annotations

from datetime import datetime

import msgspec

from wuye_cli.domain.tickets.tier import Clock, Tier


class Job(msgspec.Struct, frozen=True, kw_only=True):
    """An open ticket in somebody's hands; nothing in it says who reported.

    Attributes:
        where: Home or place.
        due: What comes due next, in the estate's zone; None if nothing runs.
        steps: What may be reported of it now, as `REPORTED` names it.
    """

    id: str
    title: str
    where: str
    status: str
    tier: Tier | None = None
    clock: Clock | None = None
    due: datetime | None = None
    is_late: bool = False
    window: tuple[datetime, datetime] | None = None
    steps: tuple[str, ...] = ()


class Member(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody of the crew; `who` is the staff id, or the name as it was typed."""

    who: str
    name: str
    jobs: tuple[Job, ...] = ()


REPORTED = ("accept", "arrive", "no_access", "contain", "dissuade", "resolve")
"""Steps that are reported from a phone with one button."""
OVER = {
    "accept": frozenset({"accept", "arrive", "no_access", "contain"}),
    "arrive": frozenset({"arrive"}),
    "no_access": frozenset({"arrive"}),
    "contain": frozenset({"contain"}),
    "dissuade": frozenset({"dissuade"}),
    "resolve": frozenset({"resolve"}),
}
"""Step to those after any of which nobody reports it any more in this cycle."""
