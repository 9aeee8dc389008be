"""The guards: which event may be written on a ticket now, and what it lacks if it may not.

`step` is used when writing and by worked cases. Events that came in by a merge, a hand edit or an
import are folded without guards (`standing`), and `check` reports them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from wuye_cli.domain.errors import RefusedError
from wuye_cli.domain.tickets import moves
from wuye_cli.domain.tickets.category import Category
from wuye_cli.domain.tickets.conditions import CONDITIONS, CONSENT_IF_CHARGED, charge_of
from wuye_cli.domain.tickets.event import Event
from wuye_cli.domain.tickets.flow import Flow, FlowBook, StepRule
from wuye_cli.domain.tickets.kinds import AFTER_DONE, FINAL, kind_of
from wuye_cli.domain.tickets.standing import fold_events
from wuye_cli.domain.tickets.tier import TierBook
from wuye_cli.domain.timekeeping.due import end_of_days

if TYPE_CHECKING:
    from collections.abc import Callable

    from wuye_cli.domain.tickets.standing import Standing
    from wuye_cli.domain.tickets.ticket import Ticket

CLOCK_SKEW_S = 300
"""An event may lie this many seconds ahead of the clock of the one who types it (K003)."""

HANDLING = frozenset({"arrive", "start", "resolve", "investigate", "procedure", "contain"})
"""Steps whose doer does not follow up the same ticket (product.md 7.5)."""

_EVENT_FIELDS = frozenset(Event.__struct_fields__)
_CLOSING = frozenset({"close"})
_WORK_BEFORE_DONE = frozenset({"arrive", "contain", "quote", "consent", "start", "procedure"})


class Ground(msgspec.Struct, frozen=True, kw_only=True):
    """What the guards depend on beside the ticket.

    Attributes:
        flows: None where no flow is judged (a worked case without flows).
        staffed: Staff are registered, so that who did what is enforced and not only flagged.
        now: Epoch seconds; None where the future is not judged.
    """

    book: TierBook
    flows: FlowBook | None = None
    category: Category | None = None
    staffed: bool = False
    now: int | None = None

    def flow(self, ticket: Ticket, tier: str) -> Flow | None:
        """Return the flow of a ticket of `tier`, or None."""
        if self.flows is None:
            return None
        known = self.book.tiers.get(tier)
        service = known.service if known else ""
        return self.flows.flow_for(kind=ticket.kind, tier=tier, service=service)


def step(ticket: Ticket, event: Event, ground: Ground) -> Standing:
    """Return the standing of `ticket` after `event`.

    Raises:
        RefusedError: With the code of the guard that refuses: `E_FUTURE`, `E_CLOSED`,
            `E_ILLEGAL_STEP`, `E_EVENT_ORDER`, `E_STEPS_OPEN`, `E_MISSING_FIELD`,
            `E_PAUSE_BEFORE_ACK`, `E_PAUSE_NEEDS_UNTIL`, `E_PAUSE_TOO_LONG`, `E_REOPEN_WINDOW`,
            `E_NEEDS_APPROVAL`, `E_CORRECTION_WINDOW`, `E_SELF_VISIT`.
    """
    before = fold_events(ticket.events, ground.book)
    if ground.now is not None and event.instant > ground.now + CLOCK_SKEW_S:
        raise RefusedError("E_FUTURE", event=event.do, at=event.at.isoformat())
    if not before.cycles:
        if event.do != "receive":
            raise RefusedError("E_STEPS_OPEN", event=event.do, missing=["receive"])
        return fold_events((event,), ground.book)
    flow = ground.flow(ticket, before.tier)
    _require_fields(event, flow, ground)
    _require_order(event, before, flow, ground)
    _require_legal(ticket, event, before, flow)
    guard = _GUARDS.get(event.do)
    if guard:
        guard(ticket, event, before, ground)
    after = fold_events((*ticket.events, event), ground.book)
    if event in after.irregular or len(after.irregular) > len(before.irregular):
        raise RefusedError(
            "E_ILLEGAL_STEP", event=event.do, status=before.status, allowed=_legal_now(before, flow)
        )
    return after


# -- what every event must satisfy ----------------------------------------------------------------


def _require_fields(event: Event, flow: Flow | None, ground: Ground) -> None:
    if ground.flows is None:
        return
    rule = ground.flows.steps.get(event.do, StepRule(id=event.do))
    kind = kind_of(event.do)
    wanted = (*kind.needs, *rule.fields, *(flow.fields.get(event.do, ()) if flow else ()))
    for name in wanted:
        if name in _EVENT_FIELDS and getattr(event, name) in ("", None, (), {}):
            raise RefusedError("E_MISSING_FIELD", event=event.do, field=name)


def _require_legal(ticket: Ticket, event: Event, before: Standing, flow: Flow | None) -> None:
    kind = kind_of(event.do)
    if before.status in FINAL and before.status not in kind.legal_in:
        raise RefusedError("E_CLOSED", id=ticket.id, status=before.status)
    step_of_flow = flow is None or kind.side or event.do in flow.steps
    if not step_of_flow or event.do == "receive":
        raise RefusedError(
            "E_ILLEGAL_STEP", event=event.do, status=before.status, allowed=_legal_now(before, flow)
        )


def _legal_now(standing: Standing, flow: Flow | None) -> list[str]:
    """Return the steps of the flow that may come next, for the message."""
    names = flow.steps if flow else ()
    return [name for name in names if standing.status in kind_of(name).legal_in]


def prerequisites(event: Event, standing: Standing, flow: Flow | None, ground: Ground) -> list[str]:
    """Return the kinds that must not be missing or later than `event`."""
    if ground.flows is None or event.do not in ground.flows.steps:
        return [kind for kind in kind_of(event.do).after if kind != "receive"]
    wanted = list(ground.flows.steps[event.do].after)
    if flow:
        wanted += flow.after.get(event.do, ())
    if CONSENT_IF_CHARGED in wanted:
        wanted.remove(CONSENT_IF_CHARGED)
        if charge_of(standing.events) > 0:
            wanted.append("consent")
    return [kind for kind in wanted if kind != "receive"]


def _require_order(event: Event, before: Standing, flow: Flow | None, ground: Ground) -> None:
    """Refuse an event that lies before what it presupposes, or after what presupposes it."""
    taken = _taken(before)
    if event.do != "reopen" and event.instant < before.cycle.opened.instant:
        opened = before.cycle.opened
        raise _order_error(event, opened)
    missing = []
    for kind in prerequisites(event, before, flow, ground):
        done = taken.get(kind)
        if done is None:
            if flow is None or flow.steps.get(kind) == "required":
                missing.append(kind)
        elif event.instant < done.instant:
            raise _order_error(event, done)
    if missing:
        raise RefusedError("E_STEPS_OPEN", event=event.do, missing=missing)
    resolved = taken.get("resolve")
    if event.do in _WORK_BEFORE_DONE and resolved and resolved.instant < event.instant:
        raise _order_error(event, resolved)


def _order_error(event: Event, other: Event) -> RefusedError:
    return RefusedError(
        "E_EVENT_ORDER",
        event=event.do,
        at=event.at.isoformat(),
        after=other.do,
        after_at=other.at.isoformat(),
    )


def _taken(standing: Standing) -> dict[str, Event]:
    """Return the first event of each kind in the running cycle; automatic acks do not count."""
    taken: dict[str, Event] = {}
    for event in standing.cycle.events:
        if not (event.do == "ack" and event.auto):
            taken.setdefault(event.do, event)
    return taken


def missing_steps(ticket: Ticket, standing: Standing, ground: Ground, event: str) -> list[str]:
    """Return the steps that the flow requires before `event` (`resolve` or `close`)."""
    flow = ground.flow(ticket, standing.tier)
    if flow is None or ground.flows is None:
        return []
    taken = _taken(standing)
    required = [
        name
        for name, need in flow.steps.items()
        if need == "required" or _is_required_here(name, flow, ticket, standing, ground.category)
    ]
    later = _CLOSING if event == "close" else _after_resolve(ground.flows)
    return [name for name in required if name not in taken and name not in later]


def _is_required_here(
    name: str, flow: Flow, ticket: Ticket, standing: Standing, category: Category | None
) -> bool:
    condition = CONDITIONS.get(flow.required_if.get(name, ""))
    return condition is not None and condition(ticket, standing.cycle.events, category)


def _after_resolve(book: FlowBook) -> frozenset[str]:
    """Return the steps that come after `resolve`, by their prerequisites, and `resolve` itself."""
    later = {"resolve", "close"}
    grew = True
    while grew:
        more = {name for name, rule in book.steps.items() if later & set(rule.after)}
        grew = not more <= later
        later |= more
    return frozenset(later)


# -- what some kinds must satisfy -----------------------------------------------------------------


def _guard_pause(_ticket: Ticket, event: Event, before: Standing, ground: Ground) -> None:
    rules = ground.book.pause_rules
    tier = ground.book.tiers.get(before.tier)
    answers = tier is None or "ack" in tier.targets
    if rules.needs_ack and answers and "ack" not in _taken(before):
        raise RefusedError("E_PAUSE_BEFORE_ACK")
    reason = ground.book.pause_reasons.get(event.reason)
    if reason is None:
        raise RefusedError(
            "unknown_reason", value=event.reason, suggestions=list(ground.book.pause_reasons)
        )
    if event.until is None:
        if rules.needs_until:
            raise RefusedError("E_PAUSE_NEEDS_UNTIL")
        return
    if reason.longest is not None:
        last = end_of_days(event.instant, reason.longest.amount, ground.book.timezone)
        if reason.longest.seconds is not None:
            last = event.instant + reason.longest.seconds
        if event.until.timestamp() > last:
            raise RefusedError("E_PAUSE_TOO_LONG", reason=event.reason, longest=str(reason.longest))


def _guard_reopen(_ticket: Ticket, event: Event, before: Standing, ground: Ground) -> None:
    """Refuse a reopening outside the window after the feedback, else after the end of the work."""
    taken = {item.do: item for item in before.cycle.events}
    told = (
        taken.get("feedback") or taken.get("resolve") or taken.get("decline") or taken.get("close")
    )
    if told is None:
        return
    window = ground.book.policy.reopen_window
    last = end_of_days(told.instant, window.amount, ground.book.timezone)
    if event.instant >= last:
        raise RefusedError("E_REOPEN_WINDOW", until=last)


def _guard_regrade(_ticket: Ticket, event: Event, before: Standing, ground: Ground) -> None:
    book = ground.book
    if event.to not in book.tiers:
        raise RefusedError("unknown_tier", value=event.to, suggestions=list(book.tiers))
    received = before.cycle.opened.instant
    mode = moves.regrade_mode(event, received, book, before.tier, event.to)
    if event.mode == "correction" and mode != moves.CORRECTED:
        raise RefusedError("E_CORRECTION_WINDOW", window=str(book.policy.correction_window))
    if mode == moves.LOWERED and not event.approved_by:
        raise RefusedError("E_NEEDS_APPROVAL", event=event.do)


def _guard_visit(_ticket: Ticket, event: Event, before: Standing, ground: Ground) -> None:
    """Refuse a follow-up by one who handled the ticket; with nobody registered it is a flag."""
    if not ground.staffed:
        return
    steps = handled(before, event.doer, ground, event.do)
    if steps:
        raise RefusedError("E_SELF_VISIT", person=event.doer, steps=steps)


def handled(standing: Standing, person: str, ground: Ground, step_name: str = "visit") -> list[str]:
    """Return the steps of the ticket that `person` did and that bar them from `step_name`."""
    rule = ground.flows.steps.get(step_name) if ground.flows else None
    barred = set(rule.not_by) if rule and rule.not_by else set(HANDLING)
    if not person:
        return []
    return [
        event.do for event in standing.cycle.events if event.do in barred and event.doer == person
    ]


def _guard_resolve(ticket: Ticket, event: Event, before: Standing, ground: Ground) -> None:
    missing = missing_steps(ticket, before, ground, event.do)
    if missing:
        raise RefusedError("E_STEPS_OPEN", event=event.do, missing=missing)


def _guard_decline(_ticket: Ticket, event: Event, _before: Standing, ground: Ground) -> None:
    if ground.flows is not None and not event.explained:
        raise RefusedError("E_MISSING_FIELD", event=event.do, field="explained")
    if not event.approved_by:
        raise RefusedError("E_NEEDS_APPROVAL", event=event.do)


def _guard_close(ticket: Ticket, event: Event, before: Standing, ground: Ground) -> None:
    missing = missing_steps(ticket, before, ground, "close")
    if before.status == "done" and any(item.do == "decline" for item in before.cycle.events):
        missing = [name for name in missing if kind_of(name).legal_in <= AFTER_DONE]
    missing = [name for name in missing if not _attempted_enough(name, before, ground)]
    if missing:
        raise RefusedError("E_STEPS_OPEN", event=event.do, missing=missing)


def _attempted_enough(name: str, standing: Standing, ground: Ground) -> bool:
    """Whether enough attempts stand in for a follow-up call that reached nobody."""
    return name == "visit" and standing.attempts >= ground.book.policy.visit_attempts_required


_GUARDS: dict[str, Callable[[Ticket, Event, Standing, Ground], None]] = {
    "pause": _guard_pause,
    "reopen": _guard_reopen,
    "regrade": _guard_regrade,
    "visit": _guard_visit,
    "verify": _guard_visit,
    "resolve": _guard_resolve,
    "decline": _guard_decline,
    "close": _guard_close,
}
