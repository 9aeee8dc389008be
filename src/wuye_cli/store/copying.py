"""Copies that are proved: written, synced, read from the disk again, and only then given a name."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from hashlib import sha256
from typing import IO

from wuye_cli.domain.errors import StoreError
from wuye_cli.store import atomic, worktree

_CHUNK = 1 << 20
HALF = ".part"
"""How the name of a copy on its way ends."""


def copy_proved(source: str, place: str, digest: str) -> bool:
    """Copy a plain file, synced, read again and compared; False if it does not have its hash.

    Raises:
        FileNotFoundError: If there is no such file.
        StoreError: If a disk refuses, or gives back other bytes than were written (`bad_copy`).
    """
    half = f"{place}{HALF}"
    try:
        with worktree.opened(source) as file, atomic.disk_errors():
            atomic.remove(half)
            if _written(file, half) != digest:
                return False
        forget_cache(half)
        if not is_sound(half, digest):
            raise StoreError("bad_copy", path=place)
        with atomic.disk_errors():
            atomic.put_in_place(half, place)
            atomic.sync_folder(os.path.dirname(place))
    finally:
        with suppress(OSError):
            atomic.remove(half)
    return True


def is_sound(place: str, digest: str) -> bool:
    """Read a file and say whether it has this hash; a file that is gone has not."""
    try:
        with worktree.opened(place) as file, atomic.disk_errors():
            return _hash(file) == digest
    except FileNotFoundError:
        return False
    except StoreError as error:
        if error.code == "unsafe_path":
            return False
        raise


def hash_of(place: str) -> str:
    """Return the SHA-256 of a plain file."""
    with atomic.disk_errors(), worktree.opened(place) as file:
        return _hash(file)


if sys.platform == "linux":

    def forget_cache(place: str) -> None:
        """Ask the system to read the file from the disk next time, not from its memory."""
        number = os.open(place, os.O_RDONLY)
        try:
            os.posix_fadvise(number, 0, 0, os.POSIX_FADV_DONTNEED)
        finally:
            os.close(number)

else:

    def forget_cache(place: str) -> None:
        """Do nothing: this system has no such request."""


def _hash(file: IO[bytes]) -> str:
    hashed = sha256()
    while chunk := file.read(_CHUNK):
        hashed.update(chunk)
    return hashed.hexdigest()


def _written(file: IO[bytes], place: str) -> str:
    """Write what `file` holds to a new file, synced; return the hash of what was read."""
    hashed = sha256()
    with open(place, "xb") as target:
        while chunk := file.read(_CHUNK):
            hashed.update(chunk)
            target.write(chunk)
        target.flush()
        os.fsync(target.fileno())
    return hashed.hexdigest()
