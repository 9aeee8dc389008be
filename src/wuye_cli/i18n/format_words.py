"""What the pages about file formats and the JSON Schemas say of each key, in Chinese and English.

A row is `kind, zh, en`. The kind is empty where the code tells it (`services.file_formats`); a
leading `!` marks a key without which the reader reports S002. A test compares both with the readers.
"""

# A sentence stays on one line, so that a search for its words finds it.
# ruff: noqa: E501

from __future__ import annotations

from typing import NamedTuple

from wuye_cli.checking.file_kinds import ENTRIES, TOPS
from wuye_cli.i18n.document_words import ABOUT, DOCUMENTS

Rows = dict[str, tuple[str, str, str]]


class Words(NamedTuple):
    """What is said of one mapping: depth of its heading, title and introduction, and its keys."""

    mark: str
    title: tuple[str, str]
    about: tuple[str, str]
    rows: Rows


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

_LABEL = ("text", "中文名称", "name in Chinese")
_LABEL_EN = ("text", "英文名称", "name in English")
_ALIASES = ("texts", "别的叫法，输入时可用", "other names that may be typed")
_BASIS = ("text", "数字的依据", "where the figure comes from")


WORDS: dict[str, Words] = {
    "ticket": Words(
        "##",
        (
            "工单 `records/tickets/YYYY/MM/DD/<编号>.yaml`",
            "Ticket `records/tickets/YYYY/MM/DD/<id>.yaml`",
        ),
        (
            "一单一文件，路径由编号算出，不改名、不移动。短短的头部加一列只增不改的事件；头部的 `status` 和被定类、更正过的字段由事件推出。另可有 `x-…` 键，原样保留；其他未知的键是错误。",
            "One file a ticket, its path computed from the id, never renamed or moved: a short head and a list of events that only grows. `status`, and fields that were classified or amended, are derived from the events. `x-…` keys are kept as they are; any other unknown key is an error.",
        ),
        {
            "schema": ("", "固定为 `ticket/1`", "always `ticket/1`"),
            "id": (
                "",
                "编号 `WY-YYMMDD-<前台代码><序号>`，日期是受理当地日",
                "`WY-YYMMDD-<desk><number>`; the date is the local day of receipt",
            ),
            "uid": (
                "",
                "ULID，永不改变；两个副本撞号时用来分辨",
                "a ULID that never changes; tells apart two tickets that got one id in two clones",
            ),
            "aka": ("", "用过的编号", "earlier ids"),
            "status": (
                "",
                "状态，由事件推出，写下来给人和 grep 看",
                "the status derived from the events, written for people and grep",
            ),
            "kind": ("", "种类：repair、complaint …", "kind: repair, complaint, …"),
            "category": (
                "",
                "`categories.yaml` 里的类别；未定类则没有",
                "a category of `categories.yaml`; absent while unclassified",
            ),
            "title": ("", "事由", "the matter in short"),
            "words": (
                "",
                "来电人原话；电话号码和证件号移到 `people/`，原处留标记",
                "the caller's own words; phone and identity numbers are moved to `people/` and leave a mark",
            ),
            "unit": ("", "房号，如 `3-1-0502`", "the home, such as `3-1-0502`"),
            "place": ("", "公共部位；与 `unit` 二者取一", "a common part; either this or `unit`"),
            "reporter": ("", "谁报的，不写姓名", "who asked; no name"),
            "channel": ("", "渠道：phone、counter、wechat …", "channel: phone, counter, wechat, …"),
            "form": ("", "oral 或 written", "oral or written"),
            "first_asked": ("", "首问责任人", "who was asked first (首问责任人)"),
            "source": ("", "导入的工单来自哪里", "where an imported ticket came from"),
            "standard": (
                "",
                "受理时生效的等级标准版本",
                "the version of the tiers in force at receipt",
            ),
            "overtaken": (
                "",
                "合并时被别的前台先办的步骤赶过的事件；照样保留",
                "events that a step of another desk overtook when the two met; kept all the same",
            ),
            "events": ("", "事件，按记录的先后", "events, in the order in which they were written"),
        },
    ),
    "ticket.reporter": Words(
        "###",
        ("`reporter`", "`reporter`"),
        ("", ""),
        {
            "person": ("", "`people/` 里的编号 `p-…`", "an id of `people/`, `p-…`"),
            "as": ("", "身份：业主、租户、门岗 …", "in which role: 业主, 租户, 门岗, …"),
        },
    ),
    "ticket.standard": Words(
        "###",
        ("`standard`", "`standard`"),
        ("", ""),
        {
            "version": ("", "`tiers.yaml` 的 `version`", "the `version` of `tiers.yaml`"),
            "terms": (
                "",
                "义务条款的指纹，八位十六进制",
                "fingerprint of the obligations, eight hex digits",
            ),
        },
    ),
    "ticket.source": Words(
        "###",
        ("`source`", "`source`"),
        ("", ""),
        {
            "system": ("", "原系统的名称", "name of the other system"),
            "key": ("", "在原系统里的编号", "its key there"),
            "queue": ("", "原系统里的队列", "its queue there"),
            "verdict": ("", "原系统给的结论", "the verdict given there"),
            "line": ("", "在导入文件的第几行", "line of the imported file"),
        },
    ),
    "event": Words(
        "###",
        ("`events` 里的一个事件", "One event of `events`"),
        (
            "一行一个，键的先后固定如下；值为空的键不写。哪种事件能带哪些键，见下一张表。另可有 `x-…` 键。",
            "One a line, its keys in this order; a key without a value is not written. The next table says which kind carries what. `x-…` keys are kept.",
        ),
        {
            "id": (
                "",
                "工单内唯一，十个字符，首位是字母；早先写的可以短些",
                "unique within the ticket, ten characters, the first a letter",
            ),
            "at": ("", "何时发生", "when it happened"),
            "by": (
                "",
                "谁录入：员工编号，未登记则为邮箱",
                "who typed it: a staff id, else the mail",
            ),
            "who": ("", "谁做的，若不是录入的人", "who did it, if somebody else"),
            "src": (
                "",
                "凭什么录入：`slip:0421`、微信、表格行",
                "on what evidence: `slip:0421`, a message, a sheet row",
            ),
            "recorded_at": (
                "",
                "何时录入，若与 `at` 不同",
                "when it was typed, where that differs from `at`",
            ),
            "auto": (
                "",
                "机器写的；不停要人来停的时钟",
                "written by a machine; stops no clock that wants a human",
            ),
            "do": ("", "事件种类", "the kind of event"),
            "tier": ("", "等级", "tier"),
            "kind": ("", "种类", "kind"),
            "category": ("", "类别", "category"),
            "channel": ("", "渠道", "channel"),
            "urgency": ("", "danger、outage 或 normal", "danger, outage or normal"),
            "complexity": ("", "simple 或 complex", "simple or complex"),
            "limits": (
                "",
                "类别规定的时限，写进事件，日后改标准不影响本单",
                "the category's own limits, written down so that a later change of the standards does not touch this ticket",
            ),
            "same_subject": ("", "与先前投诉同一件事", "the same subject as an earlier complaint"),
            "repeat_of": ("", "可能重复自哪单", "the ticket that it may repeat"),
            "second_of": ("", "是哪一单的二次投诉", "the complaint of which this is the second"),
            "to": (
                "",
                "派给谁、告知谁、上报给谁；调级时为新等级",
                "to whom, or who was told; of a `regrade` the new tier",
            ),
            "into": ("", "并入哪单", "the ticket it was merged into"),
            "mode": (
                "",
                "调级：correction；派单方式",
                "of a `regrade`: correction; of a `dispatch`: how",
            ),
            "approved_by": ("", "批准人", "who allowed it"),
            "asked_by": ("", "谁提出：owner 或 company", "who asked: owner or company"),
            "reason": ("", "原因；暂停时为原因代码", "why; of a `pause` the code of the reason"),
            "agreed": ("", "业主同意了日期", "the owner agreed to the date"),
            "until": ("", "暂停到何时", "until when"),
            "window": ("", "约定时段", "the agreed window"),
            "clock": ("", "约定的是哪个时钟", "which clock the agreement is about"),
            "due": ("", "约定的期限", "the agreed due"),
            "version": ("", "改用哪一版标准", "the version of the tiers that it is bound to now"),
            "price": (
                "",
                "元，十进制文字，如 `80`、`12.50`",
                "yuan as decimal text, such as `80` or `12.50`",
            ),
            "method": ("", "办法", "how"),
            "cause": ("", "故障原因", "the cause"),
            "person": ("", "住户编号 `p-…`", "a resident, `p-…`"),
            "way": ("", "方式：电话、当面、签字 …", "how: phone, face to face, signature, …"),
            "words": ("", "说了什么", "what was said"),
            "text": ("", "备注；每种事件都可带", "a note; every kind may carry it"),
            "score": ("", "回访评分 1-5", "score of the follow-up, 1 to 5"),
            "outcome": ("", "结果代码", "outcome"),
            "explained": ("", "已向业主解释", "explained to the owner"),
            "adopted": ("", "建议是否采纳", "whether a suggestion was adopted"),
            "valid": ("", "是否有效投诉", "whether the complaint is valid (有效)"),
            "liable": ("", "是否我方责任", "whether the company is liable (责任性)"),
            "result": ("", "结果", "result"),
            "party": ("", "哪个单位", "which firm or utility"),
            "authority": ("", "报告哪个部门", "which authority"),
            "document": ("", "文书号", "number of the document"),
            "evidence": ("", "凭据", "evidence"),
            "slip": ("", "单据号", "number of the slip"),
            "steps": ("", "做了哪几道工序", "which steps of the procedure"),
            "fault": ("", "过失", "the fault"),
            "remedy": ("", "如何补救", "how it was made good"),
            "cost": ("", "费用", "what it cost"),
            "learned": ("", "改进", "what was learned"),
            "receipt": ("", "收据号", "number of the receipt"),
            "name": ("", "附件名", "name of the attachment"),
            "media": ("", "附件类型", "media type"),
            "size": ("", "字节数", "size in bytes"),
            "sha256": (
                "",
                "附件的散列，文件在 `media/`",
                "hash of the attachment, which lies in `media/`",
            ),
            "changes": (
                "",
                "更正：头部字段到新值",
                "of an `amend`: field of the head to its new value",
            ),
            "was": (
                "",
                "改之前的值，撤销时用来还原",
                "the values before, from which a `revoke` restores",
            ),
            "events": ("", "撤销了哪些事件", "the events that are revoked"),
        },
    ),
    "settings": Words(
        "##",
        ("设置 `wuye.yaml`", "Settings `wuye.yaml`"),
        (
            "有它和 `.git` 的目录就是资料库。可有 `x-…` 键。",
            "The folder with it and `.git` is a store. It may hold `x-…` keys.",
        ),
        {
            "schema": ("", "固定为 `wuye/1`", "always `wuye/1`"),
            "estate": ("", "小区名称", "name of the estate"),
            "timezone": (
                "",
                "IANA 时区；默认 Asia/Shanghai",
                "IANA zone; Asia/Shanghai by default",
            ),
            "language": (
                "",
                "zh 或 en；环境变量 `WUYE_LANG` 优先",
                "zh or en; `WUYE_LANG` comes first",
            ),
            "strict": (
                "",
                "派单等处的人名必须是登记的员工",
                "names of people in a dispatch and the like must be registered staff",
            ),
            "city": ("", "城市", "city"),
            "grade": (
                "",
                "所采 DB11/T 751-2025 的等级，1 至 3",
                "adopted grade of DB11/T 751-2025, 1 to 3",
            ),
            "contract": ("", "哪份合同写明了等级", "the contract that names the grade"),
            "duty_phone": ("", "24 小时渠道", "the channel that answers round the clock"),
            "after_hours": ("", "下班后谁派单", "who dispatches after hours"),
            "contacts": (
                "",
                "电梯维保、公用单位等的电话",
                "numbers of the lift maintainer, utilities, …",
            ),
            "contact_months": (
                "",
                "联系方式保留几个月（`init` 的回答）",
                "months that contacts are kept (the answer given to `init`)",
            ),
            "team": ("", "one 或 several", "one or several"),
            "backup_days": (
                "",
                "最近一次备份超过几天时 `wuye status` 提醒；默认 7，0 不提醒",
                "`wuye status` warns of a backup older than so many days; 7 by default, 0: never",
            ),
            "check": ("", "`wuye check` 怎么判", "how `wuye check` judges"),
        },
    ),
    "settings.check": Words(
        "###",
        ("检查的设置 `check`", "Settings of the check, `check`"),
        (
            "规则号可以只写开头，如 `K`、`T0`。读不了的文件（Y001 等）和搁置本身的规则（W）一直算数。",
            "A code may be its beginning, such as `K` or `T0`. Files that cannot be read (Y001 and the like) and the rules of setting aside (W) always count.",
        ),
        {
            "select": (
                "",
                "只用这些规则；命令里写了 `--select` 就以命令为准",
                "only these rules; `--select` takes its place",
            ),
            "ignore": ("", "不用这些规则", "without these rules"),
            "per_path": (
                "",
                "路径的写法（`*`、`?`、`**`）到那里的 `select`、`ignore`",
                "pattern of paths (`*`, `?`, `**`) to `select` and `ignore` there",
            ),
            "severity": (
                "",
                '规则号到 error、warning、info 或 `"off"`',
                'code to error, warning, info or `"off"`',
            ),
            "baseline": (
                "",
                "已知问题的文件，从资料库根目录写起",
                "file of the known findings, from the root of the store",
            ),
        },
    ),
    "settings.paths": Words(
        "###",
        ("一处路径的规则", "Rules for some paths"),
        ("`per_path` 里的一条。", "An entry of `per_path`."),
        {
            "select": ("", "那里只用这些规则", "only these rules there"),
            "ignore": ("", "那里不用这些规则", "without these rules there"),
        },
    ),
    "person": Words(
        "##",
        (
            "住户 `people/persons/<两位>/<编号>.yaml`",
            "Person `people/persons/<two characters>/<id>.yaml`",
        ),
        (
            "在第二个 git 库 `people/` 里；姓名和号码只在这里。可有 `x-…` 键。",
            "In the second repository `people/`, the only place with names and numbers. It may hold `x-…` keys.",
        ),
        {
            "schema": ("", "固定为 `person/1`", "always `person/1`"),
            "id": ("", "`p-` 加八个随机字符", "`p-` and eight random characters"),
            "name": ("", "称呼", "the name as said"),
            "phones": ("", "电话，只有数字", "phones, digits only"),
            "wechat": ("", "微信名", "chat name"),
            "ids": ("", "证件号", "identity numbers"),
            "needs": (
                "",
                "特殊需要；敏感，须有同意",
                "special needs; sensitive, kept with consent only",
            ),
            "notes": ("", "备注", "notes"),
            "units": ("", "住哪里", "homes"),
            "created": ("", "建档时刻", "when the file was made"),
            "held": (
                "",
                "该删而仍存的理由：`retention.yaml` 的规则名",
                "why it is still stored although it should be erased: a rule of `retention.yaml`",
            ),
        },
    ),
    "person.home": Words(
        "###",
        ("`units` 里的一项", "One of `units`"),
        ("", ""),
        {
            "unit": ("", "房号", "the home"),
            "relation": ("", "业主、租户、家属 …", "业主, 租户, 家属, …"),
            "from": (
                "",
                "入住日；有它才算登记的住户",
                "moved in; only a registered resident has it",
            ),
            "to": ("", "迁出日", "moved out"),
        },
    ),
    "staff": Words(
        "##",
        ("员工 `records/staff/<编号>.yaml`", "Staff `records/staff/<id>.yaml`"),
        (
            "一人一文件；输入的人名由此认出。没有 `schema` 的旧文件照样读。电话不在这里，在 `people/`。",
            "One file a person; names typed are recognised by it. A file of old without `schema` is read as well. Phones are not here but in `people/`.",
        ),
        {
            "schema": ("", "`staff/1`", "`staff/1`"),
            "id": (
                "",
                "编号，`s-` 加小写字母、数字或 -",
                "id: `s-` and small letters, digits or -",
            ),
            "name": ("", "姓名", "the name"),
            "aliases": ("", "别的叫法：赵师傅、老赵", "other names that may be typed"),
            "mail": (
                "",
                "git 身份的邮箱，由此认出录入人",
                "mail of the commits, by which the one who types is known",
            ),
            "role": (
                "",
                "岗位：desk、technician、steward、manager、guard、cleaning、gardening、vendor",
                "desk, technician, steward, manager, guard, cleaning, gardening or vendor",
            ),
            "skills": ("", "技能；供规则 K009", "skills; rule K009 looks at them"),
            "wechat": ("", "群里的昵称", "names in the group chat"),
            "person": (
                "",
                "`people/` 里的编号 `p-…`，电话在那里",
                "an id of `people/`, `p-…`, where the phone is",
            ),
            "zone": ("", "片区", "part of the estate"),
            "left": (
                "",
                "离职日；次日起不再按名字认作此人",
                "the last day; from the next on no name means them",
            ),
            "keys": (
                "",
                "提交签名用的公钥；由 `wuye key` 写",
                "public keys of their signed commits; written by `wuye key`",
            ),
        },
    ),
    "staff.key": Words(
        "###",
        ("签名公钥", "A key that signs"),
        (
            "从加上它的那次提交起有效，到停用它的那次提交为止；看在历史里的位置，不看日期。停用的留着，旧签名才认得出。",
            "Counts from the commit that adds it to the one that ends it, by place in history, not by date. An ended key stays, so that old signatures are known.",
        ),
        {
            "key": ("", "`.pub` 文件里的类型和公钥", "kind and key, as in the `.pub` file"),
            "label": ("", "在哪台机器上", "which machine it is on"),
            "ended": ("", "何时停用", "when it was ended"),
            "why": (
                "",
                "为什么停用：rotated 换新，left 离职，lost 丢失",
                "why: rotated, left or lost",
            ),
        },
    ),
    "tiers": Words(
        "##",
        ("响应等级 `standards/tiers.yaml`", "Response tiers `standards/tiers.yaml`"),
        (
            "除日历外，一个期限所依赖的都在这里；一个 git 对象就是一版。改了义务条款就提高 `version` 并写明从何时生效。键可加 `x-…`。",
            "All that a due depends on except calendars; one git object is one version. Raise `version` and date it when an obligation changes. `x-…` keys are allowed.",
        ),
        {
            "schema": ("!text", "`tiers/1`", "`tiers/1`"),
            "version": ("!scalar", "版本，1、2、3 …", "version, 1, 2, 3, …"),
            "effective_from": ("!instant", "从何时生效", "in force from"),
            "grade": ("text", "所采等级，给人看", "adopted grade, for people"),
            "timezone": (
                "text",
                "日和半日所属时区；默认 Asia/Shanghai",
                "zone of days; Asia/Shanghai by default",
            ),
            "clocks": (
                "mapping",
                "时钟；不写则为五个默认时钟：ack、arrive、resolve、feedback、visit",
                "clocks; without it the five default ones: ack, arrive, resolve, feedback, visit",
            ),
            "channel_calendars": (
                "words",
                "渠道到日历；时限写 `channel` 时用",
                "channel to calendar, for limits on `channel`",
            ),
            "pause_reasons": ("mapping", "暂停原因的封闭清单", "the closed list of pause reasons"),
            "pause_rules": ("mapping", "每次暂停都适用的规则", "rules for every pause"),
            "policy": ("mapping", "窗口与阈值", "windows and thresholds"),
            "tiers": ("!mapping", "等级", "the tiers"),
        },
    ),
    "tiers.clock": Words(
        "###",
        ("`clocks` 里的一个时钟", "One clock of `clocks`"),
        ("", ""),
        {
            "from": (
                "!texts",
                "起算的事件，先列的优先",
                "the events that start it, the preferred first",
            ),
            "to": (
                "texts",
                "停表的事件；默认与时钟同名",
                "the events that stop it; by default the one of the same name",
            ),
            "label": _LABEL,
            "label_en": _LABEL_EN,
            "human": (
                "flag",
                "`auto: true` 的事件不停它",
                "an event with `auto: true` does not stop it",
            ),
            "binds": (
                "text",
                "别人的责任，如 vendor；不使本单超时",
                "somebody else's duty, such as vendor; does not fail the ticket",
            ),
        },
    ),
    "tiers.tier": Words(
        "###",
        ("`tiers` 里的一个等级", "One tier of `tiers`"),
        (
            "除下列键外，每个时钟名也是键，值为 `[时限, 日历]`，日历可写 `channel`；或写 `agreed`：期限只由约定而来。没写的时钟，这一级就没有。",
            "Besides these keys every clock is a key, with `[limit, calendar]`, where the calendar may be `channel`; or `agreed`: only an agreement sets this due. A clock that is left out does not exist in this tier.",
        ),
        {
            "label": _LABEL,
            "label_en": _LABEL_EN,
            "aliases": _ALIASES,
            "class": (
                "text",
                "服务类型：emergency、general、special、complaint",
                "kind of service: emergency, general, special, complaint",
            ),
            "rank": ("whole", "紧急程度，大者急", "how urgent; larger is more urgent"),
            "raise_to": (
                "text",
                "重开或二次投诉后升到哪一级",
                "the tier after a reopening or a second complaint",
            ),
            "only_for": (
                "mapping",
                "时钟到类别：只对这些类别有此时钟",
                "clock to the categories for which alone it exists",
            ),
            "owner_role": ("text", "须由何种角色负责", "role that must own the ticket"),
            "agreed_time_first": (
                "texts",
                "这些时钟的期限可由 agree 事件约定",
                "clocks whose due an `agree` event sets",
            ),
            "basis": ("words", "时钟到依据", "clock to the basis of its figure"),
        },
    ),
    "tiers.reason": Words(
        "###",
        ("`pause_reasons` 里的一个原因", "One reason of `pause_reasons`"),
        ("", ""),
        {
            "label": _LABEL,
            "label_en": _LABEL_EN,
            "stops": ("!texts", "停哪些时钟", "the clocks that stop"),
            "stops_if_agreed": (
                "texts",
                "业主同意了日期才停的时钟",
                "clocks that stop only if the owner agreed to a date",
            ),
            "max": ("limit", "最长多久", "the longest pause"),
            "evidence": ("texts", "应记下的凭据", "what should be noted with it"),
            "basis": _BASIS,
        },
    ),
    "tiers.rules": Words(
        "###",
        ("`pause_rules`", "`pause_rules`"),
        ("", ""),
        {
            "needs_ack": (
                "flag",
                "答复之前不得暂停；默认 true",
                "no pause before the acknowledgement; true by default",
            ),
            "needs_until": (
                "flag",
                "须写到何时；默认 true",
                "it must say until when; true by default",
            ),
            "default_until": (
                "text",
                "没写时到何时；默认 next-open",
                "until when if not said; next-open by default",
            ),
            "backdate_max": (
                "limit",
                "最多倒填多久；只用 m、h；默认 30m",
                "how far back it may be dated; m or h only; 30m by default",
            ),
            "after_due": (
                "text",
                "过期后再暂停：heals_nothing",
                "a pause after the due: heals_nothing",
            ),
            "request_by": ("text", "谁可提出", "who may ask for it"),
            "record_by": ("texts", "谁可记录", "who may record it"),
            "approve_over": (
                "mapping",
                "`{limit, by}`：超过多久要谁批",
                "`{limit, by}`: beyond what length whose approval is needed",
            ),
            "basis": _BASIS,
        },
    ),
    "tiers.policy": Words(
        "###",
        ("`policy`", "`policy`"),
        ("", ""),
        {
            "stop_is_met_when": ("text", "固定为 `done_at <= due`", "always `done_at <= due`"),
            "warn_fraction": (
                "number",
                "用掉多少时提醒；默认 0.8",
                "share of the limit at which it warns; 0.8 by default",
            ),
            "escalation_fractions": (
                "numbers",
                "升级的比例，递增",
                "shares at which it escalates, increasing",
            ),
            "reopen_window": (
                "limit",
                "告知后多久可重开；默认 7d",
                "how long after the feedback it may be reopened; 7d by default",
            ),
            "repeat_window": (
                "limit",
                "多久内算可能重复；默认 30d",
                "how long a ticket may count as a repeat; 30d by default",
            ),
            "second_complaint_window": (
                "limit",
                "多久内算二次投诉；默认 30d",
                "how long a complaint counts as the second; 30d by default",
            ),
            "correction_window": (
                "limit",
                "登记后多久内可作更正；默认 15m",
                "how long a regrade counts as a correction; 15m by default",
            ),
            "urge_escalates_at": (
                "whole",
                "催几次升级；默认 2",
                "urges that escalate; 2 by default",
            ),
            "urge_min_gap": (
                "limit",
                "隔多久的催办才另算一次",
                "urges closer than this count once",
            ),
            "visit_attempts_required": (
                "whole",
                "回访几次未通可代替回访；默认 3",
                "attempts that stand in for a follow-up; 3 by default",
            ),
            "basis": ("words", "各项的依据", "the basis of each figure"),
        },
    ),
    "categories": Words(
        "##",
        ("类别 `standards/categories.yaml`", "Categories `standards/categories.yaml`"),
        (
            "说的是什么事，由此定种类、等级和时限。",
            "What a ticket is about, and from that its kind, tier and limits.",
        ),
        {
            "schema": ("!text", "`categories/1`", "`categories/1`"),
            "defaults": ("mapping", "未定类时用什么", "what holds for an unclassified ticket"),
            "danger_words": ("texts", "听到就按危险处理的词", "words that make a call urgent"),
            "calm_words": (
                "texts",
                "含有险情词却不是险情的说法",
                "words with a danger word in them that mean none",
            ),
            "categories": ("!mapping", "类别编号到类别", "category id to category"),
        },
    ),
    "categories.defaults": Words(
        "###",
        ("`defaults`", "`defaults`"),
        ("", ""),
        {
            "kind": ("text", "种类；默认 repair", "kind; repair by default"),
            "place_from": ("text", "固定为 unit_or_place", "always unit_or_place"),
            "tier": ("text", "等级；默认 general", "tier; general by default"),
            "urgency": ("text", "normal", "normal"),
            "complexity": ("text", "simple", "simple"),
        },
    ),
    "categories.category": Words(
        "###",
        ("一个类别", "One category"),
        (
            "`rules` 是决策表：每行 `{when: {…}, tier: …}`，自上而下第一条符合的定等级。`limits` 是 `时钟: {simple: [时限, 日历], complex: [时限, 日历]}`，代替等级里的同名时限。",
            "`rules` is a decision table of rows `{when: {…}, tier: …}`; the first that fits decides. `limits` is `clock: {simple: [limit, calendar], complex: [limit, calendar]}` and stands in for the tier's limit.",
        ),
        {
            "label": ("!text", "中文名称", "name in Chinese"),
            "label_en": _LABEL_EN,
            "kind": ("!text", "种类", "kind"),
            "tier": ("text", "没有一行符合时的等级", "tier when no row fits"),
            "rules": ("mappings", "决策表", "decision table"),
            "aliases": _ALIASES,
            "limits": ("mapping", "本类别的时限", "the category's own limits"),
            "skill": ("text", "需要的技能", "skill that is needed"),
            "doer": ("text", "由谁做", "who does it"),
            "vendor": ("text", "外包单位", "the vendor"),
            "utility": ("text", "公用单位", "the utility"),
            "plan": ("text", "应急预案", "contingency plan"),
            "hours": (
                "text",
                "涉及哪种许可时段，如 decoration",
                "kind of permitted hours, such as decoration",
            ),
            "class": ("whole", "服务分类号", "number of the service class"),
            "subcodes": ("texts", "细目", "subcodes"),
            "require": ("texts", "须带的事项", "facts that a ticket must carry"),
            "incident_fields": ("texts", "事件报告的栏目", "fields of its incident report"),
            "due_from_source": (
                "flag",
                "期限由来源系统给出",
                "the due comes from the other system",
            ),
            "basis": _BASIS,
        },
    ),
    "categories.when": Words(
        "###",
        ("`when`", "`when`"),
        ("没写的条件，任何工单都符合。", "A condition that is left out is met by every ticket."),
        {
            "place": ("text", "private（有房号）或 common", "private (it has a home) or common"),
            "urgency": ("text", "danger、outage、normal", "danger, outage, normal"),
            "complexity": ("text", "simple、complex", "simple, complex"),
        },
    ),
    "flows": Words(
        "##",
        ("流程 `standards/flows.yaml`", "Flows `standards/flows.yaml`"),
        (
            "哪种单子要走哪些步骤；自上而下第一条符合的流程。",
            "Which steps a kind of ticket takes; the first flow that fits.",
        ),
        {
            "schema": ("!text", "`flows/1`", "`flows/1`"),
            "ack_counts_on": (
                "texts",
                "接起来就算答复的渠道；默认 phone、counter",
                "channels on which taking the call is the acknowledgement; phone and counter by default",
            ),
            "steps": ("!mapping", "步骤，对所有流程成立", "the steps, for every flow"),
            "procedures": (
                "mapping",
                "作业清单，印在派工单上：名字到若干项",
                "checklists on the work slip: name to its items",
            ),
            "flows": ("!mapping", "流程", "the flows"),
            "visit_outcome": ("mapping", "回访结论的词", "words for outcomes of a follow-up"),
        },
    ),
    "flows.step": Words(
        "###",
        ("`steps` 里的一步", "One step of `steps`"),
        ("", ""),
        {
            "label": _LABEL,
            "label_en": _LABEL_EN,
            "who": ("texts", "哪些角色做", "roles that act"),
            "after": ("texts", "之前必须有的步骤", "steps that must have been taken before"),
            "fields": ("texts", "事件必须带的键", "facts that the event must carry"),
            "evidence": ("texts", "应有其一的凭证", "facts of which one should be there"),
            "not_by": (
                "texts",
                "做过这些步骤的人不得做这一步",
                "who did one of these may not do this one",
            ),
        },
    ),
    "flows.tick": Words(
        "###",
        ("`procedures` 里的一项", "One item of `procedures`"),
        ("", ""),
        {
            "id": ("!text", "编号", "its id"),
            "label": ("!text", "中文名称", "name in Chinese"),
            "label_en": _LABEL_EN,
        },
    ),
    "flows.flow": Words(
        "###",
        ("`flows` 里的一个流程", "One flow of `flows`"),
        ("", ""),
        {
            "when": ("mapping", "何时适用", "when it applies"),
            "label": _LABEL,
            "label_en": _LABEL_EN,
            "steps": (
                "!mapping",
                "步骤到 required、optional 或 none；没写即 none",
                "step to required, optional or none; a step left out is none",
            ),
            "required_if": (
                "mapping",
                "步骤到条件：符合条件时必须",
                "step to the condition under which it is required",
            ),
            "after": ("mapping", "本流程另加的先后", "further prerequisites in this flow"),
            "fields": ("mapping", "本流程另加的必带键", "further facts in this flow"),
            "plan": ("text", "required 或 optional", "required or optional"),
            "follow_on": ("text", "allowed 或 refused", "allowed or refused"),
            "procedure": ("text", "工序单", "the procedure"),
            "same_call": ("texts", "同一个电话里可以做完的步骤", "steps that one call may finish"),
            "visit_by": ("texts", "谁回访", "who follows up"),
            "auto_close_on": (
                "text",
                "做完这一步就自动归档",
                "the step after which it closes by itself",
            ),
        },
    ),
    "flows.when": Words(
        "###",
        ("`when`", "`when`"),
        ("没写的条件，任何工单都符合。", "A condition that is left out is met by every ticket."),
        {
            "kind": ("texts", "种类", "kinds"),
            "tier": ("texts", "等级", "tiers"),
            "not_tier": ("texts", "除这些等级外", "but not these tiers"),
            "class": ("texts", "等级的 `class`", "the `class` of the tier"),
        },
    ),
    "calendar": Words(
        "##",
        ("日历 `standards/calendars/<编号>.yaml`", "Calendar `standards/calendars/<id>.yaml`"),
        (
            "服务时间。`always: true` 的日历除 `label`、`label_en`、`basis`、`timezone` 外没有别的键。一天的钟点由强到弱：exceptions、makeup、rest（节假日）、weekly。时段起点含、终点不含，可写到 24:00。",
            "Service hours. A calendar with `always: true` has no other keys than `label`, `label_en`, `basis` and `timezone`. What decides a day, the strongest first: exceptions, makeup, rest (holidays), weekly. A window holds its start and not its end, which may be 24:00.",
        ),
        {
            "schema": ("text", "`calendar/1`", "`calendar/1`"),
            "label": _LABEL,
            "label_en": _LABEL_EN,
            "basis": _BASIS,
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
            "label": _LABEL,
            "label_en": _LABEL_EN,
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
    "prices": Words(
        "##",
        ("价目 `standards/prices.yaml`", "Prices `standards/prices.yaml`"),
        (
            "入户维修的价格范围；报价超出时提醒一句，不拦下。",
            "What repairs in homes may cost; a quote outside is remarked on, never refused.",
        ),
        {
            "schema": ("!text", "`prices/1`", "`prices/1`"),
            "items": ("!mapping", "编号到项目", "id to item"),
        },
    ),
    "prices.item": Words(
        "###",
        ("一个项目", "One item"),
        ("", ""),
        {
            "label": ("!text", "中文名称", "name in Chinese"),
            "label_en": _LABEL_EN,
            "unit": ("text", "计价单位：个、次、米", "what is counted: a piece, a visit, a metre"),
            "from": (
                "!text",
                '最低价，十进制的元，如 `"12.50"`',
                'lowest price in yuan, a decimal text such as `"12.50"`',
            ),
            "to": ("!text", "最高价", "highest price"),
            "aliases": (
                "texts",
                "报价时的说法，由此认出项目",
                "words of a quote by which the item is known",
            ),
            "basis": _BASIS,
        },
    ),
    "retention": Words(
        "##",
        ("保存期限 `standards/retention.yaml`", "Retention `standards/retention.yaml`"),
        ("", ""),
        {
            "schema": ("text", "`retention/1`", "`retention/1`"),
            "default": ("!mapping", "没有别的规则时", "the rule where no other applies"),
            "kinds": ("mapping", "规则名到规则", "rule name to rule"),
        },
    ),
    "retention.rule": Words(
        "###",
        ("一条规则", "One rule"),
        ("`kinds` 里的规则还须有 `after`。", "A rule of `kinds` needs `after` as well."),
        {
            "what": (
                "texts",
                "哪些内容：all、name、phone、wechat …",
                "what: all, name, phone, wechat, …",
            ),
            "after": (
                "text",
                "从何时起算：closed、moved_out、contract_end",
                "from when: closed, moved_out, contract_end",
            ),
            "keep": ("!period", "保存多久", "how long"),
            "then": ("text", "到期后：erase 或 review", "then: erase or review"),
            "hold_if": (
                "texts",
                "还须保留的情形：open_ticket、unpaid、dispute",
                "what else keeps it: open_ticket, unpaid, dispute",
            ),
            "why": ("text", "为何保留", "why it is kept"),
            "basis": _BASIS,
            "consent": ("text", "同意的说明；只供阅读", "about consent; for readers only"),
            "label": _LABEL,
            "label_en": _LABEL_EN,
        },
    ),
    "accept": Words(
        "##",
        (
            "已接受的变化 `standards/.accept.yaml`",
            "Accepted changes `standards/.accept.yaml`",
        ),
        (
            "由 `wuye diff --accept` 写入；过期或没有理由的不算数（Q041）。",
            "Written by `wuye diff --accept`; what is over or has no reason does not count (Q041).",
        ),
        {
            "schema": ("text", "`accept/1`", "`accept/1`"),
            "accepted": (
                "!mapping",
                "变化的指纹（16 位十六进制，加引号）到一条接受",
                "fingerprint of a change (16 hex digits, quoted) to an entry",
            ),
        },
    ),
    "accept.entry": Words(
        "###",
        ("一条接受", "One entry"),
        ("", ""),
        {
            "reason": ("!text", "为什么可以", "why it is right"),
            "by": ("!text", "谁担责：角色或人", "who answers for it: a role or a person"),
            "until": ("!date", "到哪天为止（含）", "the last day on which it counts"),
        },
    ),
    "template": Words(
        "##",
        (
            "话术 `standards/templates/<种类>.yaml`",
            "Text to send `standards/templates/<kind>.yaml`",
        ),
        (
            "`wuye say` 的文字。花括号里只能是规定的占位符；`[[…]]` 里的内容有一项填不出就整段省去，不跨行、不嵌套。占位符见 [say](say.zh-CN.md)。",
            "The texts of `wuye say`. Braces hold placeholders of a closed list; what stands in `[[…]]` is left out when something in it is empty, on one line and not nested. The placeholders: [say](say.en.md).",
        ),
        {
            "schema": ("!text", "`template/1`", "`template/1`"),
            "id": ("!text", "种类，与文件名相同", "the kind, which is the file's name"),
            "label": ("!text", "中文名称", "name in Chinese"),
            "label_en": _LABEL_EN,
            "for": (
                "!text",
                "给谁看：owner 住户，technician 上门的人，group 所有人（公告栏）",
                "for whom: owner, technician, group (the notice board)",
            ),
            "zh": ("!text", "中文文字", "the text in Chinese"),
            "en": (
                "!text",
                "英文文字，占位符与中文相同",
                "the text in English, with the same placeholders",
            ),
        },
    ),
    "box": Words(
        "##",
        (
            "意见箱开箱 `records/registers/box-openings/<年>/<编号>.yaml`",
            "Opening of the opinion box `records/registers/box-openings/<year>/<id>.yaml`",
        ),
        (
            "由 `wuye box` 写。每张工单的受理事件里 `src` 是 `box:<开箱编号>#<第几份>`；`check` 核对两边（K031、K032）。",
            "Written by `wuye box`. The receipt of each ticket has `src`: `box:<opening>#<slip>`; `check` compares both sides (K031, K032).",
        ),
        {
            "schema": ("!text", "`box-opening/1`", "`box-opening/1`"),
            "id": ("!text", "`BX-YYMMDD-<前台代码><序号>`", "`BX-YYMMDD-<desk><number>`"),
            "at": ("!instant", "何时开箱", "when it was opened"),
            "by": ("text", "谁录入", "who typed it"),
            "keyholder": ("!text", "开箱人", "who opened it"),
            "witness": ("!text", "见证人，须是另一个人", "the witness, who is somebody else"),
            "count": ("!whole", "箱里共几份", "slips in the box"),
            "blank": ("whole", "其中空白或看不清的", "those of them that are blank or illegible"),
            "tickets": (
                "texts",
                "其余各份成的工单，按先后",
                "the tickets of the others, in their order",
            ),
        },
    ),
    "receipt.key": Words(
        "##",
        (
            "回执密钥 `people/receipt-keys/<编号>.yaml`",
            "Receipt key `people/receipt-keys/<id>.yaml`",
        ),
        (
            "第一张回执时生成，只在 `people/` 里。查询码由它和工单的 `uid` 算出，哪里都不存。有几把时用最早的，各把的码都有效。",
            "Made with the first receipt, in `people/` alone. Codes are worked out of it and the ticket's `uid` and stored nowhere. Of several the oldest is in use, and codes of all hold.",
        ),
        {
            "schema": ("", "固定为 `receipt-key/1`", "always `receipt-key/1`"),
            "id": ("", "随机", "random"),
            "created": ("", "何时生成", "when it was made"),
            "key": ("", "32 个随机字节，十六进制", "32 random bytes in hexadecimal"),
        },
    ),
    "vendor": Words(
        "##",
        ("外包单位 `records/vendors/<编号>.yaml`", "Vendor `records/vendors/<id>.yaml`"),
        (
            "一家一文件，手工写；规则 R013 看叫到它的那天合同是否有效。个人手机号不写在这里。",
            "One file a firm, written by hand; rule R013 looks whether its contract held on the day it was called. No private phone stands here.",
        ),
        {
            "schema": ("!text", "`vendor/1`", "`vendor/1`"),
            "id": ("!text", "编号，与文件名相同", "its id, that of the file"),
            "label": ("!text", "单位名称", "the name"),
            "label_en": ("text", "英文名", "the name in English"),
            "aliases": ("texts", "别的叫法", "other names that may be typed"),
            "does": (
                "texts",
                "做什么：类别的 `vendor` 或 `skill`，如 lift",
                "what for: the `vendor` or `skill` of categories, such as lift",
            ),
            "phone": ("text", "单位电话", "the firm's phone"),
            "contract_from": ("text", "合同首日 `2026-01-01`", "first day of the contract"),
            "contract_until": (
                "text",
                "合同末日，当天有效",
                "last day of the contract, itself included",
            ),
        },
    ),
    "duty": Words(
        "##",
        ("值班卡 `standards/duty.yaml`", "Duty card `standards/duty.yaml`"),
        (
            "`wuye print duty` 印的卡。只写单位的电话；员工的电话在 `people/` 里。",
            "What `wuye print duty` prints. Numbers of organisations only; those of the staff are in `people/`.",
        ),
        {
            "schema": ("!text", "`duty/1`", "`duty/1`"),
            "order": ("!mappings", "叫人的次序", "the order of calling"),
            "contacts": (
                "!mapping",
                "外面的电话：编号到一处",
                "outside numbers: id to one of them",
            ),
            "first_steps": (
                "mapping",
                "人没到之前先做什么：类别到步骤",
                "what is done before help is there: category to steps",
            ),
        },
    ),
    "duty.call": Words(
        "###",
        ("`order` 里的一行", "One line of `order`"),
        ("", ""),
        {
            "who": (
                "!text",
                "`policy.yaml` 的角色，或一位员工的编号",
                "a role of `policy.yaml`, or the id of one of the staff",
            ),
            "hours": (
                "mapping",
                "何时叫得到，写法同日历的 `weekly`；有一行写了，就查每周有没有空档（规则 T020）",
                "when they can be reached, written as `weekly` of a calendar; once a line says it, the week is searched for gaps (rule T020)",
            ),
            "when": ("text", "什么时候叫，中文", "when to call, in Chinese"),
            "when_en": ("text", "什么时候叫，英文", "when to call, in English"),
        },
    ),
    "duty.contact": Words(
        "###",
        ("一处电话", "One contact"),
        (
            "`phone` 为空的印成横线；也可由 `wuye.yaml` 的 `contacts` 按编号或名称补上。",
            "An empty `phone` prints as a line; `contacts` of `wuye.yaml` may fill it in by id or name.",
        ),
        {
            "label": ("!text", "中文名称", "name in Chinese"),
            "label_en": _LABEL_EN,
            "phone": ("!text", "电话，可以为空", "its number, or empty"),
            "for": ("text", "什么事找它，中文", "what for, in Chinese"),
            "for_en": ("text", "什么事找它，英文", "what for, in English"),
        },
    ),
    "duty.danger": Words(
        "###",
        ("一种险情", "One danger"),
        ("", ""),
        {
            "steps": ("!texts", "先做什么，中文", "what to do first, in Chinese"),
            "steps_en": ("texts", "先做什么，英文", "what to do first, in English"),
            "call": (
                "texts",
                "先打哪几处，`contacts` 的编号",
                "whom to ring first: ids of `contacts`",
            ),
        },
    ),
    "approval": Words(
        "##",
        (
            "批准 `records/approvals/<标准>/<NNNN>.yaml`",
            "Approvals `records/approvals/<standard>/<NNNN>.yaml`",
        ),
        (
            "一次提案一个文件，由 `wuye standard` 写，只增不改；状态由它们和时间算出，不写在文件里。",
            "One file a proposal, written by `wuye standard`, only added to; states are derived from them and the time, and stand in no file.",
        ),
        {
            "schema": ("!text", "`approval/1`", "`approval/1`"),
            "standard": (
                "!text",
                "标准：`standards/` 下的路径，不带 `.yaml`",
                "the standard: its path below `standards/` without `.yaml`",
            ),
            "version": ("!text", "版本", "version"),
            "content": (
                "!text",
                "全文的指纹（SHA-256）",
                "fingerprint of the whole text (SHA-256)",
            ),
            "terms": ("!text", "义务的指纹", "fingerprint of what it obliges to"),
            "base": ("text", "改的是哪一次批准", "number of the approval that it changes"),
            "before": ("text", "所改文字的指纹", "fingerprint of the text that it changes"),
            "part": ("text", "`terms` 改了义务，`wording` 只改字句", "`terms` or `wording`"),
            "effective_from": ("instant", "从何时起", "when it takes effect"),
            "expires": ("instant", "到何时止", "when it ends"),
            "review_by": ("date", "复审日", "when it is reviewed"),
            "change_codes": ("texts", "改动的代码，如 D111", "codes of the changes, such as D111"),
            "changed": ("texts", "改了哪些义务", "which obligations change"),
            "customer": (
                "text",
                "对住户 `worse`、`better`、`same`、`unknown`",
                "to residents: `worse`, `better`, `same`, `unknown`",
            ),
            "impact": ("mapping", "对过去单子的影响", "what it would have done to past tickets"),
            "needs": ("mapping", "当时权限规定的要求", "what the policy asked by then"),
            "short_notice": ("text", "公示不足的原因", "why the notice may be short"),
            "retroactive": ("text", "倒签的原因", "why it may reach back"),
            "proposed": ("!mapping", "谁提、何时、为什么", "who proposed it, when, why"),
            "approvals": ("mappings", "谁批，以什么角色", "who approved it, in which role"),
            "notices": ("mappings", "公布", "when its notice was posted"),
            "withdrawn": ("mapping", "撤回", "who withdrew it, when, why"),
        },
    ),
    "approval.act": Words(
        "###",
        ("谁、何时", "Who and when"),
        ("", ""),
        {
            "by": ("!text", "员工编号或邮箱", "staff id or mail"),
            "at": ("!instant", "何时", "when"),
            "role": ("text", "以什么角色", "in which role"),
            "reason": ("text", "为什么", "why"),
            "content": ("text", "公布的那份的指纹", "fingerprint that the notice bears"),
        },
    ),
    "approval.needs": Words(
        "###",
        ("`needs`：当时权限规定的要求", "`needs`: what the policy asked by then"),
        ("", ""),
        {
            "approvals": ("whole", "要几个人批", "how many approvals"),
            "by": ("texts", "哪些角色可批", "roles that may approve"),
            "four_eyes": (
                "flag",
                "批的人不得是改的人",
                "nobody approves what they changed themselves",
            ),
            "notice_days": ("whole", "提前几天公布", "days that it is posted before"),
        },
    ),
    "approval.impact": Words(
        "###",
        ("`impact`：对过去单子的影响", "`impact`: what it would have done to past tickets"),
        ("", ""),
        {
            "forgiven": ("!whole", "由迟变准的单", "tickets that would no longer be late"),
            "newly_failed": ("!whole", "由准变迟的单", "tickets that would be late"),
            "tickets": ("!whole", "看了多少单", "how many were looked at"),
        },
    ),
    "suspects": Words(
        "##",
        (
            "存疑的联系 `records/suspects/<标准>.yaml`",
            "Suspect links `records/suspects/<standard>.yaml`",
        ),
        (
            "承诺改了、看过仍成立的联系，由 `wuye standard suspects clear` 写。",
            "Links that still hold after their promise changed, written by `wuye standard suspects clear`.",
        ),
        {
            "schema": ("!text", "`suspects/1`", "`suspects/1`"),
            "standard": ("!text", "依据承诺的那份标准", "the standard that leans on the promise"),
            "cleared": ("!mapping", "联系的编号到谁看过", "id of a link to who looked at it"),
        },
    ),
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
    "import": Words(
        "##",
        ("导入映射 `*.yaml`", "Import map `*.yaml`"),
        (
            "哪一列是哪个字段。可有 `x-…` 键。",
            "Which column is which field. `x-…` keys are allowed.",
        ),
        {
            "schema": ("!text", "固定为 `import-map/1`", "always `import-map/1`"),
            "source": (
                "!text",
                "原系统的名称，`[a-z0-9._-]`，至多 32 个字符",
                "name of the other system, `[a-z0-9._-]`, 32 characters at most",
            ),
            "format": (
                "text",
                "csv、xlsx 或 json；默认看文件后缀",
                "csv, xlsx or json; by default from the file's ending",
            ),
            "options": ("mapping", "怎样读文件", "how the file is read"),
            "zone": (
                "!text",
                "没写时区的时刻属于哪个 IANA 时区",
                "IANA zone of times that name none",
            ),
            "key": ("!texts", "合起来唯一指一行的列", "columns that together name a row"),
            "strict": (
                "flag",
                "值不在对照表里或这里不认识的行，拒收",
                "a row with a value that is not in its table, or unknown here, is refused",
            ),
            "times": (
                "texts",
                "时刻的写法，先合用的先用",
                "formats of times, the first that fits counts",
            ),
            "fields": (
                "!mapping",
                "字段到列；须有 opened_at",
                "field to column; `opened_at` must be there",
            ),
        },
    ),
    "import.options": Words(
        "###",
        ("`options`", "`options`"),
        (
            "csv 用 encoding、delimiter、quotes、header；xlsx 用 sheet、header；json 用 encoding、records、lines。",
            "csv takes encoding, delimiter, quotes, header; xlsx takes sheet, header; json takes encoding, records, lines.",
        ),
        {
            "encoding": ("text", "编码；默认自动判断", "encoding; found out by default"),
            "delimiter": ("text", "分隔符，一个字符", "delimiter, one character"),
            "quotes": ("text", "strict（引号成对）或 loose", "strict (quotes must pair) or loose"),
            "header": ("whole", "列名在第几行", "row that names the columns, from 1"),
            "sheet": ("text", "工作表；默认第一张", "sheet; the first by default"),
            "records": (
                "text",
                "通往记录列表的键，用点相连",
                "keys that lead to the list of records, joined by dots",
            ),
            "lines": ("flag", "每行一个 JSON", "each line is a JSON record"),
        },
    ),
    "import.field": Words(
        "###",
        ("`fields` 里的一个字段", "One field of `fields`"),
        (
            "只写一个文字等于 `{column: 那一列}`。`column`、`columns` 与 `value` 取其一。",
            "A text alone means `{column: …}`. Either `column` or `columns`, or `value`.",
        ),
        {
            "column": ("text", "一列", "one column"),
            "columns": (
                "texts",
                "几列，用 join 相连，空的略去",
                "several columns, joined by `join`, empty ones left out",
            ),
            "join": ("text", "相连的文字；默认空格", "what joins them; a blank by default"),
            "value": ("text", "固定的值", "a fixed value"),
            "table": ("words", "对照表：文件里的值到这里的值", "value in the file to value here"),
            "default": (
                "text",
                "空或不在对照表里时",
                "in place of an empty value or one that is not in the table",
            ),
            "time": (
                "texts",
                "时刻的写法；只用于时刻字段",
                "formats of a time; fields that hold one only",
            ),
            "strip": ("text", "两端去掉的字符", "characters taken away at both ends"),
            "max": (
                "whole",
                "最多几个字符；0 为字段自己的上限",
                "most characters; 0 for the field's own bound",
            ),
            "day": (
                "text",
                "只有日期时算 start（默认）还是 end",
                "what a date alone stands for: start (default) or end",
            ),
        },
    ),
    "answers": Words(
        "##",
        ("`wuye init --answers` 的答案文件", "Answers for `wuye init --answers`"),
        ("每一项都有默认值。", "Every answer has a default."),
        {
            "estate": ("", "小区名称；默认 示范小区", "name of the estate; 示范小区 by default"),
            "grade": ("", "DB11/T 751-2025 等级；默认 2", "grade of DB11/T 751-2025; 2 by default"),
            "city": ("", "城市", "city"),
            "office": (
                "",
                "工作日办公时段，如 08:30-12:00",
                "office hours on working days, such as 08:30-12:00",
            ),
            "duty_phone": ("", "24 小时渠道", "the channel that answers round the clock"),
            "after_hours": ("", "下班后谁派单", "who dispatches after hours"),
            "contacts": ("", "名称到电话", "name to number"),
            "contact_months": (
                "",
                "联系方式保留几个月，0-120；默认 12",
                "months that contacts are kept, 0 to 120; 12 by default",
            ),
            "team": ("", "one（默认）或 several", "one (default) or several"),
            "timezone": (
                "",
                "IANA 时区；默认 Asia/Shanghai",
                "IANA zone; Asia/Shanghai by default",
            ),
            "language": ("", "zh（默认）或 en", "zh (default) or en"),
        },
    ),
    "policy": Words(
        "##",
        ("权限与批准 `standards/policy.yaml`", "Policy `standards/policy.yaml`"),
        (
            "角色、谁可以做什么、要谁批。",
            "Roles, who may do what, and whose approval is needed.",
        ),
        {
            "schema": ("!text", "`policy/1`", "`policy/1`"),
            "roles": ("!mapping", "角色编号到角色", "role id to role"),
            "single_person": (
                "text",
                "一个人可否兼任全部角色",
                "whether one person may hold every role",
            ),
            "no_staff": (
                "text",
                "没有登记员工时谁可以做什么",
                "who may do what while no staff are registered",
            ),
            "self_visit": ("mapping", "做单的人可否回访", "whether the doer may follow up"),
            "revoke": (
                "mapping",
                "多久内可自己撤回，以后归谁",
                "how long one may take back one's own step, and who later",
            ),
            "approvals": (
                "mapping",
                "哪些事要几个人、由谁批",
                "what needs how many approvals, and whose",
            ),
            "audit": ("mapping", "核查要求", "what an audit demands"),
        },
    ),
    "policy.role": Words(
        "###",
        ("`roles` 里的一个角色", "One role of `roles`"),
        ("", ""),
        {
            "label": ("!text", "中文名称", "name in Chinese"),
            "label_en": _LABEL_EN,
            "may": ("texts", "可以做的命令族", "families of commands that it may use"),
        },
    ),
    "policy.self_visit": Words(
        "###",
        ("`self_visit`：做单的人可否回访", "`self_visit`: whether the doer may follow up"),
        ("值是 refused、flagged 或 allowed。", "The values: refused, flagged or allowed."),
        {
            "with_staff": ("text", "登记了员工时", "while staff are registered"),
            "without_staff": ("text", "没有登记员工时", "while none are"),
        },
    ),
    "policy.revoke": Words(
        "###",
        ("`revoke`：撤回", "`revoke`: taking a step back"),
        ("", ""),
        {
            "own_within": ("limit", "自己在多久之内", "how long one may take back one's own"),
            "later_by": ("texts", "以后归哪些角色", "which roles may later"),
        },
    ),
    "policy.approvals": Words(
        "###",
        ("`approvals`：要批的事", "`approvals`: what needs approval"),
        ("", ""),
        {
            "standards": ("mapping", "改标准", "changes of standards"),
            "downgrade": ("mapping", "降级", "a lower tier"),
            "pause_over": ("mapping", "暂停超过多久", "a pause longer than so"),
            "decline": ("mapping", "不予办理", "a request that is declined"),
            "four_eyes": (
                "flag",
                "批的人不得是改的人",
                "nobody approves what they changed themselves",
            ),
            "notice": ("mapping", "公示期", "how long changes are posted before"),
        },
    ),
    "policy.changes": Words(
        "###",
        ("`approvals.standards`：改标准", "`approvals.standards`: changes of standards"),
        ("", ""),
        {
            "terms": ("whole", "改义务要几个人批", "approvals for a change of what is owed"),
            "wording": ("whole", "只改字句要几个人批", "approvals for a change of words alone"),
            "by": ("texts", "哪些角色可批", "roles that may approve"),
        },
    ),
    "policy.act": Words(
        "###",
        (
            "`downgrade`、`pause_over`、`decline` 的一项",
            "One of `downgrade`, `pause_over`, `decline`",
        ),
        ("", ""),
        {
            "needs": ("whole", "要几个人批", "how many approvals"),
            "by": ("texts", "哪些角色可批", "roles that may approve"),
            "limit": ("limit", "多久；只有 `pause_over` 有", "how long; of `pause_over` alone"),
        },
    ),
    "policy.notice": Words(
        "###",
        ("`approvals.notice`：公示期", "`approvals.notice`: how long a change is posted before"),
        ("", ""),
        {
            "customer_worse": (
                "text",
                "对住户变差的改动提前几天公布，如 15d；0d 为不公示",
                "days before a change for the worse, such as 15d; 0d for none",
            ),
        },
    ),
    "policy.audit": Words(
        "###",
        ("`audit`：核查要求", "`audit`: what an audit demands"),
        ("", ""),
        {
            "signatures": ("text", "签名：optional 或 required", "optional or required"),
            "checkpoint_every": (
                "text",
                "多久存一次证：day、week、month",
                "how often a checkpoint: day, week, month",
            ),
            "late_entry": (
                "limit",
                "事后多久录入算补录",
                "entered so long after counts as a late entry",
            ),
            "witnesses": (
                "whole",
                "最近一次存证要几个旁人副签（业委会等），默认 0",
                "how many others must have cosigned the last checkpoint; default 0",
            ),
        },
    ),
    "targets": Words(
        "##",
        ("指标 `standards/targets.yaml`", "Targets `standards/targets.yaml`"),
        (
            "指标怎么算、底线、目标；写给人看，还没有命令计算。",
            "How an indicator is worked out, its floor and its goal; for readers, no command works them out yet.",
        ),
        {
            "schema": ("!text", "`targets/1`", "`targets/1`"),
            "score": (
                "mapping",
                "评分的刻度，几分起算满意",
                "the scale of scores, and from which one counts as satisfied",
            ),
            "targets": ("!mapping", "指标编号到指标", "target id to target"),
        },
    ),
    "targets.score": Words(
        "###",
        ("`score`：评分", "`score`: the scale of scores"),
        ("", ""),
        {
            "scale": ("words", "每一分叫什么", "what each score is called"),
            "satisfied_from": ("whole", "几分起算满意", "from which score one is satisfied"),
            "basis": _BASIS,
        },
    ),
    "targets.target": Words(
        "###",
        ("一个指标", "One target"),
        ("", ""),
        {
            "label": ("!text", "中文名称", "name in Chinese"),
            "label_en": _LABEL_EN,
            "of": ("text", "分母", "the denominator"),
            "counts": ("!text", "分子", "the numerator"),
            "floor": ("number", "底线，所采等级的要求", "the floor that the adopted grade demands"),
            "goal": ("number", "目标，本企业想做到的", "the goal of the house"),
            "period": (
                "texts",
                "按什么期间算：month、quarter、half、year",
                "over which periods: month, quarter, half, year",
            ),
            "also": ("words", "另外怎样显示", "what is shown besides"),
            "show": ("texts", "另外显示哪些数", "further figures that are shown"),
            "show_only": ("flag", "只公布，不设目标", "published, without a goal"),
            "basis": _BASIS,
        },
    ),
    "cadences": Words(
        "##",
        ("频次 `standards/cadences.yaml`", "Cadences `standards/cadences.yaml`"),
        (
            "哪本台账多久添一笔、谁添；写给人看，还没有命令据此提醒。",
            "How often a register must grow and by whom; for readers, no command reminds of it yet.",
        ),
        {
            "schema": ("!text", "`cadences/1`", "`cadences/1`"),
            "cadences": ("!mapping", "频次编号到频次", "cadence id to cadence"),
        },
    ),
    "cadences.cadence": Words(
        "###",
        ("一个频次", "One cadence"),
        ("", ""),
        {
            "label": ("!text", "中文名称", "name in Chinese"),
            "label_en": _LABEL_EN,
            "register": ("!text", "哪本台账", "the register"),
            "by": ("!texts", "哪些角色", "which roles"),
            "every": (
                "!text",
                "多久一次：day、workday、week、month、quarter、half、year，或 15d、`2 months`",
                "how often: day, workday, week, month, quarter, half, year, or 15d, `2 months`",
            ),
            "flood_season": (
                "text",
                "汛期多久一次，写法同 `every`",
                "how often in the flood season, written like `every`",
            ),
            "count": ("whole", "每次几笔", "how many entries each time"),
            "of": ("text", "从什么里面", "of what"),
            "draw": (
                "text",
                "怎么抽：random、stratified、all",
                "how they are drawn: random, stratified, all",
            ),
            "persons": ("whole", "同时在场几人", "how many persons are there together"),
            "per": (
                "text",
                "每个什么各一次，如每台电梯",
                "once for each of what, such as each lift",
            ),
            "empty_ok": ("flag", "没有可记的也算做了", "nothing to note counts as done"),
            "due": ("limit", "期末后多久内交", "how long after the end of the period"),
            "at": ("texts", "当天几点", "times of day"),
            "between": ("monthdays", "一年里从哪天到哪天", "from which day of the year to which"),
            "before": ("texts", "当天几点之前", "before which time of day"),
            "tolerance": ("limit", "容差", "tolerance"),
            "to": ("texts", "交给谁", "to whom"),
            "basis": _BASIS,
        },
    ),
    "grades": Words(
        "##",
        ("等级的数字 `standards/grades.yaml`", "Grades `standards/grades.yaml`"),
        (
            "DB11/T 751-2025 三个等级的数字；`wuye init --grade` 照它改写别的文件。",
            "The figures of the three grades of DB11/T 751-2025; `wuye init --grade` writes them into the other files.",
        ),
        {
            "schema": ("!text", "`grades/1`", "`grades/1`"),
            "default": ("!text", "起步标准用的等级", "the grade of the starter standards"),
            "names": ("!words", "等级到名称", "grade to its name"),
            "figures": ("!mappings", "数字，一行一处", "the figures, one place a row"),
        },
    ),
    "grades.figure": Words(
        "###",
        ("`figures` 里的一行", "One row of `figures`"),
        (
            '`names` 里的每个等级（如 `"1"`）各一个键，值是这个等级的值。',
            'One more key for each grade of `names`, such as `"1"`, with its value.',
        ),
        {
            "file": ("!text", "`standards/` 下的哪个文件", "which file below `standards/`"),
            "path": (
                "!path",
                "文件里的键，逐层列出；列表里的位置从 0 数",
                "the keys in the file, level by level; positions of lists from 0",
            ),
            "clause": ("text", "条款", "the clause"),
        },
    ),
    "desks": Words(
        "##",
        ("前台 `records/desks.yaml`", "Desks `records/desks.yaml`"),
        (
            "哪个前台代码归谁；写给人看。代码取自本克隆的 git 设置 `wuye.desk`。",
            "Whose code of a desk it is; for readers. The code in use is git's local setting `wuye.desk`.",
        ),
        {
            "schema": ("!text", "`desks/1`", "`desks/1`"),
            "desks": ("!mapping", "前台代码到前台", "code of a desk to the desk"),
        },
    ),
    "desks.desk": Words(
        "###",
        ("一个前台", "One desk"),
        ("", ""),
        {
            "by": ("text", "谁设的，邮箱", "who set it up, a mail"),
            "at": ("instant", "何时设的", "when"),
        },
    ),
    "units": Words(
        "##",
        ("房号 `records/units/*.yaml`", "Homes `records/units/*.yaml`"),
        ("登记的房号，供规则 R004。", "The registered homes, at which rule R004 looks."),
        {
            "schema": ("text", "给人看", "for readers"),
            "units": ("!any", "房号的列表，或以房号为键", "a list of homes, or a mapping by home"),
        },
    ),
}
"""Section name to its words, in the order of the page."""

FOR_READERS = frozenset(
    {
        *(f"settings.{key}" for key in ("city", "grade", "contract")),
        *(f"settings.{key}" for key in ("contact_months", "team")),
        *(f"tiers.rules.{key}" for key in ("default_until", "backdate_max", "after_due")),
        *(f"tiers.rules.{key}" for key in ("request_by", "record_by", "basis")),
        *(f"tiers.tier.{key}" for key in ("owner_role", "basis")),
        *(f"tiers.reason.{key}" for key in ("evidence", "basis")),
        *(f"tiers.policy.{key}" for key in ("escalation_fractions", "basis")),
        *(f"categories.category.{key}" for key in ("doer", "utility", "plan", "hours", "class")),
        *(f"categories.category.{key}" for key in ("subcodes", "require", "incident_fields")),
        *(f"categories.category.{key}" for key in ("due_from_source", "basis")),
        *(f"flows.step.{key}" for key in ("who", "evidence")),
        *(f"flows.flow.{key}" for key in ("plan", "follow_on", "same_call", "visit_by")),
        *(f"retention.rule.{key}" for key in ("why", "basis", "consent")),
        "flows.visit_outcome",
        "prices.item.basis",
        "staff.zone",
        "tiers.grade",
    }
)
"""Keys that are read, checked and perhaps shown, and on which no command acts yet."""

WORDS.update({name: Words(*parts) for name, parts in DOCUMENTS.items()})
for _name in TOPS:
    WORDS[_name].rows.update(
        {key: row for key, row in ABOUT.items() if key not in WORDS[_name].rows}
    )
for _name in ENTRIES:
    WORDS[_name].rows.setdefault("formerly", ABOUT["formerly"])
