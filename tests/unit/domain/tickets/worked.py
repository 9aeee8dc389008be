"""The worked cases of this repository and short ways to write a ticket for a test."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from pathlib import Path

from wuye_cli.domain.tickets.clocks import Setting, clock_facts
from wuye_cli.domain.tickets.event import Event
from wuye_cli.domain.tickets.standing import fold_events
from wuye_cli.domain.tickets.ticket import Ticket
from wuye_cli.store.codecs.casefile import read_case_file
from wuye_cli.store.yaml_text import read_plain

FOLDER = Path(__file__).parents[3] / "data" / "cases"


def read(name, base=None):
    cases, problems = read_case_file(read_plain((FOLDER / name).read_bytes(), path=name), base=base)
    assert problems == []
    return cases


@cache
def rules():
    return read("rules.yaml").rules


def book():
    return rules().books[0]


def names():
    return sorted(file.name for file in FOLDER.glob("*.yaml") if file.name != "rules.yaml")


def when(text):
    """`10 11:00` is that day of March 2026."""
    return datetime.fromisoformat(f"2026-03-{text[:2]}T{text[3:]}+08:00")


def instant(text):
    return int(when(text).timestamp())


_TIMES = ("until", "due", "recorded_at")


def event(at, do, **fields):
    for key in _TIMES:
        if isinstance(fields.get(key), str):
            fields[key] = when(fields[key])
    if "window" in fields:
        fields["window"] = tuple(when(edge) for edge in fields["window"])
    moment = when(at) if isinstance(at, str) else at
    return Event(id=fields.pop("id", f"{do}-{at}"), at=moment, do=do, **fields)


def setting(**changes):
    return Setting(**{"book": book(), "calendar": rules().calendars.__getitem__, **changes})


def facts_of(events, **changes):
    return clock_facts(fold_events(events, book()), setting(**changes))


def ticket(*events, **fields):
    head = {"id": "WY-260310-A001", "uid": "u", "status": "received", "title": "t"}
    return Ticket(**{**head, **fields}, events=tuple(events))
