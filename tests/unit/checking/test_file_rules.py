"""Rules over one file: what readers reported, traps, forms."""

from __future__ import annotations

import pytest

from wuye_cli.checking.facts import FileFacts, Trouble
from wuye_cli.checking.registry import RULES
from wuye_cli.checking.rule import FILE
from wuye_cli.checking.rules.schema import reader_faults
from wuye_cli.checking.runner import Selection
from wuye_cli.domain.marks import Trap

READ = ("Y001", "Y002", "Y008", "Y009", "Y010", "Y011", "Y012", "Y013", "Y016")
TRAPS = ("Y003", "Y004", "Y005", "Y006", "Y007", "Y009", "Y013", "Y014", "Y015")
FAULTS = [rule.code for rule in RULES if any(one.find is reader_faults for one in rule.checks)]


def found(**facts):
    file = FileFacts(path="a.yaml", **facts)
    return [(one.rule, one.line, one.column) for one in Selection().run(FILE, file)]


@pytest.mark.parametrize("code", READ)
def test_what_the_reader_refuses_is_a_finding_at_its_place(code):
    trouble = Trouble(code, (), {"line": 4, "column": 7, "detail": "x"})
    assert found(troubles=(trouble,)) == [(code, 4, 7)]


@pytest.mark.parametrize("code", TRAPS)
def test_a_trap_is_a_finding_at_its_place(code):
    assert found(traps=(Trap(code, 2, 3, "x"),)) == [(code, 2, 3)]


@pytest.mark.parametrize("code", FAULTS)
def test_what_a_codec_reports_is_a_finding(code):
    assert found(troubles=(Trouble(code, ("a",), {"value": "x"}),)) == [(code, 0, 0)]


def test_a_warning_fraction_out_of_range_is_told_as_a_late_warning():
    trouble = Trouble("S010", ("policy", "warn_fraction"), {"value": 1.1})
    assert found(troubles=(trouble,)) == [("T012", 0, 0)]
    assert found(troubles=(Trouble("S010", ("policy", "x"), {}),)) == [("S010", 0, 0)]


@pytest.mark.parametrize("form", ["link", "executable", "special"])
def test_only_plain_files_are_allowed(form):
    assert found(form=form) == [("Y017", 0, 0)]


def test_the_canonical_form_is_asked_of_readable_records_only():
    assert found(canonical=False) == [("Y019", 0, 0)]
    assert found(canonical=False, troubles=(Trouble("Y001"),)) == [("Y001", 0, 0)]
    assert found(canonical=True) == found(canonical=None) == []


def test_a_clean_file_breaks_no_rule():
    assert found() == []
