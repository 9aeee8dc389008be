"""Whole-file writes: temporary file, fsync, replace; and what the disk's complaints mean."""

from __future__ import annotations

import errno
import os
import sys
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

from wuye_cli.domain.errors import StoreError

if sys.platform == "win32":
    from time import monotonic, sleep

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_CODES = {
    errno.ENOSPC: "disk_full",
    errno.EDQUOT: "disk_full",
    errno.EROFS: "read_only",
    errno.EACCES: "read_only",
    errno.EPERM: "read_only",
}
_LETS_GO_S = 2.0  # how long another program of Windows may keep a file open
_STALE_S = 3600.0
_NO_FOLLOW = getattr(os, "O_NOFOLLOW", 0)
_BINARY = getattr(os, "O_BINARY", 0)


def store_error(error: OSError) -> StoreError:
    """Return what an error of the operating system means for the store.

    Codes: `disk_full` (also a spent quota), `read_only` (also missing rights), and `io_error` for
    the rest, each with the path and the system's own name of the error.
    """
    number = error.errno or 0
    return StoreError(
        _CODES.get(number, "io_error"),
        path=os.fsdecode(error.filename) if isinstance(error.filename, (str, bytes)) else "",
        reason=errno.errorcode.get(number, str(number)),
    )


@contextmanager
def disk_errors() -> Iterator[None]:
    """Turn every `OSError` inside the block into a `StoreError`."""
    try:
        yield
    except OSError as error:
        raise store_error(error) from error


def sync_folder(folder: str) -> None:
    """Bring the names in `folder` to the disk; a system that cannot sync folders is left alone."""
    if os.name == "nt":
        return
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    except OSError as error:
        if error.errno not in {errno.EINVAL, errno.ENOTSUP}:
            raise
    finally:
        os.close(number)


def sync_folders(top: str) -> None:
    """Bring the names in a folder and in all folders below it to the disk."""
    for folder, _, _ in os.walk(top):
        sync_folder(folder)


def sync_file(path: str) -> None:
    """Bring the bytes of the file at `path` to the disk."""
    number = os.open(path, os.O_RDWR | _BINARY | _NO_FOLLOW)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def write_new(path: str, data: bytes, *, sync: bool = True) -> None:
    """Write a file that must not exist yet, and by default sync it."""
    number = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY | _NO_FOLLOW, 0o666)
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(number, rest) :]
        if sync:
            os.fsync(number)
    finally:
        os.close(number)


def replace_whole(path: str, data: bytes, *, sync: bool = True) -> None:
    """Write `data` to `path` so that a reader or a crash sees the old bytes or all the new ones."""
    waiting = f"{path}.new"
    remove(waiting)
    try:
        write_new(waiting, data, sync=sync)
        put_in_place(waiting, path)
    except OSError:
        with suppress(OSError):
            remove(waiting)
        raise
    if sync:
        sync_folder(os.path.dirname(path))


def keep(path: str, data: bytes) -> None:
    """Put a file in place that only saves time: whole and synced, as half of it could mislead.

    Any number of processes may do so at once, without a lock.

    Raises:
        OSError: If the folder cannot be written; nothing is left then.
    """
    waiting = f"{path}.{os.getpid()}"
    try:
        remove(waiting)
        write_new(waiting, data)
        drop_stale(path, os.stat(waiting).st_mtime)
        put_in_place(waiting, path)
    except OSError:
        with suppress(OSError):
            remove(waiting)
        raise


def drop_stale(path: str, newest: float) -> None:
    """Remove what killed writers left beside `path`, under its name and a dot.

    Args:
        path: The file that they wanted to write.
        newest: What the file system says of a file written just now; nobody writes for an hour.
    """
    folder, name = os.path.split(path)
    with suppress(OSError):
        for one in os.listdir(folder):
            found = os.path.join(folder, one)
            if one.startswith(f"{name}.") and os.stat(found).st_mtime < newest - _STALE_S:
                remove(found)


if sys.platform == "win32":

    def put_in_place(waiting: str, path: str) -> None:
        """Rename `waiting` to `path`, over what is there.

        Windows refuses while somebody has the file open, a virus scanner too: they let go soon.
        """
        _patiently(lambda: os.replace(waiting, path))

    def remove(path: str) -> bool:
        """Remove the file at `path`; say whether there was one."""
        with suppress(FileNotFoundError):
            _patiently(lambda: _unlink(path))
            return True
        return False

    def _unlink(path: str) -> None:
        try:
            os.unlink(path)
        except PermissionError:
            os.chmod(path, 0o600)  # git's objects are read-only, which Windows takes at its word
            os.unlink(path)

    def _patiently(step: Callable[[], None]) -> None:
        until = monotonic() + _LETS_GO_S
        while True:
            try:
                step()
            except PermissionError:
                if monotonic() > until:
                    raise
                sleep(0.02)
            else:
                return

else:
    put_in_place = os.replace
    """Renames the first path to the second, over what is there."""

    def remove(path: str) -> bool:
        """Remove the file at `path`; say whether there was one."""
        with suppress(FileNotFoundError):
            os.unlink(path)
            return True
        return False


def drop_tree(folder: str) -> None:
    """Remove a folder of ours with all that is in it, following no link; no harm if it is gone."""
    import shutil  # noqa: PLC0415 - only where whole folders go

    def unlock(step: Callable[[str], object], path: str, found: Any) -> None:
        error = found[1]
        if isinstance(error, FileNotFoundError):
            return
        if os.name == "nt":
            os.chmod(path, 0o600)  # git's objects are read-only, which Windows takes at its word
            step(path)
            return
        raise error

    shutil.rmtree(folder, onerror=unlock)


def make_folders(folder: str) -> None:
    """Make `folder` and what is missing above it, each name synced in its parent."""
    missing = []
    while folder and not os.path.isdir(folder):
        missing.append(folder)
        folder = os.path.dirname(folder)
    for name in reversed(missing):
        with suppress(FileExistsError):
            os.mkdir(name)
        sync_folder(os.path.dirname(name))


def drop_empty_folders(folder: str, *, top: str) -> None:
    """Remove `folder` and its parents below `top` as long as they are empty."""
    while folder != top and folder.startswith(top + os.sep):
        try:
            os.rmdir(folder)
        except OSError:
            return
        folder = os.path.dirname(folder)
