"""The files of a store as they lie in the work tree: listed and read, no link ever followed."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from wuye_cli.checking.facts import EXECUTABLE, LINK, PLAIN, SPECIAL
from wuye_cli.domain.errors import CallError
from wuye_cli.store.layout import RECORDS, SETTINGS, STANDARDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

LARGEST = 1 << 20
"""Bytes of the largest file that is read; a larger one is a finding (Y016)."""
ROOTS = (SETTINGS, RECORDS, STANDARDS)
"""What is checked where no paths are given."""
TICKETS = f"{RECORDS}/tickets/"

_READ = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
_READ |= getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)


Stamp = tuple[int, ...]
"""Size, times of change and number of a file, as the system tells them."""


class Lying(msgspec.Struct, frozen=True):
    """A file to be checked.

    Attributes:
        path: From the root.
        form: As in `FileFacts`.
        size: In bytes.
        stamp: Differs when the file has changed; empty for what lies in no work tree.
        blob: Id of the bytes, of what lies in no work tree.
    """

    path: str
    form: str = PLAIN
    size: int = 0
    stamp: Stamp = ()
    blob: str = ""


class Listing(msgspec.Struct, frozen=True):
    """What was found, and folders that could not be read, with the reason."""

    files: tuple[Lying, ...] = ()
    closed: tuple[tuple[str, str], ...] = ()


def list_files(
    root: str,
    starts: Iterable[str] = ROOTS,
    on_listed: Callable[[int], None] | None = None,
) -> Listing:
    """List all files at or below the starts, by path.

    Args:
        root: The store, absolute.
        starts: Files and folders, from there.
        on_listed: Told after each folder how many files were found so far.

    Raises:
        CallError: `bad_value` if a start other than those of `ROOTS` is not there.
    """
    files: dict[str, Lying] = {}
    closed: list[tuple[str, str]] = []
    for start in _within_the_store(starts):
        try:
            found = os.lstat(f"{root}/{start}")
        except (OSError, ValueError) as error:
            if start in ROOTS:
                continue
            raise CallError("bad_value", value=start, field="PATHS") from error
        if stat.S_ISDIR(found.st_mode):
            below = _Below(root, files, closed, on_listed)
            below.take(start.strip("/"))
        else:
            files[start] = _lying(start, found)
    return Listing(tuple(files[path] for path in sorted(files)), tuple(closed))


def _within_the_store(starts: Iterable[str]) -> Iterator[str]:
    """Yield the starts; the root itself stands for what a store has in it, not for all below."""
    for start in starts:
        if start.strip("/") in {"", "."}:
            yield from ROOTS
        else:
            yield start


class _Below(NamedTuple):
    """The files below a folder, as they are found."""

    root: str
    files: dict[str, Lying]
    closed: list[tuple[str, str]]
    on_listed: Callable[[int], None] | None

    def take(self, folder: str) -> None:
        """Note the files below a folder, which may be empty for the root itself."""
        try:
            with os.scandir(f"{self.root}/{folder}") as entries:
                found = sorted(entries, key=lambda entry: entry.name)
        except OSError as error:
            self.closed.append((folder, error.strerror or ""))
            return
        start = f"{folder}/" if folder not in ("", ".") else ""
        for entry in found:
            path = start + entry.name
            if entry.is_dir(follow_symlinks=False):
                if entry.name != ".git":
                    self.take(path)
            else:
                self.files[path] = _lying(path, entry.stat(follow_symlinks=False))
        if self.on_listed is not None:
            self.on_listed(len(self.files))


def _lying(path: str, facts: os.stat_result) -> Lying:
    size = facts.st_size
    stamp = (size, facts.st_mtime_ns, facts.st_ctime_ns, facts.st_ino)
    return Lying(path, _form(facts.st_mode), size, stamp)


def _form(mode: int) -> str:
    if stat.S_ISLNK(mode):
        return LINK
    if not stat.S_ISREG(mode):
        return SPECIAL
    # On Windows every file is executable by its name alone.
    return EXECUTABLE if mode & 0o111 and os.name != "nt" else PLAIN


def read_file(root: str, path: str) -> bytes:
    """Return the bytes of a plain file, at most one more than `LARGEST`.

    Raises:
        OSError: If it cannot be read, or has become a link in the meantime.
    """
    number = os.open(f"{root}/{path}", _READ)
    try:
        facts = os.fstat(number)
        if not stat.S_ISREG(facts.st_mode):
            raise OSError(0, "no plain file")
        data = os.read(number, min(facts.st_size, LARGEST) + 1)
        while len(data) <= LARGEST and (more := os.read(number, LARGEST + 1 - len(data))):
            data += more
        return data
    finally:
        os.close(number)


def relative(root: str, path: str, here: str) -> str:
    """Return a path that somebody typed, from the store's root.

    Args:
        root: The store, absolute.
        path: As typed: from `here`, absolute, or from the root.
        here: The working directory, absolute.

    Raises:
        CallError: `bad_value` if it lies outside the store.
    """
    for start in (here, root):
        joined = os.path.normpath(Path(start) / path)
        found = os.path.relpath(joined, root).replace(os.sep, "/")
        is_inside = found != ".." and not found.startswith("../")
        if is_inside and os.path.lexists(joined):
            return found
    if is_inside:
        return found
    raise CallError("bad_value", value=path, field="PATHS")
