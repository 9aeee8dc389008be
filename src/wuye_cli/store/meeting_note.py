"""A note of the ref that a fetch or push of ours is about to move, for the lock that may stay.

Where a disk fails for good under git, or git dies, the lock of `refs/remotes/…` stays, and git asks
a person to remove it. A lock alone does not say whose it is; with our note beside it, written
before our git began and gone once it ended well, it is ours.
"""

from __future__ import annotations

import os
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from wuye_cli.domain.errors import StoreError
from wuye_cli.store import atomic
from wuye_cli.store.git_index import holder
from wuye_cli.store.recovery import stays

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wuye_cli.store.ground import Ground

FILE = "meeting"
_FOLDER = "refs/remotes/"
_THEIRS = "File exists"
"""What git says of a lock that was there before it."""


@contextmanager
def noted(ground: Ground, ref: str) -> Iterator[None]:
    """Note a ref while git may move it; the note stays if git leaves a lock of its own there."""
    path, lock = os.path.join(ground.private, FILE), _lock(ground, ref)
    if os.path.lexists(lock):  # somebody else's: git will say so
        yield
        return
    with atomic.disk_errors():
        atomic.replace_whole(path, ref.encode("utf-8", "surrogateescape"))
    try:
        yield
    except StoreError as error:
        if _THEIRS in str(error.facts.get("reason", "")):
            _forget(path)
        raise
    finally:
        if not os.path.lexists(lock):
            _forget(path)


def sweep(ground: Ground) -> None:
    """Remove the lock that a fetch or push of ours left, and the note of it.

    The caller holds the lock under which desks meet, so no git of ours is on its way. A lock that
    goes away while one looks belongs to somebody who is.
    """
    path = os.path.join(ground.private, FILE)
    try:
        with open(path, "rb") as file:
            ref = file.read().decode("utf-8", "surrogateescape")
    except FileNotFoundError:
        return
    with atomic.disk_errors():
        if ref.startswith(_FOLDER) and ".." not in ref:
            lock = _lock(ground, ref)
            held = holder(lock)
            if held is not None and stays(lock, held):
                atomic.remove(lock)
        atomic.remove(path)


def _lock(ground: Ground, ref: str) -> str:
    return ground.ref_file(ref) + ".lock"


def _forget(path: str) -> None:
    with suppress(OSError):  # the next meeting finds no lock, and forgets it then
        atomic.remove(path)
