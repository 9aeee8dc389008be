"""When in the week callers wait longer than before, or on which days of the year."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from wuye_cli.domain.comparing.course import A_DAY, A_WEEK, STEP, days_of
from wuye_cli.domain.timekeeping.calendar import WEEKDAYS

if TYPE_CHECKING:
    from collections.abc import Sequence

_MOST = 6
"""Spans told; more than that are joined, or the rest is left out."""


def when(old: Sequence[int], new: Sequence[int], years: tuple[int, ...]) -> list[dict[str, Any]]:
    """Return the spans of arrivals that wait longer on the new side.

    A span of the week is told if half of its weeks or more are concerned; failing any, the days
    of the year are. `least` and `most` are seconds; `from` and `to` are `fri 17:00` or a date.
    """
    more = [after - before for before, after in zip(old, new, strict=True)]
    weekly = _weekly(more, days_of(years[0])[0])
    return weekly or _dated(more, years)


def _weekly(more: list[int], first_day: int) -> list[dict[str, Any]]:
    shift = date.fromordinal(first_day).weekday() * A_DAY
    usual = [_middle(more[(slot - shift) % A_WEEK :: A_WEEK]) for slot in range(A_WEEK)]
    if not any(value > 0 for value in usual):
        return []
    calm = next((slot for slot, value in enumerate(usual) if value <= 0), 0)
    runs = _runs(usual, calm, equal=True)
    if len(runs) > _MOST:
        runs = _runs(usual, calm, equal=False)
    return [
        {
            "from": _slot(start),
            "to": _slot(end),
            "least": min(values),
            "most": max(values),
        }
        for start, end, values in sorted(runs, key=lambda run: (-max(run[2]), run[0]))[:_MOST]
    ]


def _runs(usual: list[int], calm: int, *, equal: bool) -> list[tuple[int, int, list[int]]]:
    """Return the runs of slots that wait longer, going round the week from a calm slot."""
    runs: list[tuple[int, int, list[int]]] = []
    for step in range(len(usual)):
        slot = (calm + step) % len(usual)
        value = usual[slot]
        if value <= 0:
            continue
        joins = runs and runs[-1][1] == slot and step > 0
        if joins and (not equal or runs[-1][2][-1] == value):
            start, _, values = runs[-1]
            runs[-1] = (start, (slot + 1) % len(usual), [*values, value])
        else:
            runs.append((slot, (slot + 1) % len(usual), [value]))
    return runs


def _dated(more: list[int], years: tuple[int, ...]) -> list[dict[str, Any]]:
    days = [day for year in years for day in days_of(year)]
    hurt = [
        (day, positive)
        for at, day in enumerate(days)
        if (positive := [value for value in more[at * A_DAY : (at + 1) * A_DAY] if value > 0])
    ]
    spans: list[tuple[int, int, list[int]]] = []
    for day, values in hurt:
        if spans and spans[-1][1] == day - 1:
            first, _, before = spans[-1]
            spans[-1] = (first, day, before + values)
        else:
            spans.append((day, day, values))
    return [
        {
            "from": date.fromordinal(first).isoformat(),
            "to": date.fromordinal(last).isoformat(),
            "least": min(values),
            "most": max(values),
        }
        for first, last, values in sorted(spans, key=lambda span: (-max(span[2]), span[0]))[:_MOST]
    ]


def _middle(values: list[int]) -> int:
    """Return the lower middle value: what half of the weeks or more reach."""
    ordered = sorted(values)
    return ordered[(len(ordered) - 1) // 2]


def _slot(slot: int) -> str:
    day, rest = divmod(slot, A_DAY)
    return f"{WEEKDAYS[day]} {rest * STEP // 60:02}:{rest * STEP % 60:02}"
