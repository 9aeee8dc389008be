"""wuye import: statuses, the printed encoding, and numbers that add up."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

HERE = Path(__file__).parents[2]
DATA = HERE / "tests" / "data" / "import"


def wuye(*words, language="en"):
    environment = os.environ | {
        "PYTHONPATH": str(HERE / "src"),
        "WUYE_LANG": language,
        "WUYE_ACTOR": "李前台 <s-li@desk.example>",
    }
    return subprocess.run(
        [sys.executable, "-m", "wuye_cli", *map(str, words)],
        capture_output=True,
        text=True,
        env=environment,
        check=False,
    )


@pytest.fixture
def store(tmp_path):
    root = tmp_path / "store"
    assert wuye("init", root, "--yes").returncode == 0
    return root


def load(store, *words, file=DATA / "cases.csv", language="en"):
    return wuye(
        "import", file, "--map", DATA / "cases.yaml", "-C", store, *words, language=language
    )


def test_an_import_says_encoding_and_counts_and_lists_problems_by_line(store):
    done = load(store, language="zh")
    assert done.returncode == 0, done.stderr
    assert "编码 utf-8：读 5 行，导入 5，更新 0，无变化 0，拒收 0" in done.stdout
    assert [line.split()[0] for line in done.stdout.splitlines()[1:4]] == ["5", "6", "7"]


def test_a_refused_row_makes_the_status_one_and_the_numbers_add_up(store, tmp_path):
    sheet = tmp_path / "more.csv"
    sheet.write_text((DATA / "cases.csv").read_text() + "C-1,again\nC-9,no time\n")
    done = load(store, "--json", file=sheet)
    answer = json.loads(done.stdout)
    assert done.returncode == 1
    assert answer["read"] == 7
    assert answer["imported"] + answer["updated"] + answer["unchanged"] + answer["refused"] == 7
    refused = [problem for problem in answer["problems"] if problem["refused"]]
    assert {problem["line"] for problem in refused} == {8, 9}
    assert all(problem["message"] for problem in refused)


def test_a_dry_run_writes_nothing(store):
    done = load(store, "--dry-run")
    assert done.returncode == 0
    assert "nothing was written" in done.stdout
    assert not (store / "records" / "tickets").exists()


def test_a_bad_mapping_is_one_line_and_status_two(store, tmp_path):
    mapping = tmp_path / "own.yaml"
    mapping.write_text("schema: import-map/1\nsource: a\nzome: Asia/Shanghai\n")
    done = wuye("import", DATA / "cases.csv", "--map", mapping, "-C", store)
    assert done.returncode == 2
    assert "line 3" in done.stderr
    assert "zone" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_every_problem_of_a_row_has_a_sentence_and_no_sentence_is_left_over():
    messages = import_module("wuye_cli.i18n.en.import_").MESSAGES
    said = {code.removeprefix("import.row.") for code in messages if code.startswith("import.row.")}
    sources = [
        *(HERE / "src/wuye_cli/gateways/importers").glob("*.py"),
        *(HERE / "src/wuye_cli/services").glob("transfer*.py"),
    ]
    text = "\n".join(path.read_text(encoding="utf-8") for path in sources)
    raised = set(re.findall(r'(?:_note|_refuse|_add)\(\s*record,\s*"(\w+)"', text))
    assert raised
    assert raised <= said
    assert {code for code in said if f'"{code}"' not in text} == set()
