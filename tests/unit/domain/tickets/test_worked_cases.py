"""Every worked case of `tests/data/cases` comes out as it was worked by hand."""

from __future__ import annotations

import pytest
from tests.unit.domain.tickets import worked

from wuye_cli.domain.tickets.case_run import run_cases


def outcomes():
    for name in worked.names():
        for outcome in run_cases(worked.read(name, base=worked.rules())):
            yield pytest.param(outcome, id=f"{name.removesuffix('.yaml')}-{outcome.id}")


@pytest.mark.parametrize("outcome", list(outcomes()))
def test_a_worked_case_holds(outcome):
    assert outcome.mismatches == (), outcome.note


def test_there_are_many_and_each_says_what_it_is_about():
    found = [case.values[0] for case in outcomes()]
    assert len(found) >= 150
    assert all(outcome.note for outcome in found)
