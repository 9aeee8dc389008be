"""Guards of single kinds of events: what a pause, a regrade, a follow-up … must satisfy."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from wuye_cli.domain.errors import CallError, RefusedError
from wuye_cli.domain.tickets import moves
from wuye_cli.domain.tickets.attempts import enough_attempts
from wuye_cli.domain.tickets.clock_course import new_tier
from wuye_cli.domain.tickets.conditions import is_anonymous
from wuye_cli.domain.tickets.in_force import in_force
from wuye_cli.domain.tickets.required import cycle_at, handled, missing_steps, taken_steps
from wuye_cli.domain.timekeeping.due import end_of_days

if TYPE_CHECKING:
    from collections.abc import Callable

    from wuye_cli.domain.tickets.event import Event
    from wuye_cli.domain.tickets.ground import Ground
    from wuye_cli.domain.tickets.standing import Standing
    from wuye_cli.domain.tickets.ticket import Ticket
    from wuye_cli.domain.tickets.tier import PauseReason, TierBook

    Guard = Callable[[Ticket, Event, Standing, Ground], None]

ASKED_BY = ("owner", "company")
_HANDED_ON = frozenset({"dispatch", "transfer", "return", "accept"})
_WORKED = ("feedback", "resolve", "decline", "close")


def guard_accept(_ticket: Ticket, event: Event, before: Standing, ground: Ground) -> None:
    """Refuse to take a job that somebody else has taken, unless it was given on since.

    The same person may say it again. A job is taken over by a transfer, which tells both.
    """
    if ground.flows is None:
        return
    holder = ""
    for other in cycle_at(before, event.instant).events:
        if other.do in _HANDED_ON and other.instant <= event.instant:
            holder = other.doer if other.do == "accept" else ""
    if holder and event.doer and event.doer != holder:
        raise RefusedError("E_ACCEPTED_ALREADY", person=holder)


def guard_pause(_ticket: Ticket, event: Event, before: Standing, ground: Ground) -> None:
    """Refuse a pause before the answer, typed too late, without an end, too long or unapproved."""
    rules, book = ground.book.pause_rules, ground.book
    tier = book.tiers.get(before.tier)
    answers = tier is None or "ack" in tier.targets
    acked = taken_steps(cycle_at(before, event.instant)).get("ack")
    if rules.needs_ack and answers and (acked is None or acked.instant > event.instant):
        raise RefusedError("E_PAUSE_BEFORE_ACK")
    if _is_backdated(event, ground):
        raise RefusedError("E_PAUSE_BACKDATED", minutes=rules.backdate_max // 60)
    reason = book.pause_reasons.get(event.reason)
    if reason is None:
        known = list(book.pause_reasons)
        raise RefusedError("unknown_reason", value=event.reason, suggestions=known)
    if event.until is not None:
        _require_bounded(event, int(event.until.timestamp()), reason, book)
    elif rules.needs_until:
        raise RefusedError("E_PAUSE_NEEDS_UNTIL")


def _require_bounded(event: Event, until: int, reason: PauseReason, book: TierBook) -> None:
    """Refuse a pause that ends before it begins, or lasts longer than is allowed."""
    if until < event.instant:
        raise RefusedError("E_PAUSE_NEEDS_UNTIL")
    longest = reason.longest
    if longest is not None and until > moves.window_end(event.instant, longest, book):
        raise RefusedError("E_PAUSE_TOO_LONG", reason=event.reason, longest=str(longest))
    over = book.pause_rules.approve_over
    stops = reason.stops or (event.agreed and reason.stops_if_agreed)
    asks = bool(stops) and over is not None and not event.approved_by
    if asks and over is not None and until > moves.window_end(event.instant, over, book):
        raise RefusedError("E_NEEDS_APPROVAL", event=event.do)


def _is_backdated(event: Event, ground: Ground) -> bool:
    """Whether a pause is typed too long after it began, with nothing and nobody to vouch for it.

    A pause that is thought of after the due has passed would heal it.
    """
    late = (
        ground.now is not None and ground.now - event.instant > ground.book.pause_rules.backdate_max
    )
    return late and not event.src and not event.approved_by


def guard_resume(ticket: Ticket, event: Event, before: Standing, _ground: Ground) -> None:
    """Refuse to resume what no pause holds up; one that has run out by itself may be resumed."""
    last = ""
    for other in cycle_at(before, event.instant).events:
        if other.do in {"pause", "resume"} and other.instant <= event.instant:
            last = other.do
    if last != "pause":
        raise RefusedError("E_NOT_PAUSED", id=ticket.id)


def guard_reopen(_ticket: Ticket, event: Event, before: Standing, ground: Ground) -> None:
    """Refuse a reopening outside the window after the feedback, else after the end of the work."""
    taken = {item.do: item for item in before.cycle.events if not item.auto}
    told = next((taken[kind] for kind in _WORKED if kind in taken), None)
    if told is None:
        return
    book = ground.book
    window = book.policy.reopen_window
    last = (
        end_of_days(told.instant, window.amount, book.timezone)
        if window.seconds is None
        else told.instant + window.seconds
    )
    if event.instant >= last:
        zone = event.at.tzinfo or UTC
        raise RefusedError(
            "E_REOPEN_WINDOW", until=datetime.fromtimestamp(last, UTC).astimezone(zone).isoformat()
        )


def guard_regrade(_ticket: Ticket, event: Event, before: Standing, ground: Ground) -> None:
    """Refuse an unknown tier, a late correction, and lowering without a supervisor."""
    book = ground.book
    new = new_tier(event)
    if not new and event.do == "classify":
        return
    if new not in book.tiers:
        raise RefusedError("unknown_tier", value=new, suggestions=list(book.tiers))
    received = before.cycle.opened
    mode = moves.regrade_mode(event, received.instant, book, before.tier, new)
    if event.mode == "correction" and mode != moves.CORRECTED:
        raise RefusedError("E_CORRECTION_WINDOW", window=str(book.policy.correction_window))
    if mode == moves.LOWERED and not event.approved_by:
        raise RefusedError("E_NEEDS_APPROVAL", event=event.do)
    if event.mode == "correction" and not event.approved_by and not _same_person(event, received):
        raise RefusedError("E_NEEDS_APPROVAL", event=event.do)


def _same_person(event: Event, received: Event) -> bool:
    """Whether the intake person corrects; where nobody is named, nobody is doubted."""
    intake = {received.by, received.who} - {""}
    return not intake or not event.doer or event.doer in intake or event.by in intake


def guard_approved(_ticket: Ticket, event: Event, _before: Standing, _ground: Ground) -> None:
    """Refuse without the name of the one who approves."""
    if not event.approved_by:
        raise RefusedError("E_NEEDS_APPROVAL", event=event.do)


def guard_cancel(_ticket: Ticket, event: Event, _before: Standing, ground: Ground) -> None:
    """Refuse that the company cancels on its own: only the owner's word voids a clock freely."""
    if ground.flows is not None and event.asked_by == "company" and not event.approved_by:
        raise RefusedError("E_NEEDS_APPROVAL", event=event.do)


