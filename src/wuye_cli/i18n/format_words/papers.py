"""Texts to send, the opinion box, the duty card."""

# A sentence stays on one line, so that a search for its words finds it.

from __future__ import annotations

from wuye_cli.i18n.format_words.row import LABEL_EN, Words

PAPERS: dict[str, Words] = {
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
            "label_en": LABEL_EN,
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
            "label_en": LABEL_EN,
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
}
