"""wuye ticket list and show: what is read."""

from collections.abc import Callable
from typing import Annotated, Any

import typer

from wuye_cli.bootstrap import open_desk
from wuye_cli.cli.exits import spoken_errors
from wuye_cli.cli.options import DEFAULT_ROOT, AsCsv, AsJson, Output, Root, h
from wuye_cli.cli.output import Wanted, emit
from wuye_cli.cli.viewing import view_of
from wuye_cli.domain.errors import CallError
from wuye_cli.domain.naming import find_named
from wuye_cli.domain.tickets.call import normal_unit
from wuye_cli.domain.tickets.kinds import STATUSES
from wuye_cli.domain.timekeeping.spoken import parse_moment
from wuye_cli.i18n.catalog import label
from wuye_cli.render import lists, ticket_page
from wuye_cli.services.desk import Desk
from wuye_cli.services.vocabulary import (
    category_names,
    channel_of,
    kind_names,
    person_of,
    tier_names,
)
from wuye_cli.store.index_lists import PAGE, SORTS, list_tickets
from wuye_cli.store.index_reader import show_ticket
from wuye_cli.store.index_search import condition

Texts = list[str] | None


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
        bool, typer.Option("--unclassified", help=h("未定类", "Unclassified."))
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
        filters = _filters(desk, given)
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
            text=lambda _: lists.tickets_text(view, rows, total, page=page, page_size=size),
            table=lambda: lists.cells(lists.LIST_KEYS, objects),
            wanted=Wanted(as_json, as_csv, output),
        )


def _filters(desk: Desk, given: dict[str, Texts]) -> dict[str, Any]:
    """Return the filters with every name resolved to its id.

    Raises:
        CallError: If a name is unknown.
    """
    book = desk.rules.book_at(desk.now())
    statuses = {name: (label("status", name),) for name in STATUSES}
    readers: dict[str, Callable[[str], str]] = {
        "status": lambda text: find_named(text, statuses, code="unknown_status"),
        "kind": lambda text: find_named(text, kind_names(desk.rules), code="unknown_kind"),
        "tier": lambda text: find_named(text, tier_names(book), code="unknown_tier"),
        "category": lambda text: find_named(
            text, category_names(desk.rules.categories), code="unknown_category"
        ),
        "unit": lambda text: normal_unit(text) or text,
        "assignee": lambda text: person_of(desk, text),
        "channel": lambda text: channel_of(desk, text),
    }
    return {
        name: [readers[name](text) if name in readers else text for text in texts]
        for name, texts in given.items()
        if texts
    }


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
        found = show_ticket(desk.index().db, desk.row_of(ticket_id, recent=True)["n"], view.now)
        emit(
            ticket_page.ticket_object(view, found),
            text=lambda _: ticket_page.ticket_text(view, found),
            wanted=Wanted(as_json=as_json, output=output),
        )
