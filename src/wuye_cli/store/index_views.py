"""`wuye sql`: documented views over the index, and running a query that can only read."""

from __future__ import annotations

import sqlite3
from time import monotonic
from typing import Any, NamedTuple

from wuye_cli.domain.errors import CallError
from wuye_cli.store.index_reader import is_within

TIMEOUT_S = 60
MOST_ROWS = 1_000_000
_STEPS_BETWEEN_LOOKS = 100_000
_LONGEST_VALUE = 64 << 20

_AT = "datetime({0} + (SELECT seconds FROM zone_offsets WHERE since <= {0} ORDER BY since DESC LIMIT 1), 'unixepoch')"  # noqa: E501 - one SQL expression
_TICKET = "tickets.id AS id"
_NOW_VERDICT = (
    "CASE WHEN fails_at IS NOT NULL AND fails_at < {now} THEN 'failed' ELSE tickets.verdict END"
)
_CLOCK_VERDICT = """CASE
 WHEN clocks.verdict <> '' THEN clocks.verdict WHEN due IS NULL THEN 'pending'
 WHEN due < {now} THEN 'failed_open' WHEN pauses <> '' AND is_within(pauses, {now}) THEN 'paused'
 WHEN warn_at IS NOT NULL AND warn_at <= {now} THEN 'warning' ELSE 'pending' END"""


class Column(NamedTuple):
    """A column of a view: its name, how it is made, and what it holds in Chinese and English."""

    name: str
    sql: str
    zh: str
    en: str


def _as_is(name: str, zh: str, en: str, of: str = "tickets") -> Column:
    return Column(name, f'{of}."{name}"', zh, en)


def _instant(name: str, zh: str, en: str, of: str = "tickets") -> Column:
    return Column(name, _AT.format(f'{of}."{name}"'), f"{zh}（本地时间）", f"{en} (local time)")


_HEAD = (
    _as_is("id", "工单号", "id of the ticket"),
    _as_is("title", "事由", "title"),
    _as_is("status", "状态", "status"),
    _as_is("kind", "种类", "kind"),
    _as_is("tier", "响应等级", "tier in force"),
    _as_is("category", "类别", "category, empty if unclassified"),
    _as_is("unit", "房号", "home"),
    _as_is("place", "公共部位", "common part"),
    _as_is("channel", "渠道", "channel"),
    _as_is("first_asked", "首问责任人", "who was asked first"),
    _as_is("assignee", "承办人", "who holds it"),
    _instant("opened_at", "受理时间", "received at"),
    _instant("closed_at", "结束时间", "ended at"),
    _as_is("cycle", "第几轮", "number of the running cycle"),
    _as_is("first_pass", "未重开过为 1", "1 if never reopened"),
    _as_is("urges", "有效催办次数", "urges that count"),
    _as_is("standard", "受理时的标准版本", "version of the tiers at receipt"),
    Column("verdict", _NOW_VERDICT, "结论：open met failed void", "open, met, failed or void"),
    Column("next_due", _AT.format("next_due"), "最近的期限（本地时间）", "next due (local time)"),
    _as_is("next_clock", "最近到期的时钟", "clock that comes due next"),
    _as_is("flags", "标记", "flags"),
    _as_is("words", "原话", "the caller's words"),
    _as_is("path", "文件", "file"),
)
_CLOCK = (
    Column("id", "tickets.id", "工单号", "id of the ticket"),
    _as_is("cycle", "第几轮", "cycle", "clocks"),
    _as_is("clock", "时钟", "clock", "clocks"),
    _instant("start", "起算", "started at", "clocks"),
    _instant("due", "期限", "due", "clocks"),
    _instant("stopped", "停表", "stopped at", "clocks"),
    Column("verdict", _CLOCK_VERDICT, "结论", "verdict now"),
    Column("late_s", "max(coalesce(stopped, ended, {now}) - due, 0)", "超时秒数", "seconds late"),
    _as_is("binding", "计入本单为 1", "1 if it fails the ticket", "clocks"),
    _as_is("tier", "响应等级", "tier in force"),
    _as_is("kind", "种类", "kind"),
    _as_is("category", "类别", "category"),
    _as_is("assignee", "承办人", "who holds it"),
    _instant("opened_at", "受理时间", "received at"),
)
_EVENT = (
    Column("id", "tickets.id", "工单号", "id of the ticket"),
    _as_is("seq", "第几条，从 0 起", "position, from 0", "events"),
    Column("event", "events.id", "事件号", "id of the event"),
    _instant("at", "发生时间", "when it happened", "events"),
    _as_is("do", "步骤", "kind of event", "events"),
    _as_is("by", "记录人", "who typed it", "events"),
    _as_is("who", "经办人，空为记录人", "who did it, if another", "events"),
    _as_is("src", "凭据", "evidence", "events"),
    _as_is("facts", "其余内容（JSON）", "all else, as JSON", "events"),
)
_FROM_CLOCKS = "clocks JOIN tickets ON n = clocks.ticket"

