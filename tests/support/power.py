"""Disks after a power cut, rebuilt from a log of what programs did and what they synced.

The strict reading of POSIX: a file's bytes are on the disk once the file was synced, a name once
its folder was. Everything else may be there, be missing, or be zeros, in any mixture; only a
rename happens as a whole.
"""

from __future__ import annotations

import os
import random
import shutil
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

_TRUNCATES = os.O_TRUNC


class Step(NamedTuple):
    """One record of the log."""

    what: str
    at: int
    path: str
    other: str
    data: bytes


class File:
    """What was written to one file, in order: (offset, bytes), or a new length with no bytes."""

    def __init__(self, found: bytes | None = None) -> None:
        self.base = found
        self.changes: list[tuple[int, bytes | None, int]] = []
        self.synced = -1


class _Naming(NamedTuple):
    """A change of names: when, what, and the folders that must be synced for it to last."""

    when: int
    step: Step
    file: File | None


def read_log(path: Path) -> list[Step]:
    """Return the steps that a run under `power.c` wrote down."""
    steps = []
    data = path.read_bytes()
    at = 0
    while at < len(data):
        end = data.index(b"\n", at)
        what, offset, size, name, other = os.fsdecode(data[at:end]).split("\t")
        at = end + 1
        body = data[at : at + int(size)]
        at += int(size) + (what == "write")
        steps.append(Step(what, int(offset), name, other, body))
    return steps


