"""Where clocks start and end, and which grade they begin with; to the second."""

from __future__ import annotations

import pytest
from tests.support.calendars import OFFICE
from tests.unit.domain.tickets.worked import event, facts_of, instant, rules

from wuye_cli.domain.timekeeping.due import YearMissingError

HOME = event("10 10:00", "receive", tier="home")
TALK = event("10 10:00", "receive", tier="talk")
DONE = event("10 12:00", "resolve")


def of(clock, *events, cycle=1, **changes):
    return facts_of(events, **changes).of(cycle).get(clock)


def span(clock, *events, **changes):
    found = of(clock, *events, **changes)
    return (found.start, found.stopped)


# -- starts -----------------------------------------------------------------------------------


def test_the_follow_up_runs_from_the_telling_even_if_both_come_at_once():
    told = event("10 13:00", "feedback")
    visit = event("10 13:00", "visit")
    assert span("visit", HOME, DONE, told, visit) == (instant("10 13:00"), instant("10 13:00"))
    before = event("10 12:59", "visit")
    assert span("visit", HOME, DONE, before, told)[0] == instant("10 12:00")


def test_work_that_was_declined_is_told_and_followed_up_as_well():
    declined = event("10 12:00", "decline")
    assert of("feedback", HOME, declined).start == instant("10 12:00")
    assert of("visit", HOME, declined).start is None
    assert of("visit", TALK, declined).start == instant("10 12:00")
    assert of("ack", HOME, declined).ended == instant("10 12:00")


def test_a_follow_up_waits_for_a_telling_that_the_tier_asks_for():
    late = [DONE, event("20 10:00", "feedback"), event("20 11:00", "visit")]
    waited = of("visit", HOME, *late)
    assert (waited.start, waited.end) == (instant("20 10:00"), "met")
    failed = of("visit", TALK, *late)
    assert (failed.start, failed.end) == (instant("10 12:00"), "failed_late")
    soon = [DONE, event("10 13:00", "feedback"), event("12 17:30", "visit")]
    assert of("visit", TALK, *soon).start == instant("10 13:00")


def test_a_clock_that_has_not_started_waits_until_the_ticket_ends():
    waiting = of("feedback", HOME)
    assert (waiting.end, waiting.start, waiting.due, waiting.needed) == (
        "not_started", None, None, True,
    )  # fmt: skip
    for end in ("cancel", "merge"):
        assert of("feedback", HOME, event("10 11:00", end)).end == "void"
    assert of("vendor_arrive", event("10 10:00", "receive", tier="urgent"), category="door") is None


# -- stops ------------------------------------------------------------------------------------


def test_a_machine_stops_the_clocks_that_want_no_person():
    by_machine = event("10 10:20", "arrive", auto=True)
    assert span("arrive", HOME, by_machine)[1] == instant("10 10:20")
    assert span("ack", HOME, event("10 10:20", "ack", auto=True))[1] is None
    first = event("10 10:05", "arrive")
    assert span("arrive", HOME, first, by_machine)[1] == instant("10 10:05")
    later = event("10 10:30", "arrive", id="later")
    assert span("arrive", HOME, by_machine, later)[1] == instant("10 10:20")


def test_a_stop_before_the_start_gives_way_to_a_later_one():
    early, told = event("10 11:00", "verify"), event("10 12:30", "feedback")
    for at in ("10 12:30", "10 14:00"):
        look = event(at, "verify")
        assert span("visit", HOME, early, DONE, told, look)[1] == instant(at)
    rung = [early, DONE, told, event("10 14:00", "verify"), event("10 15:00", "visit")]
    assert span("visit", HOME, *rung, reporter=True)[1] == instant("10 15:00")
    assert span("visit", HOME, *rung)[1] == instant("10 14:00")


@pytest.mark.parametrize(
    ("clock", "unasked", "events", "changes", "is_there"),
    [
        ("feedback", {"feedback"}, (), {}, False),
        ("feedback", {"feedback"}, (event("10 12:30", "feedback"),), {}, True),
        ("feedback", {"visit"}, (), {}, True),
        ("visit", {"visit"}, (), {}, True),
        ("visit", {"visit"}, (), {"reporter": True}, False),
        ("visit", {"visit", "verify"}, (), {}, False),
        ("visit", {"visit", "verify"}, (event("10 13:00", "verify"),), {}, True),
    ],
)
def test_nobody_owes_what_the_flow_does_not_ask_for(clock, unasked, events, changes, is_there):
    found = of(clock, HOME, DONE, *events, unasked=frozenset(unasked), **changes)
    assert (found is not None) is is_there


