"""Calendars that the tests of timekeeping share, and instants written as people write them."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from wuye_cli.domain.timekeeping.calendar import Calendar, Holidays, parse_weekdays, parse_window
from wuye_cli.domain.timekeeping.limit import parse_limit

SHANGHAI = "+08:00"


def at(text):
    """An instant; Chinese time unless the text names an offset."""
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        moment = datetime.fromisoformat(text + SHANGHAI)
    return int(moment.timestamp())


def limit(text):
    return parse_limit(text)


def windows(*texts):
    return tuple(parse_window(text) for text in texts)


def weekly(**days):
    """`mon_fri=[…]` and the like; days left out are closed."""
    week = [()] * 7
    for text, hours in days.items():
        for day in parse_weekdays(text.replace("_", "-")):
            week[day] = windows(*hours)
    return tuple(week)


def span(first, last):
    start, end = date.fromisoformat(first), date.fromisoformat(last)
    return {start + timedelta(days=number) for number in range((end - start).days + 1)}


STATUTORY_2026 = (
    ("2026-01-01", "2026-01-03"),
    ("2026-02-15", "2026-02-23"),
    ("2026-04-04", "2026-04-06"),
    ("2026-05-01", "2026-05-05"),
    ("2026-06-19", "2026-06-21"),
    ("2026-09-25", "2026-09-27"),
    ("2026-10-01", "2026-10-07"),
)
WORKED_WEEKENDS_2026 = (
    "2026-01-04",
    "2026-02-14",
    "2026-02-28",
    "2026-05-09",
    "2026-09-20",
    "2026-10-10",
)

CN_2026 = Holidays(
    id="cn-2026",
    years=frozenset({2026}),
    rest=frozenset().union(*(span(*days) for days in STATUTORY_2026)),
    makeup=frozenset(map(date.fromisoformat, WORKED_WEEKENDS_2026)),
    fixed_fallback=frozenset({(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)}),
)

OFFICE_HOURS = ["08:30-12:00", "13:30-17:30"]

ALWAYS = Calendar(id="always", always=True)
BERLIN_ALWAYS = Calendar(id="berlin-always", zone="Europe/Berlin", always=True)
OFFICE = Calendar(id="office", weekly=weekly(mon_fri=OFFICE_HOURS), holidays=CN_2026)
DUTY = Calendar(
    id="duty",
    weekly=weekly(mon_sun=["08:00-20:00"]),
    rest=windows("09:00-17:00"),
    holidays=CN_2026,
)
EVENING = Calendar(id="evening", weekly=weekly(mon_fri=["18:00-02:00"]), holidays=CN_2026)
NIGHT = Calendar(id="night", weekly=weekly(mon_sun=["20:00-08:00"]))
PLAIN = Calendar(id="plain", weekly=weekly(mon_fri=["09:00-18:00"]))
BERLIN = Calendar(id="berlin", zone="Europe/Berlin", weekly=weekly(mon_sun=["00:00-08:00"]))
NEW_YORK = Calendar(
    id="new-york",
    zone="America/New_York",
    weekly=weekly(mon_fri=["09:00-17:00"], sat_sun=["22:00-04:00"]),
)
CROWDED = Calendar(  # the night runs into the next morning's window
    id="crowded",
    weekly=weekly(mon_fri=["19:00-09:00", "10:00-12:30", "07:00-11:00"], sun=["23:00-23:00"]),
)
"""Overlapping windows, within a day and with the day before."""
