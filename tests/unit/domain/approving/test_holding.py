"""From when a committed text holds: its day, and not before those agreed who must."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from wuye_cli.domain.approving.approval import Act, Approval, ChangeRules, Needs
from wuye_cli.domain.approving.fingerprint import Prints
from wuye_cli.domain.approving.holding import Asked, Committed, Holding, holdings

DAY = datetime(2026, 12, 1, tzinfo=UTC)
WAITS = Holding(holds=False)


def text(name, day, terms=""):
    return Committed(Prints(name, terms or name), DAY + timedelta(days=day))


def approval(content, *agreed, needs=1, withdrawn=False):
    acts = tuple(
        Act(by=f"m{number}", at=DAY + timedelta(days=day), role="manager")
        for number, day in enumerate(agreed)
    )
    return Approval(
        standard="tiers",
        number="0001",
        version="2",
        content=content,
        terms=content,
        proposed=Act(by="li", at=DAY),
        needs=Needs(approvals=needs, by=("manager",)),
        approvals=acts,
        withdrawn=Act(by="li", at=DAY) if withdrawn else None,
    )


def asks(day, terms=1, wording=0):
    return Asked(DAY + timedelta(days=day), ChangeRules(terms=terms, wording=wording))


FIRST, DRAFT = text("first", 0), text("draft", 2)
STRICT = [asks(0)]


@pytest.mark.parametrize(
    ("approvals", "asked", "holding"),
    [
        ([], [], Holding()),
        ([], STRICT, WAITS),
        ([approval("draft")], STRICT, WAITS),
        ([approval("draft", 5)], STRICT, Holding(since=DAY + timedelta(days=5))),
        ([approval("draft", 5, 7, needs=2)], STRICT, Holding(since=DAY + timedelta(days=7))),
        ([approval("draft", 5, needs=2)], STRICT, WAITS),
        ([approval("draft", 2, needs=0)], STRICT, Holding()),
        ([approval("draft", needs=0)], [], WAITS),
        ([approval("draft", 5, withdrawn=True)], STRICT, WAITS),
        ([approval("draft", 5, withdrawn=True)], [], Holding()),
        ([approval("other", 1)], STRICT, WAITS),
    ],
    ids=[
        *("nobody-asked", "by-hand", "proposed", "approved", "by-two", "by-one-of-two"),
        *("proposer-is-enough", "proposer-is-not-enough", "withdrawn", "withdrawn-unasked"),
        "another-text",
    ],
)
def test_a_changed_text_holds_once_those_agreed_who_must(approvals, asked, holding):
    assert holdings([DRAFT, FIRST], approvals, asked) == [holding, Holding()]


@pytest.mark.parametrize(
    ("asked", "waits"),
    [
        ([asks(0, terms=0), asks(3)], False),
        ([asks(0), asks(3, terms=0)], True),
        ([asks(0), asks(2, terms=0)], True),
        ([asks(0, terms=0), asks(1)], True),
    ],
    ids=["tightened-later", "loosened-later", "loosened-with-it", "tightened-before"],
)
def test_the_policy_of_its_own_moment_counts(asked, waits):
    assert holdings([DRAFT, FIRST], [], asked)[0].holds is not waits


def test_other_words_for_the_same_need_what_words_need():
    again = text("draft", 2, terms="first")
    assert holdings([again, FIRST], [], [asks(0)])[0].holds
    assert not holdings([again, FIRST], [], [asks(0, wording=1)])[0].holds


def test_what_held_before_is_put_back_unless_something_newer_was_agreed_on():
    back = text("first", 4)
    assert holdings([back, DRAFT, FIRST], [], STRICT)[0].holds
    taken_back = [approval("draft", 3, withdrawn=True)]
    assert holdings([back, DRAFT, FIRST], taken_back, STRICT)[0].holds
    assert not holdings([back, DRAFT, FIRST], [approval("draft", 3)], STRICT)[0].holds
