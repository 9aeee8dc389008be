"""A child process: started without a shell, fed and read through pipes, judged by its status."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import IO, TYPE_CHECKING, NoReturn

from wuye_cli.domain.errors import StoreError
from wuye_cli.store import atomic

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_LOCK_NUMBER = 9  # where a writing child finds the store's lock
_RESET_SIGNALS = (13, 25)  # SIGPIPE and SIGXFSZ, which Python ignores and git must not
SPOKEN = (
    # what git says: the code that we say it by
    ("No space left on device", "disk_full"),
    ("Out of diskspace", "disk_full"),
    ("quota exceeded", "disk_full"),
    ("Read-only file system", "read_only"),
    ("Permission denied", "read_only"),
    ("Input/output error", "io_error"),
    ("dubious ownership", "dubious_ownership"),
    ("nable to write", "io_error"),
    ("couldn't write", "io_error"),
    ("failed to write", "io_error"),
    ("write error", "io_error"),
    ("couldn't set", "io_error"),
    ("fsync error", "io_error"),
    ("unable to create temporary file", "io_error"),
)


class Child:
    """A program that runs: fed, read, and at last waited for."""

    def __init__(
        self,
        reap: Callable[[], int],
        command: str,
        streams: tuple[IO[bytes] | None, IO[bytes], IO[bytes]],
    ) -> None:
        self._reap: Callable[[], int] | None = reap
        self._command = command
        self._input, self.output, self._errors = streams

    def feed(self, data: bytes) -> None:
        """Write to its standard input.

        Raises:
            StoreError: With what git complained of, if it died.
        """
        try:
            self._need_input().write(data)
        except BrokenPipeError:
            self._fail(self.wait())

    def flush(self) -> None:
        """Send what was fed so far."""
        try:
            self._need_input().flush()
        except BrokenPipeError:
            self._fail(self.wait())

    def result(self, ok: Sequence[int]) -> bytes:
        """Close its input, read all it prints, wait, and judge its exit status.

        Raises:
            StoreError: `git_failed`, or what the disk did to git.
        """
        try:
            printed = self.output.read()
        finally:
            status = self.wait()
        self.judge(status, ok)
        return printed

    def judge(self, status: int, ok: Sequence[int] = (0,)) -> None:
        """Do nothing if it ended well.

        Raises:
            StoreError: `git_failed`, or what the disk did to it.
        """
        if status not in ok:
            self._fail(status)

    def finish(self) -> bytes:
        """Close its input first, then as `result` with status 0."""
        self._close_input()
        return self.result((0,))

    def wait(self) -> int:
        """Close both pipes, wait until it has ended, and return its exit status."""
        reap, self._reap = self._reap, None
        if reap is None:
            return 0
        self._close_input()
        self.output.close()
        try:
            return reap()
        except KeyboardInterrupt:
            reap()  # nothing may be judged while a child still works
            raise

    def _need_input(self) -> IO[bytes]:
        if self._input is None:
            raise ValueError("this program has no pipe to be fed through")
        return self._input

    def _close_input(self) -> None:
        if self._input is not None:
            with suppress(BrokenPipeError):  # the exit status tells why it stopped reading
                self._input.close()
            self._input = None

    def complaints(self) -> str:
        """Return what it wrote on its standard error."""
        self._errors.seek(0)
        return self._errors.read().decode("utf-8", "replace").strip()

    def _fail(self, status: int) -> NoReturn:
        text = self.complaints()
        code = next((code for words, code in SPOKEN if words in text), "git_failed")
        raise StoreError(code, command=self._command, status=status, reason=text[-2000:])


def _scratch() -> IO[bytes]:
    """Return an unnamed file: input and complaints of a child never block a pipe."""
    if sys.platform != "linux":
        import tempfile  # slow to import, and only needed where there is no memfd

        return tempfile.TemporaryFile("w+b")
    return os.fdopen(os.memfd_create("wuye"), "w+b")


if sys.platform == "win32":

    def start_process(
        line: list[str],
        data: bytes | None,
        environment: dict[str, str],
        lock: int = -1,  # noqa: ARG001 - a lock of Windows ends with its process in any case
        command: str = "version",
        *,
        alone: bool = False,  # noqa: ARG001 - a console of Windows is never asked by our children
    ) -> Child:
        """Start a program; `data=None` gives it a pipe to be fed through.

        Args:
            line: Absolute path of the program and its arguments.
            data: What it reads from its standard input.
            environment: Its whole environment.
            lock: A descriptor that it keeps open.
            command: How errors name it.
            alone: It gets no terminal, so that it fails where it would ask for something.

        Raises:
            StoreError: `git_missing`, when it cannot be started.
        """
        import subprocess

        source: IO[bytes] | int = subprocess.PIPE
        if data is not None:
            source = _filled(data)
        errors = _scratch()
        try:
            process = subprocess.Popen(  # noqa: S603 - our own argument list
                line,
                stdin=source,
                stdout=subprocess.PIPE,
                stderr=errors,
                env=environment,
                # an interrupt at the console is ours to handle; git finishes
                creationflags=subprocess.CREATE_NEW_PROCESS_GROUP,
            )
        except OSError as error:
            raise StoreError("git_missing", reason=str(error)) from error
        assert process.stdout is not None  # noqa: S101 - tells the type checker
        return Child(process.wait, command, (process.stdin, process.stdout, errors))

    def start_detached(program: Sequence[str], environment: dict[str, str]) -> None:
        """Start a program that outlives us and holds nothing of ours."""
        import subprocess

        subprocess.Popen(  # noqa: S603 - our own argument list
            list(program), env=environment, creationflags=subprocess.DETACHED_PROCESS
        )

else:
    import fcntl

    def start_process(
        line: list[str],
        data: bytes | None,
        environment: dict[str, str],
        lock: int = -1,
        command: str = "version",
        *,
        alone: bool = False,
    ) -> Child:
        """Start a program; `data=None` gives it a pipe to be fed through.

        Args:
            line: Absolute path of the program and its arguments.
            data: What it reads from its standard input.
            environment: Its whole environment.
            lock: A descriptor that it keeps open.
            command: How errors name it.
            alone: It gets no terminal, so that it fails where it would ask for something.

        Raises:
            StoreError: `git_missing`, when it cannot be started.
        """
        with atomic.disk_errors():
            errors = _scratch()
            theirs_out, ours_out = _pipe(reading=True)
            given: IO[bytes] | None = None
            if data is None:
                theirs_in, given = _pipe(reading=False)
            else:
                with _filled(data) as source:
                    theirs_in = _above(os.dup(source.fileno()))
        complaints = _above(os.dup(errors.fileno()))
        actions: list[tuple[int, ...]] = [
            (os.POSIX_SPAWN_DUP2, theirs_in, 0),
            (os.POSIX_SPAWN_DUP2, theirs_out, 1),
            (os.POSIX_SPAWN_DUP2, complaints, 2),
        ]
        held = -1
        if lock >= 0:
            held = _above(os.dup(lock))
            actions.append((os.POSIX_SPAWN_DUP2, held, _LOCK_NUMBER))
        try:
            pid = os.posix_spawn(
                line[0],
                line,
                environment,
                file_actions=actions,
                setsigdef=_RESET_SIGNALS,
                # an interrupt at the terminal is ours to handle; git finishes
                **({"setsid": True} if alone else {"setpgroup": 0}),
            )
        except OSError as error:
            raise StoreError("git_missing", reason=str(error)) from error
        finally:
            for number in (theirs_in, theirs_out, complaints, held):
                if number >= 0:
                    os.close(number)
        return Child(lambda: _reaped(pid), command, (given, ours_out, errors))

    def _reaped(pid: int) -> int:
        return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])

    def start_detached(program: Sequence[str], environment: dict[str, str]) -> None:
        """Start a program that outlives us and holds nothing of ours."""
        null = _above(os.open(os.devnull, os.O_RDWR))
        try:
            os.posix_spawn(
                program[0],
                list(program),
                environment,
                file_actions=[(os.POSIX_SPAWN_DUP2, null, number) for number in (0, 1, 2)],
                setsid=True,
            )
        finally:
            os.close(null)

    def _pipe(*, reading: bool) -> tuple[int, IO[bytes]]:
        """Return the child's end and ours; `reading` says what we do."""
        read_end, write_end = (_above(number) for number in os.pipe())
        if reading:
            return write_end, os.fdopen(read_end, "rb")
        return read_end, os.fdopen(write_end, "wb")

    def _above(number: int) -> int:
        """Move a descriptor above those that the child is given: a closed stdin leaves gaps."""
        moved = fcntl.fcntl(number, fcntl.F_DUPFD_CLOEXEC, 16)
        os.close(number)
        return moved


def _filled(data: bytes) -> IO[bytes]:
    if not data:
        return open(os.devnull, "rb")
    scratch = _scratch()
    scratch.write(data)
    scratch.seek(0)
    return scratch
