"""The seven facts of the prototype, in the standards' own formats, as exactly seven."""

from __future__ import annotations

from copy import deepcopy

import pytest
from tests.support.comparing import found, side

from wuye_cli.domain.comparing.compare import compare
from wuye_cli.domain.comparing.profiles import PROFILES, level_for

OFFICE = ["08:30-12:00", "13:30-18:00"]
OLD = {
    "calendars/always": {"schema": "calendar/1", "always": True},
    "calendars/office": {"schema": "calendar/1", "weekly": {"mon-sat": OFFICE}},
    "services/repair": {
        "schema": "standard/1",
        "layer": "customer",
        "commitments": {
            "c1": {"aspect": "quality", "text": "上门人员着装整齐", "kind": "hard"},
            "c2": {"aspect": "time", "text": "24小时内回访", "kind": "hard"},
        },
    },
    "tiers": {
        "schema": "tiers/1",
        "version": 1,
        "effective_from": "2026-01-01T00:00:00+08:00",
        "tiers": {
            "general": {"rank": 10, "resolve": ["3wd", "office"]},
            "emergency": {"rank": 40, "ack": ["15m", "always"]},
        },
    },
}


def _new():
    new = deepcopy(OLD)
    new["calendars/office"]["weekly"] = {"mon-fri": OFFICE}
    del new["services/repair"]["commitments"]["c2"]
    new["services/repair"]["commitments"]["c1"]["text"] = "上门的人穿戴整齐"
    new["tiers"]["tiers"] = {
        "emergency": {"rank": 40, "ack": ["20m", "always"]},
        "general": {"rank": 10, "resolve": ["2wd", "office"]},
        "special": {"rank": 10, "ack": ["30m", "always"], "resolve": ["1wd", "always"]},
    }
    return new


def test_the_seven_facts_are_seven_the_gravest_first():
    changes = compare(side(OLD), side(_new()))
    assert [(one.level, one.code, one.standard, one.key) for one in changes] == [
        ("breaking", "D201", "calendars/office", "weekly"),
        ("breaking", "D301", "services/repair", "commitments.c2"),
        ("breaking", "D111", "tiers", "tiers.emergency.ack"),
        ("review", "D303", "services/repair", "commitments.c1.text"),
        ("notice", "D112", "tiers", "tiers.general.resolve"),
        ("info", "D102", "tiers", "tiers.special"),
        ("wording", "D901", "tiers", "tiers"),
    ]
    by_code = {one.code: one for one in changes}
    assert by_code["D201"].facts == {"days": ["sat"], "days_a_year": 52}
    assert (by_code["D111"].old, by_code["D111"].new) == ("15m", "20m")
    assert by_code["D111"].facts["percent"] == 33
    assert by_code["D112"].facts["percent"] == -33
    assert by_code["D301"].old == "24小时内回访"


def test_saturday_leaving_the_calendar_is_told_with_when_it_hurts():
    new = deepcopy(OLD)
    new["calendars/office"]["weekly"] = {"mon-fri": OFFICE}
    changes = compare(side(OLD), side(new))
    assert [(one.code, one.key) for one in changes] == [
        ("D201", "weekly"),
        ("D211", "tiers.general.resolve"),
    ]
    facts = changes[1].facts
    day = 86_400
    assert facts["when"] == [
        {"from": "wed 00:00", "to": "thu 00:00", "least": 2 * day, "most": 2 * day},
        {"from": "thu 00:00", "to": "sat 00:00", "least": day, "most": day},
    ]  # a Saturday's end becomes a Monday's; from Thursday on one more day is passed over
    assert facts["years"] == [2026]
    assert changes[1].old["limit"] == changes[1].new["limit"] == "3wd"
    assert facts["worst_change"] >= 86_400


def test_a_limit_whose_own_text_changed_is_told_once():
    new = _new()
    assert ("D211", "tiers#tiers.general.resolve") not in found(OLD, new)


def test_profiles_weigh_the_same_change_for_somebody_else():
    changes = {one.code: one for one in compare(side(OLD), side(_new()))}
    weighed = {
        name: {code: level_for(one, name) for code, one in changes.items()} for name in PROFILES
    }
    assert weighed["owners"] == {code: one.level for code, one in changes.items()}
    assert (weighed["staff"]["D112"], weighed["staff"]["D111"]) == ("breaking", "notice")
    assert (weighed["regulator"]["D303"], weighed["regulator"]["D112"]) == ("breaking", "info")
    assert {name: one["D901"] for name, one in weighed.items()} == dict.fromkeys(
        PROFILES, "wording"
    )


@pytest.mark.parametrize("code", ["D111", "D201", "D301", "D303", "D112", "D102", "D901"])
def test_fingerprints_hold_no_prose_and_differ(code):
    changes = compare(side(OLD), side(_new()))
    again = compare(side(deepcopy(OLD)), side(_new()))
    prints = {one.code: one.fingerprint for one in changes}
    assert prints == {one.code: one.fingerprint for one in again}
    assert len(set(prints.values())) == len(prints)
    assert len(prints[code]) == 16
