"""Housekeeping of the object store: off the path of commands, every five hundred commits."""

from __future__ import annotations

import os
import sys
from contextlib import suppress

from wuye_cli.domain.errors import ConflictError, WuyeError
from wuye_cli.store import atomic
from wuye_cli.store.ground import Ground
from wuye_cli.store.lock import StoreLock

EVERY = 500
"""Commits between two rounds."""

_GEOMETRIC_SINCE = (2, 32)
_PROGRAM = "import sys; from wuye_cli.store.maintenance import run; run(sys.argv[1])"


def count_commit(ground: Ground) -> None:
    """Count one more commit; at every five hundredth start a round that outlives us."""
    counter = os.path.join(ground.private, "commits")
    with suppress(OSError):
        number = _counted(counter) + 1
        due = number >= EVERY
        atomic.replace_whole(counter, b"%d" % (0 if due else number), sync=False)
        if due:
            ground.git.start_detached([sys.executable, "-c", _PROGRAM, ground.root])


def _counted(counter: str) -> int:
    try:
        with open(counter, "rb") as file:
            return int(file.read(20))
    except (FileNotFoundError, ValueError):
        return 0


def run(root: str) -> None:
    """One round, as the detached process does it: silent, and never twice at once."""
    with suppress(WuyeError, OSError):
        maintain(Ground(root))


def maintain(ground: Ground) -> bool:
    """Pack loose objects, join small packs, extend the commit graph, refresh git's index.

    Returns:
        False when another round was already at work.

    Raises:
        StoreError: If git or the disk refuses.
    """
    ground.prepare()
    lock = StoreLock(os.path.join(ground.common_dir, "wuye", "maintenance.lock"))
    try:
        lock.acquire(timeout=0)
    except ConflictError:
        return False
    try:
        git = ground.git
        join = ["--geometric=2"] if git.version() >= _GEOMETRIC_SINCE else []
        git.write("repack", "-d", "-q", *join, lock=lock.number)
        git.write("prune-packed", "-q", lock=lock.number)
        git.write(
            *("commit-graph", "write", "--reachable", "--changed-paths", "--split"),
            *("--no-progress",),
            lock=lock.number,
        )
    finally:
        lock.release()
    return True
