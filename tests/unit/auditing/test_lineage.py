"""Where histories parted, against the plain meaning of the words."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from wuye_cli.auditing.lineage import Lineage


@st.composite
def histories(draw: st.DrawFn) -> list[list[int]]:
    size = draw(st.integers(1, 14))
    return [
        draw(st.lists(st.integers(0, place - 1), max_size=3, unique=True)) if place else []
        for place in range(size)
    ]


def _above(history: list[list[int]], place: int) -> set[int]:
    found = {place}
    for parent in history[place]:
        found |= _above(history, parent)
    return found


@given(histories(), st.data())
def test_two_parted_at_the_nearest_commits_that_both_stand_on(
    history: list[list[int]], data: st.DataObject
) -> None:
    lineage = Lineage()
    for place, parents in enumerate(history):
        lineage.add(str(place), [str(one) for one in parents])
    one, other = (data.draw(st.integers(0, len(history) - 1)) for _ in range(2))
    shared = _above(history, one) & _above(history, other)
    wanted = {
        str(place)
        for place in shared
        if not any(place in _above(history, above) for above in shared - {place})
    }
    assert set(lineage.bases(str(one), str(other)) or ()) == wanted


def test_what_lies_before_the_walk_is_not_guessed() -> None:
    lineage = Lineage()
    lineage.add("b", ["a"])
    lineage.add("c", ["a"])
    lineage.add("d", ["b"])
    assert lineage.bases("b", "c") is None
    assert lineage.bases("b", "d") == ["b"]
