"""The categories of tickets."""

# A sentence stays on one line, so that a search for its words finds it.

from __future__ import annotations

from wuye_cli.i18n.format_words.row import ALIASES, BASIS, LABEL_EN, Words

CATEGORIES: dict[str, Words] = {
    "categories": Words(
        "##",
        ("类别 `standards/categories.yaml`", "Categories `standards/categories.yaml`"),
        (
            "说的是什么事，由此定种类、等级和时限。",
            "What a ticket is about, and from that its kind, tier and limits.",
        ),
        {
            "schema": ("!text", "`categories/1`", "`categories/1`"),
            "defaults": ("mapping", "未分类时用什么", "what holds for an unclassified ticket"),
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
            "label_en": LABEL_EN,
            "kind": ("!text", "种类", "kind"),
            "tier": ("text", "没有一行符合时的等级", "tier when no row fits"),
            "rules": ("mappings", "决策表", "decision table"),
            "aliases": ALIASES,
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
            "basis": BASIS,
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
}
