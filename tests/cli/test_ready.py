"""A command forked from the ready interpreter answers as one in a new interpreter does."""

from __future__ import annotations

import os
import signal
import subprocess

import pytest
from tests.support import ready
from tests.support.cli import a_store, environment, fresh, git


def forked(*words, at, given="", timeout=60, **more):
    return ready.run(words, at, environment(**more), given.encode(), timeout)


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    return a_store(tmp_path_factory.mktemp("ready"))


@pytest.mark.parametrize(
    ("words", "given", "more"),
    [
        (("ticket", "list"), "", {}),
        (("ticket", "show", "nobody"), "", {"WUYE_LANG": "en"}),
        (("frobnicate",), "", {}),
        (("whoami", "--json"), "", {"WUYE_ACTOR": "王 <w@x>"}),
        (("ticket", "show", b"\xff\xfe"), "", {}),
        (("desk",), "帮助\n" * 200, {}),
        (("check", "nowhere.yaml"), "", {}),
    ],
)
def test_it_says_the_same_and_ends_alike(root, words, given, more):
    new = fresh(*words, at=root, given=given, **more)
    ended = forked(*words, at=root, given=given, **more)
    assert (ended.status, ended.out.decode(), ended.err.decode()) == new


def test_nothing_of_a_command_stays_for_the_next(root, tmp_path):
    before = git(root, "rev-parse", "HEAD")
    assert forked("take", "3-1-502 水管爆了", at=root).status == 0
    assert git(root, "rev-parse", "HEAD") != before
    assert forked("ticket", "list", at=tmp_path).status != 0
    english = forked("ticket", "list", at=root, WUYE_LANG="en").out
    assert english != forked("ticket", "list", at=root).out


def test_what_takes_too_long_is_killed(root):
    with pytest.raises(subprocess.TimeoutExpired):
        forked("check", at=root, timeout=0.001)


def test_what_is_killed_ends_with_no_status_of_its_own(root):
    folder = root / "bin"
    folder.mkdir()
    (folder / "git").write_text("#!/bin/sh\nkill -9 $PPID\n", "utf-8")
    (folder / "git").chmod(0o755)
    ended = ready.run(
        ("take", "3-1-502 灯坏"), root, environment(PATH=f"{folder}:{os.environ['PATH']}"), b"", 60
    )
    assert ended.status == -signal.SIGKILL
