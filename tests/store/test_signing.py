"""Commits are signed inside the operation that makes them, or not made at all."""

from __future__ import annotations

import os
import shutil
import subprocess
from datetime import timedelta

import pytest
from tests.support import repos
from tests.support.git_version import needs_git
from tests.support.keys import a_key, allowed, member
from tests.support.repos import AT, CLERK, NEW, OLD, git, leftovers, save

from wuye_cli.domain.errors import CallError, RefusedError, StoreError
from wuye_cli.domain.people.signing_key import SigningKey
from wuye_cli.store.bulk import BulkCommit, import_commits
from wuye_cli.store.repository import Actor, Store
from wuye_cli.store.signing import requires_signatures, setting_of

pytestmark = needs_git(2, 34)  # git itself is asked what it thinks of SSH signatures
STAFF = "records/staff/s-li.yaml"
POLICY = "standards/policy.yaml"
REQUIRED = b"schema: policy/1\naudit: {signatures: required}\n"


@pytest.fixture
def store(tmp_path):
    """A store whose clerk has a registered key, which this clone signs with."""
    found = repos.a_store(tmp_path)
    save(found, {STAFF: member("s-li", CLERK.mail, a_key("li"))})
    sign_with(found, a_key("li"))
    yield found
    found.close()


def sign_with(store, path, mail=CLERK.mail):
    git(store.root, "config", setting_of(mail), str(path))


def verdicts(store, tmp_path, *span):
    signers = allowed(tmp_path / "allowed", (CLERK.mail, a_key("li")))
    setting = f"gpg.ssh.allowedSignersFile={signers}"
    return git(store.root, "-c", setting, "log", "--format=%G? %GS %ce %s", *span).splitlines()


def whole(store):
    assert git(store.root, "status", "--porcelain", "--untracked-files=all") == ""
    assert leftovers(store.root) == []
    assert git(store.root, "fsck", "--full", "--strict") == "", "no unsigned twin is left either"


def test_git_says_good_to_what_was_signed(store, tmp_path):
    save(store, {NEW: b"id: 1\n", OLD: None}, subject="两个文件")
    assert verdicts(store, tmp_path) == [
        f"G {CLERK.mail} {CLERK.mail} 两个文件",
        f"N  {CLERK.mail} save",
        f"N  {CLERK.mail} found",
    ]
    whole(store)


def test_a_merge_is_signed_with_both_its_parents(store, tmp_path):
    base = store.head()
    git(store.root, "checkout", "-q", "-b", "side")
    (store.root / "wuye.yaml").write_text("format: 1\n# side\n")
    git(store.root, "commit", "-q", "-am", "side")
    side = git(store.root, "rev-parse", "HEAD").strip()
    git(store.root, "checkout", "-q", "main")
    save(store, {NEW: b"id: 1\n"})
    ours = store.head()
    with store.transaction(by=CLERK, at=AT) as tx:
        tx.take("wuye.yaml", b"format: 1\n# side\n")
        tx.commit("merge", merge=[side])
    assert git(store.root, "log", "-1", "--format=%P").split() == [ours, side]
    assert verdicts(store, tmp_path, "-1")[0].startswith("G ")
    assert git(store.root, "merge-base", ours, side).strip() == base
    whole(store)


@pytest.mark.parametrize("count", [3, 102])
def test_an_import_is_signed_from_its_first_commit_to_its_last(store, tmp_path, count):
    start = store.head()
    wanted = (
        BulkCommit(f"import {number}", AT + timedelta(seconds=number), ((NEW, b"%d\n" % number),))
        for number in range(count)
    )
    head, made = import_commits(store, CLERK, wanted)
    assert (store.head(), made) == (head, count)
    if count > 100:  # each verdict is a process: the ends and the chain between them will do
        chain = git(store.root, "log", "--format=%P %s", f"{start}..").splitlines()
        assert len(chain) == count
        assert chain[-1] == f"{start} import 0"
        assert verdicts(store, tmp_path, "-1")[0].startswith("G ")
    else:
        assert [line[0] for line in verdicts(store, tmp_path, f"{start}..")] == ["G"] * count
    assert store.read(NEW) == b"%d\n" % (count - 1)
    git(store.root, "fsck", "--strict")
    assert leftovers(store.root) == []


