"""A blank page of the night book (夜间值班记录): filled in by hand, typed next day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wuye_cli.render.paper.press import draw, text, word
from wuye_cli.render.times import day_text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

ROWS = 13
"""Rows of one page."""
MOST_ROWS = 40 * ROWS
_ESTATE = 60
_WIDTHS = {
    "call": 17, "where": 26, "what": 68, "caller": 43, "went": 27, "arrive": 17, "contain": 21,
    "resolve": 17, "told": 21, "slip": 20,
}  # fmt: skip
"""Column to its millimetres; 277 in all."""
_SHORT = frozenset({"call", "arrive", "contain", "resolve", "slip"})


def night_page(
    templates: Mapping[str, str], estate: str, *, rows: int = ROWS, day: date | None = None
) -> str:
    """Return blank pages of the night book.

    Args:
        templates: Text of every template by name.
        estate: Name of the estate.
        rows: In all; the last page may have fewer.
        day: The night that begins on this day; None leaves it to be written.
    """
    columns = [
        {
            "name": word(f"night.{name}"),
            "example": word(f"night.example.{name}"),
            "width": width,
            "is_short": name in _SHORT,
        }
        for name, width in _WIDTHS.items()
    ]
    facts: dict[str, Any] = {
        "estate": text(estate, _ESTATE),
        "columns": columns,
        "pages": [{"rows": min(ROWS, rows - first)} for first in range(0, rows, ROWS)],
        "date": word("night.date", date=day_text(day)) if day else "",
    }
    return draw(templates, "night", facts)
