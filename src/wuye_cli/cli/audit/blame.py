"""`wuye audit blame`: who is behind each fact of a ticket."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import msgspec
import typer

from wuye_cli.bootstrap import open_desk
from wuye_cli.cli.exits import spoken_errors
from wuye_cli.cli.options import DEFAULT_ROOT, AsCsv, AsJson, Output, Root, h
from wuye_cli.cli.output import Wanted, emit

if TYPE_CHECKING:
    from wuye_cli.services.audit_papers.blaming import Blamed

BLAME_HELP = h(
    "一张工单的每一项由谁、什么时候、哪个事件、哪个提交记下。按事件算，不按行算。\n\n"
    "例：wuye audit blame 17；wuye audit blame 17 status",
    "Who is behind each fact of a ticket: event, commit, who typed it and when; by events, not"
    " lines.\n\nExample: wuye audit blame 17; wuye audit blame 17 status",
)


def blame(
    ticket_id: Annotated[
        str, typer.Argument(metavar="TICKET", help=h("工单号、旧号或尾号", "Id or tail."))
    ],
    key: Annotated[
        str,
        typer.Argument(
            metavar="[KEY]",
            show_default=False,
            help=h("只看这一项：title、events", "This fact only."),
        ),
    ] = "",
    root: Root = DEFAULT_ROOT,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    output: Output = None,
) -> None:
    """Show who is behind each fact of a ticket."""
    from wuye_cli.render.timelines import blame_heads, blame_row, blame_text  # noqa: PLC0415 - help needs none of it
    from wuye_cli.services.audit_papers.blaming import blame as find  # noqa: PLC0415 - as above

    with spoken_errors():
        desk = open_desk(root)
        found: list[Blamed] = find(desk, ticket_id, key)
        values: list[dict[str, Any]] = [
            {"key": one.key, "value": one.value, **msgspec.to_builtins(one)} for one in found
        ]
        emit(
            values,
            text=lambda seen: blame_text(found, desk.zone, seen.columns, colour=seen.colour),
            table=lambda: (blame_heads(), [blame_row(one, desk.zone) for one in found]),
            wanted=Wanted(as_json, as_csv, output),
        )
