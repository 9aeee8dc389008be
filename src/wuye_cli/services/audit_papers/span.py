"""Which commits belong to a period: by their place in history, not by the date they claim alone.

The line of first parents is walked from the beginning. A period begins behind the last commit that
stands before the first one dated at or after its first day, and ends likewise. So each commit is in
exactly one period, also one with a false date, and one that another desk handed in late is in the
period in which it arrived.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import msgspec

from wuye_cli.auditing.periods import Period
from wuye_cli.domain.errors import NotFoundError
from wuye_cli.store import revisions
from wuye_cli.store.history import commits

if TYPE_CHECKING:
    from datetime import date

    from wuye_cli.services.desk import Desk


class Span(msgspec.Struct, frozen=True, kw_only=True):
    """A period of the store.

    Attributes:
        begins: First moment of its first day in the estate's zone.
        ends: First moment after its last day.
        since: Last commit before it, "" if it begins with the first.
        until: Its last commit.
        open: It is not over at the last commit of the history that was asked for.
    """

    period: Period
    begins: datetime
    ends: datetime
    since: str
    until: str
    open: bool


def midnight(desk: Desk, day: date) -> datetime:
    """Return the first moment of a day in the estate's zone."""
    return datetime(day.year, day.month, day.day, tzinfo=desk.zone)


def span_of(desk: Desk, period: Period, at: str = "") -> Span:
    """Return the commits of a period.

    Args:
        desk: The desk.
        period: The days.
        at: What stands for the end of history; HEAD if empty.

    Raises:
        CallError: `unknown_state`.
        NotFoundError: `audit.nothing_then`, if no commit is of that period.
        UncheckableError: `shallow_clone`.
    """
    if revisions.is_shallow(desk.store):
        raise revisions.shallow(at)
    tip = revisions.resolve(desk.store, at or revisions.HEAD)
    begins = midnight(desk, period.first)
    ends = midnight(desk, period.last + timedelta(days=1))
    since = until = ""
    has_begun = is_over = False
    for one in reversed(list(commits(desk.store, until=tip, first_parent=True))):
        has_begun = has_begun or one.committed >= begins
        if one.committed >= ends:
            is_over = True
            break
        if not has_begun:
            since = one.commit
        until = one.commit
    if not until or until == since:
        raise NotFoundError("audit.nothing_then", period=period.name)
    return Span(period=period, begins=begins, ends=ends, since=since, until=until, open=not is_over)
