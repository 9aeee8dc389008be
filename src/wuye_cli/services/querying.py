"""Questions in SQL, put to the index read-only."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wuye_cli.store.index_sql import VIEWS, run_sql

if TYPE_CHECKING:
    from wuye_cli.services.desk import Desk

    Answer = tuple[list[str], list[tuple[Any, ...]]]


def query(desk: Desk, sql: str) -> Answer:
    """Return column names and rows of a query on the committed state.

    Raises:
        CallError: `bad_sql` if it is no query or does not fit the views, `sql_too_long` if it runs
            over its time.
    """
    desk.index()
    return run_sql(desk.store, sql, now=int(desk.now().timestamp()))


def views() -> Answer:
    """Return the views with their columns and what they mean."""
    rows = [
        (view.name, column.name, column.zh, column.en) for view in VIEWS for column in view.columns
    ]
    return ["view", "column", "含义", "meaning"], [tuple(row) for row in rows]
