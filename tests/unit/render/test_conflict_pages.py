"""Conflicts as people read them: persons by name, and what was taken."""

from __future__ import annotations

import pytest

from wuye_cli.domain.loss import FIELD, STEP, Loss
from wuye_cli.i18n.catalog import switch_language
from wuye_cli.render.conflict_pages import conflict_line, settled_line, with_names

TICKET = "records/tickets/2026/11/22/WY-261122-A001.yaml"
NAMES = {"s-zhao": "赵师傅", "s-wang": "王经理"}


@pytest.fixture(autouse=True)
def english():
    before = switch_language("en")
    yield
    switch_language(before)


def called(person):
    return NAMES.get(person, person)


def test_persons_of_a_ticket_are_said_by_name_and_everything_else_as_it_is():
    loss = Loss(kind=FIELD, path=TICKET, key="assignee", ours="s-zhao", theirs="钱师傅",
                kept="s-zhao")  # fmt: skip
    said = conflict_line(with_names(loss, called), "Li", "Wang")
    assert said.endswith("赵师傅 by Li, 钱师傅 by Wang; taken: 赵师傅")
    title = Loss(kind=FIELD, path=TICKET, key="title", ours="s-zhao", theirs="b", kept="b")
    assert with_names(title, called) == title
    register = Loss(kind=FIELD, path="records/staff/a.yaml", key="assignee", ours="s-zhao")
    assert with_names(register, called) == register


def test_a_step_names_who_did_it():
    step = {"do": "arrive", "by": "s-wang", "who": "s-zhao", "at": "2026-11-22T21:24:00+08:00"}
    loss = Loss(kind=STEP, path=TICKET, key="x", theirs=step, kept="cancelled")
    assert "赵师傅" in conflict_line(with_names(loss, called), "", "")
    assert step["who"] == "s-zhao"


@pytest.mark.parametrize(
    ("now", "said"),
    [("赵师傅", "Settled: 1a, now 赵师傅"), (None, "Settled: 1a"), ({"a": 1}, "Settled: 1a")],
)
def test_settling_says_what_was_taken(now, said):
    assert settled_line("1a", now) == said
