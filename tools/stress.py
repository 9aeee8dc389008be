"""Every fault of `docs/reliability.en.md`, by hand: one part after the other, a line each.

`python -m tools.stress`, or `--only crash,power,disk`. Each line says how many of its tries held;
the status is 1 if one did not. `--every 1` tries every single call, `--size` scales the rest.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from tests.support import corpora, corpus_storms, disk_storms, hostile_storms, races
from tests.support.command_scenes import SCENES
from tests.support.faults import run_under_shim
from tests.support.storms import CHANGES, DEATHS, Storm, git_dies, random_kills

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Outcomes = Iterator[tuple[str, Storm]]
    Part = Callable[[argparse.Namespace, Path], Outcomes]

_SHOWN = 5
_LINE = re.compile(r"(.*): (\d+) points, (\d+) bad")
_DRIVERS = ("crash_driver", "sync_driver", "backup_driver")
_LIFE = """
import sys
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test
from tests.support.life import STEPS_DONE, Life
while STEPS_DONE["steps"] < int(sys.argv[1]):
    run_state_machine_as_test(Life, settings=settings(
        max_examples=10, stateful_step_count=50, deadline=None, database=None,
        phases=[Phase.generate], suppress_health_check=list(HealthCheck), print_blob=True))
    print(STEPS_DONE["lives"], STEPS_DONE["steps"], flush=True)
