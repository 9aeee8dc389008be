"""The hook that git asks before it takes a push: ours is written, nobody else's touched."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from wuye_cli.domain.errors import CallError, ConflictError
from wuye_cli.store import hook_files, layout
from wuye_cli.store.repository import Store

if TYPE_CHECKING:
    from pathlib import Path

    from wuye_cli.store.ground import Ground

NAME = "pre-receive"
_MARK = "# wuye-server-hook/1"
_SETTINGS = {"receive.fsckObjects": "true"}
"""Git itself then refuses objects that are no proper ones."""


def _script() -> str:
    """Return what git runs: plain POSIX shell, with the Python that wuye is installed for.

    A server's `PATH` rarely leads into a venv. Where that Python is gone, `wuye` in `PATH` answers,
    and where nobody does, nothing is taken: a guard that is away lets nobody in.
    """
    python = _quoted(sys.executable)
    return f"""#!/bin/sh
{_MARK}: written by `wuye hook install --server`, taken away by `wuye hook remove --server`.
# A push that breaks `wuye check` or `wuye audit verify` is refused here.
if [ -x {python} ]; then
  exec {python} -P -m wuye_cli hook receive
elif command -v wuye >/dev/null 2>&1; then
  exec wuye hook receive
fi
echo "wuye: not found on this server, so nothing is taken; install it, then: wuye hook install --server" >&2
exit 1
"""  # noqa: E501 - a sentence stays on one line


def _quoted(path: str) -> str:
    return "'" + path.replace("'", "'\\''") + "'"


def _ground(start: Path) -> Ground:
    """Return the bare repository that a folder is.

    Raises:
        CallError: `hook.not_bare`.
    """
    if not layout.is_bare(os.path.abspath(start)):
        raise CallError("hook.not_bare", path=str(start))
    return Store.open_history(start).ground


def _place(ground: Ground) -> str:
    told = ground.git.read("config", "--local", "--get", "core.hooksPath", ok=(0, 1))
    if told.strip():
        raise ConflictError("hook.server_elsewhere", path=told.decode("utf-8", "replace").strip())
    return os.path.join(ground.root, "hooks", NAME)


def install(start: Path) -> tuple[str, bool]:
    """Write the hook into a bare repository.

    Returns:
        Where it lies, and whether it had to be written.

    Raises:
        CallError: `hook.not_bare`.
        ConflictError: `hook.server_foreign`, if another hook is there; `hook.server_elsewhere`.
        StoreError: What the disk says.
    """
    ground = _ground(start)
    place, script = _place(ground), _script()
    found = hook_files.lying(place)
    if found is not None and _MARK not in found:
        line = f"{_quoted(sys.executable)} -P -m wuye_cli hook receive"
        raise ConflictError("hook.server_foreign", path=place, line=line)
    for key, value in _SETTINGS.items():
        ground.git.write("config", "--local", key, value)
    return place, hook_files.write(place, script)


def remove(start: Path) -> tuple[str, bool]:
    """Take the hook away.

    Returns:
        Where it lay, and whether it was there.

    Raises:
        CallError: `hook.not_bare`.
        ConflictError: `hook.server_foreign`, `hook.server_elsewhere`.
        StoreError: What the disk says.
    """
    place = _place(_ground(start))
    found = hook_files.lying(place)
    if found is None:
        return place, False
    if _MARK not in found:
        raise ConflictError("hook.server_foreign", path=place, line="")
    hook_files.take_away(place)
    return place, True
