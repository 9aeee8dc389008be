"""What a day and a clock look like at the desk: the tables and patterns of `moments`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

NOON = 12
LAST_HOUR = 24
MINUTES = 60
SMALL_HOURS = 5
"""昨晚0点半 is half an hour past that evening's midnight."""
EARLY_HOURS = range(1, 7)
"""3点 alone may be the night's or the afternoon's."""
_DAYS_OF_MONTH = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)

DAYS = {
    "大前天": "大前天", "前天": "前天", "前晚": "前天", "昨天": "昨天", "昨日": "昨天",
    "昨晚": "昨天", "昨夜": "昨天", "昨早": "昨天", "昨": "昨天", "今天": "今天", "今日": "今天",
    "今晚": "今天", "今早": "今天", "今晨": "今天", "明天": "明天", "明日": "明天",
    "明早": "明天", "明晚": "明天", "后天": "后天", "大后天": "大后天", "last night": "昨天",
    "yesterday": "昨天", "tonight": "今天", "today": "今天", "tomorrow": "明天",
}  # fmt: skip
NEXT_DAY = {"前天": "昨天", "昨天": "今天", "今天": "明天", "明天": "后天"}
EVENINGS = frozenset({"前晚", "昨晚", "昨夜", "今晚", "明晚", "last night", "tonight"})
MORNINGS = frozenset({"昨早", "今早", "今晨", "明早"})
PARTS = {
    "凌晨": "", "清晨": "", "早上": "", "早": "", "上午": "", "中午": "noon", "下午": "pm",
    "傍晚": "pm", "晚上": "night", "晚": "night", "夜里": "night", "半夜": "night",
}  # fmt: skip
PART_ENDS = {"": "18:00", "下午": "18:00", "上午": "12:00", "早上": "12:00"}
"""A day without an hour, for what lasts until then: the end of its working hours, or of its
morning. Until some time in the evening is not said."""
_ENGLISH_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_CHINESE_DAYS = "一二三四五六日"
_DIGITS = "零一二三四五六七八九"


def _counted() -> dict[str, int]:
    """Return numbers as words: 零 to 五十九, and how English counts one."""
    found = {digit: at for at, digit in enumerate(_DIGITS)} | {"〇": 0, "两": 2, "a": 1, "an": 1}
    for tens in range(1, 6):
        for ones in range(10):
            ten = f"{_DIGITS[tens] if tens > 1 else ''}十{_DIGITS[ones] if ones else ''}"
            found[ten] = tens * 10 + ones
    found |= {f"零{_DIGITS[ones]}": ones for ones in range(1, 10)}
    return found


_COUNTED = _counted()


def number(text: str) -> int:
    """Return a number typed in figures or in words."""
    return int(text) if text.isdigit() else _COUNTED[text]


def any_of(words: Iterable[str]) -> str:
    """Return a pattern of words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_CN_HOUR = "二十[一二三四]?|十[一二三四五六七八九]?|[零〇一二两三四五六七八九]"
_CN_MINUTE = "零[一二三四五六七八九]|[二三四五]?十[一二三四五六七八九]?"
DAY = (
    rf"(?P<word>{any_of(DAYS)})|(?P<next>下)?(?:这|本)?(?:周|星期|礼拜)(?P<week>[一二三四五六日天])"
    r"|(?P<enext>next )?(?P<eweek>mon|tue|wed|thu|fri|sat|sun)"
    r"(?:day|sday|nesday|rsday|urday|s|rs|nes)?(?![a-z])"
    r"|(?P<date>(?:\d{4}[-/])?\d{1,2}[-/]\d{1,2}(?=\s|t|[上下晚早中凌清傍夜半]|$)"
    r"|(?:\d{4}年)?\d{1,2}月\d{1,2}(?:[日号]|(?!\d)))"
)
CLOCK = (
    rf"(?P<h>\d{{1,2}})(?::|点|时)(?P<m>\d{{1,2}})分?(?::\d\d)?"
    rf"|(?P<h2>\d{{1,2}}|{_CN_HOUR})(?:点钟?|时)"
    rf"(?:(?P<tail>半|整|一刻|三刻)|(?P<cm>{_CN_MINUTE})分?)?"
    r"|(?P<h3>\d{1,2})(?P<m3>\d\d)"
    r"|(?P<bare>\d{1,2})(?![\d.])"
)
PART = rf"(?P<part>{any_of(PARTS)})"
AMPM = r"(?:\s?(?P<ampm>[ap]m)(?![a-z]))?"


def day_of(match: re.Match[str]) -> str | None:
    """Return the day that a match names, canonical; empty for none, None if it does not exist."""
    if match["word"]:
        return DAYS[match["word"]]
    if match["week"]:
        return f"{'下' if match['next'] else ''}周{match['week'].replace('天', '日')}"
    if match["eweek"]:
        at = _ENGLISH_DAYS.index(match["eweek"])
        return f"{'下' if match['enext'] else ''}周{_CHINESE_DAYS[at]}"
    if not match["date"]:
        return ""
    *year, month, day = (int(one) for one in re.findall(r"\d+", match["date"]))
    if not 1 <= month <= len(_DAYS_OF_MONTH) or not 1 <= day <= _DAYS_OF_MONTH[month - 1]:
        return None
    return "-".join(f"{one:02d}" for one in (*year, month, day))


def clock_of(match: re.Match[str], part: str = "", ampm: str = "") -> tuple[int, int] | None:
    """Return hour and minute of a match; None for a clock that does not exist.

    Args:
        match: Of `CLOCK`, and of `DAY`, `PART` and `AMPM` where it holds them.
        part: Part of the day that a window's beginning gives to its end; likewise `ampm`.
        ampm: See `part`.
    """
    groups = match.groupdict()
    part = groups.get("part") or part
    ampm = groups.get("ampm") or ampm
    hour = number(groups["h"] or groups["h2"] or groups["h3"] or groups["bare"])
    quarter = {"半": 30, "一刻": 15, "三刻": 45}.get(groups["tail"] or "", 0)
    minute = number(groups["m"] or groups["m3"] or groups["cm"] or "0") or quarter
    if ampm:
        if not 1 <= hour <= NOON:
            return None
        hour = hour % NOON + (NOON if ampm == "pm" else 0)
    elif _is_late(hour, part, groups.get("word") or ""):
        hour += NOON
    exists = (hour < LAST_HOUR and minute < MINUTES) or (hour, minute) == (LAST_HOUR, 0)
    return (hour, minute) if exists else None


def _is_late(hour: int, part: str, word: str) -> bool:
    """Whether an hour is one of the second half of the day by the words around it.

    昨晚1点 and 半夜3点 lie past midnight, 下午1点 and 中午1点 do not.
    """
    kind = PARTS.get(part, "")
    if kind == "noon":
        return hour < SMALL_HOURS
    if kind == "pm":
        return hour < NOON
    return is_evening(part, word) and SMALL_HOURS <= hour < NOON


def is_evening(part: str, word: str) -> bool:
    """Whether the words around a clock speak of an evening or a night."""
    return PARTS.get(part) == "night" or word in EVENINGS


def may_be_either(match: re.Match[str]) -> bool:
    """Whether nothing says which half of the day is meant: 3点, 3:20, 周五3, but not 03:00."""
    groups = match.groupdict()
    text = groups["h"] or groups["h2"] or groups["h3"] or groups["bare"]
    told = groups.get("part") or groups.get("ampm")
    if told or groups.get("word") in EVENINGS | MORNINGS or text.startswith("0"):
        return False
    return number(text) in EARLY_HOURS
