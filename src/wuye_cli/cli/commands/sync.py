"""wuye sync: meet other desks at a remote, or over a folder that is carried about."""

from pathlib import Path
from typing import Annotated

import typer

from wuye_cli.cli.options import DEFAULT_ROOT, AsJson, Root, h

HELP = h(
    "与其他前台合并：经 git 远端，或用 --via 经U盘、共享文件夹。\n\n"
    "历史只增不改，从不强推（只有删除住户后，住户资料的旧历史会被换掉）；"
    "两边改了同一处时按规则定，没成立的列在 wuye conflicts。"
    "连不上远端时退出码 3，本机照常可用。\n\n例：wuye sync --via /mnt/usb",
    "Meet other desks: at a git remote, or with --via over a stick or a shared folder.\n\n"
    "History only grows, nothing is forced (but that after an erasure the old history of"
    " residents' data is replaced). If both sides changed one file and no rule brings"
    " that together, nothing is merged and the files are listed (status 6). Status 3 if the"
    " remote cannot be reached; all works here meanwhile.\n\nExample: wuye sync --via /mnt/usb",
)


def command(
    remote: Annotated[
        str, typer.Argument(help=h("远端名（默认 origin）", "Name of the remote (origin)."))
    ] = "",
    via: Annotated[
        Path | None,
        typer.Option(
            "--via", metavar="DIR", help=h("U盘或共享文件夹", "A stick, a shared folder.")
        ),
    ] = None,
    no_people: Annotated[
        bool, typer.Option("--no-people", help=h("不带住户资料", "Leave residents' data out."))
    ] = False,
    root: Root = DEFAULT_ROOT,
    as_json: AsJson = False,
) -> int:
    """Sync; the status is 6 if something could not be brought together."""
    from wuye_cli.cli.sync_told import run_sync  # noqa: PLC0415 - help needs none of it

    return run_sync(root, remote, via=via, people=not no_people, as_json=as_json)
