"""The duty card (值班卡): who is called in which order, whom outside, what is done first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from wuye_cli.domain.timekeeping.calendar import DAY_MINUTES, WEEKDAYS, Windows

if TYPE_CHECKING:
    from collections.abc import Iterable


class Call(msgspec.Struct, frozen=True, kw_only=True):
    """One place in the order of calling.

    Attributes:
        who: A role of `policy.yaml`, or the id of one member of the staff.
        when: In which case, in words.
        hours: When they can be reached, by weekday, Monday first; None where that is not said.
    """

    who: str
    hours: tuple[Windows, ...] | None = None
    when: str = ""
    when_en: str = ""


class Contact(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody outside the team.

    Attributes:
        phone: As it is dialled; empty until the estate has filled it in.
        purpose: What for (`for` in the file).
    """

    id: str
    label: str = ""
    label_en: str = ""
    phone: str = ""
    purpose: str = ""
    purpose_en: str = ""


class Danger(msgspec.Struct, frozen=True, kw_only=True):
    """What is done first when a danger is reported; `id` is its category.

    Attributes:
        steps: In order, before anybody else arrives.
        call: Contacts to ring, in order.
    """

    id: str
    steps: tuple[str, ...] = ()
    steps_en: tuple[str, ...] = ()
    call: tuple[str, ...] = ()


class DutyBook(msgspec.Struct, frozen=True, kw_only=True):
    """All of `standards/duty.yaml`; keyed parts in the order of the file."""

    order: tuple[Call, ...] = ()
    contacts: dict[str, Contact] = {}
    dangers: dict[str, Danger] = {}


def uncovered(weeks: Iterable[tuple[Windows, ...]]) -> list[str]:
    """Return the spans of a week that none of several lists of hours covers.

    Args:
        weeks: Each the windows by weekday, Monday first; a window may run past midnight.

    Example:
        >>> day = ((0, 1440),)
        >>> uncovered([(day, day, day, day, day, ((0, 120), (480, 1440)), day)])
        ['sat 02:00-08:00']
    """
    week = len(WEEKDAYS) * DAY_MINUTES
    there = bytearray(week)
    for days in weeks:
        for number, windows in enumerate(days):
            for start, end in windows:
                for minute in range(number * DAY_MINUTES + start, number * DAY_MINUTES + end):
                    there[minute % week] = 1
    found: list[str] = []
    at = 0
    while (begin := there.find(0, at)) >= 0:
        end = there.find(1, begin)
        at = end if end >= 0 else week
        found.append(f"{_moment(begin)}-{_until(begin, at)}")
    return found


def _moment(minute: int) -> str:
    day, rest = divmod(minute, DAY_MINUTES)
    return f"{WEEKDAYS[day]} {rest // 60:02d}:{rest % 60:02d}"


def _until(begin: int, end: int) -> str:
    """Return the end of a span: the time alone where it is of the day on which it began."""
    day, rest = divmod(end, DAY_MINUTES)
    if rest == 0:
        day, rest = day - 1, DAY_MINUTES
    clock = f"{rest // 60:02d}:{rest % 60:02d}"
    return clock if day == begin // DAY_MINUTES else f"{WEEKDAYS[day]} {clock}"
