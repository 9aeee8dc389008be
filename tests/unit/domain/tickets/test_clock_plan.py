"""What a standard says of each clock, taken apart."""

from __future__ import annotations

import msgspec
import pytest
from tests.unit.domain.tickets.worked import book

from wuye_cli.domain.tickets.clock_plan import BookPlan, ClockPlan, TierPlan, plan_of
from wuye_cli.domain.tickets.tier import Clock, Target, Tier
from wuye_cli.domain.timekeeping.limit import Limit

FIELDS = (
    "id", "starts", "stops", "stops_unrung", "from_receipt", "human", "binding", "arrives",
    "resolves", "is_visit", "ends_with_work", "own_when_merged", "needed_unstarted",
)  # fmt: skip


def truths(clock):
    plan = ClockPlan(clock)
    return {name for name in FIELDS[4:] if getattr(plan, name)}


@pytest.mark.parametrize(
    ("name", "true"),
    [
        (
            "ack",
            {
                "from_receipt",
                "human",
                "binding",
                "ends_with_work",
                "own_when_merged",
                "needed_unstarted",
            },
        ),
        ("arrive", {"from_receipt", "binding", "arrives", "ends_with_work", "needed_unstarted"}),
        ("resolve", {"from_receipt", "binding", "resolves", "ends_with_work", "needed_unstarted"}),
        ("feedback", {"human", "binding", "own_when_merged", "needed_unstarted"}),
        ("visit", {"human", "binding", "is_visit", "own_when_merged", "needed_unstarted"}),
        ("vendor_arrive", {"ends_with_work"}),
        ("handover", {"binding"}),
    ],
)
def test_a_clock_knows_what_it_starts_with_and_what_stops_it(name, true):
    clock = book().clocks[name]
    assert truths(clock) == true
    plan = ClockPlan(clock)
    assert (plan.id, plan.starts, plan.stops) == (name, clock.start, clock.stop)


def test_a_look_stands_in_for_the_call_where_nobody_can_be_rung():
    assert ClockPlan(book().clocks["visit"]).stops_unrung == ("visit", "verify")
    assert ClockPlan(book().clocks["ack"]).stops_unrung == ("ack",)
    both = Clock(id="v", start=("resolve",), stop=("verify", "visit"))
    assert ClockPlan(both).stops_unrung == ("verify", "visit")


def test_a_clock_that_the_receipt_starts_only_at_last_waits_for_the_others():
    later = Clock(id="v", start=("ack", "receive"), stop=("visit",))
    assert not ClockPlan(later).from_receipt
    assert ClockPlan(Clock(id="v", start=("receive", "ack"), stop=("ack",))).from_receipt


def test_a_tier_has_the_clocks_that_are_declared_and_that_the_category_has():
    two = Tier(
        id="t",
        targets={"ack": Target(Limit(1, "h")), "nowhere": Target(None), "arrive": Target(None)},
        only_for={"arrive": ("lift", "gate")},
    )
    plans = {name: ClockPlan(clock) for name, clock in book().clocks.items()}
    plan = TierPlan(two, plans)
    assert plan.plans == {"ack": plans["ack"], "arrive": plans["arrive"]}
    assert plan.stopping == {"ack", "arrive", "no_access"}
    assert (plan.tier, plan.only_for) == (two, two.only_for)
    assert plan.target("ack", "") == Target(Limit(1, "h"))
    assert plan.target("arrive", "gate") == Target(None)
    assert plan.target("arrive", "door") is None
    assert plan.target("nowhere", "gate") is None


def test_a_book_is_planned_once_and_never_taken_for_another():
    one = msgspec.structs.replace(book(), version="one")
    plan = plan_of(one)
    assert plan_of(one) is plan
    assert plan.book is one
    assert plan_of(msgspec.structs.replace(one)) is not plan
    assert plan.tiers.keys() == one.tiers.keys()
    assert plan.clocks.keys() == one.clocks.keys()
    assert plan.tiers["urgent"].plans["ack"] is plan.clocks["ack"]
    assert isinstance(plan, BookPlan)
    kept = [msgspec.structs.replace(book(), version=str(number)) for number in range(100)]
    assert [plan_of(other).book.version for other in kept] == [str(one) for one in range(100)]
