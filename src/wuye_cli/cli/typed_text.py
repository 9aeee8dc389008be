"""Text that a person hands over whole: a file or standard input, as UTF-8."""

from __future__ import annotations

import sys

from wuye_cli.domain.errors import CallError

STDIN = "-"


def read_text(path: str) -> str:
    """Return a text file, without a byte-order mark; `-` is standard input.

    Raises:
        CallError: `desk_no_file`, if it cannot be read or is not UTF-8.
    """
    try:
        if path == STDIN:
            return sys.stdin.buffer.read().decode("utf-8-sig")
        with open(path, encoding="utf-8-sig", newline="") as file:  # noqa: PTH123 - theirs, not ours
            return file.read()
    except (OSError, UnicodeError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "UTF-8"
        raise CallError("desk_no_file", path=path, reason=reason) from error


def is_agreed(question: str) -> bool:
    """Ask on the terminal whether to go on; where nobody can answer, no.

    The answer comes from the terminal even where the text came by standard input.
    """
    if not (sys.stdout.isatty() and sys.stderr.isatty()):
        return False
    try:
        with open("/dev/tty" if sys.platform != "win32" else "CON", encoding="utf-8") as terminal:  # noqa: PTH123 - a device, no path
            sys.stdout.write(question)
            sys.stdout.flush()
            return terminal.readline().strip().lower() in {"y", "yes", "是", "好"}
    except OSError:
        return False
