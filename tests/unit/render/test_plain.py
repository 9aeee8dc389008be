"""No character that a terminal obeys, hides or turns round gets through."""

from __future__ import annotations

from unicodedata import category

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wuye_cli.render.plain import MARK, clean, clean_fact, clean_lines, clip
from wuye_cli.render.width import width

NAMED = [
    *range(0x20),
    *range(0x7F, 0xA0),
    *range(0x200B, 0x2010),
    0x2028,
    0x2029,
    *range(0x202A, 0x202F),
    *range(0x2066, 0x206A),
    0xFEFF,
    0xD800,
    0xDFFF,
    0x061C,
]
ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=40)


@pytest.mark.parametrize("code", NAMED)
def test_each_dangerous_character_is_made_visible(code):
    shown = clean(f"a{chr(code)}b")
    assert shown == ("a b" if chr(code) in "\n\r\t" else f"a{MARK}b")


@given(ANY_TEXT)
def test_nothing_dangerous_is_left_and_nothing_else_is_lost(text):
    shown = clean(text)
    unsafe = {"Cc", "Cf", "Cs", "Zl", "Zp"}
    assert not [char for char in shown if category(char) in unsafe]
    kept = [char for char in text if category(char) not in unsafe]
    assert [char for char in shown if char not in {MARK, " "}] == [
        char for char in kept if char not in {MARK, " "}
    ]
    shown.encode()
    assert clean(shown) == shown


def test_ordinary_chinese_stays_as_it_is():
    text = "3-1-0502 厨房水管爆裂，“快来”！　Ｂ１ ½ é 👷"
    assert clean(text) == text


def test_lines_stay_lines_only_where_asked():
    assert clean("a\r\nb\nc") == "a b c"
    assert clean_lines("a\x1b\r\nb\nc") == f"a{MARK}\nb\nc"


def test_facts_are_cleaned_inside_lists():
    assert clean_fact(["\x1b[2J", ("a\nb",)]) == [f"{MARK}[2J", ["a b"]]
    assert clean_fact(7) == 7
    assert clean_fact(None) is None


@given(ANY_TEXT.map(clean), st.integers(0, 30))
def test_a_clipped_text_fits(text, columns):
    cut = clip(text, columns)
    assert width(cut) <= columns
    assert cut in {text, ""} or cut.endswith("…")
