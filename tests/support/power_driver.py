"""Cuts the power at many moments of a day's commands, and looks at every disk there may be.

`power_driver FOLDER CUTS`: so many moments, five disks each; one line a kind of disk, as
`name: tries, bad`.
"""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from tests.support.cli import WUYE, environment
from tests.support.command_driver import complaints, fsck, held, is_state
from tests.support.command_scenes import DAY, NEXT, Scene, prepare_day
from tests.support.power import Disk, cuts, read_log
from tests.support.warm import run, warm_up

if TYPE_CHECKING:
    from collections.abc import Callable

_SCENE = Scene("power", (), prepare_day, edited=("standards/tiers.yaml",))
REORDERED = frozenset({"names at random, bytes mixed"})
_SOURCE = Path(__file__).with_name("power.c")


class Day:
    """A day's commands under the log: where in it each was acknowledged, and what stood then."""

    def __init__(self, folder: Path, number: int) -> None:
        self.folder = folder
        self.live = folder / "live"
        prepare_day(folder / "template")
        shutil.copytree(folder / "template", self.live, symlinks=True)
        shim, log = folder / "power.so", folder / "log"
        line = ["cc", "-O1", "-shared", "-fPIC", "-o", str(shim), str(_SOURCE), "-ldl"]
        subprocess.run(line, check=True)
        log.touch()
        watched = {
            "LD_PRELOAD": str(shim),
            "POWER_LOG": str(log),
            "POWER_ROOT": str(self.live),
        }
        self.told, self.states = [0], [held(self.live, _SCENE)]
        for words in DAY[: len(DAY) if number > 1 else 1]:
            subprocess.run(
                [*WUYE, *words], cwd=self.live / "s", env=environment(**watched), check=True,
                capture_output=True,
            )  # fmt: skip
            self.told.append(len(read_log(log)))
            self.states.append(held(self.live, _SCENE))
        self.steps = read_log(log)
        self.erasing = [
            (begin, end)
            for words, begin, end in zip(DAY, self.told, self.told[1:], strict=False)
            if words[0] == "privacy"
        ]

    def rebuilt(self, cut: int, names: Callable[[int], bool], bytes_of: str) -> Path:
        """Return a disk as it may be after the power went at step `cut`."""
        now = self.folder / "now"
        shutil.rmtree(now, ignore_errors=True)
        disk = Disk(self.live, self.folder / "template", self.steps[:cut])
        disk.rebuild(now, names, bytes_of, cut)
        return now

    def assert_true_to_life(self) -> None:
        """What the whole log says is what lies there, or nothing here proves anything."""
        now = self.rebuilt(len(self.steps), lambda _when: True, "kept")
        wrong = [
            str(path)
            for path in (*self.live.rglob("*"), *now.rglob("*"))
            if path.is_file()
            and not path.name.endswith(("-shm", ".lock"))
            and _differ(path, self.live, now)
        ]
        if wrong:
            raise AssertionError(wrong[:9])

    def judged(self, cut: int, names: Callable[[int], bool], bytes_of: str) -> list[str]:
        """Return what is wrong with a disk after the cut, and with the next commands on it."""
        now = self.rebuilt(cut, names, bytes_of)
        root = now / "s"
        told = max(number for number, at in enumerate(self.told) if at <= cut)
        seen = run(root, ("ticket", "list", "--all"))
        wrong = [] if seen.status == 0 else [f"reading {seen}"]
        nxt = run(root, NEXT)
        if nxt.status != 0:
            return [*wrong, f"next {nxt}"]
        found = held(now, _SCENE)
        if not any(is_state(found, one) for one in self.states[told : told + 2]):
            wrong.append(f"lost or half after {told}: {_short(found, self.states[told])}")
        listed = run(root, ("ticket", "list", "--all", "--json")).said
        for file in (root / ".git" / "wuye").glob("index.db*"):
            file.unlink()
        if listed != run(root, ("ticket", "list", "--all", "--json")).said:
            wrong.append("the list is not what a new index says")
        return [*wrong, *complaints(now, _SCENE), *fsck(now, _SCENE)]


def _differ(path: Path, one: Path, other: Path) -> bool:
    tail = path.relative_to(one if path.is_relative_to(one) else other)
    if not ((one / tail).is_file() and (other / tail).is_file()):
        return True
    return (one / tail).read_bytes() != (other / tail).read_bytes()


def _short(found: Counter[tuple[str, bytes]], wanted: Counter[tuple[str, bytes]]) -> list[str]:
    return [f"{path}: {data!r}"[:160] for path, data in (found - wanted) + (wanted - found)]


def main() -> None:
    """Cut the power at the end of each command, and at random moments."""
    folder, number = Path(sys.argv[1]), int(sys.argv[2])
    folder.mkdir(parents=True)
    os.environ["TMPDIR"] = str(folder)
    warm_up()
    day = Day(folder, number)
    day.assert_true_to_life()
    dice = random.Random(number)
    moments = day.told[1:] + [dice.randrange(len(day.steps)) for _ in range(number)]
    tried: Counter[str] = Counter()
    bad: dict[str, list[str]] = {}
    for cut in moments[:number] if number < len(day.told) else moments:
        for name, names, bytes_of in cuts(dice, len(day.steps)):
            if name in REORDERED and any(begin <= cut < end for begin, end in day.erasing):
                continue  # git's own housekeeping trusts that names reach the disk in order
            tried[name] += 1
            bad.setdefault(name, []).extend(
                f"{cut}: {one}" for one in day.judged(cut, names, bytes_of)
            )
    for name, count in tried.items():
        lines = [f"power cut, {name}: {count} points, {len(bad[name])} bad"]
        sys.stdout.write("\n".join([*lines, *(f"  BAD {one}" for one in bad[name])]) + "\n")


if __name__ == "__main__":
    main()
