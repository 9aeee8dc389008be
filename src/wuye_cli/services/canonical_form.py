"""Files brought into their canonical form: all that are asked for, or none."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from wuye_cli.domain.errors import CallError, UncheckableError, WuyeError
from wuye_cli.store import atomic, worktree
from wuye_cli.store.formatting import formatted
from wuye_cli.store.layout import RECORDS, SETTINGS, STANDARDS
from wuye_cli.store.snapshot import lying

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from wuye_cli.store.repository import Store

_ROOTS = (SETTINGS, STANDARDS, RECORDS)
_DEFAULT = (SETTINGS, STANDARDS)


class Formed(msgspec.Struct, frozen=True):
    """A file and its canonical form."""

    path: str
    was: bytes
    becomes: bytes

    @property
    def differs(self) -> bool:
        """Whether the file is in another form."""
        return self.was != self.becomes


class Formatting(msgspec.Struct, frozen=True, kw_only=True):
    """What was looked at.

    Attributes:
        files: How many files.
        changed: Those that are not in canonical form.
        refused: Path and error of those that cannot be brought into it.
        split: Staged files that differ from what lies in the work tree, and were not written.
    """

    files: int
    changed: tuple[Formed, ...] = ()
    refused: tuple[tuple[str, WuyeError], ...] = ()
    split: tuple[str, ...] = ()


def form_files(
    store: Store,
    paths: Sequence[str] = (),
    *,
    here: str = "",
    staged: bool = False,
    write: bool = False,
) -> Formatting:
    """Look which files are in another than their canonical form, and write them if asked to.

    Nothing is written if a single file is refused; a write that fails puts back what was written.

    Args:
        store: The store.
        paths: Files or folders as typed; without any the standards and settings.
        here: The folder from which they were typed.
        staged: Judge what is staged for the next commit, not what lies there.
        write: Write files of the work tree; a staged one only if it lies there as staged.

    Raises:
        CallError: `bad_value`, if a path is not in the store or not there.
        StoreError: What the disk or git says.
    """
    starts = [_within(store, path, here) for path in paths] or list(_DEFAULT)
    root = os.fspath(store.root)
    found = _staged(store, starts) if staged else dict(lying(root, starts))
    yaml = {path: data for path, data in sorted(found.items()) if path.endswith(".yaml")}
    changed, refused = _formed(yaml)
    split = tuple(
        one.path for one in changed if staged and worktree.read(root, one.path) != one.was
    )
    if write and not refused:
        _write(root, [one for one in changed if one.path not in split])
    return Formatting(files=len(yaml), changed=changed, refused=refused, split=split)


def _formed(
    files: Mapping[str, bytes],
) -> tuple[tuple[Formed, ...], tuple[tuple[str, WuyeError], ...]]:
    changed: list[Formed] = []
    refused: list[tuple[str, WuyeError]] = []
    for path, data in files.items():
        try:
            one = Formed(path, data, formatted(data, path=path))
        except UncheckableError as error:
            refused.append((path, error))
        else:
            changed += [one] if one.differs else []
    return tuple(changed), tuple(refused)


def _within(store: Store, typed: str, here: str) -> str:
    """Return a path that was typed, from the root of the store."""
    root = os.fspath(store.root)
    for start in (here or root, root):
        place = os.path.normpath(Path(start) / typed)
        path = os.path.relpath(place, root).replace(os.sep, "/")
        if path == ".":
            path = STANDARDS
        if path.split("/")[0] in _ROOTS and os.path.lexists(Path(root) / path):
            return path
    raise CallError("bad_value", value=typed, field="PATHS")


def _staged(store: Store, starts: Iterable[str]) -> dict[str, bytes]:
    """Return path and bytes of the files below the starts whose content is staged anew."""
    against = ["HEAD"] if store.head() else []
    if not against:
        names = store.ground.git.read("ls-files", "-z", "--", *starts)
    else:
        names = store.ground.git.read(
            "diff", "--cached", "--name-only", "--no-renames", "--diff-filter=AM", "-z",
            "--no-ext-diff", *against, "--", *starts,
        )  # fmt: skip
    paths = [name.decode("utf-8", "surrogateescape") for name in names.split(b"\0") if name]
    return {path: store.ground.git.read("cat-file", "blob", f":{path}") for path in paths}


def _write(root: str, files: Sequence[Formed]) -> None:
    """Write the files into the work tree; one that fails takes all back."""
    done: list[Formed] = []
    try:
        with atomic.disk_errors():
            for one in files:
                atomic.replace_whole(worktree.place_of(root, one.path), one.becomes)
                done.append(one)
    except BaseException:
        for one in done:
            with suppress(OSError):
                atomic.replace_whole(worktree.place_of(root, one.path), one.was)
        raise
