"""How `tiers.yaml` is compared: clocks, limits, pauses, thresholds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wuye_cli.domain.comparing.events import kept_for, start_events, stop_events
from wuye_cli.domain.comparing.grammar import (
    Record,
    is_empty,
    listed,
    number,
    plain_value,
    ranked,
    unclassified,
    words,
)
from wuye_cli.domain.comparing.heads import HEAD, NAMES, owner, sayings
from wuye_cli.domain.comparing.hours import channel_hours
from wuye_cli.domain.comparing.keyed import Keyed
from wuye_cli.domain.comparing.limits import span, target
from wuye_cli.domain.comparing.ranks import tier_code
from wuye_cli.domain.tickets.tier import DEFAULT_CLOCKS

if TYPE_CHECKING:
    from wuye_cli.domain.comparing.change import Change
    from wuye_cli.domain.comparing.grammar import Found, Rule
    from wuye_cli.domain.comparing.spot import Spot

_UNDECIDED = {"customer": "unknown", "staff": "unknown"}
_STRICTEST_FIRST = ("done_at < due", "done_at <= due")


def binds(spot: Spot, old: Any, new: Any) -> Found:
    """Compare whose duty a clock is: handed to somebody else, it fails the ticket no longer."""
    if is_empty(old) and is_empty(new):
        return
    code = "D131" if is_empty(new) else "D130"
    undecided = {} if is_empty(old) or is_empty(new) else _UNDECIDED
    yield spot.found(code, old or None, new or None, **undecided)


def met_when(spot: Spot, old: Any, new: Any) -> Found:
    """Compare when a stop counts as in time; a wording that is not known is taken for grace."""
    if old == new:
        return
    known = [one in _STRICTEST_FIRST for one in (old, new)]
    stricter = all(known) and _STRICTEST_FIRST.index(new) < _STRICTEST_FIRST.index(old)
    gains = stricter if all(known) else known[1]
    undecided = _UNDECIDED if not any(known) else {}
    yield spot.found("D136" if gains else "D126", old, new, **undecided)


def ladder(spot: Spot, old: Any, new: Any) -> Found:
    """Compare the fractions of a limit at which somebody is told: rungs moved, gone or come."""
    before, after = listed(old), listed(new)
    if not all(isinstance(one, (int, float)) for one in (*before, *after)):
        yield from unclassified(spot, old, new)
        return
    gone = sorted(one for one in before if one not in after)
    come = sorted(one for one in after if one not in before)
    moved = list(zip(gone, come, strict=False))
    later = [pair for pair in moved if pair[1] > pair[0]]
    sooner = [pair for pair in moved if pair[1] < pair[0]]
    for code, pairs in (("D501", later), ("D502", sooner)):
        if pairs:
            yield spot.found(code, [was for was, _ in pairs], [now for _, now in pairs])
    if gone[len(moved) :]:
        yield spot.found("D503", gone[len(moved) :], None)
    if come[len(moved) :]:
        yield spot.found("D508", None, come[len(moved) :])


def raise_to(spot: Spot, old: Any, new: Any) -> Found:
    """Compare the tier after a reopening, by rank; empty means the tier itself."""
    own = spot.key[-2]
    before, after = old or own, new or own
    if before == after:
        return
    yield spot.found(tier_code(spot, before, after), before, after)


def clock_limit(spot: Spot, old: Any, new: Any) -> Found:
    """Compare what stands under a clock's name in a tier; no clock of that name, no rule."""
    name = spot.key[-1]
    known = any(
        name in (side.named("tiers").get("clocks") or DEFAULT_CLOCKS)
        for side in (spot.old, spot.new)
    )
    yield from (target if known else unclassified)(spot, old, new)


_TIER = Record(
    {
        **NAMES,
        "aliases": sayings,
        "class": plain_value("D138"),
        "rank": plain_value("D138"),
        "raise_to": raise_to,
        "only_for": Record({}, rest=kept_for),
        "owner_role": owner,
        "agreed_time_first": words("D137", "D137"),
        "basis": Record({}, rest=plain_value("D703")),
    },
    rest=clock_limit,
)

