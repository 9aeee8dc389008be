"""What the pages call each kind of value."""

from __future__ import annotations

KINDS: dict[str, tuple[str, str]] = {
    "text": ("文字", "text"),
    "texts": (
        "文字列表（读标准文件时，单个文字也可）",
        "list of texts (in standards one text will do)",
    ),
    "whole": ("整数", "whole number"),
    "number": ("数", "number"),
    "numbers": ("数的列表", "list of numbers"),
    "flag": ("true / false", "true / false"),
    "instant": ("带时差的时刻", "instant with its UTC offset"),
    "date": ("日期 YYYY-MM-DD", "date YYYY-MM-DD"),
    "moment": ("日期或带时差的时刻", "date, or instant with its UTC offset"),
    "dates": ("日期列表", "list of dates"),
    "monthdays": ("MM-DD 列表", "list of MM-DD"),
    "years": ("年份列表", "list of years"),
    "window": ("[起, 止]", "[from, to]"),
    "windows": ("时段列表，如 08:30-12:00", "list of windows, such as 08:30-12:00"),
    "limits": ("时限名: [时限, 日历]", "clock: [limit, calendar]"),
    "limit": ("时限：30m、4h、3wd、10d", "limit: 30m, 4h, 3wd, 10d"),
    "period": ("期限：0d、6wk、12mo、2y，或 hand_over", "period: 0d, 6wk, 12mo, 2y, or hand_over"),
    "words": ("文字: 文字", "text: text"),
    "mapping": ("键值表", "mapping"),
    "mappings": ("键值表的列表", "list of mappings"),
    "scalar": ("文字或整数", "text or whole number"),
    "spans": ("[起, 止] 的列表", "list of [from, to]"),
    "fractions": ("比例: 时刻", "share: instant"),
    "null_instant": ("时刻或 null", "instant or null"),
    "path": ("键和位置的列表", "list of keys and positions"),
    "any": ("任何值", "any value"),
}
"""Kind code to what the pages call it."""
