"""Targets, cadences, grades, retention and policy of the starter set hang together."""

from __future__ import annotations

from itertools import pairwise

import pytest
from tests.store.codecs import starter

from wuye_cli.domain.tickets.tier import strength_of
from wuye_cli.domain.timekeeping.limit import parse_limit

EVERY = {"day", "workday", "week", "month", "quarter", "half", "year"}


def at(tree, path):
    for key in path:
        tree = tree[key]
    return tree


@pytest.mark.parametrize(
    "row", starter.tree("grades.yaml")["figures"], ids=lambda row: row["path"][1]
)
def test_each_graded_figure_stands_in_its_file_as_grade_two_has_it(row):
    assert at(starter.tree(row["file"]), row["path"]) == row["2"]


def test_a_higher_grade_never_allows_more_time():
    for row in starter.tree("grades.yaml")["figures"]:
        if row["file"] in {"tiers.yaml", "categories.yaml"}:
            limits = [parse_limit(row[grade]).seconds for grade in ("1", "2", "3")]
            assert all(slow >= fast for slow, fast in pairwise(limits)), row["path"]


def test_a_higher_grade_never_asks_a_smaller_share():
    for row in starter.tree("grades.yaml")["figures"]:
        if row["file"] == "targets.yaml":
            assert row["1"] <= row["2"] <= row["3"], row["path"]


def test_every_target_has_a_basis_and_no_goal_below_its_floor():
    targets = starter.tree("targets.yaml")["targets"]
    assert len(targets) == 22
    for name, target in targets.items():
        assert strength_of(target["basis"]) != "none", name
        assert "goal" in target or target.get("show_only"), name
        assert target.get("floor", 0) <= target.get("goal", 1), name


def test_every_cadence_has_a_register_a_rhythm_and_a_basis():
    cadences = starter.tree("cadences.yaml")["cadences"]
    assert len(cadences) == 49
    for name, cadence in cadences.items():
        assert cadence["register"], name
        assert strength_of(cadence["basis"]) != "none", name
        assert cadence["every"] in EVERY or cadence["every"][0].isdigit(), name


def test_every_period_of_keeping_says_what_is_kept_and_what_then():
    for name, kind in starter.tree("retention.yaml")["kinds"].items():
        assert kind["what"], name
        assert kind["basis"], name
        assert kind["keep"] == "hand_over" or kind["then"] in {"erase", "review"}, name


def test_one_person_alone_needs_nobody_s_approval():
    policy = starter.tree("policy.yaml")
    approvals = policy["approvals"]
    assert policy["single_person"] == "allowed"
    assert approvals["four_eyes"] is False
    assert approvals["standards"]["terms"] == 0


def test_every_role_that_a_step_or_a_cadence_names_is_a_role():
    roles = set(starter.tree("policy.yaml")["roles"])
    for step in starter.rules().flows.steps.values():
        assert set(step.who) <= roles, step.id
    for name, cadence in starter.tree("cadences.yaml")["cadences"].items():
        by = [cadence["by"]] if isinstance(cadence["by"], str) else cadence["by"]
        # A technician is in shifts, a vendor in contracts: all of them are roles all the same.
        assert set(by) <= roles, name