_CLOCK = Record(
    {
        **NAMES,
        "from": start_events,
        "to": stop_events,
        "human": ranked((True, False), "D118", "D129", "D999"),
        "binds": binds,
    },
    usual={"human": False},
)

_REASON = Record(
    {
        **NAMES,
        "stops": words("D119", "D120"),
        "stops_if_agreed": words("D119", "D120"),
        "max": span("D132", "D133"),
        "evidence": words("D510", "D506"),
    }
)

_PAUSE_RULES = Record(
    {
        **NAMES,
        "needs_ack": ranked((True, False), "D132", "D133", "D999"),
        "needs_until": ranked((True, False), "D132", "D133", "D999"),
        "default_until": plain_value("D330"),
        "backdate_max": span("D132", "D133", endless=False),
        "after_due": ranked(("heals_nothing",), "D132", "D133", "D132"),
        "request_by": plain_value("D330"),
        "record_by": words("D512", "D513"),
        "approve_over": Record({"limit": span("D514", "D515"), "by": owner}),
    },
    usual={
        "needs_ack": True,
        "needs_until": True,
        "default_until": "next-open",
        "backdate_max": "30m",
        "after_due": "heals_nothing",
        "request_by": "anyone",
    },
)

_POLICY = Record(
    {
        "stop_is_met_when": met_when,
        "warn_fraction": number("D502", "D501"),
        "escalation_fractions": ladder,
        "reopen_window": span("D135", "D134", endless=False),
        "repeat_window": span("D135", "D134", endless=False),
        "second_complaint_window": span("D135", "D134", endless=False),
        "correction_window": span("D514", "D515", endless=False),
        "urge_escalates_at": number("D502", "D501"),
        "urge_min_gap": span("D501", "D502", endless=False),
        "visit_attempts_required": number("D405", "D406"),
        "basis": Record({}, rest=plain_value("D703")),
    },
    usual={
        "stop_is_met_when": "done_at <= due",
        "warn_fraction": 0.8,
        "escalation_fractions": [0.8, 1.0, 1.5, 2.0],
        "reopen_window": "7d",
        "repeat_window": "30d",
        "second_complaint_window": "30d",
        "correction_window": "15m",
        "urge_escalates_at": 2,
        "visit_attempts_required": 3,
    },
)

_SILENT = frozenset({"label", "label_en", "aliases", "rank"})
_tiers = Keyed(_TIER, "D102", "D101", renamed="D103", silent=_SILENT)


def tiers(spot: Spot, old: Any, new: Any) -> Found:
    """Compare the tiers; one that went says how many categories pointed to it."""
    for change in _tiers(spot, old, new):
        yield _with_categories(spot, change) if change.code == "D101" else change


def _with_categories(spot: Spot, change: Change) -> Change:
    gone = change.facts["id"]
    pointed = [
        category.id
        for category in spot.old.rules.categories.categories.values()
        if gone in {category.tier, *(rule.tier for rule in category.rules)}
    ]
    change.facts.update(categories=pointed, count=len(pointed))
    return change


def _usual_clocks() -> dict[str, Any]:
    return {
        clock.id: {"from": list(clock.start), "to": list(clock.stop), "human": clock.human}
        for clock in DEFAULT_CLOCKS.values()
    }


_BOOK_KEYS: dict[str, Rule] = {
    **HEAD,
    "grade": plain_value("D704"),
    "timezone": plain_value("D207"),
    "clocks": Keyed(_CLOCK, "D330", "D330"),
    "channel_calendars": Record({}, rest=channel_hours),
    "pause_reasons": Keyed(_REASON, "D119", "D120"),
    "pause_rules": _PAUSE_RULES,
    "policy": _POLICY,
    "tiers": tiers,
}
TIERS = Record(_BOOK_KEYS, usual={"timezone": "Asia/Shanghai", "clocks": _usual_clocks()})

PARTS = {
    "tiers": TIERS,
    "tiers.clock": _CLOCK,
    "tiers.tier": _TIER,
    "tiers.reason": _REASON,
    "tiers.rules": _PAUSE_RULES,
    "tiers.policy": _POLICY,
}
"""Section of the page on formats to the record that compares it."""
