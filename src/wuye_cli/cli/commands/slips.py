"""wuye slips: the paper slips of the day, one a line, the slip's number first."""

from typing import Annotated

import typer

from wuye_cli.cli.exits import spoken_errors
from wuye_cli.cli.options import DEFAULT_ROOT, AsJson, Root, h

HELP = h(
    "一叠派工单一次录完：每行先写单号。例：0421 17 到1005 价80 同意1012签 完1040 收80微信",
    "Enter the day's slips: number first, then the line.\n"
    "Example: 0421 17 arr1005 price80 ok1012 signed done1040",
)


def command(
    file: Annotated[
        str, typer.Argument(help=h("文件；不写则从标准输入读", "File; standard input if none."))
    ] = "-",
    root: Root = DEFAULT_ROOT,
    as_json: AsJson = False,
) -> int:
    """Enter slips."""
    from wuye_cli.cli import slip_stack  # noqa: PLC0415 - help needs none of it

    with spoken_errors():
        return slip_stack.run(root, file, as_json=as_json)
