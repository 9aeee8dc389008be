"""A transaction is one commit, or nothing."""

from __future__ import annotations

import os
import sqlite3
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from tests.support import repos
from tests.support.repos import AT, CLERK, GONE, NEW, OLD, git, save

from wuye_cli.domain.errors import CallError, ConflictError, NotFoundError, StoreError
from wuye_cli.store.repository import Actor, HandEdit, Store

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return repos.a_store(tmp_path)


def is_whole(store: Store) -> bool:
    return (
        git(store.root, "status", "--porcelain", "--untracked-files=all") == ""
        and repos.leftovers(store.root) == []
        and git(store.root, "fsck", "--full", "--strict", "--no-dangling") == ""
    )


def test_one_transaction_is_one_commit_with_its_author_and_trailers(store: Store) -> None:
    head = store.head()
    with store.transaction(by=CLERK, at=AT) as tx:
        tx.put(OLD, b"new\n")
        tx.put(NEW, b"other\n")
        tx.delete(GONE)
        made = tx.commit("ack WY-261121-A001", trailers=[("Ticket", "WY-261121-A001")])
    assert store.head() == made
    said = git(store.root, "log", "-1", "--format=%P|%an|%ae|%cn|%ad|%B", "--date=iso-strict")
    assert said.strip() == (
        f"{head}|李前台|s-li@desk.example|李前台|2026-11-21T09:12:00+08:00|"
        "ack WY-261121-A001\n\nTicket: WY-261121-A001"
    )
    assert (store.read(OLD), store.read(NEW), store.read(GONE)) == (b"new\n", b"other\n", None)
    assert not (store.root / GONE).exists()
    assert is_whole(store)


@pytest.mark.parametrize("name", ["commits.new", "index-clean.new"])
def test_half_a_note_of_a_command_that_died_is_swept_by_the_next(store: Store, name: str) -> None:
    (store.root / ".git/wuye" / name).write_text("4")
    with store.transaction(by=CLERK, at=AT):
        pass
    assert repos.leftovers(store.root) == []


def test_leaving_without_commit_changes_nothing(store: Store) -> None:
    head = store.head()
    with store.transaction(by=CLERK, at=AT) as tx:
        tx.put(OLD, b"new\n")
    assert store.head() == head
    assert store.read(OLD) == repos.FILES[OLD]
    assert is_whole(store)


def test_an_error_in_the_block_changes_nothing(store: Store) -> None:
    head = store.head()

    def fail() -> None:
        with store.transaction(by=CLERK, at=AT) as tx:
            tx.put(OLD, b"new\n")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert store.head() == head
    assert is_whole(store)


def test_a_transaction_reads_what_it_staged(store: Store) -> None:
    with store.transaction(by=CLERK, at=AT) as tx:
        tx.put(OLD, b"one\n")
        tx.put(OLD, b"two\n")
        tx.put(NEW, b"new\n")
        tx.delete(GONE)
        assert (tx.read(OLD), tx.read(GONE)) == (b"two\n", None)
        assert (tx.exists(NEW), tx.exists(GONE)) == (True, False)
        assert tx.siblings("records/tickets/2026/11/21") == ["WY-261121-A001.yaml"]
        assert tx.siblings("records/tickets/2026/11/22") == ["WY-261122-A001.yaml"]
        assert tx.siblings("records/nowhere") == []
        assert [path for path, _ in tx.list_tree("records")] == [OLD, NEW]


def test_the_same_bytes_are_no_commit(store: Store) -> None:
    head = store.head()
    assert save(store, {OLD: repos.FILES[OLD]}) == head
    assert save(store, {"records/none.yaml": None}) == head


def test_a_transaction_ends_with_its_commit(store: Store) -> None:
    with store.transaction(by=CLERK, at=AT) as tx:
        tx.put(OLD, b"new\n")
        tx.commit("one")
        with pytest.raises(ValueError, match="ends with its commit"):
            tx.put(OLD, b"newer\n")


def test_people_are_committed_first_and_apart(tmp_path: Path) -> None:
    store = repos.a_store(tmp_path, with_people=True)
    assert store.people is not None
    with store.transaction(by=CLERK, at=AT) as tx:
        tx.people.put("p-7k2f.yaml", b"name\n")
        tx.put(NEW, b"reporter: p-7k2f\n")
        tx.commit("receive WY-261122-A001", trailers=[("Ticket", "WY-261122-A001")])
    assert store.people.read("p-7k2f.yaml") == b"name\n"
    assert is_whole(store)
    assert is_whole(store.people)
    assert store.read("people/p-7k2f.yaml") is None


