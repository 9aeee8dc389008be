"""`python -m tests.bench`: medians and ratios beside floors measured in the same run.

The figures of one table come from one run, whose commands are taken in turn, so that the noise of
the machine falls on all of them alike. CPU is user and system time of the command and its children.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from tests.bench.auditing import audits
from tests.bench.building import rebuilds, refreshes
from tests.bench.checking import checks
from tests.bench.comparing import compares
from tests.bench.impacting import impacts
from tests.bench.importing import imports
from tests.bench.measure import Tools
from tests.bench.merging import merges
from tests.bench.prompt import prompts
from tests.bench.reading import helps, hot
from tests.bench.stores import made
from tests.bench.writing import writes

if TYPE_CHECKING:
    from tests.bench.measure import Row

PARTS = {
    "read": hot,
    "help": helps,
    "write": writes,
    "desk": prompts,
    "refresh": refreshes,
    "rebuild": rebuilds,
    "impact": impacts,
    "import": imports,
    "check": checks,
    "compare": compares,
    "audit": audits,
    "merge": merges,
}


def main() -> int:
    """Measure what was asked for, print one table, and return 1 if a promise was not held."""
    asked = _arguments()
    work = Path(asked.folder or tempfile.mkdtemp(prefix="wuye-bench-")).resolve()
    tools = Tools(work / "tools", asked.tool)
    sizes = sorted(int(size) for size in asked.sizes.split(","))
    rows: list[Row] = []
    try:
        stores = {}
        for size in sizes:
            _say(f"store of {size} tickets")
            stores[size] = made(work, size)
        for part in asked.parts.split(","):
            _say(part)
            rows += PARTS[part](stores, tools, asked.runs)
    finally:
        if not asked.folder:
            shutil.rmtree(work, ignore_errors=True)
        _table(rows)
    return 1 if any(row.verdict == "NOT HELD" for row in rows) else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m tests.bench",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--sizes", default="0,1000,10000,100000", help="tickets of each store")
    parser.add_argument("--runs", type=int, default=15, help="runs of each command")
    parser.add_argument("--parts", default=",".join(PARTS), help="of " + ",".join(PARTS))
    parser.add_argument("--folder", help="keep (and take) the made stores here")
    parser.add_argument("--tool", default="", help="an installed `wuye` whose wrapper to use")
    return parser.parse_args()


def _table(rows: list[Row]) -> None:
    line = "{:8} {:32} {:>9} {:>9} {:>7} {:>9} {:9} {}\n"
    sys.stdout.write(
        line.format("part", "what", "cpu ms", "wall ms", "ratio", "promise", "", "beside")
    )
    for row in rows:
        shown = f"{row.ratio:.2f}" if row.beside else ""
        cpu, wall = f"{row.cost.cpu * 1000:.1f}", f"{row.cost.wall * 1000:.1f}"
        sys.stdout.write(
            line.format(
                row.part, row.what, cpu, wall, shown, row.limit, row.verdict, row.beside
            ).rstrip() + "\n"
        )  # fmt: skip


def _say(text: str) -> None:
    sys.stderr.write(text + "\n")


if __name__ == "__main__":
    sys.exit(main())
