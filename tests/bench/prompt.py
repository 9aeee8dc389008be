"""An entry at the desk's prompt beside the plain command that does the same."""

from __future__ import annotations

import os
import re
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from tests.bench.measure import Cost, Row, once

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.bench.measure import Tools
    from tests.bench.stores import Made

_TICK = 1 / os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 0.01
_ID = re.compile(r"WY-\d{6}-[A-Z]+\d+")
_SIZE = (24, 80)


def prompts(stores: Mapping[int, Made], tools: Tools, runs: int) -> list[Row]:
    """Measure `take` and `dispatch`, typed at the prompt key by key and as commands, in turn.

    The CPU of a process that goes on is told in hundredths of a second, so these are means.
    """
    rows: list[Row] = []
    if not Path("/proc/self/stat").exists():
        sys.stderr.write("the CPU of a prompt that goes on is read from /proc, which is not here\n")
        return rows
    for size, store in stores.items():
        desk = _Prompt(tools, store.place)
        spent: dict[str, list[Cost]] = {}
        for number in range(runs + 1):
            for what, cost in _round(desk, tools, store.place, number).items():
                if number:  # the first round only warms up
                    spent.setdefault(what, []).append(cost)
        desk.leave()
        costs = {what: _mean(some) for what, some in spent.items()}
        for what in ("take", "dispatch"):
            typed, plain = costs[f"typed {what}"], costs[f"wuye {what}"]
            rows.append(Row("desk", f"wuye {what} {size}", plain))
            ratio = typed.cpu / plain.cpu
            rows.append(Row("desk", f"typed {what} {size}", typed, f"wuye {what}", ratio, "<= 1.5"))
    return rows


def _round(desk: _Prompt, tools: Tools, place: Path, number: int) -> dict[str, Cost]:
    phone = f"1350000{number:04}"
    take = once(tools.run([tools.wuye, "take", "2-1-803 厨房龙头滴水", "--phone", phone], place))
    plain_id = desk.newest()
    give = once(tools.run([tools.wuye, "dispatch", plain_id, "--to", "钱师傅"], place))
    typed = desk.cost(f"新 2-1-803 厨房龙头滴水 {phone}", "登记")
    given = desk.cost(f"{desk.last_id} 派钱师傅", "派单")
    return {"wuye take": take, "wuye dispatch": give, "typed take": typed, "typed dispatch": given}


def _mean(costs: list[Cost]) -> Cost:
    count = len(costs)
    return Cost(sum(cost.cpu for cost in costs) / count, sum(cost.wall for cost in costs) / count)


class _Prompt:
    """`wuye desk` on a terminal of its own."""

    def __init__(self, tools: Tools, place: Path) -> None:
        import pexpect  # noqa: PLC0415 - not on Windows

        self.last_id = ""
        self._place = place
        environment = {**tools.environment, "TERM": "xterm", "NO_COLOR": "1"}
        self._child = pexpect.spawn(
            tools.wuye, ["desk"], cwd=str(place), env=environment, dimensions=_SIZE, timeout=60,
            encoding="utf-8",
        )  # fmt: skip
        self._child.delaybeforesend = None
        self._wait()

    def newest(self) -> str:
        """Return the id of the ticket taken last by the plain command."""
        names = (self._place / "records" / "tickets").rglob("WY-*.yaml")
        return max(names, key=lambda path: (path.stat().st_mtime_ns, path.name)).stem

    def cost(self, line: str, answer: str) -> Cost:
        """Type a line key by key and return what it took up to the next prompt."""
        cpu, wall = self._cpu(), time.perf_counter()
        for key in line:
            self._child.send(key)
            time.sleep(0.01)
        self._child.send("\r")
        self._child.expect(answer)
        said = self._child.before + self._wait()
        found = _ID.findall(said)
        self.last_id = found[0] if found else ""
        wall = time.perf_counter() - wall
        time.sleep(0.1)  # the rest of the screen is drawn
        return Cost(self._cpu() - cpu, wall)

    def leave(self) -> None:
        """End the session."""
        self._child.send("\x04")
        self._child.expect("再见")
        self._child.close()

    def _wait(self) -> str:
        """Return what was said up to the empty prompt below the line of what comes due."""
        self._child.expect("(?:最近到期|没有在走的时限).*?前台>")
        return str(self._child.before)

    def _cpu(self) -> float:
        stat = Path(f"/proc/{self._child.pid}/stat").read_text("utf-8").rpartition(")")[2].split()
        return sum(int(ticks) for ticks in stat[11:15]) * _TICK
