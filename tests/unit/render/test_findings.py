"""Findings as text: sentences in both languages, carets under wide characters, hostile text."""

from __future__ import annotations

import pytest

from wuye_cli.checking.finding import Finding
from wuye_cli.i18n.catalog import use_language
from wuye_cli.render import findings as shown

LINE = Finding(
    rule="S001",
    severity="error",
    path="a.yaml",
    line=3,
    column=8,
    facts={"field": "x\x1b[2J"},
    excerpt="标题: {x: 1}",
)


@pytest.fixture(params=["zh", "en"], autouse=True)
def language(request, monkeypatch):
    monkeypatch.setenv("WUYE_LANG", request.param)
    use_language()
    return request.param


def test_the_caret_stands_under_its_column_also_behind_wide_characters():
    text, caret = shown.full(LINE).split("\n")[1:3]
    assert text == "    3 | 标题: {x: 1}"
    assert caret == "      | " + " " * 9 + "^"


def test_control_characters_of_a_file_never_reach_the_terminal():
    assert "\x1b" not in shown.full(LINE)


def test_labels_are_words_of_the_language(language):
    finding = Finding(rule="K001", severity="error", path="t", facts={"event": "arrive"})
    assert {"zh": "到场", "en": "arrive"}[language] in shown.message(finding)


def test_a_long_line_is_shown_around_its_place():
    long = Finding(
        rule="S003", severity="error", path="a", line=1, column=301, excerpt="a" * 300 + "b" * 100
    )
    text, caret = shown.full(long).split("\n")[1:3]
    assert len(text) < 130
    assert text[len(caret) - 1] == "b"


def test_the_summary_counts_by_severity():
    assert "1" in shown.summary([LINE], 7, 5)
    assert shown.counts([LINE]) == {"error": 1, "warning": 0, "info": 0}
