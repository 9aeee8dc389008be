"""What the pages about file formats say of the written standards; rows as in `row`."""

from __future__ import annotations

_T, _TS = "text", "texts"
_LABEL = (_T, "中文名称", "name in Chinese")
_LABEL_EN = (_T, "英文名称", "name in English")
_BASIS = (_T, "依据", "where it comes from")
_TEXT = ("!text", "说什么", "what it says")
_TEXT_EN = (_T, "英文", "the same in English")
_CATEGORIES = (_TS, "哪些类别的工单", "categories of tickets")
_PROMISES = (_TS, "服务于质量方针的哪些承诺", "promises of the quality policy that it serves")
_EVIDENCE = (
    _TS,
    "凭证：photo、signature、slip、log、survey、visit、call、recording、document、camera、receipt、observation，或 `event:步骤`、`register:台账`",
    "what proves it: photo, signature, slip, log, survey, visit, call, recording, document, camera, receipt, observation, or `event:<step>`, `register:<register>`",
)
_PICTURE = (
    "mapping",
    "图片：file 文件名，sha256 内容的摘要；由 wuye standard attach 写入",
    "a picture: `file` its name, `sha256` of its content; written by wuye standard attach",
)
_MEASURE = "mapping"
_STEPS = (_TS, "哪些工序或步骤，`工序.步骤`", "procedures or their steps, `procedure.step`")
_SERVES = (_TS, "兑现哪些承诺，`文件.条`", "commitments that it serves, `document.commitment`")
_INSPECTED = (_TS, "由哪些检查项检查，`文件.条`", "items of inspections, `document.item`")

ABOUT: dict[str, tuple[str, str, str]] = {
    "label": _LABEL,
    "label_en": _LABEL_EN,
    "basis": _BASIS,
    "owner": (_T, "谁负责：policy.yaml 的角色", "who answers for it: a role of policy.yaml"),
    "version": ("whole", "第几版，从 1 起", "version, from 1"),
    "effective_from": ("moment", "何时生效", "in force from"),
    "expires": ("moment", "何时失效", "in force until"),
    "review_by": ("moment", "何时之前复核", "to be reviewed by"),
    "formerly": (_TS, "曾用的编号", "ids that it had before"),
}
"""What any file under `standards/` may say of itself."""

_CLAUSE = {
    "label": _LABEL,
    "label_en": _LABEL_EN,
    "evidence": _EVIDENCE,
    "promises": _PROMISES,
    "key_points": (
        _TS,
        "照看哪类重点：time、area、person、post、activity",
        "kinds of key points: time, area, person, post, activity",
    ),
    "design": (
        _TS,
        "着眼：safety、comfort、convenience、environment",
        "what it is for: safety, comfort, convenience, environment",
    ),
    "implicit": ("flag", "隐性服务，住户看不见", "residents do not see it"),
    "picture": _PICTURE,
    "basis": _BASIS,
}

