"""wuye paste: what was said in the group chat, previewed and entered."""

from typing import Annotated

import typer

from wuye_cli.cli.exits import spoken_errors
from wuye_cli.cli.options import DEFAULT_ROOT, AsJson, Root, h

HELP = h(
    "粘贴群聊：先预览，再一条消息一次提交；贴过的不重记。例：wuye paste 群聊.txt",
    "Enter a copied group chat: preview first, one commit a message, never twice.\n"
    "Example: wuye paste chat.txt",
)


def command(
    file: Annotated[
        str, typer.Argument(help=h("文件；不写则从标准输入读", "File; standard input if none."))
    ] = "-",
    yes: Annotated[bool, typer.Option("--yes", "-y", help=h("不问就写入", "Do not ask."))] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=h("只预览", "Preview only."))] = False,
    root: Root = DEFAULT_ROOT,
    as_json: AsJson = False,
) -> int:
    """Enter a copied chat."""
    from wuye_cli.cli import pasted  # noqa: PLC0415 - help needs none of it

    with spoken_errors():
        return pasted.run(root, file, sure=yes, only_look=dry_run, as_json=as_json)
