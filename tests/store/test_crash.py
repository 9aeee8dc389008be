"""Whatever dies or fails, an operation is wholly there or not at all, and the next command works."""

from __future__ import annotations

import os
import random
import shutil
import time
from pathlib import Path

import pytest
from tests.support import repos
from tests.support.crash_driver import EDITS
from tests.support.depth import tries
from tests.support.faults import assert_survives, in_child, kill_after
from tests.support.repos import NEW, OLD, git, leftovers, save

from wuye_cli.domain.errors import StoreError, WuyeError
from wuye_cli.store.bulk import BulkCommit, import_commits
from wuye_cli.store.repository import Store

EVERY = int(os.environ.get("CRASH_EVERY", "29"))  # 1 tries every single call: four minutes
MORTAL = """#!/bin/sh
count=1
while ! mkdir "{counter}/$count" 2>/dev/null; do count=$((count + 1)); done
if [ $count -eq {at} ]; then {how}; fi
exec "{git}" "$@"
"""


def assert_whole(store: Store, *, fsck: bool = True) -> None:
    store.close()
    assert git(store.root, "status", "--porcelain", "--untracked-files=all") == ""
    assert leftovers(store.root) == []
    if fsck:
        assert git(store.root, "fsck", "--full", "--strict", "--no-dangling") == ""


def test_every_change_of_a_file_may_be_the_last_or_may_fail(tmp_path: Path) -> None:
    assert_survives("crash_driver", tmp_path, EVERY)


@pytest.mark.parametrize("how", ["kill -9 $$", "exit 1", '"{git}" "$@"; kill -9 $$'])
def test_git_may_die_at_each_of_its_starts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    real = shutil.which("git")
    wrapper = tmp_path / "bin" / "git"
    wrapper.parent.mkdir()
    path = os.environ["PATH"]
    at, before = 0, [repos.FILES.get(one) for one in EDITS]
    while True:
        at += 1
        store = repos.a_store(tmp_path / str(at))
        counter = tmp_path / f"starts-{at}"
        counter.mkdir()
        text = MORTAL.format(counter=counter, at=at, how=how.format(git=real), git=real)
        wrapper.write_text(text)
        wrapper.chmod(0o755)
        monkeypatch.setenv("PATH", f"{wrapper.parent}:{path}")
        try:
            save(store, EDITS)
        except StoreError:
            expected = [before]
        else:
            expected = [list(EDITS.values())]
        monkeypatch.setenv("PATH", path)
        store = Store.open(store.root)
        held = [store.read(one) for one in EDITS]
        assert held in expected
        save(store, {"records/next.yaml": b"next\n"})
        assert [store.read(one) for one in EDITS] == held
        assert_whole(store)
        if len(list(counter.iterdir())) < at:
            break
    assert at > 3


def test_kills_at_random_moments(tmp_path: Path) -> None:
    store = repos.a_store(tmp_path)
    dice, told, kills = random.Random(7), 0, tries(200)
    began = time.monotonic()
    save(store, {NEW: b"first\n"})
    longest = 2 * (time.monotonic() - began)  # so that about half of them come too late to kill
    for number in range(kills):
        files = {OLD: b"new %d\n" % number, f"records/tickets/{number}/a.yaml": b"%d\n" % number}

        def work(files: dict[str, bytes | None] = dict(files)) -> None:  # noqa: B006 - bound now, run once
            save(Store.open(store.root), files)

        status = kill_after(work, dice.uniform(0, longest))
        told += status == 0
        held = [store.read(path) for path in files]
        assert (
            held == list(files.values())
            or (status != 0 and held[1] is None and held[0] != files[OLD])
            or still_at_work(store, files)
        )
    save(store, {NEW: b"last\n"})
    assert_whole(store)
    assert 0 < told < kills


def still_at_work(store: Store, files: dict[str, bytes]) -> bool:
    """A killed parent's git may finish under the inherited lock: the next command sees one state."""
    save(store, {"records/turn.yaml": os.urandom(4)})
    held = [store.read(path) for path in files]
    return held == list(files.values()) or held[1] is None


