"""Pages for people beside the store: each whole or not at all, nobody's own file overwritten."""

from __future__ import annotations

import errno
import os

from wuye_cli.domain.errors import CallError, ConflictError
from wuye_cli.store.atomic import (
    disk_errors,
    drop_tree,
    make_folders,
    remove,
    sync_folder,
    write_new,
)
from wuye_cli.store.layout import MEDIA, PEOPLE, RECORDS, STANDARDS

TYPE_CHECKING = False  # as type checkers know it
if TYPE_CHECKING:
    from collections.abc import Mapping

_OURS = frozenset({RECORDS, STANDARDS, PEOPLE, MEDIA, ".git"})
_NO_FOLLOW = getattr(os, "O_NOFOLLOW", 0)


def require_free(path: str, *, force: bool) -> None:
    """Refuse a path that cannot be written, before anything is.

    Raises:
        CallError: `bad_value`, if there is no such folder or the path is one.
        ConflictError: `print.exists`, unless it may be overwritten.
    """
    folder = os.path.dirname(path) or os.curdir
    number = errno.EISDIR if os.path.isdir(path) else 0 if os.path.isdir(folder) else errno.ENOENT
    if number or "\0" in path:
        reason = os.strerror(number or errno.EINVAL)
        raise CallError("bad_value", value=path, field="-o", reason=reason)
    if os.path.lexists(path) and not force:
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


def write_new_folder(folder: str, files: Mapping[str, bytes]) -> None:
    """Write a folder that is not there yet, whole or not at all.

    Raises:
        StoreError: If the disk is full, out of reach or not writable.
    """
    above, name = os.path.split(folder)
    waiting = os.path.join(above, f".{name}.wuye")
    with disk_errors():
        drop_tree(waiting)
        try:
            for path in sorted(files):
                place = os.path.join(waiting, *path.split("/"))
                make_folders(os.path.dirname(place))
                write_new(place, files[path])
            os.rename(waiting, folder)
        except BaseException:
            drop_tree(waiting)
            raise
        sync_folder(above or os.curdir)


def write_folder(
    folder: str, pages: Mapping[str, bytes], *, root: str, mark: bytes, prefix: str
) -> list[str]:
    """Write the pages of a folder, each whole, and remove those that are over.

    Args:
        folder: Made if it is not there.
        pages: Name to content, the one that leads to the others last.
        root: The store, among whose records no page belongs.
        mark: Stands near the beginning of every page of this kind; no other file is touched.
        prefix: How the names of pages begin that may be removed.

    Returns:
        The names that were removed.

    Raises:
        CallError: `crew.inside`, or `bad_value` if the folder cannot be one.
        ConflictError: `crew.foreign` with a file that somebody else wrote.
        StoreError: If the disk is full, out of reach or not writable.
    """
    top = os.path.abspath(folder)
    inside = os.path.relpath(os.path.realpath(top), os.path.realpath(root)).split(os.sep)[0]
    if inside in _OURS:
        raise CallError("crew.inside", path=folder)
    if os.path.lexists(top) and not os.path.isdir(top):
        reason = os.strerror(errno.ENOTDIR)
        raise CallError("bad_value", value=folder, field="DIR", reason=reason)
    with disk_errors():
        make_folders(top)
        lying = set(os.listdir(top))
        foreign = [one for one in pages if one in lying and not _has_mark(f"{top}/{one}", mark)]
        if foreign:
            raise ConflictError("crew.foreign", path=os.path.join(folder, foreign[0]))
        over = sorted(
            one
            for one in lying - pages.keys()
            if one.startswith(prefix) and one.endswith(".html") and _has_mark(f"{top}/{one}", mark)
        )
        for name, data in pages.items():
            write_page(os.path.join(top, name), data)
        for name in over:
            remove(os.path.join(top, name))
        sync_folder(top)
    return over


_HEAD = 256


def _has_mark(path: str, mark: bytes) -> bool:
    """Say whether a file is a page of ours; a link is nobody's page."""
    try:
        number = os.open(path, os.O_RDONLY | _NO_FOLLOW | getattr(os, "O_BINARY", 0))
    except OSError:
        return False
    try:
        return mark in os.read(number, _HEAD)
    except OSError:  # a folder
        return False
    finally:
        os.close(number)
