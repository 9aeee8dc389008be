"""One writer at a time: a kernel lock that dies with its holder."""

from __future__ import annotations

import _thread
import errno
import os
import sys
from time import monotonic, sleep
from typing import TYPE_CHECKING

from wuye_cli.domain.errors import CallError, ConflictError
from wuye_cli.store.atomic import disk_errors, store_error

if TYPE_CHECKING:
    from collections.abc import Callable

PATIENCE = 60.0
"""Seconds that a command waits for the lock unless `WUYE_LOCK_TIMEOUT` says otherwise."""

_FIRST_WORD = 0.5  # seconds of silence before the person is told that we wait
_WORD_EVERY = 5.0
_BUSY = frozenset({errno.EWOULDBLOCK, errno.EAGAIN, errno.EACCES, errno.EDEADLK})


if sys.platform == "win32":
    import msvcrt

    _LONGEST_NAP = 0.01

    def _try(number: int) -> None:
        msvcrt.locking(number, msvcrt.LK_NBLCK, 1)

    class _Place:
        """Looks again and again: this kernel keeps no queue without an end."""

        def __init__(self, number: int) -> None:
            self._number = number
            self._nap = 0.001

        def came(self, seconds: float) -> bool:
            until = monotonic() + seconds
            while not _is_ours(self._number):
                if monotonic() >= until:
                    return False
                sleep(self._nap)
                self._nap = min(self._nap * 2, _LONGEST_NAP)
            return True

        def leave(self) -> None:
            os.close(self._number)

else:
    import fcntl

    def _try(number: int) -> None:
        fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)

    class _Place:
        """A place in the kernel's queue, where who came first goes first.

        Whoever only looks again and again draws lots with all others at each release, and with
        sixteen writers on a slow machine some draw blanks for a minute. `flock` that waits knows
        no end, so a thread stands in the queue; if we leave, it gives the lock back when its turn
        comes, or dies with us.
        """

        def __init__(self, number: int) -> None:
            self._number = number
            self._error: OSError | None = None
            self._is_over = self._is_left = False
            self._door = _thread.allocate_lock()
            self._turn = _thread.allocate_lock()
            self._turn.acquire()
            _thread.start_new_thread(self._stand, ())

        def _stand(self) -> None:
            try:
                fcntl.flock(self._number, fcntl.LOCK_EX)
            except OSError as error:
                self._error = error
            with self._door:
                self._is_over = True
                if self._is_left:
                    os.close(self._number)
            self._turn.release()

        def came(self, seconds: float) -> bool:
            """Wait so many seconds for our turn; say whether it came."""
            if not self._turn.acquire(timeout=seconds):
                return False
            if self._error is not None:
                raise store_error(self._error) from self._error
            return True

        def leave(self) -> None:
            """Give the place up; the descriptor is closed by whoever uses it last."""
            with self._door:
                self._is_left = True
                if self._is_over:
                    os.close(self._number)


def patience() -> float:
    """Return how many seconds to wait for the lock.

    Raises:
        CallError: `bad_lock_timeout`, when the environment names something else than seconds.
    """
    text = os.environ.get("WUYE_LOCK_TIMEOUT", "")
    if not text:
        return PATIENCE
    try:
        seconds = float(text)
    except ValueError:
        seconds = -1.0
    if not 0 <= seconds < float("inf"):
        raise CallError("bad_lock_timeout", value=text)
    return seconds


class StoreLock:
    """The lock of a store, held from `acquire` to `release` or the death of the process.

    The lock belongs to the open file: a git child that was given `number` keeps it when its parent
    is killed, so that nobody cleans up under a git that still writes.
    """

    def __init__(self, path: str) -> None:
        self._path = path
        self._number = -1

    @property
    def number(self) -> int:
        """The descriptor that writing children inherit; -1 while the lock is not held."""
        return self._number

    def acquire(self, *, timeout: float, on_wait: Callable[[float], None] | None = None) -> None:
        """Wait for the lock.

        Args:
            timeout: Seconds to wait at most.
            on_wait: Called with the seconds waited so far, first after half a second and then
                every five, so that the face may say that it waits.

        Raises:
            ConflictError: `lock_timeout`, when others held it all the time.
            StoreError: If the lock file cannot be opened, or not locked on this file system.
        """
        with disk_errors():
            number = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o666)
        try:
            is_ours = _is_ours(number)
        except BaseException:
            os.close(number)
            raise
        if not is_ours and not _came(number, timeout, on_wait):
            raise ConflictError("lock_timeout", seconds=timeout)
        self._number = number

    def release(self) -> None:
        """Give the lock back; harmless when it is not held."""
        if self._number >= 0:
            number, self._number = self._number, -1
            os.close(number)


def _is_ours(number: int) -> bool:
    """Take the lock if nobody has it.

    Raises:
        StoreError: On a file system without such locks.
    """
    try:
        _try(number)
    except OSError as error:
        if error.errno not in _BUSY:
            raise store_error(error) from error
        return False
    return True


def _came(number: int, timeout: float, on_wait: Callable[[float], None] | None) -> bool:
    """Stand in the queue until our turn comes; if it does not, the descriptor is given up."""
    place, started = _Place(number), monotonic()
    until, next_word = started + timeout, started + _FIRST_WORD
    has_come = False
    try:
        while not has_come and (now := monotonic()) < until:
            if now >= next_word:
                next_word = now + _WORD_EVERY
                if on_wait is not None:
                    on_wait(now - started)
            has_come = place.came(max(min(next_word, until) - now, 0))
    finally:
        if not has_come:
            place.leave()
    return has_come
