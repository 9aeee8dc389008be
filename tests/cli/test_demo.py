"""The demo, through the real command: it ends well, and what it made is a clean store."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from tests.support.cli import SOURCE


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("zh", ("按二次投诉办理", "已超时", "逐日说明")),
        ("en", ("second complaint", "overdue", "come about")),
    ],
)
def test_the_demo_tells_its_days_and_leaves_a_clean_store(tmp_path, language, words):
    root = tmp_path / "estate"
    environment = {**os.environ, "WUYE_LANG": language, "PYTHONPATH": str(SOURCE)}
    command = [sys.executable, "-m", "wuye_cli", "demo", str(root)]
    done = subprocess.run(
        command, capture_output=True, text=True, env=environment, cwd=tmp_path, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    for word in words:
        assert word in done.stdout + done.stderr
    status = ["git", "-C", str(root), "status", "--porcelain"]
    assert subprocess.run(status, capture_output=True, text=True, check=True).stdout == ""
    check = [sys.executable, "-m", "wuye_cli", "-C", str(root), "check"]
    assert subprocess.run(check, capture_output=True, env=environment, check=False).returncode == 0
