"""Policy, targets, cadences, grades and desks: the starter set is sound, and every fault has its place."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path

import pytest

from wuye_cli.store.codecs.cadences import faults_of_cadences
from wuye_cli.store.codecs.desks import faults_of_desks
from wuye_cli.store.codecs.grades import faults_of_grades
from wuye_cli.store.codecs.policy import faults_of_policy
from wuye_cli.store.codecs.targets import faults_of_targets
from wuye_cli.store.yaml_text import read_plain

STANDARDS = Path(__file__).parents[3] / "standards"
TREES = {
    f"standards/{path.relative_to(STANDARDS).as_posix()}": read_plain(path.read_bytes())
    for path in sorted(STANDARDS.rglob("*.yaml"))
}
READERS = {
    "policy": faults_of_policy,
    "targets": faults_of_targets,
    "cadences": lambda tree: faults_of_cadences(tree, {"desk", "steward", "manager", "guard"}),
    "grades": lambda tree: faults_of_grades(tree, TREES),
    "desks": faults_of_desks,
}
SMALL = {
    "policy": {
        "schema": "policy/1",
        "roles": {"desk": {"label": "前台", "may": ["intake"]}},
        "approvals": {"standards": {"terms": 1, "wording": 0, "by": ["desk"]}},
    },
    "targets": {
        "schema": "targets/1",
        "targets": {"a": {"label": "甲", "counts": "办结", "floor": 0.8, "goal": 0.9}},
    },
    "cadences": {
        "schema": "cadences/1",
        "cadences": {"a": {"label": "甲", "register": "x", "by": "desk", "every": "month"}},
    },
    "grades": {
        "schema": "grades/1",
        "default": "2",
        "names": {"1": "x1", "2": "x2"},
        "figures": [{"file": "tiers.yaml", "path": ["version"], "1": 1, "2": 2}],
    },
    "desks": {
        "schema": "desks/1",
        "desks": {"A": {"by": "li@desk.example", "at": "2026-11-22T09:00:00+08:00"}},
    },
}


def put(tree, way, value):
    """A copy of a tree with a value at a place; None takes the key away."""
    tree = deepcopy(tree)
    at = tree
    for step in way[:-1]:
        at = at[step]
    if value is None:
        del at[way[-1]]
    else:
        at[way[-1]] = value
    return tree


def faults(book, tree):
    return [(problem.code, problem.where) for problem in READERS[book](tree)]


@pytest.mark.parametrize("book", sorted(READERS))
def test_a_small_book_has_no_fault(book):
    assert faults(book, SMALL[book]) == []


def test_the_starter_set_has_no_fault():
    roles = set(TREES["standards/policy.yaml"]["roles"])
    assert faults_of_policy(TREES["standards/policy.yaml"]) == []
    assert faults_of_targets(TREES["standards/targets.yaml"]) == []
    assert faults_of_cadences(TREES["standards/cadences.yaml"], roles) == []
    assert faults_of_grades(TREES["standards/grades.yaml"], TREES) == []


@pytest.mark.parametrize(
    ("book", "way", "value", "code"),
    [
        ("policy", ("role",), {}, "S001"),
        ("policy", ("roles",), None, "S002"),
        ("policy", ("roles", "desk", "may"), ["intaek"], "S004"),
        ("policy", ("roles", "desk", "label"), "", "S011"),
        ("policy", ("approvals", "standards", "terms"), -1, "S010"),
        ("policy", ("approvals", "standards", "by"), ["boss"], "S004"),
        ("policy", ("approvals", "four_eye"), True, "S001"),
        ("policy", ("approvals", "four_eyes"), "yes", "S003"),
        ("policy", ("approvals", "notice"), {"customer_wors": "15d"}, "S001"),
        ("policy", ("single_person",), "alowed", "S004"),
        ("policy", ("self_visit",), {"with_staff": "refuse"}, "S004"),
        ("policy", ("revoke",), {"own_within": "soon"}, "S005"),
        ("policy", ("audit",), {"signatures": "maybe"}, "S004"),
        ("policy", ("audit",), {"late_entry": 4}, "S003"),
        ("targets", ("targets", "a", "gaol"), 1, "S001"),
        ("targets", ("targets", "a", "goal"), 0.7, "S010"),
        ("targets", ("targets", "a", "floor"), "0.8", "S003"),
        ("targets", ("targets", "a", "period"), ["fortnight"], "S004"),
        ("targets", ("targets", "a", "counts"), None, "S002"),
        ("targets", ("targets",), [{"id": "a"}], "S014"),
        ("targets", ("score",), {"satisfied": 3}, "S001"),
        ("cadences", ("cadences", "a", "every"), "fortnight", "S004"),
        ("cadences", ("cadences", "a", "every"), "0d", "S004"),
        ("cadences", ("cadences", "a", "by"), "boss", "S004"),
        ("cadences", ("cadences", "a", "count"), 0, "S010"),
        ("cadences", ("cadences", "a", "at"), "7:30", "S006"),
        ("cadences", ("cadences", "a", "before"), ["07:30", "25:00"], "S006"),
        ("cadences", ("cadences", "a", "between"), ["10-01", "13-01"], "S006"),
        ("cadences", ("cadences", "a", "due"), "soon", "S005"),
        ("cadences", ("cadences", "a", "evry"), "month", "S001"),
        ("grades", ("default",), "3", "S004"),
        ("grades", ("figures", 0, "file"), "tier.yaml", "S004"),
        ("grades", ("figures", 0, "path"), ["tiers", "nobody"], "S004"),
        ("grades", ("figures", 0, "path"), ["version", 0], "S004"),
        ("grades", ("figures", 0, "1"), None, "S002"),
        ("grades", ("schema",), "grades/9", "S008"),
        ("desks", ("desk",), {}, "S001"),
        ("desks", ("desks",), None, "S002"),
        ("desks", ("schema",), "desk/1", "S004"),
        ("desks", ("desks", "A", "at"), "2026-11-31T09:00:00+08:00", "S006"),
        ("desks", ("desks", "A", "by"), None, "S002"),
    ],
)
def test_a_fault_is_found(book, way, value, code):
    assert code in [found for found, _ in faults(book, put(SMALL[book], way, value))]


@pytest.mark.parametrize("book", sorted(READERS))
@pytest.mark.parametrize("tree", [None, [], "x", {"schema": 7}, {}])
def test_whatever_stands_there_is_told_and_nothing_raises(book, tree):
    assert faults(book, tree)


def test_roles_that_cannot_be_known_accept_any():
    assert faults_of_cadences(put(SMALL["cadences"], ("cadences", "a", "by"), "boss"), None) == []
