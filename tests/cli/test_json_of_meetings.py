"""The page about JSON names the keys of what desks answer that meet at a remote."""

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
