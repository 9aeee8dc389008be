"""wuye backup: both repositories and the photos into a folder, proved."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import msgspec
import typer

from wuye_cli.bootstrap import open_desk
from wuye_cli.cli.exits import spoken, spoken_errors
from wuye_cli.cli.options import DEFAULT_ROOT, AsJson, Root, h
from wuye_cli.cli.output import Wanted, emit
from wuye_cli.cli.steps import steps_shown
from wuye_cli.render.plain import clean

if TYPE_CHECKING:
    from wuye_cli.services.backing_up import BackedUp

HELP = h(
    "把资料库备份到一个目录（移动硬盘、U盘、网盘目录），写完再读回核对。\n\n"
    "含两个 git 库的全部历史和 media/。要么是完整的一份，要么没有。恢复用 wuye restore。\n\n"
    "例：wuye backup /mnt/usb --keep 8",
    "Back the store up into a folder, and read it again to prove it.\n\n"
    "The whole history of both repositories, and media/. There is a whole backup or none."
    " `wuye restore` makes a store of it.\n\nExample: wuye backup /mnt/usb --keep 8",
)

_LISTED = 10


def command(
    folder: Annotated[Path, typer.Argument(help=h("备份放在哪个目录", "Where backups lie."))],
    keep: Annotated[
        int | None,
        typer.Option(
            "--keep",
            min=1,
            metavar="N",
            help=h("只留最近 N 份（新的核对好以后才删旧的）", "Keep the newest N only."),
        ),
    ] = None,
    no_people: Annotated[
        bool,
        typer.Option(
            "--no-people", help=h("不含住户资料，供审计用", "Without residents' data, for audits.")
        ),
    ] = False,
    root: Root = DEFAULT_ROOT,
    as_json: AsJson = False,
) -> int:
    """Make a backup; the status is 1 if photos are damaged and so not in it."""
    from wuye_cli.services.backing_up import back_up  # noqa: PLC0415 - help needs none of it

    with spoken_errors():
        desk = open_desk(root)
        with steps_shown("backup") as step:
            made = back_up(desk, folder, people=not no_people, keep=keep, on_step=step)
        emit(
            msgspec.to_builtins(made),
            text=lambda _screen: _text(made),
            wanted=Wanted(as_json),
        )
        return 1 if made.flaws else 0


def _text(made: "BackedUp") -> str:
    facts = {**msgspec.structs.asdict(made), "photos": made.media or ""}
    size = f"{made.size / 1e6:.1f} MB"
    lines = [
        spoken("backup.done", **{**facts, "size": size}),
        spoken("backup.people" if made.people else "backup.no_people", **facts),
    ]
    for name in ("hand_edits", "flaws"):
        paths = facts[name]
        if paths:
            lines.append(spoken(f"backup.{name}", count=len(paths)))
            lines += [f"  {clean(path)}" for path in paths[:_LISTED]]
    if made.unsound:
        lines.append(spoken("backup.unsound"))
    if made.removed:
        lines.append(spoken("backup.removed", count=len(made.removed), names=made.removed))
    lines.append(spoken("backup.next", place=made.place))
    return "\n".join(lines)
