"""Worked cases."""

# A sentence stays on one line, so that a search for its words finds it.

from __future__ import annotations

from wuye_cli.i18n.format_words.row import Words

CASES: dict[str, Words] = {
    "case": Words(
        "##",
        ("算例 `standards/cases/*.yaml`", "Worked cases `standards/cases/*.yaml`"),
        (
            "期限和整单的算例，`wuye check` 会跑。文件自带的规则盖在资料库的规则之上；没写的照资料库。",
            "Cases of dues and of whole tickets, run by `wuye check`. Rules in the file lie over those of the store; what it leaves out is taken from the store.",
        ),
        {
            "schema": ("text", "给人看", "for readers"),
            "note": ("text", "说明", "a note"),
            "day_resolution_order": (
                "texts",
                "若写，须为 exception、makeup、rest、weekly",
                "if given: exception, makeup, rest, weekly",
            ),
            "holidays": ("mapping", "节假日表，编号到内容", "holiday tables by id"),
            "calendars": ("mapping", "日历，编号到内容", "calendars by id"),
            "tiers": ("mapping", "版本到等级", "version to tiers"),
            "standards": (
                "mapping",
                "版本到生效时刻",
                "version to the instant from which it is in force",
            ),
            "flows": (
                "mapping",
                "流程；没写则只用先后、暂停、重开、批准的规则",
                "flows; without them only the guards on order, pauses, reopening and approval apply",
            ),
            "calc_vectors": ("mappings", "算术例", "cases of arithmetic"),
            "ticket_vectors": ("mappings", "整单例", "cases of whole tickets"),
            "clocks": ("mapping", "同 `tiers.yaml`", "as in `tiers.yaml`"),
            "channel_calendars": ("words", "同 `tiers.yaml`", "as in `tiers.yaml`"),
            "pause_reasons": ("mapping", "同 `tiers.yaml`", "as in `tiers.yaml`"),
            "pause_rules": ("mapping", "同 `tiers.yaml`", "as in `tiers.yaml`"),
            "policy": ("mapping", "同 `tiers.yaml`", "as in `tiers.yaml`"),
            "timezone": ("text", "同 `tiers.yaml`", "as in `tiers.yaml`"),
        },
    ),
    "case.calc": Words(
        "###",
        ("`calc_vectors` 里的一例", "One of `calc_vectors`"),
        (
            "至少有 `due`、`error`、`fractions`、`unpaused_due` 之一。",
            "It expects at least one of `due`, `error`, `fractions`, `unpaused_due`.",
        ),
        {
            "id": ("!text", "例号", "id of the case"),
            "note": ("text", "说明", "a note"),
            "cal": ("!text", "哪个日历", "the calendar"),
            "start": ("!instant", "起算", "when the clock starts"),
            "limit": ("!limit", "时限", "the limit"),
            "pauses": (
                "spans",
                "不计的时段，含起不含止",
                "spans that do not count, the start in, the end out",
            ),
            "mode": ("text", "strict（默认）或 lenient", "strict (default) or lenient"),
            "due": ("instant", "应得的期限", "the due"),
            "unpaused_due": ("instant", "没有暂停时的期限", "the due without the pauses"),
            "fractions": ("fractions", "时限用到几成是何时", "share of the limit to the instant"),
            "provisional": ("flag", "是否暂定", "whether it is provisional"),
            "error": ("text", "应得的错误代码", "the error code instead"),
            "year": ("whole", "错误所说的年份", "the year that the error names"),
        },
    ),
    "case.ticket": Words(
        "###",
        ("`ticket_vectors` 里的一例", "One of `ticket_vectors`"),
        (
            "`events` 里的事件与工单文件里的相同，另可带工单头部的 unit、place、title、reporter、first_asked。",
            "Its `events` are those of a ticket file and may also carry unit, place, title, reporter and first_asked of the head.",
        ),
        {
            "id": ("!text", "例号", "id of the case"),
            "note": ("text", "说明", "a note"),
            "events": ("!mappings", "事件", "the events"),
            "as_of": ("!instant", "在何时看", "the instant at which it is looked at"),
            "history": (
                "mappings",
                "`{complaint_closed_at: 时刻}`",
                "`{complaint_closed_at: instant}`",
            ),
            "calendar_override": (
                "words",
                "哪个日历换成哪个",
                "calendar to the calendar that it became",
            ),
            "expect": (
                "!mapping",
                "应当如何；只比写明的",
                "what it comes to; only what is named is compared",
            ),
        },
    ),
    "case.expect": Words(
        "###",
        ("`expect`", "`expect`"),
        (
            "另可写 `cycle1`、`cycle2` …：`时钟: 结论`。",
            "`cycle1`, `cycle2`, … may be given too: `clock: verdict`.",
        ),
        {
            "error": ("text", "应被拒绝，错误代码", "the code with which it is refused"),
            "ticket": (
                "text",
                "整单结论：met、failed、open",
                "verdict of the ticket: met, failed, open",
            ),
            "clocks": ("mapping", "时钟到应得的情况", "clock to what it shows"),
            "cycle": ("whole", "第几轮", "number of the cycle"),
            "tier": ("text", "等级", "tier"),
            "standard": ("scalar", "标准版本", "version of the tiers"),
            "first_pass": ("flag", "是否一次办好", "never reopened"),
            "flags": ("texts", "标记", "flags"),
            "urges": ("whole", "有效催办次数", "urges that count"),
            "escalated_at": ("null_instant", "何时升级", "when it escalated"),
        },
    ),
    "case.clock": Words(
        "###",
        ("`expect.clocks` 里的一个时钟", "One clock of `expect.clocks`"),
        ("", ""),
        {
            "due": ("null_instant", "期限；停表时为 null", "the due; null while paused"),
            "projected_due": (
                "null_instant",
                "停表到期满时的期限",
                "the due if the pause lasts to its end",
            ),
            "remaining_s": ("whole", "停表时还剩多少秒", "open seconds left while paused"),
            "verdict": (
                "text",
                "结论：pending、warning、paused、met、met_attempted、failed_late、failed_open、void、not_started",
                "pending, warning, paused, met, met_attempted, failed_late, failed_open, void, not_started",
            ),
            "promise_due": ("null_instant", "承诺的时刻", "the promised time"),
            "promise_verdict": ("text", "承诺的结论", "verdict of the promise"),
        },
    ),
}
