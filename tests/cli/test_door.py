"""The front door: what it answers, what it leaves to the command line, and what it may not load."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.bench.generate import NOW, Shape, make_store
from tests.support.desks import an_office
from tests.support.repos import git

from wuye_cli.bootstrap import World, in_world
from wuye_cli.cli import door
from wuye_cli.cli.app import run
from wuye_cli.i18n.catalog import use_language
from wuye_cli.store.house import load_house
from wuye_cli.store.index import Index
from wuye_cli.store.index_lists import list_tickets
from wuye_cli.store.repository import Store

AT = int(NOW.timestamp())
SOURCE = Path(__file__).resolve().parents[2] / "src"
HEAVY = {"typer", "yaml", "git", "rich", "pydantic", "tabulate", "subprocess", "inspect", "msgspec",
         "ruamel", "typing", "re", "json", "datetime", "pathlib", "zoneinfo", "sqlite3", "dataclasses"}  # fmt: skip


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    place = make_store(tmp_path_factory.mktemp("s") / "made", Shape(300))
    store = Store.open(place)
    Index.open(store).refresh(lambda: load_house(store)).close()
    store.close()
    return place


@pytest.fixture(autouse=True)
def here(place, monkeypatch):
    monkeypatch.chdir(place)
    monkeypatch.setenv("WUYE_LANG", "zh")
    monkeypatch.delenv("WUYE_STORE", raising=False)
    monkeypatch.delenv("CLICOLOR_FORCE", raising=False)


def an_id(place):
    store = Store.open(place)
    db = Index.open(store).refresh(lambda: load_house(store))
    row = list_tickets(db, {}, AT)[0][0]
    db.close()
    return row["id"]


def answer(capsys, *words):
    assert door.run(list(words), AT) == 0
    return capsys.readouterr().out


def test_a_list_has_fifty_lines_and_the_total(capsys):
    lines = answer(capsys, "ticket", "list", "--all").splitlines()
    assert len(lines) == 1 + 50 + 2
    assert lines[-1].startswith("共 300 张")


def test_machines_get_everything(capsys):
    objects = json.loads(answer(capsys, "ticket", "list", "--all", "--json"))
    rows = list(csv.DictReader(io.StringIO(answer(capsys, "ticket", "list", "--all", "--csv"))))
    assert len(objects) == len(rows) == 300
    assert [one["id"] for one in objects] == [row["id"] for row in rows]
    wanted = {"id", "title", "status", "kind", "tier", "category", "unit", "assignee", "opened_at",
              "next_due", "verdict"}  # fmt: skip
    assert wanted <= objects[0].keys()


def test_dues_are_listed(capsys):
    assert "共" in answer(capsys, "due")
    objects = json.loads(answer(capsys, "due", "--json"))
    assert objects == sorted(objects, key=lambda one: one["due"])


def test_one_ticket_is_shown(capsys, place):
    ticket_id = an_id(place)
    page = answer(capsys, "ticket", "show", ticket_id)
    assert page.startswith(ticket_id)
    shown = json.loads(answer(capsys, "ticket", "show", "--json", ticket_id))
    assert shown["id"] == ticket_id
    assert shown["events"][0]["do"] == "receive"
    assert {clock["clock"] for clock in shown["clocks"]} >= {"ack", "resolve"}


def test_ids_are_completed(capsys, place):
    ticket_id = an_id(place)
    lines = answer(capsys, "__complete", "ticket", ticket_id).splitlines()
    assert [line.split("\t")[0] for line in lines] == [ticket_id]


def test_a_store_may_be_named_from_elsewhere(capsys, place, tmp_path, monkeypatch):
    inside = answer(capsys, "due")
    monkeypatch.chdir(tmp_path)
    assert door.run(["due"], AT) is None
    assert answer(capsys, "due", "-C", str(place)) == inside
    monkeypatch.setenv("WUYE_STORE", str(place / "standards"))
    assert answer(capsys, "due") == inside


@pytest.mark.parametrize(
    "words",
    [
        [], ["ticket"], ["ticket", "new"], ["ticket", "list", "--page", "2"], ["ticket", "list", "x"],
        ["ticket", "list", "--help"], ["ticket", "list", "--json", "--csv"], ["ticket", "show"],
        ["ticket", "show", "nothing-such"], ["ticket", "show", "a", "b"], ["due", "--exit-code"],
        ["due", "-C"], ["due", "-C", ""], ["due", "-C", "/nowhere"], ["ticket", "list", "--jso"],
        ["__complete", "person", "x"], ["__complete", "ticket"], ["ticket", "list", "-C=."],
    ],
)  # fmt: skip
def test_whatever_it_does_not_know_is_left_to_the_command_line(words, capsys):
    assert door.run(words, AT) is None
    assert capsys.readouterr().out == ""


def test_a_stale_index_is_left_to_the_command_line(tmp_path, monkeypatch):
    place = make_store(tmp_path / "made", Shape(5), checkout=True)
    store = Store.open(place)
    Index.open(store).refresh(lambda: load_house(store)).close()
    monkeypatch.chdir(place)
    assert door.run(["due"], AT) == 0
    git(place, "commit", "-q", "--allow-empty", "-m", "more")
    assert door.run(["due"], AT) is None
    Index.open(store).refresh(lambda: load_house(store)).close()
    assert door.run(["due"], AT) == 0
    Path(store.git_dir, "wuye", "index.db").write_bytes(b"garbage" * 500)
    assert door.run(["due"], AT) is None
    store.close()


@pytest.mark.parametrize(
    "words", [["ticket", "list"], ["due"], ["ticket", "show"], ["__complete", "ticket", "A"]]
)
def test_nothing_heavy_is_loaded(words, place):
    words = [*words, an_id(place)] if words[-1] == "show" else words
    program = (
        "import sys\n"
        "before = set(sys.modules)\n"
        "from wuye_cli.__main__ import main\n"
        f"status = main({words!r})\n"
        "loaded = {name.split('.')[0] for name in set(sys.modules) - before}\n"
        "sys.stdout.flush()\n"
        "print(*sorted(loaded), file=sys.stderr)\n"
        "sys.exit(status)\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(SOURCE), "WUYE_LANG": "zh"}
    done = subprocess.run(
        [sys.executable, "-S", "-c", program],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert "wuye_cli" in done.stderr
    assert not HEAVY & set(done.stderr.split())
    assert done.stdout


@pytest.mark.parametrize(
    "words",
    [
        ["ticket", "list"], ["ticket", "list", "--all"], ["ticket", "list", "--json"],
        ["ticket", "list", "--csv"], ["ticket", "list", "--all", "--csv"],
        ["ticket", "list", "--json", "--all"], ["due"], ["due", "--json"], ["due", "--csv"],
        ["ticket", "show", "ID"], ["ticket", "show", "ID", "--json"],
    ],
)  # fmt: skip
@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_door_and_the_command_line_give_the_same_bytes(
    words, language, place, capsys, monkeypatch
):
    class Fixed:
        def now(self):
            return NOW

    monkeypatch.setenv("WUYE_LANG", language)
    use_language()
    words = [an_id(place) if word == "ID" else word for word in words]
    with in_world(World(clock=Fixed(), entropy=os.urandom)):
        assert door.run(words) == 0
        by_door = capsys.readouterr().out
        assert run(list(words)) == 0
        by_typer = capsys.readouterr().out
    monkeypatch.undo()
    use_language()
    assert by_door == by_typer


@pytest.mark.parametrize("words", [["sync"], ["sync", "--json"], ["sync", "nowhere"]])
def test_a_sync_at_the_door_says_what_the_command_line_says(words, tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(an_office(tmp_path).root)
    monkeypatch.setenv("WUYE_ACTOR", "李客服 <li@desk.example>")
    said = []
    for answer in (door.run, run):
        with pytest.raises(SystemExit) as left:
            answer(list(words))
        said.append((left.value.code, capsys.readouterr()))
    assert said[0] == said[1]
    assert said[0][0] == 2
    assert "remote" in said[0][1].err


@pytest.mark.parametrize("words", [["--via", "usb"], ["--help"], ["a", "b"], ["--no-people=1"]])
def test_other_words_of_sync_are_left_to_the_command_line(words):
    assert door.run(["sync", *words]) is None
