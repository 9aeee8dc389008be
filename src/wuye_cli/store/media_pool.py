"""A second home of `media/`: files by their hash, copied only where they are missing.

The pool lies beside the backups of a folder and is shared by them, as a photo never changes.
"""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from wuye_cli.domain.errors import StoreError
from wuye_cli.store import atomic, copying

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

_HEX = frozenset("0123456789abcdef")
_LENGTH = 64


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
        if os.path.islink(os.path.join(folder, short)):
            continue
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


def copy(one: Lying, folder: str) -> bool:
    """Copy a file into `folder`; False if it is not what its name says.

    Raises:
        StoreError: If a disk refuses, or gives back other bytes than were written (`bad_copy`);
            `unsafe_path` if a link stands on the way.
    """
    place = place_in(folder, one.digest)
    if os.path.islink(os.path.dirname(place)):
        raise StoreError("unsafe_path", path=place)
    with atomic.disk_errors():
        atomic.make_folders(os.path.dirname(place))
    return copying.copy_proved(one.place, place, one.digest)


def keep_only(folder: str, wanted: Container[str]) -> int:
    """Remove the files whose hash is not `wanted`, and halves; return how many files went."""
    gone = 0
    with atomic.disk_errors():
        for short in _names(folder):
            below = os.path.join(folder, short)
            for name in _names(below):
                if name.removesuffix(copying.HALF) not in wanted and is_digest(
                    name.removesuffix(copying.HALF)
                ):
                    gone += atomic.remove(os.path.join(below, name))
            with suppress(OSError):
                os.rmdir(below)
    return gone
