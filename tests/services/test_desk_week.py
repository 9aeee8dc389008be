"""A week at the desk, line by line: the events, times, dues and verdicts of each one-line form."""

from __future__ import annotations

import subprocess
from datetime import datetime
from typing import Any

import pytest
from tests.support.desk_week import Typed, count, moment, play, scripts, situations
from tests.support.desks import ZONE
from tools.desk_week import table, totals

from wuye_cli.domain.errors import WuyeError
from wuye_cli.domain.tickets.judging import ticket_verdict, verdict_at
from wuye_cli.services.lines import Entry

ASIDE = {"id", "do", "at", "by", "recorded_at"}


@pytest.fixture(scope="module")
def typed(tmp_path_factory) -> dict[tuple[str, int], Typed]:
    """Every line of every store, typed in its turn."""
    return {
        (store, number): one
        for store in scripts()
        for number, one in enumerate(play(tmp_path_factory.mktemp("week"), store))
    }


LINES = [
    pytest.param(store, number, id=f"{line['situation']}: {line['type']}")
    for store, lines in scripts().items()
    for number, line in enumerate(lines)
]


@pytest.mark.parametrize(("store", "number"), LINES)
def test_the_line_does_what_the_week_asks_for(typed, store, number):
    one = typed[store, number]
    refused = one.expect.get("refused")
    if refused:
        assert isinstance(one.outcome, WuyeError)
        assert one.outcome.code == refused
        return
    assert isinstance(one.outcome, Entry), one.outcome
    assert one.outcome.question is None, one.outcome.question
    for what, wanted in one.expect.items():
        SEEN[what](one, wanted)


# -- what is looked at ----------------------------------------------------------------------------


def _events(one: Typed, wanted: list[dict[str, Any]]) -> None:
    events = one.outcome.written.events
    assert [event.do for event in events] == [event["do"] for event in wanted]
    typed_at = datetime.fromisoformat(one.at).replace(tzinfo=ZONE)
    for event, expected in zip(events, wanted, strict=True):
        at = moment(expected["at"], one.at) if "at" in expected else typed_at
        assert event.at == at, event
        assert event.recorded_at == (None if at == typed_at else typed_at), event
        assert event.by in {"s-li", "s-wu"}
        facts = {
            name: getattr(event, name)
            for name in event.__struct_fields__
            if name not in ASIDE and getattr(event, name) not in ("", None, (), {})
            if getattr(event, name) is not False or name in expected
        }
        told = {key: value for key, value in expected.items() if key not in {"do", "at"}}
        assert {key: _plain(value, told.get(key)) for key, value in facts.items()} == {
            key: _meant(value, one) for key, value in told.items()
        }


def _plain(value: Any, wanted: Any) -> Any:
    if isinstance(value, tuple) and isinstance(wanted, int):
        return len(value)
    if isinstance(value, str) and wanted == "p-":
        return value[:2]
    return value


def _meant(value: Any, one: Typed) -> Any:
    """Return an expected fact with its hours as instants."""
    if isinstance(value, list):
        return tuple(moment(hour, one.at) for hour in value)
    if isinstance(value, str) and value[-3:-2] == ":":
        return moment(value, one.at)
    return value


def _ticket(one: Typed, wanted: dict[str, Any]) -> None:
    ticket = one.outcome.written.ticket
    assert {field: getattr(ticket, field) for field in wanted} == wanted


def _seen(one: Typed) -> Any:
    return one.outcome.written or one.outcome.shown.open[0]


def _dues(one: Typed, wanted: dict[str, str]) -> None:
    written = _seen(one)
    now = int(datetime.fromisoformat(one.at).replace(tzinfo=ZONE).timestamp())
    running = written.facts.of(len(written.standing.cycles))
    for clock, expected in wanted.items():
        due, _, verdict = expected.rpartition(" ")
        facts = running[clock]
        assert facts.due == (int(moment(due, one.at).timestamp()) if due else None), clock
        assert verdict_at(facts, now).replace("warning", "pending") == verdict, clock


def _promise(one: Typed, wanted: dict[str, str]) -> None:
    running = _seen(one).facts.of(1)
    for clock, due in wanted.items():
        assert running[clock].promise_due == int(moment(due, one.at).timestamp())


def _verdict(one: Typed, wanted: str) -> None:
    now = int(datetime.fromisoformat(one.at).replace(tzinfo=ZONE).timestamp())
    assert ticket_verdict(one.outcome.written.facts, now) == wanted


def _shown(one: Typed, wanted: list[str]) -> None:
    assert [found.ticket.id for found in one.outcome.shown.open] == [one.ids[ref] for ref in wanted]


def _contact(one: Typed, wanted: str) -> None:
    assert list(one.outcome.shown.contacts.values()) == [int(moment(wanted, one.at).timestamp())]


def _provisional(one: Typed, wanted: list[str]) -> None:
    running = one.outcome.written.facts.of(1)
    assert [clock for clock, facts in running.items() if facts.missing] == wanted


SEEN = {
    "events": _events,
    "ticket": _ticket,
    "dues": _dues,
    "promise": _promise,
    "verdict": _verdict,
    "shown": _shown,
    "contact": _contact,
    "provisional": _provisional,
    "status": lambda one, wanted: _same(one.outcome.written.standing.status, wanted),
    "tier": lambda one, wanted: _same(one.outcome.written.standing.tier, wanted),
    "cycles": lambda one, wanted: _same(len(one.outcome.written.standing.cycles), wanted),
    "notes": lambda one, wanted: _same([code for code, _ in one.outcome.written.notes], wanted),
}


def _same(got: Any, wanted: Any) -> None:
    assert got == wanted


# -- the week as a whole --------------------------------------------------------------------------


def test_every_written_line_is_one_commit(typed):
    for store in scripts():
        lines = [one for (name, _), one in typed.items() if name == store]
        written = [
            one.outcome.written.commit
            for one in lines
            if isinstance(one.outcome, Entry) and one.outcome.written
        ]
        root = lines[0].desk.store.root
        command = ["git", "-C", str(root), "log", "--format=%H", "--grep=^Wuye-Op: "]
        made = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
        assert made[::-1][-len(written) :] == written
        assert len(set(written)) == len(written)


def test_no_situation_needs_more_than_the_design_wrote_for_it(typed):
    rows = totals([one for (store, _), one in typed.items() if store == "week"])
    assert [row.name for row in rows] == [one.name for one in situations() if one.counted]
    for row in rows:
        assert row.ours[0] <= row.design[0], row
        assert row.ours[1] <= row.design[1], row
    assert "night-burst" in table(rows)


def test_characters_are_counted_as_in_the_design():
    burst = next(one for one in situations() if one.name == "night-burst")
    assert count(burst.plain) == (4, 259)
    assert count(burst.design) == (1, 79)
