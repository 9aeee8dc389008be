"""Laws of open time, and independent programs that reckon the same dues."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction
from math import ceil

import workclock
from hypothesis import given, settings
from hypothesis import strategies as st
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
)
from tests.support.clock_oracle import Oracle
from tests.support.depth import tries

from wuye_cli.domain.timekeeping.calendar import Calendar
from wuye_cli.domain.timekeeping.due import (
    Due,
    due,
    due_after,
    next_open,
    open_seconds,
    share_instant,
    walk,
)
from wuye_cli.domain.timekeeping.limit import Limit
from wuye_cli.domain.timekeeping.timeline import timeline_of

MINUTE, HOUR, DAY = 60, 3600, 86_400
CALENDARS = [ALWAYS, OFFICE, DUTY, EVENING, NIGHT, PLAIN, BERLIN, BERLIN_ALWAYS, NEW_YORK, CROWDED]
HOLIDAYS_NEAR = [
    at(text)
    for text in (
        "2026-02-13T00:00",
        "2026-03-07T12:00",
        "2026-03-28T12:00",
        "2026-09-30T00:00",
        "2026-10-24T12:00",
        "2026-12-31T00:00",
    )
]

calendars = st.sampled_from(CALENDARS)
instants = st.one_of(
    st.integers(at("2025-12-25T00:00"), at("2027-01-10T00:00")),
    st.builds(int.__add__, st.sampled_from(HOLIDAYS_NEAR), st.integers(0, 3 * DAY)),
)
limits = st.one_of(
    st.builds(Limit, st.integers(1, 900), st.just("m")),
    st.builds(Limit, st.integers(1, 60), st.just("h")),
    st.builds(Limit, st.integers(1, 15), st.sampled_from(["wd", "d"])),
)


@st.composite
def near_pauses(draw, start, step=1):
    """A few pauses about the start, which may overlap, touch, be empty or lie before it."""
    found = []
    for _ in range(draw(st.integers(0, 4))):
        begin = start + step * draw(st.integers(-DAY // step, 4 * DAY // step))
        found.append((begin, begin + step * draw(st.integers(0, 2 * DAY // step))))
    return found


@st.composite
def cases(draw):
    start = draw(instants)
    return draw(calendars), start, draw(near_pauses(start))


@st.composite
def odd_calendars(draw):
    """Any windows at all: overlapping, past midnight, closed days, three zones."""
    window = st.builds(lambda a, b: (a, a + b), st.integers(0, 1439), st.integers(1, 1440))
    day = st.lists(window, max_size=3).map(tuple)
    weekly = tuple(draw(st.lists(day, min_size=7, max_size=7)))
    zone = draw(
        st.sampled_from(
            ["Asia/Shanghai", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe"]
        )
    )
    # One open hour at least, so that stepping ends.
    return Calendar(
        id="odd", zone=zone, weekly=(*weekly[:6], (*weekly[6], (600, 660))), rest=draw(day)
    )


@settings(max_examples=tries(80), deadline=None)
@given(st.one_of(calendars, odd_calendars()), instants, st.integers(1, 20 * 60), st.data())
def test_the_due_is_where_stepping_minute_by_minute_arrives(calendar, start, minutes, data):
    start -= start % MINUTE
    pauses = data.draw(near_pauses(start, MINUTE))
    oracle = Oracle(calendar, MINUTE)
    expected = oracle.due_after(start, minutes * MINUTE, pauses)
    assert due(calendar, start, Limit(minutes, "m"), pauses).at == expected
    assert due_after(calendar, start, minutes * MINUTE, pauses) == expected


@settings(max_examples=tries(40), deadline=None)
@given(odd_calendars(), instants, st.integers(0, 3 * 24 * 60), st.data())
def test_open_time_is_what_stepping_minute_by_minute_counts(calendar, start, minutes, data):
    start -= start % MINUTE
    end = start + minutes * MINUTE
    pauses = data.draw(near_pauses(start, MINUTE))
    assert open_seconds(calendar, start, end, pauses) == Oracle(calendar, MINUTE).open_seconds(
        start, end, pauses
    )


@settings(max_examples=tries(40), deadline=None)
@given(calendars, instants, st.integers(1, 300), st.data())
def test_the_due_is_where_stepping_second_by_second_arrives(calendar, start, seconds, data):
    start = next_open(calendar, start)
    pauses = [
        (start + a, start + a + b)
        for a, b in data.draw(
            st.lists(st.tuples(st.integers(-60, 400), st.integers(0, 200)), max_size=5)
        )
    ]
    oracle = Oracle(calendar, 1)
    if oracle.open_seconds(start, start + 1500) >= 1500:
        assert due_after(calendar, start, seconds, pauses) == oracle.due_after(
            start, seconds, pauses
        )


@settings(max_examples=tries(100), deadline=None)
@given(
    st.sampled_from([OFFICE, DUTY, EVENING, NIGHT, PLAIN, BERLIN, NEW_YORK, CROWDED]),
    instants,
    st.integers(1, 12),
    st.sampled_from(["wd", "d"]),
)
def test_limits_of_days_end_where_counting_day_by_day_arrives(calendar, start, amount, unit):
    assert due(calendar, start, Limit(amount, unit)).at == Oracle(calendar, MINUTE).days_due(
        start, amount, unit
    )


def office_of_workclock(first, last):
    """The office as rules of the other program: seven days, the lunch, and every day off by date."""
    days = [date.fromordinal(number) for number in range(first.toordinal(), last.toordinal())]
    closed = [day for day in days if not OFFICE.windows_on(day)]
    rules = [
        workclock.WorkDay(time(8, 30), time(17, 30), days=range(7)),
        workclock.Break(time(12), time(13, 30), days=range(7)),
        workclock.Holidays(closed),
    ]
    return workclock.Schedule(rules, time_zone="Asia/Shanghai")


OTHER = office_of_workclock(date(2025, 12, 1), date(2027, 3, 1))


@settings(max_examples=tries(200), deadline=None)
@given(instants, st.integers(1, 80 * HOUR))
def test_another_program_finds_the_same_dues(start, seconds):
    found = OTHER.add(datetime.fromtimestamp(start, UTC), timedelta(seconds=seconds))
    assert due_after(OFFICE, start, seconds) == found.timestamp()


@settings(max_examples=tries(200), deadline=None)
@given(instants, st.integers(0, 40 * DAY))
def test_another_program_counts_the_same_open_time(start, length):
    found = OTHER.between(
        datetime.fromtimestamp(start, UTC), datetime.fromtimestamp(start + length, UTC)
    )
    assert open_seconds(OFFICE, start, start + length) == found.total_seconds()


@given(cases(), st.integers(0, 20 * DAY), st.integers(0, 20 * DAY))
def test_open_time_adds_up(case, first, second):
    calendar, start, pauses = case
    middle, end = start + first, start + first + second
    parts = open_seconds(calendar, start, middle, pauses) + open_seconds(
        calendar, middle, end, pauses
    )
    assert open_seconds(calendar, start, end, pauses) == parts


@given(cases(), limits)
def test_the_budget_is_used_up_at_the_due_and_not_a_second_before(case, limit):
    calendar, start, pauses = case
    found = due(calendar, start, limit, pauses)
    assert open_seconds(calendar, start, found.at, pauses) == found.budget
    assert open_seconds(calendar, start, found.at - 1, pauses) == found.budget - 1


@given(cases(), limits, st.integers(0, 5 * DAY))
def test_a_later_start_is_never_due_earlier(case, limit, later):
    calendar, start, _ = case
    assert due(calendar, start, limit).at <= due(calendar, start + later, limit).at


@given(cases(), limits, st.integers(1, 20))
def test_a_longer_limit_is_never_due_earlier(case, limit, more):
    calendar, start, pauses = case
    longer = Limit(limit.amount + more, limit.unit)
    assert due(calendar, start, limit, pauses).at <= due(calendar, start, longer, pauses).at


@given(cases(), limits)
def test_one_more_pause_never_makes_a_due_earlier(case, limit):
    calendar, start, pauses = case
    found = [due(calendar, start, limit, pauses[:number]).at for number in range(len(pauses) + 1)]
    assert found == sorted(found)


@given(cases(), limits, st.randoms(use_true_random=False))
def test_order_and_overlap_of_pauses_do_not_matter(case, limit, random):
    calendar, start, pauses = case
    cut = [part for a, b in pauses for part in ((a, (a + b) // 2), ((a + b) // 2, b), (a, b))]
    random.shuffle(cut)
    assert due(calendar, start, limit, cut) == due(calendar, start, limit, pauses)


@given(cases(), limits)
def test_a_pause_outside_hours_changes_nothing(case, limit):
    calendar, start, _ = case
    found = due(calendar, start, limit)
    days = walk(calendar, start, found.at)
    opening = next_open(calendar, start)
    before = [(start - DAY, start), (start, opening), (found.at, found.at + 9 * DAY)]
    assert due(calendar, start, limit, before).at == found.at
    assert sum(day.counted for day in days) == found.budget


@given(cases(), limits)
def test_the_explanation_gives_every_second_to_one_day(case, limit):
    calendar, start, pauses = case
    found = due(calendar, start, limit, pauses)
    days = walk(calendar, start, found.at, pauses)
    assert sum(day.counted for day in days) == found.budget
    assert sum(day.counted + day.paused for day in days) == open_seconds(calendar, start, found.at)
    assert [day.day for day in days] == sorted({day.day for day in days})


@given(cases(), limits, st.floats(0, 5, allow_nan=False))
def test_a_share_is_exact_and_rounded_up(case, limit, share):
    calendar, start, pauses = case
    found = due(calendar, start, limit, pauses)
    seconds = ceil(Fraction(str(share)) * found.budget)
    assert share_instant(calendar, start, found, share, pauses) == due_after(
        calendar, start, seconds, pauses
    )


@given(cases())
def test_next_open_is_the_first_instant_at_which_time_runs(case):
    calendar, start, _ = case
    opening = next_open(calendar, start)
    assert open_seconds(calendar, start, opening) == 0
    assert due_after(calendar, start, 1) == opening + 1


@given(cases(), st.integers(1, 400 * HOUR))
def test_the_order_in_which_years_are_compiled_does_not_matter(case, seconds):
    calendar, start, _ = case
    fresh = Calendar(**{name: getattr(calendar, name) for name in calendar.__struct_fields__})
    timeline_of(fresh).year(2028)
    assert due_after(fresh, start, seconds) == due_after(calendar, start, seconds)
    assert due(fresh, start, Limit(3, "wd")) == due(calendar, start, Limit(3, "wd"))


def test_a_due_without_missing_years_is_final():
    assert not Due(1, 1).provisional
