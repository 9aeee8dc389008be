"""The bytes of a workbook to rows: what came in, and what went out by its marks."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from wuye_cli.domain.errors import CallError
from wuye_cli.gateways.importers.xlsx_source import INSTALL, refuse_bomb
from wuye_cli.gateways.sheets.live_cells import cell_name, live_cells
from wuye_cli.gateways.sheets.marks import read_json, read_marks
from wuye_cli.gateways.sheets.model import LISTS, MARKS, SCHEMA, Arrived, ArrivedRow, Cell

if TYPE_CHECKING:
    from collections.abc import Mapping

_OURS = (MARKS, LISTS)


def read_workbook(data: bytes) -> Arrived:
    """Return what came in.

    Raises:
        CallError: `missing_extra` without the library, `import_workbook` if it is no workbook,
            `import_too_large`, `sheet_no_marks` if it did not go out from here,
            `sheet_newer` if a later version made it, `sheet_no_header` without its first line.
    """
    grids = _grids(data)
    marks = read_marks(grids.get(MARKS, []))
    schema = marks.facts.get("schema", "")
    if schema != SCHEMA:
        is_later = schema.startswith("sheet/")
        raise CallError("sheet_newer" if is_later else "sheet_no_marks", schema=schema)
    headings = {key: str(text) for key, text in read_json(marks.facts.get("headings", "")).items()}
    name, places = _seen(grids, headings)
    live = live_cells(data, name)
    rows = tuple(
        row
        for line, cells in enumerate(grids[name][1:], 2)
        if (row := _row(line, cells, places, live)) is not None
    )
    ours = {
        cell_name(line, at) for line in range(2, len(grids[name]) + 1) for at in places.values()
    }
    strange = [cell for cell, what in live.items() if what == "formula" and cell not in ours]
    return Arrived(
        what=marks.facts.get("what", ""),
        base=marks.facts.get("base", ""),
        at=marks.facts.get("at", ""),
        headings=headings,
        shown=_shown(marks.facts.get("shown", "")),
        rows=rows,
        out=marks.rows,
        damaged=tuple(marks.damaged),
        missing=tuple(key for key in headings if key not in places),
        strange=tuple(strange),
        facts={key: str(text) for key, text in read_json(marks.facts.get("facts", "")).items()},
    )


def _grids(data: bytes) -> dict[str, list[list[Any]]]:
    """Return the values of every sheet by its name."""
    try:
        from python_calamine import (  # noqa: PLC0415 - an extra, and only for workbooks
            CalamineError,
            CalamineWorkbook,
        )
    except ImportError as error:
        raise CallError("missing_extra", name="xlsx", command=INSTALL) from error
    refuse_bomb(data)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        return {
            name: book.get_sheet_by_name(name).to_python(skip_empty_area=False)
            for name in book.sheet_names
        }
    except (CalamineError, OSError, ValueError) as error:
        raise CallError("import_workbook", reason=str(error)) from error


def _shown(text: str) -> dict[str, dict[str, str]]:
    return {
        key: {str(shown): str(name) for shown, name in one.items()}
        for key, one in read_json(text).items()
        if isinstance(one, dict)
    }


def _seen(
    grids: Mapping[str, list[list[Any]]], headings: Mapping[str, str]
) -> tuple[str, dict[str, int]]:
    """Return the sheet that people saw, by its headings, and where its columns are now."""
    best: tuple[str, dict[str, int]] = ("", {})
    for name, grid in grids.items():
        if name in _OURS or not grid:
            continue
        texts = [" ".join(str(cell).split()) for cell in grid[0]]
        places = {key: texts.index(text) for key, text in headings.items() if text in texts}
        if len(places) > len(best[1]):
            best = (name, places)
    first = next(iter(headings), "")
    if first not in best[1]:
        raise CallError("sheet_no_header", value=headings.get(first, ""))
    return best


def _row(
    line: int, cells: list[Any], places: Mapping[str, int], live: Mapping[str, str]
) -> ArrivedRow | None:
    """Return a row, None if there is nothing in any of our columns."""
    found = {}
    for key, at in places.items():
        name = cell_name(line, at)
        value = cells[at] if at < len(cells) else None
        found[key] = Cell(name, None if value == "" else value, live.get(name, ""))
    is_empty = all(cell.value is None and not cell.trouble for cell in found.values())
    return None if is_empty else ArrivedRow(line, found)
