"""The merge driver of git: standards merged by their facts, comments kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wuye_cli.domain.errors import StoreError

if TYPE_CHECKING:
    from pathlib import Path

    from wuye_cli.store.repository import Store


def by_lines(store: Store, ours: Path, base: Path, theirs: Path) -> bool:
    """Let git merge by lines into our file, with its markers; say whether nothing clashed."""
    words = ("merge-file", "-q", "-L", "ours", "-L", "base", "-L", "theirs", "--")
    paths = [str(path.resolve()) for path in (ours, base, theirs)]
    try:
        store.ground.git.write(*words, *paths)
    except StoreError:
        return False
    return True
