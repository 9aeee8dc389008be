"""Three texts merged by git, line by line."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from wuye_cli.domain.errors import StoreError
from wuye_cli.store import atomic

if TYPE_CHECKING:
    from wuye_cli.store.ground import Ground


def merged_lines(ground: Ground, base: bytes, ours: bytes, theirs: bytes) -> bytes | None:
    """Return what git makes of three texts; None if lines clash, or git cannot tell."""
    from tempfile import TemporaryDirectory  # noqa: PLC0415 - tickets are never merged by lines

    with TemporaryDirectory() as folder:
        paths = [os.path.join(folder, name) for name in ("ours", "base", "theirs")]
        with atomic.disk_errors():
            for path, data in zip(paths, (ours, base, theirs), strict=True):
                with open(path, "wb") as file:
                    file.write(data)
        try:
            return ground.git.read("merge-file", "-p", "-q", "--", *paths)
        except StoreError:
            return None
