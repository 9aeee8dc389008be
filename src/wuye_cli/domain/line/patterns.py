"""Patterns compiled when they are first wanted: a line needs few of them, and a start is short."""

from __future__ import annotations

import re
from functools import cache


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """Return a pattern ready for use.

    Example:
        >>> compiled("[0-9]+").match("17 派")[0]
        '17'
    """
    return re.compile(pattern)
