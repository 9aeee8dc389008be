"""Values for machines: JSON and CSV that stay harmless on a terminal and in a spreadsheet."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from wuye_cli.render.plain import MARK, is_unsafe

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

BOM = "\ufeff"
"""Spreadsheets take a CSV file for UTF-8 only with it; a pipe must not carry it."""

_FORMULA_STARTS = tuple("=+-@\t\r\n＝＋－＠")


def to_json(value: Any) -> str:
    """Return indented JSON with a final newline; keys stay in the order of the value.

    Characters that a terminal would obey are written as escapes, so that nothing is lost.

    Raises:
        TypeError: If a value in it has no JSON form.
        ValueError: If a number is not finite.
    """
    return _escaped(_dumps(value, indent=2)) + "\n"


def to_json_lines(values: Iterable[Any]) -> str:
    """Return one compact JSON value a line."""
    return "".join(_escaped(_dumps(value, indent=None)) + "\n" for value in values)


def to_csv(heads: Sequence[str], rows: Iterable[Sequence[Any]], *, for_file: bool = False) -> str:
    """Return CSV after RFC 4180, with texts that a spreadsheet would run made plain.

    Args:
        heads: Titles of the columns.
        rows: Cells: texts, numbers, truth values, instants or None.
        for_file: Put a byte-order mark in front.
    """
    import csv  # noqa: PLC0415 - most commands write none, and it imports `re`

    lines = _Lines()
    writer = csv.writer(lines, lineterminator="\r\n")
    writer.writerow([_csv_cell(head) for head in heads])
    writer.writerows([[_csv_cell(cell) for cell in row] for row in rows])
    return (BOM if for_file else "") + "".join(lines.written)


class _Lines:
    """What `csv` writes to: render touches no files and needs no stream."""

    def __init__(self) -> None:
        self.written: list[str] = []

    def write(self, text: str) -> None:
        self.written.append(text)


def _dumps(value: Any, *, indent: int | None) -> str:
    import json  # noqa: PLC0415 - most commands write text alone

    return json.dumps(value, ensure_ascii=False, indent=indent, allow_nan=False, default=_json_form)


def _json_form(value: Any) -> Any:
    if isinstance(value, (datetime, date, time)):
        return value.isoformat()
    if isinstance(value, (set, frozenset)):
        return sorted(value)
    fields = getattr(value, "__struct_fields__", None)
    if fields is None:
        message = f"no JSON form for {type(value).__name__}"
        raise TypeError(message)
    return {name: getattr(value, name) for name in fields}


def _escaped(text: str) -> str:
    if text.isprintable():
        return text
    return "".join(
        _json_escape(char) if char != "\n" and is_unsafe(char) else char for char in text
    )


def _json_escape(char: str) -> str:
    """Return the JSON escape of a character, which can stand only inside a text."""
    units = char.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[i]:02x}{units[i + 1]:02x}" for i in range(0, len(units), 2))


def _csv_cell(value: Any) -> str:
    """Return a cell; only a text can be a formula, a number is safe."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return str(value)
    text = value.isoformat() if isinstance(value, (datetime, date, time)) else str(value)
    guarded = "'" + text if text.lstrip(" \u3000\xa0").startswith(_FORMULA_STARTS) else text
    if guarded.isprintable():
        return guarded
    lines = guarded.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return "".join(MARK if char != "\n" and is_unsafe(char) else char for char in lines)
