"""The policy: roles, and what needs whose approval."""

# A sentence stays on one line, so that a search for its words finds it.

from __future__ import annotations

from wuye_cli.i18n.format_words.row import LABEL_EN, Words

POLICY: dict[str, Words] = {
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
            "label_en": LABEL_EN,
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
}
