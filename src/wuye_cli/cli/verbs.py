"""The verbs of `wuye ticket`: a table of what each takes, and the command that it makes.

A verb that writes one event is a row here; only verbs that do more have a function of their own.
"""

from __future__ import annotations

import inspect
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

from wuye_cli.bootstrap import open_desk
from wuye_cli.cli.echo import echo
from wuye_cli.cli.exits import spoken_errors
from wuye_cli.cli.options import DEFAULT_ROOT, AsJson, Root, h
from wuye_cli.cli.output import Wanted
from wuye_cli.domain.errors import CallError
from wuye_cli.domain.timekeeping.spoken import parse_moment, parse_span
from wuye_cli.services.desk import Draft
from wuye_cli.services.fieldwork import report

if TYPE_CHECKING:
    from collections.abc import Callable

    from wuye_cli.services.desk import Desk


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
    "ack": Verb("ack", "答复来电人", "Answer the caller.", (_WAY, _WORDS)),
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
        "工序已做",
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
            Take("--clock", "clock", "哪个时限：到场、完成", "Which clock.", needed=True),
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
        "定类",
        "Classify.",
        (
            Take("--category", "category", "类别", "Category."),
            Take("--kind", "kind", "种类", "Kind."),
            Take("--tier", "tier", "等级", "Tier."),
            Take("--urgency", "urgency", "紧急：danger、outage", "danger or outage."),
            Take("--complexity", "complexity", "难易：simple、complex", "simple or complex."),
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
        "回复办理情况",
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
        "服务补救",
        "Make good.",
        (
            Take("--fault", "fault", "过失", "The fault."),
            Take("--remedy", "remedy", "补救", "The remedy."),
            Take("--cost", "cost", "代价", "The cost."),
            Take("--learned", "learned", "改进", "What was learned."),
        ),
    ),
    "vendor-call": Verb("vendor_call", "通知外包单位", "Call the vendor.", (_PARTY,)),
    "vendor-arrive": Verb("vendor_arrive", "外包单位到场", "The vendor arrived.", (_PARTY,)),
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
    "report-outside": Verb("report_outside", "报外部单位", "Report to a utility.", (_PARTY,)),
    "urge": Verb("urge", "催办", "The caller urges.", (_WORDS,)),
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
        (Take("--by", "asked_by", "谁提出", "owner or company.", "side", needed=True), _REASON),
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
    "close": Verb("close", "归档", "Archive.", ()),
}


# -- values ---------------------------------------------------------------------------------------

_SIDES = {
    "owner": "owner",
    "业主": "owner",
    "company": "company",
    "我方": "company",
    "物业": "company",
}
_YES = {"yes": True, "是": True, "no": False, "否": False}


def _one_of(table: dict[str, Any]) -> Callable[[Desk, str], Any]:
    def read(_desk: Desk, text: str) -> Any:
        if text not in table:
            raise CallError("unknown_value", value=text, suggestions=list(table))
        return table[text]

    return read


def _price(_desk: Desk, text: str) -> str:
    whole, point, cents = text.removesuffix("元").partition(".")
    digits = whole + cents
    fits = digits.isascii() and digits.isdigit() and whole and len(whole) <= len("9999999")
    if not fits or (point and not 1 <= len(cents) <= len("00")):
        raise CallError("bad_price", value=text)
    return f"{int(whole)}{point}{cents}"


def _words(_desk: Desk, text: str) -> tuple[str, ...]:
    return tuple(part for part in text.replace("，", ",").split(",") if part)


READERS: dict[str, Callable[[Desk, str], Any]] = {
    "text": lambda _desk, text: text,
    "change": lambda _desk, text: text,
    "past": lambda desk, text: parse_moment(text, desk.now()),
    "ahead": lambda desk, text: parse_moment(text, desk.now(), ahead=True),
    "span": lambda desk, text: parse_span(text, desk.now()),
    "words": _words,
    "side": _one_of(_SIDES),
    "yes": _one_of(_YES),
    "price": _price,
    "flag": lambda _desk, given: bool(given),
    "correction": lambda _desk, given: "correction" if given else "",
}
_SWITCHES = frozenset({"flag", "correction"})


# -- commands -------------------------------------------------------------------------------------


def add_verbs(app: typer.Typer) -> None:
    """Add every verb of the table to a group."""
    for name, verb in VERBS.items():
        app.command(name, help=h(verb.zh, verb.en))(_command(verb))


def _command(verb: Verb) -> Callable[..., None]:
    """Return the function of a verb, with a signature that the command frame reads."""

    def run(ticket_id: str, *, root: Path, as_json: bool, **given: Any) -> None:
        with spoken_errors():
            desk = open_desk(root)
            draft = drafted(desk, verb, given)
            echo(desk, report(desk, ticket_id, [draft]), Wanted(as_json=as_json))

    parameters = [
        _parameter("ticket_id", Annotated[str, typer.Argument(help=h("工单号或尾号", "Id or tail."))]),
        *(_option(take) for take in verb.takes),
        _parameter("at", Annotated[str, typer.Option("--at", metavar="TIME", show_default=False,
                   help=h("实际发生的时刻，如 09:31、昨晚2340", "When it happened."))], ""),
        _parameter("who_did", Annotated[str, typer.Option("--who-did", show_default=False,
                   help=h("谁做的（默认承办人）", "Who did it (default: who holds it)."))], ""),
        _parameter("src", Annotated[str, typer.Option("--src", show_default=False,
                   help=h("凭据：slip:0421、wechat:…", "Evidence: slip, message."))], ""),
        _parameter("root", Root, DEFAULT_ROOT),
        _parameter("as_json", AsJson, default=False),
    ]  # fmt: skip
    run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined] # read by typer
    run.__annotations__ = {item.name: item.annotation for item in parameters} | {"return": None}
    return run


def _parameter(
    name: str, annotation: Any, default: Any = inspect.Parameter.empty
) -> inspect.Parameter:
    return inspect.Parameter(
        name, inspect.Parameter.KEYWORD_ONLY if default is not inspect.Parameter.empty
        else inspect.Parameter.POSITIONAL_OR_KEYWORD, default=default, annotation=annotation,
    )  # fmt: skip


def _option(take: Take) -> inspect.Parameter:
    switch = take.read in _SWITCHES
    option = typer.Option(take.flag, help=h(take.zh, take.en), show_default=False)
    kind = bool if switch else str
    name = take.flag.lstrip("-").replace("-", "_") + "_"
    return _parameter(name, Annotated[kind, option], default=False if switch else "")


def drafted(desk: Desk, verb: Verb, given: dict[str, Any]) -> Draft:
    """Return the event that a verb's options ask for.

    Raises:
        CallError: `E_MISSING_FIELD` for what the verb cannot do without, or a value that cannot
            be read.
    """
    fields: dict[str, Any] = {}
    changes: dict[str, str] = {}
    for take in verb.takes:
        value = given[take.flag.lstrip("-").replace("-", "_") + "_"]
        if value in {"", False}:
            if take.needed:
                raise CallError("missing_option", option=take.flag)
            continue
        (changes if take.read == "change" else fields)[take.field] = READERS[take.read](desk, value)
    if changes:
        fields["changes"] = changes
    elif verb.do == "amend":
        raise CallError("missing_option", option="--title, --unit, …")
    at = parse_moment(given["at"], desk.now()) if given["at"] else None
    return Draft(do=verb.do, at=at, who=given["who_did"], src=given["src"], fields=fields)
