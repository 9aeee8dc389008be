"""Prices, targets, cadences and grades."""

# A sentence stays on one line, so that a search for its words finds it.

from __future__ import annotations

from wuye_cli.i18n.format_words.row import BASIS, LABEL_EN, Words

FIGURES: dict[str, Words] = {
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
            "label_en": LABEL_EN,
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
            "basis": BASIS,
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
            "basis": BASIS,
        },
    ),
    "targets.target": Words(
        "###",
        ("一个指标", "One target"),
        ("", ""),
        {
            "label": ("!text", "中文名称", "name in Chinese"),
            "label_en": LABEL_EN,
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
            "basis": BASIS,
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
            "label_en": LABEL_EN,
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
            "basis": BASIS,
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
}
