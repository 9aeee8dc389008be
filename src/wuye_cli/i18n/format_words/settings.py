"""The settings of a store, its desks and homes, and the answers that it is founded with."""

# A sentence stays on one line, so that a search for its words finds it.

from __future__ import annotations

from wuye_cli.i18n.format_words.row import Words

SETTINGS: dict[str, Words] = {
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
