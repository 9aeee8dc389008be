"""Running files of worked cases: what holds, what does not and why, and what cannot be read."""

from __future__ import annotations

import pytest
from tests.support.explained import copied, desk_of, found_store

from wuye_cli.domain.errors import NotFoundError
from wuye_cli.services.casework import (
    edited_rules,
    files_of_store,
    files_on_disk,
    run_files,
    runs_value,
)

OWN = """
calendars: {desk: {weekly: {mon-fri: ["09:00-17:00"]}}}
tiers: {v1: {general: {arrive: [4h, desk], resolve: [1wd, desk]}}}
calc_vectors:
  - {id: A1, note: "same day", cal: desk, start: "2026-03-10T10:00:00+08:00", limit: 2h, due: "2026-03-10T12:00:00+08:00"}
  - {id: A2, cal: desk, start: "2026-03-10T16:00:00+08:00", limit: 2h, due: "2026-03-10T18:00:00+08:00"}
ticket_vectors:
  - id: A3
    events:
      - {at: "2026-03-10T10:00:00+08:00", do: receive, tier: general}
      - {at: "2026-03-10T15:00:00+08:00", do: arrive}
    as_of: "2026-03-10T15:00:00+08:00"
    expect: {ticket: failed, clocks: {arrive: {due: "2026-03-10T15:00:00+08:00", verdict: failed_late}}}
"""


def run(text, base=None, wanted=()):
    return run_files([("own.yaml", text.encode())], base, wanted)[0]


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    return found_store(tmp_path_factory.mktemp("casework"))


def test_a_file_with_bodies_of_its_own_needs_no_store():
    result = run(OWN)
    assert (result.holding, len(result.cases)) == (1, 3)
    assert result.problems == ()


def test_what_does_not_hold_is_explained_by_the_way_of_its_due():
    _, second, third = run(OWN).cases
    assert second.mismatches[0].what == "due"
    assert [line.day.day for line in second.mismatches[0].way.days] == [10, 11]
    arrive = {each.what: each for each in third.mismatches}["clocks.arrive.due"]
    assert sum(line.counted for line in arrive.way.days) == arrive.way.budget == 4 * 3600
    assert arrive.way.due == arrive.actual


def test_a_case_alone_can_be_run():
    assert [case.id for case in run(OWN, wanted=["A3"]).cases] == ["A3"]
    with pytest.raises(NotFoundError) as caught:
        run(OWN, wanted=["A9"])
    assert caught.value.code == "unknown_case"


def test_every_fault_is_found_with_its_line_and_column():
    text = OWN.replace("limit: 2h, due", "limit: 2x, duee", 1).replace("cal: desk", "cal: dask", 1)
    found = run(text).problems
    assert [(one.rule, one.line) for one in found] == [
        ("S002", 5), ("S004", 5), ("S005", 5), ("S001", 5)
    ]  # fmt: skip
    unknown = found[-1]
    line = text.splitlines()[unknown.line - 1]
    assert line[unknown.column - 1 :].startswith("duee")
    assert unknown.facts["suggestion"] == "due"


@pytest.mark.parametrize(
    ("data", "rule"),
    [
        (None, "case_file_unreadable"),
        (b"a: [", "Y001"),
        (b"a: 1\na: 2\n", "Y002"),
        (b"note: nothing\n", "case_file_empty"),
        (b"\xff\xfe", "Y012"),
    ],
)
def test_a_file_that_cannot_be_used_is_a_problem_and_no_crash(data, rule):
    result = run_files([("x.yaml", data)], None)[0]
    assert [problem.rule for problem in result.problems] == [rule]
    assert result.cases == ()


def test_a_missing_file_does_not_stop_the_others(tmp_path):
    good = tmp_path / "good.yaml"
    good.write_text(OWN, encoding="utf-8")
    runs = run_files(files_on_disk([tmp_path / "none.yaml", good, tmp_path]), None)
    assert [len(one.cases) for one in runs] == [0, 3, 0]
    assert runs_value(runs)["total"] == 3


def test_all_cases_of_the_starter_standards_hold(place):
    desk = desk_of(place)
    runs = run_files(files_of_store(desk), desk.rules)
    value = runs_value(runs)
    assert value["total"] > 40
    assert value["hold"] == value["total"]


def test_edited_standards_are_tried_only_when_asked_for(place, tmp_path):
    root = copied(place, tmp_path)
    office = root / "standards/calendars/office.yaml"
    office.write_text(office.read_text("utf-8").replace("18:00", "17:00"), encoding="utf-8")
    desk = desk_of(root)
    committed, edited = (
        runs_value(run_files(files_of_store(desk), rules))
        for rules in (desk.rules, edited_rules(desk))
    )
    assert committed["hold"] == committed["total"]
    assert edited["hold"] < edited["total"]
