"""A second home of `media/`: files by their hash, copied only where they are missing.

The pool lies beside the backups of a folder and is shared by them, as a photo never changes.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from hashlib import sha256
from typing import IO, TYPE_CHECKING, NamedTuple

from wuye_cli.domain.errors import StoreError
from wuye_cli.store import atomic, worktree

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

_CHUNK = 1 << 20
_HEX = frozenset("0123456789abcdef")
_LENGTH = 64
_HALF = ".part"


class Lying(NamedTuple):
    """A file in a folder of media: its hash by its name, where it lies, and its size."""

    digest: str
    place: str
    size: int


def is_digest(text: str) -> bool:
    """Say whether `text` is a SHA-256 in hexadecimal digits."""
    return len(text) == _LENGTH and _HEX.issuperset(text)


def place_in(folder: str, digest: str) -> str:
    """Return where the file of a hash lies below `folder`.

    Raises:
        ValueError: If it is no hash.
    """
    if not is_digest(digest):
        raise ValueError(digest)
    return os.path.join(folder, digest[:2], digest)


def lying_in(folder: str) -> Iterator[Lying]:
    """Yield the plain files that lie where their name says, by hash."""
    for short in sorted(_names(folder)):
        for name in sorted(_names(os.path.join(folder, short))):
            place = os.path.join(folder, short, name)
            fits = is_digest(name) and name[:2] == short
            if fits and os.path.isfile(place) and not os.path.islink(place):
                yield Lying(name, place, os.stat(place).st_size)


def _names(folder: str) -> list[str]:
    with suppress(FileNotFoundError, NotADirectoryError):
        return os.listdir(folder)
    return []


def holds(folder: str, one: Lying) -> bool:
    """Say whether the folder has a file of this hash and size."""
    place = place_in(folder, one.digest)
    return (
        os.path.isfile(place) and not os.path.islink(place) and os.path.getsize(place) == one.size
    )


def is_sound(place: str, digest: str) -> bool:
    """Read a file and say whether it has this hash; a file that is gone has not."""
    try:
        with atomic.disk_errors(), worktree.opened(place) as file:
            return _hash(file) == digest
    except StoreError as error:
        if isinstance(error.__cause__, FileNotFoundError) or error.code == "unsafe_path":
            return False
        raise


def copy(one: Lying, folder: str) -> bool:
    """Copy a file into `folder`, synced, read again and compared; False if it is not its hash.

    Raises:
        StoreError: If a disk refuses, or gives back other bytes than were written (`bad_copy`).
    """
    place = place_in(folder, one.digest)
    half = f"{place}{_HALF}"
    with atomic.disk_errors():
        atomic.make_folders(os.path.dirname(place))
        atomic.remove(half)
    try:
        with atomic.disk_errors(), worktree.opened(one.place) as file:
            if _written(file, half) != one.digest:
                return False
        forget_cache(half)
        if not is_sound(half, one.digest):
            raise StoreError("bad_copy", path=place)
        with atomic.disk_errors():
            atomic.put_in_place(half, place)
            atomic.sync_folder(os.path.dirname(place))
    finally:
        with suppress(OSError):
            atomic.remove(half)
    return True


def keep_only(folder: str, wanted: Container[str]) -> int:
    """Remove the files whose hash is not `wanted`, and halves; return how many files went."""
    gone = 0
    with atomic.disk_errors():
        for short in _names(folder):
            below = os.path.join(folder, short)
            for name in _names(below):
                if name.removesuffix(_HALF) not in wanted and is_digest(name.removesuffix(_HALF)):
                    gone += atomic.remove(os.path.join(below, name))
            with suppress(OSError):
                os.rmdir(below)
    return gone


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
