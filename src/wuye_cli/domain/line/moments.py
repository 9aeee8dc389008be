"""Times inside a line: found at the front of a text, spelled one way, and resolved to instants."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from wuye_cli.domain.timekeeping.spoken import parse_moment, parse_span

if TYPE_CHECKING:
    from collections.abc import Iterable

NOW = "now"
"""Canonical for 刚才, 现在."""
DAY_ENDS = "18:00"
"""A day without an hour, for what lasts until that day: the end of its working hours."""
_NOON = 12
_LAST_HOUR = 24
_MINUTES = 60
_SMALL_HOURS = 5
"""昨晚0点半 is half an hour past that evening's midnight."""

_DAYS = {
    "大前天": "大前天", "前天": "前天", "前晚": "前天", "昨天": "昨天", "昨日": "昨天",
    "昨晚": "昨天", "昨夜": "昨天", "昨": "昨天", "今天": "今天", "今日": "今天", "今晚": "今天",
    "今早": "今天", "今晨": "今天", "明天": "明天", "明日": "明天", "明早": "明天",
    "明晚": "明天", "后天": "后天", "大后天": "大后天", "last night": "昨天",
    "yesterday": "昨天", "tonight": "今天", "today": "今天", "tomorrow": "明天",
}  # fmt: skip
_NEXT_DAY = {"前天": "昨天", "昨天": "今天", "今天": "明天", "明天": "后天"}
_EVENING = frozenset({"前晚", "昨晚", "昨夜", "今晚", "明晚", "last night", "tonight"})
_PARTS = {
    "凌晨": "", "清晨": "", "早上": "", "早": "", "上午": "", "中午": "noon", "下午": "pm",
    "傍晚": "pm", "晚上": "night", "晚": "night", "夜里": "night", "半夜": "night",
}  # fmt: skip
_ENGLISH_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_CHINESE_DAYS = "一二三四五六日"
_HOURS = {word: str(at) for at, word in enumerate("零一二三四五六七八九")} | {
    "两": "2", "十": "10", "十一": "11", "十二": "12",
}  # fmt: skip


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_DAY = (
    rf"(?P<word>{_any(_DAYS)})|(?P<next>下)?(?:周|星期|礼拜)(?P<week>[一二三四五六日天])"
    r"|(?P<enext>next )?(?P<eweek>mon|tue|wed|thu|fri|sat|sun)[a-z]*"
    r"|(?P<date>(?:\d{4}-)?\d{1,2}-\d{1,2}(?=\s|t|上|下|晚|早|中|凌|$)"
    r"|\d{1,2}月\d{1,2}[日号]?)"
)
_CLOCK = (
    r"(?P<h>\d{1,2})(?::|点|时)(?P<m>\d{1,2})分?(?::\d\d)?"
    r"|(?P<h2>\d{1,2}|十[一二]?|[一二两三四五六七八九])(?:点钟?|时)(?P<tail>半|整|一刻|三刻)?"
    r"|(?P<h3>\d{1,2})(?P<m3>[0-5]\d|[6-9]\d)"
    r"|(?P<bare>\d{1,2})(?![\d.])"
)
_PART = rf"(?P<part>{_any(_PARTS)})"
_MOMENT = re.compile(rf"(?:{_DAY})?[\s t]?{_PART}?\s?(?:{_CLOCK})\s?(?P<ampm>am|pm)?(?!\d)")
_DAY_ALONE = re.compile(rf"(?:{_DAY}){_PART}?")
_END = re.compile(rf"\s?(?:-|~|到|至|to )\s?{_PART}?(?:{_CLOCK})(?!\d)")
_AGO = re.compile(
    r"(?P<half>半)(?:个)?小时前|(?P<n>\d{1,3}|[一二两三四五六七八九十])(?:个)?(?P<u>分钟|小时|钟头)前"
)
_PRESENT = re.compile(r"刚才|刚刚|现在|此刻|just now|now")
_ISO = re.compile(r"\d{4}-\d\d-\d\dt\d\d:\d\d(?::\d\d)?(?:[+-]\d\d:\d\d|z)?")


class Found(NamedTuple):
    """A time at the front of a text: canonical, and how many characters it took."""

    text: str
    length: int


def moment_at_front(text: str) -> Found | None:
    """Find a time of day at the front, with its day if one is named.

    A number of one or two digits is a time only behind a day or a part of the day. A clock that
    does not exist (`2561`) is none.

    Example:
        >>> moment_at_front("昨晚2340"), moment_at_front("十点半到"), moment_at_front("2561")
        (Found(text='昨天 23:40', length=6), Found(text='10:30', length=3), None)
    """
    if match := _ISO.match(text):
        return Found(match[0].upper(), match.end())
    if match := _PRESENT.match(text):
        return Found(NOW, match.end())
    if match := _AGO.match(text):
        amount = 30 if match["half"] else int(_HOURS.get(match["n"], match["n"]))
        unit = "h" if not match["half"] and match["u"] != "分钟" else "m"
        return Found(f"-{amount}{unit}", match.end())
    match = _MOMENT.match(text)
    if match is None or (match["bare"] and not (_day(match) or match["part"] or match["ampm"])):
        return None
    clock = _clock(match)
    return Found(_joined(match, clock), match.end()) if clock else None


