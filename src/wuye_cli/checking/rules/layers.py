"""Family Q: the three layers: what is promised is delivered, and inspected."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wuye_cli.checking import probes
from wuye_cli.checking.clauses import commitments, path_of, placed
from wuye_cli.checking.finding import Finding
from wuye_cli.checking.stated import targets_of, yearly
from wuye_cli.domain.documents.library import chains
from wuye_cli.domain.tickets.tier import Target, TierBook
from wuye_cli.domain.timekeeping.limit import Limit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wuye_cli.checking.clauses import Placed
    from wuye_cli.checking.facts import StoreFacts
    from wuye_cli.domain.documents.clause import Clause, Commitment
    from wuye_cli.domain.documents.library import Chain
    from wuye_cli.domain.documents.measure import Measure, TimeWindow
    from wuye_cli.domain.documents.procedure import Procedure

_COUNTS = ("count", "cadence")


def missing(store: StoreFacts) -> Iterator[Finding]:
    """Q012: a promise that no procedure or item for staff delivers, or that nobody inspects."""
    behind = chains(store.library)
    for at, _ in commitments(store):
        chain = behind[at.name]
        if not chain.is_delivered:
            yield at.finding("Q012", layer="delivery")
        if not chain.inspections:
            yield at.finding("Q012", layer="inspection")


def contradiction(store: StoreFacts) -> Iterator[Finding]:
    """Q013: staff are allowed more time, or fewer times, than residents are promised."""
    behind = chains(store.library)
    items = {at.name: (at, at.clause) for at in placed(store.library)}
    for at, commitment in commitments(store):
        measure = commitment.measure
        if measure is None:
            continue
        serving = [items[name] for name in behind[at.name].staff if name in items]
        for other, item in serving:
            if item.measure is not None and _is_looser(store, measure, item.measure, at):
                yield _between(at, other, measure, item.measure)
        yield from _rarer(store, at, measure, serving)
        yield from _slower_steps(store, at, commitment, behind[at.name])


def _between(at: Placed, other: Placed, promised: Measure, allowed: Measure) -> Finding:
    facts = {
        "item": other.name,
        "promise": at.name,
        "value": _shown(allowed),
        "promised": _shown(promised),
    }
    return Finding(rule="Q013", path=other.path, where=(*other.where, "measure"), facts=facts)


def _shown(measure: Measure) -> str:
    if measure.limit is not None:
        return str(measure.limit)
    if measure.window is not None:
        return " ".join(f"{time // 60:02}:{time % 60:02}" for time in measure.window.times)
    if measure.kind == "count":
        return f"{measure.count or 1}/{measure.every}"
    return " ".join((measure.name, *measure.tiers))


def _is_looser(store: StoreFacts, promised: Measure, allowed: Measure, at: Placed) -> bool:
    """Say whether what is allowed lets a promise be broken by somebody who keeps to it."""
    if promised.window is not None and allowed.window is not None:
        return _ends_later(promised.window, allowed.window)
    return _is_same_course(promised, allowed) and _later(
        store,
        targets_of(store, allowed, at.standard.categories),
        targets_of(store, promised, at.standard.categories),
    )


def _is_same_course(promised: Measure, allowed: Measure) -> bool:
    """Say whether two limits run over the same course: one clock, or the same two steps."""
    if promised.kind == allowed.kind == "clock":
        return promised.name == allowed.name
    ends = {(one.start, one.stop) for one in (promised, allowed) if one.start or one.stop}
    return len(ends) <= 1


def _later(store: StoreFacts, allowed: list[Target], promised: list[Target]) -> bool:
    """Say whether a limit is longer, whenever it begins, than every one that is promised."""
    book = store.book or TierBook()
    return bool(promised) and any(
        all(_is_longer(store, book, one, other) for other in promised) for one in allowed
    )


def _is_longer(store: StoreFacts, book: TierBook, one: Target, other: Target) -> bool:
    if one.limit and other.limit and one.calendar == other.calendar and _unit(one) == _unit(other):
        return _amount(one.limit) > _amount(other.limit)
    return probes.always_later(store.rules, book, one, other)


def _unit(target: Target) -> str:
    unit = target.limit.unit if target.limit else ""
    return "m" if unit == "h" else unit


def _amount(limit: Limit) -> int:
    return limit.seconds or limit.amount


def _ends_later(promised: TimeWindow, allowed: TimeWindow) -> bool:
    """Say whether a window lets work end, or duty begin, later than the promised one."""
    if promised.kind != allowed.kind:
        return False
    if promised.kind == "between":
        return allowed.times[0] > promised.times[0] or allowed.times[1] < promised.times[1]
    spans = list(zip(sorted(promised.spans()), sorted(allowed.spans()), strict=False))
    is_fewer = promised.kind == "by" and len(allowed.times) < len(promised.times)
    return is_fewer or any(
        other[1] > one[1] or (promised.kind == "about" and other[0] < one[0])
        for one, other in spans
    )


def _rarer(
    store: StoreFacts, at: Placed, measure: Measure, serving: list[tuple[Placed, Clause]]
) -> Iterator[Finding]:
    """Yield a finding if even the most frequent item for staff is rarer than the promise."""
    promised = yearly(store, measure)
    counted = [
        (rate, other, item.measure)
        for other, item in serving
        if item.measure is not None
        and item.measure.kind in _COUNTS
        and (rate := yearly(store, item.measure)) is not None
    ]
    if promised is None or not counted:
        return
    rate, other, allowed = max(counted, key=lambda one: one[0])
    if rate < promised:
        yield _between(at, other, measure, allowed)


def _slower_steps(
    store: StoreFacts, at: Placed, commitment: Commitment, chain: Chain
) -> Iterator[Finding]:
    """Yield the procedures whose steps for a promise take longer together than it allows."""
    measure = commitment.measure
    promised = targets_of(store, measure, at.standard.categories) if measure is not None else []
    for name, procedure in store.library.procedures.items():
        minutes, number = _minutes(procedure, chain)
        if minutes and _later(store, [Target(Limit(minutes, "m"))], promised):
            facts = {
                "item": name,
                "promise": at.name,
                "value": f"{minutes}m",
                "promised": ", ".join(str(one.limit) for one in promised),
            }
            where = ("steps", number, "limit")
            yield Finding(rule="Q013", path=path_of("procedures", name), where=where, facts=facts)


def _minutes(procedure: Procedure, chain: Chain) -> tuple[int, int]:
    """Return how long the steps that deliver a promise may take, and the longest one's place."""
    taken = [
        (step.limit.seconds // 60, number)
        for number, step in enumerate(procedure.steps)
        if step.limit is not None
        and step.limit.seconds is not None
        and (procedure.id in chain.steps or f"{procedure.id}.{step.id}" in chain.steps)
    ]
    return sum(minutes for minutes, _ in taken), max(taken, default=(0, 0))[1]
