"""Checkpoints in the records: each rule finds its case, and its twin is clean."""

from __future__ import annotations

import msgspec
import pytest
from tests.unit.checking.small import store

from wuye_cli.checking.facts import NoteFlaw, PointFacts
from wuye_cli.checking.rule import STORE
from wuye_cli.checking.runner import Selection

PATH = "records/checkpoints/12-7QF4.txt"
CODES = ("S018", "S019", "R014")


def at(**facts):
    return msgspec.structs.replace(store(), checkpoints=(PointFacts(path=PATH, **facts),))


CASES = {
    "S018": (lambda: at(flaws=(NoteFlaw(line=4, value="gestern"),)), at),
    "S019": (lambda: at(flaws=(NoteFlaw(line=9, value="x", in_list=True),)), at),
    "R014": (lambda: at(stranger="f" * 40), at),
}


@pytest.mark.parametrize("code", sorted(CASES))
def test_a_rule_catches_its_case_alone(code):
    assert [one.rule for one in Selection(CODES).run(STORE, CASES[code][0]())] == [code]


@pytest.mark.parametrize("code", sorted(CASES))
def test_its_twin_is_clean(code):
    assert list(Selection(CODES).run(STORE, CASES[code][1]())) == []


def test_a_name_that_its_number_and_code_do_not_give_is_bad_id():
    found = list(Selection(("S007",)).run(STORE, at(misnamed="12-AAAA.txt")))
    assert [(one.rule, one.facts["pattern"]) for one in found] == [("S007", "12-AAAA.txt")]
