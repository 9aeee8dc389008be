"""What moves a due: pauses, appointments, agreed times, regrading. Values taken from events."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wuye_cli.domain.timekeeping.due import end_of_days

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from wuye_cli.domain.tickets.event import Event
    from wuye_cli.domain.tickets.tier import PauseReason, TierBook
    from wuye_cli.domain.timekeeping.limit import Limit

Interval = tuple[int, int]
"""Half-open, in epoch seconds."""

RAISED = "raised"
LOWERED = "lowered"
CORRECTED = "corrected"
REBOUND = "rebound"

WHY = {LOWERED: "regrade", CORRECTED: "correction", REBOUND: "rebind"}
"""How a limit that is reckoned anew from the start is named in an explanation."""


def pauses_of(
    events: Sequence[Event], reasons: dict[str, PauseReason], clock: str
) -> list[Interval]:
    """Return the intervals in which `clock` stands still because of `pause` events."""
    return stopping(stretches(events), reasons, clock)


def stretches(events: Sequence[Event]) -> list[tuple[Interval, Event]]:
    """Return every pause with its interval.

    It lasts from its event to its `until` or to the next `resume`, whichever is earlier; one with
    neither an end nor a `resume` stops nothing.
    """
    resumes = [event.instant for event in events if event.do == "resume"]
    found = []
    for event in events:
        if event.do != "pause":
            continue
        start = event.instant
        ends = [instant for instant in resumes if instant >= start]
        if event.until is not None:
            ends.append(int(event.until.timestamp()))
        if ends and min(ends) > start:
            found.append(((start, min(ends)), event))
    return found


def stopping(
    pauses: Iterable[tuple[Interval, Event]], reasons: dict[str, PauseReason], clock: str
) -> list[Interval]:
    """Return those of the pauses whose reason stops `clock`."""
    return [
        interval for interval, event in pauses if _stops(event, reasons.get(event.reason), clock)
    ]


def _stops(event: Event, reason: PauseReason | None, clock: str) -> bool:
    if reason is None:
        return False
    return clock in reason.stops or (event.agreed and clock in reason.stops_if_agreed)


def begun_by(pauses: Iterable[Interval], instant: int) -> list[Interval]:
    """Return the pauses that had begun at `instant`."""
    return [pause for pause in pauses if pause[0] <= instant]


def direction(book: TierBook, old: str, new: str) -> str:
    """Return whether a regrade from `old` to `new` raises or lowers.

    Declared ranks decide; where one is missing or both are equal, the chain of `raise_to`; where
    that does not lead from one to the other, the lengths of the resolve limits. What stays as it
    is may only get stricter, which is what raising does.
    """
    before, after = book.tiers.get(old), book.tiers.get(new)
    if before is None or after is None:
        return RAISED
    if before.rank is not None and after.rank is not None and before.rank != after.rank:
        return RAISED if after.rank > before.rank else LOWERED
    if new in _chain(book, old):
        return RAISED
    if old in _chain(book, new):
        return LOWERED
    return RAISED if _length(book, new) < _length(book, old) else LOWERED


def _chain(book: TierBook, tier: str) -> set[str]:
    seen: set[str] = set()
    while tier in book.tiers and tier not in seen:
        seen.add(tier)
        tier = book.tiers[tier].raise_to
    return seen


_HOURS = {"m": 1 / 60, "h": 1, "d": 24, "wd": 24}


def _length(book: TierBook, tier: str) -> float:
    """Return the resolve limit in rough hours; for comparing tiers only."""
    target = book.tiers[tier].targets.get("resolve")
    if target is None or target.limit is None:
        return float("inf")
    return target.limit.amount * _HOURS[target.limit.unit]


def regrade_mode(event: Event, received: int, book: TierBook, old: str, new: str) -> str:
    """Return how a regrade acts: corrected within the window after receipt, raised or lowered.

    A classification within the window is a correction too. Another category in the same tier can
    afterwards only shorten a due.
    """
    corrects = event.mode == "correction" or event.do == "classify"
    if corrects and event.instant <= window_end(received, book.policy.correction_window, book):
        return CORRECTED
    return direction(book, old, new)


def window_end(start: int, window: Limit, book: TierBook) -> int:
    """Return the end of a window of policy: elapsed time, or 24:00 of the last natural day."""
    if window.seconds is not None:
        return start + window.seconds
    return end_of_days(start, window.amount, book.timezone)
