"""Clones whose git knows our merge driver, and those whose git does not: real `git merge`."""

from __future__ import annotations

import subprocess
import sys

import pytest
from tests.support.cli import a_copy, a_store, done, environment, git, wuye

from wuye_cli.store.yaml_text import read_plain

TIERS = "standards/tiers.yaml"
ACK, ARRIVE = "    ack: [5m, always]\n", "    arrive: [15m, always]\n"


@pytest.fixture(scope="module")
def origin(tmp_path_factory):
    """A store whose branch `other` changed the line beside the one that `main` changed."""
    root = a_store(tmp_path_factory.mktemp("origin") / "s")
    git(root, "checkout", "-q", "-b", "other")
    changed(root, ACK, "    ack: [4m, always] # 四\n")
    git(root, "checkout", "-q", "main")
    changed(root, ARRIVE, "    arrive: [12m, always]\n")
    return root


def changed(root, old, new):
    text = (root / TIERS).read_text()
    assert text.count(old) >= 1
    (root / TIERS).write_text(text.replace(old, new, 1))
    git(root, "-c", "user.name=p", "-c", "user.email=p@x", "commit", "-qam", new.strip())


@pytest.fixture
def program(tmp_path):
    """A folder for PATH that holds our program under its name."""
    folder = tmp_path / "bin"
    folder.mkdir()
    (folder / "wuye").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m wuye_cli "$@"\n')
    (folder / "wuye").chmod(0o755)
    return folder


def merged(root, program):
    env = environment()
    env["PATH"] = f"{program}:{env['PATH']}" if program else env["PATH"]
    who = ("-c", "user.name=p", "-c", "user.email=p@x")
    return subprocess.run(
        ["git", *who, "merge", "--no-edit", "origin/other"],
        cwd=root, env=env, capture_output=True, text=True, check=False,
    )  # fmt: skip


def cloned(origin, root):
    git(origin, "clone", "-q", "-b", "main", f"file://{origin}", str(root))
    return root


def lacking(root):
    ran = wuye("doctor", "--json", at=root)
    return {one["path"] for one in ran.json["found"] if one["path"].startswith("merge.")}


def test_a_clone_without_the_driver_merges_as_any_text(origin, program, tmp_path):
    root = cloned(origin, tmp_path / "c")
    assert lacking(root) == {"merge.wuye.driver", "merge.wuye.name"}
    assert merged(root, program).returncode == 1
    assert "<<<<<<<" in (root / TIERS).read_text()


@pytest.mark.parametrize("command", [("hook", "install"), ("doctor", "--fix")])
def test_a_clone_that_was_told_merges_by_facts(origin, program, tmp_path, command):
    root = cloned(origin, tmp_path / "c")
    assert wuye(*command, at=root).status == 0
    assert lacking(root) == set()
    ran = merged(root, program)
    assert ran.returncode == 0, ran
    text = (root / TIERS).read_text()
    tier = read_plain(text.encode())["tiers"]["emergency"]
    assert (tier["ack"], tier["arrive"]) == (["4m", "always"], ["12m", "always"])
    assert "# 四" in text


def test_a_machine_without_the_program_gets_an_ordinary_conflict(origin, tmp_path):
    root = cloned(origin, tmp_path / "c")
    wuye("hook", "install", at=root)
    env = environment()
    bare = tmp_path / "bare"
    bare.mkdir()
    for name in ("git", "sh"):
        (bare / name).symlink_to(subprocess.check_output(["which", name], text=True).strip())
    env["PATH"] = str(bare)
    ran = subprocess.run(
        ["git", "-c", "user.name=p", "-c", "user.email=p@x", "merge", "--no-edit", "origin/other"],
        cwd=root, env=env, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ran.returncode == 1, ran
    assert "<<<<<<<" in (root / TIERS).read_text()


def test_a_new_store_is_told_at_once(origin):
    assert "wuye merge-driver" in git(origin, "config", "merge.wuye.driver")
    assert lacking(origin) == set()


def test_a_limit_that_two_approved_versions_leave_open_is_nobody_s_easing(tmp_path):
    one = a_store(tmp_path)
    for name, place in (("records.git", one), ("people.git", one / "people")):
        git(tmp_path, "init", "-q", "--bare", name)
        git(place, "remote", "add", "origin", str(tmp_path / name))
    done("sync", at=one)
    other = a_copy(one, tmp_path / "other")
    git(other, "config", "wuye.desk", "B")
    for root, hours in ((one, "3h"), (other, "5h")):
        done("standard", "set", "楼内照明.办结", hours, "--reason", "试行", at=root)
    for root in (one, other):
        done("sync", at=root)
    done("take", "3-1-502 厨房漏水", at=other)  # under the limit of before
    for listed in wuye("conflicts", "--json", at=other).json:
        choice = "--keep" if "approvals" in listed["path"] else "--take=2"
        done("conflicts", "settle", listed["id"], choice, at=other)
    assert wuye("check", "standards", at=other).status == 0
    audited = wuye("audit", "verify", "--json", at=other)
    assert (audited.status, audited.json["findings"]) == (0, [])
