"""A ticket's history as lines: when it happened, what, who, and which commit says so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wuye_cli.i18n.catalog import label, sentence
from wuye_cli.render.plain import clean
from wuye_cli.render.tables import table

if TYPE_CHECKING:
    from datetime import tzinfo

LATE_S = 1800
_SHORT = 10
_COLUMNS = ("at", "do", "who", "by", "src", "commit", "committed_at", "lag")


def timeline_rows(timeline: Any, zone: tzinfo) -> tuple[list[str], list[list[str]]]:
    """Return heads and rows of a timeline (`auditing.Timeline`), times in `zone`."""
    rows = []
    for entry in timeline.entries:
        what = label("event", entry.do) if entry.do else entry.subject
        rows.append(
            [
                f"{entry.at.astimezone(zone):%m-%d %H:%M:%S}" if entry.at else "",
                f"({what})" if entry.revoked else what,
                entry.who or entry.by,
                entry.by if entry.who else "",
                entry.src,
                entry.commit[:_SHORT],
                f"{entry.committed_at.astimezone(zone):%m-%d %H:%M:%S}"
                if entry.committed_at
                else "",
                _lag(entry.lag_s),
            ]
        )
    return [sentence(f"col.{name}") for name in _COLUMNS], rows


def _lag(seconds: int | None) -> str:
    """Return how late an event was typed, empty within `LATE_S`."""
    if seconds is None or abs(seconds) <= LATE_S:
        return ""
    minutes = seconds // 60
    return f"{minutes // 60}h{minutes % 60:02d}m"


def timeline_text(timeline: Any, zone: tzinfo, colour: bool = False) -> str:  # noqa: FBT001, FBT002 - what a screen is
    """Return a timeline for people; revoked events stand in brackets."""
    heads, rows = timeline_rows(timeline, zone)
    cells = [[clean(cell) for cell in row] for row in rows]
    return f"{timeline.id}  {clean(timeline.title)}\n" + table(heads, cells, colour=colour)
