"""The clipboard of the machine, through the program that every system has for it."""

from __future__ import annotations

import base64
import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

_PATIENCE_S = 5.0


class Tool(NamedTuple):
    """A program that copies what it is given.

    Attributes:
        words: The program and its options.
        encoding: Of what it is given.
        needs: A variable of the environment without which it cannot work.
    """

    words: tuple[str, ...]
    encoding: str = "utf-8"
    needs: str = ""

    @property
    def name(self) -> str:
        """How people call it."""
        return self.words[0]


_WINDOWS = Tool(("clip.exe",), "utf-16")  # with its mark; of plain bytes it takes the code page
_TOOLS = (
    Tool(("wl-copy",), needs="WAYLAND_DISPLAY"),
    Tool(("xclip", "-selection", "clipboard"), needs="DISPLAY"),
    Tool(("xsel", "--input", "--clipboard"), needs="DISPLAY"),
    _WINDOWS._replace(needs="WSL_DISTRO_NAME"),
)
_BY_SYSTEM = {"win32": (_WINDOWS,), "darwin": (Tool(("pbcopy",)),)}


def clipboard_tool(
    environment: Mapping[str, str] | None = None, system: str = sys.platform
) -> Tool | None:
    """Return the program to copy with, or None where there is no clipboard."""
    known = os.environ if environment is None else environment
    for tool in _BY_SYSTEM.get(system, _TOOLS):
        is_of_use = not tool.needs or known.get(tool.needs)
        if is_of_use and shutil.which(tool.name, path=known.get("PATH")):
            return tool
    return None


def copy(text: str, tool: Tool) -> bool:
    """Copy a text and say whether it worked; the program may live on to serve it."""
    place = shutil.which(tool.name)
    if place is None:
        return False
    try:
        ended = subprocess.run(  # noqa: S603 - one of the programs above, no shell, text on stdin
            [place, *tool.words[1:]],
            input=text.encode(tool.encoding, "replace"),
            stdout=subprocess.DEVNULL,  # xclip and wl-copy stay; a pipe would be held open
            stderr=subprocess.DEVNULL,
            timeout=_PATIENCE_S,
            check=False,
        )
    except (OSError, subprocess.SubprocessError):
        return False
    return ended.returncode == 0


def terminal_order(text: str, environment: Mapping[str, str] | None = None) -> str:
    r"""Return what makes a terminal copy a text, also over ssh (OSC 52); tmux has it wrapped.

    Example:
        >>> terminal_order("ok", {})
        '\x1b]52;c;b2s=\x07'
    """
    known = os.environ if environment is None else environment
    order = f"\x1b]52;c;{base64.b64encode(text.encode()).decode('ascii')}\a"
    if known.get("TMUX"):
        return f"\x1bPtmux;\x1b{order}\x1b\\"
    return order
