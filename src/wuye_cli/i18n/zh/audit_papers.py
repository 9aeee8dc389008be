"""Chinese words of the auditor's papers: timelines, blame, packs, samples, reports."""

# A sentence stays on one line, so that a search for its words finds it.
# ruff: noqa: E501

from __future__ import annotations

MESSAGES: dict[str, str] = {
    "bad_period": "看不懂期间“{value}”。可写：2026-11、2026-Q4、2026、2026-11-03、2026-11-03..2026-11-09",
    "audit.limit_alone": "-n 只用于看全库；看一张工单请去掉：wuye audit log 工单号",
    "audit.no_such_fact": "{id} 没有 {key} 这一项。看全部：wuye audit blame {id}",
    "audit.aka": "（曾用号 {ids}）",
    "audit.gone": "{path} 现在不在库里了，上面是历史里留下的。请运行：wuye audit verify",
    "audit.late": "“补录”：事后 {span} 以上才提交（policy.yaml 的 audit.late_entry）",
    "audit.mark.late": "补录",
    "audit.signed": "“签名”是提交里写的公钥指纹，这里没有验；验签名：wuye audit verify",
    "audit.typed_by": "（{by} 录入）",
    "audit.joint": "，",
    "audit.mark.revoked": "已撤销",
    "audit.mark.lost": "现在的工单里没有了",
    "audit.mark.changed": "现在的工单里写得不同",
    "audit.mark.moved": "文件换了地方",
    "audit.mark.removed": "文件被删除",
    "audit.mark.unreadable": "文件读不懂",
    "audit.no_event": "没有事件说明这些值从何而来，提交栏是写下它的提交：{keys}",
    "col.signed": "签名",
    "col.mark": "备注",
    "col.author": "提交人",
    "col.subject": "提交说明",
    "col.fact": "项",
    "col.value": "值",
}
