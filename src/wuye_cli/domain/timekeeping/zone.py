"""Time zones: wall-clock times to instants (epoch seconds) and back to local days."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from functools import lru_cache
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from datetime import tzinfo

EPOCH_ORDINAL = 719_163
"""Ordinal of 1970-01-01, counted like `date.toordinal`."""

DAY = 86_400
"""Seconds of a day without a change of the clock."""

_SETTLED = {"Asia/Shanghai": (8 * 3600, 1992), "UTC": (0, 1970)}
"""Zones whose offset has not moved since the year beside it (China's last summer time: 1991)."""
_NONE = timedelta()


def local(moment: datetime, zone: tzinfo | None) -> datetime:
    """Return a moment as the clocks of a zone show it; on the last day there is, as it is.

    A commit may say of itself that it was made in the year 9999.

    Example:
        >>> local(datetime.max.replace(tzinfo=timezone.utc), timezone(timedelta(hours=8))).year
        9999
    """
    try:
        return moment.astimezone(zone)
    except (OverflowError, ValueError):
        return moment


class Zone(Protocol):
    """Turns wall-clock times of one zone into instants and instants into local days.

    Days are ordinals as of `date.toordinal`, instants are epoch seconds.
    """

    def at(self, ordinal: int, minutes: int) -> int:
        """Return the instant of a wall-clock time, `minutes` after 00:00 of a day (may be > 1440).

        A time that the clock skips counts on with the offset before the change; of a time that
        comes twice the first one is taken (RFC 5545, section 3.3.5).
        """

    def ordinal(self, instant: int) -> int:
        """Return the local day of an instant."""


class FixedZone:
    """A zone with one offset for ever, in seconds east of Greenwich.

    Example:
        >>> FixedZone(28_800).at(EPOCH_ORDINAL, 480)
        0
    """

    __slots__ = ("_epoch",)

    def __init__(self, offset: int) -> None:
        self._epoch = EPOCH_ORDINAL * DAY + offset

    def at(self, ordinal: int, minutes: int) -> int:
        """Return the instant of a wall-clock time of a day."""
        return ordinal * DAY + minutes * 60 - self._epoch

    def ordinal(self, instant: int) -> int:
        """Return the local day of an instant."""
        return (instant + self._epoch) // DAY


class RuledZone:
    """A zone of the tz database, with every change of its clock."""

    __slots__ = ("_tz",)

    def __init__(self, tz: tzinfo) -> None:
        self._tz = tz

    def at(self, ordinal: int, minutes: int) -> int:
        """Return the instant of a wall-clock time of a day."""
        days, rest = divmod(minutes, 1440)
        hour, minute = divmod(rest, 60)
        ordinal += days
        wall = datetime.fromordinal(ordinal).replace(hour=hour, minute=minute, tzinfo=self._tz)
        offset = self._tz.utcoffset(wall) or _NONE
        east = offset.days * DAY + offset.seconds
        return (ordinal - EPOCH_ORDINAL) * DAY + rest * 60 - east

    def ordinal(self, instant: int) -> int:
        """Return the local day of an instant."""
        return datetime.fromtimestamp(instant, self._tz).toordinal()


@lru_cache(maxsize=64)
def zone_for(name: str, year: int) -> Zone:
    """Return the zone of that name, as it is good for `year` and later years.

    Args:
        name: An IANA name, such as `Asia/Shanghai`.
        year: The first year that is asked for.

    Raises:
        ValueError: If there is no such zone.

    Example:
        >>> zone_for("Asia/Shanghai", 2026).ordinal(0) == EPOCH_ORDINAL
        True
    """
    offset, since = _SETTLED.get(name, (0, year + 1))
    if year >= since:
        return FixedZone(offset)
    # Only foreign zones and old years need the tz database: its import costs more than a due.
    from zoneinfo import ZoneInfo  # noqa: PLC0415 - see the line above

    try:
        return RuledZone(ZoneInfo(name))
    except (KeyError, OSError) as error:  # a folder of the database raises OSError
        raise ValueError(name) from error


@lru_cache(maxsize=64)
def tzinfo_for(name: str) -> tzinfo:
    """Return what shows instants of our days in the zone of that name.

    A zone that has settled gets its one offset, which spares a command the tz database; instants of
    the years before it settled are shown with that offset too.

    Raises:
        ValueError: If there is no such zone.

    Example:
        >>> datetime(2026, 3, 13, tzinfo=tzinfo_for("Asia/Shanghai")).isoformat()
        '2026-03-13T00:00:00+08:00'
    """
    if name in _SETTLED:
        return timezone(timedelta(seconds=_SETTLED[name][0]))
    from zoneinfo import ZoneInfo  # noqa: PLC0415 - as in `zone_for`

    try:
        return ZoneInfo(name)
    except (KeyError, OSError) as error:
        raise ValueError(name) from error


def is_zone(name: str) -> bool:
    """Tell whether the tz database knows a zone of that name.

    Example:
        >>> is_zone("Asia/Shanghai"), is_zone("Asia"), is_zone("../etc/passwd")
        (True, False, False)
    """
    if name in _SETTLED:
        return True
    try:
        zone_for(name, 1)
    except ValueError:
        return False
    return True


def local_ordinal(instant: int, name: str) -> int:
    """Return the local day of an instant in the zone of that name.

    Raises:
        ValueError: If there is no such zone.
    """
    settled = _SETTLED.get(name)
    # A day's margin: the first hours of a settled year may be the year before by Greenwich.
    if settled is not None and instant >= (settled[1] - 1969) * 366 * DAY:
        return zone_for(name, settled[1]).ordinal(instant)
    return zone_for(name, 1).ordinal(instant)
