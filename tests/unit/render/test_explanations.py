"""Pages of explanations: both languages, no line over the edge, folded days, hostile text."""

from __future__ import annotations

import msgspec
import pytest
from tests.support.calendars import ALWAYS, DUTY, OFFICE, at
from tests.support.explained import TICKETS, desk_of, found_store

from wuye_cli.domain.tickets.explanation import way_of
from wuye_cli.domain.timekeeping.limit import parse_limit
from wuye_cli.i18n import catalog
from wuye_cli.render.day_table import is_round_the_clock, way_lines
from wuye_cli.render.explanations import story_page
from wuye_cli.render.times import duration_text, hours_text, limit_text
from wuye_cli.render.width import width
from wuye_cli.services.explaining import explain_ticket


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    return desk_of(found_store(tmp_path_factory.mktemp("pages")))


@pytest.fixture
def speak(monkeypatch):
    def choose(language):
        monkeypatch.setenv("WUYE_LANG", language)
        catalog.use_language()

    yield choose
    monkeypatch.undo()
    catalog.use_language()


def rows(calendar, start, limit, pauses=()):
    way = way_of(calendar, at(start), parse_limit(limit), pauses)
    return way_lines(way, indent="", year=2026, columns=None)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("ticket", TICKETS, ids=lambda one: one.id)
def test_no_line_is_wider_than_the_terminal(desk, speak, language, ticket):
    speak(language)
    page = story_page(explain_ticket(desk, ticket.id), columns=80)
    assert max(width(line) for line in page.splitlines()) <= 80
    assert "?" not in page
    assert "{" not in page


def test_a_due_within_a_day_takes_few_lines(desk, speak):
    speak("zh")
    page = story_page(explain_ticket(desk, TICKETS[0].id, clock="ack"), columns=80)
    clock = page.split("\n\n")[1].splitlines()
    assert len(clock) == 3
    assert clock[0].startswith(
        "受理响应  按时  期限 11-25 周三 09:17；受理响应 11-25 周三 09:13，早 4 分"
    )


def test_the_page_says_why_a_pause_and_a_move_did_nothing(desk, speak):
    speak("en")
    page = " ".join(story_page(explain_ticket(desk, TICKETS[2].id, clock="arrive")).split())
    assert "the due had passed, so it heals nothing" in page
    assert "it was overdue already, the due stays" in page
    speak("zh")
    assert "那时已经到期，停也没用" in story_page(
        explain_ticket(desk, TICKETS[2].id, clock="arrive")
    )


def test_a_holiday_is_folded_and_the_sum_is_shown(speak):
    speak("en")
    lines = rows(OFFICE, "2026-09-30T17:00:00", "2h")
    assert sum("7 days closed" in line for line in lines) == 1
    assert lines[-1] == "2:00 in all = the limit of 2:00"


def test_a_make_up_day_is_named(speak):
    speak("zh")
    assert any("调休上班" in line for line in rows(OFFICE, "2026-02-13T18:00:00", "1wd"))


def test_days_that_differ_are_not_folded(speak):
    speak("en")
    lines = rows(DUTY, "2026-02-10T09:00:00", "120h")
    assert not any("days" in line and "holiday" in line and "ordinary" in line for line in lines)


def test_round_the_clock_needs_no_table():
    assert is_round_the_clock(way_of(ALWAYS, at("2026-11-25T23:50:00"), parse_limit("1h")))
    assert not is_round_the_clock(way_of(DUTY, at("2026-11-25T10:50:00"), parse_limit("1h")))


def test_text_from_files_cannot_move_the_terminal(desk, speak):
    speak("en")
    story = explain_ticket(desk, TICKETS[0].id)
    evil = msgspec.structs.replace(story.ticket, title="\x1b[2Jx\u202e")
    page = story_page(msgspec.structs.replace(story, ticket=evil), category="\x1b[31m")
    assert "\x1b" not in page
    assert "\u202e" not in page


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "0 min"),
        (90, "1 min 30 s"),
        (3600, "1 h"),
        (2 * 86_400 + 2, "2 days"),
        (100_000, "27 h 46 min"),
    ],
)
def test_durations_are_said_with_two_units_side_by_side(speak, seconds, words):
    speak("en")
    assert duration_text(seconds) == words


def test_limits_and_sums_are_said_in_the_language_in_use(speak):
    speak("zh")
    assert [limit_text(limit) for limit in ("15m", "3wd", "10d", "agreed")] == [
        "15 分", "3 个工作日", "10 天", "agreed"
    ]  # fmt: skip
    assert hours_text(100 * 3600 + 61) == "100:01:01"


def test_the_ladder_names_people_shares_calls_and_steps_of_the_whole_ticket(desk, speak):
    speak("zh")
    story = explain_ticket(desk, TICKETS[0].id, clock="resolve")
    first = story.escalation[0]
    told = [
        msgspec.structs.replace(first, clock="", level="head", share=0.0, reached=True),
        first,
        msgspec.structs.replace(first, level="on_call", share=0.0, round=2),
    ]
    page = story_page(msgspec.structs.replace(story, escalation=tuple(told)), columns=80)
    rows = [" ".join(line.split()) for line in page.splitlines()[-3:]]
    when = "11-26 周四 04:24"
    assert rows == [
        f"整单 {when} 部门主管 已到",
        f"办结 80% {when} 承办人和派单员 已到",
        f"办结 第 2 次 {when} 下一位值班人 已到",
    ]


def test_there_is_no_ladder_where_no_clock_runs(desk, speak):
    speak("zh")
    assert "升级" not in story_page(explain_ticket(desk, TICKETS[0].id, clock="arrive"))
