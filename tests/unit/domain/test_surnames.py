"""Before residents a member of staff is a surname, and what is no name is nobody."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wuye_cli.domain.people.surnames import surname


@pytest.mark.parametrize(
    ("name", "registered", "called"),
    [
        ("赵强", True, "赵"),
        ("赵师傅", False, "赵"),
        ("欧阳娜娜", True, "欧阳"),
        ("司马师傅", False, "司马"),
        ("Zhao Qiang", True, "Zhao"),
        ("Zhao Qiang", False, ""),
        ("水电班", False, ""),
        ("li@desk.example", False, ""),
        ("s-zhao", False, ""),
        ("1102张女士", False, ""),
        ("张女士家对门", False, ""),
        ("", True, ""),
    ],
)
def test_who_comes_is_called_by_the_surname(name, registered, called):
    assert surname(name, registered=registered) == called


@given(st.text(max_size=30), st.booleans())
def test_a_surname_is_short_and_from_the_name(text, registered):
    found = surname(text, registered=registered)
    assert len(found) <= 20
    assert found in text
    assert not any(char.isdigit() for char in found)
