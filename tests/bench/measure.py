"""CPU and wall time of commands as medians of many runs, taken in turn so that noise is shared."""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

SOURCE = Path(__file__).resolve().parents[2] / "src"


class Cost(NamedTuple):
    """Seconds, medians."""

    cpu: float
    wall: float


def cpu_now() -> float:
    """Return the CPU seconds of this process and its finished children."""
    used = (resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in used)


def once(work: Callable[[], object]) -> Cost:
    """Return what one call costs."""
    cpu, wall = cpu_now(), time.perf_counter()
    work()
    return Cost(cpu_now() - cpu, time.perf_counter() - wall)


def in_turn(works: Mapping[str, Callable[[], object]], runs: int) -> dict[str, Cost]:
    """Return the medians of works that are run in turn; the first round only warms up."""
    taken: dict[str, list[Cost]] = {name: [] for name in works}
    for run in range(runs + 1):
        for name, work in works.items():
            cost = once(work)
            if run:
                taken[name].append(cost)
    return {
        name: Cost(statistics.median(c.cpu for c in all_), statistics.median(c.wall for c in all_))
        for name, all_ in taken.items()
    }


class Row(NamedTuple):
    """One line of the table.

    Attributes:
        part: The part of the benchmark.
        what: What was measured.
        cost: What it took.
        beside: What it is compared with; empty for a floor.
        ratio: How many times the floor it took.
        limit: The promise: `<= 2`, `>= 0.33`, or empty where nothing is promised.
    """

    part: str
    what: str
    cost: Cost
    beside: str = ""
    ratio: float = 0.0
    limit: str = ""

    @property
    def verdict(self) -> str:
        """Return `held` or `not held`; empty where nothing is promised."""
        if not self.limit:
            return ""
        sign, _, bound = self.limit.partition(" ")
        kept = self.ratio <= float(bound) if sign == "<=" else self.ratio >= float(bound)
        return "held" if kept else "NOT HELD"


class Tools:
    """Console scripts as an installer makes them: one of wuye, and one that does nothing.

    `pip` and `uv` write different wrappers, and the wrapper is part of the cost; so both scripts
    come from the same hand.
    """

    def __init__(self, folder: Path, tool: str = "") -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "empty_tool.py").write_text("def main():\n    return 0\n")
        text = Path(tool).read_text() if tool else _WRAPPER.format(python=sys.executable)
        self.wuye = self._script("wuye", text)
        self.empty = self._script("empty", text.replace("wuye_cli.__main__", "empty_tool"))
        drop = {"PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED", "WUYE_STORE"}
        self.environment = {
            **{name: value for name, value in os.environ.items() if name not in drop},
            "PYTHONPATH": os.pathsep.join((str(folder), str(SOURCE))),
            "WUYE_LANG": "zh",
            "WUYE_ACTOR": "bench <bench@example.com>",
        }

    def _script(self, name: str, text: str) -> str:
        path = self.folder / name
        path.write_text(text)
        path.chmod(0o755)
        return str(path)

    def run(
        self, command: Sequence[str], place: Path | None = None, *, stdin: Path | None = None
    ) -> Callable[[], object]:
        """Return a work that starts a command and throws its output away."""

        def work() -> None:
            with Path(stdin or os.devnull).open("rb") as fed:
                subprocess.run(
                    command,
                    cwd=place,
                    env=self.environment,
                    stdin=fed,
                    stdout=subprocess.DEVNULL,
                    check=True,
                )

        return work


_WRAPPER = """#!{python}
# -*- coding: utf-8 -*-
import sys
from wuye_cli.__main__ import main
if __name__ == "__main__":
    if sys.argv[0].endswith("-script.pyw"):
        sys.argv[0] = sys.argv[0][:-11]
    elif sys.argv[0].endswith(".exe"):
        sys.argv[0] = sys.argv[0][:-4]
    sys.exit(main())
"""
"""What uv writes; `--tool PATH` takes the wrapper of an installed `wuye` instead."""
