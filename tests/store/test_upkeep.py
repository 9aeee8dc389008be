"""The doctor and the housekeeping."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from tests.support import repos
from tests.support.repos import NEW, OLD, git, leftovers, save

from wuye_cli.domain.errors import CallError, ConflictError
from wuye_cli.store import maintenance, thinning, upkeep
from wuye_cli.store.intent import Entry, Intent
from wuye_cli.store.intent import save as save_intent
from wuye_cli.store.lock import StoreLock
from wuye_cli.store.repository import HandEdit, Store


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return repos.a_store(tmp_path, with_people=True)


def codes(store: Store, **more: bool) -> list[str]:
    return [problem.code for problem in upkeep.examine(store, **more)]


def test_a_sound_store_has_no_problems(store: Store) -> None:
    assert upkeep.examine(store, thorough=True) == []


def test_what_can_be_mended_is_mended(store: Store) -> None:
    private = store.git_dir / "wuye"
    blob = git(store.root, "hash-object", "-w", OLD).strip()
    save_intent(str(private), Intent("ab" * 8, store.head(), entries=(Entry(NEW, None, blob),)))
    (store.git_dir / "index.lock").write_bytes(b"held by wuye\n")
    (private / "new0-0123456789abcdef").write_bytes(b"x")
    git(store.root, "update-ref", "refs/wuye/pending/0123", "HEAD")
    (store.git_dir / "objects/pack/pack-1.keep").write_bytes(b"fast-import")
    git(store.root, "config", "core.autocrlf", "true")
    git(store.root / "people", "config", "--unset", "gc.auto")
    found = upkeep.examine(store)
    assert [problem.code for problem in found] == [
        "half_operation",
        "index_lock",
        "leftover_file",
        "leftover_pack",
        "leftover_ref",
        "wrong_setting",
        "wrong_setting",
    ]
    assert all(problem.mendable for problem in found)
    assert [problem.people for problem in found].count(True) == 1
    assert upkeep.mend(store, found) == []
    assert upkeep.examine(store) == []
    assert leftovers(store.root) == []


def test_locks_of_others_are_only_removed_when_pressed(store: Store) -> None:
    for name in ("index.lock", "HEAD.lock", "refs/heads/main.lock"):
        (store.git_dir / name).write_bytes(b"")
    found = upkeep.examine(store)
    assert codes(store) == ["foreign_index_lock", "foreign_ref_lock", "foreign_ref_lock"]
    assert upkeep.mend(store, found) == found
    assert upkeep.mend(store, found, force=True) == []
    save(store, {OLD: b"new\n"})


def test_what_is_no_plain_file_and_what_is_damaged_is_named(store: Store) -> None:
    (store.root / "records" / "link").symlink_to("/etc/passwd")
    git(store.root, "add", "records/link")
    git(store.root, "commit", "-q", "-m", "link")
    blob = git(store.root, "rev-parse", f"HEAD:{OLD}").strip()
    (store.git_dir / "objects" / blob[:2] / blob[2:]).unlink()
    assert codes(store) == ["not_a_plain_file"]
    assert "damaged_object" in codes(store, thorough=True)


def test_an_unreadable_intent_is_reported_and_nothing_of_it_removed(store: Store) -> None:
    (store.git_dir / "wuye" / "intent.json").write_bytes(b"{")
    (store.git_dir / "wuye" / "new0-0123456789abcdef").write_bytes(b"x")
    assert codes(store) == ["damaged_intent"]
    with pytest.raises(Exception, match="damaged_intent"):
        save(store, {OLD: b"new\n"})
    assert store.read(OLD) == repos.FILES[OLD]


def test_housekeeping_packs_and_the_store_works_on(store: Store) -> None:
    for number in range(12):
        save(store, {OLD: b"new %d\n" % number})
    assert maintenance.maintain(store.ground)
    assert "count: 0\n" in git(store.root, "count-objects", "-v") + "\n"
    assert (store.git_dir / "objects/info/commit-graph").is_file()
    assert Store.open(store.root).read(OLD) == b"new 11\n"
    save(store, {OLD: b"after\n"})
    assert maintenance.maintain(store.ground)
    assert Store.open(store.root).read(OLD) == b"after\n"
    assert leftovers(store.root) == []
    assert git(store.root, "fsck", "--full", "--strict", "--no-dangling") == ""


def test_housekeeping_is_never_done_twice_at_once(store: Store) -> None:
    lock = StoreLock(os.fspath(store.git_dir / "wuye" / "maintenance.lock"))
    lock.acquire(timeout=0)
    assert not maintenance.maintain(store.ground)
    lock.release()
    assert maintenance.maintain(store.ground)


def test_every_five_hundredth_commit_starts_it(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2] / "src"))
    counter = store.git_dir / "wuye" / "commits"
    counter.write_bytes(b"%d" % (maintenance.EVERY - 1))
    save(store, {OLD: b"new\n"})
    assert counter.read_bytes() == b"0"
    until = time.monotonic() + 20
    while not (store.git_dir / "objects/info/commit-graph").is_file():
        assert time.monotonic() < until
        time.sleep(0.02)
    StoreLock(os.fspath(store.git_dir / "wuye" / "maintenance.lock")).acquire(timeout=20)


def test_a_thinned_store_keeps_some_months_and_writes_everywhere(store: Store) -> None:
    if store.ground.git.version() < (2, 37):
        pytest.skip("this git has no sparse index")
    old, now = "records/tickets/2024/01/05/A1.yaml", "records/tickets/2026/12/01/A1.yaml"
    save(store, {old: b"old\n", "records/staff/s-li.yaml": b"li\n"})
    thinning.tune(store, ["2026/11", "2026/12"])
    assert not (store.root / old).exists()
    assert (store.root / OLD).exists()
    assert (store.root / "records/staff/s-li.yaml").exists()
    assert store.read(old) == b"old\n"
    late = "records/tickets/2024/02/07/A9.yaml"
    for number in range(2):
        save(store, {old: b"edited %d\n" % number, OLD: b"%d\n" % number, now: b"%d\n" % number})
        save(store, {late: b"late %d\n" % number})
    assert (store.read(old), store.read(late)) == (b"edited 1\n", b"late 1\n")
    assert not (store.root / old).exists()
    assert not (store.root / late).exists()
    assert (store.root / now).read_bytes() == b"1\n"
    assert store.hand_edits() == []
    assert upkeep.examine(store, thorough=True) == []
    save(store, {late: None})
    assert store.hand_edits() == []
    (store.root / OLD).write_bytes(b"by hand\n")
    with pytest.raises(ConflictError):
        save(store, {OLD: b"new\n"})
    git(store.root, "checkout", "-q", OLD)
    thinning.untune(store)
    assert (store.root / old).read_bytes() == b"edited 1\n"
    assert store.hand_edits() == []
    assert upkeep.examine(store) == []


def test_months_are_written_as_year_and_month(store: Store) -> None:
    for month in ("2026-11", "../..", "2026/1"):
        with pytest.raises(CallError):
            thinning.tune(store, [month])


def test_a_file_put_by_hand_outside_the_months_is_a_hand_edit(store: Store) -> None:
    if store.ground.git.version() < (2, 37):
        pytest.skip("this git has no sparse index")
    old = "records/tickets/2024/01/05/A1.yaml"
    save(store, {old: b"old\n"})
    thinning.tune(store, ["2026/11"])
    (store.root / old).parent.mkdir(parents=True)
    (store.root / old).write_bytes(b"by hand\n")
    with pytest.raises(ConflictError):
        save(store, {old: b"new\n"})
    assert HandEdit(old, "modified") in store.hand_edits()