def guard_reschedule(_ticket: Ticket, event: Event, _before: Standing, _ground: Ground) -> None:
    """Refuse an appointment that nobody asked for, or that does not lie ahead.

    Raises:
        CallError: `bad_value` with the field and its value.
    """
    if event.asked_by not in ASKED_BY:
        raise CallError("bad_value", field="asked_by", value=event.asked_by)
    if event.window is None:
        raise RefusedError("E_MISSING_FIELD", event=event.do, field="window")
    opens, closes = (edge.timestamp() for edge in event.window)
    if closes <= opens or closes <= event.instant:
        spoken = "/".join(edge.isoformat() for edge in event.window)
        raise CallError("bad_value", field="window", value=spoken)


def guard_agree(_ticket: Ticket, event: Event, _before: Standing, ground: Ground) -> None:
    """Refuse an agreed time for no clock, or in the past.

    Raises:
        CallError: `unknown_clock`, or `bad_value` with the due.
    """
    if event.clock not in ground.book.clocks:
        raise CallError("unknown_clock", value=event.clock, suggestions=list(ground.book.clocks))
    if event.due is None:
        raise RefusedError("E_MISSING_FIELD", event=event.do, field="due")
    if event.due.timestamp() <= event.instant:
        raise CallError("bad_value", field="due", value=event.due.isoformat())


