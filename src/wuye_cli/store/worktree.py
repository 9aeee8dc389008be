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

Stamp = tuple[int, ...]
"""What the system notes of a file and changes with every write to it; () where there is none."""

_SETTLED_NS = 2_000_000_000
"""What changed so shortly before it was looked at may change again under the same stamp."""

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
    _facts(root, path, looked)
    return f"{root}/{path}"


def _facts(root: str, path: str, looked: set[str] | None) -> os.stat_result | None:
    """Return what the system says of a file; nothing but folders may stand on the way to it."""
    folder = readable_path(path).rpartition("/")[0]
    if looked is None or folder not in looked:
        if not _is_way(root, folder, path):
            return None
        if looked is not None:
            looked.add(folder)
    return _look(f"{root}/{path}", stat.S_ISREG, path)


def _is_way(root: str, folder: str, path: str) -> bool:
    """Say whether a folder is there; nothing but folders may stand on the way to it."""
    place = root
    for segment in folder.split("/") if folder else ():
        place = f"{place}/{segment}"
        if _look(place, stat.S_ISDIR, path) is None:
            return False
    return True


def _look(place: str, fits: Callable[[int], bool], path: str) -> os.stat_result | None:
    """Return what the system says of what is there; nothing but the right kind may be."""
    try:
        facts = os.lstat(place)
    except FileNotFoundError:
        return None
    except NotADirectoryError as error:
        raise StoreError("unsafe_path", path=path) from error
    if not fits(facts.st_mode):
        raise StoreError("unsafe_path", path=path)
    return facts


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
            number, _ = _opened(place_of(root, path, looked), path)
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
    return os.fdopen(_opened(place, shown or place)[0], "rb")


def _opened(place: str, shown: str) -> tuple[int, os.stat_result]:
    try:
        number = os.open(place, _OPEN)
    except OSError as error:
        if error.errno in {errno.ELOOP, errno.ENXIO}:
            raise StoreError("unsafe_path", path=shown) from error
        raise
    facts = os.fstat(number)
    if not stat.S_ISREG(facts.st_mode):
        os.close(number)
        raise StoreError("unsafe_path", path=shown)
    return number, facts


def blob_of(root: str, path: str, looked: set[str] | None = None) -> str | None:
    """Return the blob id that the work-tree file would have, None when there is none.

    Args:
        root: The work tree.
        path: The file, relative to it.
        looked: See `place_of`.
    """
    data = read(root, path, looked)
    return None if data is None else blob_id(data)


def seen(root: str, path: str, looked: set[str] | None = None) -> tuple[str | None, Stamp]:
    """As `blob_of`, and the stamp that the file had before it was read."""
    with atomic.disk_errors():
        try:
            number, facts = _opened(place_of(root, path, looked), path)
        except FileNotFoundError:
            return None, ()
        try:
            return blob_id(read_all(number)), _stamp(facts)
        finally:
            os.close(number)


def stamp_of(root: str, path: str, looked: set[str] | None = None) -> Stamp:
    """Return the stamp of a file as it lies now.

    Raises:
        StoreError: `unsafe_path`.
    """
    with atomic.disk_errors():
        facts = _facts(root, path, looked)
    return () if facts is None else _stamp(facts)


def settled(stamp: Stamp, moment: Stamp) -> Stamp:
    """Return a stamp that holds as long as the file does; () if this one cannot be trusted so far.

    Every write sets the time of change, which nobody can set back. Where that lies two seconds
    before a moment by the same clock, a later write shows. On Windows it is another time.

    Args:
        stamp: Taken after the moment.
        moment: The stamp of a file when it had just been made or linked.
    """
    if os.name == "nt" or not stamp or not moment:
        return ()
    return stamp if stamp[0] == moment[0] and stamp[-1] < moment[-1] - _SETTLED_NS else ()


def _stamp(facts: os.stat_result) -> Stamp:
    return (
        *(facts.st_dev, facts.st_ino, facts.st_mode, facts.st_size),
        *(facts.st_mtime_ns, facts.st_ctime_ns),
    )


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
