"""Long lists that are shown while they are read: no list of everything is kept."""

from __future__ import annotations

import sys
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar

from wuye_cli.cli.output import Wanted, emit, say
from wuye_cli.domain.errors import CallError
from wuye_cli.render.machine import to_csv, to_json, to_json_lines

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    Row = Callable[[Any], Sequence[Any]]

T = TypeVar("T")
_LOT = 200
"""Rows of CSV that are written together."""


def stream(
    found: Iterable[T],
    *,
    value: Callable[[T], Any],
    line: Callable[[T], str],
    table: tuple[Sequence[str], Row],
    wanted: Wanted,
) -> None:
    """Write each thing as it comes; what goes into files (`-o`) is gathered first.

    Raises:
        CallError: `one_format`, `unknown_format`.
    """
    heads, row = table
    if wanted.output:
        gathered = list(found)
        emit(
            [value(one) for one in gathered],
            text=lambda _screen: "\n".join(line(one) for one in gathered),
            table=lambda: (heads, [row(one) for one in gathered]),
            wanted=wanted,
        )
        return
    if wanted.as_json and wanted.as_csv:
        raise CallError("one_format")
    pieces: Iterator[str] = (line(one) + "\n" for one in found)
    if wanted.as_json:
        pieces = _json(value(one) for one in found)
    elif wanted.as_csv:
        pieces = _csv(heads, (row(one) for one in found))
    for piece in pieces:
        say(piece)
    if sys.stdout is not None:
        sys.stdout.flush()


def _json(values: Iterator[Any]) -> Iterator[str]:
    """Yield the lines of a list, one value a line."""
    before = ""
    for one in values:
        if before:
            yield before + ",\n"
        else:
            yield "[\n"
        before = to_json_lines([one]).rstrip("\n")
    yield before + "\n]\n" if before else to_json([])


def _csv(heads: Sequence[str], rows: Iterator[Sequence[Any]]) -> Iterator[str]:
    yield to_csv(heads, [])
    while lot := list(islice(rows, _LOT)):
        yield to_csv(lot[0], lot[1:])
