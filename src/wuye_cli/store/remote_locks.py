"""The lock that git leaves at a remote in a folder, where its stick or machine died in a push.

git holds the lock of a ref for milliseconds, and itself waits a tenth of a second for one
(`core.filesRefLockTimeout`). What stands still for much longer on a folder that we can reach is
nobody's. At a remote behind a server nothing can be done from here.
"""

from __future__ import annotations

import os
from time import monotonic, sleep
from typing import TYPE_CHECKING

from wuye_cli.store import atomic

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wuye_cli.store.ground import Ground

_LEFT_FOR_DEAD = 3.0
"""Seconds; far above what a slow share needs, far below what a person waits for help."""
_SLOW_HOOK = "hooks/reference-transaction"
"""The one hook that runs while git holds the lock, for as long as it likes."""


def free(ground: Ground, remote: str, branch: str) -> None:
    """Remove the locks of a branch at a remote in a folder, if nobody lives who holds them.

    Args:
        ground: Where the remote is known.
        remote: Its name.
        branch: The full name of the branch, one of ours.

    Raises:
        StoreError: If the disk there refuses.
    """
    folder = _folder(ground, remote)
    if not folder or os.path.lexists(os.path.join(folder, _SLOW_HOOK)):
        return
    with atomic.disk_errors():
        for lock in (f"{branch}.lock", "HEAD.lock"):
            path = os.path.join(folder, lock)
            if stands_still(path):
                atomic.remove(path)


def _folder(ground: Ground, remote: str) -> str:
    """Return the git folder of a remote that is one; "" of any other."""
    address = ground.git.read("remote", "get-url", "--push", "--", remote, ok=(0, 2))
    path = os.fsdecode(address).rstrip("\n").removeprefix("file://")
    place = os.path.join(ground.root, path)
    return next((one for one in _candidates(place) if _is_git(one)), "")


def _candidates(place: str) -> Iterator[str]:
    for ending in (".git", "/.git", ""):
        yield f"{place}{ending}"


def _is_git(folder: str) -> bool:
    return all(os.path.exists(os.path.join(folder, one)) for one in ("HEAD", "objects", "refs"))


def stands_still(path: str) -> bool:
    """Say whether a lock is there and nobody touches it for as long as the dead do not."""
    seen, until = _stamp(path), monotonic() + _LEFT_FOR_DEAD
    while seen is not None and monotonic() < until:
        sleep(0.05)
        if _stamp(path) != seen:
            return False
    return seen is not None


def _stamp(path: str) -> tuple[int, int, int] | None:
    try:
        found = os.lstat(path)
    except FileNotFoundError:
        return None
    return found.st_ino, found.st_mtime_ns, found.st_size
