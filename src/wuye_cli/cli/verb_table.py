"""The verbs of `wuye ticket` that write one event: what each is called and what it takes.

A verb is a row here; only verbs that do more have a function of their own. Imports nothing heavy,
so that the help of the group stays quick.
"""

from __future__ import annotations

from typing import NamedTuple


class Take(NamedTuple):
    """One option of a verb.

    Attributes:
        flag: `--to`; an argument if it does not begin with a dash.
        field: The field of the event that it fills.
        zh: Help in Chinese; `en` in English.
        read: How the text becomes a value: `text`, `past`, `ahead`, `span`, `flag`, `words`,
            `pairs`, `number`, `yes`.
        needed: The verb cannot do without it.
    """

    flag: str
    field: str
    zh: str
    en: str
    read: str = "text"
    needed: bool = False


class Verb(NamedTuple):
    """A verb: the kind of event it writes, one line of help and its options."""

    do: str
    zh: str
    en: str
    takes: tuple[Take, ...] = ()


_REASON = Take("--reason", "reason", "原因", "Why.")
_WORDS = Take("--words", "words", "原话或说明", "The words.")
_WAY = Take("--way", "way", "方式：电话、当面、微信…", "How: phone, face to face, …")
_PARTY = Take("--party", "party", "单位", "Which firm or utility.")
_RESULT = Take("--result", "result", "结果", "What came of it.")
_APPROVED = Take("--approved-by", "approved_by", "批准人", "Who allowed it.")

