"""Chinese and English: `WUYE_LANG`, then the store's language, then the locale, else Chinese."""

from __future__ import annotations

import json
import re
import subprocess
import sys

import pytest
from tests.support.cli import a_store, done, environment, inside, wuye

from wuye_cli.cli.registry import COMMANDS
from wuye_cli.cli.verb_table import VERBS

HAN = re.compile(r"[\u4e00-\u9fff]")
UNTOLD = {"LANG": "", "WUYE_LANG": ""}


@pytest.fixture(scope="module")
def stores(tmp_path_factory):
    """A store in Chinese, and one in English."""
    folder = tmp_path_factory.mktemp("tongues")
    (folder / "en").mkdir()
    answers = folder / "answers.yaml"
    answers.write_text("estate: Sunny Court\nlanguage: en\n")
    done("init", "s", "--answers", str(answers), at=folder / "en")
    (folder / "zh").mkdir()
    return a_store(folder / "zh"), folder / "en" / "s"


def spoken(ran):
    return "zh" if HAN.search(ran.said) else "en"


CASES = [
    # store, WUYE_LANG, LC_ALL, LANG, expected
    ("zh", "en", "", "", "en"),
    ("en", "zh", "", "", "zh"),
    ("zh", "", "en_US.UTF-8", "", "zh"),
    ("en", "", "zh_CN.UTF-8", "", "en"),
    ("zh", "klingon", "", "", "zh"),
    ("en", "", "", "", "en"),
    ("none", "", "en_US.UTF-8", "", "en"),
    ("none", "", "", "en_GB", "en"),
    ("none", "", "zh_TW.UTF-8", "en_GB", "zh"),
    ("none", "", "C", "", "zh"),
    ("none", "", "", "", "zh"),
    ("none", "en", "zh_CN.UTF-8", "", "en"),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_language_is_chosen_in_this_order(stores, tmp_path, case):
    store, told, lc_all, lang, expected = case
    at = {"zh": stores[0], "en": stores[1], "none": tmp_path}[store]
    ran = wuye("ticket", "show", "Z9", at=at, WUYE_LANG=told, LC_ALL=lc_all, LANG=lang)
    assert ran.status == (2 if store == "none" else 5)
    assert spoken(ran) == expected, ran


@pytest.mark.parametrize("tongue", ["zh", "en"])
def test_the_answer_to_a_write_is_in_the_language_of_the_store(stores, tongue):
    root = stores[tongue == "en"]
    ran = done("take", "1-1-101 tap drips", at=root, **UNTOLD)
    assert spoken(ran) == tongue


HELP = [[name] for name in COMMANDS] + [["ticket", name] for name in VERBS] + [[]]
PAGES = """
import contextlib, io, json, sys
from wuye_cli.__main__ import main
pages = []
for words in json.load(sys.stdin):
    with contextlib.redirect_stdout(io.StringIO()) as page:
        assert main([*words, "--help"]) == 0, words
    pages.append(page.getvalue())
print(json.dumps(pages))
"""


@pytest.fixture(scope="module")
def pages():
    """Every help page in both languages; a process of its own each, as pages are chosen on load."""
    told = {}
    for tongue in ("zh", "en"):
        ran = subprocess.run(
            [sys.executable, "-c", PAGES], input=json.dumps(HELP), text=True, check=True,
            capture_output=True, env=environment(WUYE_LANG=tongue),
        )  # fmt: skip
        told[tongue] = json.loads(ran.stdout)
    return told


def test_every_help_page_is_in_both_languages(pages):
    for words, zh, en in zip(HELP, pages["zh"], pages["en"], strict=True):
        assert HAN.search(zh), words
        foreign = [line for line in en.splitlines() if HAN.search(line) and not _is_example(line)]
        assert foreign == [], words


def _is_example(line):
    """Chinese values may be typed in any language, and a page may show one in an example."""
    return any(mark in line for mark in ("wuye ", "such as", "as in", ": "))


def test_an_english_store_speaks_english_before_it_is_opened(stores):
    for words in (("take", "--help"), ("ticket", "note"), ("tckt",), ("ticket", "note", "--x")):
        assert spoken(wuye(*words, at=stores[1], **UNTOLD)) == "en"
        assert spoken(wuye(*words, at=stores[0], **UNTOLD)) == "zh"
    ran = wuye("-C", str(stores[1]), "take", "--help", at="/", **UNTOLD)
    assert spoken(ran) == "en"


def test_machines_read_the_same_in_both_languages(stores):
    root, _ = stores
    done("take", "2-1-803 厨房龙头滴水", at=root)
    answers = [
        inside("ticket", "list", "--json", at=root, WUYE_LANG=tongue).json
        for tongue in ("zh", "en")
    ]
    for one in (*answers[0], *answers[1]):
        one.pop("next_due", None)
    assert answers[0] == answers[1]


def test_errors_have_one_status_in_both_languages(stores):
    root, _ = stores
    for words in (("ticket", "show", "Z9"), ("take", ""), ("ticket", "close", "1"), ("tckt",)):
        zh, en = (inside(*words, at=root, WUYE_LANG=tongue) for tongue in ("zh", "en"))
        assert zh.status == en.status != 0
        assert HAN.search(zh.err)
        assert not HAN.search(re.sub("“[^”]*”|WY-.*", "", en.err)), en


def test_help_is_asked_for_as_with_git(tmp_path):
    for words in ((), ("take",), ("ticket", "show")):
        asked = wuye("help", *words, at=tmp_path)
        assert asked.status == 0
        assert asked == wuye(*words, "--help", at=tmp_path)
