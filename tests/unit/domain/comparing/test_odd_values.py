"""Whatever stands in a file, comparing it does not break, and is for review where it is not read."""

from __future__ import annotations

from copy import deepcopy

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from tests.support.comparing import _base_rules, base
from tests.support.depth import tries

from wuye_cli.domain.comparing.compare import compare
from wuye_cli.domain.comparing.side import Sheet, Side, path_of

ODD = [None, [], {}, "x", 0, -1, True, 1.5, [None], [{}], [[1]], {"a": [{}]}, "5%", "２", "24:00", "999999999d"]  # fmt: skip


def _places(value, place=()):
    if place:
        yield place
    parts = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value)
        if isinstance(value, list)
        else ()
    )
    for key, part in parts:
        yield from _places(part, (*place, key))


PLACES = [(name, place) for name, tree in base().items() for place in _places(tree)]


def _with(tree, place, value):
    new = deepcopy(tree)
    node = new
    for step in place[:-1]:
        node = node[step]
    node[place[-1]] = value
    return new


def _side(name, tree):
    return Side({path_of(name): Sheet(tree)}, _base_rules())


@given(st.sampled_from(PLACES), st.sampled_from(ODD))
@settings(max_examples=tries(300), deadline=None, phases=(Phase.generate,))
def test_an_odd_value_breaks_nothing_either_way(where, value):
    name, place = where
    old = base()[name]
    new = _with(old, place, deepcopy(value))
    for one, other in ((old, new), (new, old)):
        changes = compare(_side(name, one), _side(name, other))
        assert all(change.standard == name for change in changes)


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("calendars/always", ("always",)),
        ("calendars/office", ("weekly",)),
        ("categories", ("categories", "water.leak", "rules")),
        ("tiers", ("tiers",)),
        ("tiers", ("policy", "escalation_fractions")),
        ("services/repair", ("commitments",)),
        ("procedures/home", ("steps",)),
    ],
)
def test_what_cannot_be_read_is_for_review(name, place):
    old = base()[name]
    changes = compare(_side(name, old), _side(name, _with(old, place, "nonsense")))
    assert "D999" in {change.code for change in changes}
