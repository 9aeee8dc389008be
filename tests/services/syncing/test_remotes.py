"""Desks that meet at a git remote: fetched, brought together, pushed, never by force."""

from __future__ import annotations

import pytest
from tests.support.cli import assert_one_line, wuye
from tests.support.clones import hows, sound, taken
from tests.support.repos import git

from wuye_cli.domain.errors import CallError, ConflictError, UncheckableError
from wuye_cli.services import syncing
from wuye_cli.store import git as store_git
from wuye_cli.store import meeting_note


def test_two_desks_meet_at_a_remote(desks, server):
    a, b, _ = desks
    assert [one.new for one in syncing.by_remote(a.desk).sent] == [True, True]
    taken(a, "2-2-202 灯坏")
    taken(b, "1-1-101 门锁坏 13900001111")
    syncing.by_remote(a.desk)
    done = syncing.by_remote(b.desk)
    assert (hows(done), hows(done, "people")) == (["merged"], ["same"])
    assert hows(syncing.by_remote(a.desk)) == ["forward"]
    assert (
        git(server, "rev-parse", "main")
        == git(a.root, "rev-parse", "HEAD")
        == git(b.root, "rev-parse", "HEAD")
    )
    assert [one.new for one in syncing.by_remote(a.desk).sent] == [False, False]
    sound(a)
    sound(b)


def test_a_remote_that_moved_on_meanwhile_is_fetched_again(desks, server):
    a, b, _ = desks
    syncing.by_remote(a.desk)
    taken(a, "2-2-202 灯坏")
    taken(b, "1-1-101 门锁坏")
    hook = server / "hooks" / "update"
    # While the first push is at the door, the other desk's comes in.
    hook.write_text(
        f"#!/bin/sh\n[ -e '{server}/once' ] && exit 0\ntouch '{server}/once'\nunset GIT_QUARANTINE_PATH GIT_DIR\n"
        f"git -C '{b.root}' push -q origin main >/dev/null 2>&1\nexit 0\n"
    )
    hook.chmod(0o755)
    done = syncing.by_remote(a.desk)
    assert hows(done) == ["same", "merged"]
    assert git(server, "rev-parse", "main") == git(a.root, "rev-parse", "HEAD")
    assert git(server, "log", "--format=%s").count("take") == 3


def test_a_rule_of_the_remote_is_told(desks, server):
    a, _, _ = desks
    hook = server / "hooks" / "pre-receive"
    hook.write_text("#!/bin/sh\nprintf '今晚维护\\033[2J\\n\\n明天再来\\n' >&2\nexit 1\n")
    hook.chmod(0o755)
    with pytest.raises(ConflictError, match="push_refused"):
        syncing.by_remote(a.desk)
    ran = wuye("sync", at=a.root)
    assert ran.status == 6
    assert ran.err.splitlines()[1:] == ["  今晚维护·[2J", "  明天再来"]


def test_a_bundle_that_takes_nothing_is_not_said_to_have_taken_it(desks, tmp_path):
    a, _, _ = desks
    git(a.root, "bundle", "create", "-q", str(tmp_path / "all.bundle"), "--all")
    git(a.root, "remote", "add", "origin", str(tmp_path / "all.bundle"))
    taken(a, "2-2-202 灯坏")
    with pytest.raises(UncheckableError, match="unreachable"):
        syncing.by_remote(a.desk, people=False)


def test_a_branch_that_nobody_else_has_is_not_sent(desks, server):
    a, b, _ = desks
    syncing.by_remote(a.desk)
    git(b.root, "switch", "-q", "-c", "other")
    with pytest.raises(ConflictError, match="other_branch") as caught:
        syncing.by_remote(b.desk)
    assert (caught.value.facts["branch"], caught.value.facts["main"]) == ("other", "main")
    assert "other" not in git(server, "branch", "--list")


@pytest.mark.usefixtures("server")
@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("git@x: Permission denied (publickey).", "ssh_refused"),
        ("Host key verification failed.", "ssh_refused"),
        ("fatal: could not read Username for 'https://x'", "password_wanted"),
    ],
)
def test_a_remote_that_would_ask_a_person_is_told_from_one_out_of_reach(desks, words, code):
    a, _, _ = desks
    for root in (a.root, a.root / "people"):
        git(root, "config", "core.sshCommand", f'echo "{words}" >&2; exit 128;')
        git(root, "remote", "set-url", "origin", "git@x.example:estate.git")
    ran = wuye("sync", at=a.root)
    assert ran.status == 3
    assert_one_line(ran)
    assert "git ls-remote origin" in ran.err
    with pytest.raises(UncheckableError, match=code):
        syncing.by_remote(a.desk)


