"""Packs are joined, and what they replace goes only when their names are on the disk."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.support import repos
from tests.support.faults import built
from tests.support.git_version import needs_git
from tests.support.power import Step, read_log
from tests.support.repos import OLD, git, save

from wuye_cli.store import maintenance, packing, remote_locks
from wuye_cli.store.repository import Store

_SUPPORT = Path(__file__).parents[1] / "support"
_ROUND = "import sys; from wuye_cli.store.maintenance import run; run(sys.argv[1])"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return repos.a_store(tmp_path)


def _packs(store: Store) -> set[str]:
    return {path.stem for path in (store.git_dir / "objects/pack").glob("*.pack")}


def _sound(store: Store) -> bool:
    said = git(store.root, "fsck", "--full", "--strict", "--no-dangling")
    return said == "" and Store.open(store.root).read(OLD) == b"last\n"


@needs_git(2, 32)
def test_small_packs_are_joined_and_a_kept_one_stays(store: Store) -> None:
    save(store, {OLD: b"first\n"})
    assert maintenance.maintain(store.ground)
    (kept,) = _packs(store)
    (store.git_dir / f"objects/pack/{kept}.keep").touch()
    for text in (b"second\n", b"last\n"):
        save(store, {OLD: text})
        git(store.root, "repack", "-d", "-q")
    git(store.root, "multi-pack-index", "write")
    assert len(_packs(store)) == 3
    assert maintenance.maintain(store.ground)
    assert kept in _packs(store)
    assert len(_packs(store)) == 2
    assert _sound(store)


def test_a_git_that_died_over_the_graph_stops_no_later_round(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(remote_locks, "_LEFT_FOR_DEAD", 0.1)
    save(store, {OLD: b"last\n"})
    graph = store.git_dir / "objects" / "info" / "commit-graph"
    lock = graph.with_name("commit-graph.lock")
    lock.write_bytes(b"CGPH")
    assert maintenance.maintain(store.ground)
    assert (graph.exists(), lock.exists()) == (True, False)
    assert _sound(store)


def test_a_pack_that_comes_out_the_same_is_not_dropped(store: Store) -> None:
    save(store, {OLD: b"last\n"})
    for _ in range(2):
        replaced = packing.pack_all(store.ground, -1)
        assert replaced == []
        packing.drop(store.ground, replaced, -1)
    assert len(_packs(store)) == 1
    assert "count: 0\n" in git(store.root, "count-objects", "-v") + "\n"
    assert _sound(store)


@needs_git(2, 32)
def test_nothing_goes_before_the_names_of_the_new_are_synced(store: Store, tmp_path: Path) -> None:
    if built(tmp_path) is None:
        pytest.skip("needs a C compiler and preloading")
    for text in (b"first\n", b"second\n", b"third\n"):
        save(store, {OLD: text})
        git(store.root, "repack", "-d", "-q")
    save(store, {OLD: b"last\n", "wuye.yaml": b"format: 1\n\n"})
    shim, log = tmp_path / "power.so", tmp_path / "log"
    line = ["cc", "-O1", "-shared", "-fPIC", "-o", str(shim), str(_SUPPORT / "power.c"), "-ldl"]
    subprocess.run(line, check=True)
    watched = {"LD_PRELOAD": str(shim), "POWER_LOG": str(log), "POWER_ROOT": str(store.root)}
    log.touch()
    known = os.environ | watched | {"PYTHONPATH": str(_SUPPORT.parents[1] / "src")}
    subprocess.run([sys.executable, "-c", _ROUND, str(store.root)], env=known, check=True)
    steps = read_log(log)
    folder = str(store.git_dir / "objects/pack")
    made = [at for at, step in enumerate(steps) if _makes_a_pack(step)]
    synced = [at for at, step in enumerate(steps) if (step.what, step.path) == ("sync", folder)]
    gone = [at for at, step in enumerate(steps) if _drops(step)]
    assert made
    assert any(steps[at].path.endswith(".pack") for at in gone)
    assert not all(steps[at].path.startswith(folder) for at in gone)
    assert any(made[-1] < at < gone[0] for at in synced)


def _makes_a_pack(step: Step) -> bool:
    return step.what in {"rename", "link"} and "/objects/pack/pack-" in step.other


def _drops(step: Step) -> bool:
    name = step.path.rpartition("/objects/")[2]
    return step.what == "unlink" and name[2:3] in {"/", "c"} and "tmp_" not in name
