"""Many files brought to the disk at once, where that is as good as one by one.

A thousand files synced one by one wait a thousand times for the disk: seconds of a large merge, and
an eighth of its CPU on a busy machine. One `syncfs` writes the bytes and names of all.
"""

from __future__ import annotations

import os
import sys

_TELLS_SINCE = [5, 8]
"""The Linux from which on `syncfs` reports bytes that did not get to the disk."""
_KINDS = frozenset({0xEF53, 0x58465342, 0x9123683E, 0xF2F52010, 0x01021994, 0x794C7630})
"""ext4, XFS, btrfs, F2FS, tmpfs, overlay: there it waits for the disk as `fsync` does. Through FUSE
and over a network it may hand the bytes on and come back."""
_ROOM = 512


def flush(folder: str) -> bool:
    """Bring all that was written on the file system of `folder` to the disk, bytes and names.

    Returns:
        False where nothing was done, as it would not be as good as `fsync` of each.

    Raises:
        OSError: If something did not get there.
    """
    if sys.platform != "linux":
        return False
    release = os.uname().release.split(".")
    if [int(part) for part in release[:2] if part.isdigit()] < _TELLS_SINCE:
        return False
    import ctypes  # noqa: PLC0415 - only for many files

    system = ctypes.CDLL(None, use_errno=True)
    facts = ctypes.create_string_buffer(_ROOM)
    number = os.open(folder, os.O_RDONLY)
    try:
        if system.fstatfs(number, facts) != 0 or _kind(facts.raw) not in _KINDS:
            return False
        if system.syncfs(number) != 0:
            failed = ctypes.get_errno()
            raise OSError(failed, os.strerror(failed), folder)
    finally:
        os.close(number)
    return True


def _kind(facts: bytes) -> int:
    """Return the kind of a file system: the first word of what `statfs` tells."""
    return int.from_bytes(facts[:4], sys.byteorder)
