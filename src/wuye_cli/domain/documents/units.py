"""The units that numbers of a standard's prose come in, in Chinese and English."""

from __future__ import annotations

from fractions import Fraction

MINUTES, DAYS, WORKING_DAYS, MONTHS = "m", "d", "wd", "mo"
CLOCK, DATE, ORDINAL, SHARE, BARE = "clock", "date", "ordinal", "%", ""
SPANS = frozenset({MINUTES, DAYS, WORKING_DAYS, MONTHS})
"""Units of lengths of time."""

SPAN_UNITS: dict[str, tuple[str, Fraction]] = {
    "秒钟": (MINUTES, Fraction(1, 60)), "秒": (MINUTES, Fraction(1, 60)),
    "seconds": (MINUTES, Fraction(1, 60)), "second": (MINUTES, Fraction(1, 60)),
    "分钟": (MINUTES, Fraction(1)), "minutes": (MINUTES, Fraction(1)),
    "minute": (MINUTES, Fraction(1)), "mins": (MINUTES, Fraction(1)),
    "min": (MINUTES, Fraction(1)), "m": (MINUTES, Fraction(1)),
    "刻钟": (MINUTES, Fraction(15)),
    "个小时": (MINUTES, Fraction(60)), "小时": (MINUTES, Fraction(60)),
    "个钟头": (MINUTES, Fraction(60)), "钟头": (MINUTES, Fraction(60)),
    "hours": (MINUTES, Fraction(60)), "hour": (MINUTES, Fraction(60)),
    "hrs": (MINUTES, Fraction(60)), "hr": (MINUTES, Fraction(60)), "h": (MINUTES, Fraction(60)),
    "个工作日": (WORKING_DAYS, Fraction(1)), "工作日": (WORKING_DAYS, Fraction(1)),
    "working days": (WORKING_DAYS, Fraction(1)), "working day": (WORKING_DAYS, Fraction(1)),
    "business days": (WORKING_DAYS, Fraction(1)), "business day": (WORKING_DAYS, Fraction(1)),
    "workdays": (WORKING_DAYS, Fraction(1)), "workday": (WORKING_DAYS, Fraction(1)),
    "wd": (WORKING_DAYS, Fraction(1)),
    "个自然日": (DAYS, Fraction(1)), "自然日": (DAYS, Fraction(1)), "日历日": (DAYS, Fraction(1)),
    "天": (DAYS, Fraction(1)), "日": (DAYS, Fraction(1)),
    "natural days": (DAYS, Fraction(1)), "calendar days": (DAYS, Fraction(1)),
    "days": (DAYS, Fraction(1)), "day": (DAYS, Fraction(1)), "d": (DAYS, Fraction(1)),
    "个星期": (DAYS, Fraction(7)), "星期": (DAYS, Fraction(7)), "个礼拜": (DAYS, Fraction(7)),
    "周内": (DAYS, Fraction(7)), "weeks": (DAYS, Fraction(7)), "week": (DAYS, Fraction(7)),
    "个季度": (MONTHS, Fraction(3)), "个月": (MONTHS, Fraction(1)),
    "months": (MONTHS, Fraction(1)), "month": (MONTHS, Fraction(1)),
    "年": (MONTHS, Fraction(12)), "years": (MONTHS, Fraction(12)), "year": (MONTHS, Fraction(12)),
}  # fmt: skip
"""Word to the unit it is counted in, and how many of it."""
OTHER_UNITS = {
    "次": "times", "回": "times", "遍": "times", "times": "times", "time": "times",
    "户": "households", "households": "households", "household": "households",
    "人次": "people", "人": "people", "名": "people", "位": "people", "people": "people",
    "persons": "people", "person": "people",
    "元": "yuan", "块钱": "yuan", "yuan": "yuan", "rmb": "yuan",
    "percent": SHARE, "per cent": SHARE, "%": SHARE,
    "件": "件", "项": "项", "张": "张", "份": "份", "台": "台", "部": "部", "家": "家", "条": "条",
    "处": "处", "盏": "盏", "楼": "楼", "层": "层", "声": "声", "步": "步", "米": "米",
    "厘米": "厘米", "平方米": "平方米", "度": "度", "分贝": "分贝", "学时": "学时", "声响": "声",
    "个": "个", "分": "分", "rings": "声", "ring": "声",
}  # fmt: skip
"""What else is counted; a word of both languages has one name."""
