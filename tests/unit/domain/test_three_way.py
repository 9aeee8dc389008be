"""Two changes of one value: mappings by key, words as sets, things by id, anything else whole."""

from __future__ import annotations

import pytest

from wuye_cli.domain.loss import FACT, FIELD, Loss
from wuye_cli.domain.three_way import GONE, last, merged, same

LIFT, GATE = {"id": "lift", "label": "电梯"}, {"id": "gate", "label": "大门"}


def both(base, one, other, **more):
    """The result, which is the same seen from either side but for whose the loss was."""
    found, losses = merged(base, one, other, **more)
    turned, lost = merged(base, other, one, **more)
    assert found == turned
    assert [(one.key, one.ours, one.theirs) for one in losses] == [
        (one.key, one.theirs, one.ours) for one in lost
    ]
    return found, losses


def test_words_are_a_set_from_which_either_side_may_take():
    assert both(["a", "b"], ["a", "b", "c"], ["b"]) == (["b", "c"], ())
    assert merged(GONE, ["a"], ["b"]) == (["a", "b"], ())
    assert merged({"does": ["a"]}, {"does": ["a", "b"]}, {"does": []})[0] == {"does": ["b"]}


@pytest.mark.parametrize("odd", [["a", 7], ["a", "a"], "text"])
def test_what_is_no_set_of_words_is_one_fact(odd):
    found, losses = both(["a"], ["a", "b"], odd)
    assert found in (["a", "b"], odd)
    assert [(one.kind, one.kept) for one in losses] == [(FIELD, found)]


def test_things_with_an_id_are_merged_one_by_one():
    named = {**LIFT, "label": "客梯"}
    found, losses = both([LIFT], [named], [LIFT, GATE])
    assert (found, losses) == ([named, GATE], ())
    assert merged(GONE, [LIFT], [GATE])[0] == [GATE, LIFT]
    other = {**LIFT, "label": "货梯"}
    found, losses = merged([LIFT], [named], [other], ("vendors",))
    assert found == [other]
    assert losses == (
        Loss(kind=FIELD, key="vendors.lift.label", base="电梯", ours="客梯", theirs="货梯",
             kept="货梯"),
    )  # fmt: skip


@pytest.mark.parametrize("odd", [[LIFT, LIFT], [{"id": 7}], [LIFT, "gate"], [{"label": "x"}]])
def test_things_without_an_id_of_their_own_are_one_fact(odd):
    found, losses = both([LIFT], [LIFT, GATE], odd)
    assert found in ([LIFT, GATE], odd)
    assert len(losses) == 1


def test_lists_are_one_fact_where_the_tree_is_no_record():
    found, losses = both(["a"], ["a", "b"], ["a", "c"], kind=FACT)
    assert found == ["a", "c"]
    assert [one.kind for one in losses] == [FACT]


def test_a_change_stands_before_a_deletion_and_a_deletion_before_nothing_done():
    assert both({"a": 1, "b": 1}, {"b": 1}, {"a": 1, "b": 2}) == ({"b": 2}, ())
    found, losses = both({"a": 1}, {}, {"a": 2})
    assert found == {"a": 2}
    assert [(one.base, one.kept) for one in losses] == [(1, 2)]
    assert last((), 1, GONE, 2) == 2


def test_a_flag_is_no_number_and_nothing_is_no_null():
    assert not same(1, True)  # noqa: FBT003 - the very thing
    assert not same(GONE, None)
    assert same(GONE, GONE)
    assert merged({"a": 1}, {"a": True}, {"a": 1})[0] == {"a": True}
