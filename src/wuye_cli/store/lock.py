"""One writer at a time: a kernel lock that dies with its holder."""

from __future__ import annotations

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
_WORD_EVERY = 1.0
_LONGEST_NAP = 0.01
_BUSY = frozenset({errno.EWOULDBLOCK, errno.EAGAIN, errno.EACCES, errno.EDEADLK})


if sys.platform == "win32":
    import msvcrt

    def _try(number: int) -> None:
        msvcrt.locking(number, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _try(number: int) -> None:
        fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)


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
                every second, so that the face may say that it waits.

        Raises:
            ConflictError: `lock_timeout`, when others held it all the time.
            StoreError: If the lock file cannot be opened, or not locked on this file system.
        """
        with disk_errors():
            number = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o666)
        try:
            _wait(number, timeout, on_wait)
        except BaseException:
            os.close(number)
            raise
        self._number = number

    def release(self) -> None:
        """Give the lock back; harmless when it is not held."""
        if self._number >= 0:
            number, self._number = self._number, -1
            os.close(number)


def _wait(number: int, timeout: float, on_wait: Callable[[float], None] | None) -> None:
    started = monotonic()
    nap, next_word = 0.001, _FIRST_WORD
    while True:
        try:
            _try(number)
        except OSError as error:
            if error.errno not in _BUSY:
                raise store_error(error) from error  # a file system without such locks
        else:
            return
        waited = monotonic() - started
        if waited >= timeout:
            raise ConflictError("lock_timeout", seconds=timeout)
        if on_wait is not None and waited >= next_word:
            on_wait(waited)
            next_word = waited + _WORD_EVERY
        sleep(nap)
        nap = min(nap * 2, _LONGEST_NAP)
