"""wuye check: wiring, words and exit statuses."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from tests.support.repos import AT, CLERK

from wuye_cli.__main__ import main
from wuye_cli.store.repository import Store


@pytest.fixture(autouse=True)
def _root(tmp_path, monkeypatch):
    files = {"wuye.yaml": b'schema: "wuye/1"\nestaet: "x"\n'}
    store = Store.create(
        tmp_path / "store", files, actor=CLERK, at=AT, subject="found", with_people=False
    )
    monkeypatch.setenv("WUYE_STORE", os.fspath(store.root))
    monkeypatch.setenv("WUYE_LANG", "en")


def test_a_finding_is_told_with_its_place_its_line_and_what_is_asked(capfd):
    assert main(["check", "wuye.yaml"]) == 1
    out = capfd.readouterr().out
    assert "wuye.yaml:2:1: S001 error: unknown field “estaet”; did you mean estate?" in out
    assert '    2 | estaet: "x"\n      | ^\n' in out


def test_json_has_its_schema_and_goes_to_a_file_too(capfd, tmp_path):
    path = tmp_path / "found.json"
    assert main(["check", "wuye.yaml", "-o", "concise", "-o", f"json={path}"]) == 1
    assert capfd.readouterr().out.count("\n") == 1
    told = json.loads(path.read_text(encoding="utf-8"))
    (finding,) = told["findings"]
    assert (told["schema"], finding["rule"], finding["line"]) == ("findings/1", "S001", 2)


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (["wuye.yaml"], 1),
        (["wuye.yaml", "--ignore", "s"], 0),
        (["wuye.yaml", "--select", "Y,T0"], 0),
        (["nowhere"], 2),
        (["--select", "Z"], 2),
        (["--fail-on", "never"], 2),
        (["-o", "pdf"], 2),
    ],
)
def test_the_exit_status_tells_what_came_of_it(words, status):
    assert main(["check", *words]) == status


def test_statistics_count_by_rule(capfd):
    assert main(["check", "wuye.yaml", "--statistics"]) == 1
    assert "1  S001  error    unknown-field" in capfd.readouterr().out


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("records/desks.yaml", "schema: desks/1\ndesks: {A: {by: x}}\n"),
        ("standards/retention.yaml", "schema: retention/1\ndefault: {keep: 1y}\nkind: {}\n"),
    ],
)
def test_a_book_that_no_command_opens_every_day_is_judged(capfd, path, text):
    file = Path(os.environ["WUYE_STORE"], path)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)
    assert main(["check", path, "-o", "concise"]) == 1
    assert f"{path}:" in capfd.readouterr().out
