"""How git is started, and what it is told."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from tests.support import repos
from tests.support.repos import NEW, OLD, git, leftovers, save

from wuye_cli.domain.errors import StoreError
from wuye_cli.store import maintenance
from wuye_cli.store.git import clean_environment, find_git
from wuye_cli.store.process import start_process
from wuye_cli.store.repository import Store

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return repos.a_store(tmp_path)


def pretend_version(store: Store, version: str) -> Store:
    """Make the store remember another version of this very git."""
    real = ".".join(str(number) for number in store.ground.git.version())
    memory = store.git_dir / "wuye" / "git-version"
    before, _, after = memory.read_text().rpartition(" ")
    assert after.startswith(real)
    memory.write_text(f"{before} {version}")
    return Store.open(store.root)


def test_a_git_that_cannot_sync_refs_works_with_our_own_syncing(store: Store) -> None:
    store = pretend_version(store, "2.30.2")
    assert store.ground.git.version() == (2, 30)
    assert not store.ground.git.syncs
    assert "core.fsync=all" not in store.ground.git.writing_settings()
    save(store, {OLD: b"new\n", NEW: b"x\n"})
    assert maintenance.maintain(store.ground)
    assert Store.open(store.root).read(OLD) == b"new\n"
    assert git(store.root, "status", "--porcelain") == ""
    assert leftovers(store.root) == []


def test_a_git_that_can_sync_is_told_to_sync_all(store: Store) -> None:
    store = pretend_version(store, "2.51.0.windows.1")
    assert store.ground.git.syncs
    assert "core.fsync=all" in store.ground.git.writing_settings()


def test_another_git_binary_is_asked_again(store: Store) -> None:
    store = pretend_version(store, "2.99.2")
    memory = store.git_dir / "wuye" / "git-version"
    memory.write_text("/elsewhere/git 1 2 2.99.2")
    assert Store.open(store.root).ground.git.version() != (2, 99)


def test_every_variable_of_git_is_scrubbed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_DIR", "/elsewhere")
    monkeypatch.setenv("GIT_EXEC_PATH", "/elsewhere")
    kept = {name for name in clean_environment() if name.startswith("GIT_")}
    ours = {"GIT_CONFIG_NOSYSTEM", "GIT_TERMINAL_PROMPT", "GIT_LITERAL_PATHSPECS"}
    assert kept == ours | {"GIT_NO_REPLACE_OBJECTS", "GIT_GRAFT_FILE"}
    assert clean_environment()["LC_ALL"] == "C"


def test_who_says_how_memory_is_kept_is_heard(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MALLOC_TRIM_THRESHOLD_", "1")
    told = clean_environment()
    assert (told["MALLOC_TRIM_THRESHOLD_"], told["MALLOC_MMAP_THRESHOLD_"]) == ("1", "4194304")


def test_git_is_only_taken_from_absolute_folders(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake = tmp_path / "git"
    fake.write_text("#!/bin/sh\n")
    fake.chmod(0o755)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", f".::{os.environ['PATH']}")
    assert find_git() != str(fake)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert find_git() == str(fake)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("fatal: x: No space left on device", "disk_full"),
        ("fatal: unable to create '/x': Read-only file system", "read_only"),
        ("error: open: Permission denied", "read_only"),
        ("fatal: read error: Input/output error", "io_error"),
        ("fatal: detected dubious ownership in repository", "dubious_ownership"),
        ("fatal: something else", "git_failed"),
    ],
)
def test_what_git_complains_of_gets_a_code(words: str, code: str) -> None:
    child = start_process(["/bin/sh", "-c", f'echo "{words}" >&2; exit 3'], b"", {})
    with pytest.raises(StoreError) as caught:
        child.result((0,))
    assert caught.value.code == code
    assert caught.value.facts["status"] == 3


def test_large_input_and_output_do_not_block_each_other() -> None:
    data = b"x" * 3_000_000
    assert start_process(["/bin/cat"], data, {}).result((0,)) == data


def test_a_program_that_stops_reading_is_judged_by_its_status() -> None:
    child = start_process(["/bin/sh", "-c", "echo tired >&2; exit 4"], None, {})

    def feed() -> None:
        for _ in range(1000):
            child.feed(b"x" * 10_000)

    with pytest.raises(StoreError, match="tired"):
        feed()


def test_children_inherit_the_lock_and_nothing_else(tmp_path: Path) -> None:
    lock = os.open(tmp_path / "lock", os.O_RDWR | os.O_CREAT)
    other = os.open(tmp_path / "other", os.O_RDWR | os.O_CREAT)
    line = ["/bin/ls", "/proc/self/fd"]
    without, listing = (
        set(start_process(line, b"", {}, number).result((0,)).split()) for number in (-1, lock)
    )
    os.close(lock)
    os.close(other)
    assert listing - without == {b"9"}
