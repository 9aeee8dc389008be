"""Photos and scans: content-addressed files in `media/`, outside git, their hash in the event."""

from __future__ import annotations

import os
import stat
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

from wuye_cli.domain.errors import CallError, RefusedError
from wuye_cli.domain.people.contacts import extract
from wuye_cli.store import atomic
from wuye_cli.store.layout import MEDIA

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from wuye_cli.store.repository import Store

MAX_SIZE = 200 * 1024 * 1024
"""Largest file in bytes."""

_CHUNK = 1 << 20
_HEX = frozenset("0123456789abcdef")
_LENGTH = 64
_LONGEST_NAME = 80
_INCOMING = "incoming"
_OPENING = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
_BINARY = getattr(os, "O_BINARY", 0)
_UNKNOWN = "application/octet-stream"
# The first bytes of a file tell what it is, as a name may lie.
_BEGINNINGS = (
    (0, b"\xff\xd8\xff", "image/jpeg"),
    (0, b"\x89PNG\r\n\x1a\n", "image/png"),
    (0, b"GIF8", "image/gif"),
    (0, b"%PDF-", "application/pdf"),
    (8, b"WEBP", "image/webp"),
    (4, b"ftypheic", "image/heic"),
    (4, b"ftypmif1", "image/heif"),
    (4, b"ftypM4A", "audio/mp4"),
    (4, b"ftyp", "video/mp4"),
    (8, b"WAVE", "audio/wav"),
    (0, b"#!AMR", "audio/amr"),
    (0, b"ID3", "audio/mpeg"),
    (0, b"OggS", "audio/ogg"),
)


class Medium(NamedTuple):
    """A file that was taken into `media/`.

    Attributes:
        sha256: Hash of its bytes in hexadecimal digits, by which it is found.
        size: In bytes.
        media_type: By its first bytes; `application/octet-stream` if they tell nothing.
    """

    sha256: str
    size: int
    media_type: str


class Flaw(NamedTuple):
    """A file in `media/` that is not what its name says.

    Attributes:
        path: Relative to the store's root.
        code: `media_changed` when the bytes have another hash, `media_stray` when it is no medium.
    """

    path: str
    code: str


def put_file(store: Store, source: Path) -> Medium:
    """Copy a file into `media/`, synced; the same bytes twice are one file.

    Args:
        store: The main store.
        source: A plain file, no link; it is only read.

    Raises:
        CallError: `no_such_file`; `not_a_file` for a link, a folder or a device.
        RefusedError: `file_too_large`;
            `file_changed` when it grew or shrank while it was read.
        StoreError: `disk_full`, `read_only`, `io_error`.
    """
    number = _opened(source)
    try:
        size = _checked_size(number, source)
        with atomic.disk_errors():
            folder = store.root / MEDIA
            atomic.make_folders(os.fspath(folder / _INCOMING))
            waiting = folder / _INCOMING / os.urandom(8).hex()
            try:
                digest, start = _copied(number, waiting, size, source)
                _install(waiting, folder / digest[:2] / digest)
            finally:
                waiting.unlink(missing_ok=True)
    finally:
        os.close(number)
    return Medium(digest, size, media_type(start))


def has(store: Store, digest: str) -> bool:
    """Say whether the file of a hash is in `media/`; a clone usually has only some."""
    path = _place(store, digest)
    return path is not None and path.is_file() and not path.is_symlink()


def path_of(store: Store, digest: str) -> Path | None:
    """Return where the file of a hash lies, None if it is not here."""
    return _place(store, digest) if has(store, digest) else None


def remove(store: Store, digest: str) -> bool:
    """Remove the file of a hash, synced; say whether there was one.

    Raises:
        StoreError: If the disk refuses.
    """
    path = _place(store, digest)
    if path is None or not path.parent.is_dir():
        return False
    with atomic.disk_errors():
        is_removed = atomic.remove(os.fspath(path))
        atomic.sync_folder(os.fspath(path.parent))
    return is_removed


