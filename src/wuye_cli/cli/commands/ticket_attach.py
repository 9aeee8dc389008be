"""wuye ticket attach: a photo or scan, by its hash."""

from pathlib import Path
from typing import Annotated

import typer

from wuye_cli.bootstrap import open_desk
from wuye_cli.cli.echo import echo
from wuye_cli.cli.exits import spoken_errors
from wuye_cli.cli.options import DEFAULT_ROOT, AsJson, Root, h
from wuye_cli.cli.output import Wanted
from wuye_cli.services.attaching import attach


def attach_(
    ticket_id: Annotated[str, typer.Argument(help=h("工单号或尾号", "Id or tail."))],
    file: Annotated[Path, typer.Argument(help=h("照片、扫描件", "Photo or scan."))],
    text: Annotated[str, typer.Option("--text", help=h("说明", "What it shows."))] = "",
    src: Annotated[str, typer.Option("--src", help=h("来源", "Where from."))] = "",
    root: Root = DEFAULT_ROOT,
    as_json: AsJson = False,
) -> None:
    """Attach a file."""
    with spoken_errors():
        desk = open_desk(root)
        echo(desk, attach(desk, ticket_id, file, text=text, src=src), Wanted(as_json=as_json))
