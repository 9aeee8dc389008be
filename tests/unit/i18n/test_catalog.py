"""Words for people: complete in both languages, and never a reason to crash."""

from __future__ import annotations

import pkgutil
import re
import shlex
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from string import Formatter

import pytest

from wuye_cli.i18n import catalog
from wuye_cli.store import process

ENVIRONMENT = ("WUYE_LANG", "LC_ALL", "LC_MESSAGES", "LANG")


def messages(language, area):
    return import_module(f"wuye_cli.i18n.{language}.{area}").MESSAGES


def placeholders(text):
    """Return the facts of a sentence; a plural's letter is English alone, quotes are a shell's."""
    names = {name for _, name, _, _ in Formatter().parse(text) if name is not None}
    return {name.removesuffix("+q") for name in names if not name.endswith("+s")}


def areas_on_disk(language):
    package = import_module(f"wuye_cli.i18n.{language}")
    return {found.name for found in pkgutil.iter_modules(package.__path__)}


@pytest.fixture
def speak(monkeypatch):
    def choose(store=None, **environment):
        for name in ENVIRONMENT:
            monkeypatch.delenv(name, raising=False)
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        return catalog.use_language(store)

    yield choose
    monkeypatch.undo()
    catalog.use_language()


@pytest.mark.parametrize("language", catalog.LANGUAGES)
def test_every_catalog_file_is_an_area(language):
    assert areas_on_disk(language) == {*catalog.AREAS, *catalog.OWN_AREAS}


@pytest.mark.parametrize("area", [*catalog.AREAS, *catalog.OWN_AREAS])
def test_both_languages_have_the_same_codes_with_the_same_facts(area):
    zh, en = messages("zh", area), messages("en", area)
    assert list(zh) == list(en)
    differing = {code for code in zh if placeholders(zh[code]) != placeholders(en[code])}
    assert not differing


def test_no_code_stands_in_two_areas():
    codes = [code for area in catalog.AREAS for code in messages("zh", area)]
    assert len(codes) == len(set(codes))


@pytest.mark.parametrize("language", catalog.LANGUAGES)
@pytest.mark.parametrize("area", catalog.AREAS)
def test_templates_are_plain_names_and_closed_brackets(language, area):
    for code, text in messages(language, area).items():
        assert all(name.isidentifier() for name in placeholders(text)), code
        assert text.count("[[") == text.count("]]"), code
        assert all(piece.count("]]") == 1 for piece in text.split("[[")[1:]), code
        assert text.strip(), code


@pytest.mark.parametrize("language", catalog.LANGUAGES)
@pytest.mark.parametrize("area", catalog.AREAS)
def test_every_sentence_can_be_said_without_one_fact(language, area, speak):
    speak(WUYE_LANG=language)
    for code in messages(language, area):
        said = catalog.sentence(code)
        assert "[[" not in said
        assert "{" not in said


@pytest.mark.parametrize("language", catalog.LANGUAGES)
def test_an_error_says_what_to_type_next(language):
    without = {
        code
        for code, text in messages(language, "errors").items()
        if code.startswith(("no_", "unknown_")) and "wuye" not in text and "--help" not in text
    }
    assert without <= {
        "unknown_person",
        "unknown_unit",
        "unknown_rule",
        "unknown_format",
        "no_identity",
        "no_settings",  # names a command of git instead
    }


@pytest.mark.parametrize(
    ("environment", "store", "language"),
    [
        ({}, None, "zh"),
        ({"WUYE_LANG": "en", "LANG": "zh_CN.UTF-8"}, "zh", "en"),
        ({"LANG": "zh_CN.UTF-8"}, "en", "en"),
        ({"LANG": "en_US.UTF-8"}, None, "en"),
        ({"LC_ALL": "zh_CN", "LANG": "en_US"}, None, "zh"),
        ({"LC_ALL": "C", "LANG": "en_US"}, None, "en"),
        ({"LC_ALL": "C.UTF-8"}, None, "zh"),
        ({"LC_ALL": "POSIX"}, None, "zh"),
        ({"LC_MESSAGES": "en_GB", "LANG": "zh_CN"}, None, "en"),
        ({"LANG": "fr_FR.UTF-8"}, None, "zh"),
        ({"WUYE_LANG": "klingon", "LANG": "en"}, None, "en"),
        ({"WUYE_LANG": "zh-CN"}, "en", "zh"),
    ],
)
def test_the_language_is_chosen_by_wish_then_store_then_locale(speak, environment, store, language):
    assert speak(store, **environment) == language


