"""Family T, the calendars: hours that are never open, run over, or were changed backwards."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from wuye_cli.checking.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wuye_cli.checking.facts import StoreFacts

AHEAD = timedelta(days=60)
"""So long before a year its holidays should be there."""


def _file(folder: str, name: str) -> str:
    return f"standards/{folder}/{name}.yaml"


def never_open(store: StoreFacts) -> Iterator[Finding]:
    """T007: a calendar that is open on no day of the week."""
    for calendar in store.rules.calendars.values():
        if not calendar.always and not any(calendar.weekly):
            path = _file("calendars", calendar.id)
            yield Finding(
                rule="T007", path=path, where=("weekly",), facts={"calendar": calendar.id}
            )


def inverted_hours(store: StoreFacts) -> Iterator[Finding]:
    """T009: a window past midnight that runs into the hours of the next day."""
    for calendar in store.rules.calendars.values():
        for day, windows in enumerate(calendar.weekly):
            following = calendar.weekly[(day + 1) % 7]
            lapping = windows and following and windows[-1][1] - 1440 > following[0][0]
            if lapping:
                path = _file("calendars", calendar.id)
                facts = {"calendar": calendar.id, "minutes": windows[-1][1] - 1440}
                yield Finding(rule="T009", path=path, where=("weekly",), facts=facts)
                break


def year_missing(store: StoreFacts) -> Iterator[Finding]:
    """T010: no announced holidays for this year, or for one that begins within sixty days."""
    tables = {
        calendar.holidays.id: calendar.holidays
        for calendar in store.rules.calendars.values()
        if calendar.holidays is not None
    }
    years = sorted({store.today.year, (store.today + AHEAD).year})
    for name, table in sorted(tables.items()):
        for year in years:
            if year not in table.years:
                path = _file("holidays", name)
                yield Finding(rule="T010", path=path, where=("years",), facts={"year": year})


def revised_backwards(store: StoreFacts) -> Iterator[Finding]:
    """T022: a day already past when the calendar was revised has other hours than before.

    A year that was not announced before may be filled in at any time.
    """
    for name, (before, revised_on) in sorted(store.earlier_calendars.items()):
        after = store.rules.calendars.get(name)
        if after is None:
            continue
        day = revised_on - timedelta(days=1)
        first = revised_on - timedelta(days=730)
        while day >= first:
            if before.is_announced(day.year) and before.resolve(day)[1] != after.resolve(day)[1]:
                path = _file("calendars", name)
                yield Finding(rule="T022", path=path, facts={"day": day.isoformat()})
                break
            day -= timedelta(days=1)
