"""Housekeeping of the object store: off the path of commands, every five hundred commits."""

from __future__ import annotations

import os
import sys
from contextlib import suppress

from wuye_cli.domain.errors import ConflictError, WuyeError
from wuye_cli.store import atomic, packing
from wuye_cli.store.ground import Ground
from wuye_cli.store.lock import StoreLock, patience
from wuye_cli.store.remote_locks import stands_still

EVERY = 500
"""Commits between two rounds."""

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
        replaced = packing.pack_loose(ground, lock.number)
        _drop(ground, replaced)
        _write_graph(ground, lock.number)
    finally:
        lock.release()
    return True


def _drop(ground: Ground, replaced: list[str]) -> None:
    """Remove what was packed, while nobody writes: some tens of milliseconds every 500 commits."""
    writers = StoreLock(ground.lock_file)
    writers.acquire(timeout=patience())
    try:
        packing.drop(ground, replaced, writers.number)
    finally:
        writers.release()


def _write_graph(ground: Ground, lock: int) -> None:
    """Write the commit graph anew: one file that is put in place as a whole.

    A chain of them (`--split`) is several names, and some without the others are a damaged graph.
    It has the commits of branches only, which are on the disk before a branch names them.
    """
    named = ground.git.read("for-each-ref", "--format=%(objectname)", "refs/heads")
    heads = "".join(f"{one}\n" for one in {*named.decode("ascii").split(), ground.head()} if one)
    if heads:
        _free_graph(ground)
        ground.git.write(
            *("commit-graph", "write", "--stdin-commits", "--changed-paths", "--no-progress"),
            data=heads.encode(),
            lock=lock,
        )
        with atomic.disk_errors():
            atomic.sync_folder(os.path.join(ground.objects.folder, "info"))


def _free_graph(ground: Ground) -> None:
    """Remove the lock of a git that died over the graph, or no later round could write one.

    Should its git live after all, it fails to put a cache in place.
    """
    path = os.path.join(ground.objects.folder, "info", "commit-graph.lock")
    with atomic.disk_errors():
        if os.path.lexists(path) and stands_still(path):
            atomic.remove(path)
