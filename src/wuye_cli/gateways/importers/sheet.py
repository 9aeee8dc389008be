"""A sheet as its file holds it: named columns and rows of cells, each with its line."""

from __future__ import annotations

import gzip
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from wuye_cli.domain.errors import CallError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MOST_BYTES = 1 << 30
"""Largest file, unpacked, that is read: one GiB."""

_GZIP = b"\x1f\x8b"


class Row(NamedTuple):
    """One row.

    Attributes:
        line: Where it begins in the file, from 1; of a JSON list, which item it is.
        cells: As many as there are columns, or fewer; None if the row is no record at all.
        extra: How many cells stand beyond the last column.
    """

    line: int
    cells: Sequence[Any] | None
    extra: int = 0


class Sheet(NamedTuple):
    """What a source yields.

    Attributes:
        columns: Names of the columns, in the order of the cells.
        rows: Read while they are asked for.
        encoding: In which the text was found; empty for a format that has none.
    """

    columns: tuple[str, ...]
    rows: Iterator[Row]
    encoding: str = ""


def read_bytes(path: str) -> bytes:
    """Return the bytes of a file, unpacked if it is gzip.

    Raises:
        CallError: `import_unreadable` if the file cannot be read, `import_too_large` past one GiB.
    """
    try:
        with Path(path).open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise CallError("import_unreadable", path=path, reason=reason) from error
    if data.startswith(_GZIP):
        data = _unpacked(path)
    if len(data) > MOST_BYTES:
        raise CallError("import_too_large", path=path, most=MOST_BYTES)
    return data


def _unpacked(path: str) -> bytes:
    try:
        with gzip.open(path, "rb") as file:
            return file.read(MOST_BYTES + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise CallError("import_unreadable", path=path, reason=str(error)) from error


def unique_columns(names: Sequence[Any]) -> tuple[str, ...]:
    """Return the names of columns as text; of a name given twice, the later ones are numbered.

    Example:
        >>> unique_columns(["时间", " 备注", "备注", None])
        ('时间', '备注', '备注#2', '')
    """
    seen: dict[str, int] = {}
    found = []
    for name in names:
        text = "" if name is None else " ".join(str(name).split())
        count = seen[text] = seen.get(text, 0) + 1
        found.append(f"{text}#{count}" if text and count > 1 else text)
    return tuple(found)
