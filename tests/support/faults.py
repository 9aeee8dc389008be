"""Runs operations in children that die, or whose disk fails, at their n-th change of a file."""

from __future__ import annotations

import mmap
import os
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import time
import traceback
from pathlib import Path

import pytest

OFF, COUNT, KILL_BEFORE, KILL_AFTER, KILL_INSIDE, FAIL = 0, 1, 2, 3, 4, 100
_BLOCK = struct.Struct("5i")
_SOURCE = Path(__file__).with_name("faults.c")


def built(folder: Path) -> Path | None:
    """Compile the shim; None where there is no compiler or no preloading."""
    compiler = shutil.which("cc") or shutil.which("gcc")
    if compiler is None or sys.platform != "linux":
        return None
    target = folder / "faults.so"
    line = [compiler, "-O1", "-shared", "-fPIC", "-o", str(target), str(_SOURCE), "-ldl"]
    return target if subprocess.run(line, check=False).returncode == 0 else None


class Faults:
    """The control block that the shim in this process and in its children looks at."""

    def __init__(self) -> None:
        number = os.open(os.environ["FAULT_BLOCK"], os.O_RDWR)
        self._block = mmap.mmap(number, 4096)
        os.close(number)

    def set(self, mode: int, at: int = 0, *, sticky: bool = False, head: int = 0) -> None:
        self._block[: _BLOCK.size] = _BLOCK.pack(mode, at, 0, int(sticky), head)

    def off(self) -> int:
        """Stop, and return how many calls were counted."""
        counted = _BLOCK.unpack(self._block[: _BLOCK.size])[2]
        self.set(OFF)
        return int(counted)


def run_under_shim(program: str, folder: Path, *args: str) -> str:
    """Run a module of `tests.support` in a child that has the shim, and return what it prints."""
    shim = built(folder)
    if shim is None:
        return ""
    block = folder / "block"
    block.write_bytes(bytes(4096))
    root = Path(__file__).parents[2]
    environment = os.environ | {
        "LD_PRELOAD": str(shim),
        "FAULT_BLOCK": str(block),
        "FAULT_ROOT": str(folder / "stores"),
        "PYTHONPATH": f"{root / 'src'}:{root}",
        "TMPDIR": str(folder),
    }
    done = subprocess.run(
        [sys.executable, "-m", program, str(folder / "stores"), *args],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        cwd=root,
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    return done.stdout


def assert_survives(driver: str, folder: Path, every: int) -> None:
    """Let each so many of a driver's changes of a file be the last, or fail; nothing may be bad."""
    if built(folder) is None:
        pytest.skip("needs a C compiler and preloading")
    memory = Path("/dev/shm")  # noqa: S108 - syncing is off, so only speed tells it from a disk
    place = Path(tempfile.mkdtemp(dir=memory)) if memory.is_dir() else folder
    try:
        said = run_under_shim(f"tests.support.{driver}", place, str(every)).splitlines()
    finally:
        shutil.rmtree(place, ignore_errors=True)
    assert [line for line in said if " 0 bad" not in line] == []
    assert sum(int(line.split(": ")[1].split()[0]) for line in said) > 1500 / every


def in_child(work: object) -> int:
    """Run `work()` in a forked child; return its exit status, or minus the signal."""
    pid = os.fork()
    if pid == 0:
        status = 70
        try:
            status = int(work() or 0)  # type: ignore[operator]  # any callable
        except Exception:  # noqa: BLE001 - a child has nobody above it to tell
            traceback.print_exc(file=sys.stdout)
            sys.stdout.flush()
        finally:
            os._exit(status)
    _, code = os.waitpid(pid, 0)
    return os.waitstatus_to_exitcode(code)


def kill_after(work: object, seconds: float) -> int:
    """As `in_child`, killed after a while."""
    pid = os.fork()
    if pid == 0:
        status = 70
        try:
            status = int(work() or 0)  # type: ignore[operator]  # any callable
        finally:
            os._exit(status)
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        ended, code = os.waitpid(pid, os.WNOHANG)
        if ended:
            return os.waitstatus_to_exitcode(code)
        time.sleep(0.001)
    os.kill(pid, signal.SIGKILL)
    _, code = os.waitpid(pid, 0)
    return os.waitstatus_to_exitcode(code)
