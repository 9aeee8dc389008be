import random
from fractions import Fraction
from math import comb

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wuye_cli.auditing.binomial import exact_interval


@pytest.mark.parametrize(
    ("failed", "drawn", "low", "high"),
    [  # Clopper-Pearson at 95 %, as tables and R's binom.test have them
        (0, 10, 0.0, 0.3085),
        (1, 10, 0.0025, 0.4450),
        (10, 10, 0.6915, 1.0),
        (5, 20, 0.0866, 0.4910),
        (0, 30, 0.0, 0.1157),
        (3, 60, 0.0104, 0.1392),
        (50, 1000, 0.0373, 0.0654),
    ],
)
def test_known_intervals(failed, drawn, low, high):
    found = exact_interval(failed, drawn)
    assert found == pytest.approx((low, high), abs=5e-5)


@settings(max_examples=15, deadline=None)
@given(st.integers(1, 40).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_bounds_are_where_the_tails_have_a_fortieth(pair):
    failed, drawn = pair
    low, high = exact_interval(failed, drawn)
    assert 0 <= low <= failed / drawn <= high <= 1

    def tail(counts, rate):
        rate = Fraction(rate)
        return float(sum(comb(drawn, k) * rate**k * (1 - rate) ** (drawn - k) for k in counts))

    if failed:
        assert tail(range(failed, drawn + 1), low) == pytest.approx(0.025, rel=1e-6)
    if failed < drawn:
        assert tail(range(failed + 1), high) == pytest.approx(0.025, rel=1e-6)


def test_it_covers_the_truth_often_enough():
    chance, covered = random.Random(5), 0
    known = [exact_interval(k, 25) for k in range(26)]
    for _ in range(2000):
        low, high = known[sum(chance.random() < 0.1 for _ in range(25))]
        covered += low <= 0.1 <= high
    assert covered >= 1900


def test_who_looked_at_all_is_certain():
    assert exact_interval(2, 8, 8) == (0.25, 0.25)
    assert exact_interval(0, 0, 5) == (0.0, 1.0)


@pytest.mark.parametrize("numbers", [(-1, 3, None), (4, 3, None), (1, 3, 2)])
def test_numbers_that_cannot_be(numbers):
    with pytest.raises(ValueError, match=r"\("):
        exact_interval(*numbers)
