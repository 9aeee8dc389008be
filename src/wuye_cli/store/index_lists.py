"""Lists out of the index: tickets by filters, clocks by due. A small part of the stdlib only."""

from __future__ import annotations

from wuye_cli.store.index_reader import clock_verdict, is_within

TYPE_CHECKING = False
if TYPE_CHECKING:
    from sqlite3 import Connection
    from typing import Any

PAGE = 50
"""Rows of one page of a text."""

LIST_COLUMNS = (
    "id",
    "title",
    "status",
    "kind",
    "tier",
    "category",
    "unit",
    "place",
    "channel",
    "assignee",
    "opened_at",
    "closed_at",
    "next_due",
    "next_clock",
    "next_warn",
    "next_pauses",
    "urges",
    "cycle",
    "standard",
    "provisional",
    "flags",
    "path",
)
_FAILS = "fails_at IS NOT NULL AND fails_at < :now"
_VERDICT = f"CASE WHEN {_FAILS} THEN 'failed' ELSE verdict END"
_SELECT = f"SELECT {', '.join(LIST_COLUMNS)}, {_VERDICT} FROM tickets"  # noqa: S608 - our names

_EQUAL = ("status", "kind", "tier", "assignee", "channel")
_BELOW = {"category": ".", "unit": "-"}
_FLAGS = {
    "overdue": "next_due < :now",
    "unclassified": "category = ''",
    "paused": "is_open = 1 AND next_pauses <> '' AND is_within(next_pauses, :now)",
    "provisional": "provisional = 1",
}
_BOUNDS = {"since": "opened_at >= ", "until": "opened_at < "}

FILTERS = frozenset({*_EQUAL, *_BELOW, *_FLAGS, *_BOUNDS, "place", "all", "search"})
"""What `list_tickets` may be asked for."""

SORTS = {
    "opened": "opened_at DESC, path DESC",
    "oldest": "opened_at, path",
    "due": "next_due IS NULL, next_due, path",
    "updated": "updated_at DESC, path DESC",
    "id": "id, path",
    "unit": "unit, opened_at DESC, path DESC",
}
"""Orders of a list by name."""


def list_tickets(
    db: Connection,
    filters: dict[str, Any],
    now: int,
    *,
    page: int = 1,
    page_size: int | None = PAGE,
    sort: str = "opened",
) -> tuple[list[dict[str, Any]], int]:
    """Return the tickets of a page and how many there are in all.

    Args:
        db: The index; with `search`, the word index must be attached (`index_search`).
        filters: Names of `FILTERS`: texts or lists of texts for `status`, `kind`, `tier`,
            `assignee`, `channel`, `category` (with what is below it), `unit` (with the homes below
            it) and `place` (any part); true for `overdue`, `unclassified`, `paused`, `provisional`
            and `all` (closed ones too); epoch seconds for `since` and `until` of receipt;
            `search` holds the condition of `index_search.condition`. Without `all`, `status` or
            `search` only open tickets are listed.
        now: Epoch seconds, for the verdicts.
        page: Counted from 1.
        page_size: None for all of them.
        sort: A name of `SORTS`.

    Returns:
        Rows with the keys of `LIST_COLUMNS`, `verdict`, and `next_verdict`: that of the clock that
        comes due next, or empty.
    """
    where, values = conditions(filters, now)
    sql = f"{_SELECT}{where} ORDER BY {SORTS[sort]}"
    values["now"] = now
    if "paused" in filters:
        db.create_function("is_within", 2, is_within, deterministic=True)
    if page_size is not None:
        sql += " LIMIT :limit OFFSET :offset"
        values |= {"limit": page_size, "offset": (page - 1) * page_size}
    rows = [_listed(row, now) for row in db.execute(sql, values)]
    if page_size is None:
        return rows, len(rows)
    return rows, _total(db, where, values)


def _listed(row: tuple[Any, ...], now: int) -> dict[str, Any]:
    ticket = dict(zip(LIST_COLUMNS, row))  # noqa: B905 - the verdict follows
    ticket["verdict"] = row[-1]
    due = ticket["next_due"]
    warn_at, pauses = ticket.pop("next_warn"), ticket.pop("next_pauses")
    ticket["next_verdict"] = "" if due is None else clock_verdict("", due, warn_at, pauses, now)
    return ticket


def _total(db: Connection, where: str, values: dict[str, Any]) -> int:
    """Return how many there are; the plain lists have their counts kept in `meta`."""
    kept = {"": "tickets", _OPEN_ONLY: "open"}.get(where)
    sql = f"SELECT {kept} FROM meta" if kept else f"SELECT count(*) FROM tickets{where}"  # noqa: S608 - our names
    row = db.execute(sql, {} if kept else values).fetchone()
    return int(row[0])


_OPEN_ONLY = " WHERE is_open = 1"


