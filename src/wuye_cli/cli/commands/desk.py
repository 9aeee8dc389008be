"""wuye desk: one line an entry, at a prompt, from a file, or as the arguments."""

import sys
from typing import Annotated

import typer

from wuye_cli.cli.exits import spoken_errors
from wuye_cli.cli.options import DEFAULT_ROOT, AsJson, Root, h
from wuye_cli.domain.errors import CallError

HELP = h(
    "前台：一行一件事。例：wuye desk（提示符）；wuye desk 17 派钱 约10-11；wuye desk -f 昨夜.txt",
    "The desk: one line an entry. Example: wuye desk; wuye desk 17 to Zhao appt 10-11",
)


def command(
    words: Annotated[
        list[str] | None, typer.Argument(help=h("一行；不写则逐行输入", "One line."))
    ] = None,
    file: Annotated[
        str, typer.Option("--file", "-f", help=h("从文件逐行读，- 为标准输入", "Lines of a file."))
    ] = "",
    read: Annotated[
        bool,
        typer.Option("--read", help=h("只看懂，不写入", "Say what is understood, write nothing.")),
    ] = False,
    root: Root = DEFAULT_ROOT,
    as_json: AsJson = False,
) -> int:
    """Enter lines."""
    from wuye_cli.cli import desk_lines  # noqa: PLC0415 - help needs none of it

    with spoken_errors():
        if words and file:
            raise CallError("desk_line_or_file", file=file)
        ways = desk_lines.Ways(root=root, as_json=as_json, only_read=read)
        if words:
            return desk_lines.one_line(" ".join(words), ways)
        if file not in {"", "-"}:
            return desk_lines.from_file(file, ways)
        if file == "-" or as_json or not (sys.stdin.isatty() and sys.stdout.isatty()):
            return desk_lines.from_stream(sys.stdin, ways)

        from wuye_cli.cli.desk_prompt import run  # noqa: PLC0415 - only a terminal needs it

        return run(ways)
