"""The console of Windows: asked to obey colours and the clearing of a line, as terminals do."""

from __future__ import annotations

import os
import sys

_OBEY_ESCAPES = 4  # ENABLE_VIRTUAL_TERMINAL_PROCESSING

if sys.platform == "win32":

    def prepare() -> None:
        """Let the console obey escapes; where it cannot, before Windows 10, show no colours."""
        import ctypes  # noqa: PLC0415 - no other system needs it
        import msvcrt  # noqa: PLC0415 - Windows alone has it

        console = ctypes.windll.kernel32
        for stream in (sys.stdout, sys.stderr):
            if stream is None or not stream.isatty():
                continue
            handle, mode = msvcrt.get_osfhandle(stream.fileno()), ctypes.c_ulong()
            known = console.GetConsoleMode(handle, ctypes.byref(mode))
            if not known or not console.SetConsoleMode(handle, mode.value | _OBEY_ESCAPES):
                os.environ.setdefault("NO_COLOR", "1")

else:

    def prepare() -> None:
        """Do nothing: terminals obey escapes."""
