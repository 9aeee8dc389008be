"""Forgetting: the history of `people/`, and of `people/` alone, squashed to what it holds now.

The one place that rewrites history. It comes after the commit that took the data out: the tree
stays as it is and gets a first commit of its own, every other ref goes, and git drops what nothing
refers to any more. It may be killed anywhere and run again.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from wuye_cli.domain.errors import StoreError
from wuye_cli.store import atomic
from wuye_cli.store.forgetting import begin_forgetting, drop, locked
from wuye_cli.store.lineage import Lineage, lineage, trailers_of
from wuye_cli.store.message import Actor, message, stamp

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
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
    erased: str = "",
    on_wait: Callable[[float], None] | None = None,
) -> Squashed:
    """Make one commit out of the history of `people/` and drop every object of before.

    Args:
        store: The main store; one without `people/` is left alone.
        by: Author and committer of the new first commit.
        at: Its moment, with zone.
        erased: Who was erased; it is said in the commit, for the clones with the old history.
        on_wait: Told the seconds waited for the lock.

    Raises:
        ConflictError: `lock_timeout`.
        StoreError: If git or the disk refuses; run it again.
    """
    if store.people is None:
        return Squashed(head="")
    ground = store.people.ground
    with locked(ground, on_wait) as lock:
        head = _first_commit(ground, lock, by, at, erased)
        drop(ground, lock)
        return Squashed(head=head, remotes=_remotes(ground), leftovers=_leftovers(ground, head))


def replant(
    ground: Ground,
    onto: str,
    lines: Sequence[Lineage] = (),
    *,
    by: Actor,
    at: datetime,
    on_wait: Callable[[float], None] | None = None,
) -> str:
    """Move HEAD of `people/`, its tree as it is, to stand on another history; the old one goes.

    Args:
        ground: The repository of people.
        onto: The commit to stand on, and HEAD itself if it holds the same; "" for a first commit.
        lines: The histories that a first commit stands for.
        by: Author and committer of a commit that has to be made.
        at: Its moment.
        on_wait: Told the seconds waited for the lock.
    """
    with locked(ground, on_wait) as lock:
        old = ground.head()
        tree = ground.objects.root_tree(old)
        begin_forgetting(ground)
        new = onto
        if not onto or ground.objects.root_tree(onto) != tree:
            text = message(_SUBJECT, trailers_of(*lines))
            new = _made(ground, lock, (tree, *(("-p", onto) if onto else ())), text, _who(by, at))
        ground.git.write(
            "update-ref", "-m", _SUBJECT, "HEAD", new, old, lock=lock, extra=_who(by, at)
        )
        return new


def _first_commit(ground: Ground, lock: int, by: Actor, at: datetime, erased: str) -> str:
    """Move HEAD to a commit without parents that holds the same tree, and says what went."""
    old = ground.head()
    if not old or not _parents(ground, old):
        return old
    line = lineage(ground, old)
    line = line._replace(taken=(*_shared(ground, old), *line.taken))
    text = message(_SUBJECT, trailers_of(line, erased=erased))
    new = _made(ground, lock, (ground.objects.root_tree(old),), text, _who(by, at))
    ground.git.write("update-ref", "-m", _SUBJECT, "HEAD", new, old, lock=lock, extra=_who(by, at))
    return new


def _shared(ground: Ground, head: str) -> list[str]:
    """Return the commits of others that a commit stands on, as their refs name them."""
    asked = ("--format=%(objectname)", f"--merged={head}", "refs/remotes/", "refs/wuye/via/")
    return ground.git.read("for-each-ref", *asked).decode("ascii").split()


def _who(by: Actor, at: datetime) -> dict[str, str]:
    moment = stamp(at)
    return {
        f"GIT_{role}_{part}": text
        for role in ("AUTHOR", "COMMITTER")
        for part, text in (("NAME", by.name), ("EMAIL", by.mail), ("DATE", moment))
    }


def _made(ground: Ground, lock: int, what: Sequence[str], text: str, who: dict[str, str]) -> str:
    """Make a commit, synced; what stands on it is for the caller."""
    made = ground.git.write("commit-tree", *what, data=text.encode(), lock=lock, extra=who)
    new = made.decode("ascii").strip()
    with atomic.disk_errors():
        loose = os.path.join(ground.objects.folder, new[:2])
        for folder in (loose, ground.objects.folder) if os.path.isdir(loose) else ():
            atomic.sync_folder(folder)  # else it lies in a pack, from an erasure cut short
    return new


def _parents(ground: Ground, commit: str) -> list[str]:
    printed = ground.git.read("rev-list", "--parents", "-n", "1", commit)
    return printed.decode("ascii").split()[1:]


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
