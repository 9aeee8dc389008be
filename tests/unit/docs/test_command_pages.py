"""The pages of commands list what the program has, and the committed ones are current."""

from __future__ import annotations

from pathlib import Path

import pytest
from tools.write_docs import LANGUAGES, commands

from wuye_cli.cli.registry import ALIASES, COMMANDS
from wuye_cli.cli.verb_table import VERBS

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module", params=list(LANGUAGES))
def page(request):
    path = f"docs/commands.{LANGUAGES[request.param]}.md"
    return path, commands(request.param)


def test_the_committed_page_of_commands_is_current(page):
    path, made = page
    assert (ROOT / path).read_text("utf-8") == made, "run: make docs"


def test_every_command_and_alias_stands_on_the_page(page):
    lines = page[1].splitlines()
    assert all(f"## wuye {name}" in lines for name in COMMANDS)
    assert all(f"`{alias}`" in page[1] for alias in ALIASES)


def test_every_verb_stands_on_the_page_with_its_options(page):
    sections = page[1].split("### wuye ticket ")
    told = {section.partition("\n")[0]: section for section in sections}
    for name, verb in VERBS.items():
        for take in verb.takes:
            assert f"`{take.flag}" in told[name], (name, take.flag)


def test_the_pages_are_in_their_languages():
    zh, en = (commands(language) for language in LANGUAGES)
    assert "受理" in zh
    assert "Take a call" in en
    assert "[required]" not in zh
