"""Kills or fails the real commands at each of their changes of a file, and looks at what is left.

Run under the shim: `command_driver FOLDER EVERY [SCENARIO…]`; one line a scenario and fault, as
`name: points, bad`. Each command runs in a forked child of one warm interpreter.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from tests.support import repos
from tests.support.command_scenes import KEPT, NEXT, SCENES, Scene
from tests.support.faults import COUNT, FAIL, KILL_AFTER, KILL_BEFORE, KILL_INSIDE, Faults
from tests.support.warm import Ran, run, warm_up

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SELF, BOTH, HEAD_ONLY = 0, 1, -1


class Fault(NamedTuple):
    """What goes wrong: at one call or from one call on, and who dies of it."""

    mode: int
    sticky: bool = False
    whom: int = SELF


FAULTS = {
    "kill before": Fault(KILL_BEFORE),
    "kill after": Fault(KILL_AFTER),
    "kill inside": Fault(KILL_INSIDE),
    "kill git and wuye": Fault(KILL_BEFORE, whom=BOTH),
    "kill wuye, git goes on": Fault(KILL_AFTER, whom=HEAD_ONLY),
    "ENOSPC once": Fault(FAIL + 28),
    "ENOSPC for good": Fault(FAIL + 28, sticky=True),
    "EIO once": Fault(FAIL + 5),
    "EIO for good": Fault(FAIL + 5, sticky=True),
    "EROFS for good": Fault(FAIL + 30, sticky=True),
}
_CHANCE = re.compile(
    rb"\b[0-9a-f]{40}\b|\d{4}-\d\d-\d\dT[0-9:]{8}\+0[08]:00|(?<=\")[0-9a-z]{10}(?=\")"
    rb"|\b[0-9A-HJKMNP-TV-Z]{26}\b|\bp-[a-z0-9]{8}\b|persons/[a-z0-9]{2}/|\"[0-9a-f]{16}\"|wuye/std[^\n]*"
)


def play(folder: Path, words: tuple[str, ...], faults: Faults, fault: Fault, at: int) -> Ran:
    """Run a command in `folder`/s with a fault at its `at`-th change of a file."""

    def aim() -> None:
        faults.set(fault.mode, at, sticky=fault.sticky, head=fault.whom * os.getpid())

    return run(folder / "s", words, aim)


def fresh(folder: Path) -> Path:
    """Return a folder with a copy of the scene."""
    now = folder / "now"
    shutil.rmtree(now, ignore_errors=True)
    shutil.copytree(folder / "template", now, symlinks=True)
    return now


def held(folder: Path, scene: Scene) -> Counter[tuple[str, bytes]]:
    """Return every file that counts, without what chance and the clock put into it."""
    found: Counter[tuple[str, bytes]] = Counter()
    for top in ("s", *scene.places):
        for place, folders, names in os.walk(folder / top):
            folders[:] = [one for one in folders if one != ".git"]
            for name in names:
                path = Path(place) / name
                data = path.read_bytes()
                if NEXT[1].split()[-1].encode() not in data:
                    key = _CHANCE.sub(b"*", os.fsencode(str(path.relative_to(folder))))
                    found[key.decode(), _CHANCE.sub(b"*", data)] += 1
    return found


def is_state(found: Counter[tuple[str, bytes]], wanted: Counter[tuple[str, bytes]]) -> bool:
    """Say whether all is there and nothing else but photos that no event names yet."""
    return wanted <= found and all("/media/" in path for path, _ in found - wanted)


def complaints(folder: Path, scene: Scene) -> Iterator[str]:
    """Yield what lies in the repositories that no command may leave."""
    for top in ("s", *scene.places):
        root = folder / top
        for place in (root, root / "people"):
            if not (place / ".git").is_dir():
                continue
            lying = repos.git(place, "status", "--porcelain", "--untracked-files=all").split("\n")
            allowed = {f" M {path}" for path in scene.edited} | {""}
            if not set(lying) <= allowed:
                yield f"status {lying}"
        if (root / ".git" / "wuye").is_dir():
            yield from (
                f"left {Path(one).relative_to(root)}"
                for one in repos.leftovers(root)
                if not Path(one).name.startswith(KEPT)
            )


def fsck(folder: Path, scene: Scene) -> Iterator[str]:
    """Yield what git finds broken."""
    for top in ("s", "s/people", *scene.places):
        if (folder / top / ".git").is_dir():
            line = ["git", "-C", str(folder / top), "fsck", "--full", "--strict", "--no-dangling"]
            done = subprocess.run(line, capture_output=True, text=True, check=False)
            if done.returncode or done.stdout.strip():
                yield " ".join(f"fsck {done.stdout}{done.stderr}".split())


class Stage:
    """One scene with its states before and after, ready to be played many times."""

    def __init__(self, faults: Faults, folder: Path, scene: Scene) -> None:
        self.faults, self.folder, self.scene = faults, folder, scene
        folder.mkdir()
        scene.prepare(folder / "template")
        self.before = held(folder / "template", scene)
        now = fresh(folder)
        done = play(now, scene.words, faults, Fault(COUNT), 0)
        self.calls = faults.off()
        if done.status != 0:
            raise AssertionError(done)
        self.after = held(now, scene)
        if self.after == self.before and not scene.quiet:
            raise AssertionError(f"{scene.name} changes nothing: {done}")

    def play(self, fault: Fault, at: int) -> list[str] | None:
        """Return what was wrong after a fault at the `at`-th call; None if there are fewer."""
        now = fresh(self.folder)
        ran = play(now, self.scene.words, self.faults, fault, at)
        wrong = [] if "Traceback" not in ran.said else [f"traceback {ran.said[-400:]}"]
        if fault.mode > FAIL:
            wrong += self._judged(now, ran)
        if self.faults.off() < at:
            return None
        return wrong + self._afterwards(now, ran)

    def play_twice(self, first: int, at: int) -> list[str] | None:
        """As `play`, with a kill at the `first` call and another in the command after it."""
        now = fresh(self.folder)
        ran = play(now, self.scene.words, self.faults, Fault(KILL_BEFORE), first)
        self.faults.off()
        play(now, self.scene.again, self.faults, Fault(KILL_BEFORE), at)
        return None if self.faults.off() < at else self._afterwards(now, ran)

    def _judged(self, now: Path, ran: Ran) -> Iterator[str]:
        """Yield what a living command said amiss, with the fault still there."""
        if ran.status not in self.scene.told:
            yield f"status {ran}"
        if ran.status == 7 and len(ran.said.strip().splitlines()) > 2:
            yield f"said {ran}"
        seen = run(now / "s", ("ticket", "list", "--all"))
        if seen.status != 0 and self.scene.places == ():
            yield f"reading {seen}"

    def _afterwards(self, now: Path, ran: Ran) -> list[str]:
        """Let the next command run, and look at all there is."""
        nxt = run(now / "s", self.scene.again)
        if nxt.status not in self.scene.fine:
            return [f"next {nxt} after {ran}"]
        found = held(now, self.scene)
        allowed = (
            [self.after] if ran.status == 0 or self.scene.repeats else [self.before, self.after]
        )
        wrong = (
            []
            if any(is_state(found, one) for one in allowed)
            else [f"half after {ran}: {_difference(found, allowed)}"]
        )
        return [*wrong, *complaints(now, self.scene), *fsck(now, self.scene)]


def _difference(found: Counter[Any], allowed: list[Counter[Any]]) -> list[list[str]]:
    return [[f"{path}: {data!r}"[:200] for path, data in (found - one) + (one - found)]
            for one in allowed]  # fmt: skip


def points_of(
    step: Callable[[int], list[str] | None], start: int, every: int
) -> tuple[int, list[str]]:
    """Play at `start` and every `every`-th call after it."""
    at, points, bad = start, 0, []
    while (wrong := step(at)) is not None:
        points += 1
        bad += [f"{at}: {one}" for one in wrong]
        at += every
    return points, bad


def sample(stage: Stage) -> tuple[int, list[str]]:
    """Play every third kind of fault once, spread over the calls."""
    bad, some = [], list(FAULTS.items())[::3]
    for number, (word, fault) in enumerate(some, 1):
        at = stage.calls * number // (len(some) + 1)
        at = at // 8 + 1 if fault.mode == KILL_INSIDE else at
        bad += [f"{word} {at}: {one}" for one in stage.play(fault, at) or ()]
    return len(some), bad


def say(name: str, points: int, bad: list[str]) -> None:
    """Print a line of result, and one for each complaint."""
    lines = [f"{name}: {points} points, {len(bad)} bad", *(f"  BAD {line}" for line in bad)]
    sys.stdout.write("\n".join(lines) + "\n")
    sys.stdout.flush()


def main() -> None:
    """Play the scenes named, or all."""
    folder, every, names = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3:]
    folder.mkdir()
    warm_up()
    faults = Faults()
    for scene in SCENES:
        if names and scene.name not in names:
            continue
        stage = Stage(faults, folder / scene.name.replace(" ", "-"), scene)
        if not every:
            say(f"sample, {scene.name}", *sample(stage))
            continue
        for number, (word, fault) in enumerate(FAULTS.items()):
            start = 1 + (number * 7 + len(scene.name)) % every
            say(f"{word}, {scene.name}", *points_of(partial(stage.play, fault), start, every))
        for tenth in (5, 7, 8, 9):
            first = stage.calls * tenth // 10
            twice = points_of(partial(stage.play_twice, first), 1 + first % every, every * 3)
            say(f"killed twice, {scene.name} {tenth}/10", *twice)
        shutil.rmtree(stage.folder)


if __name__ == "__main__":
    main()
