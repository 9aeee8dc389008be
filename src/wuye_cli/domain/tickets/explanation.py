"""Explanations (说明): how a due came about, day by day, in figures of the engine alone."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import msgspec

from wuye_cli.domain.timekeeping.calendar import format_window
from wuye_cli.domain.timekeeping.due import due as due_of
from wuye_cli.domain.timekeeping.due import walk

if TYPE_CHECKING:
    from collections.abc import Callable

    from wuye_cli.domain.tickets.clocks import ClockFacts, Term
    from wuye_cli.domain.timekeeping.calendar import Calendar
    from wuye_cli.domain.timekeeping.due import Due, Pauses
    from wuye_cli.domain.timekeeping.limit import Limit


class DayLine(msgspec.Struct, frozen=True, kw_only=True):
    """What one local day gave to a due.

    Attributes:
        kind: One of `calendar.DAY_KINDS`.
        windows: As a standard writes them.
        counted: Open seconds that counted.
        paused: Open seconds in which the clock stood still.
        total: Seconds counted up to the end of this day.
        left: Seconds of the budget that are left after it.
        missing: The year has no official holiday data.
    """

    day: date
    kind: str
    windows: tuple[str, ...]
    counted: int
    paused: int
    total: int
    left: int
    missing: bool


class DueWay(msgspec.Struct, frozen=True, kw_only=True):
    """The way from a start to a due.

    Attributes:
        limit: As written; empty for a fixed time.
        calendar: Empty for a fixed time.
        zone: Zone of the days.
        budget: Seconds of open time in the limit (of a fixed time: seconds until it).
        days: None for a fixed time.
        missing: Years without official holiday data that the due rests on.
    """

    start: datetime
    due: datetime
    budget: int
    limit: str = ""
    calendar: str = ""
    zone: str = ""
    days: tuple[DayLine, ...] = ()
    missing: tuple[int, ...] = ()

    @property
    def is_fixed(self) -> bool:
        """Whether the due is a time that was agreed, not a limit that was counted."""
        return not self.limit

    @property
    def paused(self) -> int:
        """Open seconds in which the clock stood still."""
        return sum(line.paused for line in self.days)


def moment(instant: int, zone: str) -> datetime:
    """Return epoch seconds as an instant in a zone."""
    return datetime.fromtimestamp(instant, UTC).astimezone(ZoneInfo(zone))


def way_of(calendar: Calendar, start: int, limit: Limit, pauses: Pauses = ()) -> DueWay:
    """Explain a due of pure arithmetic; years without holiday data are taken leniently.

    Args:
        calendar: Whose open time counts.
        start: Epoch seconds.
        limit: How much time there is.
        pauses: When the clock stands still.

    Raises:
        NeverOpenError: If the calendar does not open often enough.
        ArithmeticError: If the days do not add up to the budget; that is a bug.
    """
    found = due_of(calendar, start, limit, pauses)
    return DueWay(
        start=moment(start, calendar.zone),
        due=moment(found.at, calendar.zone),
        budget=found.budget,
        limit=str(limit),
        calendar=calendar.id,
        zone=calendar.zone,
        days=_days(calendar, start, found, pauses),
        missing=found.missing,
    )


def _days(calendar: Calendar, start: int, found: Due, pauses: Pauses) -> tuple[DayLine, ...]:
    lines: list[DayLine] = []
    total = 0
    for used in walk(calendar, start, found.at, pauses):
        total += used.counted
        lines.append(
            DayLine(
                day=used.day,
                kind=used.kind,
                windows=tuple(format_window(window) for window in used.windows),
                counted=used.counted,
                paused=used.paused,
                total=total,
                left=found.budget - total,
                missing=used.missing,
            )
        )
    if total != found.budget:
        raise ArithmeticError(f"{calendar.id}: the days give {total} s, the due {found.budget} s")
    return tuple(lines)


def deciding_term(
    facts: ClockFacts, calendar: Callable[[str], Calendar], zone: str
) -> tuple[Term, DueWay] | None:
    """Return the term that set the due of a clock, with its way; None if there is no due.

    Args:
        facts: What is known of the clock.
        calendar: Resolves the names of calendars in its terms.
        zone: In which fixed times are told.
    """
    for term, way in ways_of(facts, calendar, zone):
        if int(way.due.timestamp()) == facts.due:
            return term, way
    return None


def ways_of(
    facts: ClockFacts, calendar: Callable[[str], Calendar], zone: str
) -> list[tuple[Term, DueWay]]:
    """Return every term of a clock with the due that it alone would give."""
    found: list[tuple[Term, DueWay]] = []
    for term in facts.terms:
        if term.fixed is not None:
            way = DueWay(
                start=moment(term.start, zone),
                due=moment(term.fixed, zone),
                budget=max(term.fixed - term.start, 0),
            )
            found.append((term, way))
        elif term.limit is not None:
            way = way_of(calendar(term.calendar), term.start, term.limit, facts.pauses)
            found.append((term, way))
    return found
