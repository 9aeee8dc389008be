"""The quick look never says no where the careful reading finds a number."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.depth import tries

from wuye_cli.domain.people.contacts import extract
from wuye_cli.domain.people.number_hint import may_hold_number

WRITTEN = (
    "13800001234", "138-0000-1234", "138 0000 1234", "+86 138 0000 1234", "0086-13800001234",
    "8613800001234", "013800001234", "1 3 8 0 0 0 0 1 2 3 4", "010-62345678", "(010)62345678",
    "0571 8765 4321", "+86 10 6234 5678", "+86 (571) 8765-4321", "400-123-4567", "800 1234567",
    "4001234567", "tel 62345678", "TEL: 6234-5678", "110101199003078515", "11010119900307851X",
    "110101 19900307 8515", "110101900307851", "138_0000_1234", "138(0000)1234", "1-38-00001234",
)  # fmt: skip


@pytest.mark.parametrize("number", WRITTEN)
@pytest.mark.parametrize(
    "around", ["{}", "call {} now", "on 2015-07-09 14:51:12 {}", "a{}b", "x {}, 5"]
)
def test_a_number_as_people_write_it_is_never_overlooked(number, around):
    text = around.format(number)
    found = extract(text)
    assert may_hold_number(text) or not (found.phones or found.ids)


@settings(max_examples=tries(200))
@given(
    st.lists(
        st.sampled_from(("1", "3", "8", "0", "86", "+", "-", " ", ".", "_", "(", ")", ":", "x",
                         "13800001234", "010", "62345678", "2015-07-09", "3-1-0502", "400", "tel",
                         "电话", "一三八", "００", "\n")),
        max_size=16,
    ).map("".join)
)  # fmt: skip
def test_what_is_passed_over_holds_no_number(text):
    if not may_hold_number(text):
        found = extract(text)
        assert found.phones + found.ids == ()


def test_times_streets_and_case_numbers_are_passed_over():
    assert not may_hold_number("Case Closed. Closed date : 2015-07-09 14:51:12.013 :")
    assert not may_hold_number("408-826 Border St  East Boston  MA  02128")
    assert not may_hold_number("101001426275")
