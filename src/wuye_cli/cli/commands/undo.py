"""wuye undo (撤): take back one's own last step."""

from typing import Annotated

import typer

from wuye_cli.bootstrap import open_desk
from wuye_cli.cli.echo import echo
from wuye_cli.cli.exits import spoken_errors
from wuye_cli.cli.options import DEFAULT_ROOT, AsJson, Root, h
from wuye_cli.cli.output import Wanted
from wuye_cli.services.undoing import undo

HELP = h(
    "撤销自己刚记的一步（30 分钟内），两者都留痕。例：wuye undo 17",
    "Take back your last step within 30 minutes; both stay visible. Example: wuye undo 17",
)


def command(
    ticket_id: Annotated[
        str, typer.Argument(help=h("工单（默认刚写的那张）", "Ticket (default: the last)."))
    ] = "",
    only: Annotated[
        list[str] | None,
        typer.Option("--only", help=h("只撤这种步骤，如 visit", "Only this kind.")),
    ] = None,
    reason: Annotated[str, typer.Option("--reason", help=h("原因", "Why."))] = "",
    approved_by: Annotated[
        str, typer.Option("--approved-by", help=h("超时由谁批准", "Who allows it later."))
    ] = "",
    root: Root = DEFAULT_ROOT,
    as_json: AsJson = False,
) -> None:
    """Take back the last step."""
    with spoken_errors():
        desk = open_desk(root)
        written = undo(
            desk, ticket_id, kinds=tuple(only or ()), reason=reason, approved_by=approved_by
        )
        echo(desk, written, Wanted(as_json=as_json))
