"""G014, G015, G017: what the dates of a commit say about one another, and about now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wuye_cli.auditing.commit import OP
from wuye_cli.auditing.judge import SKEW_S, Plain, finding, is_backdated

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wuye_cli.auditing.commit import Commit
    from wuye_cli.auditing.judge import Past
    from wuye_cli.checking.finding import Finding

APART_S = 86_400
"""How far the dates of a commit without events may lie apart: it may have been amended, picked or
rebased."""


class Dates(Plain):
    """Judges the two dates of every commit.

    Args:
        now: Epoch seconds.
    """

    codes = ("G014", "G015", "G017")

    def __init__(self, now: int) -> None:
        self._now = now

    def see(self, commit: Commit, past: Past) -> Iterator[Finding]:
        """Judge a commit."""
        ticket = next((one.ticket for one in past.tickets()), "")
        if commit.committed > self._now + SKEW_S:
            yield finding("G015", commit, ticket=ticket, ahead_s=commit.committed - self._now)
        elif is_backdated(commit, past.latest):
            behind = past.latest - commit.committed
            yield finding("G014", commit, ticket=ticket, before=past.latest, behind_s=behind)
        elif commit.zone:
            yield finding("G014", commit, ticket=ticket, what="zone", zone=commit.zone)
        apart = abs(commit.committed - commit.authored)
        if apart > _allowed(commit, past):
            yield finding("G017", commit, ticket=ticket, authored=commit.authored, apart_s=apart)


def _allowed(commit: Commit, past: Past) -> int:
    """Return how many seconds the dates of a commit may lie apart.

    A command gives both at once. Work that was rebased keeps its author's date: it stands on what
    came later, and its events say that date too. More than a late entry may be, it may not claim.
    """
    typed = [event.recorded_at or event.at for one in past.tickets() for event in one.added]
    if not commit.trailer(OP) or not typed:
        return APART_S
    is_moved = commit.authored < past.latest and all(
        abs(one.timestamp() - commit.authored) <= SKEW_S for one in typed
    )
    return max(SKEW_S, past.late_entry_s) if is_moved else SKEW_S
