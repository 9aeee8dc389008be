"""Finding what a person means never guesses between two."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wuye_cli.domain.errors import CallError
from wuye_cli.domain.naming import find_named

NAMES = {
    "emergency": ["紧急委托", "Urgent"],
    "general": ["一般委托"],
    "general-2": ["一般委托(重开)"],
}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("emergency", "emergency"),
        (" EMERGENCY ", "emergency"),
        ("紧急", "emergency"),
        ("urgent", "emergency"),
        ("一般委托", "general"),
        ("general", "general"),
        ("重开", "general-2"),
    ],
)
def test_an_id_a_label_or_a_part_of_one_is_found(typed, meant):
    assert find_named(typed, NAMES, code="unknown_tier") == meant


@pytest.mark.parametrize("typed", ["委托", "一般", "gener", "", "  ", "特约"])
def test_two_or_none_are_refused_with_candidates(typed):
    with pytest.raises(CallError) as caught:
        find_named(typed, NAMES, code="unknown_tier")
    assert caught.value.code == "unknown_tier"
    assert caught.value.facts["suggestions"]


def test_one_alias_of_two_is_refused():
    with pytest.raises(CallError) as caught:
        find_named("tap", {"a": ["Tap"], "b": ["tap"], "c": ["tape"]}, code="x")
    assert caught.value.facts["suggestions"] == ["a", "b"]


def test_an_empty_alias_is_no_name():
    with pytest.raises(CallError):
        find_named("", {"a": [""]}, code="x")


SHORT = st.text("ab", min_size=1, max_size=4)


@given(SHORT, st.dictionaries(SHORT, st.lists(SHORT, max_size=2), min_size=1, max_size=5))
def test_what_is_found_is_an_id_or_named_by_nobody_else(typed, names):
    try:
        found = find_named(typed, names, code="x")
    except CallError:
        assert typed not in names
        return
    if typed == found:
        return
    exact = [name for name, aliases in names.items() if typed in (name, *aliases)]
    part = [
        name for name, aliases in names.items() if any(typed in one for one in (name, *aliases))
    ]
    assert found in names
    assert (exact or part) == [found]
