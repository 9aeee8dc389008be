"""Every line of the corpus is read as it was written down, or asked about as it was."""

from __future__ import annotations

import re
from collections import Counter
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from tests.unit.domain.line.corpus_lines import cases, expected, readings, refusals, said

from wuye_cli.domain.line.line import Question
from wuye_cli.domain.line.moments import ahead_of, instant_of, span_of
from wuye_cli.domain.line.reading import read_line
from wuye_cli.domain.line.words import WORDS

NOW = datetime(2026, 11, 24, 17, 3, tzinfo=ZoneInfo("Asia/Shanghai"))
NEEDED = {
    "line_missing": {"word", "act", "slot"},
    "line_bad_time": {"word", "rest"},
    "line_bad_window": {"word", "rest"},
    "line_bad_money": {"word", "rest"},
    "line_bad_phone": {"word", "digits"},
    "line_unit_short": {"word", "building", "room"},
    "line_no_event": {"word", "tail"},
    "line_which_ticket": {"word", "line"},
    "line_twice": {"word", "act"},
    "line_empty": set(),
}
CHOOSABLE = {
    "line_half_of_day", "line_unit_short", "line_which_ticket", "line_no_event", "line_unclear",
}  # fmt: skip


def params(some):
    return [pytest.param(case, id=case["line"] or "nothing") for case in some]


@pytest.mark.parametrize("case", params(readings()))
def test_a_line_is_read_as_it_is_meant(case):
    assert said(read_line(case["line"])) == expected(case)


@pytest.mark.parametrize("case", params(refusals()))
def test_a_line_that_is_not_clear_is_asked_about(case):
    question = read_line(case["line"])
    assert said(question) == {"ask": case["ask"]}
    assert question.facts.items() >= case.get("facts", {}).items()
    assert set(case.get("choices", ())) <= set(question.choices)


@pytest.mark.parametrize("case", params(refusals()))
def test_a_question_says_what_would_help(case):
    question = read_line(case["line"])
    assert question.facts.keys() >= NEEDED.get(question.code, {"word"})
    assert 0 <= question.start <= question.end <= len(case["line"])
    if question.code in CHOOSABLE:
        assert question.choices
    for choice in question.choices:
        further = read_line(choice)
        assert not isinstance(further, Question) or further.code != question.code, choice


@pytest.mark.parametrize("case", params(readings()))
def test_every_time_of_a_reading_is_an_instant(case):
    line = expected(case)
    report = line.get("new", {})
    if "at" in report:
        assert instant_of(report["at"], NOW)
    if "window" in report:
        assert span_of(report["window"], NOW)
    for _, at, facts in [*line.get("steps", []), *report.get("steps", [])]:
        assert not at or instant_of(at, NOW)
        assert "until" not in facts or ahead_of(facts["until"], NOW) > NOW
        assert "window" not in facts or span_of(facts["window"], NOW)


def test_there_are_enough_and_no_line_twice():
    assert len(readings()) >= 400
    assert len(refusals()) >= 100
    assert not [line for line, count in Counter(case["line"] for case in cases()).items()
                if count > 1]  # fmt: skip


def test_every_act_is_read_at_least_three_times():
    acts = Counter(
        step[0]
        for case in map(expected, readings())
        for step in (*case.get("steps", []), *case.get("new", {}).get("steps", []))
    )
    slips = sum("slip" in case or "slip" in case.get("new", {}) for case in readings())
    assert {act: count for act, count in acts.items() if count < 3} == {}
    assert acts.keys() | {"slip"} == WORDS.keys()
    assert slips >= 3


def test_a_good_part_is_english():
    english = [case for case in readings() if re.search("[a-z]{2}", case["line"])]
    assert sum(case["line"].isascii() for case in english) >= 130
