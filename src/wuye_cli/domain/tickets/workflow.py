"""The guards: which event may be written on a ticket now, and what it lacks if it may not.

`step` is used when writing and by worked cases. Events that came in by a merge, a hand edit or an
import are folded without guards (`standing`), and `check` reports them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wuye_cli.domain.errors import RefusedError
from wuye_cli.domain.tickets.disorder import WORK_BEFORE_DONE, disorder
from wuye_cli.domain.tickets.event import Event
from wuye_cli.domain.tickets.flow import StepRule
from wuye_cli.domain.tickets.ground import Ground
from wuye_cli.domain.tickets.guards import GUARDS
from wuye_cli.domain.tickets.kinds import DUPLICATE, FINAL, HANDLING, KINDS, kind_of
from wuye_cli.domain.tickets.required import (
    cycle_at,
    handled,
    is_known,
    is_of_a_clock,
    is_required,
    missing_steps,
    prerequisites,
    taken_steps,
)
from wuye_cli.domain.tickets.standing import fold_events

if TYPE_CHECKING:
    from wuye_cli.domain.tickets.flow import Flow
    from wuye_cli.domain.tickets.standing import Standing
    from wuye_cli.domain.tickets.ticket import Ticket

__all__ = [
    "CLOCK_SKEW_S",
    "HANDLING",
    "Ground",
    "handled",
    "missing_steps",
    "prerequisites",
    "step",
]

CLOCK_SKEW_S = 300
"""An event may lie this many seconds ahead of the clock of the one who types it (K003)."""

_EVENT_FIELDS = frozenset(Event.__struct_fields__)


def step(ticket: Ticket, event: Event, ground: Ground, before: Standing | None = None) -> Standing:
    """Return the standing of `ticket` after `event`.

    Args:
        ticket: The ticket before.
        event: What is to be written on it.
        ground: What the guards depend on.
        before: The standing of `ticket`, if it is known.

    Raises:
        RefusedError: With the code of the guard that refuses: `E_FUTURE`, `E_CLOSED`,
            `E_ILLEGAL_STEP`, `E_EVENT_ORDER`, `E_STEPS_OPEN`, `E_MISSING_FIELD`,
            `E_PAUSE_BEFORE_ACK`, `E_PAUSE_NEEDS_UNTIL`, `E_PAUSE_TOO_LONG`, `E_NOT_PAUSED`,
            `E_REOPEN_WINDOW`, `E_NEEDS_APPROVAL`, `E_CORRECTION_WINDOW`, `E_SELF_VISIT`,
            `E_NOBODY_TO_VISIT`, `E_ACCEPTED_ALREADY`, `E_STEP_PASSED`, `E_RESTED_ON`,
            `E_UNDO_RECEIPT`, `E_UNDO_NOT_YOURS`, `E_UNDO_TOO_LATE`, `unknown_tier`,
            `unknown_reason`.
        CallError: `bad_value`, `unknown_clock`, `unknown_event`.
    """
    if before is None:
        before = fold_events(ticket.events, ground.book)
    if ground.now is not None and event.instant > ground.now + CLOCK_SKEW_S:
        raise RefusedError("E_FUTURE", event=event.do, at=event.at.isoformat())
    if not before.cycles:
        return _received(event, ground)
    flow = ground.flow(ticket, before.tier)
    _require_fields(event, flow, ground)
    _require_order(ticket, event, before, flow, ground)
    _require_legal(ticket, event, before, flow, ground)
    guard = GUARDS.get(event.do)
    if guard:
        guard(ticket, event, before, ground)
    after = fold_events((*ticket.events, event), ground.book)
    if event in after.irregular or len(after.irregular) > len(before.irregular):
        raise _illegal(event, before, flow)
    _require_what_follows(ticket, event, before, after, ground)
    return after


def _received(event: Event, ground: Ground) -> Standing:
    if event.do != "receive":
        raise RefusedError("E_STEPS_OPEN", event=event.do, missing=["receive"])
    if event.tier not in ground.book.tiers:
        suggestions = list(ground.book.tiers)
        raise RefusedError("unknown_tier", value=event.tier, suggestions=suggestions)
    return fold_events((event,), ground.book)


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


def _require_legal(
    ticket: Ticket, event: Event, before: Standing, flow: Flow | None, ground: Ground
) -> None:
    kind = kind_of(event.do)
    if before.status in FINAL and not kind.is_legal(before.status):
        if event.do == "reopen":  # a cancelled or merged ticket never comes back
            raise _illegal(event, before, flow)
        raise RefusedError("E_CLOSED", id=ticket.id, status=before.status)
    of_the_flow = flow is None or kind.side or event.do in flow.steps
    declared = event.do not in KINDS and is_of_a_clock(event.do, ground)
    if event.do == "receive" or not (of_the_flow or declared) or not is_known(event.do, ground):
        raise _illegal(event, before, flow)


def _illegal(event: Event, before: Standing, flow: Flow | None) -> RefusedError:
    """Return the refusal with the steps of the flow that may come next."""
    names = flow.steps if flow else ()
    allowed = [name for name in names if kind_of(name).is_legal(before.status)]
    return RefusedError("E_ILLEGAL_STEP", event=event.do, status=before.status, allowed=allowed)


def _require_order(
    ticket: Ticket, event: Event, before: Standing, flow: Flow | None, ground: Ground
) -> None:
    """Refuse an event that lies before what it presupposes, or work after the end of the work.

    Judged within the cycle in which it happened: paper and phones arrive late.
    """
    if event.instant < before.cycles[0].opened.instant:
        raise _order_error(event, before.cycles[0].opened)
    taken = taken_steps(cycle_at(before, event.instant))
    missing = []
    for kind in prerequisites(event, before, flow, ground):
        done = taken.get(kind)
        if done is None:
            if flow is None or is_required(kind, flow, ticket, before, ground):
                missing.append(kind)
        elif event.instant < done.instant:
            raise _order_error(event, done)
    owed = before.status == DUPLICATE and kind_of(event.do).own_when_merged
    if missing and event.do != "reopen" and not owed:
        raise RefusedError("E_STEPS_OPEN", event=event.do, missing=missing)
    resolved = taken.get("resolve")
    if event.do in WORK_BEFORE_DONE and resolved and resolved.instant < event.instant:
        raise _order_error(event, resolved)


def _require_what_follows(
    ticket: Ticket, event: Event, before: Standing, after: Standing, ground: Ground
) -> None:
    """Refuse an event after which another one lies before what it presupposes (K002).

    A step that was left out, as it may be, cannot follow later what has gone on without it; and
    of two of a kind the one on which something rests is not taken back.
    """
    if event.do == "revoke":
        known = disorder(ticket, before, ground)
        for other, due in disorder(ticket, after, ground):
            if (other, due) not in known:
                raise _passed("E_RESTED_ON", due, other)
    elif event.do not in taken_steps(cycle_at(before, event.instant)):
        for other, due in disorder(ticket, after, ground):
            if due is event:
                raise _passed("E_STEP_PASSED", event, other)


def _passed(code: str, event: Event, other: Event) -> RefusedError:
    """Return the refusal of an event that another one, which presupposes it, came before."""
    told = {"at": event.at.isoformat(), "before": other.do, "before_at": other.at.isoformat()}
    return RefusedError(code, event=event.do, **told)


def _order_error(event: Event, other: Event) -> RefusedError:
    return RefusedError(
        "E_EVENT_ORDER",
        event=event.do,
        at=event.at.isoformat(),
        after=other.do,
        after_at=other.at.isoformat(),
    )