def test_an_answer_on_the_board_is_no_reply_that_was_owed():
    answered = event("10 11:00", "answer")
    assert of("reply", TALK, answered, unasked=frozenset({"reply"})) is None
    assert of("reply", TALK, answered).stopped == instant("10 11:00")
    by_machine = of(
        "reply", TALK, event("10 11:00", "reply", auto=True), unasked=frozenset({"reply"})
    )
    assert (by_machine.end, by_machine.stopped) == ("", None)


# -- ends -------------------------------------------------------------------------------------


@pytest.mark.parametrize("end", ["close", "cancel"])
def test_the_end_of_the_ticket_ends_what_still_runs(end):
    ended = of("resolve", HOME, event("10 11:00", end))
    assert (ended.end, ended.ended, ended.warn_at) == ("void", instant("10 11:00"), None)
    late = of("arrive", HOME, event("10 14:01", end))
    assert (late.end, late.ended) == ("failed_open", instant("10 14:01"))
    assert of("arrive", HOME, event("10 14:00", end)).end == "void"


def test_a_reopening_ends_the_cycle_before():
    again = [HOME, event("10 10:05", "ack"), DONE, event("10 13:00", "reopen", tier="home")]
    assert of("feedback", *again).ended == instant("10 13:00")
    assert of("ack", *again, cycle=2).start == instant("10 13:00")


def test_work_done_ends_the_way_to_it_and_nothing_after_it():
    assert (of("arrive", HOME, DONE).end, of("arrive", HOME, DONE).ended) == (
        "void", instant("10 12:00"),
    )  # fmt: skip
    assert of("feedback", HOME, DONE).end == ""
    both = [HOME, event("10 11:00", "decline"), DONE]
    assert of("arrive", *both).ended == instant("10 11:00")


def test_a_merged_ticket_owes_its_own_caller_what_it_owed():
    merged = event("10 10:10", "merge", into="WY-260310-A002")
    assert (of("arrive", HOME, merged).end, of("arrive", HOME, merged).ended) == (
        "void", instant("10 10:10"),
    )  # fmt: skip
    assert of("ack", HOME, merged).end == ""
    assert of("arrive", HOME, merged, event("10 10:20", "cancel")).ended == instant("10 10:10")


ATTEMPTS = [event(at, "visit_attempt") for at in ("11 09:00", "11 10:00", "11 15:00")]


def test_three_attempts_in_time_stand_for_the_follow_up():
    told = [HOME, DONE, event("10 12:30", "feedback")]
    tried = of("visit", *told, *ATTEMPTS)
    assert (tried.end, tried.ended, tried.stopped) == ("met_attempted", instant("11 15:00"), None)
    assert of("visit", *told, *ATTEMPTS[:2]).end == ""
    after = of("visit", *told, *ATTEMPTS, event("20 10:00", "visit"))
    assert (after.end, after.stopped) == ("met_attempted", instant("20 10:00"))
    too_late = [event("20" + one.at.strftime(" %H:%M"), "visit_attempt") for one in ATTEMPTS]
    assert of("visit", *told, *too_late).end == ""
    assert of("feedback", HOME, DONE, *ATTEMPTS).end == ""


def test_a_ticket_from_elsewhere_without_a_limit_is_void():
    offer = event("10 10:00", "receive", tier="offer")
    assert of("resolve", offer, imported=True).end == "void"
    done = of("resolve", offer, DONE, imported=True)
    assert (done.end, done.ended) == ("void", instant("10 12:00"))
    assert of("resolve", offer).end == ""


# -- grades -----------------------------------------------------------------------------------


def whys(clock):
    return [(term.why, term.tier) for term in clock.terms]


def test_a_regrade_in_the_second_of_receipt_comes_after_it():
    raised = event("10 10:00", "regrade", to="urgent", approved_by="m")
    clock = of("resolve", HOME, raised)
    assert (clock.due, whys(clock)) == (
        instant("10 16:00"), [("regrade", "urgent"), ("tier", "home")],
    )  # fmt: skip


