"""A hook as a file: looked at, written whole, taken away; somebody else's is never touched."""

from __future__ import annotations

import os

from wuye_cli.store import atomic


def lying(place: str) -> str | None:
    """Return the hook that is there; a link or what is no text is somebody else's.

    Raises:
        StoreError: What the disk says.
    """
    if not os.path.lexists(place):
        return None
    if os.path.islink(place) or not os.path.isfile(place):
        return ""
    with atomic.disk_errors(), open(place, "rb") as file:
        return file.read().decode("utf-8", "replace")


def write(place: str, script: str) -> bool:
    """Write a hook, and return whether it had to be.

    Raises:
        StoreError: What the disk says.
    """
    if lying(place) == script and os.access(place, os.X_OK):
        return False
    with atomic.disk_errors():
        atomic.make_folders(os.path.dirname(place))
        atomic.replace_whole(place, script.encode())
        os.chmod(place, 0o755)  # noqa: S103 - git runs no other
    return True


def take_away(place: str) -> None:
    """Remove a hook.

    Raises:
        StoreError: What the disk says.
    """
    with atomic.disk_errors():
        os.remove(place)
