"""Finish or undo an operation that was cut short; one question decides which.

Is the operation's new content at its paths in HEAD? Then it is done and only its traces go. Else it
is undone: work-tree files and index entries go back where they still are what we made of them, so
that nobody's own edit is ever wiped.
"""

from __future__ import annotations

import os
import re
from time import monotonic, sleep
from typing import TYPE_CHECKING

import msgspec

from wuye_cli.domain.errors import StoreError
from wuye_cli.store import atomic, intent, refs, worktree
from wuye_cli.store.git_index import GitIndex, holder

if TYPE_CHECKING:
    from wuye_cli.store.ground import Ground
    from wuye_cli.store.intent import Entry, Intent

_TRACE = re.compile(
    r"(?:(?:new|old)[0-9]+|index|index-new|index-old|back|probe|files|list)-[0-9a-f]{16}"
    r"(?:\.lock|\.json(?:\.new)?)?|(?:index-clean|index-mark|commits)\.new"
)
_LOCK_LEFT_FOR_DEAD = 0.3  # seconds; a living git holds an empty ref lock for milliseconds


def recover(ground: Ground, lock: int) -> bool | None:
    """Settle what an interrupted operation left; three looks at the disk when there is nothing.

    Must be called with the store's lock held.

    Returns:
        None when there was nothing, else whether the operation turned out to be done.

    Raises:
        StoreError: If the disk refuses; the intent stays, and the next command tries again.
    """
    with atomic.disk_errors():
        left = intent.load(ground.private)
    done = None if left is None else _settled(ground, left, lock)
    sweep(ground)
    return done


def _settled(ground: Ground, left: Intent, lock: int) -> bool:
    free_refs(ground, left)
    index = GitIndex(ground)
    index.lock()
    try:
        return settle(ground, index, left, lock)
    finally:
        index.unlock()


def settle(ground: Ground, index: GitIndex, left: Intent, lock: int) -> bool:
    """Finish or undo `left`, remove its traces and forget it; say whether it was finished."""
    head = ground.head()
    done = _is_work_of(ground, left, head)
    if done:
        _finish(ground, index, left, lock)
    else:
        now = [ground.objects.blob_at(head, one.path) for one in left.entries]
        wanted = [
            msgspec.structs.replace(one, old=blob)
            for one, blob in zip(left.entries, now, strict=True)
        ]
        _undo(ground, index, left, wanted, lock)
    clear_traces(ground, left.token)
    with atomic.disk_errors():
        intent.forget(ground.private)
    return done


def _is_work_of(ground: Ground, left: Intent, commit: str) -> bool:
    """Say whether a commit holds what the operation was to bring."""
    return commit != left.head and all(
        ground.objects.blob_at(commit, one.path) == one.new for one in left.entries
    )


def _finish(ground: Ground, index: GitIndex, left: Intent, lock: int) -> None:
    for one in left.entries:
        if not one.hands_off and worktree.blob_of(ground.root, one.path) == one.old:
            _put_back(ground, left.token, one.path, one.new)
    turned = [msgspec.structs.replace(one, old=one.new, new=one.old) for one in left.entries]
    index.correct(left.token, turned, lock)


def _undo(ground: Ground, index: GitIndex, left: Intent, wanted: list[Entry], lock: int) -> None:
    for number, one in enumerate(wanted):
        if one.hands_off or one.old == one.new:
            continue
        if worktree.blob_of(ground.root, one.path) == one.new:
            backup = ground.mine(left.token, f"old{number}")
            if one.old == left.entries[number].old and os.path.exists(backup):
                with atomic.disk_errors():
                    place = worktree.place_of(ground.root, one.path)
                    atomic.sync_folder(worktree.install(place, backup))
            else:
                _put_back(ground, left.token, one.path, one.old)
    index.back(left.token, wanted, lock)


def _put_back(ground: Ground, token: str, path: str, blob: str | None) -> None:
    with atomic.disk_errors():
        if blob is None:
            worktree.remove(ground.root, path)
            return
        waiting = ground.mine(token, "back")
        atomic.remove(waiting)
        atomic.write_new(waiting, ground.objects.blob(blob))
        place = worktree.place_of(ground.root, path)
        atomic.sync_folder(worktree.install(place, waiting))