def guard_visit(ticket: Ticket, event: Event, before: Standing, ground: Ground) -> None:
    """Refuse a follow-up by one who handled the ticket; with nobody registered it is a flag.

    Nobody follows up an anonymous slip, as there is nobody to ask: it is verified.
    """
    if event.do != "verify" and ground.flows is not None and is_anonymous(ticket):
        raise RefusedError("E_NOBODY_TO_VISIT", id=ticket.id)
    if not ground.staffed or event.do == "visit_attempt":
        return
    steps = handled(before, event.doer, ground, event.do)
    if steps:
        raise RefusedError("E_SELF_VISIT", person=event.doer, steps=steps)


def guard_resolve(ticket: Ticket, event: Event, before: Standing, ground: Ground) -> None:
    """Refuse to end the work while a required step is open."""
    missing = missing_steps(ticket, before, ground, event.do)
    if missing:
        raise RefusedError("E_STEPS_OPEN", event=event.do, missing=missing)


def guard_decline(_ticket: Ticket, event: Event, _before: Standing, ground: Ground) -> None:
    """Refuse to decline what was not explained to the caller and approved."""
    if ground.flows is not None and not event.explained:
        raise RefusedError("E_MISSING_FIELD", event=event.do, field="explained")
    if not event.approved_by:
        raise RefusedError("E_NEEDS_APPROVAL", event=event.do)


def guard_close(ticket: Ticket, _event: Event, before: Standing, ground: Ground) -> None:
    """Refuse to archive while a required step is open."""
    missing = missing_steps(ticket, before, ground, "close")
    if "visit" in missing and _attempted_enough(before, ground):
        missing.remove("visit")
    if missing:
        raise RefusedError("E_STEPS_OPEN", event="close", missing=missing)


def _attempted_enough(standing: Standing, ground: Ground) -> bool:
    """Whether enough attempts stand in for a follow-up call that reached nobody."""
    book = ground.book
    required = book.policy.visit_attempts_required
    return enough_attempts(standing.cycle.events, required, book.timezone) is not None


def guard_revoke(ticket: Ticket, event: Event, _before: Standing, ground: Ground) -> None:
    """Refuse to take back what is not there, the receipt, or late or foreign events.

    Raises:
        RefusedError: `E_UNDO_RECEIPT`, `E_UNDO_NOT_YOURS`, `E_UNDO_TOO_LATE`.
        CallError: `unknown_event`, if it is not there or revoked already.
    """
    known = {item.id: item for item in in_force(ticket.events)}
    for name in event.events:
        item = known.get(name)
        if item is None:
            raise CallError("unknown_event", id=ticket.id, value=name, suggestions=[])
        if item.do == "receive":
            raise RefusedError("E_UNDO_RECEIPT", id=ticket.id)
        if ground.flows is None or event.approved_by or ground.overrules:
            continue
        if item.by != event.by:
            raise RefusedError("E_UNDO_NOT_YOURS", by=item.by, event=item.do)
        typed = (item.recorded_at or item.at).timestamp()
        if (event.recorded_at or event.at).timestamp() - typed > ground.own_within_s:
            raise RefusedError("E_UNDO_TOO_LATE", minutes=ground.own_within_s // 60)


GUARDS: dict[str, Guard] = {
    "accept": guard_accept,
    "pause": guard_pause,
    "resume": guard_resume,
    "reopen": guard_reopen,
    "regrade": guard_regrade,
    "classify": guard_regrade,
    "rebind": guard_approved,
    "reschedule": guard_reschedule,
    "agree": guard_agree,
    "visit": guard_visit,
    "visit_attempt": guard_visit,
    "verify": guard_visit,
    "resolve": guard_resolve,
    "decline": guard_decline,
    "cancel": guard_cancel,
    "close": guard_close,
    "revoke": guard_revoke,
}
"""Kind of event to the guard that is asked beside those that every event meets."""
