"""Markdown for a comment on a merge request: the worst first, cut to what GitHub takes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wuye_cli.i18n.catalog import catalog, fill
from wuye_cli.render.plain import clean
from wuye_cli.render.reports.item import by_level

if TYPE_CHECKING:
    from wuye_cli.render.reports.item import Item, Sheet

LONGEST = 65_536
"""Characters of a comment on GitHub; GitLab takes more."""
_ROOM_FOR_END = 200
_LONGEST_CELL = 1000
_MOST_GAPS = 20
_MEANT = str.maketrans(
    {mark: f"\\{mark}" for mark in "\\`*_[]|~$"}
    | {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
    # a name after @ would call that person, a number after # or ! link another matter
    | {"@": "&#64;", "#": "&#35;", "!": "&#33;"}
)
_PLAIN_PATH = re.compile(r"[A-Za-z0-9_./:-]+\Z")


def markdown(sheet: Sheet, *, longest: int = LONGEST) -> str:
    """Return a report as Markdown of at most `longest` characters.

    What does not fit is left out from the end, and its number is said.
    """
    words = catalog("reports")
    head = f"### {plain(sheet.title)}\n\n"
    if sheet.summary:
        head += f"{plain(sheet.summary)}\n"
    head += _gaps(sheet)
    items = by_level(sheet.items)
    if not items:
        return head.rstrip("\n") + "\n"
    heads = (words["level"], words["rule"], words["place"], words["message"])
    table = f"\n| {' | '.join(heads)} |\n|---|---|---|---|\n"
    rows, room = [], longest - len(head) - len(table) - _ROOM_FOR_END
    for item in items:
        row = _row(item)
        room -= len(row)
        if room < 0:
            break
        rows.append(row)
    end = ""
    if left := len(items) - len(rows):
        end = "\n" + fill(words["left"], {"count": str(left)}) + "\n"
    return head + (table if rows else "") + "".join(rows) + end


def _gaps(sheet: Sheet) -> str:
    if not sheet.unchecked:
        return ""
    words, gaps = catalog("reports"), sorted(sheet.unchecked)
    lines = [
        f"- **{plain(fill(words['unchecked'], {'path': path, 'reason': reason}))[:_LONGEST_CELL]}**"
        for path, reason in gaps[:_MOST_GAPS]
    ]
    if len(gaps) > _MOST_GAPS:
        lines.append(f"- {fill(words['left'], {'count': str(len(gaps) - _MOST_GAPS)})}")
    return "\n" + "\n".join(lines) + "\n"


def plain(text: str) -> str:
    r"""Return a text in which no character is markup, mentions anyone or links anything.

    Example:
        >>> plain("<b> |a*b* @li #3")
        '&lt;b&gt; \\|a\\*b\\* &#64;li &#35;3'
    """
    # an address would be made a link
    return clean(text).translate(_MEANT).replace("://", "&#58;//").replace("www.", "www&#46;")


def _row(item: Item) -> str:
    words = catalog("reports")
    level = words.get(f"level.{item.own_level or item.level}", item.own_level or item.level)
    place = f"`{item.place}`" if _PLAIN_PATH.match(item.place) else plain(item.place)
    said = (
        item.message if len(item.message) <= _LONGEST_CELL else item.message[:_LONGEST_CELL] + "…"
    )
    return f"| {plain(level)} | {plain(item.code)} | {place} | {plain(said)} |\n"
