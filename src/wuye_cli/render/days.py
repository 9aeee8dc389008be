"""The day at a glance: counts, what comes due next, and what wants attention."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from wuye_cli.i18n.catalog import label, sentence
from wuye_cli.render.colour import paint
from wuye_cli.render.plain import clean
from wuye_cli.render.tables import Narrow, table

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_LISTED = 10
_REMARKS = (
    ("hand_edits", "status.hand_edits"),
    ("broken", "status.broken"),
    ("faults", "status.faults"),
)


def day_text(
    day: Mapping[str, Any],
    now: datetime,
    columns: int | None = None,
    *,
    colour: bool = False,
    name: Callable[[str, str], str] = label,
) -> str:
    """Return the day for people.

    Args:
        day: `workspace.Day` as a mapping.
        now: The present, in the estate's zone.
        columns: Room on the terminal, None for no end.
        colour: Whether to colour.
        name: What the estate calls a value of a kind: `View.name`, as lists have it.
    """
    counts = {name: day[name] for name in ("open", "soon", "unclassified", "paused")}
    late = day["overdue"]
    first = sentence("status.first", estate=clean(day["estate"]), at=f"{now:%Y-%m-%d %H:%M}")
    lines = [first, sentence("status.counts", **counts)]
    if late:
        lines.append(paint(sentence("status.overdue", count=late), "bad", on=colour))
    if day["next_dues"]:
        lines += ["", _dues(day["next_dues"], now, columns, colour=colour, name=name)]
    if any(kind == "conflict" for _, kind in day["hand_edits"]):
        lines += ["", paint(sentence("conflict.of_git"), "bad", on=colour)]
    if day["way_back"]:
        told = sentence("status.no_branch", command=clean(day["way_back"]))
        lines += ["", paint(told, "bad", on=colour)]
    for field, code in _REMARKS:
        lines += _remarks(day[field], code)
    lines += ["", _backup(day, now, colour=colour)]
    return "\n".join(lines)


def _dues(
    rows: list[Mapping[str, Any]],
    now: datetime,
    columns: int | None,
    *,
    colour: bool,
    name: Callable[[str, str], str],
) -> str:
    cells = []
    for row in rows:
        due = datetime.fromisoformat(row["due"])
        role = "bad" if due < now else ""
        cells.append(
            (
                (row["id"], "id"),
                clean(row["unit"] or row["place"]),
                clean(row["title"]),
                name("clock", row["clock"]),
                (f"{due:%m-%d %H:%M}", role),
                clean(row["assignee"]),
            )
        )
    return table(
        [sentence(f"col.{name}") for name in _DUE_HEADS],
        cells,
        narrow=Narrow(_DUE_HEADS, ("due",), ("who", "clock", "where")),
        columns=columns,
        colour=colour,
    )


_DUE_HEADS = ("id", "where", "title", "clock", "due", "who")


def _backup(day: Mapping[str, Any], now: datetime, *, colour: bool) -> str:
    """Return one line about the last backup; in colour if it is too old."""
    last = day["backup"]
    if last is None:
        text = sentence("status.no_backup")
    else:
        at = datetime.fromisoformat(str(last["at"])).astimezone(now.tzinfo)
        known = {"at": f"{at:%Y-%m-%d %H:%M}", "days": last["days"], "place": clean(last["place"])}
        text = sentence("status.late_backup" if day["backup_late"] else "status.backup", **known)
    return paint(text, "bad", on=colour) if day["backup_late"] else text


def _remarks(items: list[tuple[str, str]], code: str) -> list[str]:
    """Return a heading with the first few items below it, nothing if there are none."""
    if not items:
        return []
    shown = [f"  {clean(path)}  {clean(kind)}" for path, kind in items[:_LISTED]]
    more = len(items) - len(shown)
    if more:
        shown.append("  " + sentence("status.more", count=more))
    return ["", sentence(code, count=len(items)), *shown]
