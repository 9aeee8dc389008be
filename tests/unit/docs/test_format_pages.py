"""The pages about file formats say what the code says, and the committed ones are current."""

from __future__ import annotations

from pathlib import Path

import pytest
from tools.write_docs import LANGUAGES, formats, needed

from wuye_cli.domain.people.person import SCHEMA as PERSON
from wuye_cli.domain.tickets.kinds import ALWAYS_ALLOWED
from wuye_cli.domain.tickets.kinds import KINDS as EVENT_KINDS
from wuye_cli.domain.tickets.ticket import SCHEMA as TICKET
from wuye_cli.i18n.format_words import FOR_READERS, KINDS, WORDS
from wuye_cli.render.format_pages import Key, Section, Table, Words, format_page
from wuye_cli.services.file_formats import found_formats
from wuye_cli.store.codecs.calendars import read_calendar, read_holidays
from wuye_cli.store.codecs.casefile import read_case_file
from wuye_cli.store.codecs.categories import read_category_book
from wuye_cli.store.codecs.duty import read_duty
from wuye_cli.store.codecs.flows import read_flow_book
from wuye_cli.store.codecs.prices import read_prices
from wuye_cli.store.codecs.retention import read_retention
from wuye_cli.store.codecs.tiers import read_tier_book

ROOT = Path(__file__).parents[3]

HEADS = Words("Key", "Value", "Required", "Meaning", "yes")


def missing(reader, tree, *where):
    """Return the fields that a reader says are missing at a place."""
    _, problems = reader(tree)
    return {
        problem.facts["field"]
        for problem in problems
        if problem.code == "S002" and problem.where == where
    }


def calendar(tree):
    return read_calendar("probe", tree, holidays={}, zone="Asia/Shanghai")


PROBES = {
    "tiers": (read_tier_book, {}, ()),
    "tiers.clock": (read_tier_book, {"clocks": {"a": {}}}, ("clocks", "a")),
    "tiers.tier": (read_tier_book, {"tiers": {"a": {}}}, ("tiers", "a")),
    "tiers.reason": (read_tier_book, {"pause_reasons": {"a": {}}}, ("pause_reasons", "a")),
    "tiers.rules": (read_tier_book, {"pause_rules": {}}, ("pause_rules",)),
    "tiers.policy": (read_tier_book, {"policy": {}}, ("policy",)),
    "categories": (read_category_book, {}, ()),
    "categories.defaults": (read_category_book, {"defaults": {}}, ("defaults",)),
    "categories.category": (read_category_book, {"categories": {"a": {}}}, ("categories", "a")),
    "flows": (read_flow_book, {}, ()),
    "flows.step": (read_flow_book, {"steps": {"a": {}}}, ("steps", "a")),
    "flows.flow": (read_flow_book, {"flows": {"a": {}}}, ("flows", "a")),
    "flows.tick": (
        read_flow_book,
        {"steps": {}, "procedures": {"a": [{}]}},
        ("procedures", "a", 0),
    ),
    "flows.when": (read_flow_book, {"flows": {"a": {"when": {}}}}, ("flows", "a", "when")),
    "calendar": (calendar, {}, ()),
    "holidays": (lambda tree: read_holidays("probe", tree), {"source": "x"}, ()),
    "prices": (read_prices, {}, ()),
    "prices.item": (read_prices, {"items": {"a": {}}}, ("items", "a")),
    "retention": (read_retention, {}, ()),
    "retention.rule": (read_retention, {"default": {}}, ("default",)),
    "duty": (read_duty, {}, ()),
    "duty.call": (read_duty, {"order": [{}]}, ("order", 0)),
    "duty.contact": (read_duty, {"contacts": {"a": {}}}, ("contacts", "a")),
    "duty.danger": (read_duty, {"first_steps": {"a": {}}}, ("first_steps", "a")),
    "case": (read_case_file, {}, ()),
    "case.calc": (read_case_file, {"calc_vectors": [{"error": "x"}]}, ("calc_vectors", 0)),
    "case.ticket": (read_case_file, {"ticket_vectors": [{}]}, ("ticket_vectors", 0)),
}


@pytest.mark.parametrize("name", PROBES)
def test_what_a_page_calls_required_is_what_the_reader_misses(name):
    reader, tree, where = PROBES[name]
    assert missing(reader, tree, *where) == needed(name, found_formats()[name])


def test_the_words_name_exactly_the_keys_of_the_code():
    for name, found in found_formats().items():
        assert set(WORDS[name].rows) == set(found.keys), name


def test_every_kind_of_value_has_its_words_in_both_languages():
    used = {kind for found in found_formats().values() for kind in found.keys.values()}
    used |= {row[0].removeprefix("!") for words in WORDS.values() for row in words.rows.values()}
    assert used - {""} <= set(KINDS)
    assert all(zh and en for zh, en in KINDS.values())


def test_every_key_is_explained_in_both_languages():
    for name, words in WORDS.items():
        assert all(zh and en for _, zh, en in words.rows.values()), name


def test_only_keys_that_exist_are_marked_for_readers():
    known = {f"{name}.{key}" for name, words in WORDS.items() for key in words.rows}
    assert known >= FOR_READERS


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_committed_page_of_formats_is_current(language):
    committed = ROOT / f"docs/formats.{LANGUAGES[language]}.md"
    assert committed.read_text("utf-8") == formats(language), "run: make docs"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_lists_every_kind_of_event_with_its_fields(language):
    page = formats(language)
    listed = page.split("| `receive` |")[1].split("\n\n")[0]
    rows = {line.split("`")[1]: line for line in f"| `receive` |{listed}".splitlines()}
    for name, kind in EVENT_KINDS.items():
        assert all(f"`{field}`" in rows[name] for field in (*kind.needs, *kind.may))
    assert all(field in page for field in ALWAYS_ALLOWED - {"do"})
    assert TICKET in page
    assert PERSON in page


def test_a_bar_or_a_line_break_in_a_text_does_not_break_the_table():
    key = Key("id", "a|b", needed=False, about="one\ntwo")
    page = format_page("T", "", [Section("##", "x", "", [key])], HEADS)
    assert page.splitlines()[-1] == r"| `id` | a\|b |  | one two |"


def test_a_section_without_keys_has_no_table():
    page = format_page("T", "I", [Section("##", "x", "Nothing.", [])], HEADS)
    assert page == "# T\n\nI\n\n## x\n\nNothing.\n"


def test_a_table_has_one_line_a_row():
    page = format_page("T", "", [Table("##", "x", "", ("a", "b"), [("1", "2"), ("3", "4")])], HEADS)
    assert page.splitlines()[4:] == ["| a | b |", "|---|---|", "| 1 | 2 |", "| 3 | 4 |"]
