"""What a command that writes may not load: importing is most of what it costs."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.bench.generate import Shape, make_store

from wuye_cli.store.house import load_house
from wuye_cli.store.index import Index
from wuye_cli.store.repository import Store

SOURCE = Path(__file__).parents[2] / "src"
THIRD_PARTIES = {"yaml", "_yaml", "git", "gitdb", "ruamel", "rich", "tabulate", "wcwidth",
                 "jsonschema", "pydantic", "pygments"}  # fmt: skip
STDLIB = {"csv", "secrets", "hmac", "hashlib", "_hashlib", "zoneinfo", "logging", "pickle", "socket",
          "concurrent", "multiprocessing", "asyncio", "dataclasses", "tempfile", "xml", "email",
          "http", "urllib.request", "unittest", "importlib.metadata"}  # fmt: skip
OURS = {
    "wuye_cli.checking",
    "wuye_cli.gateways",
    "wuye_cli.domain.people.number_patterns",
    "wuye_cli.domain.people.retention",
    "wuye_cli.domain.tickets.case",
    "wuye_cli.domain.tickets.case_run",
    "wuye_cli.domain.tickets.explanation",
    "wuye_cli.domain.tickets.stories",
    "wuye_cli.store.bulk",
    "wuye_cli.store.codecs.rulebook",
    "wuye_cli.store.codecs.tiers",
    "wuye_cli.store.founding",
    "wuye_cli.store.index_rebuild",
    "wuye_cli.store.index_search",
    "wuye_cli.store.index_zone",
    "wuye_cli.store.strict_reader",
    "wuye_cli.store.yaml_text",
    "wuye_cli.store.yaml_edit",
}


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    made = make_store(tmp_path_factory.mktemp("made"), Shape(20), checkout=True)
    store = Store.open(made)
    Index.open(store).refresh(lambda: load_house(store)).close()
    store.close()
    return made


def loaded_by(words, place):
    program = (
        "import sys\n"
        "before = set(sys.modules)\n"
        "from wuye_cli.__main__ import main\n"
        f"status = main({words!r})\n"
        "print(*sorted(set(sys.modules) - before), file=sys.stderr)\n"
        "sys.exit(status)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, "PYTHONPATH": str(SOURCE), "WUYE_ACTOR": "李前台 <s-li@example.com>"},
        cwd=place,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return set(done.stderr.split())


@pytest.mark.parametrize(
    "words",
    [
        ["ticket", "new", "-t", "厨房水龙头滴水", "--unit", "1-1-0101", "--words", "一直滴水"],
        ["take", "1-1-0101", "厨房水龙头滴水"],
        ["ticket", "note", "WY", "--text", "已联系"],
        ["dispatch", "WY", "--to", "s-sun"],
    ],
)
def test_a_write_loads_no_more_than_it_needs(words, place):
    if "WY" in words:
        loaded_by(["take", "1-1-0101", "厨房水龙头滴水"], place)  # one that may be dispatched
        store = Store.open(place)
        index = Index.open(store)
        db = index.refresh(lambda: load_house(store))
        one = db.execute("SELECT id FROM tickets WHERE is_open = 1 ORDER BY path DESC").fetchone()
        index.close()
        store.close()
        words = [one[0] if word == "WY" else word for word in words]
    loaded = loaded_by(words, place)
    assert "wuye_cli.store.operation" in loaded
    assert sorted(loaded & (THIRD_PARTIES | STDLIB | OURS)) == []
