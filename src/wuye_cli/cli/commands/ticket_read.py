"""wuye ticket list and show: what is read."""

from typing import Annotated

import typer

from wuye_cli.bootstrap import open_desk
from wuye_cli.cli.conflicts_told import conflicts_told
from wuye_cli.cli.exits import spoken_errors
from wuye_cli.cli.options import DEFAULT_ROOT, AsCsv, AsJson, Output, Root, h
from wuye_cli.cli.output import Wanted, emit
from wuye_cli.cli.ticket_filters import Texts, ticket_filters
from wuye_cli.cli.viewing import view_of
from wuye_cli.domain.errors import CallError
from wuye_cli.domain.timekeeping.spoken import parse_moment
from wuye_cli.render import lists, ticket_page
from wuye_cli.store.index_lists import PAGE, SORTS, list_tickets
from wuye_cli.store.index_reader import show_ticket
from wuye_cli.store.index_search import condition


def list_(
    status: Annotated[Texts, typer.Option("--status", help=h("状态", "Status."))] = None,
    kind: Annotated[Texts, typer.Option("--kind", help=h("种类", "Kind."))] = None,
    tier: Annotated[Texts, typer.Option("--tier", help=h("等级", "Tier."))] = None,
    category: Annotated[
        Texts, typer.Option("--category", "-c", help=h("类别", "Category."))
    ] = None,
    unit: Annotated[Texts, typer.Option("--unit", "-u", help=h("房号或楼栋", "Home."))] = None,
    place: Annotated[Texts, typer.Option("--place", "-p", help=h("公共部位", "Place."))] = None,
    assignee: Annotated[Texts, typer.Option("--who", help=h("承办人", "Who holds it."))] = None,
    channel: Annotated[Texts, typer.Option("--channel", help=h("渠道", "Channel."))] = None,
    since: Annotated[str, typer.Option("--since", help=h("从何时受理", "Received since."))] = "",
    until: Annotated[str, typer.Option("--until", help=h("到何时受理", "Received before."))] = "",
    overdue: Annotated[bool, typer.Option("--overdue", help=h("已超时", "Overdue."))] = False,
    unclassified: Annotated[
        bool, typer.Option("--unclassified", help=h("未分类", "Unclassified."))
    ] = False,
    paused: Annotated[bool, typer.Option("--paused", help=h("暂停中", "Paused."))] = False,
    search: Annotated[str, typer.Option("--search", "-s", help=h("查找文字", "Words."))] = "",
    every: Annotated[bool, typer.Option("--all", "-a", help=h("含已归档", "Closed too."))] = False,
    sort: Annotated[str, typer.Option("--sort", help=", ".join(SORTS))] = "opened",
    page: Annotated[int, typer.Option("--page", min=1, help=h("第几页", "Which page."))] = 1,
    root: Root = DEFAULT_ROOT,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    output: Output = None,
) -> None:
    """List tickets: the open ones, unless asked otherwise."""
    with spoken_errors():
        desk = open_desk(root)
        view = view_of(desk)
        given = {
            "status": status, "kind": kind, "tier": tier, "category": category, "unit": unit,
            "place": place, "assignee": assignee, "channel": channel,
        }  # fmt: skip
        filters = ticket_filters(desk, given)
        filters |= {"all": every, "overdue": overdue, "unclassified": unclassified}
        filters |= {"paused": paused} if paused else {}
        for name, text in (("since", since), ("until", until)):
            if text:
                filters[name] = int(parse_moment(text, desk.now()).timestamp())
        if sort not in SORTS:
            raise CallError("unknown_value", value=sort, suggestions=list(SORTS))
        db = desk.index().db
        if search:
            filters["search"] = condition(db, str(desk.store.git_dir), search)
        size = None if as_json or as_csv or output else PAGE
        rows, total = list_tickets(db, filters, view.now, page=page, page_size=size, sort=sort)
        objects = lists.list_objects(view, rows)
        emit(
            objects,
            text=lambda _: (
                lists.tickets_text(view, rows, total, page=page, page_size=size)
                + conflicts_told(desk)
            ),
            table=lambda: lists.cells(lists.LIST_KEYS, objects),
            wanted=Wanted(as_json, as_csv, output),
        )


def show(
    ticket_id: Annotated[str, typer.Argument(help=h("工单号或尾号", "Id or tail."))],
    root: Root = DEFAULT_ROOT,
    as_json: AsJson = False,
    output: Output = None,
) -> None:
    """Show a ticket: its head, its clocks and what happened."""
    with spoken_errors():
        desk = open_desk(root)
        view = view_of(desk)
        row = desk.row_of(ticket_id, recent=True)
        found = show_ticket(desk.index().db, row["n"], view.now)
        emit(
            ticket_page.ticket_object(view, found),
            text=lambda _: (
                ticket_page.ticket_text(view, found) + conflicts_told(desk, str(row["path"]))
            ),
            wanted=Wanted(as_json=as_json, output=output),
        )
