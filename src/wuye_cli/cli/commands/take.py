"""wuye take: a call in one line."""

from typing import Annotated

import typer

from wuye_cli.bootstrap import open_desk
from wuye_cli.cli.echo import echo
from wuye_cli.cli.exits import spoken_errors
from wuye_cli.cli.options import DEFAULT_ROOT, AsJson, Root, h
from wuye_cli.cli.output import Wanted
from wuye_cli.domain.timekeeping.spoken import parse_moment, parse_span
from wuye_cli.services.intake import Request, take

HELP = h(
    "受理一件事：房号或地点在前，事情在后；类别和等级由标准定。\n"
    "例：wuye take 3-1-502 厨房水管爆裂",
    "Take a call: home or place first, then the matter; the standards decide category and tier.\n"
    "Example: wuye take 3-1-502 kitchen pipe burst",
)


def command(
    words: Annotated[list[str], typer.Argument(help=h("来电内容", "What the caller says."))],
    phone: Annotated[str, typer.Option("--phone", help=h("电话", "Phone."))] = "",
    name: Annotated[str, typer.Option("--name", help=h("称呼", "Name."))] = "",
    category: Annotated[str, typer.Option("--category", "-c", help=h("类别", "Category."))] = "",
    tier: Annotated[str, typer.Option("--tier", help=h("等级", "Tier."))] = "",
    kind: Annotated[str, typer.Option("--kind", help=h("种类", "Kind."))] = "",
    channel: Annotated[str, typer.Option("--channel", help=h("渠道（默认电话）", "Channel."))] = "",
    at: Annotated[str, typer.Option("--at", metavar="TIME", help=h("来电时刻", "When."))] = "",
    agreed: Annotated[str, typer.Option("--window", help=h("约定时段", "Agreed window."))] = "",
    who_did: Annotated[str, typer.Option("--who-did", help=h("谁接的", "Who took it."))] = "",
    src: Annotated[str, typer.Option("--src", help=h("凭据", "Evidence."))] = "",
    root: Root = DEFAULT_ROOT,
    as_json: AsJson = False,
) -> None:
    """Take a call."""
    with spoken_errors():
        desk = open_desk(root)
        request = Request(
            title="",
            phone=phone,
            name=name,
            category=category,
            tier=tier,
            kind=kind,
            channel=channel,
            at=parse_moment(at, desk.now()) if at else None,
            agreed=parse_span(agreed, desk.now()) if agreed else None,
            who=who_did,
            src=src,
        )
        echo(desk, take(desk, " ".join(words), request), Wanted(as_json=as_json))
