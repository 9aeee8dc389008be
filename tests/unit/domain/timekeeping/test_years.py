"""Years without official holiday data, calendars that never open, and the ends of time."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest
from tests.support.calendars import ALWAYS, CN_2026, DUTY, EVENING, NIGHT, OFFICE, PLAIN, at, limit

from wuye_cli.domain.timekeeping.calendar import Calendar, Holidays
from wuye_cli.domain.timekeeping.due import (
    NeverOpenError,
    YearMissingError,
    due,
    due_after,
    end_of_days,
    next_open,
    open_seconds,
    walk,
)
from wuye_cli.domain.timekeeping.timeline import timeline_of


def test_a_strict_due_refuses_a_year_without_data():
    with pytest.raises(YearMissingError) as caught:
        due(OFFICE, at("2026-12-30T10:00"), limit("3wd"), strict=True)
    assert caught.value.code == "E_CALENDAR_YEAR_MISSING"
    assert caught.value.facts == {"year": 2027, "calendar": "office"}


def test_a_lenient_due_takes_the_statutory_days_and_says_so():
    found = due(OFFICE, at("2026-12-30T10:00"), limit("3wd"))
    assert found.at == at("2027-01-05T17:30")
    assert (found.missing, found.provisional) == ((2027,), True)


@pytest.mark.parametrize(
    ("calendar", "start", "text", "missing"),
    [
        (OFFICE, "2026-12-30T10:00", "1wd", ()),
        (OFFICE, "2026-12-31T16:30", "1h", ()),
        (OFFICE, "2026-12-31T16:30", "61m", (2027,)),
        (OFFICE, "2025-12-31T10:00", "1wd", ()),  # the day of the start is not counted
        (OFFICE, "2025-12-31T10:00", "1h", (2025,)),
        (OFFICE, "2025-12-30T10:00", "1wd", (2025,)),
        (OFFICE, "2025-12-30T10:00", "4wd", (2025,)),
        (OFFICE, "2025-12-27T10:00", "5d", ()),  # the days on the way do not matter
        (OFFICE, "2026-12-29T10:00", "3d", (2027,)),
        (OFFICE, "2025-12-31T16:30", "2h", (2025,)),
        (EVENING, "2026-12-31T23:00", "3h", ()),  # the night belongs to 31 December
        (EVENING, "2026-12-31T23:00", "181m", (2027,)),
        (EVENING, "2027-01-01T00:30", "1h", ()),
        (EVENING, "2027-01-01T00:30", "2h", (2027,)),
        (EVENING, "2027-01-01T02:00", "1h", (2027,)),
        (EVENING, "2026-01-01T00:30", "1h", (2025,)),  # open only if 31 December 2025 is
        (EVENING, "2026-01-01T02:00", "1h", ()),
        (ALWAYS, "2026-12-31T23:00", "3h", ()),
        (ALWAYS, "2026-12-31T23:00", "9wd", ()),
        (PLAIN, "2026-12-31T17:00", "3h", ()),
    ],
)
def test_only_years_of_days_that_were_needed_are_missing(calendar, start, text, missing):
    assert due(calendar, at(start), limit(text)).missing == missing


def test_two_missing_years_are_named_in_order():
    found = due(OFFICE, at("2026-12-31T10:00"), limit("270wd"))
    assert found.missing == (2027, 2028)


def test_a_pause_may_push_a_due_into_a_missing_year():
    pause = [(at("2026-12-31T09:00"), at("2026-12-31T17:30"))]
    start = at("2026-12-30T10:00")
    assert due(OFFICE, start, limit("1wd"), pause).missing == (2027,)
    late = [(at("2027-01-10T09:00"), at("2027-02-10T17:30"))]
    assert due(OFFICE, start, limit("1wd"), late).missing == ()


def test_days_of_a_missing_year_are_marked_in_the_explanation():
    days = walk(OFFICE, at("2026-12-31T17:00"), at("2027-01-04T09:00"))
    assert [day.missing for day in days] == [False, True, True, True, True]


def test_always_open_needs_no_announcement():
    assert msgspec.structs.replace(ALWAYS, holidays=CN_2026).is_announced(2031)
    assert PLAIN.is_announced(2031)
    assert OFFICE.is_announced(2026)
    assert not OFFICE.is_announced(2027)


@pytest.mark.parametrize("text", ["1m", "8h", "1wd", "1d"])
def test_a_calendar_that_never_opens_is_an_error_not_a_hang(text):
    with pytest.raises(NeverOpenError) as caught:
        due(Calendar(id="shut"), at("2026-06-10T10:00"), limit(text))
    assert caught.value.code == "E_CALENDAR_NEVER_OPEN"
    assert caught.value.facts == {"calendar": "shut"}


def test_next_open_of_a_calendar_that_never_opens_is_an_error():
    with pytest.raises(NeverOpenError):
        next_open(Calendar(id="shut"), at("2026-06-10T10:00"))


def test_a_calendar_open_on_holidays_only_has_no_working_day():
    holidays = Holidays(years=frozenset({2026}), fixed_fallback=frozenset({(10, 1)}))
    calendar = Calendar(id="stall", rest=((540, 600),), holidays=holidays)
    assert due(calendar, at("2026-06-10T10:00"), limit("1h")).at == at("2027-10-01T10:00")
    with pytest.raises(NeverOpenError):
        due(calendar, at("2026-06-10T10:00"), limit("1wd"))


def test_a_calendar_that_hardly_opens_ends_at_the_horizon():
    weekly = (((540, 541),), (), (), (), (), (), ())
    rare = Calendar(id="rare", weekly=weekly)
    with pytest.raises(NeverOpenError):
        due(rare, at("2026-06-10T10:00"), limit("100000m"))


@pytest.mark.parametrize("calendar", [ALWAYS, OFFICE])
@pytest.mark.parametrize("start", ["0001-01-01T00:00+00:00", "9999-12-31T23:59+00:00"])
@pytest.mark.parametrize("text", ["1h", "1wd", "100000d"])
def test_the_ends_of_the_calendar_are_an_error_not_a_crash(calendar, start, text):
    with pytest.raises(NeverOpenError):
        due(calendar, at(start), limit(text))


def test_a_pause_without_an_end_in_sight_is_an_error_not_a_hang():
    forever = [(at("2026-06-10T10:00"), at("9999-12-31T00:00"))]
    with pytest.raises(NeverOpenError):
        due(OFFICE, at("2026-06-10T09:00"), limit("2h"), forever)
    assert due(OFFICE, at("2026-06-10T09:00"), limit("1h"), forever).at == at("2026-06-10T10:00")


def test_next_open_is_now_or_the_next_opening():
    assert next_open(OFFICE, at("2026-06-10T09:07:01")) == at("2026-06-10T09:07:01")
    assert next_open(OFFICE, at("2026-06-10T12:00")) == at("2026-06-10T13:30")
    assert next_open(OFFICE, at("2026-09-30T17:30")) == at("2026-10-08T08:30")
    assert next_open(DUTY, at("2026-12-31T20:00")) == at("2027-01-01T09:00")
    assert next_open(NIGHT, at("2026-12-31T23:59:59")) == at("2026-12-31T23:59:59")
    assert next_open(NIGHT, at("2027-01-01T00:00")) == at("2027-01-01T00:00")
    assert next_open(ALWAYS, 5) == 5


def test_a_night_over_new_year_is_one_stretch():
    start, end = at("2026-12-31T20:00"), at("2027-01-01T08:00")
    assert open_seconds(NIGHT, start, end) == 12 * 3600
    assert due_after(NIGHT, start, 12 * 3600) == end
    assert due_after(NIGHT, start, 4 * 3600) == at("2027-01-01T00:00")


def test_civil_counting_leaves_the_first_day_out_and_the_last_day_whole():
    assert end_of_days(at("2026-06-10T23:59"), 7, "Asia/Shanghai") == at("2026-06-18T00:00")
    assert end_of_days(at("2026-10-24T23:30+02:00"), 1, "Europe/Berlin") == at(
        "2026-10-26T00:00+01:00"
    )
    assert end_of_days(at("2026-12-31T00:00"), 1, "Asia/Shanghai") == at("2027-01-02T00:00")


def test_no_seconds_are_over_at_once():
    assert due_after(OFFICE, 7, 0) == 7
    assert open_seconds(OFFICE, at("2026-06-10T10:00"), at("2026-06-10T09:00")) == 0


def test_a_year_of_the_office_has_its_known_working_days():
    year = timeline_of(OFFICE).year(2026)
    assert len(year.workdays) == 248
    assert year.total == 248 * 27_000
    assert date.fromordinal(year.workdays[0]) == date(2026, 1, 4)
