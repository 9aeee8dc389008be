"""wuye done: the work is done; arrival, procedure, signature and feedback in one report."""

from datetime import datetime
from typing import Annotated

import typer

from wuye_cli.bootstrap import open_desk
from wuye_cli.cli.echo import echo
from wuye_cli.cli.exits import spoken_errors
from wuye_cli.cli.options import DEFAULT_ROOT, AsJson, Root, h
from wuye_cli.cli.output import Wanted
from wuye_cli.domain.timekeeping.spoken import parse_moment
from wuye_cli.services.desk import Desk
from wuye_cli.services.fieldwork import done

HELP = h(
    "办完。只记给出的事实。例：wuye done 17 --arrived 09:31 --step all --signed 张女士 --told 电话",
    "Done; only what is given is written.\nExample: wuye done 17 --arrived 09:31 --told phone",
)


def command(
    ticket_id: Annotated[str, typer.Argument(help=h("工单号或尾号", "Id or tail."))],
    arrived: Annotated[str, typer.Option("--arrived", help=h("到场时刻", "When on site."))] = "",
    contained: Annotated[
        str, typer.Option("--contained", help=h("险情控制时刻", "When contained."))
    ] = "",
    step: Annotated[str, typer.Option("--step", help=h("工序，all 为全部", "Steps, or all."))] = "",
    signed: Annotated[str, typer.Option("--signed", help=h("谁签字", "Who signed."))] = "",
    told: Annotated[str, typer.Option("--told", help=h("已告知业主，方式", "Told, how."))] = "",
    slip: Annotated[str, typer.Option("--slip", help=h("单据号", "Slip number."))] = "",
    result: Annotated[str, typer.Option("--result", help=h("结果", "Result."))] = "",
    who_did: Annotated[str, typer.Option("--who-did", help=h("谁做的", "Who did it."))] = "",
    at: Annotated[str, typer.Option("--at", metavar="TIME", help=h("完成时刻", "When."))] = "",
    root: Root = DEFAULT_ROOT,
    as_json: AsJson = False,
) -> None:
    """Write the end of the work."""
    with spoken_errors():
        desk = open_desk(root)
        written = done(
            desk,
            ticket_id,
            at=_moment(desk, at),
            arrived=_moment(desk, arrived),
            contained=_moment(desk, contained),
            steps=tuple(part for part in step.split(",") if part),
            signed=signed,
            told=told,
            slip=slip,
            result=result,
            who=who_did,
        )
        echo(desk, written, Wanted(as_json=as_json))


def _moment(desk: Desk, text: str) -> datetime | None:
    return parse_moment(text, desk.now()) if text else None
