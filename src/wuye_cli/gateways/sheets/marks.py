"""The hidden sheet of marks: what went out, by row, with a fingerprint that shows damage."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

import msgspec

from wuye_cli.gateways.sheets.model import LONGEST_CELL, SCHEMA, Row

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from wuye_cli.gateways.sheets.model import Table, Words

_ROW = "row"
_FINGERPRINT = 16
_LEAST_OF_A_ROW = 5


class Marks(msgspec.Struct, kw_only=True):
    """The marks as they came back."""

    facts: dict[str, str]
    rows: dict[str, Row]
    damaged: list[str]


def marks_of(table: Table, words: Words) -> Iterator[list[str]]:
    """Yield the lines of the hidden sheet; every cell is a text."""
    yield ["schema", SCHEMA]
    yield ["what", table.what]
    yield ["base", table.base]
    yield ["at", table.at]
    if table.facts:
        yield ["facts", *_pieces(table.facts)]
    yield ["headings", *_pieces(words.headings)]
    choices = {key: {text: name for name, text in one.items()} for key, one in words.shown.items()}
    yield ["shown", *_pieces(choices)]
    for row in table.rows:
        pieces = _pieces(row.cells)
        yield [_ROW, row.key, row.mark, fingerprint(row.key, row.mark, pieces), *pieces]


def read_marks(lines: Sequence[Sequence[Any]]) -> Marks:
    """Return the marks in the lines of the hidden sheet; a line that was changed is damaged."""
    found = Marks(facts={}, rows={}, damaged=[])
    for line in lines:
        cells = [cell if isinstance(cell, str) else "" for cell in line]
        if cells[:1] != [_ROW]:
            found.facts[cells[0] if cells else ""] = "".join(cells[1:])
            continue
        row = _row(cells)
        if row is None:
            found.damaged.append(cells[1] if len(cells) > 1 else "")
        else:
            found.rows[row.key] = row
    return found


def fingerprint(key: str, mark: str, pieces: Sequence[str]) -> str:
    """Return what changes when anything of a row's marks does."""
    text = "\n".join((key, mark, *pieces)).encode("utf-8", "surrogatepass")
    return hashlib.sha256(text).hexdigest()[:_FINGERPRINT]


def read_json(text: str) -> dict[str, Any]:
    """Return a mapping in JSON, an empty one for anything else."""
    try:
        found = msgspec.json.decode(text)
    except (msgspec.DecodeError, UnicodeError):
        return {}
    return found if isinstance(found, dict) else {}


def _row(cells: list[str]) -> Row | None:
    if len(cells) < _LEAST_OF_A_ROW:
        return None
    _, key, mark, printed, *pieces = cells
    pieces = [piece for piece in pieces if piece]
    values = read_json("".join(pieces))
    if printed != fingerprint(key, mark, pieces):
        return None
    return Row(key=key, mark=mark, cells={name: str(value) for name, value in values.items()})


def _pieces(value: Any) -> list[str]:
    """Return JSON in pieces that fit into cells; no program takes `_x0041_` in it for a letter."""
    text = msgspec.json.encode(value).decode().replace("_", "\\u005f")
    return [text[at : at + LONGEST_CELL] for at in range(0, len(text), LONGEST_CELL)]
