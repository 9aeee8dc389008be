"""Explaining whole tickets of a store under the project's own standards."""

from __future__ import annotations

import json

import pytest
from tests.support.explained import BURST, LAMP, LATE_PAUSE, NEW_YEAR, TAP, desk_of, found_store

from wuye_cli.domain.errors import CallError, NotFoundError
from wuye_cli.render.machine import to_json
from wuye_cli.services.explaining import explain_ticket, story_value


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    return desk_of(found_store(tmp_path_factory.mktemp("explaining")))


def story_of(desk, ticket, clock, **asked):
    return explain_ticket(desk, ticket.id, clock=clock, **asked).stories[0]


def test_a_late_arrival_says_who_started_it_and_by_how_much_it_missed(desk):
    story = story_of(desk, BURST, "arrive")
    assert (story.verdict, story.margin) == ("failed_late", -180)
    assert (story.started.do, story.started.who) == ("receive", "s-li")
    assert (story.stopped.do, story.stopped.who) == ("arrive", "s-zhao")
    assert story.terms[0].why == "tier"
    assert "4.2.4(4)" in story.terms[0].basis
    assert explain_ticket(desk, BURST.id).verdict == "failed"


def test_a_pause_counts_its_open_seconds_on_the_days_it_lies_in(desk):
    story = story_of(desk, TAP, "办结")
    pause = story.pauses[0]
    assert (pause.effect, pause.seconds) == ("counted", (90 + 270 + 480 + 30) * 60)
    assert story.way.paused == pause.seconds
    assert sum(line.counted for line in story.way.days) == story.way.budget
    assert story.due.isoformat() == "2026-12-02T16:30:00+08:00"


def test_a_pause_that_does_not_stop_a_clock_says_so(desk):
    assert story_of(desk, TAP, "arrive").pauses[0].effect == "not_stopping"


def test_a_move_of_our_own_leaves_the_due_and_keeps_a_promise_apart(desk):
    story = story_of(desk, TAP, "arrive")
    move = story.moves[0]
    assert move.effect == "by_company"
    assert move.due_before == move.due_after == story.due
    assert story.promise_due.isoformat() == "2026-11-28T11:00:00+08:00"
    assert (story.promise_verdict, story.verdict) == ("pending", "failed_open")


def test_after_the_due_neither_a_pause_nor_the_owner_heals_anything(desk):
    story = story_of(desk, LATE_PAUSE, "arrive")
    assert story.pauses[0].effect == "after_due"
    assert story.moves[0].effect == "after_due"
    assert story.due.isoformat() == "2026-11-20T17:00:00+08:00"


def test_a_year_without_holidays_makes_the_due_provisional(desk):
    story = story_of(desk, NEW_YEAR, "resolve", as_of="2026-12-29T09:20")
    assert story.missing == (2027,)
    assert sorted(term.why for term in story.terms) == ["regrade", "tier"]
    assert [term.decides for term in story.terms].count(True) == 1
    assert story.moves[0].to == "complaint-2"


def test_a_category_s_own_figure_is_named_as_its(desk):
    story = story_of(desk, LAMP, "resolve")
    assert story.terms[0].why == "category"
    assert "表4.3.6" in story.terms[0].basis


def test_an_automatic_message_is_told_to_stop_nothing(desk):
    story = story_of(desk, LAMP, "ack")
    assert [event.do for event in story.ignored] == ["ack"]
    assert story.verdict == "failed_open"


def test_as_of_leaves_out_what_came_later(desk):
    then = explain_ticket(desk, BURST.id, as_of="2026-11-25T09:12:30")
    verdicts = {story.clock: story.verdict for story in then.stories}
    assert verdicts["ack"] == verdicts["arrive"] == "pending"


def test_the_json_holds_every_day_and_every_event(desk):
    value = json.loads(to_json(story_value(explain_ticket(desk, TAP.id))))
    resolve = next(one for one in value["clocks"] if one["clock"] == "resolve")
    assert resolve["way"]["days"][0] == {
        "day": "2026-11-25",
        "kind": "weekly",
        "windows": ["08:30-12:00", "13:30-18:00"],
        "counted": 70 * 60,
        "paused": 360 * 60,
        "total": 70 * 60,
        "left": resolve["way"]["budget"] - 70 * 60,
        "missing": False,
    }
    assert value["standard"] == "1"
    assert resolve["started"]["at"] == "2026-11-25T09:20:00+08:00"


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"clock": "nix"}, "unknown_clock"),
        ({"as_of": "soon-ish"}, "bad_time"),
        ({"as_of": "2026-11-01T00:00"}, "as_of_before_receipt"),
    ],
)
def test_what_cannot_be_explained_is_refused(desk, asked, code):
    with pytest.raises(CallError) as caught:
        explain_ticket(desk, BURST.id, **asked)
    assert caught.value.code == code


def test_an_unknown_ticket_is_not_found(desk):
    with pytest.raises(NotFoundError):
        explain_ticket(desk, "WY-000101-A001")


def test_the_ladder_tells_who_must_hear_of_a_clock_that_still_runs(desk):
    story = explain_ticket(desk, LATE_PAUSE.id, clock="arrive")
    assert [(step.level, step.share, f"{step.at:%d %H:%M}") for step in story.escalation] == [
        ("assignee", 0.8, "20 15:24"),
        ("head", 1.0, "20 17:00"),
        ("manager", 1.5, "21 09:00"),
        ("general_manager", 2.0, "21 18:00"),  # paused from 10:00 to 15:00
    ]
    assert all(step.reached for step in story.escalation)


def test_the_ladder_knows_what_is_ahead_and_leaves_out_clocks_that_stopped(desk):
    story = explain_ticket(desk, BURST.id, as_of="11-25 10:00")
    assert {step.clock for step in story.escalation} == {"contain", "resolve"}
    at = [step.at for step in story.escalation]
    assert at == sorted(at)
    assert [step.reached for step in story.escalation[:2]] == [True, False]
    assert explain_ticket(desk, BURST.id, clock="arrive").escalation == ()
