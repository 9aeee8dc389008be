"""`python -m tools.desk_week`: what a week at the desk costs in lines and characters.

Plays the week of `tests/data/desk_week.yaml` on a store in a temporary folder and counts what was
typed, beside the plain commands and the one-line forms in which the week was first written down.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tests.support.desk_week import count, play, situations

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.support.desk_week import Typed


class Row(NamedTuple):
    """One situation: lines and characters of the plain commands, of the design, and of ours."""

    name: str
    plain: tuple[int, int]
    design: tuple[int, int]
    ours: tuple[int, int]


def totals(typed: Sequence[Typed]) -> list[Row]:
    """Return the counted situations of the week."""
    rows = []
    for one in situations():
        if one.counted:
            lines = [line.line for line in typed if line.situation == one.name and not line.given]
            rows.append(Row(one.name, count(one.plain), count(one.design), count(lines)))
    return rows


def table(rows: Sequence[Row]) -> str:
    """Return the counts as a table, with their sums."""
    lines = [f"{'':20}{'plain commands':>16}{'design':>14}{'typed':>14}"]
    sums = Row(
        "sum",
        *(
            (sum(pair[0] for pair in pairs), sum(pair[1] for pair in pairs))
            for pairs in zip(*(row[1:] for row in rows), strict=True)
        ),
    )
    for row in (*rows, sums):
        cells = [f"{pair[0]:4} {pair[1]:5}" for pair in row[1:]]
        lines.append(f"{row.name:20}{cells[0]:>16}{cells[1]:>14}{cells[2]:>14}")
    return "\n".join(lines)


def main() -> int:
    """Play the week and print the table."""
    with tempfile.TemporaryDirectory(prefix="desk-week-") as folder:
        sys.stdout.write(table(totals(play(Path(folder), "week"))) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
