"""JSON files: a list of records, a list inside an object, or one record a line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from wuye_cli.domain.errors import CallError
from wuye_cli.gateways.importers.encoding import decode
from wuye_cli.gateways.importers.sheet import Row, Sheet, unique_columns

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from wuye_cli.gateways.importers.mapping import Options

_decode = msgspec.json.Decoder().decode


def read_json(data: bytes, options: Options, wanted: Sequence[str]) -> Sheet:
    """Return the sheet in the bytes of a JSON file.

    Args:
        data: The file.
        options: `records` leads to the list, `lines` says that each line is a record.
        wanted: The columns that the mapping names; a dot leads into a record inside.

    Raises:
        CallError: `import_encoding`, `import_json` with a reason, `import_no_list` if there is no
            list where `records` says.
    """
    text, encoding = decode(data, options.encoding)
    records = _by_line(text) if options.lines else _listed(text, options.records)
    columns = unique_columns(wanted)
    return Sheet(columns, _rows(records, columns), encoding)


def _by_line(text: str) -> Iterator[tuple[int, Any]]:
    for line, part in enumerate(text.split("\n"), 1):
        if part.strip():
            yield line, _parsed(part, line)


def _listed(text: str, way: str) -> Iterator[tuple[int, Any]]:
    tree = _parsed(text, 0)
    for name in way.split(".") if way else ():
        tree = tree.get(name) if isinstance(tree, dict) else None
    if not isinstance(tree, list):
        raise CallError("import_no_list", value=way)
    return iter(list(enumerate(tree, 1)))


def _parsed(text: str, line: int) -> Any:
    try:
        return _decode(text)
    except (msgspec.DecodeError, RecursionError, UnicodeError) as error:
        raise CallError("import_json", line=line or None, reason=str(error)) from error


def _rows(records: Iterator[tuple[int, Any]], columns: Sequence[str]) -> Iterator[Row]:
    ways = [(name, name.split(".")) for name in columns]
    for line, record in records:
        if isinstance(record, dict):
            yield Row(line, [_found(record, name, way) for name, way in ways])
        else:
            yield Row(line, None)


def _found(record: dict[str, Any], name: str, way: list[str]) -> Any:
    """Return the value of a column; a key with dots in its name comes before a way."""
    if name in record:
        return record[name]
    value: Any = record
    for part in way:
        value = value.get(part) if isinstance(value, dict) else None
    return value