def conditions(filters: dict[str, Any], now: int) -> tuple[str, dict[str, Any]]:
    """Return the WHERE part and the values of its names."""
    parts: list[str] = []
    values: dict[str, Any] = {"now": now}
    if not (filters.get("all") or filters.get("status") or filters.get("search")):
        parts.append("is_open = 1")
    for name in _EQUAL:
        parts += _one_of(name, _texts(filters, name), values, f"{name} = :{{0}}")
    for name, joint in _BELOW.items():
        below = f"({name} = :{{0}} OR substr({name}, 1, length(:{{0}}) + 1) = :{{0}} || '{joint}')"
        parts += _one_of(name, _texts(filters, name), values, below)
    parts += _one_of("place", _texts(filters, "place"), values, "instr(place, :{0}) > 0")
    for name, bound in _BOUNDS.items():
        if filters.get(name) is not None:
            values[name] = filters[name]
            parts.append(f"{bound}:{name}")
    parts += [sql for name, sql in _FLAGS.items() if filters.get(name)]
    if filters.get("search"):
        sql, words = filters["search"]
        parts.append(sql)
        values |= words
    return (" WHERE " + " AND ".join(parts) if parts else ""), values


def _texts(filters: dict[str, Any], name: str) -> list[str]:
    wanted = filters.get(name)
    if not wanted:
        return []
    return [wanted] if isinstance(wanted, str) else list(wanted)


def _one_of(name: str, wanted: list[str], values: dict[str, Any], sql: str) -> list[str]:
    """Return a condition that one of the wanted texts fits, its values put under names."""
    alternatives = []
    for at, text in enumerate(wanted):
        values[f"{name}{at}"] = text
        alternatives.append(sql.format(f"{name}{at}"))
    return ["(" + " OR ".join(alternatives) + ")"] if alternatives else []


DUE_COLUMNS = (
    "id",
    "title",
    "status",
    "kind",
    "tier",
    "category",
    "unit",
    "place",
    "assignee",
    "clock",
    "start",
    "due",
    "warn_at",
    "promise_due",
    "binding",
    "missing",
    "cycle",
    "path",
)
_RUNNING = "clocks.verdict = '' AND due IS NOT NULL"
_DUE_NAMES = {"cycle": "clocks.cycle"}
_DUE_SELECT = (
    f"SELECT {', '.join(_DUE_NAMES.get(name, name) for name in DUE_COLUMNS)}, pauses"  # noqa: S608 - our names
    f" FROM clocks JOIN tickets ON n = ticket WHERE {_RUNNING}"
)


def due_rows(
    db: Connection,
    now: int,
    until: int | None = None,
    *,
    assignee: str = "",
    page: int = 1,
    page_size: int | None = PAGE,
) -> tuple[list[dict[str, Any]], int, int]:
    """Return the running clocks by due, the earliest first.

    Args:
        db: The index.
        now: Epoch seconds, for the verdicts.
        until: Only what is due at or before this instant; None for everything that runs.
        assignee: Only tickets that this person holds.
        page: Counted from 1.
        page_size: None for all of them.

    Returns:
        Rows with the keys of `DUE_COLUMNS` (`missing` as a list of years) and `verdict`; how many
        clocks there are in all; how many of them are overdue.
    """
    narrow, values = _narrowed(until, assignee)
    sql = f"{_DUE_SELECT}{narrow} ORDER BY due, clocks.rowid"
    if page_size is not None:
        sql += " LIMIT :limit OFFSET :offset"
        values |= {"limit": page_size, "offset": (page - 1) * page_size}
    rows = [_due_row(row, now) for row in db.execute(sql, values)]
    if not narrow:
        total = int(db.execute("SELECT running FROM meta").fetchone()[0])
    else:
        total = _count_due(db, narrow, values)
    overdue = _count_due(db, f"{narrow} AND due < :now", {**values, "now": now})
    return rows, total, overdue


def _narrowed(until: int | None, assignee: str) -> tuple[str, dict[str, Any]]:
    sql = ""
    values: dict[str, Any] = {}
    if until is not None:
        sql += " AND due <= :until"
        values["until"] = until
    if assignee:
        sql += " AND assignee = :assignee"
        values["assignee"] = assignee
    return sql, values


def _count_due(db: Connection, narrow: str, values: dict[str, Any]) -> int:
    join = " JOIN tickets ON n = ticket" if "assignee" in narrow else ""
    sql = f"SELECT count(*) FROM clocks{join} WHERE {_RUNNING}{narrow}"  # noqa: S608 - our texts
    return int(db.execute(sql, values).fetchone()[0])


def _due_row(row: tuple[Any, ...], now: int) -> dict[str, Any]:
    clock = dict(zip(DUE_COLUMNS, row))  # noqa: B905 - the pauses follow
    clock["verdict"] = clock_verdict("", clock["due"], clock.pop("warn_at"), row[-1], now)
    clock["binding"] = bool(clock["binding"])
    clock["missing"] = [int(year) for year in clock["missing"].split()]
    return clock


_PRICED = (
    "SELECT path FROM tickets JOIN histories ON ticket = n"
    " WHERE updated_at >= ? AND +opened_at < ?"
    ' AND (instr(events, \'"do":"pay"\') > 0 OR instr(events, \'"do":"quote"\') > 0)'
    " ORDER BY path"
)


def priced_paths(db: Connection, since: int, until: int) -> list[str]:
    """Return the paths of the tickets with a price that lived between two instants.

    The rows looked at are those that something happened to since then, whatever the store holds.
    """
    return [row[0] for row in db.execute(_PRICED, (since, until))]