def clear_traces(ground: Ground, token: str) -> None:
    """Remove everything that the operation `token` left: private ref, files on their way, packs."""
    with atomic.disk_errors():
        ref = ground.ref_file(ground.pending_ref(token))
        atomic.remove(ref)
        atomic.remove(f"{ref}.lock")
        for name in os.listdir(ground.private):
            if token in name:
                remove_any(os.path.join(ground.private, name))


def sweep(ground: Ground) -> None:
    """Remove traces without an intent: a power cut may keep them and lose that it was forgotten.

    Whoever holds the lock and has no intent has no operation on its way either.
    """
    pending = ground.ref_file(ground.pending_ref(""))
    with atomic.disk_errors():
        for name in os.listdir(ground.private):
            if _TRACE.fullmatch(name):
                remove_any(os.path.join(ground.private, name))
        for name in os.listdir(pending) if os.path.isdir(pending) else ():
            atomic.remove(os.path.join(pending, name))


def remove_any(path: str) -> None:
    """Remove a file, or a flat folder of files; no harm if it is gone."""
    if not os.path.isdir(path):
        atomic.remove(path)
        return
    for name in os.listdir(path):
        atomic.remove(os.path.join(path, name))
    os.rmdir(path)


def free_refs(ground: Ground, left: Intent) -> None:
    """Remove the locks that a killed `update-ref` or `fast-import` of ours left behind.

    No child of ours lives, as it would hold the store's lock. A lock on the branch with our commit
    in it, or the beginning of its id, is ours; an empty one is ours if it outlasts what any living
    git needs. A power cut may leave zeros in place of the id, or the lock without the private ref
    that says which commit is ours: then the commit has to be what the intent wanted.
    """
    branch = refs.head_branch(ground.git_dir)
    paths = [os.path.join(ground.git_dir, "HEAD.lock")]
    if refs.is_ref(branch):
        paths.insert(0, ground.ref_file(branch) + ".lock")
    ours = holder(ground.ref_file(ground.pending_ref(left.token))) or b""
    with atomic.disk_errors():
        held = (holder(paths[0]) or b"").strip(b"\0\n")
        if not ours.startswith(held) and not _is_what_was_wanted(ground, left, paths[0], held):
            return  # somebody else commits at this moment, or was killed doing so
        for path in paths:
            found = holder(path)
            if found is not None and (held or stays(path, found)):
                atomic.remove(path)
        drop_import_leftovers(ground)


def _is_what_was_wanted(ground: Ground, left: Intent, lock: str, held: bytes) -> bool:
    commit = held.decode("ascii", "replace")
    if not left.entries or not refs.is_id(commit) or not stays(lock, holder(lock) or b""):
        return False
    try:
        return _is_work_of(ground, left, commit)
    except StoreError:  # not even an object of ours
        return False


def stays(path: str, held: bytes = b"") -> bool:
    """Say whether a lock stays as it is, `held` in it, for longer than any living git needs."""
    until = monotonic() + _LOCK_LEFT_FOR_DEAD
    while holder(path) == held:
        if monotonic() > until:
            return True
        sleep(0.02)
    return False


def drop_import_leftovers(ground: Ground) -> None:
    """Remove what a killed `fast-import` of ours left."""
    for path in import_leftovers(ground):
        atomic.remove(path)


def import_leftovers(ground: Ground) -> list[str]:
    """Return what killed imports left: packs that are kept, half packs, crash reports."""
    found = []
    packs = os.path.join(ground.objects.folder, "pack")
    for name in os.listdir(packs) if os.path.isdir(packs) else ():
        path = os.path.join(packs, name)
        kept = name.endswith(".keep") and (holder(path) or b"").strip() == b"fast-import"
        if kept or name.startswith(("tmp_pack_", "tmp_idx_")):
            found.append(path)
    reports = [name for name in os.listdir(ground.git_dir) if name.startswith("fast_import_crash_")]
    return found + [os.path.join(ground.git_dir, name) for name in reports]
