"""The conflicts that nobody has settled yet, noted so that lists can say so for nothing.

One line each: its id and the file. The note is there only while there are some.
"""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING

from wuye_cli.store import atomic

if TYPE_CHECKING:
    from collections.abc import Iterable

_NAME = "conflicts-open"


def note(private: str, lines: Iterable[tuple[str, str]]) -> None:
    """Note the conflicts that are left; the note goes with the last of them."""
    text = "".join(f"{name} {path}\n" for name, path in lines)
    place = os.path.join(private, _NAME)
    with suppress(OSError):
        if text:
            atomic.replace_whole(place, text.encode("utf-8", "surrogateescape"), sync=False)
        elif os.path.lexists(place):
            atomic.remove(place)


def noted(private: str, path: str = "") -> list[str]:
    """Return the ids of the conflicts that are left, in all or in one file."""
    try:
        with open(os.path.join(private, _NAME), encoding="utf-8", errors="surrogateescape") as file:
            lines = [line.rstrip("\n").partition(" ") for line in file]
    except OSError:
        return []
    return [name for name, _, where in lines if path in ("", where)]
