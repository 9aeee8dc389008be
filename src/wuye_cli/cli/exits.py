"""Errors to one line on stderr and an exit status."""

from __future__ import annotations

import errno
import os
import sys

from wuye_cli.domain.errors import StoreError, WuyeError
from wuye_cli.i18n.catalog import sentence
from wuye_cli.render.plain import clean, clean_fact

TYPE_CHECKING = False  # as type checkers know it; `typing` itself costs half an interpreter start
if TYPE_CHECKING:
    from types import TracebackType
    from typing import Any

BUG = 70
INTERRUPTED = 130
CLOSED_PIPE = 141
"""What a shell reports for a program ended by SIGPIPE."""

_DISK_CODES = {
    errno.ENOSPC: "disk_full",
    errno.EDQUOT: "disk_full",
    errno.EROFS: "read_only",
    errno.EACCES: "read_only",
    errno.EPERM: "read_only",
    errno.EIO: "io_error",
}


def spoken_errors() -> _Spoken:
    """Say a known error in one line and leave with its status; let a bug crash.

    Example:
        >>> with spoken_errors():
        ...     pass
    """
    return _Spoken()


class _Spoken:
    """The block of `spoken_errors`; by hand, as `contextlib` is too much for the door."""

    def __enter__(self) -> None:
        return None

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if isinstance(error, WuyeError):
            raise SystemExit(say_error(error)) from None


def say_error(error: WuyeError) -> int:
    """Say an error on stderr, with what somebody else said of it below; return its exit status."""
    facts = dict(error.facts)
    said = facts.pop("said", ())
    complain(error.code, **facts)
    for line in said:
        complain_text(f"  {clean(line)}")
    return error.exit_status


def spoken(code: str, /, **facts: Any) -> str:
    """Return the sentence of a code, its facts made safe to show."""
    safe = {name: clean_fact(value) for name, value in facts.items()}
    return sentence(code, **safe)


def complain(code: str, /, **facts: Any) -> None:
    """Say a sentence on stderr."""
    complain_text(spoken(code, **facts))


def complain_text(text: str) -> None:
    """Write what is safe to show on stderr; a stderr that is gone is no reason to fail."""
    if sys.stderr is None:
        return
    try:
        sys.stderr.write(text + "\n")
        sys.stderr.flush()
    except OSError:
        return


def as_store_error(error: OSError) -> StoreError | None:
    """Return what a failed system call means to a person, or None if it is a bug of ours."""
    code = _DISK_CODES.get(error.errno or 0)
    if code is None:
        return None
    reason = error.strerror or ""
    if error.filename is None:  # the store names its files; without a name it was stdout
        return StoreError("output_failed", path="stdout", reason=reason)
    return StoreError(code, path=str(error.filename), reason=reason)


def say_bug(error: BaseException) -> int:
    """Say that the program failed; with `WUYE_DEBUG` set, show where."""
    complain("bug", error=clean(f"{type(error).__name__}: {error}".rstrip(": ")))
    if os.environ.get("WUYE_DEBUG") in {None, "", "0"}:
        complain("bug_hint")
    elif sys.stderr is not None:
        sys.excepthook(type(error), error, error.__traceback__)
    return BUG


def lost_output(error: OSError) -> int:
    """Return the status of a command whose answer could not be written whole.

    Args:
        error: What the flush of stdout raised; another flush would find nothing left to lose.
    """
    drop_output()
    if isinstance(error, BrokenPipeError):
        return CLOSED_PIPE
    complain("output_failed", path="stdout", reason=error.strerror or "")
    return StoreError.exit_status


def drop_output() -> None:
    """Point stdout at nothing, so that the interpreter does not fail again when it ends."""
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
    except (OSError, ValueError, AttributeError):
        return
