"""Sandwiches on values: which pairs of changes close what, on lines and on branches."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from wuye_cli.domain.comparing.catalog import KINDS
from wuye_cli.domain.comparing.change import Change
from wuye_cli.domain.comparing.sandwich import Step, sandwiches


def change(old, new, key="tiers.a.arrive", code=""):
    code = code or ("D111" if new > old else "D112")
    kind = KINDS[code]
    return Change(
        code=code, level=kind.level, customer=kind.customer, staff=kind.staff,
        standard="tiers", key=key, old=old, new=new,
    )  # fmt: skip


def line(*values, key="tiers.a.arrive"):
    """Steps of one line of history on which a limit takes these values in turn."""
    pairs = pairwise(values)
    return [
        Step(number, (1 << number + 1) - 1, [change(old, new, key)] if old != new else [])
        for number, (old, new) in enumerate(pairs)
    ]


def ends(steps):
    return [(one.opened, one.closed, one.is_whole) for one in sandwiches(steps)]


def test_relaxed_and_restored():
    assert ends(line(15, 60, 15)) == [(0, 1, True)]


def test_relaxed_and_put_back_in_part():
    assert ends(line(15, 60, 20)) == [(0, 1, False)]


def test_the_step_that_brings_the_old_value_back_closes_it():
    assert ends(line(15, 60, 30, 15)) == [(0, 2, True)]


def test_what_lies_inside_another_is_left_out():
    assert ends(line(15, 60, 600, 60, 15)) == [(0, 3, True)]


def test_twice_is_two():
    assert ends(line(15, 60, 15, 60, 15)) == [(0, 1, True), (2, 3, True)]


def test_on_two_branches_nothing_is_closed():
    one, other = Step(0, 0b01, [change(15, 60)]), Step(1, 0b10, [change(60, 15)])
    assert sandwiches([one, other]) == []


def test_another_promise_closes_nothing():
    first = Step(0, 0b01, [change(15, 60)])
    second = Step(1, 0b11, [change(60, 15, key="tiers.b.arrive")])
    assert sandwiches([first, second]) == []


def test_the_effect_of_a_calendar_is_not_the_limit_as_written():
    first = Step(0, 0b01, [change(15, 60, code="D211")])
    second = Step(1, 0b11, [change(60, 15, code="D112")])
    assert sandwiches([first, second]) == []


@given(st.lists(st.integers(1, 4), min_size=2, max_size=9))
def test_a_line_has_a_sandwich_exactly_if_it_ever_falls_after_it_rose(values):
    steps = line(*values)
    rose = [n for n, (a, b) in enumerate(pairwise(values)) if b > a]
    fell = [n for n, (a, b) in enumerate(pairwise(values)) if b < a]
    expected = any(up < down for up in rose for down in fell)
    assert bool(sandwiches(steps)) == expected
    for one in sandwiches(steps):
        assert one.opened < one.closed
        assert one.worse.new > one.worse.old
