"""Documents to begin with: every key that is needed, and empty texts for a person to fill."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wuye_cli.i18n.catalog import pick

if TYPE_CHECKING:
    from datetime import date

KINDS = ("customer", "delivery", "inspection", "procedure", "blueprint", "quality")
FOLDERS = {
    "customer": "standards/services",
    "delivery": "standards/services",
    "inspection": "standards/services",
    "procedure": "standards/procedures",
    "blueprint": "standards/blueprints",
}
"""Kind to the folder of its documents; the quality policy is one file."""


def skeleton(kind: str, *, owner: str, review_by: date) -> str:
    """Return the text of a new document of a kind of `KINDS`, with comments on its keys.

    Args:
        kind: What to write.
        owner: A role that answers for it.
        review_by: When it is to be looked at again.
    """
    schema = "standard" if FOLDERS.get(kind) == FOLDERS["customer"] else kind
    layer = f"layer: {kind}\n" if schema == "standard" else ""
    return (
        f"# {_TITLES[kind]()}\n"
        f"schema: {schema}/1\n{layer}"
        f'label: ""\nowner: {owner}\nversion: 1\nreview_by: "{review_by}"\n'
        f"{_BODIES[kind]()}"
    )


_TITLES = {
    "customer": lambda: pick(
        "对住户的承诺。空着的文字填好后：wuye check",
        "A promise to residents. Fill in the empty texts, then: wuye check",
    ),
    "delivery": lambda: pick(
        "员工怎么做。空着的文字填好后：wuye check",
        "How staff do it. Fill in the empty texts, then: wuye check",
    ),
    "inspection": lambda: pick(
        "怎么检查。空着的文字填好后：wuye check",
        "How it is inspected. Fill in the empty texts, then: wuye check",
    ),
    "procedure": lambda: pick(
        "工序：次序就是做的次序。空着的文字填好后：wuye check",
        "A procedure, in the order of the work. Fill in the empty texts, then: wuye check",
    ),
    "blueprint": lambda: pick(
        "服务蓝图。空着的文字填好后：wuye blueprint check",
        "A service blueprint. Fill in the empty texts, then: wuye blueprint check",
    ),
    "quality": lambda: pick(
        "质量方针。空着的文字填好后：wuye check",
        "The quality policy. Fill in the empty texts, then: wuye check",
    ),
}


def _customer() -> str:
    aspect = pick("content、quality、time 或 fee", "content, quality, time or fee")
    kind = pick(
        "hard 每次兑现；flexible 另写 tolerance（10m、5% 或文字）",
        "hard: kept every time; flexible: with tolerance (10m, 5% or words)",
    )
    measure = pick(
        '定得出数的改写 measure，如 {window: {by: "07:30"}}、{count: 2, every: month}',
        'where a figure fits: measure instead, {window: {by: "07:30"}}, {count: 2, every: month}',
    )
    links = pick(
        "还可写：metric 指标，steps 工序步骤，inspected_by 检查项，basis 依据",
        "more: metric, steps (of procedures), inspected_by (items of inspections), basis",
    )
    return (
        f'scope: "" # {pick("对谁，如：住户及租户", "for whom, such as: residents and tenants")}\n'
        "commitments:\n"
        f"  first: # {pick('编号，换成自己的', 'its id, choose your own')}\n"
        f"    aspect: content # {aspect}\n"
        '    text: ""\n'
        f"    kind: hard # {kind}\n"
        f"    # {measure}\n"
        '    qualitative: {criterion: "", evidence: [visit]}\n'
        f"    # {links}\n"
    )


def _delivery() -> str:
    family = "customer-service, building, equipment, order, cleaning, in-home-repair"
    fields = (
        "dress, conduct, phrases, movements, protection, method, frequency, site, tools, "
        "prohibitions"
    )
    links = pick(
        "还可写：measure 怎么衡量，serves 兑现哪条承诺，evidence 凭证，basis 依据",
        "more: measure, serves (commitments), evidence, basis",
    )
    return (
        f"family: customer-service # {family}\n"
        "items:\n"
        f"  first: # {pick('编号，换成自己的', 'its id, choose your own')}\n"
        f"    field: conduct # {fields}\n"
        '    text: ""\n'
        f"    # {links}\n"
    )


def _inspection() -> str:
    who = pick(
        "policy.yaml 的角色，或 residents、third-party",
        "a role of policy.yaml, or residents, third-party",
    )
    time = pick(
        '也可写 {window: {by: "07:30"}}、{cadence: …}、{occasion: 台风过后}',
        'also {window: {by: "07:30"}}, {cadence: …}, {occasion: after a storm}',
    )
    links = pick(
        "还可写：sample 抽多少，serves 看哪条承诺，checks 看哪条员工要求，evidence 凭证",
        "more: sample, serves (commitments), checks (items for staff), evidence",
    )
    return (
        "kind: daily # daily, weekly, monthly, special, customer, third-party\n"
        "items:\n"
        f"  first: # {pick('编号，换成自己的', 'its id, choose your own')}\n"
        "    object: quality # quality, site, perception\n"
        f'    scope: "" # {pick("查哪里、哪些", "where, or which")}\n'
        '    content: ""\n'
        f"    time: {{count: 1, every: day}} # {time}\n"
        f"    inspector: residents # {who}\n"
        f"    # {links}\n"
    )


def _procedure() -> str:
    more = pick(
        "还可写：text 做法，evidence: [photo] 凭证，consent: true 须业主同意，limit: 10m 限时",
        "more: text, evidence: [photo], consent: true (the owner agrees first), limit: 10m",
    )
    return f'steps:\n  - id: first\n    label: ""\n    # {more}\n'


def _blueprint() -> str:
    lanes = pick(
        "customer 客户、front 前台、back 后台、support 支持；箭头不能跳过泳道",
        "customer, front, back, support; an arrow may not leave a lane out",
    )
    return (
        'input: ""\nprocess: ""\noutput: ""\nplace: ""\n'
        "steps:\n"
        f'  first:\n    lane: customer # {lanes}\n    label: ""\n    next: [second]\n'
        '  second:\n    lane: front\n    label: ""\n'
        "fail_points:\n"
        '  first:\n    at: second\n    text: ""\n    prevention: ""\n    recovery: ""\n'
    )


def _quality() -> str:
    words = (("safe", "安"), ("warm", "暖"), ("fast", "快"), ("clean", "洁"), ("convenient", "便"))
    promises = "".join(
        f'  {name}: {{label: {label}, label_en: {name}, text: ""}}\n' for name, label in words
    )
    return f'policy: {{text: ""}}\npromises:\n{promises}'


_BODIES = {
    "customer": _customer,
    "delivery": _delivery,
    "inspection": _inspection,
    "procedure": _procedure,
    "blueprint": _blueprint,
    "quality": _quality,
}
