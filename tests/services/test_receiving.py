"""A server with the hook: real pushes over a bare repository; what is at fault is not taken."""

from __future__ import annotations

import os
import shutil
import subprocess
from contextlib import closing

import pytest
from tests.support.cli import a_store, environment, inside
from tests.support.keys import forged as made_by_hand
from tests.support.poisoned import silence
from tests.support.repos import git

from wuye_cli.bootstrap import SystemClock
from wuye_cli.domain.errors import CallError, ConflictError
from wuye_cli.services.auditing import engine
from wuye_cli.services.receiving import Update, refusals, updates_in
from wuye_cli.store import server_hook
from wuye_cli.store.repository import Store

MAIN = "refs/heads/main"
NONE = "0" * 40
CLOCK = SystemClock()
WANG, ZHAO = "王经理 <wang@desk.example>", "赵强 <zhao@desk.example>"


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A store with three colleagues, by the real clock as a hook knows no other; and a server."""
    folder = tmp_path_factory.mktemp("server")
    root = a_store(folder)
    for words in (
        "李客服 --id s-li --role 客服 --mail li@desk.example",
        "赵强 --id s-zhao --role 维修 --mail zhao@desk.example",
        "王经理 --id s-wang --role 经理 --mail wang@desk.example",
    ):
        assert inside("staff", "add", *words.split(), at=root).status == 0
    assert inside("take", "2-1-804 厨房龙头滴水", at=root).status == 0
    root.rename(folder / "store")
    git(folder, "clone", "-q", "--bare", str(folder / "store"), str(folder / "bare.git"))
    return folder


@pytest.fixture
def here(made, tmp_path):
    shutil.copytree(made, tmp_path / "x", symlinks=True)
    folder = tmp_path / "x"
    git(folder / "store", "remote", "add", "origin", str(folder / "bare.git"))
    return folder


def forged(root, **more):
    return made_by_hand(root, at=int(CLOCK.now().timestamp()), **more)


def push(here, *what, root="store"):
    """Push as git does, with nothing of ours in `PATH` or the environment."""
    env = environment(WUYE_LANG="zh") | {"PATH": "/usr/bin:/bin"}
    words = ["git", "-C", str(here / root), "push", "-q", "origin", *what]
    return subprocess.run(words, env=env, capture_output=True, text=True, check=False)


def head(here):
    return git(here / "store", "rev-parse", "HEAD").strip()


def judged(here, new, old=None, ref=MAIN):
    """Return what the hook would say of a push whose objects are there already."""
    bare = here / "bare.git"
    git(here / "store", "push", "-q", "--force", str(bare), f"{new}:refs/wuye/waiting")
    old = git(bare, "rev-parse", MAIN).strip() if old is None else old
    return list(refusals(bare, [Update(old, new, ref)], CLOCK.now()))


def codes(found):
    return [
        (one.code, sorted({fault.rule for fault in (*one.audited, *one.checked)})) for one in found
    ]


def test_a_push_goes_through_the_hook_with_no_wuye_in_the_path(here):
    place, is_new = server_hook.install(here / "bare.git")
    assert is_new
    assert os.access(place, os.X_OK)
    assert server_hook.install(here / "bare.git") == (place, False)
    assert inside("take", "3-1-1201 楼道灯不亮", at=here / "store").status == 0
    first = head(here)
    done = push(here, "main")
    assert (done.returncode, done.stderr) == (0, "")
    bad = forged(here / "store", author=ZHAO, files={"standards/note.md": "x"})
    done = push(here, "main")
    assert done.returncode == 1
    assert "没有接收 main：历史核查发现 1 处问题" in done.stderr
    assert "G008" in done.stderr
    assert bad[:10] in done.stderr
    assert "赵强 <zhao@desk.example>" in done.stderr
    assert git(here / "bare.git", "rev-parse", MAIN).strip() == first
    done = push(here, "--force", f"{first}~1:{MAIN}")
    assert done.returncode == 1
    assert "没有接收 main：它不接在现有的历史后面" in done.stderr


def test_the_hook_believes_no_memory_that_lies_on_the_server(here):
    old = head(here)
    bad = forged(here / "store", author=ZHAO, files={"standards/note.md": "x"})
    refused = [("push.audit", ["G008"])]
    assert codes(judged(here, bad)) == refused
    with closing(Store.open_history(here / "bare.git", standing=bad)) as store:
        asked = engine.Asked(revision=bad, since=old)
        moment = int(CLOCK.now().timestamp())
        engine.verify(store, asked, moment)
        silence(store.ground, since=old)
        assert engine.verify(store, asked, moment).findings == ()
    assert codes(judged(here, bad)) == refused


def test_the_branch_only_grows_and_stays(here):
    old, bare = head(here), here / "bare.git"
    gone = [Update(old, NONE, MAIN), Update(NONE, old, f"refs/replace/{old}")]
    assert codes(refusals(bare, gone, CLOCK.now())) == [
        ("push.deleted", []),
        ("push.replaced", []),
    ]
    lost = forged(
        here / "store", author=WANG, parents=(git(bare, "rev-parse", f"{MAIN}~1").strip(),)
    )
    assert codes(judged(here, lost)) == [("push.forced", [])]
    strange = forged(here / "store", author=WANG, parents=())
    assert codes(judged(here, strange)) == [("push.forced", [])]
    for name in ("refs/tags/main", "refs/heads/HEAD", f"refs/original/{MAIN}"):
        # taken once, it would have every push of others refused from then on
        assert codes(judged(here, old, ref=name)) == [("push.shadow", [])]
        assert list(refusals(bare, [Update(old, NONE, name)], CLOCK.now())) == []
    # what is no records yet is everybody's own
    assert judged(here, lost, ref="refs/heads/draft") == []
    assert judged(here, lost, ref="refs/tags/std/tiers@2") == []


def test_what_breaks_the_check_is_told_with_file_and_rule(here):
    path = "standards/categories.yaml"
    text = (here / "store" / path).read_text()
    bad = forged(here / "store", author=WANG, files={path: text + "nonsense: 1\n"})
    found = judged(here, bad)
    assert codes(found) == [("push.check", ["S001"])]
    assert found[0].checked[0].path == path


def test_every_commit_of_a_push_is_audited_and_not_only_its_end(here):
    path = "standards/categories.yaml"
    text = (here / "store" / path).read_text()
    forged(here / "store", author=ZHAO, files={path: text + "# x\n"})
    back = forged(here / "store", author=WANG, files={path: text})
    assert codes(judged(here, back)) == [("push.audit", ["G008"])]


def test_the_first_push_is_judged_whole_and_whatever_branch_is_pushed(here):
    empty = here / "empty.git"
    subprocess.run(["git", "init", "-q", "--bare", "-b", "trunk", str(empty)], check=True)
    server_hook.install(empty)
    git(here / "store", "remote", "add", "new", str(empty))
    bad = forged(here / "store", author=ZHAO, files={"standards/policy.yaml": "schema: policy/1\n"})
    git(here / "store", "push", "-q", str(here / "bare.git"), f"{bad}:refs/wuye/waiting")
    found = list(refusals(here / "bare.git", [Update(NONE, bad, MAIN)], CLOCK.now()))
    assert codes(found)[0] == ("push.audit", ["G029"])


def test_people_are_looked_at_by_form_alone_and_their_history_may_be_cut(here):
    people, bare = here / "store/people", here / "people.git"
    git(here, "clone", "-q", "--bare", str(people), str(bare))
    old = git(people, "rev-parse", "HEAD").strip()

    def judge(new):
        git(people, "push", "-q", str(bare), f"{new}:refs/wuye/waiting", "--force")
        return list(refusals(bare, [Update(old, new, MAIN)], CLOCK.now()))

    assert judge(forged(people, author=WANG, files={"persons/7k/p-7k2f.yaml": "a: 1\n"})) == []
    assert judge(forged(people, author=WANG, parents=())) == []
    bad = judge(forged(people, author=WANG, files={"persons/7k/p-7k2f.yaml": "a: [\n"}))
    assert [(one.code, one.facts["path"]) for one in bad] == [
        ("push.people", "persons/7k/p-7k2f.yaml")
    ]
    (people / "persons/link.yaml").symlink_to("/etc/passwd")
    git(people, "add", "-A")
    git(people, "commit", "-qm", "x")
    assert codes(judge(git(people, "rev-parse", "HEAD").strip())) == [("push.people", [])]


def test_settings_taken_away_make_no_records_into_people(here):
    bad = forged(here / "store", author=WANG, files={"wuye.yaml": None, "standards/x.md": "1"})
    assert [(one.code, one.facts["why"]) for one in judged(here, bad)] == [
        ("push.unchecked", "no_settings")
    ]


def test_other_hooks_and_other_places_are_left_alone(here, tmp_path):
    with pytest.raises(CallError, match="not_bare"):
        server_hook.install(here / "store")
    bare = here / "bare.git"
    hook = bare / "hooks/pre-receive"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\nexit 0\n")
    with pytest.raises(ConflictError, match="server_foreign") as caught:
        server_hook.install(bare)
    assert caught.value.facts["line"].endswith("-m wuye_cli hook receive")
    with pytest.raises(ConflictError):
        server_hook.remove(bare)
    hook.unlink()
    place, _ = server_hook.install(bare)
    assert server_hook.remove(bare) == (place, True)
    assert server_hook.remove(bare) == (place, False)
    git(bare, "config", "core.hooksPath", str(tmp_path))
    with pytest.raises(ConflictError, match="server_elsewhere"):
        server_hook.install(bare)


def test_what_git_tells_is_read_line_by_line():
    text = f"{NONE} {'a' * 40} refs/heads/a b\nodd\n"
    assert updates_in(text) == [Update(NONE, "a" * 40, "refs/heads/a b")]
