"""Start-up, help, and the commands that read: beside an empty console script."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from tests.bench.measure import Row, in_turn

from wuye_cli.cli.registry import COMMANDS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.bench.measure import Cost, Tools
    from tests.bench.stores import Made

FLOOR = "empty script"
_READS = {
    "list": ("ticket", "list"),
    "due": ("due",),
    "show": ("ticket", "show", "{id}"),
    "complete": ("__complete", "ticket", "A0"),
    "list --json": ("ticket", "list", "--json"),
}
_LIMITS = {"list": "<= 2", "due": "<= 2", "show": "<= 2", "complete": "<= 1.7"}
_SMALL = 1000


def hot(stores: Mapping[int, Made], tools: Tools, runs: int) -> list[Row]:
    """Measure the commands that are run all day, with a warm index."""
    works = {
        FLOOR: tools.run([tools.empty]),
        "python -c pass": tools.run([sys.executable, "-c", "pass"]),
        "--version": tools.run([tools.wuye, "--version"]),
    }
    for size, store in stores.items():
        for name, words in _READS.items():
            if name != "show" or store.ticket:
                command = [tools.wuye, *(word.format(id=store.ticket) for word in words)]
                works[f"{name} {size}"] = tools.run(command, store.place)
    costs = in_turn(works, runs)
    rows = [Row("read", FLOOR, costs[FLOOR])]
    for name, cost in costs.items():
        if name != FLOOR:
            limit = "<= 1.2" if name == "--version" else _LIMITS.get(name.rpartition(" ")[0], "")
            rows.append(Row("read", name, cost, FLOOR, cost.cpu / costs[FLOOR].cpu, limit))
    return rows + _growth(costs)


def _growth(costs: Mapping[str, Cost]) -> list[Row]:
    rows = []
    for name in ("list", "due", "show"):
        small = f"{name} {_SMALL}"
        for what, cost in costs.items():
            head, _, size = what.rpartition(" ")
            if head == name and small in costs and int(size) > _SMALL:
                rows.append(Row("growth", what, cost, small, cost.cpu / costs[small].cpu, "<= 1.3"))
    return rows


def helps(stores: Mapping[int, Made], tools: Tools, runs: int) -> list[Row]:
    """Measure the help page of every command; the table shows the dearest ones."""
    place = stores[min(stores)].place
    works = {FLOOR: tools.run([tools.empty]), "--help": tools.run([tools.wuye, "--help"])}
    for name in COMMANDS:
        works[f"{name} --help"] = tools.run([tools.wuye, name, "--help"], place)
    works["ticket new --help"] = tools.run([tools.wuye, "ticket", "new", "--help"], place)
    costs = in_turn(works, max(7, runs // 2))
    rows = [
        Row("help", name, cost, FLOOR, cost.cpu / costs[FLOOR].cpu, "<= 10")
        for name, cost in costs.items()
        if name != FLOOR
    ]
    rows.sort(key=lambda row: -row.ratio)
    return [*rows[:4], next(row for row in rows if row.what == "--help")]