def test_a_key_of_another_kind_signs_too(tmp_path):
    store = repos.a_store(tmp_path)
    key = a_key("li", kind="ecdsa")
    save(store, {STAFF: member("s-li", CLERK.mail, key)})
    sign_with(store, key)
    save(store, {NEW: b"id: 1\n"})
    setting = f"gpg.ssh.allowedSignersFile={allowed(tmp_path / 'a', (CLERK.mail, key))}"
    assert git(store.root, "-c", setting, "log", "-1", "--format=%G?") == "G\n"


def test_who_has_no_key_here_does_not_sign_and_the_others_do(store, tmp_path):
    other = Actor("王经理", "wang@desk.example")
    with store.transaction(by=other, at=AT) as tx:
        tx.put(NEW, b"id: 1\n")
        tx.commit("unsigned")
    save(store, {OLD: None})
    assert [line[0] for line in verdicts(store, tmp_path, "-2")] == ["G", "N"]


@pytest.mark.parametrize(
    "register",
    [
        member("s-li", CLERK.mail),
        member("s-li", "someone@else.example", a_key("li")),
        member("s-li", CLERK.mail, SigningKey(key="ssh-ed25519 AAAA", ended=AT, why="lost")),
        b": no yaml [",
        None,
    ],
    ids=["no key", "somebody else's", "ended", "unreadable", "nobody"],
)
def test_a_key_that_the_register_does_not_have_as_theirs_signs_nothing(store, tmp_path, register):
    if register and b"AAAA" in register and b"lost" in register:
        key = a_key("li").with_name(a_key("li").name + ".pub").read_text().split()[1]
        register = register.replace(b"ssh-ed25519 AAAA", b"ssh-ed25519 " + key.encode())
    save(store, {STAFF: register})
    save(store, {NEW: b"id: 1\n"})
    assert verdicts(store, tmp_path, "-1")[0].startswith("N ")
    save(store, {POLICY: REQUIRED})
    before = store.head()
    with pytest.raises(RefusedError) as refused:
        save(store, {OLD: None})
    assert refused.value.code == "key_not_registered"
    assert store.head() == before
    whole(store)


def test_where_signatures_are_required_nobody_writes_without_one(store):
    save(store, {POLICY: REQUIRED})
    git(store.root, "config", "--unset", setting_of(CLERK.mail))
    before = store.head()
    with pytest.raises(CallError) as refused:
        save(store, {OLD: None})
    assert (refused.value.code, store.head()) == ("no_signing_key", before)
    with pytest.raises(CallError):
        import_commits(store, CLERK, [BulkCommit("x", AT, ((NEW, b"x\n"),))])
    whole(store)


def failing(store, tmp_path):
    gone = tmp_path / "gone"
    shutil.copy(a_key("li"), gone)
    shutil.copy(str(a_key("li")) + ".pub", str(gone) + ".pub")
    sign_with(store, gone)
    gone.write_text("no key\n")
    gone.chmod(0o600)


def locked(store, _folder):
    key = a_key("secret", "geheim")
    save(store, {STAFF: member("s-li", CLERK.mail, a_key("li"), key)})
    sign_with(store, key)


def absent(store, tmp_path):
    sign_with(store, tmp_path / "nowhere")


