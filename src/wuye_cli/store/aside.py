"""A whole folder made aside and put in its place at the end: all of it, or nothing."""

from __future__ import annotations

import os
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from wuye_cli.domain.errors import CallError, ConflictError
from wuye_cli.store import atomic
from wuye_cli.store.lock import StoreLock

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def made_aside(place: Path, what: str) -> Iterator[Path]:
    """Give a folder beside `place`; what is in it at the end of the block stands there at once.

    Args:
        place: Where it belongs; must not exist, or be empty.
        what: Who makes it, for the name of the folder and of the error.

    Raises:
        CallError: `not_empty`.
        ConflictError: `WHAT_running`.
    """
    _require_empty(place)
    with atomic.disk_errors():
        atomic.make_folders(str(place.parent))
    aside = place.with_name(f".{place.name}.wuye-{what}")
    lock = StoreLock(f"{aside}.lock")
    try:
        lock.acquire(timeout=0)
    except ConflictError as error:
        raise ConflictError(f"{what}_running", path=str(place)) from error
    try:
        with atomic.disk_errors():
            atomic.drop_tree(str(aside))
        yield aside
        with atomic.disk_errors():
            with suppress(FileNotFoundError):
                place.rmdir()  # Windows renames over nothing, not even over an empty folder
            atomic.put_in_place(str(aside), str(place))
            atomic.sync_folder(str(place.parent))
    finally:
        with suppress(OSError):
            atomic.drop_tree(str(aside))
        _let_go(lock, f"{aside}.lock")


def _require_empty(place: Path) -> None:
    try:
        is_empty = not any(place.iterdir())
    except FileNotFoundError:
        is_empty = True
    except NotADirectoryError:
        is_empty = False
    if not is_empty:
        raise CallError("not_empty", path=str(place))


def _let_go(lock: StoreLock, path: str) -> None:
    """Give the lock back and remove its file: under the lock where the system allows it."""
    if os.name == "nt":
        lock.release()
    with suppress(OSError):
        atomic.remove(path)
    lock.release()
