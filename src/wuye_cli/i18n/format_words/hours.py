"""Service hours and holidays."""

# A sentence stays on one line, so that a search for its words finds it.

from __future__ import annotations

from wuye_cli.i18n.format_words.row import BASIS, LABEL, LABEL_EN, Words

HOURS: dict[str, Words] = {
    "calendar": Words(
        "##",
        ("日历 `standards/calendars/<编号>.yaml`", "Calendar `standards/calendars/<id>.yaml`"),
        (
            "服务时间。`always: true` 的日历除 `label`、`label_en`、`basis`、`timezone` 外没有别的键。一天的钟点由强到弱：exceptions、makeup、rest（节假日）、weekly。时段起点含、终点不含，可写到 24:00。",
            "Service hours. A calendar with `always: true` has no other keys than `label`, `label_en`, `basis` and `timezone`. What decides a day, the strongest first: exceptions, makeup, rest (holidays), weekly. A window holds its start and not its end, which may be 24:00.",
        ),
        {
            "schema": ("text", "`calendar/1`", "`calendar/1`"),
            "label": LABEL,
            "label_en": LABEL_EN,
            "basis": BASIS,
            "timezone": (
                "text",
                "IANA 时区；默认随 `tiers.yaml`",
                "IANA zone; by default that of `tiers.yaml`",
            ),
            "always": ("flag", "全天候", "open round the clock"),
            "holidays": ("text", "用哪张节假日表", "the holiday table"),
            "weekly": (
                "!mapping",
                "`mon-fri: [时段]`；`always` 时不写",
                "`mon-fri: [windows]`; not with `always`",
            ),
            "makeup": (
                "windows",
                "调休上班日的时段；没写则照 weekly",
                "windows of make-up working days; without it those of the weekday",
            ),
            "rest": (
                "windows",
                "节假日的时段；没写则不开",
                "windows of holidays; closed without it",
            ),
            "exceptions": ("mapping", "`日期: [时段]`", "`date: [windows]`"),
        },
    ),
    "holidays": Words(
        "##",
        ("节假日 `standards/holidays/<编号>.yaml`", "Holidays `standards/holidays/<id>.yaml`"),
        (
            "只写已公布的年份；`years` 之外的年份算没有公布，期限因此是暂定的。`source` 与 `sources`（逐年）至少有一个。",
            "Announced years only; a year outside `years` is not announced, and a due on it is provisional. Either `source`, or `sources` for every year.",
        ),
        {
            "schema": ("text", "`holidays/1`", "`holidays/1`"),
            "label": LABEL,
            "label_en": LABEL_EN,
            "source": ("text", "全表的出处", "source of the whole table"),
            "sources": ("words", "年份到出处", "year to source"),
            "years": ("!years", "已公布的年份", "announced years"),
            "not_announced": (
                "years",
                "明知未公布的年份，不得与 years 重叠",
                "years known not to be announced; not in `years`",
            ),
            "rest": ("!dates", "放假日", "days off"),
            "makeup": ("!dates", "调休上班日", "make-up working days (调休)"),
            "fixed_fallback": (
                "monthdays",
                "没有公布的年份也放假的日子",
                "days off also in years that are not announced",
            ),
        },
    ),
}
