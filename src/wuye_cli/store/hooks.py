"""The hook that git runs before a commit of a person: ours is written, nobody else's touched."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from wuye_cli.domain.errors import ConflictError
from wuye_cli.store import hook_files
from wuye_cli.store.founding import MERGE_DRIVER
from wuye_cli.store.git import records

if TYPE_CHECKING:
    from wuye_cli.store.ground import Ground

NAME = "pre-commit"
_MARK = "# wuye-hook/1"
SCRIPT = f"""#!/bin/sh
{_MARK}: written by `wuye hook install`, taken away by `wuye hook remove`.
# `git commit` stops here while a staged file is faulty. Commits of wuye itself run no hooks.
if ! command -v wuye >/dev/null 2>&1; then
  echo "wuye: not found in PATH; install it, or commit once with: git commit --no-verify" >&2
  exit 1
fi
case "${{GIT_INDEX_FILE:-index}}" in
  index | */index) what=--staged ;;
  *) what= ;; # `git commit -a` and `git commit FILE` commit what lies in the work tree
esac
wuye fmt --check $what && wuye check $what
"""
"""What git runs; plain POSIX shell."""


def hook_path(ground: Ground) -> str:
    """Return where git looks for the hook, as settings of this repository may say otherwise.

    Raises:
        ConflictError: `hook.elsewhere`, if hooks lie outside of this repository and serve others.
    """
    told = ground.git.read("config", "--get-all", "--null", "core.hooksPath", ok=(0, 1))
    *own, _ours = [*records(told), ""]  # our own calls come last, and switch hooks off
    own = [path for path in own if path != os.devnull]
    folder = os.path.expanduser(own[-1]) if own else os.path.join(ground.common_dir, "hooks")
    place = os.path.normpath(os.path.join(ground.root, folder, NAME))
    top = os.path.realpath(ground.root)
    folder = os.path.realpath(os.path.dirname(place))
    inside = (top, os.path.realpath(ground.common_dir))
    if not any(os.path.commonpath([folder, one]) == one for one in inside):
        raise ConflictError("hook.elsewhere", path=place)
    return place


def install(ground: Ground) -> tuple[str, bool]:
    """Write the hook.

    Returns:
        Where it lies, and whether it had to be written.

    Raises:
        ConflictError: `hook.foreign`, if somebody else's hook is there; `hook.elsewhere`.
        StoreError: What the disk says.
    """
    place = hook_path(ground)
    found = hook_files.lying(place)
    if found is not None and _MARK not in found:
        raise ConflictError("hook.foreign", path=place)
    return place, hook_files.write(place, SCRIPT)


def set_merge_driver(ground: Ground) -> bool:
    """Have git merge standards by their facts in this clone; return whether that was new."""
    told = ground.settings()
    lacking = {key: value for key, value in MERGE_DRIVER.items() if told.own(key) != value}
    for key, value in lacking.items():
        ground.git.write("config", "--local", key, value)
    return bool(lacking)


def remove(ground: Ground) -> tuple[str, bool]:
    """Take the hook away.

    Returns:
        Where it lay, and whether it was there.

    Raises:
        ConflictError: `hook.foreign`, if somebody else's hook is there; `hook.elsewhere`.
        StoreError: What the disk says.
    """
    place = hook_path(ground)
    found = hook_files.lying(place)
    if found is None:
        return place, False
    if _MARK not in found:
        raise ConflictError("hook.foreign", path=place)
    hook_files.take_away(place)
    return place, True
