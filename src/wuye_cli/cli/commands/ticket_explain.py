"""wuye ticket explain: how every due of a ticket came about, day by day."""

from typing import Annotated

import typer

from wuye_cli.bootstrap import open_desk
from wuye_cli.cli.exits import spoken_errors
from wuye_cli.cli.options import DEFAULT_ROOT, AsJson, Root, h
from wuye_cli.cli.output import Wanted, emit
from wuye_cli.i18n.catalog import pick
from wuye_cli.render.explanations import story_page
from wuye_cli.services.explaining import explain_ticket, story_value

HELP = h(
    "说明期限是怎样算出来的，逐日列出。\n例：wuye ticket explain 17 --clock 办结",
    "Explain how every due came about, day by day.\n"
    "Example: wuye ticket explain 17 --clock resolve",
)


def explain(
    ticket_id: Annotated[str, typer.Argument(metavar="ID", help=h("工单号或尾号", "Id or tail."))],
    clock: Annotated[
        str, typer.Option("--clock", metavar="CLOCK", help=h("只看这一口钟", "This clock only."))
    ] = "",
    as_of: Annotated[
        str,
        typer.Option(
            "--as-of",
            metavar="TIME",
            help=h("按那一刻的情形", "As it stood then, or will stand."),
        ),
    ] = "",
    under: Annotated[
        str,
        typer.Option(
            "--under",
            metavar="VERSION",
            help=h("按等级的哪一版算", "Under which version of the tiers."),
        ),
    ] = "",
    root: Root = DEFAULT_ROOT,
    as_json: AsJson = False,
) -> None:
    """Explain the dues of a ticket."""
    with spoken_errors():
        desk = open_desk(root)
        story = explain_ticket(desk, ticket_id, clock=clock, as_of=as_of, under=under)
        category = desk.rules.categories.categories.get(story.ticket.category)
        named = pick(category.label, category.label_en) if category else ""
        emit(
            story_value(story),
            text=lambda screen: story_page(
                story,
                category=named or story.ticket.category,
                columns=screen.columns,
                colour=screen.colour,
            ),
            wanted=Wanted(as_json=as_json),
        )
