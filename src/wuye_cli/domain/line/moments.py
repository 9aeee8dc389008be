"""Canonical times of a line as instants; `times` finds them in the text."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from wuye_cli.domain.timekeeping.spoken import parse_moment, parse_span

NOW = "now"
"""Canonical for 刚才, 现在."""


def instant_of(text: str, now: datetime, *, after: datetime | None = None) -> datetime:
    """Return when something happened.

    A clock without a day is today's; where that lies ahead, yesterday's, as the line tells what
    has happened. Behind a time of the same line (`after`) it is the next such clock.

    Raises:
        CallError: `bad_time`.
    """
    if text == NOW:
        return now
    if text[:1] == "-" or len(text) > len("23:59"):
        return _near(parse_moment(text, now), text, now)
    if after is not None:
        found = parse_moment(text, after)
        return found if found >= after else found + timedelta(days=1)
    found = parse_moment(text, now)
    return found if found <= now + timedelta(minutes=5) else found - timedelta(days=1)


def ahead_of(text: str, now: datetime) -> datetime:
    """Return until when something lasts.

    Raises:
        CallError: `bad_time`.
    """
    return now if text == NOW else _near(parse_moment(text, now, ahead=True), text, now)


def span_of(text: str, now: datetime) -> tuple[datetime, datetime]:
    """Return a window ahead.

    Raises:
        CallError: `bad_time`.
    """
    day, _, hours = text.rpartition(" ")
    begin, end = parse_span(f"{day} {hours}".strip(), now)
    near = _near(begin, text, now)
    return near, end + (near - begin)


_DATED = re.compile(r"\d\d-\d\d ")
_HALF_YEAR = timedelta(days=183)


def _near(instant: datetime, text: str, now: datetime) -> datetime:
    """Return a day without a year in the year in which it lies nearest."""
    if not _DATED.match(text) or abs(instant - now) < _HALF_YEAR:
        return instant
    try:
        return instant.replace(year=instant.year + (1 if instant < now else -1))
    except ValueError:  # 29 February
        return instant
