"""A ticket's timeline, as `ticket history` and `audit log` show it."""

from typing import Annotated

import msgspec
import typer

from wuye_cli.bootstrap import open_desk
from wuye_cli.cli.exits import spoken_errors
from wuye_cli.cli.options import DEFAULT_ROOT, AsCsv, AsJson, Output, Root, h
from wuye_cli.cli.output import Wanted, emit
from wuye_cli.render.timelines import timeline_rows, timeline_text
from wuye_cli.services.auditing.timeline import timeline


def show_timeline(
    ticket_id: Annotated[str, typer.Argument(help=h("工单号或尾号", "Id or tail."))],
    root: Root = DEFAULT_ROOT,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    output: Output = None,
) -> None:
    """Show what happened to a ticket, each event beside its commit."""
    with spoken_errors():
        desk = open_desk(root)
        found = timeline(desk, ticket_id)
        emit(
            msgspec.to_builtins(found),
            text=lambda screen: timeline_text(found, desk.zone, screen.colour),
            table=lambda: timeline_rows(found, desk.zone),
            wanted=Wanted(as_json, as_csv, output),
        )
