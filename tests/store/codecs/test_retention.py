"""The retention rules of the starter set, and the faults of others."""

from __future__ import annotations

from pathlib import Path

import pytest

from wuye_cli.domain.people.retention import Period
from wuye_cli.store.codecs.retention import read_retention
from wuye_cli.store.yaml_text import read_plain

STARTER = Path(__file__).parents[3] / "standards" / "retention.yaml"


def test_the_starter_rules_have_no_fault():
    retention, problems = read_retention(read_plain(STARTER.read_bytes()))
    assert problems == []
    assert retention is not None
    assert retention.rule("complaint").keep == Period(36, "mo")
    assert retention.rule("owner_list").keep is None
    assert retention.rule("special_needs").fields == ("needs",)
    assert retention.rule("contact_of_reporter").fields == ("name", "phones", "wechat")
    assert retention.rule("photos").fields == ()
    assert retention.rule("anything else") == retention.default


@pytest.mark.parametrize(
    ("tree", "code"),
    [
        ({"schema": "retention/2", "default": {"keep": "1d"}}, "S008"),
        ({"schema": "retention/1"}, "S002"),
        ({"schema": "retention/1", "default": {"keep": "soon"}}, "S005"),
        ({"schema": "retention/1", "default": {"keep": 12}}, "S003"),
        ({"schema": "retention/1", "default": {"keep": "1d", "then": "burn"}}, "S004"),
        ({"schema": "retention/1", "default": {"keep": "1d", "kep": "1d"}}, "S001"),
        ({"schema": "retention/1", "default": {"keep": "1d"}, "kinds": {"a": {}}}, "S002"),
        (
            {
                "schema": "retention/1",
                "default": {"keep": "1d"},
                "kinds": {"a": {"after": "closed", "keep": "1d", "what": ["shoes"]}},
            },
            "S004",
        ),
    ],
)
def test_a_fault_is_named(tree: dict[str, object], code: str):
    _, problems = read_retention(tree)
    assert code in {problem.code for problem in problems}


def test_a_period_that_cannot_be_read_erases_nothing():
    retention, _ = read_retention({"schema": "retention/1", "default": {"keep": "soon"}})
    assert retention is not None
    assert retention.default.keep is None
