"""wuye ticket new: receive a ticket, everything said in options."""

from typing import Annotated

import typer

from wuye_cli.bootstrap import open_desk
from wuye_cli.cli.echo import echo
from wuye_cli.cli.exits import spoken_errors
from wuye_cli.cli.options import DEFAULT_ROOT, AsJson, Root, h
from wuye_cli.cli.output import Wanted
from wuye_cli.domain.timekeeping.spoken import parse_moment, parse_span
from wuye_cli.services.intake import Request, new_ticket


def new(
    title: Annotated[str, typer.Option("--title", "-t", help=h("标题", "Title."))],
    category: Annotated[str, typer.Option("--category", "-c", help=h("类别", "Category."))] = "",
    unit: Annotated[str, typer.Option("--unit", "-u", help=h("房号，如 3-1-0502", "Home."))] = "",
    place: Annotated[str, typer.Option("--place", "-p", help=h("公共部位", "Common place."))] = "",
    kind: Annotated[str, typer.Option("--kind", help=h("种类", "Kind."))] = "",
    tier: Annotated[str, typer.Option("--tier", help=h("响应等级", "Tier."))] = "",
    channel: Annotated[str, typer.Option("--channel", help=h("渠道（默认电话）", "Channel."))] = "",
    words: Annotated[str, typer.Option("--words", "-w", help=h("来电人原话", "Own words."))] = "",
    at: Annotated[str, typer.Option("--at", metavar="TIME", help=h("来电时刻", "When."))] = "",
    phone: Annotated[str, typer.Option("--phone", help=h("电话", "Phone."))] = "",
    name: Annotated[str, typer.Option("--name", help=h("称呼", "Name."))] = "",
    role: Annotated[str, typer.Option("--as", help=h("身份：业主、租户…", "Role."))] = "",
    form: Annotated[str, typer.Option("--form", help=h("oral 或 written", "oral, written"))] = "",
    urgency: Annotated[str, typer.Option("--urgency", help=h("danger、outage", "Urgency."))] = "",
    complexity: Annotated[str, typer.Option("--complexity", help=h("难易", "Complexity."))] = "",
    first_asked: Annotated[
        str, typer.Option("--first-asked", help=h("首问责任人", "Who was asked first."))
    ] = "",
    who_did: Annotated[str, typer.Option("--who-did", help=h("谁接的", "Who took it."))] = "",
    src: Annotated[str, typer.Option("--src", help=h("凭据", "Evidence."))] = "",
    agreed: Annotated[
        str, typer.Option("--window", help=h("约定上门时段：周五14-16", "Agreed window."))
    ] = "",
    repeat_of: Annotated[str, typer.Option("--repeat-of", help=h("重复自", "Repeat of."))] = "",
    root: Root = DEFAULT_ROOT,
    as_json: AsJson = False,
) -> None:
    """Receive a ticket."""
    with spoken_errors():
        desk = open_desk(root)
        request = Request(
            title=title,
            category=category,
            unit=unit,
            place=place,
            kind=kind,
            tier=tier,
            channel=channel,
            words=words,
            at=parse_moment(at, desk.now()) if at else None,
            phone=phone,
            name=name,
            role=role,
            form=form,
            urgency=urgency,
            complexity=complexity,
            first_asked=first_asked,
            who=who_did,
            src=src,
            agreed=parse_span(agreed, desk.now()) if agreed else None,
            repeat_of=repeat_of,
        )
        echo(desk, new_ticket(desk, request), Wanted(as_json=as_json))
