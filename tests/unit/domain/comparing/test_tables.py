"""Every documented key of every format is compared by a rule of its own."""

from __future__ import annotations

import pytest

from wuye_cli.domain.comparing.catalog import KINDS
from wuye_cli.domain.comparing.formats.all import KNOWINGLY_OPEN, PARTS, RULES
from wuye_cli.domain.comparing.grammar import Record, unclassified
from wuye_cli.i18n.en.diff import MESSAGES as ENGLISH
from wuye_cli.i18n.zh.diff import MESSAGES as CHINESE
from wuye_cli.services.file_formats import found_formats

NO_STANDARDS = (
    "ticket",
    "event",
    "person",
    "staff",
    "box",
    "receipt",
    "import",
    "answers",
    "approval",
    "accept",
    "vendor",
    "suspects",
    "desks",
    "units",
)
"""Sections of the page on formats about records, people and imports."""
WHOLE = ("settings.check", "settings.paths")
"""Sections that are compared as one with the key that holds them."""
SECTIONS = {
    name: found
    for name, found in found_formats().items()
    if name.partition(".")[0] not in NO_STANDARDS and name not in WHOLE
}


@pytest.mark.parametrize("name", SECTIONS)
def test_every_key_of_a_format_has_a_rule(name):
    part = PARTS[name]
    open_keys = [
        key
        for key in SECTIONS[name].keys
        if key not in KNOWINGLY_OPEN and part.rule(key) is unclassified
    ]
    assert open_keys == []


def test_a_key_that_nobody_knows_has_none():
    assert PARTS["duty.contact"].rule("fax") is unclassified


def test_every_family_is_a_record():
    assert all(isinstance(rule, Record) for rule in RULES.values())


def test_every_code_has_its_words_in_both_languages():
    wanted = {f"{code}{part}" for code in KINDS for part in ("", ".what", ".why")}
    assert wanted == set(CHINESE) == set(ENGLISH)