VIEWS: dict[str, tuple[str, tuple[Column, ...]]] = {
    "v_tickets": ("tickets", _HEAD),
    "v_open": ("tickets WHERE is_open = 1", _HEAD),
    "v_clocks": (_FROM_CLOCKS, _CLOCK),
    "v_due": (f"{_FROM_CLOCKS} WHERE clocks.verdict = '' AND due IS NOT NULL", _CLOCK),
    "v_verdicts": (
        f"{_FROM_CLOCKS} WHERE binding = 1 AND clocks.verdict NOT IN ('void', 'not_started')",
        _CLOCK,
    ),
    "v_events": ("events JOIN tickets ON n = events.ticket", _EVENT),
}
"""Views by name: what they are made from, and their columns. Names and columns stay."""


def list_views() -> list[tuple[str, str, str, str]]:
    """Return view, column and what it holds in Chinese and English, in order."""
    return [
        (name, column.name, column.zh, column.en)
        for name, (_, columns) in VIEWS.items()
        for column in columns
    ]


def make_views(db: sqlite3.Connection, now: int) -> None:
    """Make the views for this connection alone.

    Args:
        db: An index, for reading.
        now: Epoch seconds, for verdicts.
    """
    db.create_function("is_within", 2, is_within, deterministic=True)
    for name, (source, columns) in VIEWS.items():
        made = ", ".join(f'{column.sql} AS "{column.name}"' for column in columns)
        db.execute(f"DROP VIEW IF EXISTS temp.{name}")
        db.execute(f"CREATE TEMP VIEW {name} AS SELECT {made} FROM {source}".format(now=now))  # noqa: S608 - our own texts


def run_sql(
    db: sqlite3.Connection, text: str, now: int, *, timeout_s: float = TIMEOUT_S
) -> tuple[list[str], list[tuple[Any, ...]]]:
    """Run one query that can only read, and return its columns and rows.

    Args:
        db: An index, opened for reading.
        text: One SELECT, as a person typed it.
        now: Epoch seconds, for verdicts.
        timeout_s: Longest run.

    Raises:
        CallError: `bad_sql`, if it does anything but read, is wrong, too long or too large.
    """
    db.execute("PRAGMA query_only = OFF")
    make_views(db, now)
    db.execute("PRAGMA query_only = ON")
    db.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST_VALUE)
    db.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
    db.set_authorizer(_authorize)
    until = monotonic() + timeout_s
    db.set_progress_handler(lambda: monotonic() > until, _STEPS_BETWEEN_LOOKS)
    try:
        cursor = db.execute(text)
        rows = cursor.fetchmany(MOST_ROWS + 1)
    except (sqlite3.Error, sqlite3.Warning, ValueError, OverflowError) as error:
        raise CallError("bad_sql", reason=str(error)) from error
    finally:
        db.set_progress_handler(None, 0)
        db.set_authorizer(None)
    if cursor.description is None:
        raise CallError("bad_sql", reason="SELECT")
    if len(rows) > MOST_ROWS:
        raise CallError("bad_sql", reason=f"> {MOST_ROWS}")
    return [column[0] for column in cursor.description], rows


_READING = frozenset({sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_RECURSIVE})
_REFUSED_FUNCTIONS = frozenset({"load_extension", "fts3_tokenizer", "randomblob", "zeroblob"})


def _authorize(
    action: int, _: str | None, second: str | None, __: str | None, ___: str | None
) -> int:
    """Allow reading and harmless functions; everything else is refused before it runs."""
    if action in _READING:
        return sqlite3.SQLITE_OK
    if action == sqlite3.SQLITE_FUNCTION and second not in _REFUSED_FUNCTIONS:
        return sqlite3.SQLITE_OK
    return sqlite3.SQLITE_DENY
