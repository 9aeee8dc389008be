"""The demo's script: what happens at the desk of an invented estate, as data."""

from __future__ import annotations

from typing import NamedTuple


class Line(NamedTuple):
    """One command of the demo.

    Attributes:
        at: When it is typed, in the estate's zone.
        zh: What is told before it; `en` the same in English.
        status: The exit status that it is meant to have.
        by: Name and mail of who types, if not the clerk.
    """

    at: str
    zh: str
    en: str
    words: tuple[str, ...]
    status: int = 0
    by: tuple[str, str] | None = None


_NIGHT = "2026-11-17"
_MANAGER = ("王经理", "wang@desk.example")


def lines() -> list[Line]:
    """Return the script, oldest first."""
    return [
        # -- a burst pipe: from the call to the archive
        Line("2026-11-16 23:40", "半夜爆管：电话受理，标准把它定为紧急",
             "A pipe bursts at night: the standards make it an emergency",
             ("take", "3-1-502 厨房水管爆了 水流到客厅", "--phone", "13800001234",
              "--name", "张女士")),
        Line("2026-11-16 23:42", "派给值班的赵师傅", "Give it to the man on duty",
             ("dispatch", "1", "--to", "赵师傅")),
        Line("2026-11-17 00:20", "赵师傅回来报数，每一步有自己的时刻；23:52 今天还没到，不收",
             "He reports, each step with its own time; today's 23:52 has not come yet: refused",
             ("ticket", "arrive", "1", "--at", "23:52", "--src", "slip:0417"), 4),
        Line("2026-11-17 00:21", "是昨天的，写明白", "Yesterday's, then",
             ("ticket", "arrive", "1", "--at", "昨天23:52", "--src", "slip:0417")),
        Line("2026-11-17 00:52", "关阀、修好、告知，一条命令",
             "Contained, done and told in one command",
             ("done", "1", "--contained", "00:10", "--told", "电话", "--slip", "0417")),
        Line("2026-11-17 09:05", "早上回访，满意就归档", "The follow-up call archives it",
             ("visit", "1", "--score", "满意", "--words", "很快，谢谢")),
        # -- a home whose owner is away: a pause
        Line("2026-11-17 09:20", "入户报修：厨房龙头滴水", "A dripping tap in a home",
             ("take", "2-1-803 厨房龙头滴水", "--phone", "13500005555")),
        Line("2026-11-17 09:22", "派给钱师傅", "Give it to Qian",
             ("dispatch", "1", "--to", "钱师傅")),
        Line("2026-11-17 10:05", "业主出差，后天才在：时钟暂停，理由在封闭清单里，到时自己走",
             "The owner is away until Thursday: the clocks pause for a listed reason, and run by"
             " themselves then",
             ("ticket", "pause", "1", "--reason", "业主不在家", "--until", "11-19 14:00",
              "--evidence", "通话")),
        # -- overdue
        Line("2026-11-17 10:30", "巡查发现大堂的灯不亮，八小时内要修好",
             "A lobby light found on rounds, due in eight hours",
             ("take", "5号楼大堂 楼道灯不亮", "--channel", "巡查")),
        Line("2026-11-17 19:00", "到傍晚：有一单超时了", "By the evening one is late", ("due",)),
        Line("2026-11-17 19:01", "修好了也算超时：超过时限，办得再好也是没办好",
             "Late is late, however well it was done",
             ("done", "2", "--arrived", "18:40", "--who-did", "孙师傅")),
        # -- a slip of the finger
        Line("2026-11-17 19:05", "手误：记错了单", "A slip: a note on the wrong ticket",
             ("ticket", "note", "1", "--text", "灯罩要换")),
        Line("2026-11-17 19:06", "撤掉，两条都留痕", "Taken back; both stay visible",
             ("undo", "--reason", "记错单")),
        # -- a complaint, and the second one
        Line("2026-11-17 19:20", "口头投诉：四小时内要回复，一个工作日内要答复",
             "An oral complaint: a reply in four hours, an answer in one working day",
             ("take", "9-1-301 投诉公摊电费高", "--phone", "13600004444")),
        Line("2026-11-17 20:10", "当晚先回复怎么办理", "The reply on the same evening",
             ("ticket", "reply", "3", "--words", "明天财务核对后答复", "--to", "来电人",
              "--way", "电话")),
        Line("2026-11-18 09:30", "经理查清原因", "The manager finds the cause",
             ("ticket", "investigate", "3", "--cause", "抄表时间不一致", "--liable", "no",
              "--valid", "yes"), by=_MANAGER),
        Line("2026-11-18 10:00", "答复、办结、告知", "Answered, resolved, told",
             ("ticket", "answer", "3", "--words", "已核对，差额下月冲减", "--to", "来电人",
              "--way", "电话")),
        Line("2026-11-18 10:01", "", "", ("done", "3", "--told", "电话")),
        Line("2026-11-18 10:10", "", "", ("visit", "3", "--score", "3"), by=_MANAGER),
        Line("2026-11-20 09:10", "两天后同一户又来投诉同一件事：自动按二次投诉，升一级",
             "The same household, the same matter: a second complaint, one tier up",
             ("take", "9-1-301 又来投诉公摊电费高 没人管", "--phone", "13600004444")),
        # -- the tap is mended
        Line("2026-11-20 09:30", "水龙头昨天修好了，照单据补录；尾号 1 有两张，要写清楚",
             "The tap was mended yesterday, typed from the slip; tail 1 fits two tickets",
             ("ticket", "arrive", "1", "--at", "11-19 14:10", "--src", "slip:0421"), 2),
        Line("2026-11-20 09:30", "", "",
             ("done", "261117-A001", "--arrived", "11-19 14:10", "--at", "11-19 14:40",
              "--step", "all", "--signed", "李先生", "--told", "当面", "--slip", "0421")),
        Line("2026-11-20 09:32", "这个时限是怎么来的？逐日说明", "How did this due come about?",
             ("ticket", "explain", "261117-A001", "--clock", "resolve")),
        Line("2026-11-20 09:40", "回访归档", "Follow up and archive",
             ("visit", "261117-A001", "--score", "很满意")),
        # -- one line an entry
        Line("2026-11-20 09:41", "同样的事，也可以一行一件：房号、事情、电话",
             "The same can be typed one line an entry: home, matter, phone",
             ("desk", "6-2-401 马桶堵了 13700008888")),
        Line("2026-11-20 09:42", "派给赵师傅，后面写约好的时段", "To Zhao, with the window",
             ("desk", "WY-261120-A002 派赵师傅 约10-11")),
        Line("2026-11-20 09:43", "看不懂就问，什么也不写", "What is not understood is asked",
             ("desk", "WY-261120-A002 改约 14-16"), 2),
        # -- the day
        Line("2026-11-20 09:44", "这张单的经过，每个事件旁边是它的提交",
             "What happened to it, each event beside its commit",
             ("audit", "log", "261117-A001")),
        Line("2026-11-20 09:44", "记下的有没有被动过：逐次提交核查",
             "Was anything touched afterwards? Every commit is judged",
             ("audit", "verify")),
        Line("2026-11-20 09:45", "手上还有什么", "What is open now", ("ticket", "list")),
        Line("2026-11-20 09:46", "资料库现状", "How the store stands", ("status",)),
        Line("2026-11-20 09:47", "检查：标准、记录、算例", "Check standards, records and cases",
             ("check",)),
    ]  # fmt: skip


