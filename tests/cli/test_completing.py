"""Completion in a real bash and fish against a real store: tickets, people, categories, tiers."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

import pytest
from tests.support.cli import a_store, done, environment, inside

ASK = """
source {script}
COMP_WORDS=({words}); COMP_CWORD={last}; COMPREPLY=(); _wuye
printf '%s\\n' "${{COMPREPLY[@]}}"
"""


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    root = a_store(tmp_path_factory.mktemp("typing"))
    done("take", "3-1-502 厨房水管爆了", at=root)
    done("take", "2-1-803 龙头滴水", at=root)
    done("dispatch", "1", "--to", "赵 师傅", at=root)
    return root


@pytest.fixture(scope="module")
def shell(store, tmp_path_factory):
    """Return what runs a text in a shell, where `wuye` is a program and its script is written."""
    folder = tmp_path_factory.mktemp("shell")
    program = folder / "wuye"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m wuye_cli "$@"\n')
    program.chmod(0o755)
    env = environment() | {"PATH": f"{folder}:{os.environ['PATH']}"}

    def run(name, text):
        if not shutil.which(name):
            pytest.skip(f"needs {name}")
        script = folder / f"wuye.{name}"
        script.write_text(inside("completion", name, at=store).out)
        ran = subprocess.run(
            [name, "-c", text.format(script=script)], cwd=store, env=env,
            capture_output=True, check=True, encoding="utf-8",
        )  # fmt: skip
        assert ran.stderr == ""
        return [line for line in ran.stdout.splitlines() if line]

    return run


@pytest.fixture(scope="module")
def typed(shell):
    """Return what bash offers for a line; the last word is the one being typed."""

    def ask(*words):
        listed = " ".join(f"'{word}'" for word in words)
        text = ASK.replace("{words}", listed).replace("{last}", str(len(words) - 1))
        return shell("bash", text)

    return ask


def test_commands_and_options(typed):
    assert typed("wuye", "ti") == ["ticket", "tier"]
    assert typed("wuye", "ticket", "sh") == ["show"]
    assert "--text" in typed("wuye", "ticket", "note", "1", "--t")


def test_ids_of_open_tickets(typed):
    assert [one[-4:] for one in typed("wuye", "ticket", "show", "")] == ["A002", "A001"]
    assert len(typed("wuye", "done", "")) == 2
    assert len(typed("wuye", "dispatch", "")) == 2


def test_people_categories_and_tiers(typed):
    assert typed("wuye", "dispatch", "1", "--to", "赵") == ["赵\\ 师傅"]
    assert typed("wuye", "take", "x", "--category", "跑水") == ["跑水爆管"]
    assert "紧急委托" in typed("wuye", "take", "x", "--tier", "")


def test_fish(shell):
    offered = shell("fish", "source {script}; complete -C 'wuye ti'; complete -C 'wuye done '")
    names = [line.split("\t")[0] for line in offered]
    assert names[:2] == ["ticket", "tier"]
    assert [name[-4:] for name in names[2:]] == ["A002", "A001"]


@pytest.mark.parametrize("words", [["nonsense", "x"], [], ["person"], ["tier", "\x1b"]])
def test_completion_never_complains(store, tmp_path, words):
    for place in (store, tmp_path):
        ran = inside("__complete", *words, at=place)
        assert ran.status == 0
        assert ran.err == ""


def test_the_store_that_is_named_is_the_one_completed_from(shell, tmp_path_factory):
    other = a_store(tmp_path_factory.mktemp("other"))
    done("take", "1-1-101 门锁坏了", at=other)
    text = f"source {{script}}; complete -C 'wuye -C {other} ticket show '"
    assert [line.split("\t")[1] for line in shell("fish", text)] == ["1-1-0101 门锁坏了"]