def test_a_clone_without_people_says_so(store: Store) -> None:
    with store.transaction(by=CLERK, at=AT) as tx, pytest.raises(NotFoundError):
        tx.people.put("p-1.yaml", b"x")


def test_listeners_are_told_and_their_disk_errors_do_not_matter(store: Store) -> None:
    head, seen = store.head(), []
    with store.transaction(by=CLERK, at=AT) as tx:
        tx.put(OLD, b"new\n")
        tx.delete(GONE)

        def full(*_: object) -> None:
            raise OSError(28, "No space left on device")

        def locked(*_: object) -> None:
            raise sqlite3.OperationalError("database is locked")

        tx.after_commit.extend([full, locked, lambda *told: seen.append(told)])
        made = tx.commit("ack")
    blob = git(store.root, "rev-parse", f"HEAD:{OLD}").strip()
    assert seen == [(head, made, [(OLD, blob, b"new\n"), (GONE, None, None)])]


def test_a_bug_in_a_listener_is_raised_and_the_commit_stands(store: Store) -> None:
    def bug(*_: object) -> None:
        raise KeyError("bug")

    with store.transaction(by=CLERK, at=AT) as tx:
        tx.put(OLD, b"new\n")
        tx.after_commit.append(bug)
        with pytest.raises(KeyError):
            tx.commit("ack")
    assert store.read(OLD) == b"new\n"
    assert is_whole(store)


@pytest.mark.parametrize(
    "path",
    [
        "/etc/x",
        "../x",
        "a/../b",
        ".git/config",
        "a/.GIT/x",
        "a//b",
        "",
        "a/-b",
        "a b",
        "中",
        "a\\b",
        ".gitmodules",
        ".git./x",
        "a/.git /x",
        "a\nb",
        "git~1/x",
        "x" * 300,
        "a/.",
        "\x1b",
    ],
)
def test_an_unsafe_path_is_refused(store: Store, path: str) -> None:
    with store.transaction(by=CLERK, at=AT) as tx, pytest.raises(StoreError, match="unsafe_path"):
        tx.put(path, b"x")


