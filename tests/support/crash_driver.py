"""Kills or fails an operation at each of its changes of a file, and looks at what is left.

Run under the shim by `tests/store/test_crash.py`: one line a scenario, `name points bad`.
"""

from __future__ import annotations

import errno
import shutil
import sys
from functools import partial
from pathlib import Path

from tests.support import repos
from tests.support.faults import COUNT, FAIL, KILL_AFTER, KILL_BEFORE, Faults, in_child

from wuye_cli.domain.errors import StoreError, WuyeError
from wuye_cli.store.repository import Store

EDITS: dict[str, bytes | None] = {
    repos.OLD: b'id: "WY-261121-A001"\nstatus: "closed"\n',
    repos.NEW: b'id: "WY-261122-A001"\n',
    repos.GONE: None,
}
SCENARIOS: dict[str, dict[str, bytes | None]] = {
    "edit": {repos.OLD: EDITS[repos.OLD]},
    "create": {repos.NEW: EDITS[repos.NEW]},
    "several": EDITS,
}
FAULTS = {
    "kill before": (KILL_BEFORE, False),
    "kill after": (KILL_AFTER, False),
    "ENOSPC once": (FAIL + errno.ENOSPC, False),
    "ENOSPC for good": (FAIL + errno.ENOSPC, True),
    "EIO once": (FAIL + errno.EIO, False),
    "EROFS for good": (FAIL + errno.EROFS, True),
}
REPLY = {"disk_full": 10, "read_only": 11, "io_error": 12}
UNCONFIRMED = 13
HAND = "standards/tiers.yaml"


def operate(root: Path, files: dict[str, bytes | None]) -> int:
    try:
        repos.save(Store.open(root), files)
    except StoreError as error:
        if error.code == "unconfirmed":
            return UNCONFIRMED
        if error.code not in REPLY and error.facts.get("status") != -9:
            sys.stderr.write(f"{error}\n")
        return REPLY.get(error.code, 20)
    except WuyeError:
        return 30
    return 0


def state(root: Path, files: dict[str, bytes | None]) -> list[bytes | None]:
    store = Store.open(root)
    found = [store.read(path) for path in files]
    store.close()
    return found


def complaints(root: Path, files: dict[str, bytes | None], status: int) -> list[str]:
    """Look at a store after its next command has run."""
    found = []
    after = list(files.values())
    before = [repos.FILES.get(path) for path in files]
    held = state(root, files)
    if held not in (before, after):
        found.append(f"half: {held}")
    if status == 0 and held != after:
        found.append("acknowledged and lost")
    lying = [(root / path).read_bytes() if (root / path).exists() else None for path in files]
    if lying != held:
        found.append(f"work tree: {lying}")
    left = repos.git(root, "status", "--porcelain", "--untracked-files=all").splitlines()
    if left not in ([], [f" M {HAND}"]):
        found.append(f"status: {left}")
    if (root / HAND).read_bytes() != b"my own edit\n":
        found.append("a hand edit is gone")
    return found + repos.leftovers(root)


def fsck(root: Path) -> list[str]:
    printed = repos.git(root, "fsck", "--full", "--strict", "--no-dangling")
    return [line for line in printed.splitlines() if "dangling" not in line]


def judged(held: list[bytes | None], files: dict[str, bytes | None], status: int) -> list[str]:
    """Look at what a living operation said against what it left, before any other command."""
    after, before = list(files.values()), [repos.FILES.get(path) for path in files]
    if status in REPLY.values() and held != before:
        return [f"refused with {status} and yet done"]
    return [f"said {status} and not done"] if status in (0, UNCONFIRMED) and held != after else []


def points_of(
    faults: Faults,
    folder: Path,
    files: dict[str, bytes | None],
    fault: tuple[int, bool],
    every: int,
) -> tuple[int, list[str]]:
    """Run one kind of operation with a fault at each change; return points and complaints."""
    mode, sticky = fault
    number, points, bad = 1 + len(files) % every, 0, []
    while True:
        root = fresh(folder)
        faults.set(mode, number, sticky=sticky)
        status = in_child(partial(operate, root, files))
        held = state(root, files)  # reading works with the fault still there
        if faults.off() < number:
            return points, bad
        points += 1
        wrong = judged(held, files, status)
        if mode > FAIL and status not in (0, UNCONFIRMED, *REPLY.values()):
            wrong.append(f"status {status}")
        if in_child(partial(operate, root, {"records/next.yaml": b"next\n"})) != 0:
            wrong.append("the next command fails")
        wrong += complaints(root, files, status) + (fsck(root) if points % 8 == 0 else [])
        bad += [f"{number}: {one}" for one in wrong]
        number += every


def points_within_recovery(
    faults: Faults, folder: Path, files: dict[str, bytes | None], every: int
) -> tuple[int, list[str]]:
    """Kill an operation, kill the recovery from it at each of its changes, then look."""
    faults.set(COUNT)
    in_child(lambda: operate(fresh(folder), files))
    total, points, bad = faults.off(), 0, []
    for first in (total * 6 // 10, total * 7 // 10, total * 8 // 10, total * 9 // 10):
        number = 1
        while True:
            root = fresh(folder)
            faults.set(KILL_BEFORE, first)
            status = in_child(partial(operate, root, files))
            faults.set(KILL_BEFORE, number)
            in_child(partial(operate, root, {"records/next.yaml": b"next\n"}))
            if faults.off() < number:
                break
            points += 1
            if in_child(partial(operate, root, {"records/last.yaml": b"last\n"})) != 0:
                bad.append(f"{first}, {number}: the next command fails")
            bad += [f"{first}, {number}: {one}" for one in complaints(root, files, status)]
            number += every * 2
    return points, bad


def fresh(folder: Path) -> Path:
    root = folder / "store"
    shutil.rmtree(root, ignore_errors=True)
    shutil.copytree(folder / "template", root, symlinks=True)
    return root


def main() -> None:
    folder, every = Path(sys.argv[1]), int(sys.argv[2])
    folder.mkdir()
    faults = Faults()
    store = repos.a_store(folder)
    store.root.rename(folder / "template")
    (folder / "template" / HAND).write_bytes(b"my own edit\n")
    for word, fault in FAULTS.items():
        for name, files in SCENARIOS.items():
            say(f"{word}, {name}", points_of(faults, folder, files, fault, every))
    for name, files in SCENARIOS.items():
        say(f"killed twice, {name}", points_within_recovery(faults, folder, files, every))


def say(name: str, result: tuple[int, list[str]]) -> None:
    points, bad = result
    lines = [f"{name}: {points} points, {len(bad)} bad", *(f"  BAD {line}" for line in bad)]
    sys.stdout.write("\n".join(lines) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
