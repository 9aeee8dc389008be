import subprocess

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wuye_cli.auditing.drawing import drawn, score, shares

SIZES = st.dictionaries(st.text("abcdef", min_size=1, max_size=3), st.integers(0, 60), min_size=1)


@settings(max_examples=50)
@given(SIZES, st.integers(0, 80))
def test_shares_are_whole_and_near_their_proportion(sizes, wanted):
    strata, whole = [key for key, size in sizes.items() if size], sum(sizes.values())
    if wanted < len(strata):
        with pytest.raises(ValueError, match=str(len(strata))):
            shares(sizes, wanted)
        return
    given_ = shares(sizes, wanted)
    assert sum(given_.values()) == min(wanted, whole)
    assert set(given_) == set(strata)
    for key, count in given_.items():
        assert 1 <= count <= sizes[key]
        # nobody is above the share, rounded up, but by the one that each stratum gets
        assert count <= max(1, -(-sizes[key] * wanted // whole))


@settings(max_examples=20)
@given(
    st.lists(st.text("ab1会", min_size=1), min_size=3, max_size=9, unique=True),
    st.text("s:会", max_size=4),
)
def test_the_order_in_which_tickets_are_told_does_not_matter(names, seed):
    assert drawn({"a": names}, 3, seed) == drawn({"a": reversed(names)}, 3, seed)
    first = drawn({"a": names}, 2, seed)["a"]
    assert drawn({"a": names}, 3, seed)["a"][:2] == first  # a larger sample holds the smaller one


def test_anybody_can_reckon_a_score_with_a_shell():
    told = subprocess.run(
        ["sh", "-c", "printf '%s' '业委会3:WY-261124-A001' | sha256sum"],
        capture_output=True, check=True, text=True,
    ).stdout  # fmt: skip
    assert told.split()[0] == score("业委会3", "WY-261124-A001")
