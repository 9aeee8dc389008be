"""wuye dispatch: give a ticket to somebody."""

from typing import Annotated

import typer

from wuye_cli.bootstrap import open_desk
from wuye_cli.cli.echo import echo
from wuye_cli.cli.exits import spoken_errors
from wuye_cli.cli.options import DEFAULT_ROOT, AsJson, Root, h
from wuye_cli.cli.output import Wanted
from wuye_cli.domain.timekeeping.spoken import parse_moment, parse_span
from wuye_cli.services.desk import Draft
from wuye_cli.services.fieldwork import report

HELP = h("派单。例：wuye dispatch 17 --to 赵师傅", "Dispatch. Example: wuye dispatch 17 --to Zhao")


def command(
    ticket_id: Annotated[str, typer.Argument(help=h("工单号或尾号", "Id or tail."))],
    to: Annotated[str, typer.Option("--to", help=h("派给谁", "To whom."))],
    at: Annotated[str, typer.Option("--at", metavar="TIME", help=h("派单时刻", "When."))] = "",
    agreed: Annotated[
        str, typer.Option("--window", help=h("与业主约定的时段：10-11", "Window agreed."))
    ] = "",
    reason: Annotated[str, typer.Option("--reason", help=h("原因", "Why."))] = "",
    src: Annotated[str, typer.Option("--src", help=h("凭据", "Evidence."))] = "",
    root: Root = DEFAULT_ROOT,
    as_json: AsJson = False,
) -> None:
    """Dispatch a ticket, with the appointment if one was made."""
    with spoken_errors():
        desk = open_desk(root)
        moment = parse_moment(at, desk.now()) if at else None
        drafts = [Draft(do="dispatch", at=moment, src=src, fields={"to": to, "reason": reason})]
        if agreed:
            window = {"asked_by": "owner", "window": parse_span(agreed, desk.now())}
            drafts.append(Draft(do="reschedule", at=moment, src=src, fields=window))
        echo(desk, report(desk, ticket_id, drafts, op="dispatch"), Wanted(as_json=as_json))
