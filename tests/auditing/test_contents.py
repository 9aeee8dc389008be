"""Judges of what a commit holds, on real repositories: each trick, and its honest twin."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.support.histories import History, findings, found

from wuye_cli.auditing.rules.contents import LARGE, ContentsJudge
from wuye_cli.auditing.rules.hiding import HidingJudge
from wuye_cli.auditing.rules.secrets import SecretsJudge

if TYPE_CHECKING:
    from pathlib import Path

    from wuye_cli.auditing.judge import Judge

TICKET = "records/tickets/2026/11/21/WY-261121-A017.yaml"
ODD_NAME = 'standards/"\n\x1b[2J\u202e-r f/\\..yaml'
START = {"wuye.yaml": b"format: 1\n", "standards/tiers.yaml": b"a: 1\n", TICKET: b"id: 1\n"}


@pytest.fixture
def history(tmp_path: Path) -> History:
    return History(tmp_path / "store")


KEY = b"-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEAAAAA\n"
TRICKS = [
    ("G019", {TICKET: b"id: 1\nb: 2\n", "standards/tiers.yaml": b"a: 2\n"}),
    ("G019", {TICKET: None, "standards/new.yaml": b"a: 2\n"}),
    ("G037", {"docs/photo.png": b"\x89PNG\r\n\x1a\n\0\0"}),
    ("G037", {"docs/list.csv": b"1234567\n" * (LARGE // 8 + 1)}),
    ("G037", {ODD_NAME: b"a: \0\n"}),
    ("G039", {"vendor/lib": ("160000", b"1" * 40)}),
    ("G039", {".gitmodules": b'[submodule "x"]\n'}),
    ("G039", {TICKET: ("120000", b"/etc/passwd")}),
    ("G039", {"standards/tiers.yaml": ("100755", b"a: 1\n")}),
    ("G024", {".gitattributes": b"* -text\nrecords/** -diff\n"}),
    ("G024", {"records/tickets/2026/.gitattributes": b"* binary\n"}),
    ("G024", {"standards/.gitignore": b"*.yaml\n"}),
    ("G025", {".mailmap": b"Wang <wang@x> <li@desk.example>\n"}),
    ("G038", {"docs/key": KEY}),
    ("G038", {TICKET: b"id: 1\nnote: ghp_" + b"a1B2" * 9 + b"\n"}),
    ("G038", {"docs/a.md": b"git clone https://li:geheim@git.example/x.git\n"}),
    ("G038", {"docs/a.yaml": b'api_key: "Zx81kfh2LLpq93"\n'}),
    ("G038", {"docs/a.md": "\u5bc6\u7801\uff1aWuye8888\n".encode()}),
    (
        "G038",
        {"docs/h": b"curl qyapi.weixin.qq.com/cgi-bin/webhook/send?key=6930-" + b"4e5f-" * 4},
    ),
]
CLEAN = [
    {"standards/tiers.yaml": b"a: 2\n", "records/approvals/tiers/0002.yaml": b"a: 2\n"},
    {"docs/list.csv": b"1234567\n" * 1000, "tools/run.sh": ("100755", b"#!/bin/sh\n")},
    {".gitattributes": b"* -text\nstandards/**/*.yaml merge=wuye\n*.png binary\n"},
    {".gitignore": b"/people/\n/media/\n*.xlsx\n", "docs/.gitattributes": b"* -diff\n"},
    {"docs/.mailmap": b"A <a@x> <b@x>\n", ".mailmap": b"# nobody\n"},
    {TICKET: "note: \u5bc6\u7801\u9501\u574f\u4e86\uff0ctoken \u4e22\u4e86\n".encode()},
    {"docs/a.md": b"https://user:${PASSWORD}@x/ https://x:8080/a@b ssh-ed25519 AAAAC3Nza\n"},
    {"standards/tiers.yaml": b"token: example-token-1234567\nsha: sk-short\n"},
    {ODD_NAME: b"a: 1\n"},
]


def judges() -> list[Judge]:
    return [ContentsJudge(), HidingJudge(), SecretsJudge()]


def test_every_trick_raises_its_code_once_and_its_undoing_none(history: History) -> None:
    tip = history.commit(START)
    wanted = []
    for code, files in TRICKS:
        bad = tip = history.commit(files, tip, message=code)
        for path in files:
            tip = history.commit({path: START.get(path)}, tip)
        wanted.append((code, bad))
    told = [(one.rule, one.facts["commit"]) for one in findings(judges(), history.done(), tip)]
    assert told == wanted


def test_honest_work_raises_nothing(history: History) -> None:
    tip = history.commit(START)
    for files in CLEAN:
        tip = history.commit(files, tip)
    assert findings(judges(), history.done(), tip) == []


def test_what_a_merge_brings_in_was_told_where_it_was_made(history: History) -> None:
    first = history.commit(START)
    bad = history.commit({".gitattributes": b"* -diff\n", "k": KEY, "p": b"\0"}, first)
    side = history.commit({"docs/a": b"a\n"}, first)
    merge = history.commit(
        {".gitattributes": b"* -diff\n", "k": KEY, "p": b"\0"}, side, bad, message="merge"
    )
    told = [one.facts["commit"] for one in findings(judges(), history.done(), merge)]
    assert told == [bad] * 3


def test_a_merge_that_brings_a_trick_itself_is_told(history: History) -> None:
    first = history.commit(START)
    sides = [history.commit({f"docs/{name}": b"a\n"}, first) for name in "ab"]
    evil = {"docs/b": b"a\n", ".gitattributes": b"* -diff\n", "l/k": ("160000", b"2" * 40)}
    merge = history.commit(evil, *sides)
    assert found(HidingJudge(), history, merge) == [("G024", merge)]
    assert found(ContentsJudge(), history, merge) == [("G039", merge)]


def test_the_secret_itself_is_never_told(history: History) -> None:
    first = history.commit(START)
    tip = history.commit({"docs/a.md": b"\nhttps://li:geheim123@git.example/x.git\n"}, first)
    (told,) = findings([SecretsJudge()], history.done(), tip)
    assert "geheim123" not in repr(told)
    assert told.facts["what"] == "password_in_url"
    assert told.facts["line"] == 2


def test_a_secret_in_a_message_is_told(history: History) -> None:
    tip = history.commit(START, message="see glpat-" + "a1B2" * 6)
    assert found(SecretsJudge(), history, tip) == [("G038", tip)]
