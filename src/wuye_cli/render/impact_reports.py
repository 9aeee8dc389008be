"""The impact of a change beside its comparison: in a comment on a merge request, on a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wuye_cli.i18n.catalog import sentence
from wuye_cli.render.impact_pages import Table, parts
from wuye_cli.render.plain import clean, clip
from wuye_cli.render.reports.markdown import plain
from wuye_cli.render.reports.markup import element, escaped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wuye_cli.domain.impact.outcome import Impact
    from wuye_cli.render.impact_pages import Part
    from wuye_cli.render.tables import Cell
    from wuye_cli.render.view import View

LONGEST = 30_000
"""Characters in a comment; the changes themselves need the rest of what a comment takes."""
_CELL = 120


def markdown(
    impact: Impact,
    view: View,
    *,
    by: Sequence[str] = ("tier",),
    named: str = "",
    longest: int = LONGEST,
) -> str:
    """Return an impact as Markdown; parts that do not fit are left out, which is said."""
    whole = f"### {plain(sentence('impact.title'))}\n"
    cut = f"\n{plain(sentence('impact.cut'))}\n"
    for part in parts(impact, view, by=by, named=named):
        written = _markdown(part)
        if len(whole) + len(written) + len(cut) > longest:
            return whole + cut
        whole += written
    return whole


def _markdown(part: Part) -> str:
    """Return a part; a blank line stands around tables, and around lists."""
    written, before = "", ""
    for one in part:
        kind = "table" if isinstance(one, Table) else "item" if one.startswith("- ") else "line"
        written += "" if kind == before == "item" else "\n"
        before = kind
        if isinstance(one, Table):
            written += _rows(one)
        else:
            mark = "- " if kind == "item" else ""
            written += f"{mark}{plain(one.removeprefix('- ').strip())}\n"
    return written


def _rows(one: Table) -> str:
    rules = ["---:" if at in one.right else "---" for at in range(len(one.heads))]
    rows = [[plain(clip(_text(cell), _CELL)) for cell in row] for row in one.rows]
    heads = [plain(head) or " " for head in one.heads]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in (heads, rules, *rows))


def html(
    impact: Impact, view: View, *, by: Sequence[str] = ("tier",), named: str = ""
) -> list[str]:
    """Return an impact as elements of a page."""
    found = [element("h2", escaped(sentence("impact.title")))]
    for part in parts(impact, view, by=by, named=named):
        for one in part:
            if isinstance(one, Table):
                found.append(_element(one))
            else:
                found.append(element("p", escaped(clean(one))))
    return found


def _element(one: Table) -> str:
    heads = element("tr", *(element("th", escaped(clean(head)), " ") for head in one.heads))
    rows = (
        element("tr", *(element("td", escaped(clean(_text(cell))), " ") for cell in row))
        for row in one.rows
    )
    return element("table", element("thead", heads), *rows)


def _text(cell: Cell) -> str:
    return cell if isinstance(cell, str) else cell[0]
