"""The catalogue is whole: no code is given twice, and each has a case and a clean twin."""

from __future__ import annotations

import re
from pathlib import Path

from tests.cli import test_diff
from tests.services import test_approving, test_code_pairs, test_code_twins
from tests.unit.checking import (
    test_approval_rules,
    test_point_rules,
    test_quality_rules,
    test_standards_rules,
    test_ticket_rules,
)
from tests.unit.domain.comparing import test_codes, test_renames

from wuye_cli.auditing.catalog import BY_CODE as AUDITED
from wuye_cli.checking.registry import BY_CODE
from wuye_cli.domain.comparing.catalog import ELSEWHERE, KINDS, ONE_SIDED
from wuye_cli.domain.comparing.change import BREAKING
from wuye_cli.store.yaml_text import read_plain

KEPT = read_plain((Path(__file__).parents[1] / "data/codes.yaml").read_bytes())
REGISTERED = {
    code: one.name for register in (BY_CODE, AUDITED, KINDS) for code, one in register.items()
}
TABLES = (
    test_approval_rules,
    test_code_pairs,
    test_code_twins,
    test_point_rules,
    test_quality_rules,
    test_standards_rules,
    test_ticket_rules,
)
"""Each has `CASES`: code to what breaks the rule and what does not."""
ALONE = {
    "D606": test_approving.test_a_text_that_was_approved_and_changed_since_has_lost_its_approval,
    "D902": test_renames.test_bytes_alone_are_a_matter_of_form,
    "D905": test_diff.test_a_limit_relaxed_used_and_restored,
}
"""Kinds of changes that no table can hold: they need approvals, bytes, the states in between."""


def test_every_code_is_on_the_kept_list_under_its_name_and_none_has_vanished():
    assert KEPT["codes"] == REGISTERED


def test_no_code_of_one_command_is_one_of_another():
    assert len(REGISTERED) == len(BY_CODE) + len(AUDITED) + len(KINDS)


def test_a_code_that_was_retired_is_never_given_again_and_no_name_serves_two():
    retired = KEPT["retired"]
    assert not retired.keys() & REGISTERED.keys()
    names = [*KEPT["codes"].values(), *retired.values()]
    assert len(names) == len(set(names))
    assert all(re.fullmatch("[YSRTQKWGD][0-9]{3}", code) for code in (*KEPT["codes"], *retired))


def test_every_rule_of_check_has_a_case_and_a_clean_twin():
    cases = [(code, sides) for table in TABLES for code, sides in table.CASES.items()]
    assert {code for code, _ in cases} == set(BY_CODE)
    for code, sides in cases:
        bad, good = sides[-2:]
        assert bad != good or code in test_code_pairs.ASKED, code


def test_every_kind_of_change_has_a_case_and_a_clean_twin():
    by_value = {case["code"] for case in test_codes.CASES}
    assert by_value | test_renames.CASES.keys() | ALONE.keys() == KINDS.keys()
    assert all({"new", "clean"} <= case.keys() for case in test_codes.CASES)
    assert ELSEWHERE.keys() < ALONE.keys()


def test_every_kind_of_change_has_a_mirror_and_a_grave_one_of_its_own_a_reason():
    assert all(kind.mirrors for kind in KINDS.values())
    alone = {code for code, kind in KINDS.items() if kind.mirrors == (code,)}
    grave = {code for code in alone if KINDS[code].level == BREAKING}
    assert grave <= ONE_SIDED.keys()
