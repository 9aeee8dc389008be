"""Codec of calendars and holidays: `standards/calendars/*.yaml`, `standards/holidays/*.yaml`."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

from wuye_cli.domain.timekeeping.calendar import (
    Calendar,
    Holidays,
    Windows,
    format_window,
    parse_weekdays,
    parse_window,
)
from wuye_cli.domain.timekeeping.zone import is_zone
from wuye_cli.store.codecs.reading import Node, Problem, check_id, kind_of, nearest, read_day

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

_LEAP_YEAR = 2024
_ABOUT = ("schema", "label", "label_en", "basis", "timezone")
_CALENDAR_KEYS = (*_ABOUT, "always", "holidays", "weekly", "makeup", "rest", "exceptions")
_ALWAYS_KEYS = (*_ABOUT, "always")
_HOLIDAY_KEYS = (
    "schema",
    "label",
    "label_en",
    "source",
    "sources",
    "years",
    "not_announced",
    "rest",
    "makeup",
    "fixed_fallback",
)


def read_holidays(name: str, tree: Any) -> tuple[Holidays | None, list[Problem]]:
    """Read one holiday table; None if the tree is no mapping, else what could be read."""
    problems: list[Problem] = []
    node = Node(tree, problems)
    check_id(node, name)
    node.schema("holidays")
    if not node.fields(_HOLIDAY_KEYS, required=("years", "rest", "makeup")):
        return None, problems
    _check_texts(node)
    years = _years(node.at("years"))
    sources = node.at("sources").words()
    rest, makeup = _days(node.at("rest")), _days(node.at("makeup"))
    _check_sources(node, years, sources)
    for year in sorted(years & _years(node.at("not_announced"))):
        node.at("not_announced").report("S010", value=year)
    for day in sorted(rest & makeup):
        node.report("T011", day=day.isoformat())
    table = Holidays(
        id=name,
        source=node.at("source").text(),
        sources=sources,
        years=years,
        rest=rest,
        makeup=makeup,
        fixed_fallback=_month_days(node.at("fixed_fallback")),
    )
    return table, problems


def _check_texts(node: Node) -> None:
    """Report what people read and no due depends on, where it is no text."""
    for name in ("label", "label_en", "basis"):
        node.at(name).text()


def _check_sources(node: Node, years: frozenset[int], sources: Mapping[str, str]) -> None:
    """Ask for a source: one for the whole table, or one for each year."""
    if node.at("source").present:
        return
    if not node.at("sources").present:
        node.report("S002", field="source")
        return
    for year in sorted(years):
        if str(year) not in sources:
            node.at("sources").report("S002", field=str(year))


def _years(node: Node) -> frozenset[int]:
    """Read years, written as numbers or as texts."""
    found: set[int] = set()
    for item in node.items() if node.present else []:
        text = str(item.value)
        if kind_of(item.value) not in ("whole", "text"):
            item.report("S003", wanted="year", got=kind_of(item.value))
        elif len(text) == len("2026") and text.isascii() and text.isdigit():
            found.add(int(text))
        else:
            item.report("S006", value=text, wanted="year")
    return frozenset(found)


def _days(node: Node) -> frozenset[date]:
    """Read a list of dates."""
    return frozenset(day for item in node.items() if (day := item.day()))


def _month_days(node: Node) -> frozenset[tuple[int, int]]:
    """Read days of any year, written `MM-DD`."""
    found: set[tuple[int, int]] = set()
    for item in node.items() if node.present else []:
        if item.is_a(str, "month-day") and (day := read_day(item, f"{_LEAP_YEAR}-{item.value}")):
            found.add((day.month, day.day))
    return frozenset(found)


def read_calendar(
    name: str, tree: Any, *, holidays: Mapping[str, Holidays], zone: str
) -> tuple[Calendar | None, list[Problem]]:
    """Read one calendar.

    Args:
        name: Its id, that of the file.
        tree: The plain tree of the file or of the body in a case file.
        holidays: The holiday tables that it may name.
        zone: IANA zone of a calendar that names none.

    Returns:
        The calendar, or None if the tree is no mapping; and every problem found.
    """
    problems: list[Problem] = []
    node = Node(tree, problems)
    check_id(node, name)
    node.schema("calendar")
    always = node.at("always").flag()
    known = _ALWAYS_KEYS if always else _CALENDAR_KEYS
    if not node.fields(known, required=() if always else ("weekly",)):
        return None, problems
    _check_texts(node)
    calendar = Calendar(
        id=name,
        zone=_zone(node.at("timezone"), zone),
        always=always,
        weekly=read_week(node.at("weekly")),
        makeup=read_windows(node.at("makeup")) if node.at("makeup").present else None,
        rest=read_windows(node.at("rest")),
        exceptions=_exceptions(node.at("exceptions")),
        holidays=_named(node.at("holidays"), holidays),
    )
    return calendar, problems


def _zone(node: Node, default: str) -> str:
    """Read the name of a zone that this machine knows."""
    name = node.text(default)
    if not is_zone(name):
        node.report("S004", value=name, allowed=["IANA"], suggestion="")
        return default
    return name


def _named(node: Node, holidays: Mapping[str, Holidays]) -> Holidays | None:
    """Look up the holiday table that a calendar names."""
    name = node.text()
    if name and name not in holidays:
        node.report(
            "S004", value=name, allowed=sorted(holidays), suggestion=nearest(name, holidays)
        )
    return holidays.get(name)


def read_week(node: Node) -> tuple[Windows, ...]:
    """Read windows by weekday or range of weekdays; a weekday named twice is T008."""
    week: dict[int, Windows] = {}
    for text, part in node.entries() if node.present else ():
        try:
            days = tuple(parse_weekdays(text))
        except ValueError:
            part.report("S006", value=text, wanted="weekdays")
            continue
        windows = read_windows(part)
        for day in days:
            if day in week:
                part.report("T008", value=text)
            week[day] = windows
    return tuple(week.get(day, ()) for day in range(7))


def _exceptions(node: Node) -> dict[date, Windows]:
    """Read the windows of single dates."""
    found: dict[date, Windows] = {}
    for text, part in node.entries() if node.present else ():
        day = read_day(part, text)
        if day is not None:
            found[day] = read_windows(part)
    return found


def read_windows(node: Node) -> Windows:
    """Read a list of windows such as `08:30-12:00`, in order of time; S006 bad, T008 overlap."""
    found: list[tuple[int, int]] = []
    for item in node.items() if node.present else []:
        if not item.is_a(str, "window"):
            continue
        try:
            found.append(parse_window(item.value))
        except ValueError:
            item.report("S006", value=item.value, wanted="window")
    found.sort()
    for earlier, later in itertools.pairwise(found):
        if later[0] < earlier[1]:
            node.report("T008", value=format_window(later))
    return tuple(found)
