"""Files for people that may lie in the work tree and must never be committed."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from wuye_cli.store import atomic

if TYPE_CHECKING:
    from wuye_cli.store.ground import Ground

SHEETS = ("*.xlsx", ".~lock.*#")
"""Sheets, which may hold names and phones, and what a spreadsheet program leaves beside them."""


def keep_out(ground: Ground, patterns: tuple[str, ...] = SHEETS) -> None:
    """Let git ignore files of some patterns in this clone, without a commit.

    Raises:
        StoreError: If the disk refuses.
    """
    folder = os.path.join(ground.common_dir, "info")
    path = os.path.join(folder, "exclude")
    with atomic.disk_errors():
        text = _read(path)
        missing = [line for line in patterns if line.encode() not in text.splitlines()]
        if missing:
            atomic.make_folders(folder)
            begun = text if not text or text.endswith(b"\n") else text + b"\n"
            atomic.replace_whole(path, begun + "".join(f"{line}\n" for line in missing).encode())


def keep_out_file(ground: Ground, path: str) -> None:
    """Let git ignore one file or folder, if it lies in the work tree."""
    root = os.path.realpath(ground.root)
    place = os.path.join(os.path.realpath(os.path.dirname(path)), os.path.basename(path))
    if place.startswith(root + os.sep) and "\n" not in place:
        name = os.path.relpath(place, root).replace(os.sep, "/")
        escaped = "".join("\\" + char if char in "\\*?[ " else char for char in name)
        keep_out(ground, (f"/{escaped}",))


def _read(path: str) -> bytes:
    try:
        with open(path, "rb") as file:
            return file.read()
    except FileNotFoundError:
        return b""