def test_a_link_on_the_way_is_refused(store: Store, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (store.root / "records" / "units").symlink_to(outside)
    with store.transaction(by=CLERK, at=AT) as tx, pytest.raises(StoreError, match="unsafe_path"):
        tx.put("records/units/3-1.yaml", b"x")
    assert list(outside.iterdir()) == []


def test_a_fifo_in_the_place_of_a_file_is_refused(store: Store) -> None:
    os.mkfifo(store.root / "records" / "pipe.yaml")
    with store.transaction(by=CLERK, at=AT) as tx, pytest.raises(StoreError, match="unsafe_path"):
        tx.put("records/pipe.yaml", b"x")


def test_an_edit_by_hand_is_not_overwritten(store: Store) -> None:
    (store.root / OLD).write_bytes(b"by hand\n")
    with store.transaction(by=CLERK, at=AT) as tx, pytest.raises(ConflictError) as caught:
        tx.put(OLD, b"new\n")
    assert (caught.value.code, caught.value.facts) == ("hand_edit", {"path": OLD})
    assert (store.root / OLD).read_bytes() == b"by hand\n"


def test_an_untracked_or_deleted_file_is_an_edit_by_hand(store: Store) -> None:
    (store.root / NEW).parent.mkdir()
    (store.root / NEW).write_bytes(b"by hand\n")
    (store.root / OLD).unlink()
    with store.transaction(by=CLERK, at=AT) as tx:
        for path in (NEW, OLD):
            with pytest.raises(ConflictError, match="hand_edit"):
                tx.put(path, b"new\n")


def test_a_staged_edit_is_not_overwritten_though_the_file_looks_clean(store: Store) -> None:
    (store.root / OLD).write_bytes(b"staged\n")
    git(store.root, "add", OLD)
    (store.root / OLD).write_bytes(repos.FILES[OLD])
    with store.transaction(by=CLERK, at=AT) as tx, pytest.raises(ConflictError, match="hand_edit"):
        tx.put(OLD, b"new\n")


def test_edits_of_other_files_stay_as_they_are(store: Store) -> None:
    (store.root / "wuye.yaml").write_bytes(b"unstaged\n")
    (store.root / GONE).write_bytes(b"staged\n")
    git(store.root, "add", GONE)
    for number in range(2):
        save(store, {OLD: b"new %d\n" % number})
    assert store.hand_edits() == [HandEdit(GONE, "staged"), HandEdit("wuye.yaml", "modified")]
    git(store.root, "commit", "-q", "-m", "by hand")
    assert store.read(OLD) == b"new 1\n"
    assert store.read(GONE) == b"staged\n"


def test_every_kind_of_edit_by_hand_is_listed(store: Store) -> None:
    git(store.root, "checkout", "-q", "-b", "side")
    save(store, {OLD: b"side\n"})
    git(store.root, "checkout", "-q", "main")
    save(store, {OLD: b"main\n"})
    git(store.root, "merge", "side", check=False)
    (store.root / GONE).unlink()
    (store.root / "名字 a.md").write_bytes(b"x")
    assert store.hand_edits() == [
        HandEdit(OLD, "conflict"),
        HandEdit(GONE, "deleted"),
        HandEdit("名字 a.md", "untracked"),
    ]


def test_an_edit_by_hand_can_be_adopted(store: Store) -> None:
    (store.root / OLD).write_bytes(b"by hand\n")
    (store.root / GONE).unlink()
    (store.root / "standards" / "流程 1.md").write_bytes(b"x\n")
    with store.transaction(by=CLERK, at=AT) as tx:
        assert tx.adopt(OLD) == b"by hand\n"
        assert tx.adopt(GONE) is None
        tx.adopt("standards/流程 1.md")
        tx.commit("commit by hand")
    assert store.read(OLD) == b"by hand\n"
    assert is_whole(store)


def test_a_refused_adoption_keeps_the_edit(store: Store) -> None:
    (store.root / OLD).write_bytes(b"by hand\n")
    head = store.head()
    (store.git_dir / "refs/heads/main.lock").write_bytes(b"somebody\n")
    with store.transaction(by=CLERK, at=AT) as tx:
        tx.adopt(OLD)
        git_dir = store.git_dir / "objects"
        git_dir.rename(store.git_dir / "elsewhere")
        with pytest.raises((StoreError, ConflictError)):
            tx.commit("commit by hand")
        (store.git_dir / "elsewhere").rename(git_dir)
    assert store.head() == head
    assert (store.root / OLD).read_bytes() == b"by hand\n"


def test_a_commit_made_in_between_is_noticed(store: Store) -> None:
    with store.transaction(by=CLERK, at=AT) as tx:
        tx.put(OLD, b"new\n")
        tree = git(store.root, "rev-parse", "HEAD^{tree}").strip()
        other = git(store.root, "commit-tree", "-m", "other", "-p", "HEAD", tree).strip()
        git(store.root, "update-ref", "HEAD", other)
        with pytest.raises(ConflictError, match="head_moved"):
            tx.commit("ack")
    assert store.head() == other
    assert (store.root / OLD).read_bytes() == repos.FILES[OLD]
    assert is_whole(store)


def test_a_merge_has_both_parents(store: Store) -> None:
    base = store.head()
    side = git(store.root, "commit-tree", "-m", "side", "-p", base, f"{base}^{{tree}}").strip()
    with store.transaction(by=CLERK, at=AT) as tx:
        made = tx.commit("merge", merge=[side])
    assert git(store.root, "log", "-1", "--format=%P", made).split() == [base, side]
    assert is_whole(store)


def test_a_detached_head_is_written_to(store: Store) -> None:
    git(store.root, "checkout", "-q", "--detach")
    made = save(store, {OLD: b"new\n"})
    assert git(store.root, "rev-parse", "HEAD").strip() == made
    assert git(store.root, "rev-parse", "main").strip() != made


def test_a_sister_work_tree_is_a_store(store: Store, tmp_path: Path) -> None:
    git(store.root, "worktree", "add", "-q", str(tmp_path / "sister"), "-b", "sister")
    sister = Store.open(tmp_path / "sister" / "records")
    save(sister, {OLD: b"sister\n"})
    assert (sister.read(OLD), store.read(OLD)) == (b"sister\n", repos.FILES[OLD])
    assert git(sister.root, "status", "--porcelain") == ""


def test_packed_refs_and_objects_are_read(store: Store) -> None:
    git(store.root, "gc", "-q")
    assert store.read(OLD) == repos.FILES[OLD]
    save(store, {OLD: b"new\n"})
    git(store.root, "gc", "-q")
    assert store.read(OLD) == b"new\n"
    assert list(store.read_many([OLD, "records/none.yaml", "wuye.yaml"])) == [
        (OLD, b"new\n"),
        ("wuye.yaml", repos.FILES["wuye.yaml"]),
    ]


def test_changes_between_commits_are_listed(store: Store) -> None:
    old = store.head()
    new = save(store, {OLD: b"new\n", NEW: b"x\n", GONE: None})
    changed = store.changes_between(old, new)
    assert [(path, before is None, after is None) for path, before, after in changed] == [
        (OLD, False, False),
        (GONE, False, True),
        (NEW, True, False),
    ]
    assert len(store.changes_between("", new, "standards")) == 1
    with pytest.raises(StoreError):
        store.changes_between("0" * 39 + "1", new)


def test_settings_are_kept_in_the_clone(store: Store) -> None:
    assert store.setting("desk") is None
    store.set_setting("wuye.desk", "A")
    assert store.setting("desk") == "A"
    for key in ("", "a.b", "desk\n[core]", "--global"):
        with pytest.raises(CallError):
            store.setting(key)
    with pytest.raises(CallError):
        store.set_setting("desk", "A\n[core]\nfsmonitor=evil")


@pytest.mark.parametrize("name", ["", " ", "a\nb", "a<b", "a>b", "a\x00b", "\x1b[2J", "\u202ea"])
def test_a_name_that_could_forge_a_commit_is_refused(name: str) -> None:
    with pytest.raises(CallError, match="bad_identity"):
        Actor(name, "x@y")


@pytest.mark.parametrize("subject", ["", "  ", "a\nTicket: forged", "\x00", "a\rb", "\u2028"])
def test_a_subject_that_leaves_its_line_is_refused(store: Store, subject: str) -> None:
    with store.transaction(by=CLERK, at=AT) as tx:
        tx.put(OLD, b"new\n")
        with pytest.raises(CallError, match="bad_subject"):
            tx.commit(subject)
    assert is_whole(store)


@pytest.mark.parametrize("at", [datetime(2026, 1, 1), datetime(1969, 1, 1, tzinfo=UTC)])  # noqa: DTZ001 - that is the point
def test_a_moment_that_git_cannot_hold_is_refused(store: Store, at: datetime) -> None:
    with store.transaction(by=CLERK, at=at) as tx:
        tx.put(OLD, b"new\n")
        with pytest.raises(CallError, match="bad_time"):
            tx.commit("ack")


def test_nothing_in_the_environment_leads_git_elsewhere(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = repos.a_store(tmp_path / "other")
    head = other.head()
    for name, text in {
        "GIT_DIR": str(other.git_dir),
        "GIT_INDEX_FILE": str(other.git_dir / "index"),
        "GIT_OBJECT_DIRECTORY": str(other.git_dir / "objects"),
        "GIT_COMMITTER_DATE": "1 +0000",
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": "core.bare",
        "GIT_CONFIG_VALUE_0": "true",
    }.items():
        monkeypatch.setenv(name, text)
    made = save(store, {OLD: b"new\n"})
    assert (store.head(), other.head()) == (made, head)


def test_hooks_of_the_repository_are_not_run(store: Store) -> None:
    hooks = store.git_dir / "hooks"
    hooks.mkdir(exist_ok=True)
    for name in ("reference-transaction", "post-index-change", "pre-commit", "post-commit"):
        (hooks / name).write_text("#!/bin/sh\ntouch hook-ran; exit 1\n")
        (hooks / name).chmod(0o755)
    save(store, {OLD: b"new\n"})
    assert not (store.root / "hook-ran").exists()


def test_a_machine_without_git_is_told_so(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    fresh = Store.open(store.root)
    monkeypatch.setenv("PATH", "relative:/nonexistent")
    assert fresh.read(OLD) == repos.FILES[OLD]
    with pytest.raises(StoreError, match="git_missing"):
        save(fresh, {OLD: b"new\n"})
    monkeypatch.undo()
    assert is_whole(store)


def test_unusual_repositories_are_refused(tmp_path: Path) -> None:
    root = tmp_path / "sha256"
    root.mkdir()
    git(root, "init", "-q", "--object-format=sha256")
    (root / "wuye.yaml").write_bytes(b"format: 1\n")
    git(root, "add", ".")
    git(root, "commit", "-q", "-m", "x")
    with pytest.raises(StoreError, match="unsupported_repository"):
        Store.open(root).head()


def test_a_damaged_object_is_named(store: Store) -> None:
    blob = git(store.root, "rev-parse", f"HEAD:{OLD}").strip()
    file = store.git_dir / "objects" / blob[:2] / blob[2:]
    file.chmod(0o644)
    file.write_bytes(b"not zlib")
    with pytest.raises(StoreError, match="damaged_object"):
        store.read(OLD)
    file.unlink()
    with pytest.raises(StoreError, match="missing_object"):
        store.read(OLD)
