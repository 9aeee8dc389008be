"""Dues worked out by hand, as a table: calendar, start, limit, pauses, due."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest
from tests.support.calendars import (
    ALWAYS,
    BERLIN,
    BERLIN_ALWAYS,
    CROWDED,
    DUTY,
    EVENING,
    NEW_YORK,
    NIGHT,
    OFFICE,
    PLAIN,
    at,
    limit,
)

from wuye_cli.domain.timekeeping.due import due, share_instant, walk

OPEN_TIME = [
    ("ends on the lunch bell", OFFICE, "2026-06-10T09:30", "150m", "2026-06-10T12:00"),
    ("over lunch", OFFICE, "2026-06-10T11:00", "3h", "2026-06-10T15:30"),
    ("asked during lunch", OFFICE, "2026-06-10T13:10", "30m", "2026-06-10T14:00"),
    ("asked after closing", OFFICE, "2026-06-10T22:05", "1h", "2026-06-11T09:30"),
    ("asked at the closing instant", OFFICE, "2026-06-10T17:30", "1m", "2026-06-11T08:31"),
    ("uses the day up", OFFICE, "2026-06-10T08:30", "450m", "2026-06-10T17:30"),
    ("over a weekend", OFFICE, "2026-06-12T17:10", "1h", "2026-06-15T09:10"),
    ("a worked Saturday, then nine days off", OFFICE, "2026-02-14T16:30", "2h", "2026-02-24T09:30"),
    ("Friday into a worked Saturday", OFFICE, "2026-05-08T16:30", "2h", "2026-05-09T09:30"),
    ("a worked Sunday before the holiday", OFFICE, "2026-09-19T10:00", "1h", "2026-09-20T09:30"),
    ("holiday on working weekdays", OFFICE, "2026-04-30T17:00", "1h", "2026-05-06T09:00"),
    ("seconds count", OFFICE, "2026-06-10T11:59:41", "1m", "2026-06-10T13:30:41"),
    ("round the clock over midnight", ALWAYS, "2026-10-01T23:30", "1h", "2026-10-02T00:30"),
    ("short hours on a holiday", DUTY, "2026-02-17T15:30", "4h", "2026-02-18T11:30"),
    ("from short hours to long ones", DUTY, "2026-10-07T16:30", "2h", "2026-10-08T09:30"),
    ("a worked weekend has full hours", DUTY, "2026-05-09T18:00", "3h", "2026-05-10T09:00"),
    (
        "the night before a holiday still counts",
        EVENING,
        "2026-09-30T23:00",
        "4h",
        "2026-10-08T19:00",
    ),
    ("after midnight of a closed evening", EVENING, "2026-10-02T00:30", "1h", "2026-10-08T19:00"),
    ("after midnight of an open evening", EVENING, "2026-06-11T01:30", "1h", "2026-06-11T18:30"),
    ("through the night", NIGHT, "2026-06-10T23:30", "9h", "2026-06-11T20:30"),
    ("windows of two days overlap", CROWDED, "2026-06-10T06:00", "7h", "2026-06-10T19:30"),
    ("one window within a longer one", CROWDED, "2026-06-09T19:00", "18h", "2026-06-10T19:30"),
    ("Greenwich in, China reckoned", OFFICE, "2026-06-10T01:00+00:00", "1h", "2026-06-10T10:00"),
    (
        "round the clock, clock put forward",
        BERLIN_ALWAYS,
        "2026-03-29T01:30+01:00",
        "1h",
        "2026-03-29T03:30+02:00",
    ),
    (
        "round the clock, clock put back",
        BERLIN_ALWAYS,
        "2026-10-25T02:30+02:00",
        "1h",
        "2026-10-25T02:30+01:00",
    ),
    ("window an hour short", BERLIN, "2026-03-29T00:00+01:00", "450m", "2026-03-30T00:30+02:00"),
    ("window an hour long", BERLIN, "2026-10-25T00:00+02:00", "9h", "2026-10-25T08:00+01:00"),
    (
        "night over a change of the clock",
        NEW_YORK,
        "2026-03-07T23:00-05:00",
        "5h",
        "2026-03-08T23:00-04:00",
    ),
]

DAYS = [
    ("the next day at closing", OFFICE, "2026-06-10T10:00", "1wd", "2026-06-11T17:30"),
    ("the day of the start never counts", OFFICE, "2026-06-10T00:00", "1wd", "2026-06-11T17:30"),
    (
        "nine days off, worked Saturday counts",
        OFFICE,
        "2026-09-30T09:00",
        "3wd",
        "2026-10-10T17:30",
    ),
    ("asked within the holiday", OFFICE, "2026-10-05T12:00", "2wd", "2026-10-09T17:30"),
    ("worked Sunday counts", OFFICE, "2026-01-02T08:00", "1wd", "2026-01-04T17:30"),
    ("holiday hours make no working day", DUTY, "2026-04-30T10:00", "1wd", "2026-05-06T20:00"),
    ("closes after midnight", EVENING, "2026-06-10T20:00", "1wd", "2026-06-12T02:00"),
    (
        "after midnight the new date is the start day",
        EVENING,
        "2026-06-11T01:00",
        "1wd",
        "2026-06-13T02:00",
    ),
    ("across a month end", PLAIN, "2026-01-30T15:00", "2wd", "2026-02-03T18:00"),
    ("round the clock", ALWAYS, "2026-06-10T10:00", "1wd", "2026-06-12T00:00"),
    ("natural days", OFFICE, "2026-06-10T10:00", "5d", "2026-06-15T17:30"),
    ("natural days moved past a weekend", OFFICE, "2026-06-10T10:00", "3d", "2026-06-15T17:30"),
    ("natural days moved past holiday hours", DUTY, "2026-04-30T10:00", "1d", "2026-05-06T20:00"),
    ("natural days end on a worked Saturday", OFFICE, "2026-02-10T10:00", "4d", "2026-02-14T17:30"),
    (
        "natural days round the clock are not moved",
        ALWAYS,
        "2026-09-30T10:00",
        "3d",
        "2026-10-04T00:00",
    ),
    ("a day of 25 hours", BERLIN_ALWAYS, "2026-10-24T23:30+02:00", "1d", "2026-10-26T00:00+01:00"),
]

PAUSED = [
    (
        "a weekend gives back two hours",
        OFFICE,
        "2026-03-13T14:00",
        "8h",
        [("2026-03-13T16:00", "2026-03-16T09:00")],
        "2026-03-16T16:30",
    ),
    (
        "outside hours",
        OFFICE,
        "2026-06-10T16:30",
        "2h",
        [("2026-06-10T17:30", "2026-06-11T08:30")],
        "2026-06-11T09:30",
    ),
    (
        "empty",
        OFFICE,
        "2026-06-10T09:00",
        "1h",
        [("2026-06-10T09:30", "2026-06-10T09:30")],
        "2026-06-10T10:00",
    ),
    (
        "turned round is no pause",
        OFFICE,
        "2026-06-10T09:00",
        "1h",
        [("2026-06-10T09:50", "2026-06-10T09:10")],
        "2026-06-10T10:00",
    ),
    (
        "begun before the clock",
        OFFICE,
        "2026-06-10T09:00",
        "1h",
        [("2026-06-09T08:00", "2026-06-10T09:20")],
        "2026-06-10T10:20",
    ),
    (
        "twice within a minute",
        OFFICE,
        "2026-06-10T09:00",
        "1h",
        [
            ("2026-06-10T09:30:05", "2026-06-10T09:30:15"),
            ("2026-06-10T09:30:25", "2026-06-10T09:30:50"),
        ],
        "2026-06-10T10:00:35",
    ),
    (
        "overlapping",
        OFFICE,
        "2026-06-10T09:00",
        "1h",
        [("2026-06-10T09:20", "2026-06-10T09:40"), ("2026-06-10T09:30", "2026-06-10T09:50")],
        "2026-06-10T10:30",
    ),
    (
        "from the due on",
        OFFICE,
        "2026-06-10T09:00",
        "1h",
        [("2026-06-10T10:00", "2026-06-12T09:30")],
        "2026-06-10T10:00",
    ),
    (
        "days become open time",
        OFFICE,
        "2026-03-09T15:00",
        "1wd",
        [("2026-03-10T10:00", "2026-03-12T09:00")],
        "2026-03-12T16:30",
    ),
    (
        "days, paused outside hours",
        OFFICE,
        "2026-06-10T10:00",
        "1wd",
        [("2026-06-10T18:00", "2026-06-11T08:00")],
        "2026-06-11T17:30",
    ),
    (
        "round the clock",
        ALWAYS,
        "2026-06-10T10:00",
        "1h",
        [("2026-06-10T10:30", "2026-06-10T11:30")],
        "2026-06-10T12:00",
    ),
    (
        "days round the clock",
        ALWAYS,
        "2026-06-10T10:00",
        "1d",
        [("2026-06-10T12:00", "2026-06-10T15:00")],
        "2026-06-12T03:00",
    ),
]


def named(table):
    return [pytest.param(*row[1:], id=row[0]) for row in table]


@pytest.mark.parametrize(("calendar", "start", "text", "expected"), named(OPEN_TIME + DAYS))
def test_a_limit_runs_out_when_reckoned_by_hand(calendar, start, text, expected):
    found = due(calendar, at(start), limit(text), strict=True)
    assert found.at == at(expected)
    assert not found.provisional


@pytest.mark.parametrize(("calendar", "start", "text", "pauses", "expected"), named(PAUSED))
def test_a_pause_takes_open_time_away_and_nothing_else(calendar, start, text, pauses, expected):
    stops = [(at(begin), at(end)) for begin, end in pauses]
    assert due(calendar, at(start), limit(text), stops, strict=True).at == at(expected)


def test_a_dated_exception_comes_before_everything_else():
    storm = msgspec.structs.replace(OFFICE, exceptions={date.fromisoformat("2026-07-15"): ()})
    opened = msgspec.structs.replace(
        OFFICE, exceptions={date.fromisoformat("2026-10-01"): ((600, 660),)}
    )
    assert due(storm, at("2026-07-14T17:00"), limit("1h")).at == at("2026-07-16T09:00")
    assert due(storm, at("2026-07-14T17:00"), limit("1wd")).at == at("2026-07-16T17:30")
    assert due(opened, at("2026-09-30T17:00"), limit("1h")).at == at("2026-10-01T10:30")
    assert due(opened, at("2026-09-30T17:00"), limit("1wd")).at == at("2026-10-01T11:00")


SHARES = [
    (DUTY, "2026-06-13T18:00", "4h", 0.8, "2026-06-14T09:12"),
    (DUTY, "2026-06-13T18:00", "4h", 1.5, "2026-06-14T12:00"),
    (PLAIN, "2026-06-09T17:00", "4h", 0.75, "2026-06-10T11:00"),
    (OFFICE, "2026-06-10T10:00", "1wd", 0.8, "2026-06-11T14:48"),
    (OFFICE, "2026-06-10T10:00", "1wd", 1.0, "2026-06-11T17:30"),
    (OFFICE, "2026-06-10T10:00", "1m", 0.33, "2026-06-10T10:00:20"),
    (OFFICE, "2026-06-10T10:00", "1m", 0, "2026-06-10T10:00"),
    (ALWAYS, "2026-06-10T10:00", "10m", 2.0, "2026-06-10T10:20"),
]


@pytest.mark.parametrize(("calendar", "start", "text", "share", "expected"), SHARES)
def test_a_step_of_the_ladder_is_a_share_of_open_time(calendar, start, text, share, expected):
    found = due(calendar, at(start), limit(text))
    assert share_instant(calendar, at(start), found, share) == at(expected)


def test_a_step_of_the_ladder_waits_while_the_clock_is_paused():
    start, stops = at("2026-06-10T09:00"), [(at("2026-06-10T09:30"), at("2026-06-10T14:00"))]
    found = due(OFFICE, start, limit("1h"), stops)
    assert share_instant(OFFICE, start, found, 0.5, stops) == at("2026-06-10T09:30")
    assert share_instant(OFFICE, start, found, 0.8, stops) == at("2026-06-10T14:18")
    assert share_instant(OFFICE, start, found, 1, stops) == found.at


@pytest.mark.parametrize("share", [-0.5, float("nan"), float("inf")])
def test_a_share_is_a_number_of_zero_or_more(share):
    found = due(OFFICE, at("2026-06-10T09:00"), limit("1h"))
    with pytest.raises(ValueError, match=str(share)):
        share_instant(OFFICE, at("2026-06-10T09:00"), found, share)


def test_a_due_is_explained_day_by_day():
    start, stops = at("2026-02-13T16:30"), [(at("2026-02-14T09:00"), at("2026-02-14T13:30"))]
    found = due(OFFICE, start, limit("8h"), stops)
    days = walk(OFFICE, start, found.at, stops)
    assert found.at == at("2026-02-24T11:00")
    assert [(day.kind, day.counted // 60, day.paused // 60) for day in days] == [
        ("weekly", 60, 0),
        ("makeup", 270, 180),
        *[("rest", 0, 0)] * 9,
        ("weekly", 150, 0),
    ]
    assert sum(day.counted for day in days) == found.budget


def test_the_explanation_of_a_night_stays_with_its_evening():
    days = walk(NIGHT, at("2026-06-10T21:00"), at("2026-06-11T03:00"))
    assert [(str(day.day), day.counted // 3600) for day in days] == [("2026-06-10", 6)]


def test_the_explanation_of_no_time_is_empty():
    assert walk(OFFICE, at("2026-06-10T21:00"), at("2026-06-10T21:00")) == ()


def test_a_span_after_midnight_begins_with_the_day_whose_night_it_is():
    days = walk(NIGHT, at("2026-06-11T02:00"), at("2026-06-11T03:00"))
    assert [(one.day, one.counted) for one in days] == [(date(2026, 6, 10), 3600)]
    edge = walk(NIGHT, at("2026-06-11T08:00"), at("2026-06-11T21:00"))
    assert [(one.day, one.counted) for one in edge] == [(date(2026, 6, 11), 3600)]


def test_working_days_may_take_years():
    found = due(PLAIN, at("2026-06-10T10:00"), limit("1000wd"))
    assert found.at == at("2030-04-10T18:00")  # 200 weeks of five days
