"""What a long command is doing now, on one line of stderr: a word, and a count if there is one."""

from __future__ import annotations

import sys
from contextlib import contextmanager, suppress
from time import monotonic
from typing import TYPE_CHECKING

from wuye_cli.i18n.catalog import sentence

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_REDRAW_S = 0.1


@contextmanager
def steps_shown(area: str) -> Iterator[Callable[[str, int, int], None]]:
    """Give a function to tell steps to; the line is taken away at the end.

    Args:
        area: What the codes of the words begin with: `backup.step.` for `backup`.
    """
    is_shown = sys.stderr is not None and sys.stderr.isatty()
    last, at = "", 0.0

    def show(word: str, count: int, total: int) -> None:
        nonlocal last, at
        now = monotonic()
        if not is_shown or (last == word and now - at < _REDRAW_S):
            return
        last, at = word, now
        counted = f" {count}/{total}" if total else ""
        _draw(f"{sentence(f'{area}.step.{word}')}{counted}")

    try:
        yield show
    finally:
        if last:
            _draw("")


def _draw(text: str) -> None:
    with suppress(OSError):
        sys.stderr.write(f"\r\x1b[K{text}")
        sys.stderr.flush()
