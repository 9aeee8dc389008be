"""Windows and weekdays as text, kinds of days, zones."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import chinese_calendar
import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support.calendars import ALWAYS, CN_2026, DUTY, OFFICE, at, windows

from wuye_cli.domain.timekeeping.calendar import (
    Calendar,
    Holidays,
    format_window,
    parse_time,
    parse_weekdays,
    parse_window,
)
from wuye_cli.domain.timekeeping.timeline import timeline_of
from wuye_cli.domain.timekeeping.zone import RuledZone, is_zone, local_ordinal, zone_for


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("08:30-12:00", (510, 720)),
        ("00:00-24:00", (0, 1440)),
        ("20:00-08:00", (1200, 1920)),
        ("09:00-09:00", (540, 1980)),
        ("18:00-00:00", (1080, 1440)),
        ("00:00-00:00", (0, 1440)),
    ],
)
def test_a_window_is_read(text, expected):
    assert parse_window(text) == expected


@pytest.mark.parametrize(
    "text",
    ["", "8:30-12:00", "08:30", "08:30-", "08:30–12:00", "24:00-08:00", "08:60-09:00", "25:00-26:00",
     "08:30-24:01", " 08:30-12:00", "08:30-12:00-13:00", "-8:30-12:00", "０8:30-12:00", "08.30-12.00",
     "08:30-12:00\n", "+8:30-12:00"],
)  # fmt: skip
def test_anything_else_is_no_window(text):
    with pytest.raises(ValueError, match=f"^{re.escape(text)}$"):
        parse_window(text)


@given(st.integers(0, 1439), st.integers(1, 1440))
def test_a_window_is_written_as_it_is_read(start, length):
    assert parse_window(format_window((start, start + length))) == (start, start + length)


def test_a_time_of_day_is_read_and_anything_else_is_none():
    assert [parse_time(text) for text in ("00:00", "08:30", "24:00")] == [0, 510, 1440]
    for text in ("24:01", "8:30", "-1:00", ""):
        with pytest.raises(ValueError, match=f"^{text}$"):
            parse_time(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("mon-fri", (0, 1, 2, 3, 4)),
        ("sat", (5,)),
        ("wed,mon", (0, 2)),
        ("mon-sun", tuple(range(7))),
        ("mon-tue,sun", (0, 1, 6)),
    ],
)
def test_weekdays_are_read(text, expected):
    assert parse_weekdays(text) == expected


@pytest.mark.parametrize(
    "text", ["", "monday", "Mon", "fri-mon", "mon,mon", "mon-fri,wed", "mon-", "mon, tue", "一"]
)
def test_anything_else_is_no_weekday(text):
    with pytest.raises(ValueError, match=f"^{re.escape(text)}$"):
        parse_weekdays(text)


def test_a_day_is_resolved_exception_makeup_rest_weekly():
    day = date(2026, 10, 10)
    both = msgspec.structs.replace(CN_2026, rest=CN_2026.rest | {day})
    calendar = msgspec.structs.replace(DUTY, makeup=windows("07:00-08:00"), holidays=both)
    closed = msgspec.structs.replace(calendar, exceptions={day: ()})
    assert (closed.day_kind(day), closed.windows_on(day)) == ("exception", ())
    assert (calendar.day_kind(day), calendar.windows_on(day)) == ("makeup", ((420, 480),))
    assert (calendar.day_kind(date(2026, 10, 1)), calendar.windows_on(date(2026, 10, 1))) == (
        "rest",
        ((540, 1020),),
    )
    assert (calendar.day_kind(date(2026, 10, 9)), calendar.windows_on(date(2026, 10, 9))) == (
        "weekly",
        ((480, 1200),),
    )


def test_a_makeup_day_without_windows_of_its_own_is_like_the_first_open_weekday():
    assert OFFICE.windows_on(date(2026, 10, 10)) == OFFICE.weekly[0]
    weekly = ((), ((600, 660),), ((700, 710),), (), (), (), ())
    assert Calendar(id="odd", weekly=weekly).makeup_windows == ((600, 660),)
    closed = msgspec.structs.replace(OFFICE, makeup=())
    assert closed.windows_on(date(2026, 10, 10)) == ()


def test_statutory_days_stand_in_only_for_years_not_announced():
    assert OFFICE.day_kind(date(2027, 10, 1)) == "rest"
    assert OFFICE.day_kind(date(2027, 10, 4)) == "weekly"
    only = Holidays(years=frozenset({2026}), fixed_fallback=frozenset({(3, 10)}))
    assert msgspec.structs.replace(OFFICE, holidays=only).day_kind(date(2026, 3, 10)) == "weekly"


def test_always_open_is_open_whatever_the_day():
    assert ALWAYS.windows_on(date(2026, 10, 1)) == ((0, 1440),)


@pytest.mark.parametrize("number", range(365))
def test_every_day_of_2026_works_as_an_independent_calendar_says(number):
    day = date.fromordinal(date(2026, 1, 1).toordinal() + number)
    assert bool(OFFICE.windows_on(day)) == chinese_calendar.is_workday(day)


def test_calendars_with_the_same_text_are_equal_whatever_was_compiled():
    fresh = msgspec.structs.replace(OFFICE)
    timeline_of(OFFICE).year(2026)
    assert fresh == OFFICE


def test_a_command_compiles_only_the_years_that_it_needs():
    calendar = msgspec.structs.replace(OFFICE)
    timeline_of(calendar).advance(at("2026-06-10T10:00"), 3600)
    assert list(timeline_of(calendar)._years) == [2026]


def test_chinese_time_needs_no_zone_database_and_agrees_with_it():
    shanghai = ZoneInfo("Asia/Shanghai")
    quick, slow = zone_for("Asia/Shanghai", 1992), RuledZone(shanghai)
    days = range(date(1991, 12, 31).toordinal(), date(2040, 1, 1).toordinal(), 7)
    assert all(
        quick.at(day, minutes) == slow.at(day, minutes)
        for day in days
        for minutes in (0, 1, 1439, 2000)
    )
    assert isinstance(zone_for("Asia/Shanghai", 1991), RuledZone)


@given(
    st.integers(-2_000_000_000, 4_000_000_000),
    st.sampled_from(["Asia/Shanghai", "UTC", "Europe/Berlin", "America/New_York"]),
)
def test_the_local_day_is_that_of_the_zone_database(instant, name):
    assert (
        local_ordinal(instant, name)
        == datetime.fromtimestamp(instant, UTC).astimezone(ZoneInfo(name)).toordinal()
    )


@pytest.mark.parametrize(
    "name",
    ["", "Asia", "Mars/Base", "../../etc/passwd", "/etc/localtime", "a\0b", "Asia/Shanghai "],
)
def test_hostile_names_are_no_zones(name):
    assert not is_zone(name)
    assert is_zone("Europe/Berlin")


def test_a_time_that_the_clock_skips_or_repeats_is_the_one_before_the_change():
    berlin = zone_for("Europe/Berlin", 2026)
    skipped, repeated = date(2026, 3, 29).toordinal(), date(2026, 10, 25).toordinal()
    assert berlin.at(skipped, 150) == at("2026-03-29T03:30+02:00")
    assert berlin.at(repeated, 150) == at("2026-10-25T02:30+02:00")
