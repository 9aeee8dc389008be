"""What merges decided against: found again from the merges themselves, so every clone sees it.

Nothing of it is stored in a record: a merge follows from its two parents, and so does what did not
stand in it. A commit with the trailer `Wuye-Settled` says that a person looked at it. What was
found is kept in the private folder, up to the commit it was looked for.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from wuye_cli.domain.loss import WHOLE, Loss
from wuye_cli.services.merging import LOST, planned
from wuye_cli.store import atomic, conflict_note
from wuye_cli.store.history import MERGES, commits, with_trailer

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from wuye_cli.services.file_merging import BookOf
    from wuye_cli.store.history import Revision
    from wuye_cli.store.repository import Store

SETTLED = "Wuye-Settled"
"""Trailer of a commit by which somebody settled a conflict: its id."""
_CACHE = "conflicts.msgpack"
_FORMAT = 1


class Conflict(msgspec.Struct, frozen=True, kw_only=True):
    """A value or a step that a merge decided against.

    Attributes:
        id: Eight characters, the same at every desk.
        repository: `records` or `people`.
        loss: What it is; `ours` is the first parent's side.
        commit: The merge.
        at: When it was made.
        by: Who made it.
        ours_by: Who wrote last on the file on the first parent's side, "" if nobody did.
        theirs_by: Who did on the other.
    """

    id: str
    repository: str
    loss: Loss
    commit: str
    at: datetime
    by: str
    ours_by: str = ""
    theirs_by: str = ""


class Book(msgspec.Struct, kw_only=True):
    """What was found in a repository up to a commit."""

    version: int = _FORMAT
    head: str = ""
    found: dict[str, Conflict] = {}
    settled: set[str] = set()


def refreshed(
    store: Store, kind: str, book_of: BookOf, known: Mapping[str, tuple[Loss, ...]] | None = None
) -> Book:
    """Return everything that merges of a repository decided against, up to HEAD.

    Args:
        store: The repository.
        kind: `records` or `people`.
        book_of: Returns the tiers that a ticket is pinned to.
        known: The losses of merges that were just made.
    """
    head = store.head()
    book = kept(store)
    if book.head == head or not head:
        return book
    if book.head and not _stands_on(store, head, book.head):
        book = Book()
    for revision in commits(store, since=book.head, until=head, only=MERGES):
        for loss in _losses(store, revision, book_of, known or {}):
            conflict = _conflict(store, kind, revision, loss)
            book.found.setdefault(conflict.id, conflict)
    for revision in commits(store, since=book.head, until=head, only=with_trailer(SETTLED)):
        book.settled |= {value for key, value in revision.trailers if key == SETTLED}
    book.head = head
    with suppress(OSError):
        atomic.replace_whole(str(_place(store)), msgspec.msgpack.encode(book))
    conflict_note.note(store.ground.private, ((one.id, one.loss.path) for one in open_ones(book)))
    return book


def kept(store: Store) -> Book:
    """Return what was found when it was last looked for; no process is started."""
    with suppress(OSError, msgspec.DecodeError):
        book = msgspec.msgpack.decode(_place(store).read_bytes(), type=Book)
        if book.version == _FORMAT:
            return book
    return Book()


def open_ones(book: Book) -> list[Conflict]:
    """Return the conflicts that nobody has settled, the oldest first."""
    left = [one for name, one in book.found.items() if name not in book.settled]
    return sorted(left, key=lambda one: (one.at, one.loss.path, one.id))


def _place(store: Store) -> Path:
    return Path(store.ground.private) / _CACHE


def _stands_on(store: Store, head: str, known: str) -> bool:
    return store.ground.git.read("merge-base", "--all", head, known, ok=(0, 1, 128)).split() == [
        known.encode()
    ]


def _losses(
    store: Store, revision: Revision, book_of: BookOf, known: Mapping[str, tuple[Loss, ...]]
) -> tuple[Loss, ...]:
    """Return the losses of one merge; one of ours that says of none is believed."""
    trailers = dict(revision.trailers)
    if revision.commit in known:
        return known[revision.commit]
    if len(revision.parents) != 2:  # noqa: PLR2004 - more than two are none of ours
        return ()
    if trailers.get("Wuye-Op") == "sync" and LOST not in trailers:
        return ()
    ours, theirs = revision.parents
    return tuple(planned(store, ours, theirs, book_of=book_of).losses)


def _conflict(store: Store, kind: str, revision: Revision, loss: Loss) -> Conflict:
    writers = [_last_writer(store, side, loss) for side in revision.parents[:2]]
    return Conflict(
        id=loss.id,
        repository=kind,
        loss=loss,
        commit=revision.commit,
        at=revision.committed,
        by=revision.committer,
        ours_by=writers[0],
        theirs_by=writers[1],
    )


def _last_writer(store: Store, commit: str, loss: Loss) -> str:
    if loss.kind == WHOLE and loss.key == "#":
        return ""
    found: Iterator[Revision] = commits(store, until=commit, paths=(loss.path,))
    return next((revision.author for revision in found), "")
