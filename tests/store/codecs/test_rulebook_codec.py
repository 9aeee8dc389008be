"""Reading a whole `standards/` folder: missing files and names that lead nowhere."""

from __future__ import annotations

import pytest
from tests.store.codecs import starter

from wuye_cli.domain.errors import NotFoundError
from wuye_cli.domain.tickets.rulebook import Rulebook
from wuye_cli.store.codecs.rulebook import read_rulebook
from wuye_cli.store.yaml_text import read_plain


def rules_with(path, keys, value):
    """The starter rules with one value of one file changed."""
    spoilt = starter.put(starter.tree(path), keys, value)

    def read(wanted):
        return wanted.encode() if wanted == f"standards/{path}" else starter.read(wanted)

    def parse(data):
        return spoilt if data == f"standards/{path}".encode() else read_plain(data)

    return read_rulebook(read, starter.names, parse)


@pytest.mark.parametrize("missing", ["tiers", "flows", "categories"])
def test_a_missing_file_is_a_problem_of_its_own(missing):
    path = f"standards/{missing}.yaml"
    _, found = read_rulebook(
        lambda wanted: None if wanted == path else starter.read(wanted), starter.names, read_plain
    )
    assert (path, "S002") in [(where, problem.code) for where, problem in found]


def test_an_empty_store_has_no_rules_and_says_so():
    rules, found = read_rulebook(lambda _: None, lambda _: [], read_plain)
    assert rules == Rulebook()
    assert [problem.code for _, problem in found] == ["S002"] * 3
    with pytest.raises(NotFoundError, match="no_standard"):
        rules.book_at(starter.book().effective_from)


def test_names_may_come_as_paths():
    def names(folder):
        return [f"{folder}/{name}" for name in starter.names(folder)]

    assert read_rulebook(starter.read, names, read_plain)[0] == starter.rules()


@pytest.mark.parametrize(
    ("path", "keys", "value", "code", "where"),
    [
        (
            "tiers.yaml",
            ("tiers", "general", "ack", 1),
            "ofice",
            "S004",
            ("tiers", "general", "ack"),
        ),
        (
            "tiers.yaml",
            ("channel_calendars", "phone"),
            "allways",
            "S004",
            ("channel_calendars", "phone"),
        ),
        (
            "tiers.yaml",
            ("tiers", "emergency", "only_for", "vendor_arrive"),
            ["lift.entrap"],
            "R002",
            ("tiers", "emergency", "only_for", "vendor_arrive"),
        ),
        (
            "categories.yaml",
            ("categories", "fire", "tier"),
            "emergancy",
            "R001",
            ("categories", "fire"),
        ),
        (
            "categories.yaml",
            ("categories", "heat", "rules", 0, "tier"),
            "vip",
            "R001",
            ("categories", "heat"),
        ),
        (
            "categories.yaml",
            ("categories", "light.indoor", "limits", "reslove"),
            {"simple": ["8h", "always"]},
            "S004",
            ("categories", "light.indoor", "limits", "reslove"),
        ),
        (
            "categories.yaml",
            ("categories", "light.indoor", "limits", "resolve", "simple", 1),
            "allways",
            "S004",
            ("categories", "light.indoor", "limits", "resolve", "simple"),
        ),
        ("categories.yaml", ("defaults", "tier"), "genral", "R001", ("defaults", "tier")),
        ("calendars/duty.yaml", ("holidays",), "cm", "S004", ("holidays",)),
    ],
)
def test_a_name_that_leads_nowhere_is_reported_in_its_file(path, keys, value, code, where):
    _, found = rules_with(path, keys, value)
    assert [(place, problem.code, problem.where) for place, problem in found] == [
        (f"standards/{path}", code, where)
    ]
