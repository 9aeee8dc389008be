"""Lists of tickets and of dues: drawn for people, and as objects for machines."""

from __future__ import annotations

from wuye_cli.i18n.catalog import label
from wuye_cli.render.tables import Narrow, table
from wuye_cli.render.view import BAD, ROLES, View, word

TYPE_CHECKING = False  # as type checkers know it; `typing` itself costs half an interpreter start
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from wuye_cli.render.tables import Cell

    Row = dict[str, Any]

_LIST_HEADS = ("id", "status", "tier", "where", "title", "assignee", "due", "left")
_DUE_HEADS = ("due", "left", "clock", "id", "status", "where", "title", "assignee")
_LIST_GIVING = ("tier", "left", "status", "assignee", "where")
_DUE_GIVING = ("status", "left", "assignee", "clock", "where")
"""What a narrow terminal shows no more, the first first: the time left follows from the due."""

LIST_KEYS = (
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
    "next_verdict",
    "verdict",
    "urges",
    "cycle",
    "standard",
    "provisional",
    "flags",
    "path",
)
"""Keys of an object of `ticket list --json`, which stay.

Instants (`opened_at`, `closed_at`, `next_due`) are ISO 8601 in the zone of the store, or null.
`next_…` is the clock that comes due next, `next_verdict` pending, warning, paused or failed_open;
`verdict` is that of the ticket: open, met, failed or void. `urges` and `cycle` are numbers,
`provisional` says that `next_due` rests on a year without official holidays, `flags` is a list.
"""

DUE_KEYS = (
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
    "left_s",
    "verdict",
    "promise_due",
    "binding",
    "missing",
    "cycle",
    "path",
)
"""Keys of an object of `due --json`, which stay: one object a running clock.

`start`, `due` and `promise_due` are ISO 8601 in the zone of the store, or null; `left_s` are the
seconds until `due`, negative when it is over; `binding` says that the clock fails the ticket;
`missing` lists the years without official holidays on which the due rests.
"""

_INSTANTS = frozenset({"opened_at", "closed_at", "next_due", "start", "due", "promise_due"})


def tickets_text(
    view: View, rows: Sequence[Row], total: int, *, page: int = 1, page_size: int | None = None
) -> str:
    """Draw a page of tickets with the total below it."""
    if not rows:
        return _with_broken(view, [word("none")])
    drawn = _drawn(view, _LIST_HEADS, _LIST_GIVING, [_ticket_cells(view, row) for row in rows])
    return _with_broken(view, [drawn, "", _footer("page", total, page, page_size)])


def due_text(
    view: View,
    rows: Sequence[Row],
    total: int,
    overdue: int,
    *,
    page: int = 1,
    page_size: int | None = None,
) -> str:
    """Draw a page of running clocks, the earliest due first, with the counts below it."""
    if not rows:
        return _with_broken(view, [word("due.none")])
    drawn = _drawn(view, _DUE_HEADS, _DUE_GIVING, [_due_cells(view, row) for row in rows])
    footer = _footer("due.page", total, page, page_size, overdue=overdue or None)
    return _with_broken(view, [drawn, "", footer])


def _drawn(
    view: View, heads: Sequence[str], giving: Sequence[str], cells: Sequence[Sequence[Cell]]
) -> str:
    return table(
        [word(f"head.{name}") for name in heads],
        cells,
        narrow=Narrow(heads, ("due", "left"), giving),
        columns=view.columns,
        colour=view.colour,
    )


def _footer(
    code: str, total: int, page: int, page_size: int | None, *, overdue: int | None = None
) -> str:
    following = page + 1 if page_size is not None and page * page_size < total else None
    return word(code, total=total, page=page, next=following, overdue=overdue)


def _with_broken(view: View, lines: list[str]) -> str:
    if view.broken:
        lines.append(word("broken", count=view.broken))
    return "\n".join(lines)


def _ticket_cells(view: View, row: Row) -> list[Cell]:
    verdict = row["next_verdict"]
    role = ROLES.get(verdict, "")
    due = view.when(row["next_due"])
    if row["provisional"] and due:
        due = word("provisional", due=due)
    return [
        (row["id"], "id"),
        label("status", row["status"]),
        view.name("tier", row["tier"]),
        row["unit"] or row["place"],
        row["title"],
        view.name("staff", row["assignee"]) or (word("nobody"), "dim"),
        (due, role),
        (_rest(view, row["next_due"], verdict), role),
    ]


def _due_cells(view: View, row: Row) -> list[Cell]:
    verdict = row["verdict"]
    role = ROLES.get(verdict, "")
    due = view.when(row["due"])
    if row["missing"]:
        due = word("provisional", due=due)
    return [
        (due, role),
        (_rest(view, row["due"], verdict), role),
        view.name("clock", row["clock"]),
        (row["id"], "id"),
        label("status", row["status"]),
        row["unit"] or row["place"],
        row["title"],
        view.name("staff", row["assignee"]) or (word("nobody"), BAD if role == BAD else "dim"),
    ]


def _rest(view: View, due: int | None, verdict: str) -> str:
    return label("verdict", "paused") if verdict == "paused" else view.left(due)


def list_objects(view: View, rows: Sequence[Row]) -> list[Row]:
    """Return the objects of `ticket list --json`; their keys are `LIST_KEYS`."""
    return [
        {
            **{key: view.iso(row[key]) if key in _INSTANTS else row[key] for key in LIST_KEYS},
            "provisional": bool(row["provisional"]),
            "flags": row["flags"].split(),
        }
        for row in rows
    ]


def due_objects(view: View, rows: Sequence[Row]) -> list[Row]:
    """Return the objects of `due --json`; their keys are `DUE_KEYS`."""
    return [
        {
            key: row["due"] - view.now
            if key == "left_s"
            else view.iso(row[key])
            if key in _INSTANTS
            else row[key]
            for key in DUE_KEYS
        }
        for row in rows
    ]


def cells(keys: Sequence[str], objects: Sequence[Row]) -> tuple[Sequence[str], list[list[Any]]]:
    """Return heads and rows for CSV from objects; a list becomes one text with blanks."""
    return keys, [[_cell(one[key]) for key in keys] for one in objects]


def _cell(value: Any) -> Any:
    return " ".join(str(item) for item in value) if isinstance(value, list) else value
