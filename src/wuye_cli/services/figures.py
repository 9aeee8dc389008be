"""A few figures of a store, counted from its files alone: what the index must agree with."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import msgspec

from wuye_cli.domain.tickets.judging import FAILURES, SUCCESSES, verdict_at
from wuye_cli.domain.tickets.kinds import FINAL
from wuye_cli.store.codecs.tickets import read_ticket
from wuye_cli.store.ticket_paths import TICKETS

if TYPE_CHECKING:
    from wuye_cli.services.desk import Desk

SATISFIED_FROM = 3
"""基本满意 counts as satisfied: DB11/T 751-2025, note 2 to table 4.2.4."""


class Figures(msgspec.Struct, frozen=True, kw_only=True):
    """Counts over every committed ticket.

    Attributes:
        met: Clocks that ended in time, or were attempted often enough.
        failed: Clocks that were late, or are.
        visits: Follow-ups with a score; `satisfied` of them with 3 or more.
    """

    tickets: int = 0
    over: int = 0
    met: int = 0
    failed: int = 0
    visits: int = 0
    satisfied: int = 0


def figures(desk: Desk) -> Figures:
    """Return the figures, read from the committed files and derived anew; no index is asked."""
    now = int(desk.now().timestamp())
    found: Counter[str] = Counter()
    paths = [path for path, _ in desk.store.list_tree(TICKETS)]
    for path, data in desk.store.read_many(paths):
        standing, facts = desk.look(read_ticket(data, path=path))
        verdicts = [verdict_at(clock, now) for clock in facts.clocks]
        scores = [
            event.score
            for event in standing.events
            if event.do == "visit" and event.score is not None
        ]
        found["tickets"] += 1
        found["over"] += standing.status in FINAL
        found["met"] += sum(verdict in SUCCESSES for verdict in verdicts)
        found["failed"] += sum(verdict in FAILURES for verdict in verdicts)
        found["visits"] += len(scores)
        found["satisfied"] += sum(score >= SATISFIED_FROM for score in scores)
    return Figures(**found)