VERBS: dict[str, Verb] = {
    "ack": Verb("ack", "受理响应：答复来电人", "Answer the caller.", (_WAY, _WORDS)),
    "accept": Verb("accept", "接单", "Take the job."),
    "return": Verb("return", "退单", "Give the job back.", (_REASON._replace(needed=True),)),
    "transfer": Verb(
        "transfer",
        "转派他人",
        "Hand the job over.",
        (Take("--to", "to", "转给谁", "To whom.", needed=True), _REASON),
    ),
    "arrive": Verb("arrive", "到场", "Arrive on site."),
    "no-access": Verb(
        "no_access",
        "到场无人",
        "Nobody opened.",
        (
            Take("--evidence", "evidence", "凭据：门牌照、字条、通话", "Photo, slip or call."),
            _WORDS,
        ),
    ),
    "contain": Verb(
        "contain",
        "控制险情",
        "Danger contained.",
        (Take("--method", "method", "办法：关阀、断电、围挡", "How."),),
    ),
    "quote": Verb(
        "quote",
        "报价",
        "Quote a price.",
        (
            Take("--price", "price", "价格（元）", "Price in yuan.", "price", needed=True),
            Take("--cause", "cause", "故障原因", "The cause."),
            Take("--method", "method", "修理办法", "What will be done."),
        ),
    ),
    "consent": Verb(
        "consent",
        "业主同意",
        "The owner consents.",
        (
            Take("--who", "person", "谁同意", "Who consented."),
            Take("--how", "way", "方式：签字、微信", "How: signature, message."),
        ),
    ),
    "start": Verb("start", "开工", "Start the work."),
    "step": Verb(
        "procedure",
        "作业步骤已做",
        "Steps of the procedure done.",
        (
            Take("--done", "steps", "做了哪几步，all 为全部", "Which steps; all for all.", "words"),
            Take("--slip", "slip", "单据号", "Number of the slip."),
        ),
    ),
    "pause": Verb(
        "pause",
        "暂停计时",
        "Pause the clocks.",
        (
            Take("--reason", "reason", "原因（封闭清单）", "A reason of the list.", needed=True),
            Take("--until", "until", "到何时（默认下个服务时段）", "Until when.", "ahead"),
            Take("--agreed", "agreed", "业主同意此日期", "The owner agreed.", "flag"),
            _PARTY,
            Take("--evidence", "evidence", "凭据", "On what evidence."),
            _APPROVED,
        ),
    ),
    "resume": Verb("resume", "恢复计时", "Let the clocks run again."),
    "reschedule": Verb(
        "reschedule",
        "改约",
        "Agree another time.",
        (
            Take(
                "--by",
                "asked_by",
                "谁提出：owner 业主，company 我方",
                "owner or company.",
                "side",
                needed=True,
            ),
            Take("--window", "window", "时段：周五14-16", "The window.", "span", needed=True),
            _REASON,
        ),
    ),
    "agree": Verb(
        "agree",
        "约定完成时间",
        "Agree a time that becomes the due.",
        (
            Take("--clock", "clock", "哪个时限：到场、办结", "Which clock.", needed=True),
            Take("--due", "due", "约定何时", "The agreed time.", "ahead", needed=True),
            Take("--by", "asked_by", "谁提出", "owner or company.", "side"),
        ),
    ),
    "regrade": Verb(
        "regrade",
        "调整等级",
        "Change the tier.",
        (
            Take("--to", "to", "改为哪一级", "The new tier.", needed=True),
            _APPROVED,
            _REASON,
            Take(
                "--correction", "mode", "登记有误，15 分钟内更正", "A slip at intake.", "correction"
            ),
        ),
    ),
    "classify": Verb(
        "classify",
        "分类",
        "Classify.",
        (
            Take("--category", "category", "类别", "Category."),
            Take("--kind", "kind", "种类", "Kind."),
            Take("--tier", "tier", "等级", "Tier."),
            Take("--urgency", "urgency", "紧急：danger、outage", "danger or outage."),
            Take("--complexity", "complexity", "难易：simple、complex", "simple or complex."),
            _APPROVED,
        ),
    ),
    "resolve": Verb(
        "resolve", "办结", "Resolve.", (_RESULT, Take("--slip", "slip", "单据号", "Slip."))
    ),
    "sign": Verb(
        "sign",
        "业主签字",
        "The owner signs.",
        (
            Take("--who", "person", "谁签", "Who signed."),
            Take("--slip", "slip", "单据号", "Slip."),
            _WAY,
        ),
    ),
    "pay": Verb(
        "pay",
        "收费",
        "Note a payment.",
        (
            Take("--price", "price", "金额（元）", "Yuan.", "price", needed=True),
            _WAY,
            Take("--receipt", "receipt", "收据号", "Receipt number."),
            Take("--slip", "slip", "单据号", "Slip."),
        ),
    ),
    "feedback": Verb(
        "feedback",
        "告知结果",
        "Tell the result.",
        (_WAY, Take("--to", "to", "告知谁", "To whom."), _WORDS),
    ),
    "attempt": Verb(
        "visit_attempt", "回访未通", "A follow-up call that reached nobody.", (_WAY, _WORDS)
    ),
    "verify": Verb("verify", "现场核验", "Verify on the spot.", (_RESULT, _WORDS)),
    "reply": Verb(
        "reply",
        "反馈处理情况",
        "Say how it is being handled.",
        (_WORDS._replace(needed=True), Take("--to", "to", "对谁", "To whom."), _WAY),
    ),
    "answer": Verb(
        "answer",
        "答复",
        "Answer in substance.",
        (
            _WORDS._replace(needed=True),
            Take("--to", "to", "对谁", "To whom."),
            _WAY,
            Take(
                "--adopted", "adopted", "建议是否采纳：yes、no", "Was it adopted: yes or no.", "yes"
            ),
            _REASON,
        ),
    ),
    "investigate": Verb(
        "investigate",
        "调查",
        "Investigate.",
        (
            Take("--cause", "cause", "原因", "The cause."),
            Take("--liable", "liable", "我方责任：yes、no", "Are we liable: yes or no.", "yes"),
            Take("--valid", "valid", "投诉有效：yes、no", "Is it valid: yes or no.", "yes"),
            _WORDS,
        ),
    ),
    "recovery": Verb(
        "recovery",
        "补救",
        "Make good.",
        (
            Take("--fault", "fault", "过失", "The fault."),
            Take("--remedy", "remedy", "补救", "The remedy."),
            Take("--cost", "cost", "代价", "The cost."),
            Take("--learned", "learned", "改进", "What was learned."),
        ),
    ),
    "vendor-call": Verb("vendor_call", "通知维保单位", "Call the vendor.", (_PARTY,)),
    "vendor-arrive": Verb("vendor_arrive", "维保单位到场", "The vendor arrived.", (_PARTY,)),
    "dissuade": Verb("dissuade", "劝阻", "Dissuade.", (_RESULT, _WORDS)),
    "dissuade-failed": Verb("dissuade_failed", "劝阻无效", "It was in vain.", (_RESULT, _WORDS)),
    "report-authority": Verb(
        "report_authority",
        "报告主管部门",
        "Report to the authority.",
        (
            Take("--authority", "authority", "部门", "Which one."),
            Take("--document", "document", "文书号", "Document number."),
        ),
    ),
    "report-outside": Verb("report_outside", "报告专业单位", "Report to a utility.", (_PARTY,)),
    "urge": Verb("urge", "催办", "The caller urges.", (_WORDS,)),
    "escalate": Verb(
        "escalate",
        "上报",
        "Tell somebody higher up.",
        (
            Take(
                "--to",
                "to",
                "报给：部门主管、经理、总经理",
                "head, manager or general_manager.",
                needed=True,
            ),
            _WAY,
            _WORDS,
        ),
    ),
    "note": Verb(
        "note", "备注", "Add a note.", (Take("--text", "text", "内容", "The text.", needed=True),)
    ),
    "amend": Verb(
        "amend",
        "更正登记内容",
        "Mend what was typed.",
        (
            Take("--title", "title", "标题", "Title.", "change"),
            Take("--words", "words", "原话", "Words.", "change"),
            Take("--unit", "unit", "房号", "Home.", "change"),
            Take("--place", "place", "地点", "Place.", "change"),
            Take("--channel", "channel", "渠道", "Channel.", "change"),
            Take("--form", "form", "形式：oral、written", "oral or written.", "change"),
            _REASON,
        ),
    ),
    "reopen": Verb("reopen", "重开", "Reopen.", (_REASON,)),
    "cancel": Verb(
        "cancel",
        "取消",
        "Cancel.",
        (
            Take("--by", "asked_by", "谁提出", "owner or company.", "side", needed=True),
            _REASON,
            _APPROVED,
        ),
    ),
    "decline": Verb(
        "decline",
        "不能办",
        "It cannot be done.",
        (
            _REASON._replace(needed=True),
            Take("--explained", "explained", "已向业主解释", "Explained to the owner.", "flag"),
            _APPROVED,
        ),
    ),
    "merge": Verb(
        "merge",
        "并入另一单",
        "Merge into another ticket.",
        (Take("--into", "into", "并入哪单", "Which ticket.", needed=True), _REASON),
    ),
    "repeat": Verb(
        "repeat",
        "确认是否重复故障",
        "Say whether it is the same fault again.",
        (
            Take("--of", "repeat_of", "与哪一单重复", "Of which ticket.", needed=True),
            Take(
                "--same",
                "adopted",
                "是同一故障：yes、no",
                "The same: yes or no.",
                "yes",
                needed=True,
            ),
            _REASON,
        ),
    ),
    "rebind": Verb(
        "rebind",
        "改按标准的另一版本",
        "Bind to another version of the standard.",
        (
            Take("--version", "version", "哪一版", "Which version.", needed=True),
            _REASON,
            _APPROVED,
        ),
    ),
    "close": Verb("close", "归档", "Archive.", ()),
}