def test_a_later_clock_begins_with_the_grade_of_its_start_and_hears_what_follows():
    moved = [
        event("10 11:00", "regrade", to="home-2", approved_by="m"),
        DONE,
        event("10 12:30", "regrade", to="urgent", approved_by="m"),
    ]
    clock = of("feedback", HOME, *moved)
    assert (clock.due, whys(clock)) == (
        instant("10 13:30"), [("regrade", "urgent"), ("tier", "home-2")],
    )  # fmt: skip
    at_once = event("10 12:00", "regrade", to="urgent", approved_by="m")
    assert whys(of("feedback", HOME, DONE, at_once)) == [("tier", "urgent")]


def test_a_later_clock_goes_by_the_version_that_a_rebinding_named():
    versions = {one.version: one for one in rules().books}.get
    bound = event("10 10:20", "rebind", version="v2", approved_by="m")
    found = of("feedback", HOME, bound, DONE, versions=versions)
    assert (found.start, found.due) == (instant("10 12:00"), instant("10 14:00"))
    gone = event("10 10:00", "receive", tier="urgent")  # v2 has no such tier
    assert of("resolve", gone, bound, versions=versions).due == instant("10 16:00")


def test_a_ticket_of_an_unknown_tier_has_clocks_once_it_is_graded():
    lost = event("10 10:00", "receive", tier="paradise")
    assert facts_of([lost]).clocks == ()
    graded = event("10 10:30", "regrade", to="home", approved_by="m")
    assert of("resolve", lost, graded).start == instant("10 10:00")


@pytest.mark.parametrize(
    ("fields", "due"),
    [
        ({"tier": "plain"}, "10 19:00"),
        ({"limits": {"arrive": ("2h", "desk")}}, "10 12:00"),
        ({"category": "lift"}, "10 14:00"),
        ({}, "10 14:00"),
    ],
)
def test_a_classification_moves_what_it_names(fields, due):
    clock = of("arrive", HOME, event("10 10:10", "classify", **fields))
    expected = instant("11 10:00") if fields.get("tier") else instant(due)
    assert clock.due == expected


def test_a_figure_runs_on_the_calendar_that_stands_with_it():
    late = event("10 19:00", "receive", tier="home", limits={"resolve": ("2h", "desk")})
    assert of("resolve", late).due == instant("11 09:00")


def test_a_year_without_holidays_is_marked_or_refused():
    calendars = {**rules().calendars, "office": OFFICE}
    far = event("10 10:00", "receive", tier="home", limits={"resolve": ("3000h", "office")})
    assert of("resolve", far, calendar=calendars.__getitem__).missing == (2027,)
    with pytest.raises(YearMissingError):
        of("resolve", far, calendar=calendars.__getitem__, strict=True)


def test_an_attempt_in_the_second_of_the_telling_counts():
    told = [HOME, DONE, event("11 09:00", "feedback")]
    tried = [event(at, "visit_attempt") for at in ("11 09:00", "11 10:00", "11 15:00")]
    assert of("visit", *told, *tried).end == "met_attempted"


def test_what_a_vendor_owes_is_never_needed_and_a_later_step_only_once_it_began():
    urgent = [event("10 10:00", "receive", tier="urgent")]
    waiting = of("vendor_arrive", *urgent, category="lift")
    called = of("vendor_arrive", *urgent, event("10 10:05", "vendor_call"), category="lift")
    assert [(one.binding, one.needed) for one in (waiting, called)] == [(False, False)] * 2
    parcel = event("10 10:00", "receive", tier="parcel")
    assert [of("handover", parcel, *more).needed for more in ((), (event("10 11:00", "pack"),))] == [
        False, True,
    ]  # fmt: skip


def test_a_clock_of_some_categories_is_regraded_for_those_alone():
    raised = [HOME, event("10 10:01", "vendor_call"),
              event("10 10:05", "regrade", to="urgent", approved_by="m")]  # fmt: skip
    assert of("vendor_arrive", *raised, category="door") is None
    assert of("vendor_arrive", *raised, category="lift").due == instant("10 10:35")