def test_an_import_may_die_at_any_moment(tmp_path: Path) -> None:
    store = repos.a_store(tmp_path)
    commits = [
        BulkCommit(
            f"receive {number}",
            repos.AT,
            ((f"records/tickets/d{number % 7}/{number}.yaml", b"x%d\n" % number),),
        )
        for number in range(150)
    ]
    dice, done = random.Random(3), False
    for _ in range(25):

        def work() -> None:
            import_commits(Store.open(store.root), repos.CLERK, commits)

        kill_after(work, dice.uniform(0.01, 0.14))
        save(store, {"records/turn.yaml": os.urandom(4)})
        stored = len(store.list_tree("records/tickets"))
        assert stored in (2, 152)
        assert_whole(store, fsck=False)
        if stored == 152:
            done = True
            break
    if not done:
        import_commits(store, repos.CLERK, commits)
    assert len(store.list_tree("records/tickets")) == 152
    assert_whole(store)


def test_an_import_whose_source_breaks_leaves_nothing(tmp_path: Path) -> None:
    store = repos.a_store(tmp_path)
    head = store.head()

    def broken() -> object:
        yield BulkCommit("receive", repos.AT, ((NEW, b"x\n"),))
        raise ValueError("line 2 of the sheet")

    with pytest.raises(ValueError, match="line 2"):
        import_commits(store, repos.CLERK, broken())  # type: ignore[arg-type]  # a broken source
    assert store.head() == head
    assert_whole(store)


def test_a_git_that_outlives_its_parent_keeps_the_lock(tmp_path: Path) -> None:
    store = repos.a_store(tmp_path)
    real = shutil.which("git")
    slow = tmp_path / "bin" / "git"
    slow.parent.mkdir()
    slow.write_text(f'#!/bin/sh\ncase "$*" in *update-ref*) sleep 1;; esac\nexec "{real}" "$@"\n')
    slow.chmod(0o755)

    def work() -> None:
        os.environ["PATH"] = f"{slow.parent}:{os.environ['PATH']}"
        save(Store.open(store.root), {OLD: b"late\n"})

    assert kill_after(work, 0.6) == -9
    save(store, {NEW: b"next\n"})  # waits for that git, then finds its operation done
    assert store.read(OLD) == b"late\n"
    assert_whole(store)


def test_a_read_only_store_is_told_and_still_read(tmp_path: Path) -> None:
    store = repos.a_store(tmp_path)
    if os.geteuid() == 0:
        pytest.skip("root writes everywhere; the shim's EROFS stands for it")
    for folder, _, _ in os.walk(store.root):
        Path(folder).chmod(0o555)
    try:
        with pytest.raises(StoreError, match="read_only"):
            save(store, {OLD: b"new\n"})
        assert store.read(OLD) == repos.FILES[OLD]
    finally:
        for folder, _, _ in os.walk(store.root):
            Path(folder).chmod(0o755)


def test_an_interrupt_from_the_keyboard_undoes(tmp_path: Path) -> None:
    store = repos.a_store(tmp_path)
    head = store.head()
    real = shutil.which("git")
    rude = tmp_path / "bin" / "git"
    rude.parent.mkdir()
    rude.write_text(
        f'#!/bin/sh\ncase "$*" in *update-index*) kill -INT $PPID;; esac\nexec "{real}" "$@"\n'
    )
    rude.chmod(0o755)

    def work() -> int:
        os.environ["PATH"] = f"{rude.parent}:{os.environ['PATH']}"
        try:
            save(Store.open(store.root), {OLD: b"new\n"})
        except KeyboardInterrupt:
            return 3
        except WuyeError:
            return 4
        return 0

    assert in_child(work) == 3
    assert store.head() == head
    assert (store.root / OLD).read_bytes() == repos.FILES[OLD]
    assert_whole(store)
