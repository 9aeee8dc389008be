"""Kills, a git that dies, a full disk, a read-only folder: one state or the other, and a clear word."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.support.cli import a_store, assert_clean, assert_one_line, done, git, head, wuye
from tests.support.storms import CHANGES, git_dies, random_kills

WRITES = (
    ("take", "2-1-803 漏水 13800001235"),
    ("dispatch", "1", "--to", "赵师傅"),
    ("ticket", "note", "1", "--text", "x"),
    ("ticket", "attach", "1", "/etc/hostname"),
    ("undo", "1"),
)
READS = (("ticket", "list"), ("ticket", "show", "1"), ("due",), ("status",), ("check",))


@pytest.mark.parametrize(
    ("name", "how"),
    [("new", "killed before"), ("dispatch", "fails")],  # the rest: `python -m tools.stress`
)
def test_git_may_die_at_each_of_its_starts(tmp_path, name, how):
    storm = git_dies(tmp_path, name, how)
    assert storm.bad == []
    assert storm.tried >= 2
    assert name in CHANGES


def test_kills_at_random_moments(tmp_path):
    storm = random_kills(tmp_path, 14)
    assert storm.bad == []


@pytest.fixture
def small_disk(tmp_path):
    """A file system of its own of four megabytes, with a store and a ticket on it."""
    place = tmp_path / "disk"
    place.mkdir()
    line = ["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(place)]
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("only root on Linux may mount a small disk")
    if subprocess.run(line, check=False, capture_output=True).returncode != 0:
        pytest.skip("mounting is not allowed here")
    try:
        root = a_store(place)
        done("take", "3-1-502 厨房水管爆了 13800001234", at=root)
        yield root
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)


def fill(place: Path) -> Path:
    """Fill a disk to the last byte."""
    file = place / "full"
    with file.open("wb", buffering=0) as stream:
        for size in (1 << 20, 4096, 1):
            try:
                while stream.write(b"x" * size) == size:
                    pass
            except OSError:
                continue
    return file


def test_a_full_disk_is_told_and_nothing_is_half_written(small_disk):
    before = head(small_disk)
    filler = fill(small_disk.parent)
    for words in WRITES:
        ran = wuye(*words, at=small_disk)
        assert ran.status == 7, (words, ran)
        assert_one_line(ran)
        assert "磁盘已满" in ran.err
    for words in READS:
        ran = wuye(*words, at=small_disk)
        assert ran.status in {0, 1}, (words, ran)
        assert ran.out
    assert head(small_disk) == before
    filler.unlink()
    for words in WRITES:
        done(*words, at=small_disk)
    assert_clean(small_disk)
    assert git(small_disk, "fsck", "--full", "--strict", "--no-dangling", "--no-progress") == ""


def test_a_read_only_folder_is_told_and_still_read(small_disk):
    before = head(small_disk)
    for index in (small_disk / ".git" / "wuye").glob("index.db*"):
        index.unlink()
    disk = str(small_disk.parent)
    subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
    for words in WRITES:
        ran = wuye(*words, at=small_disk)
        assert ran.status == 7, (words, ran)
        assert_one_line(ran)
        assert "权限" in ran.err
    for words in READS:
        ran = wuye(*words, at=small_disk)
        assert ran.status in {0, 1}, (words, ran)
        assert ran.out
    assert wuye("init", "new", "--yes", at=disk).status == 7
    subprocess.run(["mount", "-o", "remount,rw", disk], check=True)
    assert head(small_disk) == before
    assert_clean(small_disk)
    for words in WRITES:
        done(*words, at=small_disk)


def test_a_store_that_found_no_room_can_be_made_later(small_disk):
    filler = fill(small_disk.parent)
    assert wuye("init", "new", "--yes", at=small_disk.parent).status == 7
    filler.unlink()
    done("init", "new", "--yes", at=small_disk.parent)
    assert_clean(small_disk.parent / "new")


def test_files_may_not_grow_is_a_full_disk_too(tmp_path):
    root = a_store(tmp_path)
    before = head(root)
    limit = "import resource, sys, runpy; resource.setrlimit(resource.RLIMIT_FSIZE, (900, 900));"
    code = (
        limit
        + "sys.argv = ['wuye', 'take', '1-1-101 漏水']; runpy.run_module('wuye_cli', run_name='__main__')"
    )
    env = {
        **os.environ,
        "PYTHONPATH": str(Path(__file__).parents[2] / "src"),
        "WUYE_ACTOR": "a <b@c>",
    }
    ran = subprocess.run(
        [sys.executable, "-c", code], cwd=root, env=env, capture_output=True, check=False
    )
    assert ran.returncode in {0, 7}, ran
    assert b"Traceback" not in ran.stderr
    done("take", "1-1-102 漏水", at=root)
    assert_clean(root)
    assert int(git(root, "rev-list", "--count", f"{before}..HEAD")) == 1 + (ran.returncode == 0)


def test_another_writer_is_waited_for_and_then_told(tmp_path):
    root = a_store(tmp_path)
    hold = (
        "import fcntl, os, sys, time\n"
        "lock = os.open(sys.argv[1], os.O_RDWR | os.O_CREAT)\n"
        "fcntl.flock(lock, fcntl.LOCK_EX)\n"
        "print('held', flush=True)\n"
        "time.sleep(30)\n"
    )
    done("take", "1-1-101 漏水", at=root)
    line = [sys.executable, "-c", hold, str(root / ".git" / "wuye" / "lock")]
    holder = subprocess.Popen(line, stdout=subprocess.PIPE)
    try:
        assert holder.stdout is not None
        holder.stdout.readline()
        before = head(root)
        ran = wuye("take", "1-1-102 漏水", at=root, WUYE_LOCK_TIMEOUT="1.2")
        assert ran.status == 6
        assert "等待中" in ran.err.splitlines()[0]
        assert "wuye doctor" in ran.err.splitlines()[-1]
        assert wuye("ticket", "list", at=root).status == 0
        assert head(root) == before
    finally:
        holder.kill()
        holder.wait()
    done("take", "1-1-102 漏水", at=root)