def day_at_front(text: str) -> Found | None:
    """Find a time of day, or a day alone, which then ends at `DAY_ENDS`."""
    if found := moment_at_front(text):
        return found
    match = _DAY_ALONE.match(text)
    if match is None:
        return None
    return Found(f"{_day(match)} {DAY_ENDS}".strip(), match.end())


def window_at_front(text: str) -> Found | None:
    """Find a window: `周五14-16`, `10:30-11:30`, `明天下午2点到4点`."""
    match = _MOMENT.match(text)
    if match is None:
        return None
    rest = _END.match(text, match.end())
    begin = _clock(match)
    if rest is None or not begin:
        return None
    end = _clock(rest, part=rest["part"] or match["part"] or "")
    if not end:
        return None
    return Found(f"{_joined(match, begin)}-{end}", rest.end())


_DAY_AT_END = re.compile(rf"(?:{_DAY}){_PART}?$")
_CLOCK_ONLY = re.compile(
    rf"{_PART}?(?:{_CLOCK})(?:\s?(?:-|~|到|至)\s?{_PART.replace('part', 'part2')}?\d[\d:点半]*)?$"
)


def goes_on(day: str, clock: str) -> bool:
    """Whether one token ends in a day and the next is its clock or window: `约周五 14-16`."""
    return bool(_CLOCK_ONLY.match(clock) and _DAY_AT_END.search(day))


def _day(match: re.Match[str]) -> str:
    if match["word"]:
        return _DAYS[match["word"]]
    if match["week"]:
        return f"{'下' if match['next'] else ''}周{match['week'].replace('天', '日')}"
    if match["eweek"]:
        number = _ENGLISH_DAYS.index(match["eweek"])
        return f"{'下' if match['enext'] else ''}周{_CHINESE_DAYS[number]}"
    if match["date"]:
        numbers = re.findall(r"\d+", match["date"])
        return "-".join(f"{int(number):02d}" for number in numbers)
    return ""


def _joined(match: re.Match[str], clock: str) -> str:
    day = _day(match)
    evening = match["word"] in _EVENING or _PARTS.get(match["part"] or "") == "night"
    hour, minute = int(clock[:2]), clock[3:]
    if evening and hour in {_NOON, *range(_SMALL_HOURS)} and day in _NEXT_DAY:
        return f"{_NEXT_DAY[day]} {hour % _NOON:02d}:{minute}"
    return f"{day} {clock}".strip()


def _clock(match: re.Match[str], part: str = "") -> str:
    """Return `HH:MM`, or nothing for a clock that does not exist."""
    groups = match.groupdict()
    part = part or groups["part"] or ""
    hour_text = groups["h"] or groups["h2"] or groups["h3"] or groups["bare"]
    hour = int(_HOURS.get(hour_text, hour_text))
    quarter = {"半": 30, "一刻": 15, "三刻": 45}.get(groups["tail"] or "", 0)
    minute = int(groups["m"] or groups["m3"] or quarter)
    late = _PARTS.get(part) in {"pm", "night"} or groups.get("word") in _EVENING
    if (late or groups.get("ampm") == "pm") and hour < _NOON and not _is_small(hour, part, groups):
        hour += _NOON
    exists = hour < _LAST_HOUR and minute < _MINUTES
    return f"{hour:02d}:{minute:02d}" if exists or (hour, minute) == (_LAST_HOUR, 0) else ""


def _is_small(hour: int, part: str, groups: dict[str, str]) -> bool:
    """Whether a small hour is meant: 昨晚1点 and 半夜3点 lie past midnight, 下午1点 does not."""
    night = _PARTS.get(part) == "night" or groups.get("word") in _EVENING
    return night and hour < _SMALL_HOURS


# -- to instants ----------------------------------------------------------------------------------


def instant_of(text: str, now: datetime, *, after: datetime | None = None) -> datetime:
    """Return when something happened.

    A clock without a day is today's; where that lies ahead, yesterday's, as the line tells what
    has happened. Behind a time of the same line (`after`) it is the next such clock.

    Raises:
        CallError: `bad_time`.
    """
    if text == NOW:
        return now
    if text[:1] == "-" or len(text) > len("23:59"):
        return _near(parse_moment(text, now), text, now)
    if after is not None:
        found = parse_moment(text, after)
        return found if found >= after else found + timedelta(days=1)
    found = parse_moment(text, now)
    return found if found <= now + timedelta(minutes=5) else found - timedelta(days=1)


def ahead_of(text: str, now: datetime) -> datetime:
    """Return until when something lasts.

    Raises:
        CallError: `bad_time`.
    """
    return now if text == NOW else _near(parse_moment(text, now, ahead=True), text, now)


def span_of(text: str, now: datetime) -> tuple[datetime, datetime]:
    """Return a window ahead.

    Raises:
        CallError: `bad_time`.
    """
    day, _, hours = text.rpartition(" ")
    begin, end = parse_span(f"{day} {hours}".strip(), now)
    near = _near(begin, text, now)
    return near, end + (near - begin)


_DATED = re.compile(r"\d\d-\d\d ")
_HALF_YEAR = timedelta(days=183)


def _near(instant: datetime, text: str, now: datetime) -> datetime:
    """Return a day without a year in the year in which it lies nearest."""
    if not _DATED.match(text) or abs(instant - now) < _HALF_YEAR:
        return instant
    try:
        return instant.replace(year=instant.year + (1 if instant < now else -1))
    except ValueError:  # 29 February
        return instant
