"""The clocks of a ticket: when each started, is due and stopped. Derived, never stored as truth.

Facts do not depend on the time of asking; `judging` says what they mean at an instant.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wuye_cli.domain.tickets.clock_course import Course, Figures
from wuye_cli.domain.tickets.clock_facts import (
    FAILED_LATE,
    FAILED_OPEN,
    MET,
    MET_ATTEMPTED,
    NOT_STARTED,
    RUNNING,
    VOID,
    ClockFacts,
    Facts,
    Setting,
    Term,
)
from wuye_cli.domain.tickets.clock_run import run_clock

if TYPE_CHECKING:
    from wuye_cli.domain.tickets.standing import Standing

__all__ = [
    "FAILED_LATE",
    "FAILED_OPEN",
    "MET",
    "MET_ATTEMPTED",
    "NOT_STARTED",
    "RUNNING",
    "VOID",
    "ClockFacts",
    "Facts",
    "Setting",
    "Term",
    "clock_facts",
]


def clock_facts(standing: Standing, setting: Setting) -> Facts:
    """Return what is known of every clock of a ticket.

    Raises:
        YearMissingError: In strict mode, if a due rests on a year without holiday data.
        NotFoundError: If a limit names a calendar that `setting` does not know.
    """
    found: list[ClockFacts] = []
    stricter: Figures = {}
    cycles = standing.cycles
    last = len(cycles)
    for cycle in cycles:
        reopened = None if cycle.number == last else cycles[cycle.number].opened.instant
        course = Course(cycle, setting, reopened, stricter)
        if course.grades:
            for plan in course.clocks().values():
                facts = run_clock(course, plan)
                if facts is not None:
                    found.append(facts)
            grade = course.grades[-1]
            stricter = grade.limits or grade.stricter
    return Facts(clocks=tuple(found))
