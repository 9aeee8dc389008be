"""The tables of the disposable index: one row a ticket and a clock; no third party."""

from __future__ import annotations

from wuye_cli.store.index_meta import META

TICKET_COLUMNS = (
    ("n", "INTEGER PRIMARY KEY"),
    ("path", "TEXT NOT NULL UNIQUE"),
    ("blob", "TEXT NOT NULL"),
    ("id", "TEXT NOT NULL"),
    ("uid", "TEXT NOT NULL"),
    ("desk", "TEXT NOT NULL"),
    ("num", "INTEGER"),
    ("status", "TEXT NOT NULL"),
    ("is_open", "INTEGER NOT NULL"),
    ("kind", "TEXT NOT NULL"),
    ("tier", "TEXT NOT NULL"),
    ("category", "TEXT NOT NULL"),
    ("title", "TEXT NOT NULL"),
    ("words", "TEXT NOT NULL"),
    ("unit", "TEXT NOT NULL"),
    ("place", "TEXT NOT NULL"),
    ("person", "TEXT NOT NULL"),
    ("person_as", "TEXT NOT NULL"),
    ("channel", "TEXT NOT NULL"),
    ("form", "TEXT NOT NULL"),
    ("first_asked", "TEXT NOT NULL"),
    ("assignee", "TEXT NOT NULL"),
    ("opened_at", "INTEGER NOT NULL"),
    ("updated_at", "INTEGER NOT NULL"),
    ("closed_at", "INTEGER"),
    ("cycle", "INTEGER NOT NULL"),
    ("first_pass", "INTEGER NOT NULL"),
    ("urges", "INTEGER NOT NULL"),
    ("escalated_at", "INTEGER"),
    ("standard", "TEXT NOT NULL"),
    ("source", "TEXT NOT NULL"),
    ("verdict", "TEXT NOT NULL"),
    ("fails_at", "INTEGER"),
    ("next_due", "INTEGER"),
    ("next_clock", "TEXT NOT NULL"),
    ("next_warn", "INTEGER"),
    ("next_pauses", "TEXT NOT NULL"),
    ("provisional", "INTEGER NOT NULL"),
    ("flags", "TEXT NOT NULL"),
    ("shape", "TEXT NOT NULL"),
    ("change", "INTEGER NOT NULL"),
)
"""Instants are epoch seconds. `shape` is a `domain.impact.shape.Shape`. `verdict` is that
before anything running fails; at an instant after `fails_at` it is `failed`. `next_…` is the
earliest due of the clocks that run."""

CLOCK_COLUMNS = (
    ("ticket", "INTEGER NOT NULL"),
    ("cycle", "INTEGER NOT NULL"),
    ("seq", "INTEGER NOT NULL"),
    ("clock", "TEXT NOT NULL"),
    ("start", "INTEGER"),
    ("due", "INTEGER"),
    ("budget", "INTEGER NOT NULL"),
    ("warn_at", "INTEGER"),
    ("stopped", "INTEGER"),
    ("ended", "INTEGER"),
    ("verdict", "TEXT NOT NULL"),
    ("pauses", "TEXT NOT NULL"),
    ("promise_due", "INTEGER"),
    ("binding", "INTEGER NOT NULL"),
    ("needed", "INTEGER NOT NULL"),
    ("missing", "TEXT NOT NULL"),
    ("calendar", "TEXT NOT NULL"),
)
"""`verdict` is the final one, or empty while the clock runs; `pauses` is `from-until` in epoch
seconds, blanks between; `missing` lists years without holiday data."""

_EVENTS = """
CREATE VIEW events AS
SELECT histories.ticket, item.key AS seq,
  coalesce(item.value ->> '$.id', '') AS id,
  CAST(strftime('%s', item.value ->> '$.at') AS INTEGER) AS at,
  coalesce(item.value ->> '$.by', '') AS "by",
  coalesce(item.value ->> '$.who', '') AS who,
  item.value ->> '$.do' AS "do",
  coalesce(item.value ->> '$.src', '') AS src,
  json_remove(item.value, '$.id', '$.at', '$.by', '$.who', '$.do', '$.src') AS facts
FROM histories, json_each(histories.events) AS item
"""
# One text a ticket instead of a row an event: a rebuild takes a tenth less, a file a third.

_OTHER_TABLES = (
    "CREATE TABLE aka (id TEXT NOT NULL, ticket INTEGER NOT NULL)",
    "CREATE TABLE broken (path TEXT PRIMARY KEY, code TEXT NOT NULL, detail TEXT NOT NULL)",
    "CREATE TABLE histories (ticket INTEGER PRIMARY KEY, events TEXT NOT NULL)",
    _EVENTS,
    "CREATE TABLE names (kind TEXT NOT NULL, id TEXT NOT NULL, zh TEXT NOT NULL, en TEXT NOT NULL)",
    "CREATE TABLE zone_offsets (since INTEGER PRIMARY KEY, seconds INTEGER NOT NULL)",
)

INDEXES = (
    "CREATE INDEX tickets_id ON tickets (id)",
    "CREATE INDEX tickets_open ON tickets (is_open, opened_at)",
    "CREATE INDEX tickets_opened ON tickets (opened_at)",
    "CREATE INDEX tickets_tail ON tickets (num, is_open, closed_at)",
    "CREATE INDEX tickets_unit ON tickets (unit, category) WHERE unit <> ''",
    "CREATE INDEX tickets_place ON tickets (place, category) WHERE place <> ''",
    "CREATE INDEX tickets_updated ON tickets (updated_at, opened_at)",
    "CREATE INDEX tickets_change ON tickets (change)",
    "CREATE INDEX clocks_ticket ON clocks (ticket)",
    "CREATE INDEX clocks_running ON clocks (due) WHERE verdict = ''",
    "CREATE INDEX aka_id ON aka (id)",
    "CREATE INDEX aka_ticket ON aka (ticket)",
)
"""Made after the rows of a rebuild, which is cheaper than keeping them on the way."""


def _table(name: str, columns: tuple[tuple[str, str], ...]) -> str:
    listed = ", ".join(f'"{column}" {kind}' for column, kind in columns)
    return f"CREATE TABLE {name} ({listed})"


def _insert(name: str, columns: tuple[tuple[str, str], ...]) -> str:
    return f"INSERT INTO {name} VALUES ({', '.join('?' * len(columns))})"  # noqa: S608 - our names


TABLES = (
    _table("meta", tuple((name, kind) for name, kind, _ in META)),
    _table("tickets", TICKET_COLUMNS),
    _table("clocks", CLOCK_COLUMNS),
    *_OTHER_TABLES,
)
"""What makes the tables of an empty file."""

PUT_TICKET = _insert("tickets", TICKET_COLUMNS)
PUT_CLOCK = _insert("clocks", CLOCK_COLUMNS)
PUT_HISTORY = "INSERT INTO histories VALUES (?, ?)"
PUT_META = _insert("meta", tuple((name, kind) for name, kind, _ in META))
