"""Full, inode-less and read-only disks under the real commands; root on Linux mounts them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from tests.support.cli import a_store, done, git, head, wuye
from tests.support.storms import Storm, complaints

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

WRITES = (
    ("take", "2-1-803 漏水 13800001235"),
    ("dispatch", "1", "--to", "赵师傅"),
    ("ticket", "attach", "1", "/etc/hostname"),
    ("standard", "set", "light.indoor.resolve.simple", "{minutes}m"),
    ("undo", "1"),
)
READS = (("ticket", "list"), ("ticket", "show", "1"), ("due",), ("status",), ("doctor",))
PLACES = (".git", ".git/objects", ".git/refs", ".git/wuye", "records", "people", "media", ".")
_ROOM = tuple(range(0, 96, 4))  # KiB


def why_not() -> str:
    """Return why no disk can be mounted here, or nothing."""
    if sys.platform != "linux" or os.geteuid() != 0:
        return "only root on Linux may mount a small disk"
    return ""


@contextmanager
def mounted(place: Path, *options: str) -> Iterator[Path]:
    """Mount a file system in memory for a while."""
    place.mkdir(parents=True)
    line = ["mount", "-t", "tmpfs", "-o", ",".join(options), "tmpfs", str(place)]
    subprocess.run(line, check=True)
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)


def full_disk(folder: Path, rooms: tuple[int, ...] = _ROOM) -> Storm:
    """Leave so many KiB free, write, look, make room, write again."""
    with mounted(folder / "disk", "size=16m") as place:
        root = _at_work(place)
        bad = [line for room in rooms for line in _with_room(root, room)]
    return Storm(len(rooms) * len(WRITES), bad)


def _at_work(place: Path) -> Path:
    place.mkdir(parents=True, exist_ok=True)
    root = a_store(place)
    done("take", "3-1-502 厨房水管爆了 13800001234", at=root)
    return root


def _with_room(root: Path, room: int) -> Iterator[str]:
    filler = root.parent / "full"
    for number, words in enumerate(WRITES):
        free = os.statvfs(root)
        with filler.open("wb") as file:
            file.write(bytes(max(free.f_bavail * free.f_bsize - room * 1024, 0)))
        before = head(root)
        # each time another, as a limit that a full disk kept from changing is what it was
        ran = wuye(*_typed(words, 240 + room // 4), at=root)
        read = wuye(*READS[number], at=root)
        filler.unlink()
        yield from (f"{room}-{number}: {one}" for one in _judged(root, ran, before))
        if read.status not in {0, 1} or "Traceback" in read.said:
            yield f"{room}-{number}: reading {read}"
        nxt = wuye("ticket", "note", "1", "--text", f"{room}-{number}", at=root)
        if nxt.status:
            yield f"{room}-{number}: next {nxt}"
        yield from (f"{room}-{number}: {one}" for one in complaints(root))


def _typed(words: tuple[str, ...], minutes: int) -> tuple[str, ...]:
    return tuple(word.format(minutes=minutes) for word in words)


def _judged(root: Path, ran: object, before: str) -> Iterator[str]:
    status, said = ran.status, ran.err  # type: ignore[attr-defined]
    if status not in {0, 7} or (status == 7 and said.count("\n") != 1):
        yield f"said {ran}"
    if status == 7 and head(root) != before and "已提交" not in said:
        yield f"refused and done {ran}"


def no_inodes(folder: Path) -> Storm:
    """Leave so many inodes free, write, look, make room, write again."""
    bad = []
    with mounted(folder / "disk", "size=64m", "nr_inodes=4000") as place:
        root = _at_work(place)
        for free in range(0, 24, 2):
            files = [place / f"f{one}" for one in range(os.statvfs(place).f_favail - free)]
            for file in files:
                file.touch()
            before = head(root)
            ran = wuye("take", f"2-1-803 漏水 138000{free:05}", at=root)
            for file in files:
                file.unlink()
            wrong = [*_judged(root, ran, before)]
            nxt = wuye("ticket", "note", "1", "--text", "x", at=root)
            wrong += [f"next {nxt}"] if nxt.status else []
            bad += [f"{free}: {one}" for one in (*wrong, *complaints(root))]
    return Storm(12, bad)


def read_only(folder: Path, places: tuple[str, ...] = PLACES, every: int = 1) -> Storm:
    """Make one place of a store read-only at a time: told, nothing done, reading goes on."""
    bad, tried = [], 0
    for name in places:
        root = _at_work(folder / name.replace("/", "-").replace(".", "dot"))
        place = root / name
        place.mkdir(exist_ok=True)
        subprocess.run(["mount", "--bind", str(place), str(place)], check=True)
        try:
            subprocess.run(["mount", "-o", "remount,bind,ro", str(place)], check=True)
            before = head(root)
            for words in WRITES[::every]:
                tried += 1
                ran = wuye(*_typed(words, 240), at=root)
                fits = ran.status == 7 or (ran.status == 0 and name in {"media", "people"})
                if not fits or (ran.status == 7 and ran.err.count("\n") != 1):
                    bad.append(f"{name} {words[0]}: {ran}")
                if ran.status == 7 and head(root) != before:
                    bad.append(f"{name} {words[0]}: refused and done")
                before = head(root)
            for words in READS[::every]:
                tried += 1
                ran = wuye(*words, at=root)
                if ran.status not in {0, 1} or not ran.out:
                    bad.append(f"{name} {words[0]}: reading {ran}")
        finally:
            subprocess.run(["umount", "-l", str(place)], check=True)
        nxt = wuye("take", "9-1-909 下一件", at=root)
        wrong = [f"next {nxt}"] if nxt.status else complaints(root)
        bad += [f"{name} next: {one}" for one in wrong]
        if git(root, "status", "--porcelain"):
            bad.append(f"{name} next: lying")
        shutil.rmtree(root.parent)
    return Storm(tried, bad)
