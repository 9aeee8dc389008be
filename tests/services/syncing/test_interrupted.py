"""Syncs that are killed, run twice at once, or come in any order: all end alike."""

from __future__ import annotations

import os
import random

import pytest
from tests.support.clones import met, noted, same_files, sound, taken
from tests.support.desks import Office
from tests.support.faults import assert_survives, kill_after

from wuye_cli.domain.errors import ConflictError
from wuye_cli.services import syncing

EVERY = int(os.environ.get("CRASH_EVERY", "127"))


def test_a_killed_sync_is_done_again_by_the_next(desks, usb):
    a, b, _ = desks
    dice = random.Random(5)
    for number in range(12):
        taken(a, f"2-2-20{number % 9} 灯坏")
        taken(b, f"1-1-10{number % 9} 门锁坏")
        noted(a, "A001", f"甲{number}")
        noted(b, "A001", f"乙{number}")
        for office in (a, b):
            kill_after(
                lambda office=office: met(Office(office.root, "2026-11-24 11:00"), usb) and 0,
                dice.uniform(0.02, 0.35),
            )
    for office in (a, b, a, b):
        met(office, usb)
    assert same_files(a, b)
    texts = [one.text for one in a.desk.ticket("A001").events if one.do == "note"]
    assert sorted(texts) == sorted(f"{who}{number}" for who in "甲乙" for number in range(12))
    assert [path.name for path in usb.rglob("*.part")] == []
    sound(a)
    sound(b)


def test_every_change_of_a_file_may_be_the_last_or_may_fail(tmp_path):
    assert_survives("sync_driver", tmp_path, EVERY)


def test_five_desks_end_alike_whatever_the_order(desks, usb):
    dice = random.Random(11)
    for turn in range(5):
        for office in desks:
            taken(office, f"{1 + turn}-1-101 灯坏")
            noted(office, "A001", f"{office.root.parent.name}{turn}")
        for office in dice.sample(desks, len(desks)):
            met(office, usb)
    for _ in range(2):
        for office in desks:
            done = met(office, usb)
            assert done.is_clean, done
    assert same_files(*desks)
    assert len([one for one in desks[0].desk.ticket("A001").events if one.do == "note"]) == 15
    for office in desks:
        sound(office)


def test_nobody_is_asked_to_sync_twice_at_once(desks, usb):
    a, _, _ = desks
    with syncing._alone(a.desk), pytest.raises(ConflictError, match="sync_running"):
        met(a, usb)
