"""What the pages for people show is what the program does."""

from __future__ import annotations

import json
import re
import shlex
import sys
from datetime import datetime, timedelta, timezone
from pathlib import Path
from pkgutil import resolve_name

import pytest
from tools.write_docs import LANGUAGES, transcripts

from wuye_cli.__main__ import main
from wuye_cli.cli.app import load, subcommands
from wuye_cli.cli.play import Play, Scene
from wuye_cli.cli.registry import ALIASES, COMMANDS
from wuye_cli.store.message import Actor

ROOT = Path(__file__).parents[2]
PAGES = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
HAND_MADE = [page for page in PAGES if page.stem.split(".")[0] not in {"commands", "rules"}]
START = datetime(2026, 11, 23, 10, 0, tzinfo=timezone(timedelta(hours=8)))
BLOCKS = re.DOTALL | re.MULTILINE
CLERK = Actor("李客服", "li@desk.example")


def commands_of(page: Path) -> list[list[str]]:
    """Return the words of every command of ours that a page shows in a block or in backticks."""
    text = re.sub(r"^```keys .*?^```", "", page.read_text("utf-8"), flags=BLOCKS)
    blocks = re.findall(r"^```.*?\n(.*?)^```", text, BLOCKS)
    prose = re.sub(r"^```.*?^```", "", text, flags=BLOCKS)
    lines = "".join(blocks).splitlines() + re.findall(r"`([^`\n]+)`", prose)
    found = []
    for line in lines:
        plain = line.strip().removeprefix("$ ").removeprefix("- run: ").partition("  #")[0]
        plain = re.sub(r"^(WUYE_LANG=\w+ )?(\.venv/bin/)?wuye ", "wuye ", plain)
        if plain.startswith("wuye "):
            found.append(shlex.split(plain.partition(" > ")[0]))
    return found


def options_of(command) -> set[str]:
    return {name for parameter in command.params for name in (*parameter.opts, "--help")}


@pytest.mark.parametrize("page", HAND_MADE, ids=lambda page: page.name)
def test_every_command_on_a_page_exists_with_its_options(page):
    for _, *words in commands_of(page):
        if words[:1] == ["-C"]:
            del words[:2]
        if not words or not re.match(r"[a-z撤]", words[0]):
            continue
        name = ALIASES.get(words[0], words[0])
        assert name in COMMANDS, words
        command = load(name)
        below = subcommands(command)
        if below and len(words) > 1 and re.match("[a-z]", words[1]):
            assert words[1] in below, words
            command = below[words[1]]
        flags = {word.partition("=")[0] for word in words if re.match("--?[a-zA-Z]", word)}
        assert flags <= options_of(command), words


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_inside_the_project_leads_somewhere(page):
    for link in re.findall(r"\]\(([^)\s]+)\)", page.read_text("utf-8")):
        path, _, anchor = link.partition("#")
        if "://" in link:
            continue
        there = page.parent / path if path else page
        assert there.exists(), link
        if anchor:
            heads = re.findall(r"^#+ (.+)$", there.read_text("utf-8"), re.MULTILINE)
            assert anchor in {
                re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads
            }


ROOMS = "__main__|cli|bootstrap|services|store|gateways|render|i18n|checking|domain"


@pytest.mark.parametrize("page", HAND_MADE, ids=lambda page: page.name)
def test_every_room_that_a_page_names_is_in_the_house(page):
    for name in re.findall(rf"`((?:{ROOMS})(?:[./]\w+)+)", page.read_text("utf-8")):
        assert resolve_name(f"wuye_cli.{name.removesuffix('.py').replace('/', '.')}"), name


# -- transcripts ----------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_transcript_is_what_the_program_answers(language):
    for path, content in transcripts(language).items():
        assert (ROOT / path).read_text("utf-8") == content, f"{path}; run: make docs"


# -- the page about JSON --------------------------------------------------------------------------


MEETING = {"join", "conflicts", "conflicts settle"}
"""What takes two desks: see `test_meetings`."""


