"""A small sample of `tools.stress`: crashes of real commands, power cuts, hostile words."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.support import disk_storms, hostile_storms
from tests.support.faults import built, run_under_shim
from tests.support.power import Disk, Step


@pytest.mark.skipif("CRASH_EVERY" not in os.environ, reason="long: the nightly run has it")
def test_a_command_over_both_repositories_is_killed_at_some_of_its_calls(tmp_path):
    if built(tmp_path) is None:
        pytest.skip("needs a C compiler and preloading")
    said = run_under_shim("tests.support.command_driver", tmp_path, "0", "take")
    assert said == "sample, take: 4 points, 0 bad\n"


def test_the_power_goes_when_a_ticket_was_saved(tmp_path):
    if built(tmp_path) is None:
        pytest.skip("needs a C compiler and preloading")
    line = [sys.executable, "-m", "tests.support.power_driver", str(tmp_path / "p"), "1"]
    root = Path(__file__).parents[2]
    ran = subprocess.run(line, capture_output=True, text=True, check=False, cwd=root)
    lines = ran.stdout.splitlines()
    assert [line for line in lines if " 0 bad" not in line] == [], ran.stderr
    assert len(lines) == 5, ran.stderr


@pytest.mark.parametrize("is_synced", [True, False])
def test_a_folder_that_is_gone_from_the_disk_takes_the_names_in_it_along(tmp_path, is_synced):
    file = tmp_path / "template" / "a" / "b"
    file.parent.mkdir(parents=True)
    file.write_bytes(b"x")
    steps = [
        Step("unlink", 0, "/live/a/b", "", b""),
        Step("rmdir", 0, "/live/a", "", b""),
        *([Step("sync", 0, "/live", "", b"")] if is_synced else ()),
    ]
    disk = Disk(Path("/live"), tmp_path / "template", steps)
    disk.rebuild(tmp_path / "now", lambda _when: False, "lost", 0)
    assert (tmp_path / "now" / "a").exists() is not is_synced
    assert (tmp_path / "now" / "a" / "b").exists() is not is_synced


def test_bombs_and_fifty_megabytes_are_refused(tmp_path):
    assert hostile_storms.huge(tmp_path, 2).bad == []


def test_a_read_only_store_is_read_with_its_journal_and_examined(tmp_path):
    if disk_storms.why_not():
        pytest.skip(disk_storms.why_not())
    assert disk_storms.read_only(tmp_path, (".git",), 4).bad == []
