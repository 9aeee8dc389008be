"""A table to the bytes of a workbook: typed cells, drop-downs, locked columns, no live formula."""

from __future__ import annotations

import io
from datetime import datetime
from typing import TYPE_CHECKING, Any

from wuye_cli.domain.errors import CallError
from wuye_cli.gateways.importers.xlsx_source import INSTALL
from wuye_cli.gateways.sheets.marks import marks_of
from wuye_cli.gateways.sheets.model import LISTS, LONGEST_CELL, MARKS

if TYPE_CHECKING:
    from wuye_cli.gateways.sheets.model import Column, Table, Words

_FORMATS = {"moment": "yyyy-mm-dd hh:mm", "day": "yyyy-mm-dd", "amount": "General"}
_TEXT = "@"
_GREY = "#EDEDED"
_ALLOWED = {
    "select_locked_cells": True,
    "format_columns": True,
    "format_rows": True,
    "sort": True,
    "autofilter": True,
}
_PLAIN_TEXTS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def write_workbook(table: Table, words: Words) -> bytes:
    """Return the bytes of the workbook.

    Raises:
        CallError: `missing_extra` without the library.
    """
    try:
        from xlsxwriter import Workbook  # noqa: PLC0415 - an extra, and only for sheets
    except ImportError as error:
        raise CallError("missing_extra", name="xlsx", command=INSTALL) from error
    out = io.BytesIO()
    book = Workbook(out, _PLAIN_TEXTS)
    book.set_properties({"created": datetime.fromisoformat(table.at)})
    _Writing(book, table, words).write()
    book.close()
    return out.getvalue()


class _Writing:
    """The sheets of one workbook as they are written."""

    def __init__(self, book: Any, table: Table, words: Words) -> None:
        self._book = book
        self._table = table
        self._words = words
        self._sheet = book.add_worksheet(words.title)
        self._formats: dict[tuple[str, bool], Any] = {}

    def write(self) -> None:
        """Write what people see, then the values of the drop-downs, then the marks."""
        table, sheet = self._table, self._sheet
        bold = self._book.add_format({"bold": True, "bg_color": "#D9E2F3", "text_wrap": True})
        for at, column in enumerate(table.columns):
            sheet.write_string(0, at, self._words.headings[column.key], bold)
            sheet.set_column(at, at, column.width)
        for line, row in enumerate(table.rows, 1):
            for at, column in enumerate(table.columns):
                self._write(line, at, column, row.cells.get(column.key, ""))
        last = len(table.rows) + table.spare
        for line in range(len(table.rows) + 1, last + 1):
            for at, column in enumerate(table.columns):
                sheet.write_blank(line, at, None, self._format(column, locked=False))
        self._write_notes(bold)
        self._write_choices(max(last, 1))
        sheet.freeze_panes(1, 1)
        sheet.autofilter(0, 0, max(last, 1), len(table.columns) - 1)
        sheet.protect("", _ALLOWED)
        self._write_marks()

    def _write(self, line: int, at: int, column: Column, text: str) -> None:
        """Write one cell with its own type; a text is a text whatever it begins with."""
        form = self._format(column, locked=column.locked)
        if not text:
            self._sheet.write_blank(line, at, None, form)
        elif column.kind in {"moment", "day"}:
            self._sheet.write_datetime(line, at, datetime.fromisoformat(text), form)
        elif column.kind == "amount":
            self._sheet.write_number(line, at, float(text), form)
        else:
            shown = self._words.shown.get(column.key, {}).get(text, text)
            self._sheet.write_string(line, at, shown, form)

    def _write_notes(self, bold: Any) -> None:
        """Write the further sheet, its first column in bold."""
        title, lines = self._words.notes
        if not title:
            return
        sheet = self._book.add_worksheet(title)
        wrapped = self._book.add_format({"text_wrap": True, "valign": "top"})
        sheet.set_column(0, 0, 24)
        sheet.set_column(1, 1, 90)
        for line, cells in enumerate(lines):
            for at, text in enumerate(cells):
                sheet.write_string(line, at, text[:LONGEST_CELL], wrapped if at else bold)
        sheet.protect("")

    def _format(self, column: Column, *, locked: bool) -> Any:
        wanted = (_FORMATS.get(column.kind, _TEXT), locked)
        if wanted not in self._formats:
            look = {"num_format": wanted[0], "locked": locked}
            self._formats[wanted] = self._book.add_format(
                look | ({"bg_color": _GREY} if locked else {})
            )
        return self._formats[wanted]

    def _write_choices(self, last: int) -> None:
        """Give each column of choices its drop-down, out of a hidden sheet."""
        sheet = self._book.add_worksheet(LISTS)
        sheet.very_hidden()
        columns = self._table.columns
        offered = [(at, one) for at, one in enumerate(columns) if one.key in self._table.choices]
        for place, (at, column) in enumerate(offered):
            choices = self._table.choices[column.key]
            shown = self._words.shown[column.key]
            texts = [shown[choice.id] for choice in choices if choice.offered]
            for line, text in enumerate(texts):
                sheet.write_string(line, place, text)
            if texts and not column.locked:
                letter = chr(ord("A") + place)
                self._sheet.data_validation(
                    *(1, at, last, at),
                    {
                        "validate": "list",
                        "source": f"='{LISTS}'!${letter}$1:${letter}${len(texts)}",
                        "error_type": "stop" if column.closed else "warning",
                    },
                )

    def _write_marks(self) -> None:
        sheet = self._book.add_worksheet(MARKS)
        sheet.very_hidden()
        sheet.protect("")
        for line, cells in enumerate(marks_of(self._table, self._words)):
            for at, text in enumerate(cells):
                sheet.write_string(line, at, text)
