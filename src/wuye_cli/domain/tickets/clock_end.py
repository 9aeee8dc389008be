"""How a clock ends: met, late, attempted, void; a broken one is never healed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wuye_cli.domain.tickets.attempts import enough_attempts
from wuye_cli.domain.tickets.clock_facts import (
    FAILED_LATE,
    FAILED_OPEN,
    MET,
    MET_ATTEMPTED,
    RUNNING,
    VOID,
)

if TYPE_CHECKING:
    from wuye_cli.domain.tickets.clock_course import Course
    from wuye_cli.domain.tickets.clock_plan import ClockPlan

Ending = tuple[str, "int | None"]
"""Final verdict (empty while it runs) and when it became final."""


def end_of(
    course: Course, clock: ClockPlan, start: int, due: int | None, stopped: int | None
) -> Ending:
    """Return how a clock that started has ended, if it has."""
    if due is None and course.setting.imported:
        return VOID, stopped
    if stopped is not None and (due is None or stopped <= due):
        return (VOID if due is None else MET), stopped
    if due is not None and clock.is_visit and "visit_attempt" in course.first:
        policy = course.setting.book.policy
        attempted = enough_attempts(
            (event for event in course.cycle.events if start <= event.instant <= due),
            policy.visit_attempts_required,
            course.setting.book.timezone,
        )
        if attempted is not None:
            return MET_ATTEMPTED, attempted
    if stopped is not None:
        return FAILED_LATE, stopped
    ended = last_end(course, clock)
    if ended is None:
        return RUNNING, None
    return (FAILED_OPEN if due is not None and due < ended else VOID), ended


def last_end(course: Course, clock: ClockPlan) -> int | None:
    """Return when a clock lost its meaning without a stop: the ticket ended, or was resolved.

    A resolved ticket ends the clocks that only work before it could stop; a merged one those that
    follow the other ticket, but not what its own caller is still owed.
    """
    ended = course.over
    if clock.ends_with_work and course.worked is not None:
        ended = course.worked if ended is None else min(ended, course.worked)
    if course.merged is not None and not clock.own_when_merged:
        ended = course.merged if ended is None else min(ended, course.merged)
    return ended
