"""How deep the long tests go: a sample before every commit, all of it at night or by hand."""

from __future__ import annotations

import os

PERCENT = int(os.environ.get("TEST_DEPTH", "12"))
"""Share of the tries; 100 runs all that the tests name."""
_FEWEST = 12


def tries(number: int) -> int:
    """Return how many of so many tries to run."""
    return max(min(number, _FEWEST), number * PERCENT // 100)


def stride() -> int:
    """Return n where every n-th of a long list of cases is tried; odd, so that pairs are not cut."""
    return max(1, 100 // PERCENT) | 1
