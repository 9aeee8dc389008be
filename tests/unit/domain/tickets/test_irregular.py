"""Tickets that no guard let through: merges, hand edits, imports. They fold, and nothing heals."""

from __future__ import annotations

from tests.unit.domain.tickets.worked import book, event, facts_of, instant, rules, setting

from wuye_cli.domain.tickets.clocks import clock_facts
from wuye_cli.domain.tickets.judging import verdict_at
from wuye_cli.domain.tickets.standing import fold_events

HOME = [event("10 10:00", "receive", tier="home"), event("10 10:05", "ack")]


def verdicts(events, at, **changes):
    return {
        name: verdict_at(clock, instant(at))
        for name, clock in facts_of(events, **changes).of(1).items()
    }


def test_a_telling_noted_before_the_end_of_the_work_does_not_hide_the_late_one():
    told_twice = [
        *HOME,
        event("10 11:50", "feedback"),
        event("10 12:00", "resolve"),
        event("10 14:30", "feedback"),
    ]
    assert verdicts(told_twice, "10 15:00")["feedback"] == "failed_late"
    assert [one.do for one in fold_events(told_twice).irregular] == ["feedback"]


def test_a_telling_noted_before_the_end_of_the_work_counts_where_none_follows():
    told = [*HOME, event("10 11:50", "feedback"), event("10 12:00", "resolve")]
    assert verdicts(told, "10 15:00")["feedback"] == "met"


def test_a_tier_that_nobody_knows_voids_no_clock():
    graded = [*HOME, event("10 11:00", "regrade", to="paradise")]
    assert verdicts(graded, "10 15:00")["arrive"] == "failed_open"
    assert fold_events(graded, book()).tier == "paradise"


def test_a_figure_that_is_none_is_as_good_as_not_there():
    odd = [event("10 10:00", "receive", tier="home", limits={"ack": ("soon", "desk")})]
    assert facts_of(odd).of(1)["ack"].due == instant("10 10:30")


def test_an_unknown_version_rebinds_nothing():
    bound = [*HOME, event("10 11:00", "rebind", version="v9", approved_by="m")]
    assert facts_of(bound, versions=rules().book).of(1) == facts_of(HOME).of(1)


def test_a_ticket_with_somebody_to_ring_is_not_followed_up_by_looking():
    checked = [*HOME, event("10 12:00", "resolve"), event("10 12:30", "feedback"),
               event("11 10:00", "verify")]  # fmt: skip
    assert verdicts(checked, "12 18:00:01", reporter=True)["visit"] == "failed_open"
    assert verdicts(checked, "12 18:00:01")["visit"] == "met"


def test_a_clock_for_some_categories_is_not_there_for_others():
    urgent = [event("10 10:00", "receive", tier="urgent"), event("10 10:05", "vendor_call")]
    assert "vendor_arrive" not in verdicts(urgent, "10 10:10")
    assert verdicts(urgent, "10 10:10", category="lift")["vendor_arrive"] == "pending"


def test_a_second_receipt_and_an_early_reopening_begin_nothing():
    twice = [*HOME, event("10 10:10", "receive", tier="urgent"), event("10 10:20", "reopen")]
    standing = fold_events(twice, book())
    assert len(standing.cycles) == 1
    assert [one.do for one in standing.irregular] == ["receive", "reopen"]
    assert standing.tier == "home"


def test_events_without_a_receipt_make_no_ticket_and_no_clock():
    standing = fold_events([event("10 10:00", "ack")], book())
    assert (standing.status, standing.cycles, len(standing.irregular)) == ("received", (), 1)
    assert clock_facts(standing, setting()).clocks == ()
    assert standing.last("ack") is None


def test_a_confirmed_repeat_is_known_and_a_rejected_one_is_not():
    confirmed = [*HOME, event("10 10:20", "repeat", repeat_of="WY-260301-A001", adopted=True)]
    assert fold_events(confirmed).repeat_of == "WY-260301-A001"
    rejected = event("10 10:30", "repeat", repeat_of="WY-260301-A001", adopted=False)
    assert fold_events([*confirmed, rejected]).repeat_of == ""


def test_a_machine_moves_no_status():
    automatic = [HOME[0], event("10 10:00:05", "ack", auto=True)]
    assert fold_events(automatic).status == "received"
    assert fold_events(HOME).status == "acknowledged"


def test_a_job_given_back_belongs_to_nobody():
    given = [*HOME, event("10 10:10", "dispatch", to="s-zhao")]
    assert fold_events(given).assignee == "s-zhao"
    back = event("10 10:20", "return", reason="too far")
    assert fold_events([*given, back]).assignee == ""
    assert (
        fold_events([*given, back, event("10 10:30", "accept", who="s-qian")]).assignee == "s-qian"
    )


def test_three_tries_in_two_half_days_are_a_follow_up_in_the_status_too():
    told = [*HOME, event("10 12:00", "resolve"), event("10 12:30", "feedback")]
    tries = [event(at, "visit_attempt") for at in ("10 15:00", "10 16:00", "10 17:00")]
    assert fold_events([*told, *tries], book()).status == "fed_back"
    assert (
        fold_events([*told, *tries, event("11 09:00", "visit_attempt")], book()).status == "visited"
    )
