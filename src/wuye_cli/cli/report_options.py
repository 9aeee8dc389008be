"""Options of the commands that report findings: how bad counts, and in which formats."""

from enum import StrEnum
from typing import Annotated

import typer

from wuye_cli.cli.options import h, valued
from wuye_cli.render.reports.formats import FORMATS


class Level(StrEnum):
    """How bad a finding must be for status 1."""

    error = "error"
    warning = "warning"
    info = "info"


FailOn = Annotated[
    Level, typer.Option("--fail-on", help=h("达到哪一级算不通过", "What counts as failed."))
]
Reports = Annotated[
    list[str] | None,
    valued(
        "-o",
        "--output",
        metavar="FORMAT[=FILE]",
        words=h(
            f"输出格式，可写多个：text concise json {' '.join(FORMATS)}",
            f"Format, repeatable: text concise json {' '.join(FORMATS)}.",
        ),
    ),
]
