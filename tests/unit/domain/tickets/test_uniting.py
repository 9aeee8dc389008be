"""Two copies of a ticket become one with the events of both, the same from either side."""

from __future__ import annotations

from datetime import datetime, timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support.explained import BURST, told

from wuye_cli.domain.errors import ConflictError
from wuye_cli.domain.tickets.event import Event
from wuye_cli.domain.tickets.head import with_events
from wuye_cli.domain.tickets.uniting import united

START = datetime.fromisoformat("2026-11-25T10:00:00+08:00")


def event(name, do="note", minutes=0, **fields):
    return Event(id=name, at=START + timedelta(minutes=minutes), by="s-li", do=do, **fields)


def grown(*events, base=BURST):
    return with_events(base, events)[0]


BASE = grown()


def ids(ticket):
    return [one.id for one in ticket.events[len(BASE.events) :]]


def test_the_events_of_both_stand_in_the_order_of_typing():
    ours = grown(event("a1", minutes=1), event("a2", minutes=5))
    theirs = grown(event("b1", minutes=2), event("b2", minutes=3))
    whole, is_irregular = united(BASE, ours, theirs)
    assert ids(whole) == ["a1", "b1", "b2", "a2"]
    assert not is_irregular


def test_an_event_typed_later_stands_later_though_it_happened_before():
    late = event("b1", minutes=-30, recorded_at=START + timedelta(minutes=9))
    whole, _ = united(BASE, grown(event("a1", minutes=1)), grown(late))
    assert ids(whole) == ["a1", "b1"]


def test_the_head_follows_from_all_events():
    ours = grown(
        event("a1", "resolve", 10),
        event("a2", "amend", 11, changes={"title": "爆管"}, was={"title": BASE.title}),
    )
    theirs = grown(event("b1", "dispatch", 2, to="s-zhao"))
    whole, _ = united(BASE, ours, theirs)
    assert (whole.title, whole.status) == ("爆管", ours.status)
    assert with_events(BASE, whole.events[len(BASE.events) :])[0] == whole


def test_an_event_on_both_sides_is_there_once():
    both = event("x", minutes=1)
    whole, _ = united(BASE, grown(both, event("a", minutes=2)), grown(both, event("b", minutes=3)))
    assert ids(whole) == ["x", "a", "b"]


def test_steps_that_do_not_go_together_are_flagged():
    ours = grown(event("a1", "cancel", 1, reason="duplicate"))
    theirs = grown(event("b1", "dispatch", 2, to="s-zhao"))
    assert united(BASE, ours, theirs)[1]


def amended(name, title):
    return grown(event(name, "amend", 1, changes={"title": title}, was={"title": BASE.title}))


@pytest.mark.parametrize(
    ("ours", "theirs", "code"),
    [
        (amended("a", "甲"), amended("b", "乙"), "head_differs"),
        (msgspec.structs.replace(BASE, uid="X"), BASE, "same_number"),
        (msgspec.structs.replace(BASE, title="by hand"), BASE, "not_appended"),
        (BASE, msgspec.structs.replace(BASE, events=BASE.events[:-1]), "not_appended"),
        (BASE, msgspec.structs.replace(BASE, events=BASE.events * 2), "not_appended"),
        (BASE, grown(event("")), "not_appended"),
        (grown(event("a")), grown(event("a", text="other")), "not_appended"),
    ],
)
def test_what_is_no_appending_is_refused(ours, theirs, code):
    for one, other in ((ours, theirs), (theirs, ours)):
        with pytest.raises(ConflictError) as caught:
            united(BASE, one, other)
        assert caught.value.code == code


def test_the_same_correction_on_both_sides_is_none_too_many():
    whole, _ = united(BASE, amended("a", "甲"), amended("b", "甲"))
    assert (whole.title, ids(whole)) == ("甲", ["a", "b"])


def test_two_tickets_of_one_number_are_never_one():
    other = told(1, "别的事", ("11-25 09:12", "receive", {"tier": "general"}))
    with pytest.raises(ConflictError):
        united(BASE, BASE, msgspec.structs.replace(other, uid="Y"))


SIDES = st.lists(st.tuples(st.integers(0, 9), st.sampled_from(["note", "urge"])), max_size=6)


def side(letter, rows):
    return grown(
        *(event(f"{letter}{place}", do, minutes) for place, (minutes, do) in enumerate(rows))
    )


@given(SIDES, SIDES, SIDES)
def test_three_desks_end_alike_in_whatever_order_they_meet(first, second, third):
    one, two, three = side("a", first), side("b", second), side("c", third)
    left, right = united(BASE, one, two)[0], united(BASE, two, three)[0]
    whole = united(BASE, left, right)[0]
    assert united(BASE, right, left)[0] == whole
    assert sorted(ids(whole)) == sorted(ids(one) + ids(two) + ids(three))
    for known in (left, right):
        assert united(known, whole, known)[0] == whole


def test_what_came_in_by_another_merge_may_stand_in_the_middle():
    early, late = event("a", minutes=1), event("z", minutes=9)
    before = grown(early, late)
    theirs = united(BASE, before, grown(event("m", minutes=5)))[0]
    assert ids(theirs) == ["a", "m", "z"]
    ours = grown(event("own", minutes=12), base=before)
    assert ids(united(before, ours, theirs)[0]) == ["a", "m", "z", "own"]


def test_two_orders_of_the_same_events_become_one():
    one = grown(event("x"), event("y"))
    other = grown(event("y"), event("x"))
    assert united(BASE, one, other) == united(BASE, other, one)
    assert sorted(ids(united(BASE, one, other)[0])) == ["x", "y"]


@given(SIDES, SIDES, SIDES)
def test_nothing_is_lost_and_the_sides_may_be_swapped(first, second, third):
    ours, theirs, others = side("a", first), side("b", second), side("c", third)
    whole, _ = united(BASE, ours, theirs)
    assert united(BASE, theirs, ours)[0] == whole
    assert sorted(ids(whole)) == sorted(ids(ours) + ids(theirs))
    for one in (ours, theirs):
        assert [name for name in ids(whole) if name in ids(one)] == ids(one)
    assert set(ids(united(BASE, whole, others)[0])) == set(ids(whole) + ids(others))
