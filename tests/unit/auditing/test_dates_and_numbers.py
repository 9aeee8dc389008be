"""Dates of commits and numbers of tickets: each code, and what is none."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from wuye_cli.auditing.commit import Commit, FileChange
from wuye_cli.auditing.ranks import ranked
from wuye_cli.auditing.rules.dates import Dates
from wuye_cli.auditing.rules.entry_times import kind_of
from wuye_cli.auditing.rules.numbers import Numbers
from wuye_cli.auditing.ticket_change import TicketChange
from wuye_cli.checking.finding import Finding
from wuye_cli.domain.tickets.event import Event

NOW = 1_800_000_000


class Before:
    """What stood before: a date, and a ticket that gets an event or none."""

    late_entry_s = 4 * 3600

    def __init__(self, latest: int, typed: int | None = None) -> None:
        self.latest = latest
        self._typed = typed

    def tickets(self) -> tuple[Any, ...]:
        if self._typed is None:
            return ()
        event = Event(id="e", at=datetime.fromtimestamp(self._typed, UTC), by="L", do="note")
        return (TicketChange(path="p", ticket="T", added=(event,)),)


def commit(at: int = NOW, authored: int | None = None, *paths: str, op: str = "take") -> Commit:
    return Commit(
        id="c",
        tree="t",
        parents=("p",),
        author=("L", "l@x"),
        authored=at if authored is None else authored,
        committer=("L", "l@x"),
        committed=at,
        subject="s",
        trailers=(("Wuye-Op", op),) if op else (),
        changes=tuple(FileChange(path, "", "b", "", "100644") for path in paths),
    )


@pytest.mark.parametrize(
    ("one", "latest", "codes"),
    [
        (commit(), NOW, []),
        (commit(NOW - 299), NOW, []),
        (commit(NOW - 301), NOW, ["G014"]),
        (commit(NOW + 301), NOW, ["G015"]),
        (commit(NOW, NOW - 80_000), NOW, []),
        (commit(NOW, NOW - 90_000), NOW, ["G017"]),
        (commit(NOW, NOW - 80_000, op=""), NOW, []),
        (commit(NOW, NOW - 90_000, op=""), NOW, ["G017"]),
    ],
)
def test_dates(one, latest, codes):
    assert [found.rule for found in Dates(NOW).see(one, Before(latest))] == codes


@pytest.mark.parametrize(
    ("authored", "latest", "typed", "codes"),
    [
        (NOW - 299, NOW - 9000, NOW, []),
        (NOW - 301, NOW - 9000, NOW, ["G017"]),
        (NOW - 3000, NOW - 60, NOW - 3000, []),
        (NOW - 3000, NOW - 3000, NOW - 3000, ["G017"]),
        (NOW - 3000, NOW - 60, NOW, ["G017"]),
        (NOW - 15_000, NOW - 60, NOW - 15_000, ["G017"]),
    ],
    ids=["at once", "not at once", "rebased", "on nothing newer", "another time", "too long"],
)
def test_work_may_be_rebased_within_a_late_entry(authored, latest, typed, codes):
    one = commit(NOW, authored)
    assert [found.rule for found in Dates(NOW).see(one, Before(latest, typed))] == codes


def ticket(number: str) -> str:
    return f"records/tickets/2026/11/21/WY-261121-{number}.yaml"


def missing(*steps: tuple[str, ...], known: tuple[str, ...] = ()) -> list[list[str]]:
    judge = Numbers(known)
    for paths in steps:
        assert not list(judge.see(commit(NOW, None, *map(ticket, paths)), Before(0)))
    return [found.facts["missing"] for found in judge.end()]


def test_numbers_that_run_on_leave_no_gap():
    assert missing(("A001",), ("A003", "A002"), ("B001",), ("A999",) * 0) == []


def test_a_number_that_is_nowhere_is_a_gap_and_one_that_comes_later_is_none():
    assert missing(("A001",), ("A004",)) == [["WY-261121-A002", "WY-261121-A003"]]
    assert missing(("A001",), ("A003",), ("A002",)) == []


def test_numbers_before_the_walk_count():
    assert missing(("A003",), known=("WY-261121-A002", "notes")) == []


@pytest.mark.parametrize(
    ("src", "kind"),
    [("", "self"), ("slip:17", "paper"), ("一张纸", "paper"), ("sheet:a#3", "sheet"),
     ("call:9", "message")],
)  # fmt: skip
def test_kinds_of_evidence(src, kind):
    assert kind_of(src) == kind


def test_the_graver_of_two_findings_of_a_ticket_is_told():
    least, worst = Finding(rule="G040", ticket="T"), Finding(rule="G041", ticket="T")
    other = Finding(rule="G040", ticket="U")
    assert ranked([least, worst, other]) == [worst, other]
    assert ranked([worst, Finding(rule="G011", ticket="U")]) == [Finding(rule="G011", ticket="U")]
