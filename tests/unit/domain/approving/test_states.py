"""The states of versions are derived: which is in force, which is superseded, expired, a draft."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.domain.approving.approvals import MANAGER, approval, day

from wuye_cli.domain.approving.approval import Act, Needs
from wuye_cli.domain.approving.states import (
    Text,
    clashes,
    in_force,
    judge_text,
    state_of,
    state_of_text,
)

ONE, TWO = approval(1, day(2)), approval(2, day(20))
GONE = Act(by="li@x", at=day(10))


@pytest.mark.parametrize(
    ("every", "now", "states"),
    [
        ([ONE, TWO], day(1), ["scheduled", "scheduled"]),
        ([ONE, TWO], day(2), ["in_force", "scheduled"]),
        ([ONE, TWO], day(20), ["superseded", "in_force"]),
        ([approval(1, day(2), expires=day(5)), TWO], day(6), ["expired", "scheduled"]),
        ([approval(1, day(2), expires=day(5)), TWO], day(20), ["superseded", "in_force"]),
        ([ONE, approval(2, day(20), withdrawn=GONE)], day(21), ["in_force", "withdrawn"]),
        ([ONE, approval(2, day(20), approvals=())], day(21), ["in_force", "draft"]),
        ([approval(1, None)], day(1, 8), ["scheduled"]),
        ([approval(1, None)], day(1, 9), ["in_force"]),
    ],
)
def test_states(every, now, states):
    assert [state_of(one, every, now) for one in every] == states


def test_a_change_for_the_worse_is_scheduled_once_it_is_published():
    worse = approval(2, day(20), customer="worse", needs=Needs(by=("manager",), notice_days=7))
    posted = approval(
        2, day(20), customer="worse", needs=worse.needs, notices=(Act(by="li@x", at=day(3)),)
    )
    assert state_of(worse, [worse], day(4)) == "approved"
    assert state_of(posted, [posted], day(4)) == "scheduled"
    assert worse.publish_until == day(14)


def test_approvals_count_by_person_and_role():
    needs = Needs(approvals=2, by=("manager", "quality"))
    acts = [Act(by=MANAGER, at=day(3), role="manager"), Act(by=MANAGER, at=day(4), role="manager")]
    assert approval(1, needs=needs, approvals=tuple(acts)).missing == 1
    assert (
        approval(1, needs=needs, approvals=(*acts, Act(by="q", at=day(5), role="desk"))).missing
        == 1
    )
    full = approval(1, needs=needs, approvals=(*acts, Act(by="q", at=day(5), role="quality")))
    assert full.missing == 0
    assert full.decided_at == day(5)


@pytest.mark.parametrize(
    ("text", "every", "code"),
    [
        (Text("1" * 64, "1"), [ONE], ""),
        (Text("9" * 64, "1"), [ONE], "Q031"),
        (Text("9" * 64, "2", day(3)), [ONE], "Q030"),
        (Text("9" * 64, "2", day(9)), [ONE], ""),
        (Text("1" * 64, "1"), [approval(1, day(2), approvals=())], "Q030"),
        (Text("1" * 64, "1", day(9)), [approval(1, day(9), approvals=())], ""),
        (Text("0" * 64, "0"), [approval(1, withdrawn=GONE, before="0" * 64)], ""),
        (Text("1" * 64, "1", day(2)), [ONE, approval(2, day(3))], "Q031"),
    ],
)
def test_the_text_beside_its_approvals(text, every, code):
    assert judge_text(text, every, day(4)) == code


def test_a_text_that_nobody_proposed_is_a_draft():
    assert state_of_text(Text("9" * 64, "9"), [ONE], day(4)) == "draft"
    assert state_of_text(Text("1" * 64, "1"), [ONE], day(4)) == "in_force"


@pytest.mark.parametrize(
    ("every", "codes"),
    [
        ([ONE, TWO], []),
        ([approval(1, day(2), expires=day(19)), TWO], ["Q033"]),
        ([approval(1, day(2), expires=day(20)), TWO], []),
        ([TWO, approval(3, day(20))], ["Q034"]),
        ([TWO, approval(3, day(5))], ["Q034"]),
        ([approval(2, day(20), withdrawn=GONE), approval(3, day(5))], []),
    ],
)
def test_gaps_and_overlaps(every, codes):
    assert [clash.code for clash in clashes(every)] == codes


@given(st.lists(st.integers(1, 28), min_size=1, max_size=6), st.integers(1, 28))
def test_at_most_one_version_is_in_force(days, now):
    every = [approval(n, day(start)) for n, start in enumerate(days, 1)]
    states = [state_of(one, every, day(now)) for one in every]
    assert states.count("in_force") == (min(days) <= now)
    current = in_force(every, day(now))
    assert (current is None) == (min(days) > now)
