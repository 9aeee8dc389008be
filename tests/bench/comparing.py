"""Comparing standards: beside reading them, in the same run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.bench.measure import Row, in_turn
from tests.support.clauses import standards

from wuye_cli.services.comparing import changes_between
from wuye_cli.store.snapshot import Snapshot

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.bench.measure import Tools
    from tests.bench.stores import Made

_CLAUSES = 5_000
_TENTH = 10


def compares(_stores: Mapping[int, Made], _tools: Tools, runs: int) -> list[Row]:
    """Return what it costs to compare two standards that are read, every tenth clause changed."""
    files = standards(_CLAUSES), standards(_CLAUSES, changed=_TENTH)
    old, new = (Snapshot(name, one) for name, one in zip("ab", files, strict=True))

    def read() -> None:
        for name, one in zip("ab", files, strict=True):
            list(Snapshot(name, one).documents())

    changes_between(old, new)
    costs = in_turn({"read": read, "compare": lambda: changes_between(old, new)}, runs)
    ratio = costs["compare"].cpu / costs["read"].cpu
    return [
        Row("compare", f"read two standards of {_CLAUSES} clauses", costs["read"]),
        Row("compare", "compare them", costs["compare"], "reading them", ratio, "<= 1.2"),
    ]
