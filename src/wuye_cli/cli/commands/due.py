"""wuye due: what comes due next, and what is late."""

from typing import Annotated

import typer

from wuye_cli.bootstrap import open_desk
from wuye_cli.cli.exits import spoken_errors
from wuye_cli.cli.options import DEFAULT_ROOT, AsCsv, AsJson, Output, Root, h
from wuye_cli.cli.output import Wanted, emit
from wuye_cli.cli.viewing import view_of
from wuye_cli.domain.timekeeping.spoken import parse_moment
from wuye_cli.render import lists
from wuye_cli.services.vocabulary import person_of
from wuye_cli.store.index_lists import PAGE, due_rows

HELP = h(
    "快到期和已超时的时限。例：wuye due --until +2h --who 赵师傅",
    "Clocks that come due or are late. Example: wuye due --until +2h",
)


def command(
    until: Annotated[str, typer.Option("--until", help=h("只看到何时", "Only until."))] = "",
    who: Annotated[str, typer.Option("--who", help=h("只看谁手上的", "Only this person's."))] = "",
    page: Annotated[int, typer.Option("--page", min=1, help=h("第几页", "Which page."))] = 1,
    exit_code: Annotated[
        bool, typer.Option("--exit-code", help=h("有超时则退出码为 1", "Status 1 if any is late."))
    ] = False,
    root: Root = DEFAULT_ROOT,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    output: Output = None,
) -> int:
    """Show what comes due."""
    with spoken_errors():
        desk = open_desk(root)
        view = view_of(desk)
        size = None if as_json or as_csv or output else PAGE
        rows, total, overdue = due_rows(
            desk.index().db,
            view.now,
            int(parse_moment(until, desk.now(), ahead=True).timestamp()) if until else None,
            assignee=person_of(desk, who) if who else "",
            page=page,
            page_size=size,
        )
        objects = lists.due_objects(view, rows)
        emit(
            objects,
            text=lambda _: lists.due_text(view, rows, total, overdue, page=page, page_size=size),
            table=lambda: lists.cells(lists.DUE_KEYS, objects),
            wanted=Wanted(as_json, as_csv, output),
        )
        return 1 if exit_code and overdue else 0
