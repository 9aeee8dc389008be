"""The ladder: shares of the same open, unpaused time as the due, each step once."""

from __future__ import annotations

from tests.unit.domain.tickets.worked import book, event, facts_of, instant, setting

from wuye_cli.domain.tickets.escalation import at_once, ladder
from wuye_cli.domain.tickets.standing import fold_events

HOME = [event("10 10:00", "receive", tier="home"), event("10 10:05", "ack")]


def steps_of(events, clock):
    found = ladder(facts_of(events), setting())
    return [(step.level, step.share, step.at) for step in found if step.clock == clock]


def test_four_levels_at_four_shares_of_the_open_time():
    assert steps_of(HOME, "arrive") == [
        ("assignee", 0.8, instant("10 13:12")),
        ("head", 1.0, instant("10 14:00")),
        ("manager", 1.5, instant("10 16:00")),
        ("general_manager", 2.0, instant("10 18:00")),
    ]


def test_steps_beyond_the_close_of_the_day_wait_for_the_next_opening():
    assert steps_of(HOME, "resolve") == [
        ("assignee", 0.8, instant("10 19:36")),
        ("head", 1.0, instant("11 10:00")),
        ("manager", 1.5, instant("11 16:00")),
        ("general_manager", 2.0, instant("12 10:00")),
    ]


def test_a_pause_moves_every_step_after_it():
    paused = [*HOME, event("10 13:20", "pause", reason="owner_absent", until="10 14:20")]
    assert steps_of(paused, "arrive") == [
        ("assignee", 0.8, instant("10 13:12")),
        ("head", 1.0, instant("10 15:00")),
        ("manager", 1.5, instant("10 17:00")),
        ("general_manager", 2.0, instant("10 19:00")),
    ]


def test_a_clock_that_ended_takes_no_step():
    assert steps_of(HOME, "ack") == []
    assert steps_of([*HOME, event("10 15:00", "arrive")], "arrive") == []


def test_after_an_upgrade_the_shares_are_those_of_the_term_that_decides():
    raised = [*HOME, event("10 11:00", "regrade", to="urgent")]
    assert [at for _, _, at in steps_of(raised, "arrive")] == [
        instant("10 11:24"), instant("10 11:30"), instant("10 11:45"), instant("10 12:00"),
    ]  # fmt: skip


def test_an_agreed_time_is_shared_out_by_the_clock_on_the_wall():
    agreed = [*HOME, event("10 10:20", "agree", clock="arrive", due="10 20:20")]
    assert steps_of(agreed, "arrive")[:2] == [
        ("assignee", 0.8, instant("10 18:20")),
        ("head", 1.0, instant("10 20:20")),
    ]


def test_an_emergency_that_nobody_answers_rings_three_and_then_the_manager():
    urgent = [event("10 10:00", "receive", tier="urgent")]
    found = [step for step in ladder(facts_of(urgent), setting()) if step.clock == "ack"]
    assert [(step.level, step.round, step.at) for step in found] == [
        ("assignee", 0, instant("10 10:08")),
        ("on_call", 1, instant("10 10:10")),
        ("on_call", 2, instant("10 10:15")),
        ("on_call", 3, instant("10 10:20")),
        ("manager", 0, instant("10 10:25")),
    ]


def test_an_ordinary_answer_climbs_the_ordinary_ladder():
    plain = [event("10 10:00", "receive", tier="home")]
    assert [level for level, _, _ in steps_of(plain, "ack")] == [
        "assignee", "head", "manager", "general_manager",
    ]  # fmt: skip


def test_every_step_has_its_own_name_and_asking_again_changes_nothing():
    again = [*HOME, event("10 12:00", "resolve"), event("11 09:00", "reopen")]
    found = ladder(facts_of(again), setting())
    assert len({step.key for step in found}) == len(found)
    assert found == ladder(facts_of(again), setting())
    assert {step.cycle for step in found} == {2}
    assert [step.at for step in found] == sorted(step.at for step in found)


def test_nothing_agreed_means_nothing_to_escalate():
    offer = [event("10 10:00", "receive", tier="offer"), event("10 10:05", "ack")]
    assert ladder(facts_of(offer), setting()) == ()


def test_a_second_urge_goes_to_the_head_at_once():
    urged = [*HOME, event("10 11:00", "urge"), event("10 12:00", "urge")]
    step = at_once(fold_events(urged, book()))
    assert (step.level, step.at, step.clock) == ("head", instant("10 12:00"), "")
    assert at_once(fold_events(HOME, book())) is None
