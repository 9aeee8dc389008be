"""Times inside a line: found at the front of a text, and spelled one way."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from wuye_cli.domain.line.clocks import (
    AMPM,
    CLOCK,
    DAY,
    EARLY_HOURS,
    LAST_HOUR,
    MORNINGS,
    NEXT_DAY,
    NOON,
    PART,
    PART_ENDS,
    SMALL_HOURS,
    clock_of,
    day_of,
    is_evening,
    may_be_either,
    number,
)
from wuye_cli.domain.line.moments import NOW
from wuye_cli.domain.line.patterns import compiled

if TYPE_CHECKING:
    import re

_LONGEST = 60
"""No time takes more characters; what stands behind them is not looked at."""

_AT = r"(?:at )?"
_ABOUT = r"(?:左右)?"
_MOMENT = (
    rf"{_AT}(?:{DAY})?(?:[\s t]|, )?(?:at )?{PART}?\s?(?P<clock>{CLOCK}){AMPM}"
    rf"(?!\d|[-/]\d{{1,2}}[-/]\d){_ABOUT}"
)
_DAY_ALONE = rf"(?:{DAY}){PART}?"
_BEGIN = rf"(?:{DAY})?(?:[\s t]|, )?{PART}?\s?(?P<clock>{CLOCK}){AMPM}"
_END = rf"(?:\s?[-~]\s?|到|至|\s?to ){PART}?(?:{CLOCK}){AMPM}(?!\d){_ABOUT}(?:之间)?"
_COUNT = r"(?P<n>\d{1,3}|[一二两三四五六七八九十]|an?(?= ))"
_AGO = (
    r"(?P<half>半个?(?:小时|钟头)前|half an hour ago|half hour ago)|(?P<quarter>一刻钟前)"
    rf"|{_COUNT}个?(?P<u>半小时|半钟头|分钟|小时|钟头)前"
    rf"|{_COUNT.replace('<n>', '<en>')} ?(?P<eu>minute|min|hour|hr|h)s? ago"
)
_AHEAD = (
    rf"{_COUNT}个?(?P<u>天|小时|周|星期)(?:后|以后|之后|内)?"
    rf"|(?:in )?{_COUNT.replace('<n>', '<en>')} (?P<eu>day|hour|week)s?(?![a-z])"
)
_AHEAD_UNITS = {
    "天": "d",
    "day": "d",
    "小时": "h",
    "hour": "h",
    "周": "w",
    "星期": "w",
    "week": "w",
}
_UNTIL = r"(?:等到|到|至|until |till |by )(?=\D)"
_PRESENT = r"刚才|刚刚|现在|此刻|just now|now(?![a-z])"
_COUNTED = r"[+-]\d{1,4}[mhd](?![a-z])"
"""Canonical for 半小时前, 3天后."""
_ISO = r"\d{4}-\d\d-\d\dt\d\d:\d\d(?::\d\d)?(?:[+-]\d\d:\d\d|z)?"
_CLOCK_LIKE = (
    rf"{_AT}(?:(?:{DAY})(?:[\s t]|, )?)?{PART}?\s?"
    r"(?:\d{1,3}:\d{1,3}|\d{1,3}[点时](?:\d{1,3}分?)?|\d{3,5}(?![\d-])|\d{1,2}[ap]m)(?![\w.])"
    r"|\d{1,2}月\d{1,2}[日号]?|\d{1,2}[-/]\d{1,2}(?= |$)"
)
_WINDOW_LIKE = rf"\d|{PART}|(?:{DAY})"


class Found(NamedTuple):
    """A time at the front of a text.

    Attributes:
        text: Canonical.
        length: How many characters it took.
        other: The same twelve hours on, where nothing says which half of the day is meant.
        clock: How many characters stand before its clock: those of the day.
    """

    text: str
    length: int
    other: str = ""
    clock: int = 0


def moment_at_front(text: str) -> Found | None:
    """Find a time of day at the front, with its day if one is named.

    A number of one or two digits is a time only behind a day or a part of the day. A clock that
    does not exist (`2561`) is none, nor is a day (`02-30 18:00`).

    Example:
        >>> [found and found[:2] for found in map(moment_at_front, ("昨晚2340", "十点半到"))]
        [('昨天 23:40', 6), ('10:30', 3)]
        >>> moment_at_front("2561") is None
        True
    """
    text = text[:_LONGEST]
    if found := _said_outright(text):
        return found
    match = compiled(_MOMENT).match(text)
    if match is None or not _says_clock(match):
        return None
    day, clock = day_of(match), clock_of(match)
    if day is None or clock is None:
        return None
    other = _joined(day, (clock[0] + NOON, clock[1])) if may_be_either(match) else ""
    return Found(_of_evening(match, day, clock), match.end(), other, match.start("clock"))


def _said_outright(text: str) -> Found | None:
    """Find a time without a clock that people read: ISO, 刚才, 半小时前, and its canonical -30m."""
    if match := compiled(_ISO).match(text):
        return Found(match[0].upper(), match.end())
    if match := compiled(_PRESENT).match(text):
        return Found(NOW, match.end())
    if match := compiled(_AGO).match(text):
        return Found(_ago(match), match.end())
    match = compiled(_COUNTED).match(text) if text[:1] == "-" else None
    return Found(match[0], match.end()) if match else None


def day_at_front(text: str) -> Found | None:
    """Find until when something lasts: a time, a day alone, or a span from now (3天)."""
    text = text[:_LONGEST]
    if match := compiled(_UNTIL).match(text):
        found = day_at_front(text[match.end() :])
        return found and found._replace(
            length=found.length + match.end(), clock=found.clock + match.end()
        )
    if text[:1] == "+" and (match := compiled(_COUNTED).match(text)):
        return Found(match[0], match.end())
    return moment_at_front(text) or _span_ahead(text) or _day_alone(text)


def _span_ahead(text: str) -> Found | None:
    """Find 3天, two weeks: counted from now."""
    match = compiled(_AHEAD).match(text)
    if match is None:
        return None
    count, unit = number(match["n"] or match["en"]), _AHEAD_UNITS[match["u"] or match["eu"]]
    return Found(f"+{count * 7}d" if unit == "w" else f"+{count}{unit}", match.end())


def _day_alone(text: str) -> Found | None:
    """Find a day without a clock; until some time of an evening is not said."""
    match = compiled(_DAY_ALONE).match(text)
    if match is None:
        return None
    part = "早上" if match["word"] in MORNINGS else match["part"] or ""
    day, ends = day_of(match), PART_ENDS.get(part)
    if not day or not ends or is_evening("", match["word"] or ""):
        return None
    return Found(f"{day} {ends}", match.end())


def window_at_front(text: str) -> Found | None:
    """Find a window that ends after it begins: `周五14-16`, `10:30-11:30`, `明天下午2点到4点`."""
    text = text[:_LONGEST]
    match = compiled(_BEGIN).match(text)
    rest = compiled(_END).match(text, match.end()) if match else None
    if match is None or rest is None:
        return None
    ampm = match["ampm"] or ("pm" if _lends_pm(match, rest) else "")
    day, begin = day_of(match), clock_of(match, ampm=ampm)
    end = _end_of_window(match, rest, begin)
    if day is None or begin is None or end is None or end <= begin:
        return None
    other = ""
    if may_be_either(match) and not ampm and end[0] < NOON and not rest["part"]:
        other = _joined(day, (begin[0] + NOON, begin[1]), (end[0] + NOON, end[1]))
    return Found(_joined(day, begin, end), rest.end(), other, match.start("clock"))


def time_end(text: str) -> int:
    """Return how many characters the longest time at the front takes, blanks inside it counted."""
    found = (window_at_front(text), moment_at_front(text), day_at_front(text))
    return max((one.length for one in found if one), default=0)


def is_clock_like(text: str) -> bool:
    """Whether a text looks like a time, existing or not: 2561, 25点, 13月40日."""
    return bool(compiled(_CLOCK_LIKE).match(text[:_LONGEST]))


def is_window_like(text: str) -> bool:
    """Whether a text begins like a window: with a figure, a day or a part of the day."""
    return bool(compiled(_WINDOW_LIKE).match(text[:_LONGEST]))


_DAY_AT_END = rf"(?:{DAY}){PART}?$"
_CLOCK_ONLY = (
    rf"{PART}?(?:{CLOCK}){AMPM}(?:(?:\s?[-~]\s?|到|至){PART.replace('part', 'part2')}?"
    r"\d[\d:点半]*(?:am|pm)?)?$"
)


def goes_on(day: str, clock: str) -> bool:
    """Whether one token ends in a day and the next is its clock or window: `约周五 14-16`."""
    if len(clock) > _LONGEST or not compiled(_CLOCK_ONLY).match(clock):
        return False
    return bool(compiled(_DAY_AT_END).search(day[-_LONGEST:]))


def _ago(match: re.Match[str]) -> str:
    if match["half"]:
        return "-30m"
    if match["quarter"]:
        return "-15m"
    amount, unit = number(match["n"] or match["en"]), match["u"] or match["eu"]
    if unit.startswith("半"):
        return f"-{amount * 60 + 30}m"
    return f"-{amount}{'m' if unit.startswith(('分', 'm')) else 'h'}"


def _says_clock(match: re.Match[str]) -> bool:
    """Whether more than a bare number stands there."""
    return not match["bare"] or bool(match["part"] or match["ampm"] or day_of(match) != "")


def _of_evening(match: re.Match[str], day: str, clock: tuple[int, int]) -> str:
    """Return day and clock; past midnight an evening's clock is the next day's."""
    hour, minute = clock
    late = is_evening(match["part"] or "", match["word"] or "")
    if late and hour in {NOON, *range(SMALL_HOURS)}:
        return _joined(NEXT_DAY.get(day, day), (hour % NOON, minute))
    return _joined(day, clock)


def _lends_pm(begin: re.Match[str], end: re.Match[str]) -> bool:
    """Whether the pm of a window's end is its beginning's too: 2-4pm, but 10-2pm and 12-2pm."""
    first, last = clock_of(begin), clock_of(end)
    if end["ampm"] != "pm" or begin["part"] or first is None or last is None:
        return False
    return 1 <= first[0] < NOON and first[0] + NOON <= last[0]


def _end_of_window(
    begin: re.Match[str], end: re.Match[str], first: tuple[int, int] | None
) -> tuple[int, int] | None:
    """Return the end: of the beginning's half of the day, or past noon if only that fits (10-2)."""
    evening = is_evening(begin["part"] or "", begin["word"] or "")
    part = "晚上" if evening else begin["part"] or ""
    last = clock_of(end, part=part, ampm=begin["ampm"] or "" if not end["ampm"] else "")
    if first is None or last is None:
        return None
    told = end["part"] or end["ampm"]
    if last <= first and evening and last[0] == NOON:
        return (LAST_HOUR, 0)
    if last <= first and not told and last[0] in EARLY_HOURS and last[0] + NOON > first[0]:
        return (last[0] + NOON, last[1])
    return last


def _joined(day: str, *clocks: tuple[int, int]) -> str:
    spelled = "-".join(f"{hour:02d}:{minute:02d}" for hour, minute in clocks)
    return f"{day} {spelled}".strip()