@pytest.fixture(scope="module")
def answers(tmp_path_factory):
    """Run every command of the page once on a small store; return name to its answer."""
    folder = tmp_path_factory.mktemp("json")
    play = Play(folder, START, CLERK, seed=1, show=lambda _: None)
    told = {}
    picture = folder / "mine.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n")
    words = {
        "init": "init store --yes --json",
        "take": "take 3-1-502 漏水 --phone 13800001234 --json",
        **{
            name: f"{name} --json"
            for name in ("due", "check", "impact", "status", "doctor", "commit")
        },
        **{name: f"{name} --json" for name in ("ticket list", "case run", "privacy due")},
        **{
            name: f"{name} 1 --json"
            for name in ("ticket show", "ticket explain", "audit log", "audit blame", "desk")
        },
        "say": "say 1 --json",
        "box": "box 王区管 李客服 0 --json",
        **{name: f"{name} --json" for name in ("box list", "box show", "pay list")},
        "standard set": "standard set light.indoor.resolve 4h --json",
        **{name: f"{name} categories --json" for name in ("standard review", "standard publish")},
        "standard due": "standard due --days 400 --json",
        "standard log": "standard log categories --json",
        "standard blame": "standard blame categories light.indoor --json",
        "print slip": f"print slip 1 -o '{folder}/slip.html' --json",
        **{
            name: f"{name} -o '{folder}/{name[6:]}.html' --json"
            for name in ("print night", "print duty")
        },
        "crew": f"crew '{folder}/crew' --json",
        "staff add": "staff add 赵强 --mail zhao@desk.example --json",
        "audit checkpoint": "audit checkpoint --json",
        "audit verify": "audit verify --fail-on error --json",
        "whoami": "whoami --json",
        "key new": f"key new --file '{folder}/key' --json",
        "key add": f"key add '{folder}/key.pub' --for 赵强 --json",
        **{name: f"{name} --json" for name in ("key list", "staff list", "price list")},
        **{
            f"standard {name}": f"standard {name} --json"
            for name in ("list", "promises", "cover", "show repair-in-home on-time")
        },
        "standard show": "standard show repair-in-home --json",
        "standard card": "standard card home-repair --json",
        "standard new": "standard new procedure mine --json",
        "standard attach": f"standard attach mine first '{picture}' --json",
        **{f"blueprint {name}": f"blueprint {name} --json" for name in ("list", "check")},
        "schema": "schema --json",
        "schema install": "schema install --json",
        "fmt": "fmt --json",
        "hook install": "hook install --json",
        "ci init": "ci init github --json",
        "diff": "diff --json",
        "diff --install-driver": "diff --install-driver --json",
        "rule": "rule D111 --json",
        "sheet out": "sheet out ../open.xlsx --json",
        "sheet in": "sheet in ../open.xlsx --dry-run --json",
        "sync": f"sync --via {folder} --json",
        "audit pack": f"audit pack {START:%Y-%m} '{folder}/p.zip' --json",
        "audit pack --verify": f"audit pack --verify '{folder}/p.zip' --json",
        "audit sample": f"audit sample {START:%Y-%m} --size 1 --seed a -o 'json={folder}/sa.json' --json",
        "audit workpaper": f"audit workpaper '{folder}/sa.json' -o '{folder}/w.xlsx' --json",
        "backup": f"backup {folder}/usb --json",
        "restore": f"restore {folder}/usb/wuye-store-{START:%Y%m%d-%H%M%S} {folder}/new --json",
    }
    for name, line in words.items():
        if name == "take":
            play = Play(folder / "store", START, CLERK, seed=2, show=lambda _: None)
        path = folder / "out.json"
        with path.open("w", encoding="utf-8") as file, pytest.MonkeyPatch.context() as patch:
            patch.setattr(sys, "stdout", file)
            assert play.play([Scene(f"{START:%Y-%m-%d %H:%M}", tuple(shlex.split(line)))]) == []
        told[name] = json.loads(path.read_text("utf-8"))
    return told


def test_the_page_about_json_names_the_keys_of_every_answer(answers):
    page = (ROOT / "docs/json.md").read_text("utf-8")
    told = dict(re.findall(r"^```keys (.+)\n(.+)\n```$", page, re.MULTILINE))
    assert told.keys() - MEETING == answers.keys()
    for name in answers:
        keys = told[name]
        answer = answers[name][0] if isinstance(answers[name], list) else answers[name]
        assert keys.split() == list(answer), name


def test_a_bad_call_says_nothing_on_stdout(capfd):
    assert main(["ticket", "show", "1", "--no-such"]) == 2
    assert capfd.readouterr().out == ""
