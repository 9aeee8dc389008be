"""Family K, over many tickets: repeats, doubles, times that look made up; R006 over ids; T016."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING

from wuye_cli.checking.facts import TIERS
from wuye_cli.checking.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wuye_cli.checking.facts import StoreFacts, TicketRow

_DAY_S = 86400
REPEAT_S = 30 * _DAY_S
"""The same fault in the same home within this time is perhaps a repeat; house choice."""
DOUBLE_S = _DAY_S
"""Two open tickets of one home and category within this time are perhaps one."""
LEAST_ARRIVALS = 20
ROUND_SHARE = 0.8
"""From so many arrivals on, so large a share at the full or half hour is no chance."""
BULK = 10
"""So many closings by one person in one minute are a bulk."""

RECENT_S = 90 * _DAY_S
LEAST_DONE = 20
PAUSED_SHARE = 0.4
"""From so many jobs done in the last 90 days on, so large a share of pauses is worth a look;
house choice."""

_ROUND_MINUTES = frozenset({0, 30})


def duplicate_ids(store: StoreFacts) -> Iterator[Finding]:
    """R006: two files with one id or one uid."""
    for name in ("id", "uid"):
        seen: dict[str, TicketRow] = {}
        for row in store.rows:
            value = getattr(row, name)
            other = seen.setdefault(value, row)
            if value and other is not row:
                yield _about(row, "R006", (name,), value=value, other=other.path)


def _about(row: TicketRow, rule: str, where: tuple[str, ...] = (), **facts: object) -> Finding:
    return Finding(rule=rule, path=row.path, where=where, facts=facts, ticket=row.id)


def merge_cycle(store: StoreFacts) -> Iterator[Finding]:
    """R007: tickets merged into one another in a ring."""
    into = {row.id: row.merged_into for row in store.rows if row.merged_into}
    for row in store.rows:
        way, at = [row.id], into.get(row.id, "")
        while at and at not in way:
            way.append(at)
            at = into.get(at, "")
        if at == row.id:
            yield _about(row, "R007", way=[*way, at])


def repeats(store: StoreFacts) -> Iterator[Finding]:
    """K019 the same fault again, K020 the same complaint again, K021 twice at once; not linked."""
    subjects: dict[tuple[str, str], list[TicketRow]] = defaultdict(list)
    for row in store.rows:
        if row.unit and row.category and not row.imported and not row.merged_into:
            subjects[row.unit, row.category].append(row)
    for rows in subjects.values():
        rows.sort(key=lambda row: (row.received, row.id))
        for earlier, row in pairwise(rows):
            code = "" if row.linked else _repeat_code(earlier, row)
            if code:
                yield _about(row, code, ("category",), other=earlier.id, unit=row.unit)


def _repeat_code(earlier: TicketRow, row: TicketRow) -> str:
    if earlier.closed is None or earlier.closed > row.received:
        return "K021" if row.received - earlier.received <= DOUBLE_S else ""
    if row.received - earlier.closed > REPEAT_S:
        return ""
    return "K020" if row.kind == "complaint" else "K019"


def round_number_times(store: StoreFacts) -> Iterator[Finding]:
    """K023: one person's arrivals nearly all at the full or half hour."""
    minutes: dict[str, list[int]] = defaultdict(list)
    rows: dict[str, TicketRow] = {}
    for row in store.rows:
        for person, minute in row.arrivals:
            minutes[person].append(minute)
            rows.setdefault(person, row)
    for person, found in sorted(minutes.items()):
        share = sum(minute in _ROUND_MINUTES for minute in found) / len(found)
        if person and len(found) >= LEAST_ARRIVALS and share >= ROUND_SHARE:
            yield _about(
                rows[person], "K023", person=person, count=len(found), percent=round(share * 100)
            )


def bulk_close(store: StoreFacts) -> Iterator[Finding]:
    """K024: many tickets closed by one person within one minute."""
    closed: dict[tuple[str, int], list[TicketRow]] = defaultdict(list)
    for row in store.rows:
        for person, instant in row.closings:
            closed[person, instant // 60].append(row)
    for person, minute in sorted(key for key, rows in closed.items() if len(rows) >= BULK):
        rows = closed[person, minute]
        yield _about(rows[0], "K024", person=person, count=len(rows))


def pauses_share_too_much(store: StoreFacts) -> Iterator[Finding]:
    """T016: a large share of the time of the jobs done lately was pauses."""
    recent = [
        row
        for row in store.rows
        if row.resolved is not None and 0 <= store.now - row.resolved <= RECENT_S
    ]
    ran, stood = sum(row.ran_s for row in recent), sum(row.stood_s for row in recent)
    if len(recent) >= LEAST_DONE and ran and stood / ran >= PAUSED_SHARE:
        yield Finding(
            rule="T016",
            path=TIERS,
            where=("pause_reasons",),
            facts={"percent": round(100 * stood / ran), "count": len(recent)},
        )
