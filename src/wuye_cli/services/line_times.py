"""When the steps of one line happened: typed times resolved, and the others placed among them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from msgspec.structs import replace

from wuye_cli.domain.line.line import Question, Unread
from wuye_cli.domain.line.moments import NOW, instant_of
from wuye_cli.domain.line.printing import print_line
from wuye_cli.domain.tickets.kinds import BY_ASSIGNEE

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from wuye_cli.domain.line.line import NewTicket, Step, TicketSteps

OF_THE_FIELD = (BY_ASSIGNEE - {"resolve"}) | {"done", "pay", "dispatch", "vendor_call", "outside"}
"""Acts away from the desk: without a time of their own they happened beside the timed ones."""

ORDER = (
    "classify", "regrade", "second", "dispatch", "transfer", "accept", "vendor_call", "arrive",
    "no_access", "vendor_arrive", "dissuade", "report", "outside", "quote", "consent", "start",
    "investigate", "recovery", "contain", "procedure", "answer", "done", "sign", "pay", "told",
    "visit", "attempt", "verify", "window", "move", "agree", "pause", "resume", "urge", "note",
    "amend", "reopen", "cancel", "decline", "merge", "repeat", "close",
)  # fmt: skip
"""Acts in the order in which one presupposes another; it decides between equal times."""


def placed(
    line: NewTicket | TicketSteps,
    steps: Sequence[Step],
    now: datetime,
    *,
    base: datetime | None = None,
    reported: bool = False,
) -> list[tuple[Step, datetime | None]]:
    """Return the steps in the order in which they happened, each with its instant.

    An untimed step of the field takes the time of the timed one before it in the line, else of the
    one behind it; None means now. What the desk itself does is now, unless the line passes on a
    report (a slip, the night book) in which somebody else did it.

    Args:
        line: The line, for a question about it.
        steps: Its steps, names resolved.
        now: The present, with a zone.
        base: When the line's own day began: a bare clock is the next one from there.
        reported: The line passes on what others did.

    Raises:
        CallError: `bad_time`.
        Unread: `line_ahead` for a clock that has not come yet today.
    """
    typed = _typed(line, steps, now, base)
    times = [
        moment or (_beside(typed, at) if _in_field(step, reported=reported) else None)
        for at, (step, moment) in enumerate(zip(steps, typed, strict=True))
    ]
    order = sorted(
        range(len(steps)),
        key=lambda at: (times[at] or now, _rank(steps[at]), at),
    )
    return [(steps[at], times[at]) for at in order]


def _typed(
    line: NewTicket | TicketSteps, steps: Sequence[Step], now: datetime, base: datetime | None
) -> list[datetime | None]:
    """Return the instants of the typed times; a bare clock goes by the last day named before it."""
    found: list[datetime | None] = []
    named: tuple[Step, datetime] | None = None
    for at, step in enumerate(steps):
        if not _is_bare(step.at):
            moment = instant_of(step.at, now) if step.at else None
            if moment and step.at != NOW:
                named = step, moment
        elif named is not None:
            moment = _of_that_day(step, *named)
        else:
            moment = instant_of(step.at, now, after=base)
            if base is None and now - moment > _LONG_AGO:
                raise Unread(_ahead(line, steps, at))
        found.append(moment)
    return found


def _is_bare(text: str) -> bool:
    return len(text) == len("09:31") and text != NOW and text[0] != "-"


_LONG_AGO = timedelta(hours=18)
"""A clock that comes within six hours is more likely a slip than yesterday's: it is asked about."""


def _of_that_day(step: Step, other: Step, then: datetime) -> datetime:
    """Return a bare clock beside a step whose day was named: the next, of its cause the last."""
    found = instant_of(step.at, then, after=then)
    before = _rank(step) < _rank(other) and found > then
    return found - timedelta(days=1) if before else found


def _ahead(line: NewTicket | TicketSteps, steps: Sequence[Step], at: int) -> Question:
    clock = steps[at].at
    before = replace(steps[at], at=f"昨天 {clock}")
    choice = print_line(replace(line, steps=(*steps[:at], before, *steps[at + 1 :])))
    return Question(code="line_ahead", facts={"word": clock}, choices=(choice,))


def _in_field(step: Step, *, reported: bool) -> bool:
    return step.act in OF_THE_FIELD or (reported and step.act == "told")


def _beside(typed: Sequence[datetime | None], at: int) -> datetime | None:
    before = next((moment for moment in reversed(typed[:at]) if moment), None)
    return before or next((moment for moment in typed[at + 1 :] if moment), None)


_RANK = {act: rank for rank, act in enumerate(ORDER)}


def _rank(step: Step) -> int:
    return _RANK.get(step.act, len(ORDER))
