"""Calendars on a page: the list, a month drawn day by day, a year, and the gaps ahead."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import groupby
from typing import TYPE_CHECKING

from wuye_cli.domain.timekeeping.calendar import EXCEPTION, MAKEUP, REST, WEEKLY, format_window
from wuye_cli.i18n.catalog import pick, sentence
from wuye_cli.render.colour import paint
from wuye_cli.render.page_parts import entries, entry, listed
from wuye_cli.render.plain import clean
from wuye_cli.render.tables import table
from wuye_cli.render.times import hours_text
from wuye_cli.render.width import width

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from wuye_cli.domain.timekeeping.calendar import Calendar, Windows

_CELL = 6
_DECEMBER = 12
_SUNDAY = 6
_ROLES = {REST: "bad", MAKEUP: "warn", EXCEPTION: "id"}
_DAY_NAMES = ("一二三四五六日", ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"))


def weekday_name(number: int) -> str:
    """Return the short name of a day of the week, Monday = 0."""
    return pick(_DAY_NAMES[0][number], _DAY_NAMES[1][number])


def windows_text(windows: Windows) -> str:
    """Return windows as a standard writes them, or the word for closed."""
    return " ".join(format_window(window) for window in windows) or sentence("daykind.closed")


def week_text(calendar: Calendar) -> str:
    """Return the weekly pattern in words, days alike put together."""
    if calendar.always:
        return sentence("calendar.always")
    runs = []
    for windows, days in groupby(range(7), key=lambda day: calendar.weekly[day]):
        numbers = list(days)
        first, last = weekday_name(numbers[0]), weekday_name(numbers[-1])
        span = first if len(numbers) == 1 else pick(f"{first}至{last}", f"{first}-{last}")
        runs.append(f"{pick('周', '')}{span} {windows_text(windows)}")
    return pick("；", "; ").join(runs)


def calendar_table(
    calendars: Sequence[Calendar], about: Mapping[str, Mapping[str, str]]
) -> tuple[list[str], list[list[str]]]:
    """Return heads and rows of the list of calendars."""
    heads = [sentence(f"calendar.{head}") for head in ("id", "label", "hours", "known")]
    rows = [
        [
            calendar.id,
            title_of(about.get(calendar.id, {})),
            week_text(calendar),
            known_years(calendar),
        ]
        for calendar in calendars
    ]
    return heads, rows


def title_of(about: Mapping[str, str]) -> str:
    """Return the label that a file states, in the language in use."""
    zh, en = about.get("label", ""), about.get("label_en", "")
    return clean(pick(zh or en, en or zh))


def known_years(calendar: Calendar) -> str:
    """Return the years whose holidays are in the data, as spans."""
    if calendar.always or calendar.holidays is None:
        return sentence("calendar.needs_none")
    years = sorted(calendar.holidays.years)
    spans: list[list[int]] = []
    for year in years:
        if spans and year == spans[-1][1] + 1:
            spans[-1][1] = year
        else:
            spans.append([year, year])
    return listed(str(a) if a == b else f"{a}-{b}" for a, b in spans)


def month_page(calendar: Calendar, month: date, *, colour: bool) -> list[str]:
    """Draw a month: a grid with rest, make-up and special days marked, and what it comes to."""
    days = days_of_month(month)
    head = sentence("calendar.month", year=str(month.year), month=f"{month.month:02}")
    lines = [f"{head}  {totals_text(calendar, days)}", ""]
    lines.append("".join(_padded(weekday_name(number)) for number in range(7)).rstrip())
    row = [" " * _CELL] * days[0].weekday()
    for day in days:
        row.append(_cell(calendar, day, colour=colour))
        if day.weekday() == _SUNDAY or day == days[-1]:
            lines.append("".join(row).rstrip())
            row = []
    return [*lines, "", sentence("calendar.legend")]


def days_of_month(month: date) -> list[date]:
    """Return the days of the month that a day lies in."""
    day, days = month.replace(day=1), []
    while day.month == month.month:
        days.append(day)
        day += timedelta(days=1)
    return days


def totals_text(calendar: Calendar, days: Sequence[date]) -> str:
    """Return on how many days a calendar opens, and for how long."""
    counted = [minutes_of(calendar.windows_on(day)) for day in days]
    opened = sum(1 for minutes in counted if minutes)
    return sentence("calendar.totals", days=str(opened), hours=hours_text(sum(counted) * 60))


def minutes_of(windows: Windows) -> int:
    """Return the minutes of a day's windows."""
    return sum(end - start for start, end in windows)


