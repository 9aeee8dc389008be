"""Forgetting: the history of `people/`, and of `people/` alone, squashed to what it holds now.

The one place that rewrites history. It comes after the commit that took the data out: the tree
stays as it is and gets a first commit of its own, every other ref goes, and git drops what nothing
refers to any more. It may be killed anywhere and run again.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from wuye_cli.domain.errors import StoreError
from wuye_cli.store import atomic, packing, people_index, recovery, refs
from wuye_cli.store.lock import StoreLock, patience
from wuye_cli.store.message import Actor, message, stamp

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from wuye_cli.store.ground import Ground
    from wuye_cli.store.repository import Store

_EMPTY_TREE = "4b825dc642cb6eb9a060e54bf8d69288fbee4904"
_INTENT = "erasure.json"
_SUBJECT = "people: history squashed after an erasure"


class Erasure(msgspec.Struct, frozen=True, kw_only=True):
    """An erasure on its way: written before anything is touched, so that it can be finished.

    Attributes:
        person: Whose data goes; nothing else about the person stands here.
        keep: Fields that stay, and `held`, the rule of retention that they stay for.
    """

    person: str
    reason: str = ""
    keep: tuple[str, ...] = ()
    held: str = ""


class Squashed(msgspec.Struct, frozen=True, kw_only=True):
    """What is left after a squash.

    Attributes:
        head: The new first and only commit; "" if `people/` was empty.
        remotes: Names of the remotes, which may still keep the old history.
        leftovers: Objects that could not be dropped (an alternate, a foreign lock); should be 0.
    """

    head: str
    remotes: tuple[str, ...] = ()
    leftovers: int = 0


def begin(store: Store, erasure: Erasure) -> None:
    """Note, synced, that an erasure begins.

    Raises:
        StoreError: If the disk refuses.
    """
    store.ground.prepare()
    with atomic.disk_errors():
        atomic.replace_whole(_intent_of(store), msgspec.json.encode(erasure))


def unfinished(store: Store) -> Erasure | None:
    """Return the erasure that was begun and not finished, or None.

    Raises:
        StoreError: `damaged_intent`.
    """
    path = Path(_intent_of(store))
    try:
        with atomic.disk_errors():
            return msgspec.json.decode(path.read_bytes(), type=Erasure) if path.exists() else None
    except msgspec.DecodeError as error:
        raise StoreError("damaged_intent", path=str(path)) from error


def finish(store: Store) -> None:
    """Note that the erasure is done.

    Raises:
        StoreError: If the disk refuses.
    """
    with atomic.disk_errors():
        atomic.remove(_intent_of(store))


def _intent_of(store: Store) -> str:
    return str(Path(store.ground.private, _INTENT))


def squash(
    store: Store,
    *,
    by: Actor,
    at: datetime,
    on_wait: Callable[[float], None] | None = None,
) -> Squashed:
    """Make one commit out of the history of `people/` and drop every object of before.

    Args:
        store: The main store; one without `people/` is left alone.
        by: Author and committer of the new first commit.
        at: Its moment, with zone.
        on_wait: Told the seconds waited for the lock.

    Raises:
        ConflictError: `lock_timeout`.
        StoreError: If git or the disk refuses; run it again.
    """
    if store.people is None:
        return Squashed(head="")
    ground = store.people.ground
    ground.prepare()
    lock = StoreLock(ground.lock_file)
    lock.acquire(timeout=patience(), on_wait=on_wait)
    try:
        recovery.recover(ground, lock.number)
        head = _first_commit(ground, lock.number, by, at)
        _drop_refs(ground, lock.number)
        _drop_files(ground, lock.number)
        _sync_names(ground)  # or a ref or a log that comes back names what is not there
        _drop_objects(ground, lock.number)
        people_index.forget(ground.git_dir)
        _sync_names(ground)  # or what is erased comes back
        return Squashed(head=head, remotes=_remotes(ground), leftovers=_leftovers(ground, head))
    finally:
        ground.objects.close()
        lock.release()


def _first_commit(ground: Ground, lock: int, by: Actor, at: datetime) -> str:
    """Move HEAD to a commit without parents that holds the same tree."""
    old = ground.head()
    if not old or not _parents(ground, old):
        return old
    moment = stamp(at)
    who = {
        f"GIT_{role}_{part}": text
        for role in ("AUTHOR", "COMMITTER")
        for part, text in (("NAME", by.name), ("EMAIL", by.mail), ("DATE", moment))
    }
    tree = ground.objects.root_tree(old)
    text = message(_SUBJECT).encode()
    made = ground.git.write("commit-tree", tree, data=text, lock=lock, extra=who)
    new = made.decode("ascii").strip()
    with atomic.disk_errors():
        loose = os.path.join(ground.objects.folder, new[:2])
        for folder in (loose, ground.objects.folder) if os.path.isdir(loose) else ():
            atomic.sync_folder(folder)  # else it lies in a pack, from an erasure cut short
    ground.git.write("update-ref", "-m", _SUBJECT, "HEAD", new, old, lock=lock, extra=who)
    return new


def _sync_names(ground: Ground) -> None:
    """Bring every name in the git folder to the disk, and what the branch says."""
    branch = ground.ref_file(refs.head_branch(ground.git_dir))
    with atomic.disk_errors():
        if not ground.git.syncs and os.path.exists(branch):
            atomic.sync_file(branch)
        for folder in {ground.git_dir, ground.common_dir}:
            atomic.sync_folders(folder)


def _parents(ground: Ground, commit: str) -> list[str]:
    printed = ground.git.read("rev-list", "--parents", "-n", "1", commit)
    return printed.decode("ascii").split()[1:]


def _drop_refs(ground: Ground, lock: int) -> None:
    """Delete tags, remote-tracking and other branches, stashes: all but the branch of HEAD."""
    branch = refs.head_branch(ground.git_dir)
    listed = ground.git.read("for-each-ref", "--format=%(refname)")
    names = [name for name in listed.decode("utf-8", "surrogateescape").split("\n") if name]
    orders = "".join(f"delete {name}\n" for name in names if name != branch)
    if orders:
        data = orders.encode("utf-8", "surrogateescape")
        ground.git.write("update-ref", "--no-deref", "--stdin", data=data, lock=lock)


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
    ground.objects.close()  # a kept `cat-file` holds packs open
    packing.drop(ground, packing.pack_all(ground, lock), lock)
    ground.git.write("prune", "--expire=now", lock=lock)


def _remotes(ground: Ground) -> tuple[str, ...]:
    return tuple(ground.git.read("remote").decode("utf-8", "replace").split("\n")[:-1])


def _leftovers(ground: Ground, head: str) -> int:
    """Count the objects that neither HEAD nor the index of git needs."""
    every = _first_words(
        ground.git.read(
            "cat-file", "--batch-all-objects", "--batch-check=%(objectname)", "--unordered"
        )
    )
    needed = {_EMPTY_TREE}
    if head:
        needed |= _first_words(ground.git.read("rev-list", "--objects", head))
    staged = ground.git.read("ls-files", "--stage", "-z").split(b"\0")
    needed |= {line.split(b" ")[1].decode("ascii") for line in staged if line}
    return len(every - needed)


def _first_words(printed: bytes) -> set[str]:
    return {line.split(b" ", 1)[0].decode("ascii") for line in printed.splitlines() if line}
