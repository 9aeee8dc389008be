"""Mappings of imports."""

# A sentence stays on one line, so that a search for its words finds it.

from __future__ import annotations

from wuye_cli.i18n.format_words.row import Words

IMPORTS: dict[str, Words] = {
    "import": Words(
        "##",
        ("导入映射 `*.yaml`", "Import map `*.yaml`"),
        (
            "哪一列是哪个字段。可有 `x-…` 键。",
            "Which column is which field. `x-…` keys are allowed.",
        ),
        {
            "schema": ("!text", "固定为 `import-map/1`", "always `import-map/1`"),
            "source": (
                "!text",
                "原系统的名称，`[a-z0-9._-]`，至多 32 个字符",
                "name of the other system, `[a-z0-9._-]`, 32 characters at most",
            ),
            "format": (
                "text",
                "csv、xlsx 或 json；默认看文件后缀",
                "csv, xlsx or json; by default from the file's ending",
            ),
            "options": ("mapping", "怎样读文件", "how the file is read"),
            "zone": (
                "!text",
                "没写时区的时刻属于哪个 IANA 时区",
                "IANA zone of times that name none",
            ),
            "key": ("!texts", "合起来唯一指一行的列", "columns that together name a row"),
            "strict": (
                "flag",
                "值不在对照表里或这里不认识的行，拒收",
                "a row with a value that is not in its table, or unknown here, is refused",
            ),
            "times": (
                "texts",
                "时刻的写法，先合用的先用",
                "formats of times, the first that fits counts",
            ),
            "fields": (
                "!mapping",
                "字段到列；须有 opened_at",
                "field to column; `opened_at` must be there",
            ),
        },
    ),
    "import.options": Words(
        "###",
        ("`options`", "`options`"),
        (
            "csv 用 encoding、delimiter、quotes、header；xlsx 用 sheet、header；json 用 encoding、records、lines。",
            "csv takes encoding, delimiter, quotes, header; xlsx takes sheet, header; json takes encoding, records, lines.",
        ),
        {
            "encoding": ("text", "编码；默认自动判断", "encoding; found out by default"),
            "delimiter": ("text", "分隔符，一个字符", "delimiter, one character"),
            "quotes": ("text", "strict（引号成对）或 loose", "strict (quotes must pair) or loose"),
            "header": ("whole", "列名在第几行", "row that names the columns, from 1"),
            "sheet": ("text", "工作表；默认第一张", "sheet; the first by default"),
            "records": (
                "text",
                "通往记录列表的键，用点相连",
                "keys that lead to the list of records, joined by dots",
            ),
            "lines": ("flag", "每行一个 JSON", "each line is a JSON record"),
        },
    ),
    "import.field": Words(
        "###",
        ("`fields` 里的一个字段", "One field of `fields`"),
        (
            "只写一个文字等于 `{column: 那一列}`。`column`、`columns` 与 `value` 取其一。",
            "A text alone means `{column: …}`. Either `column` or `columns`, or `value`.",
        ),
        {
            "column": ("text", "一列", "one column"),
            "columns": (
                "texts",
                "几列，用 join 相连，空的略去",
                "several columns, joined by `join`, empty ones left out",
            ),
            "join": ("text", "相连的文字；默认空格", "what joins them; a blank by default"),
            "value": ("text", "固定的值", "a fixed value"),
            "table": ("words", "对照表：文件里的值到这里的值", "value in the file to value here"),
            "default": (
                "text",
                "空或不在对照表里时",
                "in place of an empty value or one that is not in the table",
            ),
            "time": (
                "texts",
                "时刻的写法；只用于时刻字段",
                "formats of a time; fields that hold one only",
            ),
            "strip": ("text", "两端去掉的字符", "characters taken away at both ends"),
            "max": (
                "whole",
                "最多几个字符；0 为字段自己的上限",
                "most characters; 0 for the field's own bound",
            ),
            "day": (
                "text",
                "只有日期时算 start（默认）还是 end",
                "what a date alone stands for: start (default) or end",
            ),
        },
    ),
}
