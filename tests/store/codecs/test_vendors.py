"""The vendors' files: what is read, and what is refused at its place."""

from __future__ import annotations

from datetime import date

import pytest

from wuye_cli.store.codecs.vendors import read_vendor

GOOD = {
    "schema": "vendor/1",
    "id": "kone",
    "label": "通力电梯",
    "does": ["lift"],
    "contract_from": "2026-01-01",
    "contract_until": "2026-12-31",
}


def faults(**changed):
    tree = {key: value for key, value in {**GOOD, **changed}.items() if value is not None}
    return [(problem.code, problem.where) for problem in read_vendor("kone", tree)[1]]


def test_a_vendor_is_read_with_the_days_of_its_contract():
    vendor, problems = read_vendor("kone", GOOD)
    assert problems == []
    assert vendor.does == ("lift",)
    assert vendor.is_bound_on(date(2026, 12, 31))
    assert not vendor.is_bound_on(date(2027, 1, 1))
    assert not vendor.is_bound_on(date(2025, 12, 31))
    assert vendor.is_called("通力电梯")
    assert not vendor.is_called("")


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"schema": "vendor/9"}, ("S008", ("schema",))),
        ({"schema": "staff/1"}, ("S004", ("schema",))),
        ({"id": "otis"}, ("S007", ("id",))),
        ({"label": None}, ("S002", ())),
        ({"labell": "x"}, ("S001", ())),
        ({"does": 7}, ("S003", ("does",))),
        ({"contract_until": "31.12.2026"}, ("S006", ("contract_until",))),
        ({"contract_until": "2025-12-31"}, ("S010", ("contract_until",))),
    ],
)
def test_a_fault_is_told_at_its_place(changed, fault):
    assert fault in faults(**changed)


def test_what_is_no_mapping_is_no_vendor():
    assert read_vendor("kone", ["kone"])[0] is None
