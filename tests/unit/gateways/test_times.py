from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.depth import tries

from wuye_cli.gateways.importers.times import TimeReader, parser_of

US = "%m/%d/%Y %I:%M:%S %p"
CHINA = ZoneInfo("Asia/Shanghai")


def read(value, *formats, zone="America/New_York", day=""):
    return TimeReader(formats, zone, UTC, day).read(value)


@pytest.mark.parametrize(
    ("text", "instant", "issue"),
    [
        ("01/05/2015 09:00:00 AM", "2015-01-05T14:00:00", ""),
        ("07/05/2015 12:00:00 AM", "2015-07-05T04:00:00", ""),
        ("03/08/2015 02:30:00 AM", "2015-03-08T07:30:00", "time_skipped"),
        ("11/01/2015 01:30:00 AM", "2015-11-01T05:30:00", "time_twice"),
        ("13/01/2015 01:30:00 AM", None, "bad_time"),
        ("01/05/2015 13:00:00 PM", None, "bad_time"),
        ("soon", None, "bad_time"),
        ("", None, ""),
        ("   ", None, ""),
    ],
)
def test_a_wall_clock_is_read_in_its_zone(text, instant, issue):
    found = read(text, US)
    assert found.issue == issue
    assert (found.at.replace(tzinfo=None).isoformat() if found.at else None) == instant


def test_an_hour_that_comes_twice_has_a_second_instant_an_hour_later():
    found = read("11/01/2015 01:30:00 AM", US)
    assert (found.later - found.at).total_seconds() == 3600


def test_results_stand_in_the_zone_of_the_store():
    found = TimeReader([US], "America/New_York", CHINA).read("01/05/2015 09:00:00 AM")
    assert found.at.isoformat() == "2015-01-05T22:00:00+08:00"


@pytest.mark.parametrize(
    ("value", "form", "wanted"),
    [
        ("2015-01-05T09:00:00Z", "iso", "2015-01-05T09:00:00"),
        ("2015-01-05T09:00:00.7+08:00", "iso", "2015-01-05T01:00:00"),
        (1420448400, "epoch", "2015-01-05T09:00:00"),
        ("1420448400000", "epoch", "2015-01-05T09:00:00"),
        (42009.375, "excel", "2015-01-05T14:00:00"),
        (datetime(2015, 1, 5, 9, 0), "iso", "2015-01-05T14:00:00"),  # noqa: DTZ001 - a sheet's
        (date(2015, 1, 5), "iso", "2015-01-05T05:00:00"),
    ],
)
def test_instants_numbers_and_cells_of_workbooks_are_times(value, form, wanted):
    assert read(value, form).at.replace(tzinfo=None).isoformat() == wanted


@pytest.mark.parametrize("value", ["2025年3月1日", "2025/3/1", "2025.3.1", "2025-03-01"])
def test_a_day_stands_for_its_beginning_or_its_end(value):
    start = read(value, zone="Asia/Shanghai").at
    end = read(value, zone="Asia/Shanghai", day="end").at
    assert start.astimezone(CHINA).isoformat() == "2025-03-01T00:00:00+08:00"
    assert (end - start).total_seconds() == 86_399


def test_month_and_day_never_change_places_without_a_format():
    assert read("03/04/2015").issue == "bad_time"


@pytest.mark.parametrize("value", [float("nan"), float("inf"), 1e300, -5, True, [1], {"a": 1}])
def test_a_value_that_is_no_time_is_said_to_be_bad(value):
    for form in ("epoch", "excel", "iso", US):
        assert read(value, form).issue in {"bad_time", ""}


@settings(max_examples=tries(150))
@given(st.datetimes(min_value=datetime(2000, 1, 1), max_value=datetime(2099, 12, 31)))  # noqa: DTZ001
def test_our_patterns_read_what_strptime_reads(wall):
    for form in (US, "%Y-%m-%d %H:%M:%S", "%Y年%m月%d日 %H:%M", "%d.%m.%Y"):
        text = wall.strftime(form)
        assert parser_of(form)(text) == datetime.strptime(text, form)  # noqa: DTZ007
