"""Tests of what only a later git can do: ours runs with 2.30."""

from __future__ import annotations

import functools
import re
import subprocess

import pytest


@functools.cache
def _version() -> tuple[int, int]:
    said = subprocess.run(["git", "version"], capture_output=True, text=True, check=True).stdout
    found = re.search(r"(\d+)\.(\d+)", said)
    return (int(found[1]), int(found[2])) if found else (0, 0)


def needs_git(major: int, minor: int) -> pytest.MarkDecorator:
    """Skip a test where git is older."""
    return pytest.mark.skipif(
        _version() < (major, minor), reason=f"needs git {major}.{minor}, not for us but to look"
    )
