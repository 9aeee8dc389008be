"""The words of the desk: what a clerk writes for a step, in Chinese and English.

A row names an act, its words, and the slots that its facts are read into, in the order in which
they are tried. `slots` and `reading` know the slots; `services.lines` turns acts into events.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping


class Word(NamedTuple):
    """One act.

    Attributes:
        zh: Words in Chinese, the one to print first; `en` in English.
        slots: Facts it takes, in the order in which they are tried.
        needs: Slots without which it is asked for more.
        fixed: Facts that the word itself gives: word to slot and value.
        inline: A free text may stand right behind the word, as in `价80换龙头`.
    """

    zh: tuple[str, ...]
    en: tuple[str, ...]
    slots: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    fixed: Mapping[str, tuple[str, str]] = MappingProxyType({})
    inline: bool = False


_PAUSES = {
    "等件": "parts_wait", "等配件": "parts_wait", "等料": "parts_wait", "缺件": "parts_wait",
    "wait parts": "parts_wait", "等外包": "vendor_wait", "等厂家": "vendor_wait",
    "等维保": "vendor_wait", "wait vendor": "vendor_wait", "业主不在": "owner_absent",
    "等业主在家": "owner_absent", "wait home": "owner_absent", "等业主": "owner_deciding",
    "等业主定": "owner_deciding", "wait owner": "owner_deciding", "业主要求延后": "owner_agreed",
    "延后": "owner_agreed", "postpone": "owner_agreed", "等供电": "authority",
    "等供水": "authority", "等燃气": "authority", "等政府": "authority",
    "wait utility": "authority",
    "等表决": "fund_vote", "等资金": "fund_vote", "wait vote": "fund_vote",
    "等天气": "safety_weather", "下雨": "safety_weather", "wait weather": "safety_weather",
    "缺人": "staff_shortage", "人手不足": "staff_shortage", "short staff": "staff_shortage",
}  # fmt: skip
_PAUSE_ZH = tuple(word for word in _PAUSES if not word.isascii())
_PAUSE_EN = tuple(word for word in _PAUSES if word.isascii())

WORDS: dict[str, Word] = {
    "dispatch": Word(
        ("派", "派单", "派给", "指派"), ("to", "dispatch", "assign"),
        ("who", "time"), ("who",), inline=True,
    ),
    "transfer": Word(
        ("转", "转给", "转派", "改派"), ("pass", "transfer"),
        ("who", "time", "because"), ("who",), inline=True,
    ),
    "accept": Word(("接", "接单"), ("acc", "accept"), ("time",)),
    "return": Word(("退", "退单"), ("return", "back"), ("time", "words"), ("words",)),
    "arrive": Word(
        ("到", "到场", "已到", "到了", "到现场", "已到现场", "到达"), ("arr", "arrive", "arrived"),
        ("time",),
    ),
    "no_access": Word(
        ("无人", "没人", "家里没人", "家中无人", "没人在家", "无人应"), ("noone", "nobody"),
        ("time", "words"),
    ),
    "contain": Word(
        ("控", "控制", "已控", "已控制", "控住"), ("safe", "contain", "contained"),
        ("time", "words"),
    ),
    "vendor_call": Word(("叫", "通知厂家"), ("call",), ("party", "time"), ("party",), inline=True),
    "vendor_arrive": Word(
        ("维保到", "维保到场", "厂家到", "外包到"), ("vendor", "vendor in"), ("time", "party")
    ),
    "quote": Word(
        ("价", "报价"), ("price", "quote"),
        ("money", "time", "because", "words"), ("money",), inline=True,
    ),
    "consent": Word(
        ("同意", "业主同意"), ("ok", "agreed"), ("time", "how", "person"), inline=True
    ),
    "start": Word(("开工", "开始"), ("start", "started"), ("time",)),
    "procedure": Word(("工序", "步骤"), ("steps",), ("all", "time", "words")),
    "done": Word(
        ("完", "完工", "完成", "已完成", "办完", "修好", "已修好", "处理好", "处理完", "搞定",
         "好了"),
        ("done", "fixed", "finished"), ("time", "all", "because", "words"),
    ),
    "sign": Word(
        ("签字", "签", "签了字"), ("sign", "signed"), ("time", "way", "person"), inline=True
    ),
    "pay": Word(
        ("收", "收款", "收费"), ("paid", "pay"), ("money", "receipt", "way", "time"), ("money",)
    ),
    "slip": Word(("纸", "单号", "纸单"), ("slip", "paper"), ("ref",), ("ref",)),
    "told": Word(
        ("告", "告知", "已告", "已告知", "告诉", "反馈"), ("told", "tell"), ("way", "time", "words")
    ),
    "visit": Word(
        ("访", "回访", "已回访"), ("visit", "followup"),
        ("score", "way", "time", "words"), ("score",),
    ),
    "attempt": Word(
        ("未接", "没接", "打不通", "回访未通"), ("unreached", "no reply"), ("time", "way", "words")
    ),
    "verify": Word(
        ("验", "核验", "验收"), ("verify", "checked"), ("time", "person", "words"), inline=True
    ),
    "reply": Word(("回", "回复"), ("reply",), ("way", "time", "words"), ("words",)),
    "answer": Word(
        ("答", "答复"), ("answer",), ("way", "adopted", "time", "because", "words"), ("words",)
    ),
    "investigate": Word(
        ("查", "查明", "调查"), ("found", "investigate"),
        ("time", "liable", "valid", "words"), ("words",),
    ),
    "recovery": Word(
        ("补救", "补偿"), ("recovery",),
        ("fault", "remedy", "cost", "learned", "time"), ("fault", "remedy"),
    ),
    "dissuade": Word(("劝", "劝阻"), ("warn", "warned"), ("heeded", "time", "words")),
    "report": Word(
        ("报", "上报", "报告"), ("report",), ("time", "document", "party"), ("party",), inline=True
    ),
    "outside": Word(
        ("报外", "转报"), ("outside",), ("time", "party"), ("party",), inline=True
    ),
    "urge": Word(("催", "催办", "催促"), ("urge", "chase"), ("time", "words")),
    "second": Word(("二投", "二次投诉", "再投"), ("second", "again"), ("time", "words")),
    "regrade": Word(
        ("级", "等级", "改级", "升级"), ("tier", "raise"),
        ("slipped", "approver", "because", "words"), ("words",), inline=True,
    ),
    "classify": Word(
        ("类", "类别", "分类", "定类"), ("cat", "category"), ("words",), ("words",), inline=True
    ),
    "pause": Word(
        _PAUSE_ZH, _PAUSE_EN, ("agreed", "until", "approver", "words"), ("until",),
        {word: ("reason", reason) for word, reason in _PAUSES.items()},
    ),
    "resume": Word(("恢复", "继续"), ("resume",), ("time",)),
    "window": Word(("约", "约定"), ("appt", "book"), ("window", "side"), ("window",)),
    "move": Word(
        ("改约", "改期"), ("move", "rebook"), ("window", "side", "because"), ("window", "side")
    ),
    "agree": Word(
        ("约完", "约到", "约定完成", "约定到场"), ("promise", "promise arrival"),
        ("until", "side"), ("until",),
        {
            "约完": ("clock", "resolve"), "约定完成": ("clock", "resolve"),
            "promise": ("clock", "resolve"), "约到": ("clock", "arrive"),
            "约定到场": ("clock", "arrive"), "promise arrival": ("clock", "arrive"),
        },
    ),
    "merge": Word(("并", "并入"), ("into", "merge"), ("tail",), ("tail",)),
    "repeat": Word(
        ("重复", "同一故障", "不重复"), ("same", "not same"), ("tail",), ("tail",),
        {"不重复": ("same", "no"), "not same": ("same", "no")},
    ),
    "note": Word(("备", "备注"), ("note",), ("rest",), ("rest",), inline=True),
    "amend": Word(("改", "更正"), ("fix", "amend"), ("field",), ("field",)),
    "reopen": Word(("重开",), ("reopen",), ("words",), ("words",)),
    "cancel": Word(("取消", "销单"), ("cancel",), ("side", "approver", "words"), ("side",)),
    "decline": Word(
        ("办不了", "不能办"), ("decline",), ("explained", "approver", "words"), ("words",)
    ),
    "close": Word(("归档", "关单", "归"), ("close",), ("time",)),
}  # fmt: skip

UNDO = ("撤", "撤销", "undo")
"""Words that take something back; a line of their own."""
NEW = ("新", "新单", "new")
"""Words that say: what follows is a new matter, whatever it looks like."""
NIGHT = ("夜", "夜班", "night")
"""Words that say: what follows stands in the night book."""

CHOICES: dict[str, dict[str, tuple[str, ...]]] = {
    "way": {
        "phone": ("电话", "来电", "phone"),
        "face": ("当面", "面谈", "上门", "face"),
        "wechat": ("微信", "wx", "wechat"),
        "sms": ("短信", "sms"),
        "notice": ("公告栏", "公告", "公示", "notice"),
        "cash": ("现金", "cash"),
        "alipay": ("支付宝", "alipay"),
        "card": ("刷卡", "card"),
        "transfer": ("转账", "bank"),
    },
    "how": {
        "signature": ("签", "业主签", "signed"),
        "wechat": ("微信", "wx", "wechat"),
        "phone": ("电话", "phone"),
        "face": ("口头", "当面", "face"),
        "sms": ("短信", "sms"),
    },
    "score": {
        "5": ("很满意", "非常满意", "5", "5分", "very satisfied"),
        "4": ("满意", "4", "4分", "satisfied", "good"),
        "3": ("基本满意", "一般", "3", "3分", "fair"),
        "2": ("不满意", "2", "2分", "dissatisfied", "bad"),
        "1": ("很不满意", "非常不满意", "1", "1分", "very dissatisfied"),
    },
    "side": {"owner": ("业主", "业主要求", "owner"), "company": ("我方", "物业", "company", "us")},
    "agreed": {"yes": ("业主同意", "同意", "已同意", "owner agreed", "agreed", "ok")},
    "all": {"all": ("全", "全部", "六步", "all")},
    "adopted": {"yes": ("采纳", "adopted"), "no": ("不采纳", "未采纳", "not adopted")},
    "liable": {"yes": ("我方责任", "有责", "liable"), "no": ("无责", "非我方", "not liable")},
    "valid": {"yes": ("属实", "有效", "valid"), "no": ("不属实", "无效", "invalid")},
    "heeded": {
        "yes": ("停了", "已停", "听劝", "配合", "stopped"),
        "no": ("不听", "无效", "不配合", "不停", "refused"),
    },
    "slipped": {"correction": ("登记有误", "录错", "slip of the pen")},
    "explained": {"yes": ("已解释", "已说明", "explained")},
}
"""Closed lists: slot to value to the words for it."""

PREFIXES: dict[str, tuple[str, ...]] = {
    "because": ("因", "因为", "原因", "because"),
    "receipt": ("票", "收据", "票号", "receipt"),
    "document": ("告知书", "通知书", "文书", "文号", "函", "doc"),
    "approver": ("批", "批准", "approved"),
    "fault": ("过失", "fault"),
    "remedy": ("补救", "remedy"),
    "cost": ("代价", "cost"),
    "learned": ("改进", "learned"),
}
"""Slots that a word in front opens: what stands behind it, up to the next blank, is theirs."""

FIELDS: dict[str, tuple[str, ...]] = {
    "unit": ("房号", "房", "unit"),
    "place": ("地点", "place"),
    "title": ("标题", "title"),
    "channel": ("渠道", "channel"),
}
"""What `改` can mend."""

FREE = ("who", "person", "party", "words")
"""Slots that take any text; of an act's slots the first free one that is open takes it."""

SPEECH = frozenset(
    {"told", "reply", "answer", "urge", "second", "return", "reopen", "decline", "investigate",
     "recovery", "cancel", "dissuade", "verify", "visit"}
)  # fmt: skip
"""Acts whose free text is what somebody said: a word in it is a step of its own only if it stands
alone or with a time, a sum or a choice behind it."""

ONCE = frozenset({"dispatch", "arrive", "done", "visit", "quote", "consent", "close", "slip"})
"""Acts that one line tells once."""
