"""Which two states of the standards somebody means: revisions, dates, work tree, folders."""

from __future__ import annotations

import os
from datetime import datetime
from typing import TYPE_CHECKING

import msgspec

from wuye_cli.domain.comparing.audience import OWNERS
from wuye_cli.domain.comparing.side import name_of
from wuye_cli.domain.errors import CallError
from wuye_cli.services.in_force import in_force
from wuye_cli.store import loose, revisions, snapshot
from wuye_cli.store.layout import SETTINGS, STANDARDS
from wuye_cli.store.snapshot import Snapshot

if TYPE_CHECKING:
    from wuye_cli.store.repository import Store
    from wuye_cli.store.snapshot import Reads


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody wants compared.

    Attributes:
        words: Revisions, a range, two folders or files, standards.
        at: Instants, each with what was typed for it.
        staged: Compare with what is staged, not with what lies in the work tree.
        walk: Go over every state in between.
        audience: For whom changes are ranked.
        select: Only codes that begin so.
        ignore: Not the codes that begin so.
    """

    words: tuple[str, ...] = ()
    at: tuple[tuple[str, datetime], ...] = ()
    staged: bool = False
    walk: bool = False
    audience: str = OWNERS
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()


class End(msgspec.Struct, frozen=True, kw_only=True):
    """One of the two states: how it was called, what it is, and its commit if it is one."""

    name: str
    kind: str
    commit: str = ""


class Pair(msgspec.Struct, frozen=True, kw_only=True):
    """Two states, read when asked; `standards` are the only ones wanted, if any."""

    old: End
    new: End
    shots: tuple[Snapshot, Snapshot]
    standards: tuple[str, ...] = ()


def pair_of(
    store: Store | None, asked: Asked, *, now: datetime, here: str, reads: Reads
) -> Pair:
    """Return the two states that somebody's words mean.

    Raises:
        CallError: For words that name nothing, or that do not go together.
        UncheckableError: `shallow_clone`.
    """
    if asked.at:
        return _by_date(_needed(store), asked, now, reads)
    words = list(asked.words)
    on_disk = _two_places(store, words, here)
    if on_disk and not asked.staged:
        return _places(words, here, reads)
    store = _needed(store)
    old = new = None
    if words and revisions.is_range(words[0]):
        span = revisions.span(store, words.pop(0))
        old = End(name=span.old_name, kind="commit", commit=span.old)
        new = End(name=span.new_name, kind="commit", commit=span.new)
    else:
        ends = _leading(store, words, 1 if asked.staged else 2)
        old = ends[0] if ends else _head(store)
        new = ends[1] if len(ends) > 1 else None
    if asked.walk and new is None:
        new = _head(store)
    standards = tuple(_standard(store, word) for word in words)
    if asked.staged and new is not None:
        raise CallError("staged_takes_one")
    shots = _shot(store, old, reads), _shot(store, new, reads, staged=asked.staged)
    new = new or End(name="", kind="index" if asked.staged else "worktree")
    return Pair(old=old, new=new, shots=shots, standards=standards)


def _needed(store: Store | None) -> Store:
    if store is None:
        raise CallError("no_store", path=os.curdir)
    return store


def _head(store: Store) -> End:
    return End(name=revisions.HEAD, kind="commit", commit=store.head())


def _leading(store: Store, words: list[str], most: int) -> list[End]:
    """Take the revisions that stand in front off the words and return them."""
    found: list[End] = []
    while words and len(found) < most:
        commit = revisions.known(store, words[0])
        if not commit:
            break
        found.append(End(name=words.pop(0), kind="commit", commit=commit))
    return found


def _standard(store: Store, word: str) -> str:
    """Return the name of a standard that a word means.

    Raises:
        CallError: `unknown_revision`, as it is no revision either.
        UncheckableError: `shallow_clone`.
    """
    name = name_of(word.removeprefix("./").rstrip("/"))
    known = {name_of(path) for path, _ in store.list_tree(STANDARDS)} | {name_of(SETTINGS)}
    lying = store.root / STANDARDS / f"{name}.yaml"
    is_plain = name and ".." not in name and name.isprintable()
    if is_plain and (
        name in known or any(one.startswith(name + "/") for one in known) or lying.is_file()
    ):
        return name
    return name if not revisions.resolve(store, word) else _misplaced(word)


def _misplaced(word: str) -> str:
    raise CallError("third_revision", revision=word)


def _shot(
    store: Store, end: End | None, reads: Reads, *, staged: bool = False
) -> Snapshot:
    if end is not None and end.commit:
        return snapshot.of_commit(store, end.commit, name=end.name, reads=reads)
    if end is not None:
        return snapshot.Snapshot(end.name, {}, reads=reads)  # before the first commit
    if staged:
        return snapshot.of_index(store, reads=reads)
    return snapshot.of_worktree(store, reads=reads)


def _by_date(store: Store, asked: Asked, now: datetime, reads: Reads) -> Pair:
    """Compare what was in force on two dates, or on one and now."""
    standards = tuple(_standard(store, word) for word in asked.words)
    if asked.staged or asked.walk or len(asked.at) > 2:  # noqa: PLR2004 - two sides
        raise CallError("at_alone")
    wanted = [*asked.at, *([("", now)] if len(asked.at) == 1 else [])]
    ends = [
        End(name=typed or instant.date().isoformat(), kind="date") for typed, instant in wanted
    ]
    shots = [in_force(store, instant, name=typed, reads=reads) for typed, instant in wanted]
    return Pair(old=ends[0], new=ends[1], shots=(shots[0], shots[1]), standards=standards)


def _two_places(store: Store | None, words: list[str], here: str) -> bool:
    """Say whether the words are two folders or two files on the disk.

    Raises:
        CallError: `two_meanings` if both are revisions too; `not_alike` for a folder and a file;
            `no_such_place` outside a store.
    """
    if len(words) != 2:  # noqa: PLR2004 - two sides
        return _none_there(store, words, here)
    places = [os.path.join(here, word) for word in words]
    there = [os.path.exists(place) for place in places]
    if not all(there):
        return _none_there(store, words, here)
    is_path = any(word.startswith((".", "/")) or word.endswith("/") for word in words)
    if store is not None and not is_path:
        if all(revisions.known(store, word) for word in words):
            raise CallError("two_meanings", names=words)
        if any(revisions.known(store, word) for word in words):
            return False
    if os.path.isdir(places[0]) != os.path.isdir(places[1]):
        raise CallError("not_alike", names=words)
    return True


def _none_there(store: Store | None, words: list[str], here: str) -> bool:
    """Outside a store words can only be places: say which is none."""
    if store is None and words:
        missing = [word for word in words if not os.path.exists(os.path.join(here, word))]
        if missing:
            raise CallError("no_such_place", path=missing[0])
        raise CallError("two_places")
    return False


def _places(words: list[str], here: str, reads: Reads) -> Pair:
    places = [os.path.join(here, word) for word in words]
    if os.path.isdir(places[0]):
        shots = [loose.of_place(place, word, reads=reads) for place, word in zip(places, words, strict=True)]
    else:
        shots = loose.of_files(places, words, reads=reads)
    kind = "folder" if os.path.isdir(places[0]) else "file"
    ends = [End(name=word, kind=kind) for word in words]
    return Pair(old=ends[0], new=ends[1], shots=(shots[0], shots[1]))
