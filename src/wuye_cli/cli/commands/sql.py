"""wuye sql: the index, read-only, with documented views."""

from typing import Annotated

import typer

from wuye_cli.bootstrap import open_desk
from wuye_cli.cli.exits import spoken_errors
from wuye_cli.cli.options import DEFAULT_ROOT, AsCsv, AsJson, Output, Root, h
from wuye_cli.cli.output import Wanted, emit
from wuye_cli.render.plain import clean
from wuye_cli.render.tables import table
from wuye_cli.services.querying import query, views

HELP = h(
    "只读查询索引；不带参数列出可用的视图。\n"
    '例：wuye sql "select tier, count(*) from v_open group by 1"',
    "Query the index, read-only; without a query, list the views.\n"
    'Example: wuye sql "select tier, count(*) from v_open group by 1"',
)


def command(
    sql: Annotated[str, typer.Argument(help=h("SELECT 语句", "A SELECT."))] = "",
    root: Root = DEFAULT_ROOT,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    output: Output = None,
) -> None:
    """Query the index."""
    with spoken_errors():
        desk = open_desk(root)
        columns, rows = query(desk, sql) if sql else views()
        emit(
            [dict(zip(columns, row, strict=True)) for row in rows],
            text=lambda screen: table(
                columns,
                [[clean("" if cell is None else str(cell)) for cell in row] for row in rows],
                colour=screen.colour,
            ),
            table=lambda: (columns, rows),
            wanted=Wanted(as_json=as_json, as_csv=as_csv, output=output),
        )
