"""Comparing standards: beside reading them, in the same run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.bench.measure import Row, in_turn
from tests.support.clauses import SHAPES, standards

from wuye_cli.services.comparing import changes_between
from wuye_cli.store.snapshot import Reads, Snapshot

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tests.bench.measure import Tools
    from tests.bench.stores import Made

_CLAUSES = 5_000
_LARGE = 200
"""Entries of a file of which each is still held against each when renames are looked for."""
_LIMIT = "<= 1.2"


def compares(_stores: Mapping[int, Made], _tools: Tools, runs: int) -> list[Row]:
    """Return what it costs to compare two standards that are read, by what was done to them.

    Reading is what our strict reader takes for the bytes of both, each file once, as a diff reads
    them. Comparing begins with the documents read and nothing else: rules, pairs, texts and the
    lines of the changes count as comparing.
    """
    rows: list[Row] = []
    for shape in list(SHAPES)[1:]:
        rows += _rows(shape, runs)
    return rows + _rows("other ids, every clause", runs, per_file=_LARGE)


def _rows(shape: str, runs: int, **how: int) -> list[Row]:
    sides = standards(_CLAUSES, **how), standards(_CLAUSES, shape, **how)
    reads: Reads = {}
    costs = in_turn({"read": lambda: _read(sides, {}), "compare": _compare(sides, reads)}, runs)
    what = shape + "".join(f", {value} a file" for value in how.values())
    ratio = costs["compare"].cpu / costs["read"].cpu
    return [
        Row("compare", "read both", costs["read"]),
        Row("compare", what, costs["compare"], "reading both", ratio, _LIMIT),
    ]


Sides = tuple[dict[str, bytes], dict[str, bytes]]


def _read(sides: Sides, reads: Reads) -> tuple[Snapshot, ...]:
    shots = tuple(Snapshot(name, one, reads=reads) for name, one in zip("ab", sides, strict=True))
    for shot in shots:
        list(shot.documents())
    return shots


def _compare(sides: Sides, reads: Reads) -> Callable[[], object]:
    """Return the work of comparing; what was read is at hand, the rules of it are not."""
    _read(sides, reads)
    return lambda: changes_between(
        *(Snapshot(name, one, reads=reads) for name, one in zip("ab", sides, strict=True))
    )