@pytest.mark.parametrize(
    ("trouble", "code"),
    [(failing, "signing_failed"), (locked, "key_locked"), (absent, "key_file_missing")],
)
def test_what_cannot_be_signed_is_not_written(store, tmp_path, monkeypatch, trouble, code):
    monkeypatch.delenv("SSH_AUTH_SOCK", raising=False)
    trouble(store, tmp_path)
    before = store.head()
    for work in (
        lambda: save(store, {NEW: b"id: 1\n", OLD: None}),
        lambda: import_commits(store, CLERK, [BulkCommit("x", AT, ((NEW, b"x\n"),))]),
    ):
        with pytest.raises((CallError, StoreError)) as refused:
            work()
        assert refused.value.code == code
        assert store.head() == before
        assert store.read(OLD) is not None
        assert git(store.root, "status", "--porcelain", "--untracked-files=all") == ""
        assert leftovers(store.root) == []


def test_an_agent_signs_for_a_key_with_a_passphrase(store, tmp_path, monkeypatch):
    key = a_key("agent")
    kept = tmp_path / "kept"
    shutil.copy(key, kept)
    kept.chmod(0o600)
    public = tmp_path / "public.pub"
    shutil.copy(str(key) + ".pub", public)
    save(store, {STAFF: member("s-li", CLERK.mail, key)})
    socket = tmp_path / "s"
    agent = subprocess.Popen(["ssh-agent", "-D", "-a", str(socket)], stdout=subprocess.DEVNULL)
    try:
        for _ in range(200):
            if socket.exists():
                break
            agent.poll()
            subprocess.run(["sleep", "0.02"], check=True)
        monkeypatch.setenv("SSH_AUTH_SOCK", str(socket))
        subprocess.run(["ssh-add", "-q", str(kept)], check=True, stderr=subprocess.DEVNULL)
        sign_with(store, public)
        save(store, {NEW: b"id: 1\n"})
    finally:
        agent.terminate()
        agent.wait()
    setting = f"gpg.ssh.allowedSignersFile={allowed(tmp_path / 'a', (CLERK.mail, key))}"
    assert git(store.root, "-c", setting, "log", "-1", "--format=%G?") == "G\n"


@pytest.mark.parametrize("program", ["git", "ssh-keygen"])
def test_a_child_may_die_at_each_of_its_starts(store, tmp_path, monkeypatch, program):
    counter, wrapper = tmp_path / "count", tmp_path / "bin" / program
    wrapper.parent.mkdir()
    real, path = shutil.which(program), os.environ["PATH"]
    monkeypatch.setenv("PATH", f"{wrapper.parent}{os.pathsep}{path}")
    before = [store.head()]
    for at in range(1, 40):
        shutil.rmtree(counter, ignore_errors=True)
        counter.mkdir()
        wrapper.write_text(
            f'#!/bin/sh\nn=1\nwhile ! mkdir "{counter}/$n" 2>/dev/null; do n=$((n + 1)); done\n'
            f'[ $n -eq {at} ] && kill -9 $$\nexec "{real}" "$@"\n'
        )
        wrapper.chmod(0o755)
        again = Store.open(store.root)
        try:
            save(again, {NEW: b"id: %d\n" % at})
        except StoreError:
            assert again.head() == before[-1]
        again.close()
        before.append(again.head())
        if len(list(counter.iterdir())) < at:
            break
    else:
        raise AssertionError("it never came to an end")
    monkeypatch.setenv("PATH", path)
    save(store, {OLD: None})
    assert git(store.root, "status", "--porcelain", "--untracked-files=all") == ""
    assert leftovers(store.root) == []
    git(store.root, "fsck", "--strict", "--no-dangling")
    assert all(line[0] == "G" for line in verdicts(store, tmp_path, f"{before[0]}.."))


@pytest.mark.parametrize(
    ("policy", "wanted"),
    [
        (REQUIRED, True),
        (b"audit: {signatures: optional}  # not required\n", False),
        (b"required: [\n", False),
        (b"audit: required\n", False),
        (b"", False),
    ],
)
def test_what_a_policy_says_of_signatures(policy, wanted):
    assert requires_signatures(policy) is wanted
