"""What a revision of a calendar may change of days that are over: hours in general, no day."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest
from tests.support.calendars import STATUTORY_2026, WORKED_WEEKENDS_2026, span, weekly, windows

from wuye_cli.auditing.rules.past_days import _revised
from wuye_cli.domain.timekeeping.calendar import Calendar, Holidays

TODAY = date(2026, 11, 22)
HOLIDAYS = Holidays(
    years=frozenset({2026}),
    rest=frozenset(day for ends in STATUTORY_2026 for day in span(*ends)),
    makeup=frozenset(map(date.fromisoformat, WORKED_WEEKENDS_2026)),
)
OFFICE = Calendar(
    id="office",
    weekly=weekly(mon_fri=["08:30-12:00", "13:30-18:00"]),
    holidays=HOLIDAYS,
    exceptions={date(2026, 3, 9): windows("10:00-12:00")},
)
THEN = date(2026, 3, 4)


def days(**changes):
    return list(_revised(OFFICE, msgspec.structs.replace(OFFICE, **changes), TODAY))


@pytest.mark.parametrize(
    "changes",
    [
        {"weekly": weekly(mon_sun=["09:00-17:00"])},
        {"weekly": weekly(mon_fri=["10:30-12:00"]), "makeup": windows("10:30-12:00")},
        {"rest": windows("10:00-12:00")},
        {"exceptions": {**OFFICE.exceptions, date(2026, 12, 1): ()}},
    ],
    ids=["the week", "the week and make-up days", "days of rest", "a day to come"],
)
def test_hours_in_general_and_days_to_come_may_change(changes):
    assert days(**changes) == []


@pytest.mark.parametrize(
    ("changes", "day"),
    [
        ({"holidays": msgspec.structs.replace(HOLIDAYS, rest=HOLIDAYS.rest | {THEN})}, THEN),
        ({"exceptions": {**OFFICE.exceptions, THEN: ()}}, THEN),
        ({"exceptions": {date(2026, 3, 9): windows("08:30-18:00")}}, date(2026, 3, 9)),
        ({"exceptions": {}}, date(2026, 3, 9)),
    ],
    ids=["a holiday", "an exception", "other hours of its own", "no exception any more"],
)
def test_a_day_that_is_over_may_not(changes, day):
    assert days(**changes) == [day]
