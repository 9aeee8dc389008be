"""What moves the due of one clock: agreed times, appointments, regrading; to the second."""

from __future__ import annotations

from datetime import timedelta

import msgspec
import pytest
from tests.unit.domain.tickets.worked import book, event, facts_of, instant, rules

from wuye_cli.domain.tickets.clocks import Term
from wuye_cli.domain.timekeeping.limit import Limit

HOME = event("10 10:00", "receive", tier="home")
URGENT = event("10 10:00", "receive", tier="urgent")
LATER = "12 18:00"


def of(clock, *events, **changes):
    return facts_of(events, **changes).of(1)[clock]


def agree(at, clock="resolve", due=LATER, **fields):
    return event(at, "agree", clock=clock, due=due, **({"asked_by": "owner"} | fields))


def window(at, opens, closes, asked_by="owner"):
    return event(at, "reschedule", window=(opens, closes), asked_by=asked_by)


def regrade(at, to, **fields):
    return event(at, "regrade", to=to, approved_by="m", **fields)


def a_second_after(moved):
    return msgspec.structs.replace(moved, at=moved.at + timedelta(seconds=1))


# -- agreed times -----------------------------------------------------------------------------


def test_an_agreed_time_takes_the_place_of_the_limit():
    clock = of("resolve", HOME, agree("10 10:30"))
    term = Term(start=instant("10 10:30"), fixed=instant(LATER), why="agreed", tier="home")
    assert clock.terms == (term,)
    assert clock.due == instant(LATER)
    assert clock.budget == instant(LATER) - instant("10 10:30")
    assert clock.promise_due is None
    assert clock.warn_at == instant("10 10:30") + -(-clock.budget * 4 // 5)


@pytest.mark.parametrize(
    ("moved", "promised"),
    [
        (agree("10 10:30", asked_by="company"), LATER),
        (agree("10 10:30", clock="arrive"), None),
        (agree("10 10:30", due=None), None),
        (agree("10 10:30", due="10 10:30"), None),
        (agree("10 10:30", due="10 10:29"), None),
        (a_second_after(agree("11 10:00")), LATER),  # it is broken by then
    ],
)
def test_what_the_owner_did_not_agree_to_in_time_is_a_promise_at_most(moved, promised):
    clock = of("resolve", HOME, moved)
    assert clock.due == instant("11 10:00")
    assert clock.promise_due == (promised and instant(promised))
    assert [term.why for term in clock.terms] == ["tier"]


def test_at_the_last_second_of_the_limit_a_time_can_still_be_agreed():
    assert of("resolve", HOME, agree("11 10:00")).due == instant(LATER)


def test_what_is_agreed_after_the_work_moves_nothing():
    done = event("10 12:00", "resolve")
    assert of("resolve", HOME, done, agree("10 12:00")).due == instant(LATER)
    after = of("resolve", HOME, done, a_second_after(agree("10 12:00")))
    assert (after.due, after.promise_due) == (instant("11 10:00"), None)


def test_where_the_tier_leaves_nothing_to_agree_a_time_is_only_promised():
    clock = of("resolve", URGENT, agree("10 10:30"))
    assert (clock.due, clock.promise_due) == (instant("10 16:00"), instant(LATER))


def test_where_only_an_agreement_sets_the_due_there_is_none_before():
    offer = event("10 10:00", "receive", tier="offer")
    before = of("resolve", offer)
    assert (before.due, before.budget, before.terms, before.end) == (None, 0, (), "")
    clock = of("resolve", offer, agree("10 10:30"))
    assert (clock.due, clock.promise_due) == (instant(LATER), None)
    late = of("resolve", offer, event("10 10:10", "resolve"), agree("10 10:30"))
    assert (late.end, late.due, late.stopped) == ("void", None, instant("10 10:10"))


def test_a_clock_that_the_tier_does_not_have_is_not_made_by_an_agreement():
    hazard = event("10 10:00", "receive", tier="hazard")
    assert "arrive" not in facts_of([hazard, agree("10 10:30", clock="arrive")]).of(1)


@pytest.mark.parametrize(
    ("begin", "end", "due", "counts"),
    [
        ("10 10:10", "10 11:00", LATER, False),
        ("10 10:30", "10 12:30", LATER, False),
        ("11 09:00", "11 11:00", "12 20:00", True),
    ],
)
def test_a_fixed_time_is_moved_by_pauses_that_began_after_it_was_agreed(begin, end, due, counts):
    stood = event(begin, "pause", reason="owner_deciding", until=end)
    clock = of("resolve", HOME, *sorted([agree("10 10:30"), stood], key=lambda one: one.at))
    assert clock.due == instant(due)
    assert clock.budget == instant(LATER) - instant("10 10:30")
    share = instant("10 10:30") + clock.budget * 4 // 5
    assert clock.warn_at == share + (instant(end) - instant(begin)) * counts


# -- appointments -----------------------------------------------------------------------------


def test_an_appointment_of_the_owner_moves_the_arrival_and_lets_the_work_sleep():
    moved = window("10 11:00", "10 15:00", "10 17:00")
    arrive, resolve = of("arrive", HOME, moved), of("resolve", HOME, moved)
    term = Term(
        start=instant("10 11:00"), fixed=instant("10 17:00"), why="appointment", tier="home"
    )
    assert arrive.terms == (term,)
    assert (arrive.due, arrive.promise_due) == (instant("10 17:00"), instant("10 17:00"))
    assert resolve.pauses == ((instant("10 11:00"), instant("10 15:00")),)
    assert (resolve.due, resolve.promise_due) == (instant("11 14:00"), None)
    assert of("ack", HOME, moved).due == instant("10 10:30")


def test_an_appointment_of_the_company_is_a_promise():
    moved = window("10 11:00", "10 15:00", "10 17:00", asked_by="company")
    arrive, resolve = of("arrive", HOME, moved), of("resolve", HOME, moved)
    assert (arrive.due, arrive.promise_due) == (instant("10 14:00"), instant("10 17:00"))
    assert (resolve.due, resolve.pauses) == (instant("11 10:00"), ())


def test_another_appointment_ends_the_sleep_of_the_first():
    moved = [
        window("10 11:00", "10 15:00", "10 17:00"),
        window("10 13:00", "10 16:00", "10 18:00"),
    ]
    resolve = of("resolve", HOME, *moved)
    assert resolve.pauses == (
        (instant("10 11:00"), instant("10 13:00")),
        (instant("10 13:00"), instant("10 16:00")),
    )
    assert resolve.due == instant("11 15:00")
    assert of("arrive", HOME, *moved).due == instant("10 18:00")
    after = window("10 16:30", "10 19:00", "10 20:00")
    slept = of("resolve", HOME, moved[0], after).pauses
    assert slept[0] == (instant("10 11:00"), instant("10 15:00"))


@pytest.mark.parametrize(
    ("moved", "arrive", "slept"),
    [
        (event("10 11:00", "reschedule", asked_by="owner"), None, False),
        (window("10 11:00", "10 12:00", "10 12:00"), None, False),
        (window("10 11:00", "10 10:00", "10 11:00"), None, False),
        (window("10 11:00", "10 11:00", "10 12:00"), "10 12:00", False),
        (window("10 11:00", "10 10:00", "10 12:00"), "10 12:00", False),
        (window("10 14:00", "10 15:00", "10 16:00"), "10 16:00", True),
    ],
)
def test_windows_that_are_none_move_nothing_and_those_that_began_put_nothing_to_sleep(
    moved, arrive, slept
):
    clock = of("arrive", HOME, moved)
    assert clock.promise_due == (arrive and instant(arrive))
    assert clock.due == instant(arrive or "10 14:00")
    assert bool(of("resolve", HOME, moved).pauses) is slept


def test_a_broken_arrival_is_not_healed_by_an_appointment():
    moved = a_second_after(window("10 14:00", "10 15:00", "10 16:00"))
    clock = of("arrive", HOME, moved)
    assert (clock.due, clock.promise_due) == (instant("10 14:00"), instant("10 16:00"))
    broken = window("11 11:00", "11 15:00", "11 16:00")
    assert of("resolve", HOME, broken).pauses == ()


# -- regrading --------------------------------------------------------------------------------


def whys(clock):
    return [(term.why, term.tier, term.start) for term in clock.terms]


def test_raising_adds_a_limit_from_then_and_the_earlier_due_counts():
    clock = of("resolve", HOME, regrade("10 12:00", "urgent"))
    assert clock.due == instant("10 18:00")
    assert clock.budget == 6 * 3600
    assert clock.warn_at == instant("10 16:48")
    assert whys(clock) == [
        ("regrade", "urgent", instant("10 12:00")), ("tier", "home", instant("10 10:00")),
    ]  # fmt: skip
    late = of("resolve", HOME, regrade("11 09:00", "urgent"))
    assert (late.due, whys(late)[0][0]) == (instant("11 10:00"), "tier")


def test_lowering_reckons_anew_from_the_start_unless_the_due_has_passed():
    clock = of("arrive", URGENT, regrade("10 10:30", "home"))
    assert clock.due == instant("10 14:00")
    assert whys(clock) == [("regrade", "home", instant("10 10:00"))]
    broken = of("arrive", URGENT, a_second_after(regrade("10 10:30", "home")))
    assert (broken.due, whys(broken)[0][:2]) == (instant("10 10:30"), ("tier", "urgent"))


def test_a_finished_clock_keeps_its_due_and_a_correction_reckons_even_a_broken_one_anew():
    done = event("10 10:05", "ack")
    assert of("ack", URGENT, done, regrade("10 10:05", "home")).due == instant("10 10:10")
    assert of("ack", URGENT, done, regrade("10 10:06", "home")).due == instant("10 10:10")
    early = regrade("10 10:04", "home")
    assert of("ack", URGENT, early, done).due == instant("10 10:30")
    corrected = of("ack", URGENT, regrade("10 10:12", "home", mode="correction"))
    assert corrected.due == instant("10 10:30")
    assert whys(corrected) == [("correction", "home", instant("10 10:00"))]
    late = of("ack", URGENT, regrade("10 10:16", "home", mode="correction"))
    assert late.due == instant("10 10:10")


def test_a_clock_that_the_new_tier_lacks_is_void_from_then_and_may_come_back():
    gone = of("arrive", HOME, regrade("10 11:00", "parcel"))
    assert (gone.end, gone.ended, gone.due, gone.terms) == ("void", instant("10 11:00"), None, ())
    back = of("arrive", HOME, regrade("10 11:00", "parcel"), regrade("10 12:00", "home"))
    assert (back.end, back.due) == ("", instant("10 16:00"))
    never = event("10 10:00", "receive", tier="parcel")
    assert "arrive" not in facts_of([never, regrade("10 11:00", "hazard")]).of(1)


def test_what_was_agreed_outlives_a_lowering():
    clock = of("resolve", URGENT, regrade("10 10:20", "home"), agree("10 10:30"),
               regrade("10 11:00", "plain"))  # fmt: skip
    assert (clock.due, whys(clock)[0][0]) == (instant(LATER), "agreed")


def test_another_version_reckons_open_clocks_anew():
    bound = event("10 10:20", "rebind", version="v2", approved_by="m")
    found = facts_of([HOME, bound], versions={one.version: one for one in rules().books}.get).of(1)
    assert found["resolve"].due == instant("10 18:00")
    assert whys(found["resolve"]) == [("rebind", "home", instant("10 10:00"))]
    assert found["ack"].due == instant("10 10:15")


# -- figures of a category --------------------------------------------------------------------


def test_the_figure_of_a_category_takes_the_place_of_the_tiers():
    own = event("10 10:00", "receive", tier="home", limits={"resolve": ("2h", "always")})
    clock = of("resolve", own)
    assert clock.due == instant("10 12:00")
    assert clock.terms == (
        Term(start=instant("10 10:00"), limit=Limit(2, "h"), calendar="always", why="category",
             tier="home"),
    )  # fmt: skip
    assert whys(of("arrive", own)) == [("tier", "home", instant("10 10:00"))]
    kept = of("resolve", own, regrade("10 10:20", "plain"))
    assert kept.due == instant("10 12:00")


def test_a_reopened_ticket_is_held_to_the_stricter_of_both():
    own = event("10 10:00", "receive", tier="home", limits={"resolve": ("1h", "always")})
    again = [own, event("10 10:30", "resolve"), event("10 10:40", "feedback"),
             event("10 12:00", "reopen", tier="home")]  # fmt: skip
    clock = facts_of(again).of(2)["resolve"]
    assert clock.due == instant("10 13:00")
    assert whys(clock) == [
        ("category", "home", instant("10 12:00")), ("tier", "home", instant("10 12:00")),
    ]  # fmt: skip
    assert book().tiers["home"].targets["resolve"].limit == Limit(12, "h")


# -- edges that a change of one sign would move -------------------------------------------------


@pytest.mark.parametrize(
    ("second", "end"), [(0, "met"), (1, "failed_late")], ids=["in time", "a second late"]
)
def test_the_last_second_of_a_limit_is_in_time(second, end):
    done = event("10 14:00", "arrive")
    clock = of("arrive", HOME, a_second_after(done) if second else done)
    assert (clock.end, clock.ended) == (end, instant("10 14:00") + second)


def test_a_warning_waits_for_as_long_as_the_clock_stood_still():
    stood = event("10 11:00", "pause", reason="owner_deciding", until="10 13:00")
    clock = of("resolve", HOME, stood)
    assert clock.due == instant("11 12:00")
    assert clock.warn_at == instant("10 10:00") + int(9.6 * 3600) + 2 * 3600 + 12 * 3600


def test_a_regrade_is_up_or_down_from_the_tier_before_it():
    moved = [regrade("10 10:20", "urgent"), regrade("10 10:40", "home-2")]
    clock = of("resolve", HOME, *moved)
    assert whys(clock) == [("regrade", "home-2", instant("10 10:00"))]
    assert clock.due == instant("10 16:00")


def test_a_classification_that_names_nothing_is_no_grade():
    named = of("resolve", HOME, event("10 11:00", "classify"))
    assert whys(named) == [("tier", "home", instant("10 10:00"))]
    stricter = event("10 11:00", "classify", limits={"resolve": ("1h", "always")})
    clock = of("resolve", HOME, stricter)
    assert (clock.due, whys(clock)[0]) == (
        instant("10 12:00"), ("regrade", "home", instant("10 11:00")),
    )  # fmt: skip
    assert len(of("arrive", HOME, stricter).terms) == 2


def test_what_came_first_ended_the_clock():
    merged = [event("10 12:00", "resolve"), event("10 13:00", "merge")]
    assert of("arrive", HOME, *merged).ended == instant("10 12:00")
    ended = [event("10 12:00", "merge"), event("10 13:00", "cancel")]
    assert of("arrive", HOME, *ended).ended == instant("10 12:00")
