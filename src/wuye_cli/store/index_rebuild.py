"""Building the index from nothing, into a file of its own that then takes the place of the old."""

from __future__ import annotations

import contextlib
import gc
import os
import sqlite3
from typing import TYPE_CHECKING, Any

from wuye_cli.store import atomic
from wuye_cli.store.index_meta import FORMAT, META
from wuye_cli.store.index_rows import RowMaker
from wuye_cli.store.index_schema import INDEXES, TABLES
from wuye_cli.store.index_write import put_all, put_meta, put_names, remove_index
from wuye_cli.store.index_zone import offsets_of
from wuye_cli.store.ticket_paths import TICKETS, is_ticket

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from wuye_cli.store.house import House
    from wuye_cli.store.repository import Store

    OnProgress = Callable[[int, int], None]


_TOLD_EVERY = 500


def rebuild(store: Store, house: House, path: str, on_progress: OnProgress | None = None) -> None:
    """Build the index of HEAD and put it at `path`, whatever lies there.

    Args:
        store: The store.
        house: Its rules and settings at HEAD.
        path: Where the index is to lie.
        on_progress: Told how many of how many tickets are read, and at the end.

    Raises:
        OSError: If the folder cannot be written.
        sqlite3.Error: If the disk is full or fails.
    """
    os.makedirs(os.path.dirname(path), exist_ok=True)
    building = f"{path}.{os.getpid()}-{os.urandom(4).hex()}"
    try:
        db = sqlite3.connect(building, isolation_level=None)
        try:
            # Nobody reads it yet, and what a crash leaves is thrown away: no journal is needed.
            db.execute("PRAGMA journal_mode = OFF")
            db.execute("PRAGMA synchronous = OFF")
            db.execute("PRAGMA cache_size = -65536")
            fill(db, store, house, on_progress)
            db.execute("PRAGMA journal_mode = WAL")
        finally:
            db.close()
        _sync(building)
        atomic.drop_stale(path, os.stat(building).st_mtime)
        replace_index(path, building)
    except BaseException:
        remove_index(building)
        raise


def fill(
    db: sqlite3.Connection, store: Store, house: House, on_progress: OnProgress | None = None
) -> None:
    """Make the tables in an empty database and fill them from HEAD; see `rebuild`."""
    head = store.head()
    db.execute("BEGIN")
    for statement in TABLES:
        db.execute(statement)
    with without_collector():
        tally = put_all(db, RowMaker(house.rules), _files(store, head, on_progress))
    for statement in INDEXES:
        db.execute(statement)
    db.executemany("INSERT INTO zone_offsets VALUES (?, ?)", offsets_of(house.settings.timezone))
    put_names(db, house.rules)
    put_meta(db, _first_meta(head, house) | tally.as_dict())
    db.execute("COMMIT")


def _first_meta(head: str, house: House) -> dict[str, Any]:
    return {name: default for name, _, default in META} | {
        "head": head,
        "format": FORMAT,
        "build": os.urandom(8).hex(),
        "language": house.settings.language,
        "zone": house.settings.timezone,
        "estate": house.settings.estate,
    }


def _files(
    store: Store, head: str, on_progress: OnProgress | None
) -> Iterator[tuple[str, str, bytes]]:
    """Yield every ticket file of HEAD."""
    if not head:
        return
    listed = [one for one in store.list_tree(TICKETS, commit=head) if is_ticket(one[0])]
    contents = store.blobs([blob for _, blob in listed])
    for number, ((path, blob), (_, data)) in enumerate(zip(listed, contents, strict=True)):
        if on_progress is not None and number % _TOLD_EVERY == 0:
            on_progress(number, len(listed))
        yield path, blob, data
    if on_progress is not None:
        on_progress(len(listed), len(listed))


@contextlib.contextmanager
def without_collector() -> Iterator[None]:
    """Switch off the cycle collector: millions of rows pass, and none of them is in a cycle."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _sync(path: str) -> None:
    descriptor = os.open(path, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def replace_index(path: str, building: str) -> None:
    """Put a finished database in place of another one that somebody may have open.

    The old one's journal must go first: SQLite would play it into the new file. Who has the old
    one open keeps reading it, unlinked.
    """
    remove_index(path)
    atomic.put_in_place(building, path)
