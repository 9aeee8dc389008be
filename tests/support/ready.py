"""An interpreter that has loaded everything and forks a child for every command it is given.

Of the 190 ms of CPU that `python -m wuye_cli take` costs, 165 go into loading modules. The child is
a process of its own: own files, own folder, own environment, own end. What only a new interpreter
can show (what is loaded, what the locale does to it) is tested with one; `tests.support.cli` says
when.
"""

from __future__ import annotations

import atexit
import functools
import gc
import importlib
import json
import os
import pkgutil
import select
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import IO, TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    Words = Sequence[str | bytes]

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src"
_LOADED_LATE = ("git", "jinja2", "prompt_toolkit", "ruamel.yaml", "segno", "tabulate", "yaml")
_LENGTH = struct.Struct("I")
_PID = struct.Struct("i")
_STREAMS = 4
"""What a command is given: stdin, stdout, stderr, and where it says its number and its status."""


class Ended(NamedTuple):
    """How a command ended; minus the signal that killed it, as far as that is known."""

    status: int
    out: bytes
    err: bytes


# -- on the side of the tests ----------------------------------------------------------------------


def run(
    words: Words, at: Path | str, known: Mapping[str, str], given: bytes, timeout: float
) -> Ended:
    """Run a command in a child of the ready interpreter.

    Raises:
        subprocess.TimeoutExpired: It took too long and was killed.
    """
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        told, says = os.pipe()
        stdin = _given(given)
        try:
            _interpreter(os.getpid()).give(
                {
                    "words": [os.fsdecode(word) for word in words],
                    "at": os.path.abspath(at),
                    "known": dict(known),
                },
                (stdin, out.fileno(), err.fileno(), says),
            )
        finally:
            os.close(stdin)
            os.close(says)
        with os.fdopen(told, "rb", buffering=0) as end:
            status = _status(end, words, timeout)
        return Ended(status, _all_of(out), _all_of(err))


def _given(data: bytes) -> int:
    """Return a pipe that holds all that is given and ends; a file if it holds more than a pipe."""
    if len(data) > select.PIPE_BUF:
        with tempfile.TemporaryFile() as file:
            file.write(data)
            file.seek(0)
            return os.dup(file.fileno())
    out, into = os.pipe()
    with os.fdopen(into, "wb", buffering=0) as end:
        end.write(data)
    return out


def _all_of(file: IO[bytes]) -> bytes:
    file.seek(0)
    return file.read()


def _status(end: IO[bytes], words: Words, timeout: float) -> int:
    until = time.monotonic() + timeout
    said = b""
    while select.select([end], [], [], max(0.0, until - time.monotonic()))[0]:
        more = end.read(64)
        if not more:
            whole = len(said) == _PID.size + 1
            return said[-1] if whole else -signal.SIGKILL
        said += more
    if len(said) >= _PID.size:
        os.kill(_PID.unpack(said[: _PID.size])[0], signal.SIGKILL)
    raise subprocess.TimeoutExpired(words, timeout)


class _Interpreter:
    """The ready interpreter of this process, and the line to it."""

    def __init__(self) -> None:
        ours, its = socket.socketpair()
        with its:
            environment = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8"}
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tests.support.ready", str(its.fileno())],
                cwd=ROOT,
                env=environment | {"PYTHONPATH": str(SOURCE)},
                pass_fds=(its.fileno(),),
            )
        self._line = ours
        self._turn = threading.Lock()
        self._owner = os.getpid()
        atexit.register(self.end)

    def give(self, task: Mapping[str, object], streams: Sequence[int]) -> None:
        data = json.dumps(task).encode()
        with self._turn:
            socket.send_fds(self._line, [_LENGTH.pack(len(data))], streams)
            self._line.sendall(data)

    def end(self) -> None:
        self._line.close()
        if os.getpid() == self._owner:
            self._process.wait()


@functools.cache
def _interpreter(_: int) -> _Interpreter:
    """Return the interpreter of a process: a forked child of the tests has one of its own."""
    return _Interpreter()


# -- in the interpreter ----------------------------------------------------------------------------


def serve(line: socket.socket) -> None:
    """Fork a child for every command that comes along the line, until it is closed."""
    while True:
        head, streams, _, _ = socket.recv_fds(line, _LENGTH.size, _STREAMS)
        if not head:
            return
        task = json.loads(_exactly(line, _LENGTH.unpack(head)[0]))
        if os.fork() == 0:
            line.close()
            _do(streams, **task)
        for stream in streams:
            os.close(stream)
        _bury()


def _exactly(line: socket.socket, size: int) -> bytes:
    data = b""
    while len(data) < size:
        more = line.recv(size - len(data))
        if not more:
            raise EOFError
        data += more
    return data


def _bury() -> None:
    """Take leave of the children that have ended."""
    try:
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
    except ChildProcessError:
        pass


def _do(streams: list[int], words: list[str], at: str, known: dict[str, str]) -> None:
    """Become the command, and end."""
    status = 70
    *standard, says = streams
    os.set_inheritable(says, False)  # noqa: FBT003 - the call knows no names
    try:
        os.write(says, _PID.pack(os.getpid()))
        for number, stream in enumerate(standard):
            os.dup2(stream, number)
            os.close(stream)
        _standard_streams()
        os.chdir(at)
        os.environ.clear()
        os.environ.update(known)
        time.tzset()
        sys.path[0] = at
        command = importlib.import_module("wuye_cli.__main__")
        sys.argv = [str(command.__file__), *words]
        status = command.main(list(words))
        sys.stderr.flush()
    finally:
        os.write(says, bytes([status & 0xFF]))
        os._exit(status)


def _standard_streams() -> None:
    """Make the standard streams anew, as a new interpreter does."""
    sys.stdin = sys.__stdin__ = os.fdopen(
        0, encoding="utf-8", errors="surrogateescape", closefd=False
    )
    sys.stdout = sys.__stdout__ = os.fdopen(1, "w", encoding="utf-8", closefd=False)
    sys.stderr = sys.__stderr__ = os.fdopen(
        2, "w", buffering=1, encoding="utf-8", errors="backslashreplace", closefd=False
    )


def _load() -> None:
    """Load the program and what its commands load late; none of them waits for a disk."""
    import wuye_cli  # noqa: PLC0415 - only the interpreter itself loads it

    for _, name, _ in pkgutil.walk_packages(wuye_cli.__path__, "wuye_cli."):
        importlib.import_module(name)
    for name in _LOADED_LATE:
        importlib.import_module(name)
    os.fsync = lambda _: None
    gc.collect()
    gc.freeze()


if __name__ == "__main__":
    _load()
    with socket.socket(fileno=int(sys.argv[1])) as _line:
        serve(_line)
