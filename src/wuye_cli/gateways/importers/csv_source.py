"""CSV files: text in any of the usual encodings, one header line."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from wuye_cli.domain.errors import CallError
from wuye_cli.gateways.importers.encoding import decode
from wuye_cli.gateways.importers.sheet import Row, Sheet, unique_columns

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from wuye_cli.gateways.importers.mapping import Options

LOOSE = "loose"
"""Quotes that do not pair are taken as they stand; the default refuses them, as one quote left
open swallows every row behind it."""

_LONGEST_CELL = 1 << 20


def read_csv(data: bytes, options: Options) -> Sheet:
    """Return the sheet in the bytes of a CSV file.

    Raises:
        CallError: `import_encoding`, `import_empty` if there is no header, `import_csv` with line
            and reason if quotes do not pair; the last also while the rows are read.
    """
    text, encoding = decode(data, options.encoding)
    csv.field_size_limit(_LONGEST_CELL)
    reader = csv.reader(
        io.StringIO(text, newline=""),
        delimiter=options.delimiter,
        strict=options.quotes != LOOSE,
    )
    lines = _lines(reader)
    for _ in range(options.header - 1):
        next(lines, None)
    header = next(lines, None)
    if header is None or not any(header[1]):
        raise CallError("import_empty")
    columns = unique_columns(header[1])
    return Sheet(columns, _rows(lines, len(columns)), encoding)


def _lines(reader: Any) -> Iterator[tuple[int, list[str]]]:
    """Yield first line and cells of every record."""
    line = 1
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise CallError("import_csv", line=line, reason=str(error)) from error
        yield line, cells
        line = reader.line_num + 1


def _rows(lines: Iterator[tuple[int, list[str]]], width: int) -> Iterator[Row]:
    """Yield the rows; a line with nothing on it is none."""
    for line, cells in lines:
        if len(cells) == width:
            yield Row(line, cells)
        elif cells:
            yield Row(line, cells[:width], sum(1 for cell in cells[width:] if cell.strip()))