"""
"""Lives until so many steps were done: for Hypothesis fifty a life are a most, not a least."""


def _crash(asked: argparse.Namespace, folder: Path) -> Outcomes:
    for scene in SCENES:
        place = _fresh(folder, f"crash-{scene.name}")
        printed = run_under_shim(
            "tests.support.command_driver", place, str(asked.every), scene.name
        )
        yield from _read(printed)


def _calls(asked: argparse.Namespace, folder: Path) -> Outcomes:
    for name in _DRIVERS:
        place = _fresh(folder, name)
        yield from _read(run_under_shim(f"tests.support.{name}", place, str(asked.every)))


def _power(asked: argparse.Namespace, folder: Path) -> Outcomes:
    words = ["tests.support.power_driver", str(folder / "power"), str(asked.size)]
    words += [] if asked.seed is None else [str(asked.seed)]
    yield from _read(_python("-m", *words).stdout)


def _disk(asked: argparse.Namespace, folder: Path) -> Outcomes:
    reason = disk_storms.why_not()
    if reason:
        yield f"disk, skipped: {reason}", Storm(0, [])
        return
    rooms = tuple(range(0, 4 * max(asked.size, 3), 4))
    yield "disk full", disk_storms.full_disk(_fresh(folder, "full"), rooms)
    yield "no inodes", disk_storms.no_inodes(_fresh(folder, "inodes"))
    yield "read-only in each place", disk_storms.read_only(_fresh(folder, "read-only"))


def _writers(asked: argparse.Namespace, folder: Path) -> Outcomes:
    name = f"{asked.writers} writers x {asked.each}, readers beside"
    yield name, races.readers_beside(_fresh(folder, "writers"), asked.writers, asked.each)


def _races(asked: argparse.Namespace, folder: Path) -> Outcomes:
    yield "one winner", races.one_winner(_fresh(folder, "races"), max(asked.size // 20, 1))


def _kills(asked: argparse.Namespace, folder: Path) -> Outcomes:
    yield f"{asked.kills} random kills", random_kills(_fresh(folder, "kills"), asked.kills)


def _deaths(_asked: argparse.Namespace, folder: Path) -> Outcomes:
    for name in CHANGES:
        for how in DEATHS:
            place = _fresh(folder, f"{name} {how}".replace(" ", "-"))
            yield f"git {how}, {name}", git_dies(place, name, how)


def _input(asked: argparse.Namespace, folder: Path) -> Outcomes:
    yield "naughty texts and ids", hostile_storms.spoken(_fresh(folder, "spoken"), asked.size * 5)
    yield "damaged files", hostile_storms.mutated(_fresh(folder, "mutated"), asked.size)
    yield "bombs and 50 MB", hostile_storms.huge(_fresh(folder, "huge"))
    if asked.corpus is not None:
        yield from _corpus(asked, folder)


def _corpus(asked: argparse.Namespace, folder: Path) -> Outcomes:
    samples, texts = corpora.samples_in(asked.corpus), corpora.strings_in(asked.corpus)
    must_fail = sum(one.must_fail for one in samples)
    yield f"documents read, {must_fail} must fail", corpus_storms.read(samples)
    yield "texts written, read by three", corpus_storms.emitted(texts)
    every = max(100 // max(asked.size, 1), 1)
    name = f"documents laid in a store, one in {every}"
    yield name, corpus_storms.laid(_fresh(folder, "laid"), samples, every)
    yield "texts said at the desk", corpus_storms.said(_fresh(folder, "said"), texts)


def _life(asked: argparse.Namespace, folder: Path) -> Outcomes:
    done = _python("-c", _LIFE, str(100 * asked.size), TMPDIR=str(_fresh(folder, "life")))
    lives, steps = (done.stdout.splitlines() or ["0 0"])[-1].split()
    bad = [f"life: {done.stdout[-2000:]}{done.stderr[-2000:]}"] if done.returncode else []
    yield f"{lives} lives, steps", Storm(int(steps), bad)


PARTS: dict[str, Part] = {
    "crash": _crash, "calls": _calls, "power": _power, "disk": _disk, "writers": _writers,
    "races": _races, "kills": _kills, "deaths": _deaths, "input": _input, "life": _life,
}  # fmt: skip


def _python(*words: str, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - our own arguments
        [sys.executable, *words],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **more},
    )


def _read(printed: str) -> Outcomes:
    """Yield the lines of a driver; no line at all is a failure too."""
    found: list[tuple[str, Storm]] = []
    for line in printed.splitlines():
        told = _LINE.fullmatch(line)
        if told:
            found.append((told[1], Storm(int(told[2]), [])))
        elif found:
            found[-1][1].bad.append(line.strip().removeprefix("BAD "))
    yield from found or [("driver", Storm(1, [f"nothing: {printed[-500:]}"]))]


def _fresh(folder: Path, name: str) -> Path:
    place = folder / name
    place.mkdir(parents=True)
    return place


def main() -> int:
    """Run the parts and print a line for each storm."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", action="append", metavar="PART,PART", help=", ".join(PARTS))
    parser.add_argument("--every", type=int, default=13, help="each so many calls one is tried")
    parser.add_argument("--size", type=int, default=20)
    parser.add_argument("--seed", type=int, help="other moments for the power to go")
    parser.add_argument("--writers", type=int, default=16)
    parser.add_argument("--each", type=int, default=50)
    parser.add_argument(
        "--corpus", type=Path, metavar="DIR", help="public collections of bad input, for `input`"
    )
    parser.add_argument("--kills", type=int, default=200)
    asked = parser.parse_args()
    wanted = [name for words in asked.only or [",".join(PARTS)] for name in words.split(",")]
    if not set(wanted) <= PARTS.keys():
        parser.error(f"parts are {', '.join(PARTS)}")
    memory = Path("/dev/shm")  # noqa: S108 - nothing is synced, so only speed tells it from a disk
    tried = failed = 0
    with tempfile.TemporaryDirectory(
        prefix="wuye-stress-", dir=memory if memory.is_dir() else None
    ) as folder:
        for part in wanted:
            for name, storm in PARTS[part](asked, Path(folder)):
                sys.stdout.write(f"{part}: {name}: {storm.held}/{storm.tried}\n")
                for line in storm.bad[:_SHOWN]:
                    sys.stdout.write(f"  {line}\n")
                sys.stdout.flush()
                tried += storm.tried
                failed += len(storm.bad)
    sys.stdout.write(f"{tried} tries, {failed} complaints\n")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
