"""What moves a due, piece by piece: pauses and their ends, up and down, windows of policy."""

from __future__ import annotations

import msgspec
import pytest
from tests.unit.domain.tickets.worked import book, event, instant

from wuye_cli.domain.tickets import moves
from wuye_cli.domain.tickets.tier import Target, Tier, TierBook
from wuye_cli.domain.timekeeping.limit import Limit

REASONS = book().pause_reasons


def span(begin, end):
    return (instant(begin), instant(end))


def paused(*events, clock="resolve"):
    return moves.pauses_of(events, REASONS, clock)


def pause(at, until=None, reason="owner_deciding", **fields):
    return event(at, "pause", reason=reason, until=until, **fields)


def test_a_pause_lasts_to_its_end_or_to_the_first_resume_after_it():
    long = pause("10 11:00", "10 15:00")
    assert paused(long) == [span("10 11:00", "10 15:00")]
    assert paused(long, event("10 12:00", "resume")) == [span("10 11:00", "10 12:00")]
    assert paused(event("10 10:00", "resume"), long) == [span("10 11:00", "10 15:00")]
    assert paused(long, event("10 16:00", "resume")) == [span("10 11:00", "10 15:00")]


def test_a_pause_without_an_end_or_without_length_stops_nothing():
    assert paused(pause("10 11:00")) == []
    assert paused(pause("10 11:00"), event("10 12:00", "resume")) == [span("10 11:00", "10 12:00")]
    assert paused(pause("10 11:00", "10 11:00")) == []
    assert paused(pause("10 11:00", "10 10:00")) == []
    assert paused(pause("10 11:00", "10 15:00"), event("10 11:00", "resume")) == []


def test_a_reason_stops_the_clocks_that_it_names():
    assert paused(pause("10 11:00", "10 15:00"), clock="arrive") == []
    assert paused(pause("10 11:00", "10 15:00", "staff_shortage")) == []
    assert paused(pause("10 11:00", "10 15:00", "the weather")) == []
    assert paused(pause("10 11:00", "10 15:00", "parts_wait")) == []
    agreed = pause("10 11:00", "10 15:00", "parts_wait", agreed=True)
    assert paused(agreed) == [span("10 11:00", "10 15:00")]
    assert paused(agreed, clock="arrive") == []


def test_a_pause_has_begun_at_its_first_second():
    both = [(100, 200), (150, 300)]
    assert moves.begun_by(both, 99) == []
    assert moves.begun_by(both, 100) == both[:1]
    assert moves.begun_by(both, 150) == both


def tier(name, rank=None, raise_to="", resolve=None):
    target = {} if resolve is None else {"resolve": Target(resolve)}
    return Tier(id=name, rank=rank, raise_to=raise_to, targets=target)


LADDER = TierBook(
    tiers={
        one.id: one
        for one in (
            tier("low", rank=1), tier("high", rank=2), tier("second", rank=2, raise_to="third"),
            tier("third", rank=2, raise_to="second"), tier("first", raise_to="second"),
            tier("lost", raise_to="nowhere"), tier("nothing"), tier("agreed", resolve=None),
            tier("minutes", resolve=Limit(90, "m")), tier("hours", resolve=Limit(2, "h")),
            tier("workday", resolve=Limit(1, "wd")), tier("hours-30", resolve=Limit(30, "h")),
            tier("days", resolve=Limit(2, "d")),
        )
    }
)  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "way"),
    [
        ("low", "high", "raised"),
        ("high", "low", "lowered"),
        ("unknown", "low", "raised"),
        ("low", "unknown", "raised"),
        ("second", "third", "raised"),  # ranks alike: the chain, which goes round
        ("first", "third", "raised"),
        ("third", "first", "lowered"),
        ("low", "first", "lowered"),  # neither ranks nor a chain nor lengths
        ("lost", "nothing", "lowered"),
        ("hours", "minutes", "raised"),
        ("minutes", "hours", "lowered"),
        ("hours-30", "workday", "raised"),
        ("workday", "hours", "raised"),
        ("days", "hours-30", "raised"),
        ("nothing", "days", "raised"),
        ("days", "nothing", "lowered"),
        ("agreed", "nothing", "lowered"),
    ],
)
def test_up_and_down_go_by_rank_then_by_the_chain_then_by_length(old, new, way):
    assert moves.direction(LADDER, old, new) == way


RECEIVED = instant("10 10:00")
WINDOW = instant("10 10:15") - RECEIVED


@pytest.mark.parametrize(
    ("at", "do", "fields", "new", "mode"),
    [
        (0, "regrade", {"mode": "correction"}, "low", "corrected"),
        (WINDOW, "regrade", {"mode": "correction"}, "low", "corrected"),
        (WINDOW + 1, "regrade", {"mode": "correction"}, "low", "lowered"),
        (0, "regrade", {}, "low", "lowered"),
        (0, "classify", {}, "low", "corrected"),
        (WINDOW + 1, "classify", {}, "low", "lowered"),
        (WINDOW + 1, "classify", {}, "high", "raised"),
    ],
)
def test_what_comes_within_the_window_is_a_correction(at, do, fields, new, mode):
    moved = event("10 10:00", do, **fields)
    moved = msgspec.structs.replace(
        moved, at=moved.at.fromtimestamp(RECEIVED + at, moved.at.tzinfo)
    )
    assert moves.regrade_mode(moved, RECEIVED, LADDER, "high", new) == mode


def test_a_window_of_days_ends_at_midnight_and_one_of_hours_by_the_clock():
    assert moves.window_end(RECEIVED, Limit(15, "m"), book()) == instant("10 10:15")
    assert moves.window_end(RECEIVED, Limit(2, "d"), book()) == instant("13 00:00")


def test_a_window_of_corrections_may_be_counted_in_days():
    policy = msgspec.structs.replace(LADDER.policy, correction_window=Limit(1, "d"))
    days = msgspec.structs.replace(LADDER, policy=policy)
    for at, mode in (("11 23:59", "corrected"), ("12 00:01", "lowered")):
        assert moves.regrade_mode(event(at, "classify"), RECEIVED, days, "high", "low") == mode