DOCUMENTS: dict[
    str,
    tuple[str, tuple[str, str], tuple[str, str], dict[str, tuple[str, str, str]]],
] = {
    "standard": (
        "##",
        (
            "服务标准 `standards/services/<编号>.yaml`",
            "Service standard `standards/services/<id>.yaml`",
        ),
        (
            "三层之一。customer：scope、categories、commitments；delivery：family、posts、categories、extends、procedures、without、items；inspection：kind、scope、items。别层的键是错误。每一条都有自己的编号。",
            "One of three layers. customer: scope, categories, commitments; delivery: family, posts, categories, extends, procedures, without, items; inspection: kind, scope, items. Keys of another layer are errors. Every clause has an id.",
        ),
        {
            "schema": ("!text", "`standard/1`", "`standard/1`"),
            "layer": (
                "!text",
                "customer、delivery 或 inspection",
                "customer, delivery or inspection",
            ),
            "promises": _PROMISES,
            "scope": (_T, "对谁，或查哪里", "for whom, or what is looked at"),
            "scope_en": _TEXT_EN,
            "categories": _CATEGORIES,
            "commitments": ("mapping", "承诺：编号到内容", "the commitments by id"),
            "family": (
                _T,
                "customer-service、building、equipment、order、cleaning、in-home-repair",
                "customer-service, building, equipment, order, cleaning, in-home-repair",
            ),
            "posts": (_TS, "哪些角色", "roles that it is for"),
            "extends": (_TS, "一并适用的作业标准", "delivery standards whose items hold here too"),
            "procedures": (_TS, "配套的工序", "procedures that go with it"),
            "without": ("words", "没有写的项：为什么不用写", "staff field: why it has no item"),
            "items": ("mapping", "条目：编号到内容", "the items by id"),
            "kind": (
                _T,
                "daily、weekly、monthly、special、customer、third-party",
                "daily, weekly, monthly, special, customer, third-party",
            ),
        },
    ),
    "standard.commitment": (
        "###",
        ("`commitments` 里的一条", "One commitment of `commitments`"),
        (
            "measure 和 qualitative 必有其一。flexible 必须写 tolerance，hard 不能写。",
            "Either measure or qualitative is there. A flexible one has a tolerance, a hard one has none.",
        ),
        {
            "aspect": ("!text", "content、quality、time 或 fee", "content, quality, time or fee"),
            "text": _TEXT,
            "text_en": _TEXT_EN,
            "kind": (
                "!text",
                "hard 每次兑现；flexible 有容差",
                "hard: kept every time; flexible: with a tolerance",
            ),
            "tolerance": (_T, "容差：10m、5% 或文字", "10m, 5% or words"),
            "tolerance_en": _TEXT_EN,
            "measure": (_MEASURE, "怎么衡量，见下", "how it is measured, see below"),
            "qualitative": (
                "mapping",
                "定不出数时：criterion 判断的办法、evidence 凭证",
                "where no figure fits: `criterion` and `evidence`",
            ),
            "metric": (_T, "统计它的指标", "the target that counts it"),
            "steps": _STEPS,
            "inspected_by": _INSPECTED,
            **_CLAUSE,
        },
    ),
    "standard.qualitative": (
        "###",
        ("`qualitative`", "`qualitative`"),
        ("", ""),
        {
            "criterion": ("!text", "怎么判断", "how it is judged"),
            "criterion_en": _TEXT_EN,
            "evidence": ("!texts", *_EVIDENCE[1:]),
        },
    ),
    "standard.staff": (
        "###",
        ("作业标准 `items` 里的一条", "One item of a delivery standard"),
        ("", ""),
        {
            "field": (
                "!text",
                "dress、conduct、phrases、movements、protection、method、frequency、site、tools、prohibitions",
                "dress, conduct, phrases, movements, protection, method, frequency, site, tools, prohibitions",
            ),
            "text": _TEXT,
            "text_en": _TEXT_EN,
            "measure": (_MEASURE, "怎么衡量，见下", "how it is measured, see below"),
            "serves": _SERVES,
            "steps": _STEPS,
            "inspected_by": _INSPECTED,
            "not_required": ("flag", "一般不要求", "it says what is not asked for"),
            **_CLAUSE,
        },
    ),
    "standard.inspection": (
        "###",
        ("检查标准 `items` 里的一条", "One item of an inspection standard"),
        (
            "scope 写在这里或文件顶层。",
            "scope stands here or at the top of the file.",
        ),
        {
            "object": ("!text", "quality、site 或 perception", "quality, site or perception"),
            "scope": (_T, "查哪里、哪些", "where, or which"),
            "scope_en": _TEXT_EN,
            "content": ("!text", "查什么", "what is looked at"),
            "content_en": _TEXT_EN,
            "time": ("!mapping", "什么时候，写法同 measure", "when, written as a measure"),
            "inspector": (
                "!text",
                "谁来查：角色，或 residents、third-party",
                "who inspects: a role, or residents, third-party",
            ),
            "sample": (_T, "抽多少", "how much of it"),
            "sample_en": _TEXT_EN,
            "serves": _SERVES,
            "checks": (_TS, "看哪些员工要求，`文件.条`", "items for staff that it watches"),
            "steps": _STEPS,
            **_CLAUSE,
        },
    ),
    "standard.measure": (
        "###",
        ("`measure` 和 `time`", "`measure` and `time`"),
        (
            "clock、limit、window、target、price、count、cadence、event、amount、occasion、check 只能有一个，其余的键跟着它。",
            "Exactly one of clock, limit, window, target, price, count, cadence, event, amount, occasion and check; the other keys go with it.",
        ),
        {
            "clock": (_T, "响应等级的一口钟，可加 tiers", "a clock of the tiers, with `tiers`"),
            "limit": (
                "any",
                "[时限, 日历] 或时限，可加 from、to",
                "[limit, calendar] or a limit, with `from` and `to`",
            ),
            "window": ("mapping", "一天里的时刻，见下", "a time of day, see below"),
            "target": (_T, "指标", "a target"),
            "price": (_TS, "价目", "items of the price list"),
            "cadence": (_T, "频次", "a cadence"),
            "event": (_T, "工单上必须有的一步", "a step that must be on the ticket"),
            "amount": (
                "mapping",
                "least、most 至少其一，unit 单位，unit_en",
                "least or most or both, `unit`, `unit_en`",
            ),
            "occasion": (_T, "某种时候，如台风过后", "an occasion"),
            "check": (_T, "答是或否的一查", "a check that is answered with yes or no"),
            "count": ("whole", "几次，配 every", "how many times, with `every`"),
            "every": (
                _T,
                "day、workday、week、month、quarter、half、year，或 15d、2 months",
                "day, workday, week, month, quarter, half, year, or 15d, 2 months",
            ),
            "tiers": (_TS, "只在这些等级", "in these tiers only"),
            "from": (_T, "从哪一步起", "from which step"),
            "to": (_T, "到哪一步止", "to which step"),
            "occasion_en": _TEXT_EN,
            "check_en": _TEXT_EN,
        },
    ),
    "standard.amount": (
        "###",
        ("`amount`", "`amount`"),
        ("", ""),
        {
            "least": ("any", "不少于", "at least"),
            "most": ("any", "不超过", "at most"),
            "unit": ("!text", "单位", "unit"),
            "unit_en": _TEXT_EN,
        },
    ),
    "standard.window": (
        "###",
        ("`window`", "`window`"),
        (
            "by、about、from、between 只能有一个；about 必须写 tolerance。",
            "Exactly one of by, about, from and between; about needs a tolerance.",
        ),
        {
            "by": (
                _TS,
                "在这些时刻前完成，如 07:30、17:30",
                "done by these times, such as 07:30 and 17:30",
            ),
            "about": (_T, "在这时左右", "at about this time"),
            "from": (_T, "从这时起在岗", "on duty from then"),
            "between": (_T, "这段时间里，如 07:30-19:00", "all the time, such as 07:30-19:00"),
            "tolerance": ("limit", "容差，分或小时", "in minutes or hours"),
            "days": (
                _T,
                "daily、workday 或 mon-fri 这样的星期；默认 daily",
                "daily, workday, or days such as mon-fri; daily by default",
            ),
            "text": (_T, "补充说明", "a remark"),
            "text_en": _TEXT_EN,
        },
    ),
    "standard.picture": (
        "###",
        ("`picture`", "`picture`"),
        ("", ""),
        {
            "file": ("!text", "文件名", "name of the file"),
            "sha256": (
                "!text",
                "内容的 SHA-256，按它存在 media/ 里",
                "SHA-256 of its content, by which it lies in media/",
            ),
        },
    ),
    "procedure": (
        "##",
        ("工序 `standards/procedures/<编号>.yaml`", "Procedure `standards/procedures/<id>.yaml`"),
        (
            "派工单上打勾的清单，次序就是做的次序；流程用 `procedure` 写它的编号。",
            "The checklist of the work slip, in the order of the work; a flow names it by `procedure`.",
        ),
        {
            "schema": ("!text", "`procedure/1`", "`procedure/1`"),
            "roles": (_TS, "谁来做", "who does it"),
            "categories": _CATEGORIES,
            "tools": (_TS, "带什么", "what to bring"),
            "tools_en": (_TS, "英文", "the same in English"),
            "steps": ("!mappings", "步骤，按次序", "the steps, in order"),
        },
    ),
    "procedure.step": (
        "###",
        ("`steps` 里的一步", "One step of `steps`"),
        ("", ""),
        {
            "id": (_T, "编号，必须有（没有是 S014）", "its id, which must be there (else S014)"),
            "label": ("!text", "中文名称", "name in Chinese"),
            "label_en": _LABEL_EN,
            "text": (_T, "怎么做", "how it is done"),
            "text_en": _TEXT_EN,
            "evidence": _EVIDENCE,
            "when": (
                _T,
                "何时要做：流程的条件",
                "the condition of the flows under which it is asked for",
            ),
            "consent": ("flag", "业主同意了才往下做", "the owner agrees before the work goes on"),
            "limit": ("limit", "限时", "how long it may take"),
            "picture": _PICTURE,
            "basis": _BASIS,
            "formerly": ABOUT["formerly"],
        },
    ),
    "blueprint": (
        "##",
        (
            "服务蓝图 `standards/blueprints/<编号>.yaml`",
            "Service blueprint `standards/blueprints/<id>.yaml`",
        ),
        (
            "四条泳道里的步骤；三条线由箭头算出。箭头只连同一泳道或相邻的泳道（Q043）。",
            "Steps in four lanes; the three lines follow from the arrows. An arrow joins the same lane or neighbouring ones (Q043).",
        ),
        {
            "schema": ("!text", "`blueprint/1`", "`blueprint/1`"),
            "input": ("!text", "输入", "input"),
            "input_en": _TEXT_EN,
            "process": ("!text", "过程", "process"),
            "process_en": _TEXT_EN,
            "output": ("!text", "输出", "output"),
            "output_en": _TEXT_EN,
            "place": ("!text", "在哪里接待", "where it takes place"),
            "place_en": _TEXT_EN,
            "roles": (_TS, "角色", "roles"),
            "categories": _CATEGORIES,
            "promises": _PROMISES,
            "steps": (
                "!mapping",
                "步骤：编号到内容；第一步开头",
                "the steps by id; the first begins",
            ),
            "fail_points": ("mapping", "失误点：编号到内容", "the fail points by id"),
        },
    ),
    "blueprint.step": (
        "###",
        ("`steps` 里的一步", "One step of `steps`"),
        ("", ""),
        {
            "lane": (
                "!text",
                "customer、front、back 或 support",
                "customer, front, back or support",
            ),
            "label": ("!text", "中文名称", "name in Chinese"),
            "label_en": _LABEL_EN,
            "method": (_T, "怎么做", "how it is done"),
            "method_en": _TEXT_EN,
            "place": (_T, "在哪里", "where"),
            "place_en": _TEXT_EN,
            "basis": _BASIS,
            "visible": (_TS, "住户看得见的东西", "what the customer sees of it"),
            "visible_en": (_TS, "英文", "the same in English"),
            "role": (_T, "谁做", "who does it"),
            "next": (_TS, "接着是哪几步", "the steps that follow"),
            "does": (_T, "就是哪道工序或哪一步", "the procedure or step that it is"),
            "event": (_T, "就是工单的哪一步", "the step of a ticket that it is"),
        },
    ),
    "blueprint.point": (
        "###",
        ("`fail_points` 里的一个", "One fail point of `fail_points`"),
        (
            "没有预防或补救的，检查时会提示（Q014）。",
            "One without prevention or recovery is remarked on (Q014).",
        ),
        {
            "at": ("!text", "哪一步", "at which step"),
            "text": _TEXT,
            "text_en": _TEXT_EN,
            "prevention": (_T, "怎样预防", "how it is prevented"),
            "prevention_en": _TEXT_EN,
            "recovery": (_T, "怎样补救", "what is done about it"),
            "recovery_en": _TEXT_EN,
            "basis": _BASIS,
        },
    ),
    "quality": (
        "##",
        ("质量方针 `standards/quality.yaml`", "Quality policy `standards/quality.yaml`"),
        ("", ""),
        {
            "schema": ("!text", "`quality/1`", "`quality/1`"),
            "policy": (
                "!mapping",
                "方针：text、text_en、basis",
                "the policy: text, text_en, basis",
            ),
            "promises": ("!mapping", "承诺安、暖、快、洁、便：编号到内容", "the promises by id"),
            "milestones": ("mapping", "到什么时候做到什么", "what is reached by when"),
            "system": (
                "mapping",
                "服务系统的五部分：needs、content、delivery、recovery、improvement",
                "the five parts of the system: needs, content, delivery, recovery, improvement",
            ),
        },
    ),
    "quality.policy": (
        "###",
        ("`policy`", "`policy`"),
        ("", ""),
        {"text": _TEXT, "text_en": _TEXT_EN, "basis": _BASIS},
    ),
    "quality.promise": (
        "###",
        ("`promises` 里的一个", "One promise of `promises`"),
        ("", ""),
        {
            "label": ("!text", "中文名称", "name in Chinese"),
            "label_en": _LABEL_EN,
            "text": _TEXT,
            "text_en": _TEXT_EN,
            "metrics": (_TS, "看哪些指标", "targets that count it"),
            "basis": _BASIS,
        },
    ),
    "quality.milestone": (
        "###",
        ("`milestones` 里的一个", "One milestone of `milestones`"),
        ("", ""),
        {
            "by": ("!date", "到哪天", "by which day"),
            "text": _TEXT,
            "text_en": _TEXT_EN,
            "metrics": (_TS, "看哪些指标", "targets that count it"),
            "evidence": _EVIDENCE,
            "basis": _BASIS,
        },
    ),
    "quality.part": (
        "###",
        ("`system` 里的一部分", "One part of `system`"),
        ("", ""),
        {
            "text": _TEXT,
            "text_en": _TEXT_EN,
            "documents": (
                _TS,
                "由哪些文件承担，如 services/care",
                "documents that carry it, such as services/care",
            ),
            "basis": _BASIS,
        },
    ),
}
"""Section to mark, title, introduction and rows, as `row.Words`."""
