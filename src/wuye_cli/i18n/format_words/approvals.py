"""Approvals, suspect links and accepted changes."""

# A sentence stays on one line, so that a search for its words finds it.

from __future__ import annotations

from wuye_cli.i18n.format_words.row import Words

APPROVALS: dict[str, Words] = {
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
}
