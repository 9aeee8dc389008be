"""The figures that written standards refer to: read as far as they can be, whatever the file holds."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wuye_cli.services.checking.figures import read_figures
from wuye_cli.services.checking.reading import Read
from wuye_cli.services.checking.texts import Texts

TARGETS = b"""
schema: targets/1
targets:
  a: {of: x, counts: y, goal: 0.95, floor: 1, period: [month, year]}
  b: {counts: y, show_only: true, period: month}
"""
CADENCES = b"""
schema: cadences/1
cadences:
  a: {every: day, before: ["07:30", "17:30"]}
  b: {every: 15d, count: 2, at: "22:00", persons: 2}
"""
POLICY = 'schema: policy/1\nowner: manager\nreview_by: "2027-01-31"\nroles: {manager: {label: 项目经理}}\n'


def of(**files):
    return read_figures(Texts({f"standards/{name}.yaml": text for name, text in files.items()}))


def test_targets_cadences_roles_and_heads_are_read():
    found = of(targets=TARGETS, cadences=CADENCES, policy=POLICY.encode())
    goal, shown = found.goals["a"], found.goals["b"]
    assert (goal.goal, goal.floor, goal.share, goal.has_figure) == (0.95, 1.0, True, True)
    assert (shown.show_only, shown.has_figure, shown.period) == (True, False, ("month",))
    assert found.cadences["a"].times == ("07:30", "17:30")
    assert (found.cadences["b"].count, found.cadences["b"].persons) == (2, 2)
    assert found.roles == {"manager": "项目经理"}
    head = next(one for one in found.heads if one.path == "standards/policy.yaml")
    assert (head.owner, head.review_by) == ("manager", date(2027, 1, 31))


def test_an_instant_of_review_is_its_day():
    text = b'schema: policy/1\nreview_by: "2027-01-31T23:00:00+08:00"\n'
    assert of(policy=text).heads[0].review_by == date(2027, 1, 31)


@pytest.mark.parametrize("goal", [".nan", ".inf", "true", "[1]", '"0.9"', "null"])
def test_what_is_no_figure_is_none(goal):
    text = f"schema: targets/1\ntargets:\n  a: {{counts: y, goal: {goal}}}\n".encode()
    assert not of(targets=text).goals["a"].has_figure


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(
        st.sampled_from(
            ["targets", "cadences", "roles", "items", "goal", "every", "before", "label", "owner",
             "review_by", "period", "count", "from", "to", "unit"]
        ),
        inner,
        max_size=5,
    ),
    max_leaves=12,
)  # fmt: skip


@given(st.dictionaries(st.sampled_from(["targets", "cadences", "roles", "items"]), VALUES))
def test_no_tree_is_too_strange(tree):
    texts = Texts({})
    for name in ("targets", "cadences", "policy", "prices"):
        texts.reads[f"standards/{name}.yaml"] = Read(tree)
    found = read_figures(texts)
    assert all(isinstance(goal.counts, str) for goal in found.goals.values())
