"""What clocks mean for the ticket."""

from __future__ import annotations

import pytest
from tests.unit.domain.tickets.worked import instant, rules

from wuye_cli.domain.tickets.clocks import ClockFacts, Term
from wuye_cli.domain.tickets.judging import Reading, reading, verdict_at, verdict_of
from wuye_cli.domain.timekeeping.limit import Limit

VENDOR = {"binding": False, "needed": False}


def clock(**fields):
    return ClockFacts(clock="c", cycle=1, **fields)


@pytest.mark.parametrize(
    ("read", "verdict"),
    [
        ([], "void"),
        ([(clock(), "void")], "void"),
        ([(clock(), "met"), (clock(), "void")], "met"),
        ([(clock(), "met_attempted")], "met"),
        ([(clock(), "met"), (clock(), "pending")], "open"),
        ([(clock(), "met"), (clock(), "paused")], "open"),
        ([(clock(), "met"), (clock(), "not_started")], "open"),
        ([(clock(), "met"), (clock(needed=False), "not_started")], "met"),
        ([(clock(), "pending"), (clock(), "failed_open")], "failed"),
        ([(clock(), "met"), (clock(), "failed_late")], "failed"),
        ([(clock(), "met"), (clock(**VENDOR), "failed_late")], "met"),
        ([(clock(), "met"), (clock(**VENDOR), "pending")], "met"),
    ],
)
def test_a_ticket_is_judged_by_the_clocks_that_bind_it(read, verdict):
    assert verdict_of(read) == verdict


# -- one clock at an instant ----------------------------------------------------------------

RUNNING = {"start": 100, "due": 1000, "warn_at": 800}
PAUSED = RUNNING | {"pauses": ((300, 500),)}


@pytest.mark.parametrize(
    ("fields", "now", "verdict"),
    [
        (RUNNING, 799, "pending"),
        (RUNNING, 800, "warning"),
        (RUNNING, 1000, "warning"),
        (RUNNING, 1001, "failed_open"),
        (RUNNING | {"warn_at": None}, 1000, "pending"),
        (PAUSED, 299, "pending"),
        (PAUSED, 300, "paused"),
        (PAUSED, 499, "paused"),
        (PAUSED, 500, "pending"),
        (RUNNING | {"due": None}, 5000, "pending"),
        (RUNNING | {"end": "met"}, 5000, "met"),
    ],
)
def test_a_clock_is_read_to_the_second(fields, now, verdict):
    assert verdict_at(clock(**fields), now) == verdict
    assert reading(clock(**fields), now, rules().calendars.__getitem__).verdict == verdict


def read_at(at, **fields):
    return reading(clock(**fields), instant(at), rules().calendars.__getitem__)


DUE = {"start": instant("10 10:00"), "due": instant("11 10:00"), "promise_due": instant("12 09:00")}
LIMITED = Term(start=instant("10 10:00"), limit=Limit(12, "h"), calendar="desk")
LUNCH = (instant("10 12:00"), instant("10 13:00"))
EVENING = (instant("10 18:00"), instant("11 09:00"))


def test_a_clock_that_runs_has_a_due_and_nothing_left_over():
    assert read_at("10 11:00", **DUE, terms=(LIMITED,), pauses=(LUNCH,)) == Reading(
        clock="c", verdict="pending", due=DUE["due"], promise_due=DUE["promise_due"],
        promise_verdict="pending",
    )  # fmt: skip


def test_a_clock_that_stands_still_has_a_due_that_is_only_projected():
    assert read_at("10 12:30", **DUE, terms=(LIMITED,), pauses=(LUNCH,)) == Reading(
        clock="c", verdict="paused", projected_due=DUE["due"],
        remaining_s=7 * 3600 + 2 * 3600, promise_due=DUE["promise_due"], promise_verdict="pending",
    )  # fmt: skip
    both = read_at("10 12:30", **DUE, terms=(LIMITED,), pauses=(LUNCH, EVENING))
    assert both.remaining_s == 5 * 3600 + 3600


def test_what_is_left_of_a_fixed_time_counts_every_hour_outside_later_pauses():
    agreed = Term(start=LUNCH[0], fixed=DUE["due"])
    left = read_at("10 12:30", **DUE, terms=(agreed,), pauses=(LUNCH, EVENING)).remaining_s
    assert left == int(21.5 * 3600) - 15 * 3600
    assert read_at("10 12:30", **DUE, pauses=(LUNCH,)).remaining_s is None


@pytest.mark.parametrize(
    ("fields", "now", "verdict"),
    [
        ({}, 5000, ""),
        ({"promise_due": 1000}, 1000, "pending"),
        ({"promise_due": 1000}, 1001, "failed_open"),
        ({"promise_due": 1000, "stopped": 1000, "end": "met"}, 5000, "met"),
        ({"promise_due": 1000, "stopped": 1001, "end": "met"}, 5000, "failed_late"),
        ({"promise_due": 1000, "ended": 1000, "end": "void"}, 5000, "void"),
        ({"promise_due": 1000, "ended": 1001, "end": "void"}, 5000, "failed_open"),
        ({"promise_due": 1000, "end": "void"}, 5000, "failed_open"),
    ],
)
def test_a_promise_is_kept_or_not_whatever_the_limit_says(fields, now, verdict):
    assert reading(clock(**fields), now, rules().calendars.__getitem__).promise_verdict == verdict
