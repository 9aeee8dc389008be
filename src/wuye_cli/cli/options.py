"""Options that several commands share, and the choice of the language of a help text."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from wuye_cli.i18n.catalog import pick


def h(zh: str, en: str) -> str:
    """Return a help text in the language in use, chosen when a command's module is loaded."""
    return pick(zh, en)


def valued(*names: str, metavar: str, words: str) -> Any:
    """Return an option that takes a value and shows no default: most of them do."""
    return typer.Option(*names, metavar=metavar, show_default=False, help=words)


DEFAULT_ROOT = Path()
"""The store is looked for from the working directory upwards."""

Root = Annotated[
    Path,
    typer.Option(
        "-C",
        "--store",
        metavar="DIR",
        envvar="WUYE_STORE",
        show_default=False,
        show_envvar=False,
        help=h(
            "资料库目录（默认：当前目录向上找）",
            "Directory of the store (default: upwards from here).",
        ),
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help=h("输出 JSON", "Print JSON."))]
AsCsv = Annotated[bool, typer.Option("--csv", help=h("输出 CSV", "Print CSV."))]
Output = Annotated[
    list[str] | None,
    valued(
        "-o",
        "--output",
        metavar="FORMAT[=FILE]",
        words=h(
            "输出格式，可写到文件，可重复：-o json -o csv=表.csv",
            "Format, optionally to a file; repeatable: -o json -o csv=list.csv",
        ),
    ),
]
At = Annotated[
    str | None,
    valued(
        "--at",
        metavar="TIME",
        words=h("实际发生的时刻，如 09:31、昨晚2340", "When it really happened, such as 09:31."),
    ),
]
