"""Two copies of a ticket become one with the events of both, the same from either side."""

from __future__ import annotations

from datetime import datetime, timedelta

import msgspec
from hypothesis import given
from hypothesis import strategies as st
from tests.support.explained import BURST

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
    whole, losses = united(BASE, ours, theirs)
    assert ids(whole) == ["a1", "b1", "b2", "a2"]
    assert losses == ()


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


def test_two_events_typed_by_hand_under_one_id_become_one_the_same_from_either_side():
    ours, theirs = grown(event("x", text="甲")), grown(event("x", text="乙"))
    whole, _ = united(BASE, ours, theirs)
    assert ids(whole) == ["x"]
    assert united(BASE, theirs, ours)[0] == whole


def test_an_event_on_both_sides_is_there_once():
    both = event("x", minutes=1)
    whole, _ = united(BASE, grown(both, event("a", minutes=2)), grown(both, event("b", minutes=3)))
    assert ids(whole) == ["x", "a", "b"]


def test_a_step_that_another_overtook_is_kept_and_told():
    ours = grown(event("a1", "cancel", 1, reason="duplicate"))
    theirs = grown(event("b1", "dispatch", 2, to="s-zhao"))
    whole, losses = united(BASE, ours, theirs)
    assert (ids(whole), whole.overtaken, whole.status) == (["a1", "b1"], ("b1",), "cancelled")
    assert [(one.kind, one.key, one.theirs["to"]) for one in losses if one.kind == "step"] == [
        ("step", "b1", "s-zhao")
    ]
    assert united(BASE, whole, theirs)[0] == whole


def test_two_who_close_at_once_are_both_told():
    ours, theirs = grown(event("a1", "close", 1)), grown(event("b1", "close", 2))
    whole, losses = united(BASE, ours, theirs)
    assert (whole.status, whole.overtaken) == ("closed", ("b1",))
    assert [one.key for one in losses] == ["b1"]


def test_of_two_dispatches_the_later_stands_and_the_other_is_told():
    ours = grown(event("a1", "dispatch", 3, to="s-qian"))
    theirs = grown(event("b1", "dispatch", 2, to="s-zhao"))
    for one, other in ((ours, theirs), (theirs, ours)):
        whole, losses = united(BASE, one, other)
        assert whole.overtaken == ()
        (loss,) = losses
        assert (loss.key, loss.kept) == ("assignee", "s-qian")
        assert {loss.ours, loss.theirs} == {"s-qian", "s-zhao"}
    assert len({loss.id, loss.turned().id}) == 1


def amended(name, title):
    return grown(event(name, "amend", 1, changes={"title": title}, was={"title": BASE.title}))


def test_two_corrections_of_one_field_go_by_the_events_and_the_other_is_told():
    ours, theirs = amended("a", "甲"), amended("b", "乙")
    for one, other in ((ours, theirs), (theirs, ours)):
        whole, losses = united(BASE, one, other)
        assert whole.title == "乙"  # of one second: the later in the file
        assert [(one.key, one.kept) for one in losses] == [("title", "乙")]


def test_what_was_changed_by_hand_is_brought_together_field_by_field():
    ours = msgspec.structs.replace(BASE, form="paper", extra={"x-a": "1"})
    theirs = msgspec.structs.replace(BASE, channel="wechat", extra={"x-b": "2"}, aka=("WY-1",))
    whole, losses = united(BASE, ours, theirs)
    assert (whole.form, whole.channel, whole.aka) == ("paper", "wechat", ("WY-1",))
    assert whole.extra == {"x-a": "1", "x-b": "2"}
    assert losses == ()
    both = msgspec.structs.replace(BASE, form="card")
    whole, losses = united(BASE, ours, both)
    assert (whole.form, [(one.key, one.kept) for one in losses]) == ("paper", [("form", "paper")])


def test_an_event_that_a_side_took_out_is_there_again():
    less = msgspec.structs.replace(BASE, events=BASE.events[:-1])
    for one, other in ((BASE, less), (less, BASE)):
        assert sorted(e.id for e in united(BASE, one, other)[0].events) == sorted(
            e.id for e in BASE.events
        )
    assert len(united(BASE, less, less)[0].events) == len(BASE.events)


def test_events_without_an_id_or_with_one_twice_are_all_kept():
    ours, theirs = grown(event(""), event("")), grown(event("x"), event("x", text="other"))
    whole, _ = united(BASE, ours, theirs)
    assert sorted(ids(whole)) == ["", "", "x", "x"]


def test_an_event_changed_by_hand_on_one_side_is_as_that_side_has_it():
    old = grown(event("a"))
    new = grown(event("a", text="mended"))
    assert united(old, new, old)[0].events[-1].text == "mended"
    assert united(old, new, grown(event("a", text="other")))[0].events[-1].text == ""


def test_the_same_correction_on_both_sides_is_none_too_many():
    whole, _ = united(BASE, amended("a", "甲"), amended("b", "甲"))
    assert (whole.title, ids(whole)) == ("甲", ["a", "b"])


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
