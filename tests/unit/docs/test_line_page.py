"""The committed page of the one-line entries is what the grammar has today."""

from __future__ import annotations

from pathlib import Path

import pytest
from tools.line_page import line_page

from wuye_cli.domain.line.line import Question
from wuye_cli.domain.line.reading import read_line
from wuye_cli.i18n.catalog import use_language

ENDINGS = {"zh": "zh-CN", "en": "en"}
PAGES = Path(__file__).parents[3] / "docs"


@pytest.fixture(autouse=True)
def _language(monkeypatch):
    yield
    monkeypatch.undo()
    use_language()


@pytest.mark.parametrize("language", ENDINGS)
def test_the_committed_page_of_the_line_is_current(language, monkeypatch):
    monkeypatch.setenv("WUYE_LANG", language)
    lying = (PAGES / f"one-line.{ENDINGS[language]}.md").read_text("utf-8")
    assert lying == line_page(language)


@pytest.mark.parametrize("language", ENDINGS)
def test_every_example_on_the_page_is_understood(language, monkeypatch):
    monkeypatch.setenv("WUYE_LANG", language)
    examples = [
        line.strip() for line in line_page(language).splitlines() if line.startswith("    ")
    ]
    assert len(examples) >= 7
    asked = {line: found for line in examples if isinstance(found := read_line(line), Question)}
    assert not asked
