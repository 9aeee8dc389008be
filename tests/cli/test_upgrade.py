"""Stores written by earlier releases open, check, verify, are worked on and synced today."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from tests.support.crimes.scene import CLERK, MANAGER, TRIAL, Scene

from wuye_cli.store.codecs.tickets import read_ticket, write_ticket

DATA = Path(__file__).parents[1] / "data/upgrade"
RELEASES = ("first", "described")
NOW = "2026-03-16 09:00"


def _opened(folder: Path, release: str) -> Scene:
    """Return a store as a team has it: both repositories and the desk's code."""
    root = folder / release
    for bundle, place in (("records", root), ("people", root / "people")):
        source = DATA / release / f"{bundle}.bundle"
        subprocess.run(["git", "clone", "-q", "-b", "main", source, place], check=True)
        subprocess.run(["git", "-C", place, "remote", "remove", "origin"], check=True)
    scene = Scene(root)
    scene.git("config", "wuye.desk", "A")
    return scene


def _tickets(scene: Scene, rev: str = "HEAD") -> dict[str, str]:
    paths = scene.git("ls-tree", "-r", "--name-only", rev, "--", "records/tickets").splitlines()
    return {path: scene.read(path, rev) for path in paths}


@pytest.mark.parametrize("release", RELEASES)
def test_it_opens_and_every_ticket_is_read_and_written_as_it_was(tmp_path, release):
    scene = _opened(tmp_path, release)
    files = _tickets(scene)
    assert len(files) == 5
    for path, text in files.items():
        assert write_ticket(read_ticket(text.encode(), path=path)).decode() == text
    listed = scene.wuye(NOW, "ticket list --all --json").json
    assert {one["id"] for one in listed} == {Path(path).stem for path in files}
    assert scene.git("status", "--porcelain") == ""


@pytest.mark.parametrize("release", RELEASES)
def test_it_checks_without_an_error(tmp_path, release):
    assert _opened(tmp_path, release).run(NOW, "check").status == 0


@pytest.mark.parametrize("release", RELEASES)
def test_work_goes_on_and_two_desks_of_it_sync_with_nothing_lost(tmp_path, release):
    scene = _opened(tmp_path, release)
    before = _tickets(scene)
    other = Scene(tmp_path / "other", seed=6)
    shutil.copytree(scene.root, other.root, symlinks=True)
    other.git("config", "wuye.desk", "B")
    scene.wuye(NOW, "ticket accept 260313-A001")
    other.wuye("2026-03-16 09:05", "take 5-1-0401 门锁打不开", by=MANAGER)
    other.wuye("2026-03-16 09:06", "ticket note 260313-A001 --text 业主在家等", by=MANAGER)
    stick = tmp_path / "stick"
    stick.mkdir()
    for one, by in ((scene, CLERK), (other, MANAGER), (scene, CLERK)):
        assert one.run("2026-03-16 10:00", "sync", "--via", str(stick), by=by).status == 0
    after = _tickets(scene)
    assert after == _tickets(other)
    assert len(after) == len(before) + 1
    for path, text in before.items():
        kept = read_ticket(after[path].encode()).events
        assert all(event in kept for event in read_ticket(text.encode()).events), path
    assert scene.run(TRIAL, "check").status == 0
