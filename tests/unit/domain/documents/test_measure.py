"""Windows of the day: when they are kept."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wuye_cli.domain.documents.measure import TimeWindow, format_time
from wuye_cli.domain.timekeeping.calendar import parse_time
from wuye_cli.domain.timekeeping.limit import Limit

TEN = Limit(10, "m")


@pytest.mark.parametrize(
    ("window", "spans"),
    [
        # roads swept by 07:30 and by 17:30
        (TimeWindow(kind="by", times=(450, 1050), tolerance=TEN), ((0, 460), (0, 1060))),
        # kitchen waste about 22:00
        (TimeWindow(kind="about", times=(1320,), tolerance=Limit(1, "h")), ((1260, 1380),)),
        (TimeWindow(kind="about", times=(5,), tolerance=TEN), ((0, 15),)),
        # the steward on duty from 07:30
        (TimeWindow(kind="from", times=(450,)), ((0, 450),)),
        (TimeWindow(kind="between", times=(1200, 1920), tolerance=TEN), ((1200, 1930),)),
    ],
)
def test_a_window_is_kept_so_long(window, spans):
    assert window.spans() == spans


@given(st.integers(0, 1440))
def test_a_time_of_day_is_written_as_it_is_read(minutes):
    assert parse_time(format_time(minutes)) == minutes
