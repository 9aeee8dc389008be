"""The offsets of a time zone as a short table, so that a reader needs no zone database."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

_FIRST = datetime(1970, 1, 1, tzinfo=UTC)
_LAST_YEAR = 2100
_STEP = timedelta(days=7)


def offsets_of(zone: str) -> list[tuple[int, int]]:
    """Return since when (epoch seconds) which offset (seconds east) holds, from 1970 to 2100.

    A change of the clock that lasts less than a week may be missed; none is known.

    Raises:
        ValueError: If there is no such zone.

    Example:
        >>> offsets_of("Asia/Shanghai")[-1]
        (684867600, 28800)
    """
    try:
        info = ZoneInfo(zone)
    except (KeyError, OSError) as error:
        raise ValueError(zone) from error
    found = [(0, _offset(info, _FIRST))]
    moment = _FIRST
    while moment.year < _LAST_YEAR:
        after = moment + _STEP
        if _offset(info, after) != found[-1][1]:
            found.append(_change(info, moment, after))
        moment = after
    return found


def _offset(info: ZoneInfo, moment: datetime) -> int:
    offset = moment.astimezone(info).utcoffset()
    return int(offset.total_seconds()) if offset is not None else 0


def _change(info: ZoneInfo, before: datetime, after: datetime) -> tuple[int, int]:
    """Return the first second with the offset that holds at `after`."""
    low, high = int(before.timestamp()), int(after.timestamp())
    wanted = _offset(info, after)
    while high - low > 1:
        middle = (low + high) // 2
        if _offset(info, datetime.fromtimestamp(middle, UTC)) == wanted:
            high = middle
        else:
            low = middle
    return high, wanted
