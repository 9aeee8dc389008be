"""A small sample of `tools.stress`: crashes of real commands, power cuts, hostile words."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.support import corpora, corpus_storms, disk_storms, hostile_storms
from tests.support.faults import built, run_under_shim
from tests.support.power import Disk, Step

OWN = Path(__file__).parents[1] / "data" / "corpora"


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


def test_a_collection_is_found_in_each_of_its_forms():
    found = {one.name: one for one in corpora.samples_in(OWN)}
    assert [name for name, one in found.items() if one.must_fail] == [
        "src/own.yaml/00",
        "src/own.yaml/01",
    ]
    assert found["src/own.yaml/02"].data == 'place: "大堂\t一楼"'.encode()
    assert found["src/own.yaml/03"].wanted == found["src/own.yaml/02"].wanted
    assert {"0001/in.yaml", "y_own.json", "n_own.json", "i_own.json"} < found.keys()
    assert corpora.strings_in(OWN)[:2] == ["", "=1+1"]


def test_a_collection_of_our_own_is_read_and_written():
    assert corpus_storms.read(corpora.samples_in(OWN)) == (9, [])
    assert corpus_storms.emitted(corpora.strings_in(OWN)) == (6, [])


def test_what_a_collection_wants_is_told_from_what_we_read():
    wrong = corpora.Sample("x", b"a: 1\n", wanted='{"a": 2}')
    fails = corpora.Sample("y", b"a: 1\n", must_fail=True)
    assert corpus_storms.read([wrong, fails]).held == 0


def test_documents_lie_in_a_store_and_texts_are_said_at_its_desk(tmp_path):
    (tmp_path / "laid").mkdir()
    (tmp_path / "said").mkdir()
    assert corpus_storms.laid(tmp_path / "laid", corpora.samples_in(OWN), 9).bad == []
    assert corpus_storms.said(tmp_path / "said", corpora.strings_in(OWN)[2:3]).bad == []


def test_a_read_only_store_is_read_with_its_journal_and_examined(tmp_path):
    if disk_storms.why_not():
        pytest.skip(disk_storms.why_not())
    assert disk_storms.read_only(tmp_path, (".git",), 4).bad == []
