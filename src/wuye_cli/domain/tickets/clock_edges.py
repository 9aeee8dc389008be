"""Where a clock starts and where it stops: which of a cycle's events count for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wuye_cli.domain.tickets.clock_course import Course
    from wuye_cli.domain.tickets.clock_plan import ClockPlan


def start_of(course: Course, clock: ClockPlan, stop: int | None) -> int | None:
    """Return what starts a clock, or None if it has not started.

    Of several kinds the first that happened counts, unless only a later one lies before the stop;
    a kind that stops another clock of the tier is waited for.
    """
    fallback = None
    waits = course.grades[-1].tier.stopping
    for kind in clock.starts:
        at = instant_of(course, kind)
        if at is not None:
            if stop is None or at <= stop:
                return at
            fallback = fallback or at
        elif stop is None and kind in waits and kind not in course.setting.unasked:
            break
    return fallback


def first_stop(course: Course, clock: ClockPlan) -> int | None:
    """Return the first event of the cycle that stops a clock, if there is one."""
    first = course.first if clock.human else course.first_any
    kinds = clock.stops if course.setting.reporter else clock.stops_unrung
    found = None
    for kind in kinds:
        if kind in first and (found is None or first[kind] < found):
            found = first[kind]
    return found


def later_stop(course: Course, clock: ClockPlan, start: int) -> int | None:
    """Return the first stop at or after the start; the first one of all was noted before it."""
    kinds = clock.stops if course.setting.reporter else clock.stops_unrung
    later = [
        event.instant
        for event in course.cycle.events
        if event.do in kinds and not (event.auto and clock.human) and event.instant >= start
    ]
    return min(later, default=None)


def is_unasked(course: Course, clock: ClockPlan, stop: int | None) -> bool:
    """Whether the flow asks for none of what stops a clock, or not for the step it is named after.

    Nobody owes a reply to an anonymous slip, though the answer on the board would stop that clock.
    """
    unasked = course.setting.unasked
    if clock.id in unasked and not clock.is_visit and clock.id not in course.first_any:
        return True
    kinds = clock.stops if course.setting.reporter else clock.stops_unrung
    return stop is None and unasked.issuperset(kinds)


def is_waited_for(course: Course, clock: ClockPlan, start: int) -> bool:
    """Whether a start is of a kind that the tier asks for, so that nothing ran before it."""
    waits = course.grades[-1].tier.stopping
    return any(
        kind in waits and kind not in course.setting.unasked
        for kind in clock.starts
        if instant_of(course, kind) == start
    )


def instant_of(course: Course, kind: str) -> int | None:
    """Return when a kind of event first happened; nothing done, as declined, counts as the end."""
    if kind == "receive":
        return course.received
    at = course.first.get(kind)
    return course.first.get("decline") if at is None and kind == "resolve" else at
