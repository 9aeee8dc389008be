"""Instants as the clock on the wall shows them, without a date library: lists are drawn often."""

from __future__ import annotations

TYPE_CHECKING = False  # as type checkers know it; `typing` itself costs half an interpreter start
if TYPE_CHECKING:
    from collections.abc import Sequence

_DAY_S = 86_400
_ERA_DAYS = 146_097  # days of 400 years
_TO_MARCH_0000 = 719_468  # days from 0000-03-01 to 1970-01-01


class Wall:
    """A zone by its offsets.

    Args:
        offsets: Since when (epoch seconds, ascending) how many seconds east of Greenwich.

    Example:
        >>> Wall([(0, 28800)]).iso(1795223520)
        '2026-11-21T09:12:00+08:00'
    """

    __slots__ = ("_offsets",)

    def __init__(self, offsets: Sequence[tuple[int, int]]) -> None:
        self._offsets = list(offsets) or [(0, 0)]

    def offset(self, instant: int) -> int:
        """Return the seconds east of Greenwich at an instant."""
        found = self._offsets[0][1]
        for since, seconds in reversed(self._offsets):
            if instant >= since:
                return seconds
        return found

    def day(self, instant: int) -> int:
        """Return the local day of an instant, in days since 1970-01-01."""
        return (instant + self.offset(instant)) // _DAY_S

    def date(self, instant: int) -> str:
        """Return the local date, `YYYY-MM-DD`."""
        year, month, day = civil(self.day(instant))
        return f"{year:04}-{month:02}-{day:02}"

    def time(self, instant: int) -> str:
        """Return the local time of day, `HH:MM`."""
        second = (instant + self.offset(instant)) % _DAY_S
        return f"{second // 3600:02}:{second // 60 % 60:02}"

    def iso(self, instant: int) -> str:
        """Return date, time and offset, as ISO 8601 writes them."""
        offset = self.offset(instant)
        second = (instant + offset) % 60
        sign, size = ("-", -offset) if offset < 0 else ("+", offset)
        zone = f"{sign}{size // 3600:02}:{size // 60 % 60:02}"
        return f"{self.date(instant)}T{self.time(instant)}:{second:02}{zone}"


def civil(day: int) -> tuple[int, int, int]:
    """Return year, month and day of a day counted from 1970-01-01.

    Example:
        >>> civil(0), civil(20778)
        ((1970, 1, 1), (2026, 11, 21))
    """
    shifted = day + _TO_MARCH_0000
    era, of_era = divmod(shifted, _ERA_DAYS)
    of_years = (of_era - of_era // 1460 + of_era // 36_524 - of_era // 146_096) // 365
    of_year = of_era - (365 * of_years + of_years // 4 - of_years // 100)
    march_month = (5 * of_year + 2) // 153
    month = march_month + 3 if march_month < 10 else march_month - 9  # noqa: PLR2004 - January
    year = era * 400 + of_years + (1 if month <= 2 else 0)  # noqa: PLR2004 - a year from March
    return year, month, of_year - (153 * march_month + 2) // 5 + 1