REPORT_SQL = (
    "SELECT (SELECT count(*) FROM v_tickets) AS tickets,"
    " (SELECT count(*) FROM v_tickets WHERE status IN ('closed', 'cancelled', 'duplicate'))"
    " AS over,"
    " (SELECT count(*) FROM v_clocks WHERE verdict IN ('met', 'met_attempted')) AS met,"
    " (SELECT count(*) FROM v_clocks WHERE verdict LIKE 'failed%') AS failed,"
    " (SELECT count(*) FROM v_events WHERE do = 'visit' AND json_extract(facts, '$.score')"
    " IS NOT NULL) AS visits,"
    " (SELECT count(*) FROM v_events WHERE do = 'visit' AND json_extract(facts, '$.score')"
    " >= 3) AS satisfied"
)
"""The figures of the report at the end, asked of the index; they must equal those of the files."""

_BY_CLOCK = (
    "SELECT clock, count(*) FILTER (WHERE verdict LIKE 'met%') AS met,"
    " count(*) FILTER (WHERE verdict LIKE 'failed%') AS failed"
    " FROM v_clocks GROUP BY clock HAVING met + failed ORDER BY clock"
)

FIGURES: tuple[tuple[str, str, str], ...] = (
    (
        "各时限：按时与超时",
        "Clocks: in time and late",
        _BY_CLOCK,
    ),
    (
        "这些数和上面从文件算出的一致",
        "The same figures as those counted from the files above",
        REPORT_SQL,
    ),
)
"""What the demo ends with: title zh, title en, and the query that shows it."""
