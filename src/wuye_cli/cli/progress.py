"""A counter on stderr for work that takes more than a second."""

from __future__ import annotations

import sys
from time import monotonic
from typing import TYPE_CHECKING, TypeVar

from wuye_cli.render.plain import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_Item = TypeVar("_Item")
_PATIENCE_S = 1.0
_REDRAW_S = 0.1


class Counter:
    """Counts on one line of a terminal; silent elsewhere and during the first second."""

    def __init__(self, what: str, total: int | None = None, parts: str = "") -> None:
        """Start counting `what`, of `total` if that is known; `parts` is what one of them has."""
        self._what = clean(what)
        self._parts = clean(parts)
        self._of = "" if total is None else f"/{total}"
        self._next = monotonic() + _PATIENCE_S
        self._is_drawn = False
        self._is_shown = sys.stderr is not None and sys.stderr.isatty()

    def show(self, count: int, part: int = 0) -> None:
        """Show that `count` are done, and `part` of the next one, at most ten times a second."""
        if not self._is_shown or (now := monotonic()) < self._next:
            return
        self._next = now + _REDRAW_S
        self._is_drawn = True
        inside = f" · {self._parts} {part}" if part and self._parts else ""
        sys.stderr.write(f"\r\x1b[K{self._what} {count}{self._of}{inside}")
        sys.stderr.flush()

    def end(self) -> None:
        """Take the line away."""
        if self._is_drawn:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()


def counted(items: Iterable[_Item], what: str, total: int | None = None) -> Iterator[_Item]:
    """Yield the items, counting them on stderr as they are done."""
    counter = Counter(what, total)
    try:
        for count, item in enumerate(items, 1):
            yield item
            counter.show(count)
    finally:
        counter.end()
