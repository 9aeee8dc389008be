"""What tells one state of wuye's own files from another, for whoever edits them."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_PACKAGE = Path(__file__).parents[1]


def code_state(parts: Iterable[str]) -> list[list[str | int]]:
    """Return name, time and size of the files below some folders of the package."""
    return sorted(facts for part in parts for facts in _below(os.fspath(_PACKAGE / part)))


@cache
def _below(folder: str) -> list[list[str | int]]:
    return list(_facts(folder))


def _facts(folder: str) -> Iterator[list[str | int]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.endswith(".py"):
                facts = entry.stat()
                yield [entry.name, facts.st_mtime_ns, facts.st_size]
            elif entry.is_dir() and entry.name != "__pycache__":
                yield from _facts(entry.path)
