"""wuye visit: the follow-up, then the archive."""

from typing import Annotated

import typer

from wuye_cli.bootstrap import open_desk
from wuye_cli.cli.echo import echo
from wuye_cli.cli.exits import spoken_errors
from wuye_cli.cli.options import DEFAULT_ROOT, AsJson, Root, h
from wuye_cli.cli.output import Wanted
from wuye_cli.domain.timekeeping.spoken import parse_moment
from wuye_cli.services.fieldwork import visit
from wuye_cli.services.preparing import score_of

HELP = h(
    "回访；满意且步骤齐全就归档。例：wuye visit 17 --score 满意",
    "Follow up; satisfied and complete, it is archived. Example: wuye visit 17 --score 5",
)


def command(
    ticket_id: Annotated[str, typer.Argument(help=h("工单号或尾号", "Id or tail."))],
    score: Annotated[str, typer.Option("--score", help=h("1-5，或满意等词", "1 to 5."))] = "",
    way: Annotated[str, typer.Option("--way", help=h("方式（默认电话）", "How."))] = "phone",
    words: Annotated[str, typer.Option("--words", "-w", help=h("业主的话", "Words."))] = "",
    who_did: Annotated[str, typer.Option("--who-did", help=h("谁回访的", "Who rang."))] = "",
    stay_open: Annotated[bool, typer.Option("--open", help=h("不归档", "Do not archive."))] = False,
    at: Annotated[str, typer.Option("--at", metavar="TIME", help=h("回访时刻", "When."))] = "",
    root: Root = DEFAULT_ROOT,
    as_json: AsJson = False,
) -> None:
    """Write a follow-up."""
    with spoken_errors():
        desk = open_desk(root)
        written = visit(
            desk,
            ticket_id,
            score=score_of(score) if score else None,
            way=way,
            words=words,
            at=parse_moment(at, desk.now()) if at else None,
            who=who_did,
            stay_open=stay_open,
        )
        echo(desk, written, Wanted(as_json=as_json))
