"""Tables on a terminal: a quick one for lists, and tabulate's for reports."""

from __future__ import annotations

from wuye_cli.render.colour import paint
from wuye_cli.render.plain import clean, clip
from wuye_cli.render.width import width

TYPE_CHECKING = False  # as type checkers know it; `typing` itself costs half an interpreter start
if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

Cell = str | tuple[str, str]
"""A text, or a text with the role of its colour."""

GUTTER = "  "
_NARROWEST = 6
_READABLE = 12
"""What a column wants to keep of a longer text before another one gives way to it."""


class Narrow:
    """How a table yields to a narrow terminal.

    Args:
        heads: Names of its columns.
        whole: Names of those that say nothing once they are cut: times, figures.
        giving: Names of those that may go where there is no room, the first one first.
    """

    __slots__ = ("giving", "whole")

    def __init__(self, heads: Sequence[str], whole: Sequence[str], giving: Sequence[str]) -> None:
        self.whole = [heads.index(name) for name in whole]
        self.giving = [heads.index(name) for name in giving]


def table(
    heads: Sequence[str],
    rows: Sequence[Sequence[Cell]],
    *,
    right: Collection[int] = (),
    narrow: Narrow | None = None,
    columns: int | None = None,
    colour: bool = False,
) -> str:
    """Draw aligned columns, two spaces apart, without a trailing newline.

    Args:
        heads: Titles of the columns; a row may not be longer.
        rows: Cells; every text is cleaned here.
        right: Indexes of the columns to align to the right.
        narrow: What a narrow terminal shows no more, and what it shows whole.
        columns: Room on the terminal; in wider tables columns give way, then the widest are cut,
            but never those with the role `id`, which people type back. None for no end.
        colour: Whether the roles of cells show.
    """
    lines = [[(head, "head", width(head)) for head in heads]]
    lines += [[_cell(cell) for cell in row] for row in rows]
    sizes = [0] * len(heads)
    for line in lines:
        for index, (_, _, size) in enumerate(line):
            sizes[index] = max(sizes[index], size)
    if columns is not None and sum(sizes) + len(GUTTER) * (len(sizes) - 1) > columns:
        uncut = {at for line in lines for at, (_, role, _) in enumerate(line) if role == "id"}
        uncut.update(narrow.whole if narrow else ())
        kept = _kept(sizes, columns, uncut, narrow.giving if narrow else ())
        uncut = {at for at, column in enumerate(kept) if column in uncut}
        right = {at for at, column in enumerate(kept) if column in right}
        lines = [[line[column] for column in kept if column < len(line)] for line in lines]
        room = columns - len(GUTTER) * (len(kept) - 1)
        sizes = fit([sizes[column] for column in kept], room, uncut)
    return "\n".join(_line(line, sizes, right, colour=colour) for line in lines)


def _kept(
    sizes: Sequence[int], columns: int, whole: Collection[int], giving: Sequence[int]
) -> list[int]:
    """Return the indexes of the columns that stay, so that what stays can be read."""
    kept = list(range(len(sizes)))
    for column in giving:
        least = (sizes[at] if at in whole else min(sizes[at], _READABLE) for at in kept)
        if sum(least) + len(GUTTER) * (len(kept) - 1) <= columns:
            break
        kept.remove(column)
    return kept


def fit(sizes: list[int], room: int, whole: Collection[int] = ()) -> list[int]:
    """Cut the widest columns until all fit into `room`; none below a readable rest.

    Args:
        sizes: Width of each column.
        room: Width of all of them together.
        whole: Indexes of columns that are not cut.

    Example:
        >>> fit([10, 40, 20], 50), fit([10, 40, 20], 50, {1})
        ([10, 20, 20], [6, 40, 6])
    """
    fitted = list(sizes)
    excess = sum(fitted) - room
    while excess > 0:
        widest, at = max(
            ((size, -index) for index, size in enumerate(fitted) if index not in whole),
            default=(0, 0),
        )
        at = -at
        if widest <= _NARROWEST:
            break
        rest = [fitted[index] for index in range(len(fitted)) if index not in {at, *whole}]
        floor = max(_NARROWEST, *rest) if rest else _NARROWEST
        cut = min(excess, max(1, widest - floor))
        fitted[at] -= cut
        excess -= cut
    return fitted


def report_table(
    heads: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    right: Collection[int] = (),
    style: str = "simple",
) -> str:
    """Draw the table of a report with tabulate; numbers are texts, already formed by the caller.

    Args:
        heads: Titles of the columns.
        rows: Cells; every text is cleaned here.
        right: Indexes of the columns to align to the right.
        style: A table format of tabulate, such as `simple` or `github`.
    """
    # Local, because lists share this room and tabulate costs ten interpreter starts.
    from tabulate import tabulate  # noqa: PLC0415 - kept off the hot path

    return tabulate(
        [[clean(cell) for cell in row] for row in rows],
        headers=[clean(head) for head in heads],
        tablefmt=style,
        disable_numparse=True,
        colalign=["right" if i in right else "left" for i in range(len(heads))] if rows else None,
    )


def _cell(cell: Cell) -> tuple[str, str, int]:
    """Return a cell's text, the role of its colour, and its columns, measured once."""
    text, role = (cell, "") if isinstance(cell, str) else cell
    text = clean(text)
    return text, role, width(text)


def _line(
    line: Sequence[tuple[str, str, int]],
    sizes: Sequence[int],
    right: Collection[int],
    *,
    colour: bool,
) -> str:
    pieces = []
    last = len(line) - 1
    for index, (text, role, size) in enumerate(line):
        room = sizes[index]
        shown = text if size <= room else clip(text, room)
        pad = " " * (room - (size if size <= room else width(shown)))
        painted = paint(shown, role, on=True) if colour and role else shown
        if index in right:
            pieces.append(pad + painted)
        else:
            pieces.append(painted if index == last else painted + pad)
    return GUTTER.join(pieces).rstrip(" ")
