"""The work tree: plain files only, no way through a link, replaced as a whole or not at all."""

from __future__ import annotations

import errno
import os
import stat
from typing import IO, TYPE_CHECKING

from wuye_cli.domain.errors import StoreError
from wuye_cli.store import atomic
from wuye_cli.store.layout import readable_path
from wuye_cli.store.objects import blob_id
from wuye_cli.store.refs import read_all

if TYPE_CHECKING:
    from collections.abc import Callable

_OPEN = (
    os.O_RDONLY
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)  # a FIFO must not make us wait
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
)


def place_of(root: str, path: str, looked: set[str] | None = None) -> str:
    """Return where `path` lies, having looked that no link stands on the way.

    Args:
        root: The work tree.
        path: The file, relative to it.
        looked: Folders whose way was looked at a moment ago, which takes up this one's. A file of a
            ticket lies six names deep: of a thousand in one step five looks each are saved.

    Raises:
        StoreError: `unsafe_path`.
    """
    folder = readable_path(path).rpartition("/")[0]
    place = f"{root}/{path}"
    if looked is None or folder not in looked:
        if not _is_way(root, folder, path):
            return place
        if looked is not None:
            looked.add(folder)
    _look(place, stat.S_ISREG, path)
    return place


def _is_way(root: str, folder: str, path: str) -> bool:
    """Say whether a folder is there; nothing but folders may stand on the way to it."""
    place = root
    for segment in folder.split("/") if folder else ():
        place = f"{place}/{segment}"
        if not _look(place, stat.S_ISDIR, path):
            return False
    return True


def _look(place: str, fits: Callable[[int], bool], path: str) -> bool:
    """Say whether something of the right kind is there; nothing else may be."""
    try:
        mode = os.lstat(place).st_mode
    except FileNotFoundError:
        return False
    except NotADirectoryError as error:
        raise StoreError("unsafe_path", path=path) from error
    if not fits(mode):
        raise StoreError("unsafe_path", path=path)
    return True


def read(root: str, path: str, looked: set[str] | None = None) -> bytes | None:
    """Return the bytes of a plain file, None when there is none.

    Args:
        root: The work tree.
        path: The file, relative to it.
        looked: See `place_of`.

    Raises:
        StoreError: `unsafe_path` for a link, a folder or a FIFO; or what the disk says.
    """
    with atomic.disk_errors():
        try:
            number = _opened(place_of(root, path, looked), path)
        except FileNotFoundError:
            return None
        try:
            return read_all(number)
        finally:
            os.close(number)


def opened(place: str, *, shown: str = "") -> IO[bytes]:
    """Open a plain file anywhere for reading: no link is followed, no pipe waited for.

    Args:
        place: Where it lies.
        shown: How an error names it, if not so.

    Raises:
        FileNotFoundError: If nothing is there.
        StoreError: `unsafe_path` for anything but a plain file.
    """
    return os.fdopen(_opened(place, shown or place), "rb")


def _opened(place: str, shown: str) -> int:
    try:
        number = os.open(place, _OPEN)
    except OSError as error:
        if error.errno in {errno.ELOOP, errno.ENXIO}:
            raise StoreError("unsafe_path", path=shown) from error
        raise
    if not stat.S_ISREG(os.fstat(number).st_mode):
        os.close(number)
        raise StoreError("unsafe_path", path=shown)
    return number


def blob_of(root: str, path: str, looked: set[str] | None = None) -> str | None:
    """Return the blob id that the work-tree file would have, None when there is none.

    Args:
        root: The work tree.
        path: The file, relative to it.
        looked: See `place_of`.
    """
    data = read(root, path, looked)
    return None if data is None else blob_id(data)


def write(root: str, path: str, data: bytes) -> None:
    """Write a file that people go on editing, as a whole or not at all.

    Raises:
        StoreError: `unsafe_path` if a link stands on the way; or what the disk says.
    """
    place = place_of(root, path)
    with atomic.disk_errors():
        atomic.make_folders(os.path.dirname(place))
        atomic.replace_whole(place, data)
        atomic.sync_folder(os.path.dirname(place))


def keep_link(place: str, backup: str) -> None:
    """Keep the old file under a second name, so that going back needs no room on the disk."""
    try:
        os.link(place, backup)
    except OSError:
        return  # a file system without links: going back writes the old bytes instead


def install(place: str, waiting: str) -> str:
    """Put the synced file `waiting` in a place; return the folder, which is to be synced."""
    folder = os.path.dirname(place)
    try:
        _move(waiting, place)
    except FileNotFoundError:  # seldom: only a day's first ticket makes a folder
        atomic.make_folders(folder)
        _move(waiting, place)
    return folder


def _move(waiting: str, place: str) -> None:
    try:
        atomic.put_in_place(waiting, place)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        _move_across(waiting, place)


def _move_across(waiting: str, place: str) -> None:
    """As `_move`, where `.git` lies on another file system."""
    with open(waiting, "rb") as file:
        data = file.read()
    atomic.replace_whole(place, data)
    atomic.remove(waiting)


def remove(root: str, path: str) -> None:
    """Remove a file and the folders that it leaves empty; no harm if it is gone."""
    place = place_of(root, path)
    atomic.remove(place)
    folder = os.path.dirname(place)
    atomic.drop_empty_folders(folder, top=root)
    while not os.path.isdir(folder):
        folder = os.path.dirname(folder)
    atomic.sync_folder(folder)
