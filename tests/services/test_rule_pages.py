"""The pages of the rules in `docs/` are what the program would print today."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from wuye_cli.i18n.catalog import use_language
from wuye_cli.render.rule_pages import rule_page

DOCS = Path(__file__).parents[2] / "docs"


@pytest.mark.parametrize(("language", "name"), [("zh", "rules.zh-CN.md"), ("en", "rules.en.md")])
def test_the_page_of_the_rules_is_current(language, name, monkeypatch):
    monkeypatch.setenv("WUYE_LANG", language)
    use_language()
    page = rule_page()
    if os.environ.get("WUYE_WRITE_DOCS"):
        (DOCS / name).write_text(page, encoding="utf-8")
    assert (DOCS / name).read_text(encoding="utf-8") == page
