"""Limits as text."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wuye_cli.domain.timekeeping.limit import UNITS, Limit, parse_limit


@given(st.integers(1, 100_000), st.sampled_from(UNITS))
def test_a_limit_is_written_as_it_is_read(amount, unit):
    assert parse_limit(str(Limit(amount, unit))) == Limit(amount, unit)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "0h",
        "-1h",
        "08h",
        "1",
        "h",
        "1.5h",
        "1 h",
        "1H",
        "1w",
        "100001m",
        "9999999m",
        "１h",
        "3dd",
        "²h",
    ],
)
def test_anything_else_is_no_limit(text):
    with pytest.raises(ValueError, match=f"^{re.escape(text)}$"):
        parse_limit(text)


def test_only_open_time_has_seconds():
    assert (parse_limit("90m").seconds, parse_limit("2h").seconds) == (5400, 7200)
    assert (parse_limit("2wd").seconds, parse_limit("2d").seconds) == (None, None)