def test_facts_are_put_in_and_never_read_as_templates(speak):
    speak(WUYE_LANG="en")
    said = catalog.sentence("unsafe_path", path="{path.__class__} [[x]]")
    assert "{path.__class__} [[x]]" in said


def test_lists_are_joined_as_the_language_does_it(speak):
    speak(WUYE_LANG="zh")
    assert "甲、乙" in catalog.sentence("ambiguous_tail", tail="1", candidates=["甲", "乙"])
    speak(WUYE_LANG="en")
    assert "a, b" in catalog.sentence("ambiguous_tail", tail="1", candidates=("a", "b"))


def test_of_rights_and_roles_one_is_enough_and_the_sentence_says_so(speak):
    facts = {"name": "Zhao", "role": "technician", "roles": ["desk", "guard", "manager"]}
    speak("en")
    said = catalog.sentence("E_NO_RIGHT", rights=["intake", "dispatch"], **facts)
    assert "lacks the right “intake or dispatch”" in said
    assert "Those who may: desk, guard or manager" in said
    assert "may: intake, dispatch" in catalog.sentence("whoami.may", may=["intake", "dispatch"])
    speak("zh")
    said = catalog.sentence("E_NO_RIGHT", rights=["intake", "visit"], **facts)
    assert "没有“收单或回访”的权限" in said
    assert catalog.joined([]) == ""


def test_an_optional_part_goes_when_its_fact_is_empty(speak):
    speak(WUYE_LANG="en")
    bare = catalog.sentence("unknown_tier", value="x", suggestions=[])
    assert "Did you mean" not in bare
    assert "Did you mean general?" in catalog.sentence(
        "unknown_tier", value="x", suggestions=["general"]
    )


def test_an_unknown_code_is_shown_with_its_facts(speak):
    speak(WUYE_LANG="en")
    assert catalog.sentence("E_NEW", at="now", ids=["a", "b"]) == "E_NEW: at=now, ids=a, b"
    assert catalog.sentence("E_NEW") == "E_NEW"


def test_codes_and_instants_among_the_facts_are_put_into_words(speak):
    speak(WUYE_LANG="zh")
    said = catalog.sentence(
        "E_EVENT_ORDER", event="arrive", at="2026-11-21T09:12:00+08:00", after="receive"
    )
    assert said.startswith("到场（2026-11-21 09:12）不能早于登记。")
    assert "告知结果、回访" in catalog.sentence(
        "E_STEPS_OPEN", event="close", missing=["feedback", "visit"]
    )


CODE_OF_AN_ERROR = re.compile(r'Error\(\s*"([A-Za-z][\w-]*)"')


def test_every_error_that_is_raised_has_a_sentence(speak):
    speak(WUYE_LANG="zh")
    sources = Path(catalog.__file__).parents[1]
    raised = {
        code
        for path in sources.rglob("*.py")
        for code in CODE_OF_AN_ERROR.findall(path.read_text(encoding="utf-8"))
    }
    assert raised
    assert {code for code in raised if catalog.template(code) is None} == set()


def test_an_unknown_value_is_its_own_label(speak):
    speak(WUYE_LANG="zh")
    assert catalog.label("status", "on_site") == "已到场"
    assert catalog.label("status", "x-own") == "x-own"


def test_only_the_chosen_language_is_loaded():
    code = (
        "import sys\n"
        "from wuye_cli.i18n.catalog import label\n"
        "label('status', 'done')\n"
        "print(*sorted(m for m in sys.modules if m.startswith('wuye_cli.i18n.')))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": "src", "WUYE_LANG": "en"},
    )
    assert ran.stdout.split() == [
        "wuye_cli.i18n.catalog",
        "wuye_cli.i18n.en",
        "wuye_cli.i18n.en.labels",
    ]


@pytest.mark.parametrize("path", ["plain", "阳光花园", "a b/c", "it's", "a;b", "$x", "~/k"])
def test_a_path_in_a_command_to_type_is_one_word_of_a_shell(path):
    typed = catalog.fill("wuye restore {place+q} x", {"place": path})
    assert shlex.split(typed) == ["wuye", "restore", path, "x"]
    assert catalog.fill("{place+q}", {}) == "?"


@pytest.mark.parametrize("language", catalog.LANGUAGES)
def test_what_git_complains_of_has_a_sentence(language):
    known = {code for area in catalog.AREAS for code in messages(language, area)}
    assert {code for _, code in process.SPOKEN} <= known
