"""Desks that meet at a remote, through the real command: joining, and the keys of their answers."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from tests.support.cli import git, wuye

PAGE = Path(__file__).parents[2] / "docs/json.md"
LI = {"WUYE_ACTOR": "李客服 <li@desk.example>"}
WANG = {"WUYE_ACTOR": "王前台 <wang@desk.example>"}


@pytest.fixture(scope="module")
def answers(tmp_path_factory):
    """Let two desks dispatch one ticket and meet; return name to the answer in JSON."""
    folder = tmp_path_factory.mktemp("meeting")
    hub, here, there = folder / "hub.git", folder / "a", folder / "b"

    def told(*words, at, who):
        ran = wuye(*words, at=at, **who)
        assert ran.status == 0, ran
        return ran.out

    told("init", "a", "--yes", at=folder, who=LI)
    told("take", "3-1-502 厨房漏水", at=here, who=LI)
    git(folder, "init", "-q", "--bare", "-b", "main", hub.name)
    git(here, "remote", "add", "origin", str(hub))
    told("sync", at=here, who=LI)
    found = {"join": told("join", str(hub), "b", "--no-people", "--json", at=folder, who=WANG)}
    told("dispatch", "1", "--to", "赵师傅", at=here, who=LI)
    told("dispatch", "1", "--to", "钱师傅", at=there, who=WANG)
    told("sync", at=here, who=LI)
    told("sync", at=there, who=WANG)
    found["conflicts"] = told("conflicts", "--json", at=there, who=WANG)
    name = json.loads(found["conflicts"])[0]["id"]
    words = ("conflicts", "settle", name, "--keep", "--json")
    found["conflicts settle"] = told(*words, at=there, who=WANG)
    return {name: json.loads(answer) for name, answer in found.items()}


@pytest.mark.parametrize("name", ["join", "conflicts", "conflicts settle"])
def test_the_page_names_the_keys(answers, name):
    page = PAGE.read_text("utf-8")
    (keys,) = re.findall(rf"^```keys {name}\n(.+)\n```$", page, re.MULTILINE)
    answer = answers[name][0] if isinstance(answers[name], list) else answers[name]
    assert keys.split() == list(answer)


@pytest.mark.parametrize("how", ["asked", "refused"])
def test_who_may_not_write_there_joins_to_read(tmp_path, how):
    hub = tmp_path / "hub.git"
    told = wuye("init", "a", "--yes", at=tmp_path, **LI)
    assert told.status == 0, told
    git(tmp_path, "clone", "-q", "--bare", "a", hub.name)
    if how == "refused":
        hook = hub / "hooks/pre-receive"
        hook.write_text("#!/bin/sh\nexit 1\n")
        hook.chmod(0o755)
    before = git(hub, "rev-parse", "HEAD")
    words = ["join", str(hub), "b", "--no-people", "--json"] + ["--read"] * (how == "asked")
    ran = wuye(*words, at=tmp_path, **WANG)
    assert (ran.status, json.loads(ran.out)["desk"]) == (0, "")
    assert git(hub, "rev-parse", "HEAD") == git(tmp_path / "b", "rev-parse", "HEAD") == before
    assert git(tmp_path / "b", "status", "--porcelain") == ""
    assert wuye("sync", at=tmp_path / "b", **WANG).status == 0
    ran = wuye("join", str(hub), "c", "--no-people", "--desk", "Q", at=tmp_path, **WANG)
    assert (ran.status, (tmp_path / "c").exists()) == (
        (6, False) if how == "refused" else (0, True)
    )
