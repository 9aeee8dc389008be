"""A small standard and a ticket that breaks no rule, for the tests of the rules."""

from __future__ import annotations

from datetime import UTC, date, datetime

import msgspec
import yaml

from wuye_cli.checking.facts import StoreFacts
from wuye_cli.checking.rule import TICKET
from wuye_cli.checking.runner import Selection
from wuye_cli.checking.view import TicketView
from wuye_cli.domain.tickets.event import Event
from wuye_cli.domain.tickets.ticket import Origin, Pinned, Reporter, Ticket
from wuye_cli.store.codecs.rulebook import read_rulebook

TIERS = """
schema: tiers/1
version: 1
effective_from: "2026-01-01T00:00:00+08:00"
channel_calendars: {phone: always}
clocks:
  ack: {from: receive, to: [ack], human: true}
  arrive: {from: receive, to: [arrive]}
  resolve: {from: receive, to: [resolve]}
  contain: {from: receive, to: [contain]}
  reply: {from: receive, to: [reply]}
  answer: {from: receive, to: [answer]}
policy: {warn_fraction: 0.8, escalation_fractions: [0.8, 1.0]}
pause_reasons:
  authority: {stops: [resolve], max: 30d}
tiers:
  emergency:
    class: emergency
    rank: 40
    raise_to: emergency
    ack: [5m, always]
    arrive: [15m, always]
    resolve: [4h, always]
    basis: {ack: "A 1", arrive: "A 1", resolve: "A 1"}
  general:
    class: general
    rank: 10
    raise_to: general
    ack: [2h, channel]
    arrive: [8h, always]
    resolve: [3d, always]
    basis: {ack: "A 1", arrive: "A 1", resolve: "A 1"}
"""
CATEGORIES = """
schema: categories/1
categories:
  water: {label: 水, kind: repair, tier: general, skill: plumbing}
  burst: {label: 爆管, kind: repair, tier: emergency}
"""
FLOWS = """
schema: flows/1
steps:
  receive: {}
  ack: {after: [receive]}
  dispatch: {after: [receive]}
  arrive: {after: [receive]}
  quote: {after: [arrive], fields: [price]}
  consent: {after: [quote]}
  resolve: {after: [receive]}
  sign: {after: [resolve]}
  feedback: {after: [resolve]}
  visit: {after: [feedback], not_by: [arrive, resolve]}
  verify: {after: [resolve], not_by: [arrive, resolve]}
  close: {after: [receive]}
flows:
  home:
    when: {kind: repair}
    steps: {receive: required, ack: required, dispatch: required, arrive: required, resolve: required, sign: required, feedback: required, visit: required, close: required, quote: optional, consent: optional, verify: optional}
    required_if: {quote: charge_above_zero, consent: charge_above_zero}
"""
OFFICE = """
schema: calendar/1
holidays: cn
weekly: {mon-fri: ["08:30-12:00", "13:30-18:00"]}
"""
HOLIDAYS = """
schema: holidays/1
source: "x"
years: [2026, 2027]
rest: ["2026-01-01"]
makeup: ["2026-01-04"]
"""
FILES = {
    "standards/tiers.yaml": TIERS,
    "standards/categories.yaml": CATEGORIES,
    "standards/flows.yaml": FLOWS,
    "standards/calendars/always.yaml": "schema: calendar/1\nalways: true\n",
    "standards/calendars/office.yaml": OFFICE,
    "standards/holidays/cn.yaml": HOLIDAYS,
}

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)


def parse(data):
    """Plain YAML with every scalar as text but numbers and booleans: enough for these files."""
    return yaml.load(data, yaml.CSafeLoader)


def rulebook(**changed):
    """The small standard; `tiers="…"` and the like replace a whole file."""
    names = {name.rpartition("/")[2].removesuffix(".yaml"): name for name in FILES}
    files = dict(FILES)
    for name, text in changed.items():
        files[names.get(name, f"standards/calendars/{name}.yaml")] = text
    return read_rulebook(
        lambda path: files.get(path, "").encode() or None,
        lambda folder: [path for path in files if path.startswith(folder + "/")],
        parse,
    )


def store(rules=None, **facts):
    """The facts of a store with the small standard."""
    rules = rules or rulebook()[0]
    given = {
        "now": int(NOW.timestamp()),
        "today": date(2026, 6, 1),
        "rules": rules,
        "book": rules.books[0] if rules.books else None,
        "staff": {"s-li": ("desk",), "s-zhao": ("plumbing",), "s-wang": ("manager",)},
        **facts,
    }
    return StoreFacts(**given)


def at(text):
    """An instant of 1 May 2026 in China, from `HH:MM` or `HH:MM:SS`; `d` before it adds days."""
    days, _, clock = text.rpartition("d")
    clock += ":00" if clock.count(":") == 1 else ""
    day = 1 + int(days or 0)
    return datetime.fromisoformat(f"2026-05-{day:02d}T{clock}+08:00")


def events(*rows):
    """Events from `(time, kind, fields)`."""
    return tuple(
        Event(id=f"e{number}", at=at(time), by=fields.pop("by", "s-li"), do=do, **fields)
        for number, (time, do, fields) in enumerate(
            ((row[0], row[1], dict(row[2]) if len(row) > 2 else {}) for row in rows), 1
        )
    )


GOOD = (
    ("09:00", "receive", {"tier": "general"}),
    ("09:01", "ack", {"way": "phone"}),
    ("09:05", "dispatch", {"to": "s-zhao"}),
    ("09:31", "arrive", {"who": "s-zhao"}),
    ("10:12", "resolve", {"who": "s-zhao"}),
    ("10:13", "sign", {"who": "s-zhao"}),
    ("10:20", "feedback", {"way": "phone"}),
    ("11:00", "visit", {"score": 5, "way": "phone"}),
    ("11:01", "close"),
)
PATH = "records/tickets/2026/05/01/WY-260501-A001.yaml"


def ticket(rows=GOOD, **changed):
    """A ticket that breaks no rule, with other events or other fields of the head."""
    whole = Ticket(
        id="WY-260501-A001",
        uid="01JD6Z0X3V8R2M5K7Q9T4W1YBC",
        status="closed",
        kind="repair",
        category="water",
        title="厨房漏水",
        words="厨房水龙头漏水",
        unit="3-1-0502",
        reporter=Reporter(person="p-7k2f", role="业主"),
        channel="phone",
        first_asked="s-li",
        standard=Pinned(version="1"),
        events=events(*rows),
    )
    return msgspec.structs.replace(whole, **changed)


def with_row(time, do, rows=GOOD, **fields):
    """The events with one more, at its place in time."""
    added = (*rows, (time, do, fields))
    return tuple(sorted(added, key=lambda row: at(row[0])))


def without(*kinds, rows=GOOD):
    """The events without some kinds."""
    return tuple(row for row in rows if row[1] not in kinds)


def instead(do, time, rows=GOOD, **fields):
    """The events with one of them at another time or with other fields, typed in the same place."""
    return tuple((time, do, fields) if row[1] == do else row for row in rows)


IMPORTED = Origin(system="old", key="17")


def codes(one, facts=None, path=PATH, select=()):
    """The codes that the rules over one ticket find, sorted."""
    view = TicketView(path, one, facts or store())
    return sorted(finding.rule for finding in Selection(select).run(TICKET, view))
