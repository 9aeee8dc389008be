"""The flows: steps, ticks, conditions."""

# A sentence stays on one line, so that a search for its words finds it.

from __future__ import annotations

from wuye_cli.i18n.format_words.row import LABEL, LABEL_EN, Words

FLOWS: dict[str, Words] = {
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
            "label": LABEL,
            "label_en": LABEL_EN,
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
            "label_en": LABEL_EN,
        },
    ),
    "flows.flow": Words(
        "###",
        ("`flows` 里的一个流程", "One flow of `flows`"),
        ("", ""),
        {
            "when": ("mapping", "何时适用", "when it applies"),
            "label": LABEL,
            "label_en": LABEL_EN,
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
}
