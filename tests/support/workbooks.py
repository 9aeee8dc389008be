"""A sheet in the hands of another program: openpyxl opens it, changes cells, saves it anew."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from openpyxl import load_workbook

from wuye_cli.cli.sheet_words import words_of
from wuye_cli.gateways.sheets.reading import read_workbook
from wuye_cli.gateways.sheets.writing import write_workbook
from wuye_cli.services.sheets.coming import Coming
from wuye_cli.services.sheets.going import table_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from openpyxl.worksheet.worksheet import Worksheet

    from wuye_cli.services.desk import Desk
    from wuye_cli.services.sheets.lines import Answer, Line


class Book:
    """A sheet that went out and is edited."""

    def __init__(self, desk: Desk, what: str = "open") -> None:
        self.desk = desk
        self.table = table_of(desk, what)
        self.words = words_of(self.table)
        self.data = write_workbook(self.table, self.words)

    def at(self, key: str, column: str) -> tuple[int, int]:
        """Return line and column of a cell, from 1; an unknown key is a new line below."""
        keys = [row.key for row in self.table.rows]
        columns = [one.key for one in self.table.columns]
        line = keys.index(key) if key in keys else len(keys)
        return line + 2, columns.index(column) + 1

    def name(self, key: str, column: str) -> str:
        line, at = self.at(key, column)
        return f"{chr(ord('A') + at - 1)}{line}"

    def shown(self, column: str, value: str) -> str:
        return self.words.shown[column][value]

    def edit(self, change: Callable[[Worksheet], None]) -> Book:
        """Let the other program change the visible sheet in whatever way, and save it."""
        book = load_workbook(io.BytesIO(self.data))
        change(book[book.sheetnames[0]])
        out = io.BytesIO()
        book.save(out)
        self.data = out.getvalue()
        return self

    def put(self, key: str, **cells: Any) -> Book:
        """Set cells of a row by the keys of their columns."""

        def change(sheet: Worksheet) -> None:
            for column, value in cells.items():
                sheet.cell(*self.at(key, column)).value = value

        return self.edit(change)

    def coming(self) -> Coming:
        return Coming(self.desk, read_workbook(self.data), "open")

    def look(self) -> Answer:
        return self.coming().preview()

    def bring(self) -> Answer:
        """Bring it in as `wuye sheet in --yes` does."""
        coming = self.coming()
        seen = coming.preview()
        return coming.write(seen) if seen.count("new") else seen


def told(answer: Answer) -> dict[str, tuple[str, str]]:
    """Return the outcome of each cell, with its event or its code."""
    return {line.cell: (line.outcome, _what(line)) for line in answer.lines}


def _what(line: Line) -> str:
    return line.event if line.outcome == "new" else line.code