class Disk:
    """What is known of a disk at one moment of the log.

    Args:
        root: The folder that was watched.
        template: A copy of it from before, all of which is on the disk.
        steps: What happened until the power went.
    """

    def __init__(self, root: Path, template: Path, steps: list[Step]) -> None:
        self._root = os.fspath(root)
        self._template = template
        self._files: dict[str, File] = {}
        self._namings: list[_Naming] = []
        self._folders: dict[str, int] = {}
        self._all = -1
        self._gone: set[str] = set()
        for when, step in enumerate(steps):
            self._note(when, step)

    def _file(self, path: str) -> File:
        """Return the file that has this name now; one of before starts with its old bytes."""
        if path not in self._files:
            old = self._template / os.path.relpath(path, self._root)
            self._files[path] = File(old.read_bytes() if old.is_file() else None)
        return self._files[path]

    def _note(self, when: int, step: Step) -> None:
        handle: Callable[[int, Step], None] = getattr(self, f"_{step.what.replace(' ', '_')}")
        handle(when, step)

    def _open(self, when: int, step: Step) -> None:
        old = self._template / os.path.relpath(step.path, self._root)
        if step.path not in self._files and (step.path in self._gone or not old.is_file()):
            self._files[step.path] = File()
            self._namings.append(
                _Naming(when, step._replace(what="create"), self._files[step.path])
            )
        if step.at & _TRUNCATES:
            self._file(step.path).changes.append((when, None, 0))

    def _write(self, when: int, step: Step) -> None:
        self._file(step.path).changes.append((when, step.data, step.at))

    def _truncate(self, when: int, step: Step) -> None:
        self._file(step.path).changes.append((when, None, step.at))

    def _sync(self, when: int, step: Step) -> None:
        self._folders[step.path] = when
        if step.path in self._files:
            self._files[step.path].synced = when

    def _sync_all(self, when: int, _step: Step) -> None:
        self._all = when

    def _rename(self, when: int, step: Step) -> None:
        moved = [one for one in self._files if one == step.path or one.startswith(step.path + "/")]
        if not moved and not (self._template / os.path.relpath(step.path, self._root)).is_dir():
            self._file(step.path)
            moved = [step.path]
        self._namings.append(_Naming(when, step, self._files.get(step.path)))
        self._gone.add(step.path)
        for one in moved:
            self._files[step.other + one[len(step.path) :]] = self._files.pop(one)

    def _link(self, when: int, step: Step) -> None:
        file = self._file(step.path)
        self._files[step.other] = file
        self._namings.append(_Naming(when, step, file))

    def _unlink(self, when: int, step: Step) -> None:
        self._namings.append(_Naming(when, step, self._file(step.path)))
        del self._files[step.path]
        self._gone.add(step.path)

    def _mkdir(self, when: int, step: Step) -> None:
        self._namings.append(_Naming(when, step, None))

    _rmdir = _mkdir

    def _lasts(self, one: _Naming) -> bool:
        """Say whether a change of names is on the disk for sure."""
        folder = os.path.dirname(one.step.other or one.step.path)
        return one.when < max(self._folders.get(folder, -1), self._all)

    def rebuild(self, target: Path, names: Callable[[int], bool], bytes_of: str, seed: int) -> None:
        """Make the disk as it may be found after the cut.

        Args:
            target: Where to; the watched folder lies there afterwards.
            names: Whether a change of names that was not synced (given its time) is there.
            bytes_of: Of what was not synced in a file: `lost`, `kept`, `zeros` or `mixed`.
            seed: For `mixed`.
        """
        shutil.copytree(self._template, target, symlinks=True)
        dice = random.Random(seed)
        there: dict[str, File | None] = {}
        for one in self._namings:
            if self._lasts(one) or names(one.when):
                self._apply(target, one, there)
        held = {path: file for path, file in there.items() if file is not None}
        held |= {
            path: file
            for path, file in self._files.items()
            if path not in held and file.base is not None and self._place(target, path).is_file()
        }
        made: dict[int, bytes] = {}
        for path, file in held.items():
            place = self._place(target, path)
            if place.is_file():
                if id(file) not in made:
                    made[id(file)] = self._content(file, bytes_of, dice)
                place.unlink()
                place.write_bytes(made[id(file)])

    def _place(self, target: Path, path: str) -> Path:
        return target / os.path.relpath(path, self._root)

    def _apply(self, target: Path, one: _Naming, there: dict[str, File | None]) -> None:
        place, what = self._place(target, one.step.path), one.step.what
        if what == "mkdir":
            _make_folder(place)
        elif what == "rmdir":
            _drop_folder(place, one.step.path, there)
        elif what == "unlink":
            place.unlink(missing_ok=True)
            there.pop(one.step.path, None)
        elif one.file is None:
            self._move_folder(target, one.step, there)
        else:
            self._put(target, one.step.other or one.step.path, one.file, there)
            if what == "rename":
                place.unlink(missing_ok=True)
                there.pop(one.step.path, None)

    def _move_folder(self, target: Path, step: Step, there: dict[str, File | None]) -> None:
        place, goal = self._place(target, step.path), self._place(target, step.other)
        if place.is_dir() and goal.parent.is_dir() and not goal.exists():
            place.rename(goal)
            for path in [name for name in there if name.startswith(step.path + "/")]:
                there[step.other + path[len(step.path) :]] = there.pop(path)

    def _put(
        self, target: Path, path: str, file: File | None, there: dict[str, File | None]
    ) -> None:
        place = self._place(target, path)
        if place.parent.is_dir() and not place.is_dir():
            place.unlink(missing_ok=True)
            place.write_bytes(b"")
            there[path] = file

    def _content(self, file: File, bytes_of: str, dice: random.Random) -> bytes:
        data = bytearray(file.base or b"")
        for when, written, at in file.changes:
            how = "kept" if when < max(file.synced, self._all) else bytes_of
            if how == "mixed":
                how = dice.choice(("lost", "kept", "zeros"))
            if how == "lost":
                continue
            if written is None:
                data[:] = data[:at].ljust(at, b"\0")
                continue
            data[:] = data.ljust(at, b"\0")
            data[at : at + len(written)] = written if how == "kept" else bytes(len(written))
        return bytes(data)


def _make_folder(place: Path) -> None:
    if place.parent.is_dir():
        place.mkdir(exist_ok=True)


def _drop_folder(place: Path, path: str, there: dict[str, File | None]) -> None:
    """Remove a folder with what the disk still has in it.

    It was empty, or `rmdir` would have failed (POSIX.1-2017, rmdir). Where its own name is gone, no
    path leads to the names in it, whether their removal is on the disk or not: to sync the folder
    above is enough.
    """
    shutil.rmtree(place, ignore_errors=True)
    for name in [name for name in there if name.startswith(f"{path}/")]:
        del there[name]


def cuts(dice: random.Random, length: int) -> Iterator[tuple[str, Callable[[int], bool], str]]:
    """Yield ways in which the same cut may have struck: name, which names are there, which bytes."""
    yield "all lost", lambda _when: False, "lost"
    yield "names kept, bytes lost", lambda _when: True, "lost"
    yield "names kept, bytes zero", lambda _when: True, "zeros"
    until = dice.randrange(length + 1)
    yield "names in order, bytes mixed", lambda when: when < until, "mixed"
    some = {when for when in range(length) if dice.random() < 0.5}
    yield "names at random, bytes mixed", lambda when: when in some, "mixed"
