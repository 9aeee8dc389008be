"""Blueprints: which lines an arrow crosses, and what is wrong with a drawing."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from wuye_cli.domain.documents.blueprint import (
    LANES,
    LINES,
    Blueprint,
    BlueprintStep,
    FailPoint,
    drawing_faults,
    lines_between,
)


def drawn(**steps):
    """A blueprint of steps as name=(lane, next...)."""
    return Blueprint(
        steps={
            name: BlueprintStep(id=name, lane=lane, next=tuple(after))
            for name, (lane, *after) in steps.items()
        }
    )


def codes(blueprint):
    return [fault.code for fault in drawing_faults(blueprint)]


@given(st.sampled_from(LANES), st.sampled_from(LANES))
def test_an_arrow_crosses_one_line_for_each_lane_on_its_way_and_back_again(start, end):
    crossed = lines_between(start, end)
    assert crossed == lines_between(end, start)
    assert len(crossed) == abs(LANES.index(start) - LANES.index(end))


def test_each_line_lies_between_two_lanes():
    assert [lines_between(*pair) for pair in pairwise(LANES)] == [(line,) for line in LINES]


def test_an_arrow_that_leaves_a_lane_out_is_a_fault_in_both_directions():
    assert codes(drawn(a=("customer", "b"), b=("back",))) == ["lane_skipped"]
    assert codes(drawn(a=("support", "b"), b=("front",))) == ["lane_skipped"]
    assert codes(drawn(a=("customer", "b"), b=("front", "a", "c"), c=("back",))) == []


def test_a_step_that_nothing_leads_to_is_a_fault_unless_it_is_the_first():
    assert codes(drawn(a=("customer",), b=("front",))) == ["unreached"]
    assert codes(drawn(a=("customer", "b"), b=("front",))) == []


def test_a_fail_point_says_how_it_is_prevented_and_recovered():
    steps = drawn(a=("front",)).steps
    bare = Blueprint(steps=steps, fail_points={"f": FailPoint(id="f", at="a", text="x")})
    assert codes(bare) == ["no_prevention", "no_recovery"]
    whole = FailPoint(id="f", at="a", text="x", prevention="p", recovery="r")
    assert codes(Blueprint(steps=steps, fail_points={"f": whole})) == []


def test_an_arrow_to_nowhere_is_no_arrow():
    assert list(drawn(a=("customer", "gone")).arrows()) == []