def verify(store: Store) -> Iterator[Flaw]:
    """Read every file in `media/` and yield those that are not what their name says, by path.

    Raises:
        StoreError: If the disk refuses.
    """
    folder = store.root / MEDIA
    for path in sorted(folder.rglob("*")):
        if path.is_dir() and not path.is_symlink():
            continue
        shown = path.relative_to(store.root).as_posix()
        if path.is_symlink() or path != _place(store, path.name) or not path.is_file():
            yield Flaw(shown, "media_stray")
            continue
        with atomic.disk_errors():
            hashed = sha256()
            with path.open("rb") as file:
                while chunk := file.read(_CHUNK):
                    hashed.update(chunk)
        if hashed.hexdigest() != path.name:
            yield Flaw(shown, "media_changed")


def clean_name(name: str) -> str:
    r"""Return what may be kept of a file's name: its last part, printable, no personal number.

    Example:
        >>> clean_name("../张女士 13800001234\x1b[2J.jpg"), clean_name("C:\\tmp\\a.png")
        ('张女士 [电话][2J.jpg', 'a.png')
    """
    last = name.replace("\\", "/").rstrip("/").rpartition("/")[2]
    plain = "".join(char for char in last if char.isprintable()).strip(" .")
    words = extract(plain).words
    if len(words) > _LONGEST_NAME:
        stem, dot, ending = words.rpartition(".")
        ending = (dot + ending)[: _LONGEST_NAME // 8] if stem else ""
        words = (stem or words)[: _LONGEST_NAME - len(ending)] + ending
    return words


def media_type(start: bytes) -> str:
    r"""Return the media type that the first 16 bytes of a file tell.

    Example:
        >>> media_type(b"\xff\xd8\xff\xe0"), media_type(b"MZ")
        ('image/jpeg', 'application/octet-stream')
    """
    for offset, mark, name in _BEGINNINGS:
        if start[offset : offset + len(mark)] == mark:
            return name
    return _UNKNOWN


def _place(store: Store, digest: str) -> Path | None:
    if len(digest) != _LENGTH or not _HEX.issuperset(digest):
        return None
    return store.root / MEDIA / digest[:2] / digest


def _opened(source: Path) -> int:
    """Open a file without following a link and without waiting for a pipe."""
    if source.is_symlink():
        raise CallError("not_a_file", path=str(source))
    try:
        return os.open(source, _OPENING | _BINARY)
    except (FileNotFoundError, NotADirectoryError, ValueError) as error:
        raise CallError("no_such_file", path=str(source)) from error
    except OSError as error:
        raise CallError("not_a_file", path=str(source)) from error


def _checked_size(number: int, source: Path) -> int:
    facts = os.fstat(number)
    if not stat.S_ISREG(facts.st_mode):
        raise CallError("not_a_file", path=str(source))
    if facts.st_size > MAX_SIZE:
        raise RefusedError("file_too_large", path=str(source), size=facts.st_size, most=MAX_SIZE)
    return facts.st_size


def _copied(number: int, waiting: Path, size: int, source: Path) -> tuple[str, bytes]:
    """Copy an open file, synced; return its hash and its first bytes."""
    hashed = sha256()
    start = b""
    done = 0
    with waiting.open("xb") as file:
        while chunk := os.read(number, _CHUNK):
            start = start or chunk[:16]
            done += len(chunk)
            if done > size:
                break
            hashed.update(chunk)
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())
    if done != size:
        raise RefusedError("file_changed", path=str(source))
    return hashed.hexdigest(), start


def _install(waiting: Path, place: Path) -> None:
    """Put a whole file in its place, unless it is there already; a torn one is replaced."""
    atomic.make_folders(os.fspath(place.parent))
    if place.is_symlink() or not place.is_file() or place.stat().st_size != waiting.stat().st_size:
        waiting.replace(place)
    atomic.sync_folder(os.fspath(place.parent))
