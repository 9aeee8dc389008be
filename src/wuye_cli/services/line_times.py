"""When the steps of one line happened: typed times resolved, and the others placed among them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wuye_cli.domain.line.moments import NOW, instant_of
from wuye_cli.domain.tickets.kinds import BY_ASSIGNEE

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from wuye_cli.domain.line.line import Step

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
    steps: Sequence[Step], now: datetime, *, base: datetime | None = None, reported: bool = False
) -> list[tuple[Step, datetime | None]]:
    """Return the steps in the order in which they happened, each with its instant.

    An untimed step of the field takes the time of the timed one before it in the line, else of the
    one behind it; None means now. What the desk itself does is now, unless the line passes on a
    report (a slip, the night book) in which somebody else did it.

    Args:
        steps: As typed.
        now: The present, with a zone.
        base: When the line's own day began: a bare clock is the next one from there.
        reported: The line passes on what others did.

    Raises:
        CallError: `bad_time`.
    """
    typed = [instant_of(step.at, now, after=_after(step, base)) if step.at else None
             for step in steps]  # fmt: skip
    times = [
        moment or (_beside(typed, at) if _in_field(step, reported=reported) else None)
        for at, (step, moment) in enumerate(zip(steps, typed, strict=True))
    ]
    order = sorted(
        range(len(steps)),
        key=lambda at: (times[at] or now, _RANK.get(steps[at].act, len(ORDER)), at),
    )
    return [(steps[at], times[at]) for at in order]


def _after(step: Step, base: datetime | None) -> datetime | None:
    is_bare = len(step.at) == len("09:31") and step.at != NOW
    return base if is_bare else None


def _in_field(step: Step, *, reported: bool) -> bool:
    return step.act in OF_THE_FIELD or (reported and step.act == "told")


def _beside(typed: Sequence[datetime | None], at: int) -> datetime | None:
    before = next((moment for moment in reversed(typed[:at]) if moment), None)
    return before or next((moment for moment in typed[at + 1 :] if moment), None)


_RANK = {act: rank for rank, act in enumerate(ORDER)}
