"""wuye restore: a store from a backup, on an empty machine."""

from datetime import datetime, tzinfo
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import msgspec
import typer

from wuye_cli.bootstrap import open_desk, world
from wuye_cli.cli.exits import spoken, spoken_errors
from wuye_cli.cli.options import AsJson, h
from wuye_cli.cli.output import Wanted, emit
from wuye_cli.cli.steps import steps_shown

if TYPE_CHECKING:
    from wuye_cli.services.restoring import Found, Restored

HELP = h(
    "从一份备份恢复出资料库。先核对每个文件，坏了或缺了就不动手；目录要么恢复完整，要么没有。\n\n"
    "旧机器不再用时保持原代号（默认）；还在用时加 --desk new，否则两边会发出同样的工单号。\n\n"
    "例：wuye restore /mnt/usb/wuye-阳光花园-20261124-180000 阳光花园",
    "Make a store from a backup. Every file is proved first; the folder is whole or not there.\n\n"
    "The desk keeps its code (the default) when the old machine is gone; with --desk new it takes"
    " another, as two desks of one code would give out the same ticket ids.\n\n"
    "Example: wuye restore /mnt/usb/wuye-sunny-20261124-180000 sunny",
)


class Code(StrEnum):
    """Which code the restored desk writes under."""

    SAME = "same"
    NEW = "new"


def command(
    backup: Annotated[Path, typer.Argument(help=h("哪一份备份", "The folder of a backup."))],
    folder: Annotated[
        Path,
        typer.Argument(help=h("恢复到哪里（不存在或是空的）", "Where to: empty or not there.")),
    ],
    desk: Annotated[
        Code, typer.Option("--desk", help=h("同一代号或新代号", "The same code or a new one."))
    ] = Code.SAME,
    as_json: AsJson = False,
) -> None:
    """Restore a store."""
    from wuye_cli.services import restoring  # noqa: PLC0415 - help needs none of it

    with spoken_errors():
        with steps_shown("backup") as step:
            made = restoring.restore(
                backup,
                folder,
                fresh_desk=desk is Code.NEW,
                entropy=world().entropy,
                on_step=step,
            )
        opened = open_desk(folder)
        found = restoring.what_is_there(opened)
        emit(
            {**msgspec.to_builtins(made), "found": msgspec.to_builtins(found)},
            text=lambda _screen: _text(made, found, opened.zone),
            wanted=Wanted(as_json),
        )


def _text(made: "Restored", found: "Found", zone: tzinfo) -> str:
    facts = {**msgspec.structs.asdict(made), **msgspec.structs.asdict(found)}
    facts["created_at"] = made.created_at[:16].replace("T", " ")
    lines = [
        spoken("restore.done", **facts),
        spoken("restore.found", **facts),
    ]
    if found.last_at is not None:
        at = datetime.fromtimestamp(found.last_at, zone).isoformat()
        lines.append(spoken("restore.last", id=found.last_ticket, at=at))
    if not made.people:
        lines.append(spoken("restore.no_people"))
    code = "restore.same_desk" if made.desk == made.was else "restore.new_desk"
    code = code if made.desk else "restore.no_desk"
    lines.append(spoken(code, **facts))
    for name, address in made.remotes.items():
        lines.append(spoken("restore.remote", name=name, address=address))
    lines.append(spoken("restore.next", root=made.root))
    return "\n".join(lines)
