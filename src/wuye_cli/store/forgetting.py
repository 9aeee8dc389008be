"""Dropping what a repository of people holds beside HEAD: refs, logs, and every object of before.

It may be killed anywhere and run again; a note says that it is still to be done.
"""

from __future__ import annotations

import os
import shutil
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from wuye_cli.store import atomic, recovery, refs
from wuye_cli.store.lock import StoreLock, patience

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from wuye_cli.store.ground import Ground

_FORGETTING = "forgetting"
"""Lies in `.git/wuye` of `people/` while objects of a replaced history are still to be dropped."""


def begin_forgetting(ground: Ground) -> None:
    """Note, synced, that objects of a replaced history are here, or come, and have to go."""
    ground.prepare()
    with atomic.disk_errors():
        atomic.replace_whole(os.path.join(ground.private, _FORGETTING), b"")


def forget_replaced(ground: Ground, on_wait: Callable[[float], None] | None = None) -> None:
    """Drop the objects of a replaced history, if any may be here; a killed one is done again."""
    note = os.path.join(ground.private, _FORGETTING)
    if not os.path.exists(note):
        return
    with locked(ground, on_wait) as lock:
        drop(ground, lock)
    with atomic.disk_errors():
        atomic.remove(note)


@contextmanager
def locked(ground: Ground, on_wait: Callable[[float], None] | None) -> Iterator[int]:
    """Hold the lock of a repository, what an earlier command left there settled."""
    ground.prepare()
    lock = StoreLock(ground.lock_file)
    lock.acquire(timeout=patience(), on_wait=on_wait)
    try:
        recovery.recover(ground, lock.number)
        yield lock.number
    finally:
        ground.objects.close()
        lock.release()


def drop(ground: Ground, lock: int) -> None:
    """Drop everything but what HEAD holds."""
    from wuye_cli.store import people_index  # noqa: PLC0415 - every sync asks whether, few do it

    _drop_refs(ground, lock)
    _drop_files(ground, lock)
    sync_names(ground)  # or a ref or a log that comes back names what is not there
    _drop_objects(ground, lock)
    people_index.forget(ground.git_dir)
    sync_names(ground)  # or what is erased comes back


def _drop_refs(ground: Ground, lock: int) -> None:
    """Delete tags, remote-tracking and other branches, stashes: all of which HEAD knows nothing."""
    kept = {refs.head_branch(ground.git_dir), *_ref_names(ground, "--merged=HEAD")}
    orders = "".join(f"delete {name}\n" for name in _ref_names(ground) if name not in kept)
    if orders:
        data = orders.encode("utf-8", "surrogateescape")
        ground.git.write("update-ref", "--no-deref", "--stdin", data=data, lock=lock)


def _ref_names(ground: Ground, *which: str) -> list[str]:
    listed = ground.git.read("for-each-ref", "--format=%(refname)", *which)
    return [name for name in listed.decode("utf-8", "surrogateescape").split("\n") if name]


def _drop_files(ground: Ground, lock: int) -> None:
    """Remove what names old commits outside the object store, and what would keep old packs."""
    with atomic.disk_errors():
        for folder in {Path(ground.git_dir), Path(ground.common_dir)}:
            shutil.rmtree(folder / "logs", ignore_errors=True)
            for pseudo_ref in (*folder.glob("*_HEAD"), folder / "AUTO_MERGE"):
                pseudo_ref.unlink(missing_ok=True)
        info = Path(ground.objects.folder, "info")
        (info / "commit-graph").unlink(missing_ok=True)
        shutil.rmtree(info / "commit-graphs", ignore_errors=True)
        # fast-import leaves such a mark when it is killed; a pack with it is never rewritten.
        for mark in Path(ground.objects.folder, "pack").glob("*.keep"):
            mark.unlink(missing_ok=True)
    ground.git.write("reflog", "expire", "--expire=now", "--expire-unreachable=now", "--all",
                     lock=lock)  # fmt: skip


def _drop_objects(ground: Ground, lock: int) -> None:
    from wuye_cli.store import packing  # noqa: PLC0415 - as above

    ground.objects.close()  # a kept `cat-file` holds packs open
    packing.drop(ground, packing.pack_all(ground, lock), lock)
    ground.git.write("prune", "--expire=now", lock=lock)


def sync_names(ground: Ground) -> None:
    """Bring every name in the git folder to the disk, and what the branch says."""
    branch = ground.ref_file(refs.head_branch(ground.git_dir))
    with atomic.disk_errors():
        if not ground.git.syncs and os.path.exists(branch):
            atomic.sync_file(branch)
        for folder in {ground.git_dir, ground.common_dir}:
            atomic.sync_folders(folder)
