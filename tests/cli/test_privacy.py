"""wuye privacy: wiring, words and exit statuses."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

import pytest
from tests.support.repos import AT, CLERK

from wuye_cli.__main__ import main
from wuye_cli.domain.people.person import Person
from wuye_cli.store.people import PeopleBook
from wuye_cli.store.repository import Store

if TYPE_CHECKING:
    from pathlib import Path

ZHANG = Person(id="p-7k2f9q3m", name="张\x1b[2J女士", phones=("13812345678",), created=AT)


@pytest.fixture
def ask(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]):
    files = {"wuye.yaml": b'schema: "wuye/1"\n'}
    store = Store.create(tmp_path / "store", files, actor=CLERK, at=AT, subject="found")
    with store.transaction(by=CLERK, at=AT) as tx:
        PeopleBook(store).put(tx, ZHANG)
        tx.commit("note")
    monkeypatch.setenv("WUYE_STORE", os.fspath(store.root))
    monkeypatch.setenv("WUYE_LANG", "zh")
    monkeypatch.setenv("WUYE_ACTOR", "李前台 <s-li@desk.example>")

    def run(*words: str) -> tuple[int, str, str]:
        status = main(["privacy", *words])
        said = capfd.readouterr()
        return status, said.out, said.err

    return run


def test_a_list_masks_the_phone_and_shows_no_escape(ask):
    status, out, _ = ask("find", "1381")
    assert status == 0
    assert "138****5678" in out
    assert "13812345678" not in out
    assert "\x1b" not in out


def test_one_person_is_shown_whole(ask):
    status, out, _ = ask("show", "13812345678")
    assert status == 0
    assert "13812345678" in out


def test_an_export_is_json(ask):
    status, out, _ = ask("export", ZHANG.id)
    assert status == 0
    assert json.loads(out)["person"]["id"] == ZHANG.id


def test_nobody_is_status_5_and_no_reason_is_status_2(ask):
    assert ask("show", "nobody")[0] == 5
    status, _, err = ask("erase", ZHANG.id, "--yes")
    assert status == 2
    assert "--reason" in err


def test_an_erased_person_is_gone(ask):
    status, out, _ = ask("erase", ZHANG.id, "--reason", "迁出申请", "--yes")
    assert status == 0
    assert ZHANG.id in out
    assert ask("show", ZHANG.id)[0] == 5
    assert json.loads(ask("due", "--json")[1]) == {"persons": [], "returned": [], "unfinished": ""}
