"""Family T: limits, tiers, and pauses that contradict themselves or a published text."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import msgspec

from wuye_cli.checking import probes
from wuye_cli.checking.facts import TIERS, Floor
from wuye_cli.checking.finding import Finding
from wuye_cli.domain.tickets.tier import EMERGENCY, Target
from wuye_cli.domain.timekeeping.limit import parse_limit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wuye_cli.checking.facts import StoreFacts
    from wuye_cli.domain.tickets.tier import Tier, TierBook

ORDERS = (
    ("ack", "arrive", "resolve"),
    ("ack", "contain", "resolve"),
    ("arrive", "contain"),
    ("reply", "answer"),
)
"""Clocks from receipt that must not be due after the next one."""

FLOORS = (
    Floor(
        service=EMERGENCY,
        clock="arrive",
        limit="15m",
        calendar="always",
        basis="DB11/T 751-2025 4.2.4(4)",
    ),
    Floor(
        service="complaint",
        clock="reply",
        limit="4h",
        calendar="always",
        basis="DB11/T 751-2025 4.2.3(4)",
    ),
    Floor(tier="complaint", clock="answer", limit="1wd", basis="口头投诉一个工作日答复"),
)
"""Longest limits of published texts; a store names others under `x-floors` of its tiers."""

_FROM_RECEIPT = "receive"


def _tiers(store: StoreFacts) -> Iterator[tuple[TierBook, Tier]]:
    book = store.book
    if book is not None:
        for tier in book.tiers.values():
            yield book, tier


def _about(tier: Tier, rule: str, *more: str, **facts: object) -> Finding:
    return Finding(
        rule=rule, path=TIERS, where=("tiers", tier.id, *more), facts={"tier": tier.id, **facts}
    )


def limit_order(store: StoreFacts) -> Iterator[Finding]:
    """T001: a clock due after the one that should follow it, whenever the request comes."""
    for book, tier in _tiers(store):
        for chain in ORDERS:
            there = [name for name in chain if _starts_at_receipt(book, tier, name)]
            for first, second in pairwise(there):
                one, other = tier.targets[first], tier.targets[second]
                if probes.always_later(store.rules, book, one, other):
                    yield _about(
                        tier,
                        "T001",
                        first,
                        clock=first,
                        value=_shown(one),
                        other_clock=second,
                        other_value=_shown(other),
                    )


def _starts_at_receipt(book: TierBook, tier: Tier, clock: str) -> bool:
    known = book.clocks.get(clock)
    return clock in tier.targets and known is not None and known.start[:1] == (_FROM_RECEIPT,)


def _shown(target: Target) -> str:
    return f"{target.limit or 'agreed'} {target.calendar}"


def tier_order(store: StoreFacts) -> Iterator[Finding]:
    """T002: an emergency slower than an ordinary tier, or a raised tier slower than its source."""
    for book, tier in _tiers(store):
        others = [
            other
            for other in book.tiers.values()
            if other.id != tier.id
            and (other.raise_to == tier.id or (tier.service == EMERGENCY != other.service))
        ]
        for clock, own in tier.targets.items():
            for other in others:
                target = other.targets.get(clock)
                if target and probes.always_later(store.rules, book, own, target):
                    yield _about(
                        tier,
                        "T002",
                        clock,
                        clock=clock,
                        value=_shown(own),
                        other_tier=other.id,
                        other_value=_shown(target),
                    )
                    break


def unreachable_limit(store: StoreFacts) -> Iterator[Finding]:
    """T005: a limit on a calendar in whose open time it never runs out."""
    for book, tier in _tiers(store):
        for clock, target in tier.targets.items():
            for calendar in probes.calendars_of(store.rules, book, target.calendar):
                if not probes.is_reachable(calendar, target):
                    yield _about(
                        tier, "T005", clock, clock=clock, value=_shown(target), calendar=calendar.id
                    )
                    break


def emergency_on_office_hours(store: StoreFacts) -> Iterator[Finding]:
    """T006: an emergency that waits for opening hours."""
    for book, tier in _tiers(store):
        if tier.service != EMERGENCY:
            continue
        for clock, target in tier.targets.items():
            calendars = probes.calendars_of(store.rules, book, target.calendar)
            closed = [calendar.id for calendar in calendars if not calendar.always]
            if target.limit is not None and closed:
                yield _about(tier, "T006", clock, clock=clock, calendar=closed[0])


def pause_without_cap(store: StoreFacts) -> Iterator[Finding]:
    """T015: a pause that stops a clock may last for ever."""
    for reason in store.book.pause_reasons.values() if store.book else ():
        if (reason.stops or reason.stops_if_agreed) and reason.longest is None:
            where = ("pause_reasons", reason.id)
            yield Finding(rule="T015", path=TIERS, where=where, facts={"value": reason.id})


def above_floor(store: StoreFacts) -> Iterator[Finding]:
    """T018: a limit longer than a published text allows."""
    for book, tier in _tiers(store):
        for floor in (*FLOORS, *_own_floors(book)):
            target = tier.targets.get(floor.clock)
            applies = floor.tier == tier.id or (not floor.tier and floor.service == tier.service)
            if target is None or target.limit is None or not applies:
                continue
            allowed = Target(parse_limit(floor.limit), floor.calendar or target.calendar)
            if probes.ever_later(store.rules, book, target, allowed):
                yield _about(
                    tier,
                    "T018",
                    floor.clock,
                    clock=floor.clock,
                    value=_shown(target),
                    allowed_limit=floor.limit,
                    basis=floor.basis,
                )


def _own_floors(book: TierBook) -> list[Floor]:
    """Return the estate's own floors; one that cannot be read is left out."""
    found = []
    for row in book.extra.get("x-floors", ()):
        try:
            floor = msgspec.convert(row, Floor)
            parse_limit(floor.limit)
        except (msgspec.ValidationError, ValueError):
            continue
        found.append(floor)
    return found


def same_terms(store: StoreFacts) -> Iterator[Finding]:
    """T019: two tiers that promise exactly the same."""
    seen: dict[str, str] = {}
    for _, tier in _tiers(store):
        raised = "" if tier.raise_to == tier.id else tier.raise_to
        terms = repr((tier.service, tier.targets, tier.only_for, raised, tier.owner_role))
        other = seen.setdefault(terms, tier.id)
        if other != tier.id:
            yield _about(tier, "T019", other_tier=other)


def raise_cycle(store: StoreFacts) -> Iterator[Finding]:
    """R007: tiers that are raised into one another in a ring; itself is the top and no ring."""
    for book, tier in _tiers(store):
        way, at = [tier.id], tier.raise_to
        while at and at in book.tiers and at not in way:
            way.append(at)
            at = book.tiers[at].raise_to
        if at == tier.id and len(way) > 1:
            yield _about(tier, "R007", "raise_to", way=[*way, at])


def failed_cases(store: StoreFacts) -> Iterator[Finding]:
    """T021: a worked case whose expectation does not come out."""
    for case in store.cases:
        yield Finding(
            rule="T021",
            path=case.path,
            where=case.where,
            facts={
                "case": case.case,
                "what": case.what,
                "expected": case.expected,
                "actual": case.actual,
            },
        )