def test_a_merge_of_git_that_waits_comes_first(desks):
    a, _, usb = desks
    (a.root / ".git" / "MERGE_HEAD").write_text(git(a.root, "rev-parse", "HEAD"))
    with pytest.raises(ConflictError, match=r"conflict\.of_git"):
        syncing.by_folder(a.desk, usb)


@pytest.mark.usefixtures("server")
def test_plain_git_knows_the_remote_after_a_sync_unless_it_was_told_of_another(desks):
    a, b, _ = desks
    git(b.root, "config", "branch.main.remote", "origin")
    git(b.root, "config", "branch.main.merge", "refs/heads/trunk")
    git(a.root, "config", "remote.origin.mirror", "true")  # which would delete what is not here
    for one in (a, b):
        syncing.by_remote(one.desk)
    assert git(a.root, "rev-parse", "--abbrev-ref", "@{upstream}") == "origin/main\n"
    assert git(b.root, "config", "branch.main.merge") == "refs/heads/trunk\n"


def test_a_remote_that_cannot_write_refuses_nobody(desks, server):
    a, _, _ = desks
    git(server, "config", "receive.maxInputSize", "1")  # as full as can be had without a disk
    taken(a, "2-2-202 灯坏")
    with pytest.raises(UncheckableError, match="remote_unwritable"):
        syncing.by_remote(a.desk)
    git(server, "config", "receive.maxInputSize", "0")
    syncing.by_remote(a.desk)
    assert git(server, "rev-parse", "main") == git(a.root, "rev-parse", "HEAD")


@pytest.mark.usefixtures("server")
@pytest.mark.parametrize(
    "address", ["https://127.0.0.1:1/x", "ssh://127.0.0.1:1/x", "/no/such/folder", "ext::sh -c id"]
)
def test_a_remote_out_of_reach_is_no_harm(desks, address):
    a, _, _ = desks
    git(a.root, "remote", "set-url", "origin", address)
    git(a.root / "people", "remote", "set-url", "origin", address)
    ran = wuye("sync", at=a.root)
    assert ran.status == 3
    assert_one_line(ran)
    assert "本机照常可用" in ran.err
    with pytest.raises(UncheckableError, match="unreachable"):
        syncing.by_remote(a.desk)
    taken(a, "2-2-202 灯坏")


def test_a_lock_that_our_own_git_left_is_swept_at_the_next_sync(desks, server):
    a, _, _ = desks
    syncing.by_remote(a.desk)
    private = a.root / ".git/wuye"
    assert not (private / meeting_note.FILE).exists()
    lock = a.root / ".git/refs/remotes/origin/main.lock"
    (private / meeting_note.FILE).write_text("refs/remotes/origin/main")
    lock.write_bytes(b"1" * 40 + b"\n")
    taken(a, "2-2-202 灯坏")
    syncing.by_remote(a.desk)
    assert (lock.exists(), (private / meeting_note.FILE).exists()) == (False, False)
    assert git(server, "rev-parse", "main") == git(a.root, "rev-parse", "HEAD")


@pytest.mark.usefixtures("server")
@pytest.mark.parametrize("note", ["", "refs/remotes/origin/other"])
def test_a_lock_that_somebody_else_left_is_left_alone(desks, note, monkeypatch):
    a, b, _ = desks
    monkeypatch.setattr(store_git, "_WRITING", ("core.filesRefLockTimeout=300",))
    syncing.by_remote(a.desk)
    taken(b, "1-1-101 门锁坏")
    syncing.by_remote(b.desk)
    lock = a.root / ".git/refs/remotes/origin/main.lock"
    lock.write_bytes(b"")
    if note:
        (a.root / ".git/wuye" / meeting_note.FILE).write_text(note)
    with pytest.raises(UncheckableError, match="unreachable"):
        syncing.by_remote(a.desk)
    assert lock.exists()
    assert not (a.root / ".git/wuye" / meeting_note.FILE).exists()


def test_without_a_remote_it_says_what_to_do(desks):
    with pytest.raises(CallError, match="no_remote"):
        syncing.by_remote(desks[0].desk)
    ran = wuye("sync", at=desks[0].root)
    assert ran.status == 2
    assert "--via" in ran.err
    assert "git remote add" in ran.err


@pytest.mark.usefixtures("server")
def test_a_remote_that_lost_its_history_is_not_followed(desks):
    a, b, _ = desks
    syncing.by_remote(a.desk)
    git(b.root, "checkout", "-q", "--orphan", "new")
    git(b.root, "commit", "-q", "-m", "rewritten")
    git(b.root, "push", "-q", "-f", "origin", "new:main")
    was = git(a.root, "rev-parse", "HEAD")
    with pytest.raises(ConflictError, match="unrelated_history"):
        syncing.by_remote(a.desk)
    assert git(a.root, "rev-parse", "HEAD") == was
