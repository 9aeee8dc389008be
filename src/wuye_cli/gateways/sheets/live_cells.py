"""Which cells of a workbook hold a formula or an error: the one thing that values do not tell.

A program that saves a sheet anew may keep a formula with its last result, or without any: read by
value it would pass for a text that somebody typed.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from typing import Any
from xml.parsers import expat

from wuye_cli.domain.errors import CallError

_SHEET_LETTERS = 26
_LARGEST = 256 << 20
_RELATIONS = "xl/_rels/workbook.xml.rels"


def live_cells(data: bytes, sheet: str) -> dict[str, str]:
    """Return the cells of a sheet that hold a `formula` or an `error`, by name.

    Raises:
        CallError: `import_workbook` if the file is no workbook of the format xlsx.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            part = _part_of(packed, sheet)
            return _Cells().read(_bytes(packed, part))
    except (zipfile.BadZipFile, KeyError, ValueError, OSError, expat.ExpatError) as error:
        raise CallError("import_workbook", reason=str(error)) from error


def cell_name(line: int, at: int) -> str:
    """Return the name of the cell in a line (from 1) and a column (from 0).

    Example:
        >>> cell_name(5, 4), cell_name(1, 26)
        ('E5', 'AA1')
    """
    letters = ""
    at += 1
    while at:
        at, rest = divmod(at - 1, _SHEET_LETTERS)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{line}"


def _bytes(packed: zipfile.ZipFile, part: str) -> bytes:
    if packed.getinfo(part).file_size > _LARGEST:
        raise ValueError(part)
    return packed.read(part)


def _part_of(packed: zipfile.ZipFile, sheet: str) -> str:
    """Return the path of a sheet in the packed file.

    Raises:
        KeyError: If there is no such sheet.
    """
    names: dict[str, str] = {}
    targets: dict[str, str] = {}

    def note_sheet(tag: str, facts: dict[str, str]) -> None:
        if _local(tag) == "sheet":
            reference = next((facts[key] for key in facts if _local(key) == "id"), "")
            names[facts.get("name", "")] = reference

    def note_target(tag: str, facts: dict[str, str]) -> None:
        if _local(tag) == "Relationship":
            targets[facts.get("Id", "")] = facts.get("Target", "")

    _parse(_bytes(packed, "xl/workbook.xml"), note_sheet)
    _parse(_bytes(packed, _RELATIONS), note_target)
    target = targets[names[sheet]]
    return target[1:] if target.startswith("/") else posixpath.normpath(f"xl/{target}")


class _Cells:
    """Reads the XML of a sheet: elements `c` with a type, and `f` in them."""

    def __init__(self) -> None:
        self.found: dict[str, str] = {}
        self._line = 0
        self._at = 0
        self._name = ""

    def read(self, data: bytes) -> dict[str, str]:
        """Return the cells by name."""
        _parse(data, self._element)
        return self.found

    def _element(self, tag: str, facts: dict[str, str]) -> None:
        kind = _local(tag)
        if kind == "row":
            self._line = int(facts.get("r", self._line + 1))
            self._at = 0
        elif kind == "c":
            self._name = facts.get("r") or cell_name(self._line, self._at)
            self._at = _column(self._name) + 1
            if facts.get("t") == "e":
                self.found[self._name] = "error"
        elif kind == "f":
            self.found[self._name] = "formula"


def _column(name: str) -> int:
    at = 0
    for char in name.rstrip("0123456789"):
        at = at * _SHEET_LETTERS + ord(char) - ord("A") + 1
    return at - 1


def _local(tag: str) -> str:
    return tag.rpartition(":")[2]


def _parse(data: bytes, element: Any) -> None:
    """Parse XML; a document type is refused, as with it come entities that grow without end."""
    parser = expat.ParserCreate()
    parser.StartElementHandler = element
    parser.StartDoctypeDeclHandler = _refuse
    parser.Parse(data, True)  # noqa: FBT003 - expat takes it by place


def _refuse(*_facts: Any) -> None:
    raise ValueError("document type")
