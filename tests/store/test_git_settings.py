"""Settings of git that are read off one list, beside what git says to each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.support import repos
from tests.support.repos import git

from wuye_cli.store.git_settings import read_settings

if TYPE_CHECKING:
    from pathlib import Path

    from wuye_cli.store.repository import Store

ODD = {
    "core.sshCommand": "ssh -i key\n -v",
    "branch.Main.x.remote": "a.b",
    "remote.a.b.url": "../one = two",
    "remote.Upper.url": "",
    "remote.none.fetch": "+refs/heads/*:refs/remotes/none/*",
    "wuye.desk": "A",
}


@pytest.fixture
def store(tmp_path: Path) -> Store:
    made = repos.a_store(tmp_path)
    for key, value in ODD.items():
        git(made.root, "config", "--local", key, value)
    return made


def test_each_is_what_git_says(store: Store) -> None:
    told = store.ground.settings()
    for key, value in ODD.items():
        assert told.get(key) == told.own(key) == value
    assert told.get("CORE.SSHCOMMAND") == ODD["core.sshCommand"]
    assert told.get("branch.main.x.remote") is None  # the middle of a key keeps its case
    assert told.remotes() == {"Upper": "", "a.b": "../one = two"}


def test_the_last_of_several_holds_and_what_we_pass_is_not_the_stores_own(store: Store) -> None:
    git(store.root, "config", "--add", "wuye.desk", "B")
    told = store.ground.settings()
    assert told.own("wuye.desk") == "B"
    assert (told.get("core.fsmonitor"), told.own("core.fsmonitor")) == ("false", None)


def test_what_is_set_meanwhile_is_seen(store: Store) -> None:
    assert store.setting("desk") == "A"
    store.set_setting("desk", "KX")
    assert store.setting("desk") == "KX"
    git(store.root, "config", "--unset-all", "wuye.desk")
    assert store.setting("desk") is None


def test_a_key_without_a_value_is_an_empty_one() -> None:
    told = read_settings(["local", "core.bare", "global", "user.name\nLi\nMei"])
    assert (told.own("core.bare"), told.get("user.name")) == ("", "Li\nMei")
    assert told.own("user.name") is None
