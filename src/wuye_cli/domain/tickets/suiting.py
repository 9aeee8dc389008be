"""Which text suits a ticket as it stands, where the work is, and what sending a text amounts to."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from wuye_cli.domain.tickets.conditions import is_anonymous
from wuye_cli.domain.tickets.kinds import (
    AFTER_DONE,
    ASSIGNING,
    BEFORE_DONE,
    CANCELLED,
    CLOSED,
    DONE,
    DUPLICATE,
    FED_BACK,
    RECEIVED,
    VISITED,
)
from wuye_cli.domain.tickets.money import paid, quoted

if TYPE_CHECKING:
    from collections.abc import Callable

    from wuye_cli.domain.tickets.event import Event
    from wuye_cli.domain.tickets.flow import Flow
    from wuye_cli.domain.tickets.standing import Standing
    from wuye_cli.domain.tickets.ticket import Ticket

_ENDED = AFTER_DONE | {CLOSED}


def default_kind(ticket: Ticket, standing: Standing) -> str:
    """Return the kind of text that says most of a ticket as it stands."""
    if is_anonymous(ticket):
        return "notice"
    status = standing.status
    if status in {DONE, FED_BACK} and standing.last("resolve"):
        return "done"
    if status not in BEFORE_DONE or _last(standing, *_ON_THE_SPOT) is not None:
        return "progress"
    moved, given = standing.last("reschedule"), _last(standing, *ASSIGNING)
    if moved and moved.instant > (given or standing.cycle.opened).instant:
        return "reschedule"
    return "dispatch" if standing.assignee else "receipt"


def _last(standing: Standing, *kinds: str) -> Event | None:
    """Return the last event of these kinds in the running cycle."""
    found = [event for kind in kinds if (event := standing.last(kind))]
    return max(found, key=lambda event: event.instant, default=None)


_SUITED: dict[str, Callable[[Standing], bool]] = {
    "dispatch": lambda standing: standing.status in BEFORE_DONE and bool(standing.assignee),
    "job": lambda standing: standing.status in BEFORE_DONE,
    "reschedule": lambda standing: (
        standing.status in BEFORE_DONE and standing.last("reschedule") is not None
    ),
    "done": lambda standing: standing.status in _ENDED and standing.last("resolve") is not None,
    "answer": lambda standing: standing.status in BEFORE_DONE | _ENDED,
    "reminder-2": lambda standing: (
        standing.status in AFTER_DONE
        or (standing.status == CLOSED and quoted(standing) > paid(standing.events))
    ),
}
"""Kind to whether it would be true; a kind that is not here always is."""


def suits(kind: str, standing: Standing) -> bool:
    """Say whether a text of that kind would be true of a ticket."""
    suited = _SUITED.get(kind)
    return suited is None or suited(standing)


# -- where the work is ----------------------------------------------------------------------------

_BY_STATUS = {
    RECEIVED: "received", "acknowledged": "received", "dispatched": "dispatched",
    "accepted": "dispatched", "on_site": "working", "quoted": "quoted", "working": "working",
    DONE: "done", FED_BACK: "done", VISITED: "done", CLOSED: "closed", CANCELLED: "cancelled",
    DUPLICATE: "merged",
}  # fmt: skip
_ON_THE_SPOT = (
    "arrive", "no_access", "contain", "investigate", "dissuade", "dissuade_failed",
    "report_authority", "report_outside", "vendor_call", "vendor_arrive", "quote", "consent",
    "start", "procedure", "reply", "answer",
)  # fmt: skip
_TOLD = {
    "no_access": "no_access", "contain": "contained", "investigate": "investigating",
    "dissuade": "dissuaded", "dissuade_failed": "dissuaded", "report_authority": "reported",
    "report_outside": "reported_outside", "vendor_call": "vendor", "vendor_arrive": "vendor",
    "quote": "quoted", "answer": "answered",
}  # fmt: skip


class Progress(NamedTuple):
    """Where the work is: a code, and with `paused` the reason's id."""

    code: str
    reason: str = ""


def progress_of(standing: Standing, now: int) -> Progress:
    """Return where the work is, in a code that names nobody and tells nothing of neighbours."""
    if standing.status not in BEFORE_DONE:
        ended = standing.status in _ENDED and standing.last("decline") is not None
        return Progress("declined" if ended else _BY_STATUS.get(standing.status, "working"))
    held = _last(standing, "pause", "resume")
    if held and held.do == "pause" and (held.until is None or held.until.timestamp() > now):
        return Progress("paused", held.reason)
    last = _last(standing, *_ON_THE_SPOT)
    if last is not None and last.do in _TOLD:
        return Progress(_TOLD[last.do])
    return Progress(_BY_STATUS.get(standing.status, "working"))


# -- what sending amounts to ----------------------------------------------------------------------


def event_of_sending(kind: str, standing: Standing, flow: Flow | None, *, has_words: bool) -> str:
    """Return the event that a person makes by sending a text to the one who asked, or nothing.

    A receipt answers the caller where nobody did so yet; the text of what was done tells the
    result once; an answer and a reply are their own words and nothing less. A dispatch, an
    appointment and a reminder are on record already, or are no step of the work.
    """
    steps = flow.steps if flow else None
    wanted = _SENT.get(kind, "")
    if kind == "answer" and standing.status in AFTER_DONE:
        wanted = "feedback"
    if not wanted or (steps is not None and wanted not in steps):
        return ""
    if wanted in _OWN_WORDS and not has_words:
        return ""
    legal = {"ack": {RECEIVED}, "feedback": {DONE}}.get(wanted, BEFORE_DONE)
    return wanted if standing.status in legal else ""


_SENT = {
    "receipt": "ack", "done": "feedback", "answer": "answer", "notice": "answer",
    "progress": "reply",
}  # fmt: skip
_OWN_WORDS = frozenset({"answer", "reply"})
