"""Workbooks: XLSX, XLS and ODS, by the extra `xlsx`."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Any

from wuye_cli.domain.errors import CallError
from wuye_cli.gateways.importers.sheet import MOST_BYTES, Row, Sheet, unique_columns

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wuye_cli.gateways.importers.mapping import Options

INSTALL = 'pip install "wuye-cli[xlsx]"'
"""What brings the library."""


def read_xlsx(data: bytes, options: Options) -> Sheet:
    """Return one sheet of a workbook: the one that `options.sheet` names, else the first.

    Raises:
        CallError: `missing_extra` without the library, `import_workbook` if the file is none,
            `import_no_sheet` with the sheets there are, `import_empty` without a header.
    """
    rows = _cells(data, options.sheet)
    header = rows[options.header - 1] if len(rows) >= options.header else []
    if not any(str(cell).strip() for cell in header):
        raise CallError("import_empty")
    columns = unique_columns(header)
    return Sheet(columns, _rows(rows, options.header))


def _cells(data: bytes, name: str) -> list[list[Any]]:
    """Return all cells of a sheet, the empty ones above and left of the first included."""
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
        names = book.sheet_names
        wanted = name or (names[0] if names else "")
        if wanted not in names:
            raise CallError("import_no_sheet", value=wanted, suggestions=names[:8])
        rows: list[list[Any]] = book.get_sheet_by_name(wanted).to_python(skip_empty_area=False)
    except (CalamineError, OSError, ValueError) as error:
        raise CallError("import_workbook", reason=str(error)) from error
    return rows


def refuse_bomb(data: bytes) -> None:
    """Refuse a packed file that would unpack to more than is read of any file."""
    if not data.startswith(b"PK"):
        return
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            size = sum(part.file_size for part in packed.infolist())
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise CallError("import_workbook", reason=str(error)) from error
    if size > MOST_BYTES:
        raise CallError("import_too_large", most=MOST_BYTES)


def _rows(rows: list[list[Any]], header: int) -> Iterator[Row]:
    for line, cells in enumerate(rows[header:], header + 1):
        if any(cell not in ("", None) for cell in cells):
            yield Row(line, cells)
