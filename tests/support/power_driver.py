"""Cuts the power at many moments of a day's commands, and looks at every disk there may be.

`power_driver FOLDER CUTS [SEED]`: so many moments, five disks each, of a day and of another one in
which git's objects are packed; one line a kind of disk, as `name: tries, bad`.
"""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tests.support.cli import WUYE, environment
from tests.support.command_driver import complaints, fsck, held, is_state
from tests.support.command_scenes import (
    DAY,
    HOUSEKEEPING,
    LONG_DAY,
    NEXT,
    Scene,
    prepare_day,
    prepare_long,
)
from tests.support.power import Disk, cuts, read_log
from tests.support.warm import run, warm_up

if TYPE_CHECKING:
    from collections.abc import Callable

_SOURCE = Path(__file__).with_name("power.c")
_ROUND = "import sys; from wuye_cli.store.maintenance import run; run(sys.argv[1])"


class Plan(NamedTuple):
    """What is typed before the power goes, and where."""

    scene: Scene
    words: tuple[tuple[str, ...], ...]


PLANS = {
    "power cut": Plan(Scene("day", (), prepare_day, edited=("standards/tiers.yaml",)), DAY),
    "power cut while packing": Plan(Scene("long", (), prepare_long), LONG_DAY),
}


class Day:
    """A day's commands under the log: where in it each was acknowledged, and what stood then."""

    def __init__(self, folder: Path, plan: Plan, length: int = sys.maxsize) -> None:
        self.folder = folder
        self.live = folder / "live"
        self.scene = plan.scene
        self.packs = any(words[0] == HOUSEKEEPING for words in plan.words)
        self.words = plan.words[:length]
        folder.mkdir()
        plan.scene.prepare(folder / "template")
        shutil.copytree(folder / "template", self.live, symlinks=True)
        shim, log = folder / "power.so", folder / "log"
        line = ["cc", "-O1", "-shared", "-fPIC", "-o", str(shim), str(_SOURCE), "-ldl"]
        subprocess.run(line, check=True)
        log.touch()
        self._watched = environment(
            LD_PRELOAD=str(shim), POWER_LOG=str(log), POWER_ROOT=str(self.live)
        )
        self.told, self.states = [0], [held(self.live, self.scene)]
        for words in self.words:
            self._type(words)
            self.told.append(len(read_log(log)))
            self.states.append(held(self.live, self.scene))
        self.steps = read_log(log)

    def _type(self, words: tuple[str, ...]) -> None:
        """Type a command, a round of housekeeping, or one beside the other."""
        lines = [[*WUYE, *words]]
        if words[0] == HOUSEKEEPING:
            lines = [[sys.executable, "-c", _ROUND, str(self.live / "s")]]
            lines += [[*WUYE, *words[1:]]] if words[1:] else []
        started = [
            subprocess.Popen(
                line, cwd=self.live / "s", env=self._watched, stdout=subprocess.DEVNULL
            )
            for line in lines
        ]
        ended = [one.wait() for one in started]
        if any(ended):
            raise AssertionError(words)

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
        found = held(now, self.scene)
        if not any(is_state(found, one) for one in self.states[told : told + 2]):
            wrong.append(f"lost or half after {told}: {_short(found, self.states[told])}")
        listed = run(root, ("ticket", "list", "--all", "--json")).said
        for file in (root / ".git" / "wuye").glob("index.db*"):
            file.unlink()
        if listed != run(root, ("ticket", "list", "--all", "--json")).said:
            wrong.append("the list is not what a new index says")
        if self.packs:  # a cache may have to wait for the next round
            subprocess.run([sys.executable, "-c", _ROUND, str(root)], check=True)
        wrong += [f"{word} is back" for word in self._erased(cut) if _lies_in(now, word)]
        return [*wrong, *complaints(now, self.scene), *fsck(now, self.scene)]

    def _erased(self, cut: int) -> list[str]:
        """Return the numbers of which it was said that they are gone."""
        ends = zip(self.words, self.told[1:], strict=True)
        return [words[2] for words, end in ends if words[0] == "privacy" and end <= cut]


def _lies_in(now: Path, word: str) -> bool:
    """Say whether a word is in any object or file of `people/`."""
    people = now / "s" / "people"
    line = ["git", "-C", str(people), "cat-file", "--batch-all-objects", "--batch"]
    every = subprocess.run(line, capture_output=True, check=True).stdout
    files = (path.read_bytes() for path in people.rglob("*") if path.is_file())
    return any(word.encode() in data for data in (every, *files))


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
    seed = int(sys.argv[3]) if sys.argv[3:] else number
    folder.mkdir(parents=True)
    os.environ["TMPDIR"] = str(folder)
    warm_up()
    if number < len(DAY):
        _try("power cut", Day(folder / "day", PLANS["power cut"], 1), number, seed)
        return
    for name, plan in PLANS.items():
        _try(name, Day(folder / plan.scene.name, plan), number, seed)


def _try(called: str, day: Day, number: int, seed: int) -> None:
    day.assert_true_to_life()
    dice = random.Random(seed)
    moments = day.told[1:] + [dice.randrange(len(day.steps)) for _ in range(number)]
    tried: Counter[str] = Counter()
    bad: dict[str, list[str]] = {}
    for cut in moments[:number] if number < len(DAY) else moments:
        for name, names, bytes_of in cuts(dice, len(day.steps)):
            tried[name] += 1
            bad.setdefault(name, []).extend(
                f"{cut}: {one}" for one in day.judged(cut, names, bytes_of)
            )
    for name, count in tried.items():
        lines = [f"{called}, {name}: {count} points, {len(bad[name])} bad"]
        sys.stdout.write("\n".join([*lines, *(f"  BAD {one}" for one in bad[name])]) + "\n")


if __name__ == "__main__":
    main()
