"""The way back from a HEAD on no branch loses nothing that was committed there."""

from __future__ import annotations

import pytest
from tests.support.repos import a_store, git

from wuye_cli.store import upkeep
from wuye_cli.store.detached import way_back


@pytest.fixture
def store(tmp_path):
    return a_store(tmp_path)


def _commit(store, text):
    git(store.root, "commit", "-q", "--allow-empty", "-m", text)


@pytest.mark.parametrize(
    ("here", "there", "wanted"),
    [
        ([], [], "git switch main"),
        ([], ["on main"], "git switch main"),
        (["here"], [], "git switch -C main"),
        (["here"], ["on main"], "git switch main; git merge {head}"),
    ],
)
def test_it_is_the_command_that_keeps_both(store, here, there, wanted):
    assert way_back(store.ground) == ""
    start = git(store.root, "rev-parse", "HEAD").strip()
    for text in there:
        _commit(store, text)
    git(store.root, "checkout", "-q", "--detach", start)
    for text in here:
        _commit(store, text)
    head = git(store.root, "rev-parse", "--short=10", "HEAD").strip()
    command = way_back(store.ground)
    assert command == wanted.format(head=head)
    assert [one.path for one in upkeep.examine(store) if one.code == "detached_head"] == [command]
    for one in command.split("; "):
        git(store.root, *one.split()[1:], "-q")
    assert way_back(store.ground) == ""
    kept = git(store.root, "log", "--format=%s", "main").splitlines()
    assert {*here, *there} <= set(kept)


def test_a_branch_that_is_gone_is_made_anew_and_a_rebase_is_given_up(store):
    git(store.root, "checkout", "-q", "--detach")
    git(store.root, "branch", "-q", "-D", "main")
    assert way_back(store.ground) == "git switch -c main"
    (store.git_dir / "rebase-merge").mkdir()
    assert way_back(store.ground) == "git rebase --abort"
