"""The sparse cone: which paths are checked out in a store that keeps only recent months on disk."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wuye_cli.store.ground import Ground


class Cone:
    """The folders that a cone-mode sparse checkout holds.

    Args:
        patterns: The lines of git's `info/sparse-checkout`.
    """

    def __init__(self, patterns: list[str]) -> None:
        shallow = {line[1:-2].strip("/") for line in patterns if line.startswith("!/")}
        named = {line.strip("/") for line in patterns if line.startswith("/") and line != "/*"}
        self._shallow = {name.removesuffix("/") for name in shallow} | {""}
        self._whole = named - self._shallow

    def holds(self, path: str) -> bool:
        """Say whether the file `path` is checked out.

        Example:
            >>> cone = Cone(["/*", "!/*/", "/a/", "!/a/*/", "/a/b/"])
            >>> [cone.holds(path) for path in ("x", "a/x", "a/b/c/x", "a/z/x", "q/x")]
            [True, True, True, False, False]
        """
        folder = path.rpartition("/")[0]
        if folder in self._shallow:
            return True
        while folder:
            if folder in self._whole:
                return True
            folder = folder.rpartition("/")[0]
        return False


def cone_of(ground: Ground) -> Cone | None:
    """Return the cone of a repository, None when everything is checked out."""
    lines = _lines(os.path.join(ground.git_dir, "info", "sparse-checkout"))
    if not lines or not _is_on(ground):
        return None
    return Cone(lines)


def _is_on(ground: Ground) -> bool:
    answer = ""
    for folder, name in ((ground.common_dir, "config"), (ground.git_dir, "config.worktree")):
        for line in _lines(os.path.join(folder, name)):
            key, _, value = line.replace(" ", "").lower().partition("=")
            if key == "sparsecheckout":
                answer = value
    return answer == "true"


def _lines(path: str) -> list[str]:
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            return [line.strip() for line in file if line.strip()]
    except FileNotFoundError:
        return []
