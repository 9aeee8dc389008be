"""The shipped holidays agree with two independent tables, day by day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from tests.store.codecs import starter

chinese_calendar = pytest.importorskip("chinese_calendar")

# Listed as holidays there, but the notice for 2024 only says that 1 January joins the weekend:
# nobody got these two days by notice. They are off either way, as a plain Saturday and Sunday.
PLAIN_WEEKEND = {date(2023, 12, 30), date(2023, 12, 31)}


def table():
    return starter.rules().calendars["office"].holidays


def days():
    day = date(2020, 1, 1)
    while day.year < 2027:
        yield day
        day += timedelta(days=1)


def is_off(day):
    """Whether a day is off by our table: a rest day, or a weekend that is not worked."""
    found = table()
    return day in found.rest or (day.weekday() >= 5 and day not in found.makeup)


def test_every_day_of_seven_years_is_off_or_worked_as_chinesecalendar_has_it():
    assert [day for day in days() if is_off(day) != chinese_calendar.is_holiday(day)] == []


def test_rest_days_are_those_of_chinesecalendar_but_for_one_plain_weekend():
    theirs = {day for day in chinese_calendar.constants.holidays if 2020 <= day.year <= 2026}
    assert theirs - table().rest == PLAIN_WEEKEND
    assert table().rest - theirs == set()


def test_make_up_days_are_those_of_chinesecalendar():
    theirs = {day for day in chinese_calendar.constants.workdays if 2020 <= day.year <= 2026}
    assert table().makeup == theirs


def test_every_year_is_as_the_holidays_package_has_it():
    holidays = pytest.importorskip("holidays")
    china = holidays.China(years=range(2020, 2027))
    theirs = [
        day
        for day in days()
        if (day in china or day.weekday() >= 5) and day not in china.weekend_workdays
    ]
    assert theirs == [day for day in days() if is_off(day)]


def test_make_up_days_are_weekend_days_and_never_rest_days():
    assert all(day.weekday() >= 5 for day in table().makeup)
    assert not table().makeup & table().rest


def test_the_traps_of_three_years():
    assert date(2022, 12, 31) in table().rest
    assert {date(2020, 1, 31), date(2020, 2, 1), date(2020, 2, 2)} <= table().rest
    assert date(2020, 2, 3) not in table().rest | table().makeup


def test_each_year_has_its_own_notice_and_2027_is_said_to_be_unknown():
    assert set(table().sources) == {str(year) for year in table().years}
    assert all("国务院办公厅关于" in text and "gov.cn" in text for text in table().sources.values())
    assert table().years == set(range(2020, 2027))
    assert starter.tree("holidays/cn.yaml")["not_announced"] == ["2027"]


def test_so_many_days_a_year():
    counts = {
        year: (
            sum(day.year == year for day in table().rest),
            sum(day.year == year for day in table().makeup),
        )
        for year in sorted(table().years)
    }
    assert counts == {
        2020: (30, 6),
        2021: (31, 7),
        2022: (32, 7),
        2023: (26, 7),
        2024: (28, 8),
        2025: (28, 5),
        2026: (33, 6),
    }
