"""Items as tables and lines for other programs: CSV and JSON lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wuye_cli.render.machine import to_csv, to_json_lines
from wuye_cli.render.reports.item import by_place

if TYPE_CHECKING:
    from wuye_cli.render.reports.item import Item, Sheet

HEADS = ("code", "name", "level", "path", "line", "column", "message", "fingerprint")


def table(sheet: Sheet) -> tuple[tuple[str, ...], list[tuple[Any, ...]]]:
    """Return heads and rows; the level is the command's own."""
    rows = [tuple(_told(item)[head] for head in HEADS) for item in by_place(sheet.items)]
    return HEADS, rows


def csv(sheet: Sheet) -> str:
    """Return a report as CSV."""
    return to_csv(*table(sheet))


def jsonl(sheet: Sheet) -> str:
    """Return one JSON object a line."""
    return to_json_lines(_told(item) | {"facts": item.facts} for item in by_place(sheet.items))


def _told(item: Item) -> dict[str, Any]:
    return {
        "code": item.code,
        "name": item.name,
        "level": item.own_level or item.level,
        "path": item.path,
        "line": item.line,
        "column": item.column,
        "message": item.message,
        "fingerprint": item.fingerprint,
    }
