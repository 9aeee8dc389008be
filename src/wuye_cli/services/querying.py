"""Questions in SQL, put to the index read-only."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wuye_cli.store.index_views import list_views, run_sql

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wuye_cli.services.desk import Desk

    Answer = tuple[Sequence[str], Sequence[tuple[Any, ...]]]


def query(desk: Desk, sql: str) -> Answer:
    """Return column names and rows of a query on the committed state.

    Raises:
        CallError: `bad_sql` if it is no query, does not fit the views or runs over its time.
    """
    return run_sql(desk.index().db, sql, int(desk.now().timestamp()))


def views() -> Answer:
    """Return the views with their columns and what they mean."""
    return ("view", "column", "含义", "meaning"), list_views()
