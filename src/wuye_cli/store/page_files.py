"""Pages for people beside the store: each whole or not at all, nobody's own file overwritten."""

from __future__ import annotations

import errno
import os

from wuye_cli.domain.errors import CallError, ConflictError
from wuye_cli.store.atomic import disk_errors, remove, sync_folder, write_new


def require_free(path: str, *, force: bool) -> None:
    """Refuse a path that cannot be written, before anything is.

    Raises:
        CallError: `bad_value`, if there is no such folder or the path is one.
        ConflictError: `print.exists`, unless it may be overwritten.
    """
    folder = os.path.dirname(path) or os.curdir
    try:
        is_folder, is_there = os.path.isdir(path), os.path.lexists(path)
        number = 0 if os.path.isdir(folder) else errno.ENOENT
    except ValueError as error:  # a null character
        raise CallError("bad_value", value=path, field="-o", reason=str(error)) from error
    if is_folder or number:
        reason = os.strerror(number or errno.EISDIR)
        raise CallError("bad_value", value=path, field="-o", reason=reason)
    if is_there and not force:
        raise ConflictError("print.exists", path=path)


def write_page(path: str, data: bytes) -> None:
    """Write a file so that a reader or a crash sees the old bytes or all the new ones.

    Raises:
        StoreError: If the disk is full, out of reach or not writable.
    """
    folder, name = os.path.split(path)
    waiting = os.path.join(folder, f".{name}.wuye")
    with disk_errors():
        remove(waiting)
        try:
            write_new(waiting, data)
            os.replace(waiting, path)
        except BaseException:
            remove(waiting)
            raise
        sync_folder(folder or os.curdir)