def _padded(text: str) -> str:
    return text + " " * (_CELL - width(text))


def _cell(calendar: Calendar, day: date, *, colour: bool) -> str:
    kind, windows = calendar.resolve(day)
    mark = sentence(f"daymark.{kind}") if kind != WEEKLY else "" if windows else "-"
    text = f"{day.day:>2}{mark}"
    return paint(text, _ROLES.get(kind, ""), on=colour) + " " * (_CELL - width(text))


def special_days(calendar: Calendar, days: Sequence[date]) -> list[tuple[str, str]]:
    """Return the hours of the kinds of days that occur, for the lines under a month."""
    kinds = dict.fromkeys(calendar.day_kind(day) for day in days)
    pairs = [(sentence("calendar.week"), week_text(calendar))]
    if MAKEUP in kinds:
        pairs.append((sentence("daykind.makeup"), windows_text(calendar.makeup_windows)))
    if REST in kinds:
        pairs.append((sentence("daykind.rest"), windows_text(calendar.rest)))
    pairs += [
        (f"{day:%m-%d} {sentence('daykind.exception')}", windows_text(calendar.exceptions[day]))
        for day in days
        if calendar.day_kind(day) == EXCEPTION
    ]
    return pairs


def year_page(calendar: Calendar, year: int, *, columns: int | None) -> list[str]:
    """Draw a year: a line a month with its open time, rest and make-up days."""
    heads = [sentence(f"calendar.{head}") for head in ("of_month", "days", "time", "off", "made")]
    rows = []
    for number in range(1, _DECEMBER + 1):
        days = days_of_month(date(year, number, 1))
        minutes = [minutes_of(calendar.windows_on(day)) for day in days]
        rows.append(
            [
                f"{year}-{number:02}",
                str(sum(1 for each in minutes if each)),
                hours_text(sum(minutes) * 60),
                _spans([day for day in days if calendar.day_kind(day) == REST]),
                _spans([day for day in days if calendar.day_kind(day) == MAKEUP]),
            ]
        )
    return table(heads, rows, right={1, 2}, columns=columns).split("\n")


def _spans(days: Sequence[date]) -> str:
    """Return days of a month as numbers, those in a row as a span."""
    spans: list[list[int]] = []
    for day in days:
        if spans and day.day == spans[-1][1] + 1:
            spans[-1][1] = day.day
        else:
            spans.append([day.day, day.day])
    return " ".join(str(a) if a == b else f"{a}-{b}" for a, b in spans)


def calendar_page(
    calendar: Calendar,
    body: Sequence[str],
    *,
    about: Mapping[str, str],
    facts: Sequence[tuple[str, str]],
    columns: int | None,
) -> str:
    """Draw a calendar: its names, the month or year, and where it is written."""
    title = title_of(about)
    name = f"{title}{pick('（', ' (')}{calendar.id}{pick('）', ')')}" if title else calendar.id
    return "\n".join([name, *body, "", *entries(facts, columns=columns)])


def written_facts(
    calendar: Calendar, about: Mapping[str, str], paths: Sequence[str], year: int
) -> list[tuple[str, str]]:
    """Return where a calendar is written, on what basis, and the notice of a year's holidays."""
    table_of = calendar.holidays
    facts = [
        (sentence("show.path"), listed(paths)),
        (sentence("show.basis"), clean(about.get("basis", "")) or sentence("basis.none")),
        (sentence("show.zone"), calendar.zone),
    ]
    if table_of is not None and not calendar.always:
        source = table_of.sources.get(str(year), "") or table_of.source
        known = year in table_of.years
        said = clean(source) if known else sentence("calendar.unannounced", year=str(year))
        facts.append((sentence("calendar.holidays"), said))
    return facts


def gap_lines(
    gaps: Sequence[tuple[int, str, Sequence[str], date, int]], *, columns: int | None
) -> list[str]:
    """Draw the years without data: year, file, calendars, first day, days until then."""
    lines: list[str] = []
    for year, path, calendars, begins, in_days in gaps:
        said = sentence(
            "calendar.gap",
            year=str(year),
            calendars=listed(calendars),
            begins=begins.isoformat(),
            days=str(in_days),
        )
        lines += entry(path, said, columns=columns)
    return lines
