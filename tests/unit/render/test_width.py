"""Columns on a terminal, with wcwidth as the judge."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wcwidth import wcswidth

from wuye_cli.render.width import width, wrap

DESK_TEXT = st.text(
    st.characters(min_codepoint=0x20, max_codepoint=0x7E)
    | st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5)
    | st.sampled_from("，。、：；！？“”（）《》￥…—　Ａｂ１·½①㎡℃"),
    max_size=60,
)


@given(DESK_TEXT)
def test_the_width_of_desk_texts_agrees_with_wcwidth(text):
    assert width(text) == wcswidth(text)


@pytest.mark.parametrize(("text", "columns"), [("", 0), ("e\u0301", 1), ("👷", 2), ("한", 2)])
def test_marks_take_no_room_and_wide_ones_two(text, columns):
    assert width(text) == columns


@given(DESK_TEXT, st.integers(4, 40))
def test_wrapping_loses_nothing_but_spaces(text, columns):
    lines = wrap(text, columns)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert lines


def test_a_closing_mark_does_not_begin_a_line():
    assert wrap("现状：已办完。", 12) == ["现状：已办", "完。"]
