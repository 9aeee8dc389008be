"""The days of a due as a table, days alike in a row folded into one line."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from wuye_cli.i18n.catalog import pick, sentence
from wuye_cli.render.tables import table
from wuye_cli.render.times import day_text, hours_text

if TYPE_CHECKING:
    from wuye_cli.domain.tickets.explanation import DayLine, DueWay

_WHOLE_DAY = "00:00-24:00"
_FOLDED_CLOSED = 2
_FOLDED_OPEN = 5
"""So many days alike in a row are shown as one line."""


def way_lines(way: DueWay, *, indent: str, year: int | None, columns: int | None) -> list[str]:
    """Draw the days of a due as an indented table, with the sum under it."""
    if not way.days:
        return []
    paused = way.paused > 0
    heads = ["day", "kind", "windows", "counted", *(["paused"] if paused else []), "total", "left"]
    rows = [row for run in _runs(way.days) for row in _day_rows(run, year, paused=paused)]
    room = None if columns is None else columns - len(indent)
    drawn = table(
        [sentence(f"days.{head}") for head in heads],
        rows,
        right=range(3, len(heads)),
        columns=room,
    )
    total = sentence(
        "days.budget",
        counted=hours_text(sum(line.counted for line in way.days)),
        budget=hours_text(way.budget),
        paused=hours_text(way.paused) if paused else "",
    )
    return [indent + line for line in (*drawn.split("\n"), total)]


def is_round_the_clock(way: DueWay) -> bool:
    """Say whether every day of a due was open throughout."""
    return all(line.windows == (_WHOLE_DAY,) for line in way.days)


def _runs(days: tuple[DayLine, ...]) -> list[list[DayLine]]:
    """Put together days in a row that are alike, where there are enough of them to fold."""
    runs: list[list[DayLine]] = []
    for _, alike in groupby(days, key=_alike):
        run = list(alike)
        least = _FOLDED_OPEN if run[0].counted or run[0].paused else _FOLDED_CLOSED
        runs += [run] if len(run) >= least else [[line] for line in run]
    return runs


def _alike(line: DayLine) -> tuple[object, ...]:
    """Return what must be the same for days to be folded; closed days are alike of any kind."""
    if not line.counted and not line.paused:
        return (line.missing, bool(line.windows))
    return (line.missing, line.kind, line.windows, line.counted, line.paused)


def _day_rows(run: list[DayLine], year: int | None, *, paused: bool) -> list[list[str]]:
    first, last = run[0], run[-1]
    kinds = dict.fromkeys(line.kind for line in run)
    kind = pick("、", ", ").join(sentence(f"daykind.{kind}") for kind in kinds)
    if first.missing:
        kind += sentence("daykind.provisional")
    shown = " ".join(first.windows) or sentence("daykind.closed")
    if len(run) > 1:
        shown = f"{sentence('days.folded', count=str(len(run)))} {shown}"
        begin = f"{first.day:%m-%d}" if first.day.year == year else f"{first.day:%Y-%m-%d}"
        span = f"{begin}…{last.day:%m-%d}"
    else:
        span = day_text(first.day, year)
    counted = [hours_text(sum(line.counted for line in run))]
    if paused:
        counted.append(hours_text(sum(line.paused for line in run)))
    return [[span, kind, shown, *counted, hours_text(last.total), hours_text(last.left)]]
