"""What stdout is: how wide, and whether colours show. Light, for the front door."""

from __future__ import annotations

import os
import sys


def columns() -> int | None:
    """Return the columns of the terminal, or None where stdout is none."""
    if not is_terminal():
        return None
    told = os.environ.get("COLUMNS", "")
    if told.isascii() and told.isdigit() and int(told) > 0:
        return int(told)
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns or None
    except (OSError, ValueError):
        return None


def wants_colour() -> bool:
    """Say whether to colour: by `NO_COLOR`, `CLICOLOR_FORCE`, then a terminal that is not dumb."""
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("CLICOLOR_FORCE", "0") not in {"", "0"}:
        return True
    return is_terminal() and os.environ.get("TERM") != "dumb"


def is_terminal() -> bool:
    """Say whether stdout is a terminal."""
    try:
        return sys.stdout is not None and sys.stdout.isatty()
    except ValueError:  # closed
        return False
