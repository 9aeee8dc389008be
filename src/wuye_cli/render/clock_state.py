"""What became of a clock, in one sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wuye_cli.i18n.catalog import label, pick, sentence
from wuye_cli.render.times import duration_text, instant_text, open_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from wuye_cli.domain.tickets.stories import ClockStory, EventRef
    from wuye_cli.domain.tickets.tier import TierBook


def state_text(story: ClockStory, book: TierBook, year: int) -> str:
    """Return due and state of a clock.

    Args:
        story: The clock.
        book: Its standard, for the events that would stop it.
        year: The year that need not be said.
    """
    said = _SAYERS[story.verdict](story, book, year)
    if story.due is None or story.verdict == "paused":
        return said
    due = sentence("state.due", due=instant_text(story.due, year))
    return f"{due}{pick('；', '; ')}{said}" if said else due


def _stopped(story: ClockStory, _book: TierBook, year: int) -> str:
    margin = story.margin or 0
    code = "state.late" if margin < 0 else "state.met" if margin else "state.met_exact"
    facts = _event(story.stopped, year)
    return sentence(code, **facts, margin=duration_text(margin))


def _event(event: EventRef | None, year: int) -> dict[str, str]:
    if event is None:
        return {}
    return {"event": event.do, "when": instant_text(event.at, year)}


def _awaited(story: ClockStory, book: TierBook) -> list[str]:
    clock = book.clocks.get(story.clock)
    return [label("event", kind) for kind in clock.stop] if clock else []


def _failed_open(story: ClockStory, book: TierBook, year: int) -> str:
    events = pick("或", " or ").join(_awaited(story, book))
    if story.ended_by is not None:
        return sentence("state.closed_open", events=events, **_event(story.ended_by, year))
    return sentence("state.open", margin=duration_text(story.margin or 0), events=events)


def _running(story: ClockStory, _book: TierBook, _year: int) -> str:
    elapsed, left = story.margin or 0, story.open_left
    differs = left is not None and left != elapsed
    return sentence(
        "state.running",
        margin=duration_text(elapsed),
        open=open_text(left) if differs and left is not None else "",
    )


def _paused(story: ClockStory, _book: TierBook, year: int) -> str:
    projected = story.projected_due
    return sentence(
        "state.paused",
        open=open_text(story.remaining_s or 0),
        when="" if projected is None else instant_text(projected, year),
    )


def _waiting(story: ClockStory, _book: TierBook, _year: int) -> str:
    return sentence(
        "state.waits",
        events=pick("或", " or ").join(label("event", kind) for kind in story.waits_for),
    )


def _void(story: ClockStory, _book: TierBook, year: int) -> str:
    if story.ended_by is not None:
        dropped = story.ended_by.do in {"regrade", "classify"}
        code = "state.dropped" if dropped else "state.ended"
        return sentence(code, **_event(story.ended_by, year))
    return sentence("state.no_limit") if story.due is None else ""


def _attempted(_story: ClockStory, _book: TierBook, _year: int) -> str:
    return sentence("state.attempted")


_SAYERS: dict[str, Callable[[ClockStory, TierBook, int], str]] = {
    "met": _stopped,
    "failed_late": _stopped,
    "met_attempted": _attempted,
    "failed_open": _failed_open,
    "pending": _running,
    "warning": _running,
    "paused": _paused,
    "not_started": _waiting,
    "void": _void,
}
