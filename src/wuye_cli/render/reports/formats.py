"""The formats by name; each module is loaded when its format is asked for."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from collections.abc import Callable

    from wuye_cli.render.reports.item import Sheet

_PLACES = {
    "sarif": ("sarif", "sarif"),
    "junit": ("junit", "junit"),
    "github": ("annotations", "github"),
    "gitlab": ("annotations", "gitlab"),
    "rdjson": ("annotations", "rdjson"),
    "markdown": ("markdown", "markdown"),
    "html": ("html", "html"),
    "csv": ("lists", "csv"),
    "jsonl": ("lists", "jsonl"),
}
FORMATS = tuple(_PLACES)
"""Names of the formats that every command with findings or changes can write."""


def written(name: str, sheet: Sheet) -> str:
    """Return a report in a format of `FORMATS`."""
    module, function = _PLACES[name]
    write = getattr(import_module(f"wuye_cli.render.reports.{module}"), function)
    return cast("Callable[[Sheet], str]", write)(sheet)
