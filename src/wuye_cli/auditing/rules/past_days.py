"""G042 of calendars: a day that is over becomes a day of rest, and what was late is in time."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from wuye_cli.auditing.judge import Plain, finding
from wuye_cli.domain.timekeeping.calendar import EXCEPTION

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from wuye_cli.auditing.commit import Commit
    from wuye_cli.auditing.judge import Past
    from wuye_cli.checking.finding import Finding
    from wuye_cli.domain.timekeeping.calendar import Calendar

_HOURS = ("standards/calendars/", "standards/holidays/")
_BACK = 730
"""So many days back are looked at; no ticket of longer ago is still argued about."""
_SHOWN = 5


class PastDays(Plain):
    """Looks at every revision of calendars and holidays, by the day on which it was made.

    A year that was not announced before may be filled in at any time, and the hours of the week, of
    make-up days and of days of rest may change: only a day that becomes of another kind is told, or
    one that is named with other hours of its own.
    """

    codes = ("G042",)

    def see(self, commit: Commit, past: Past) -> Iterator[Finding]:
        """Judge a commit; a merge brings revisions that were judged where they were made."""
        touched = [one.path for one in commit.changes if one.path.startswith(_HOURS)]
        if not touched or len(commit.parents) != 1:
            return
        before, after = past.rules(), past.rules_after()
        if before is None or after is None:
            return
        for name in sorted(before.calendars.keys() & after.calendars.keys()):
            days = list(_revised(before.calendars[name], after.calendars[name], past.day))
            if days:
                shown = [one.isoformat() for one in days[:_SHOWN]]
                told: dict[str, Any] = {"calendar": name, "days": shown, "count": len(days)}
                yield finding("G042", commit, path=touched[0], what="calendar", **told)
                return


def _revised(before: Calendar, after: Calendar, until: date) -> Iterator[date]:
    """Yield the days before a day that are another now, the latest first."""
    for back in range(1, _BACK):
        day = until - timedelta(days=back)
        (was, hours), (now, others) = before.resolve(day), after.resolve(day)
        is_of_its_own = was != now or now == EXCEPTION
        if is_of_its_own and hours != others and before.is_announced(day.year):
            yield day
