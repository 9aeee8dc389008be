"""The audit catches every crime by exactly its code, and accuses nobody who is honest.

By default the first of every third code is tried, and a month of some deeds; all of them with
TEST_DEPTH=100, and by `python -m tools.crime_repository`.
"""

from __future__ import annotations

import pytest
from tests.support.crimes import honest
from tests.support.crimes.scene import DEED, SENT, a_scene
from tests.support.crimes.table import CRIMES, TRICKS, sampled
from tests.support.crimes.trial import alarms, tried, verified
from tests.support.depth import PERCENT

from wuye_cli.auditing.catalog import BY_CODE


def test_every_code_has_a_crime_and_every_trick_of_the_threat_table_is_played():
    assert {crime.code for crime in CRIMES} == BY_CODE.keys()
    assert {crime.trick for crime in CRIMES if crime.trick} == TRICKS
    labels = [crime.label for crime in CRIMES]
    assert len(labels) == len(set(labels))


@pytest.mark.parametrize("crime", sampled(PERCENT), ids=lambda crime: crime.label)
def test_a_crime_is_caught_by_its_code_alone_and_its_honest_twin_is_not(tmp_path, crime):
    assert tried(crime, tmp_path) == []


def test_honest_people_are_not_accused(tmp_path):
    whole = PERCENT >= 100
    deeds = honest.DEEDS if whole else honest.DEEDS[1:6]
    office = honest.a_year(tmp_path, months=12 if whole else 1, deeds=deeds)
    assert alarms(verified(office.scene, at="2027-02-01 09:00")) == []


def test_a_team_with_keys_and_approvals_is_not_accused(tmp_path):
    scene = a_scene(tmp_path, "keys")
    honest.a_team(scene, approves=PERCENT >= 100)
    assert alarms(verified(scene)) == []


def test_the_demo_is_honest(tmp_path):
    told = honest.the_demo(tmp_path)
    assert alarms(verified(told, at="2027-02-01 09:00")) == []


def test_a_part_of_an_honest_history_is_verified_too(tmp_path):
    scene = a_scene(tmp_path)
    assert alarms(verified(scene, "--since", "HEAD~2")) == []
    assert alarms(verified(scene)) == []
    scene.wuye(DEED, f"ticket arrive {SENT}")
    assert alarms(verified(scene)) == []
