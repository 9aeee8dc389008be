"""Putting a text where it can be pasted from, and saying on stderr what came of it."""

from __future__ import annotations

import os
import sys
from contextlib import suppress

from wuye_cli.cli.exits import complain
from wuye_cli.gateways.clipboard import clipboard_tool, copy, terminal_order


def copy_text(text: str, *, wanted: bool | None, by_terminal: bool) -> bool:
    """Copy a text and say whether it was.

    Args:
        text: What to copy.
        wanted: Somebody asked for it, or asked not to; None copies for a person at a terminal.
        by_terminal: Ask the terminal itself (OSC 52), as over ssh.
    """
    if by_terminal:
        return _by_terminal(text)
    if wanted is False or (wanted is None and not _is_a_person()):
        return False
    tool = clipboard_tool()
    if tool is None:
        if wanted:
            complain("say.no_clipboard")
        return False
    done = copy(text, tool)
    complain("say.copied" if done else "say.clipboard_failed", tool=tool.name)
    return done


def _by_terminal(text: str) -> bool:
    """Give the order to the terminal; it may refuse, and never says so."""
    for stream in (sys.stderr, sys.stdout):
        if stream is not None and stream.isatty():
            with suppress(OSError):
                stream.write(terminal_order(text))
                stream.flush()
                complain("say.sent_to_terminal")
                return True
    complain("say.no_clipboard")
    return False


def _is_a_person() -> bool:
    """Whether somebody sits before this terminal; over ssh the clipboard is that of afar."""
    far = os.environ.get("SSH_CONNECTION") and not os.environ.get("DISPLAY")
    return not far and sys.stdout is not None and sys.stdout.isatty()
