"""Rules for open hours: days that are dropped, hours that shrink, grow or move."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from wuye_cli.domain.comparing.grammar import is_empty, unclassified
from wuye_cli.domain.comparing.spot import plain
from wuye_cli.domain.timekeeping.calendar import WEEKDAYS, parse_weekdays, parse_window

if TYPE_CHECKING:
    from collections.abc import Mapping

    from wuye_cli.domain.comparing.grammar import Found
    from wuye_cli.domain.comparing.spot import Spot
    from wuye_cli.domain.timekeeping.calendar import Calendar

Minutes = frozenset[int]
"""The open minutes of a day, from its 00:00."""
Week = dict[str, Minutes]

_WEEKS = 52


def minutes_of(value: Any) -> Minutes:
    """Return the open minutes of `["08:30-12:00", …]`; nothing is closed.

    Raises:
        ValueError: If it is written otherwise.
    """
    windows = [] if value is None else [value] if isinstance(value, str) else value
    if not isinstance(windows, list):
        raise ValueError(value)  # noqa: TRY004 - the file is wrong, not the call
    return frozenset(minute for text in windows for minute in range(*parse_window(str(text))))


def week_of(value: Any) -> Week:
    """Return the open minutes of each day of the week.

    Raises:
        ValueError: If it is written otherwise.
    """
    if not isinstance(value, dict | None):
        raise ValueError(value)  # noqa: TRY004 - the file is wrong, not the call
    week: Week = dict.fromkeys(WEEKDAYS, frozenset())
    for days, windows in (value or {}).items():
        for day in parse_weekdays(str(days)):
            week[WEEKDAYS[day]] = minutes_of(windows)
    return week


def weekly(spot: Spot, old: Any, new: Any) -> Found:
    """Compare the windows of the week, however its days are grouped."""
    try:
        before, after = week_of(old), week_of(new)
    except ValueError:
        yield from unclassified(spot, old, new)
        return
    yield from compared(spot, before, after)


def makeup(spot: Spot, old: Any, new: Any) -> Found:
    """Compare the windows of a make-up day; left out, they are those of the first open weekday."""
    try:
        before = _makeup(old, spot.peer[0])
        after = _makeup(new, spot.peer[1])
    except ValueError:
        yield from unclassified(spot, old, new)
        return
    yield from compared(spot, {"makeup": before}, {"makeup": after})


def _makeup(value: Any, calendar: Mapping[str, Any]) -> Minutes:
    if value is not None:
        return minutes_of(value)
    week = week_of(calendar.get("weekly"))
    return next((week[day] for day in WEEKDAYS if week[day]), frozenset())


def rest(spot: Spot, old: Any, new: Any) -> Found:
    """Compare the windows of a rest day."""
    try:
        before, after = minutes_of(old), minutes_of(new)
    except ValueError:
        yield from unclassified(spot, old, new)
        return
    yield from compared(spot, {"rest": before}, {"rest": after})


def compared(spot: Spot, old: Week, new: Week) -> Found:
    """Yield days dropped and gained, then days whose hours shrank, grew or moved."""
    dropped = [day for day in old if old[day] and not new[day]]
    gained = [day for day in old if new[day] and not old[day]]
    both = [day for day in old if old[day] and new[day] and old[day] != new[day]]
    shrunk = [day for day in both if new[day] < old[day]]
    grown = [day for day in both if new[day] > old[day]]
    moved = [day for day in both if day not in shrunk and day not in grown]
    if dropped:
        yield spot.found("D201", told(old, dropped), None, **_days(dropped))
    if gained:
        yield spot.found("D202", None, told(new, gained), **_days(gained))
    for code, days in (("D203", shrunk), ("D204", grown), ("D208", moved)):
        if days:
            change = sum(len(new[day]) - len(old[day]) for day in days)
            yield spot.found(
                code, told(old, days), told(new, days), days=days, minutes_a_week=change
            )


def _days(days: list[str]) -> dict[str, Any]:
    weekly_days = [day for day in days if day in WEEKDAYS]
    yearly = {"days_a_year": _WEEKS * len(weekly_days)} if weekly_days else {}
    return {"days": days, **yearly}


def told(week: Week, days: list[str]) -> dict[str, list[str]]:
    """Return days with their windows in one spelling."""
    return {day: windows_of(week[day]) for day in days}


def windows_of(minutes: Minutes) -> list[str]:
    """Return open minutes as windows.

    Example:
        >>> windows_of(frozenset(range(480, 1200)))
        ['08:00-20:00']
    """
    found: list[list[int]] = []
    for minute in sorted(minutes):
        if found and found[-1][1] == minute:
            found[-1][1] = minute + 1
        else:
            found.append([minute, minute + 1])
    return [f"{_time(start)}-{_time(end)}" for start, end in found]


def _time(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


def exception(spot: Spot, old: Any, new: Any) -> Found:
    """Compare one date: what stands for it, against what the calendar says without it."""
    try:
        before = _of_date(spot, old, new=False)
        after = _of_date(spot, new, new=True)
    except ValueError:
        yield from unclassified(spot, old, new)
        return
    if before == after:
        yield spot.found("D705", plain(old), plain(new))
    elif after < before:
        yield spot.found("D205", plain(old), plain(new), days=[spot.key[-1]])
    elif after > before:
        yield spot.found("D206", plain(old), plain(new), days=[spot.key[-1]])
    else:
        yield spot.found("D208", plain(old), plain(new), days=[spot.key[-1]])


def _of_date(spot: Spot, value: Any, *, new: bool) -> Minutes:
    if value is not None:
        return minutes_of(value)
    side = spot.new if new else spot.old
    calendar = side.rules.calendars.get(spot.standard.rpartition("/")[2])
    if calendar is None:
        raise ValueError(value)
    windows = calendar.windows_on(date.fromisoformat(spot.key[-1]))
    return frozenset(minute for window in windows for minute in range(*window))


def channel_hours(spot: Spot, old: Any, new: Any) -> Found:
    """Compare the calendars that a channel is served by, over the days of a week."""
    if is_empty(old) or is_empty(new):
        yield spot.found("D210" if is_empty(old) else "D209", old, new, channel=spot.key[-1])
        return
    before = spot.old.rules.calendars.get(str(old))
    after = spot.new.rules.calendars.get(str(new))
    if before is None or after is None:
        yield spot.found("D208", old, new, channel=spot.key[-1])
        return
    was, now = _open(before), _open(after)
    code = "D701" if was == now else "D203" if now < was else "D204" if now > was else "D208"
    yield spot.found(code, old, new, channel=spot.key[-1])


def _open(calendar: Calendar) -> frozenset[tuple[str, int]]:
    """Return the open minutes of the days of a week, of make-up days and of rest days."""
    whole = ((0, 1440),)
    kinds = {
        **dict(zip(WEEKDAYS, calendar.weekly, strict=True)),
        "makeup": calendar.makeup_windows,
        "rest": calendar.rest if calendar.holidays else calendar.weekly[0],
    }
    return frozenset(
        (kind, minute)
        for kind, windows in kinds.items()
        for window in (whole if calendar.always else windows)
        for minute in range(*window)
    )
