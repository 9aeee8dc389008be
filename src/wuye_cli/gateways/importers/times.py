"""Times in the cells of a sheet: wall clocks of one zone, or instants that name their own."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import tzinfo

END = "end"
"""A time without an hour stands for the end of its day; else for its beginning."""
ISO = "iso"
EPOCH = "epoch"
EXCEL = "excel"
"""Names in place of a format of `strptime`: ISO 8601, seconds (or milliseconds) since 1970, days of
a spreadsheet since 1899-12-30."""

DEFAULT_FORMATS = (
    ISO,
    "%Y-%m-%d %H:%M:%S",
    "%Y-%m-%d %H:%M",
    "%Y/%m/%d %H:%M:%S",
    "%Y/%m/%d %H:%M",
    "%Y/%m/%d",
    "%Y.%m.%d %H:%M",
    "%Y.%m.%d",
    "%Y年%m月%d日 %H:%M",
    "%Y年%m月%d日%H时%M分",
    "%Y年%m月%d日",
)
"""Tried in this order where a mapping names no format; month and day never change places."""

BAD = "bad_time"
SKIPPED = "time_skipped"
TWICE = "time_twice"

_SHEET_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - a wall clock, its zone is the mapping's
_MOST_SHEET_DAYS = 2_958_466
_MILLISECONDS_FROM = 10**11
_MOST_SECONDS = 10**10
_DAY_END = timedelta(hours=23, minutes=59, seconds=59)


class Moment(NamedTuple):
    """A time as read.

    Attributes:
        at: The instant in the zone of the store, whole seconds; None if there is none.
        issue: `bad_time`, `time_skipped` (the clock jumped over it), `time_twice`, or empty.
        later: The second instant of a time that comes twice; None otherwise.
    """

    at: datetime | None
    issue: str = ""
    later: datetime | None = None


NOTHING = Moment(None)


class TimeReader:
    """Reads the times of one field.

    A wall-clock time that the clock skips counts on with the offset before the change, and of one
    that comes twice the first is taken (RFC 5545, section 3.3.5), as everywhere in this program.

    Args:
        formats: Of `strptime`, or `iso`, `epoch`, `excel`; empty for the usual ones.
        zone: Zone of wall-clock times, an IANA name.
        shown: Zone of the results.
        day: What a time without an hour stands for: `start` or `end` of the day.
    """

    def __init__(self, formats: Sequence[str], zone: str, shown: tzinfo, day: str = "") -> None:
        self._parsers: list[tuple[Callable[[Any], datetime], bool]] = []
        for form in tuple(formats) or DEFAULT_FORMATS:
            if form in _FORMS:
                self._parsers.append((_FORMS[form], True))
            has_hour = any(mark in form for mark in _HOURS)
            if form == ISO or form not in _FORMS:
                self._parsers.append((parser_of(_DAYS.get(form, form)), has_hour))
        self._zone = ZoneInfo(zone)
        self._shown = shown
        self._at_end = day == END

    def read(self, value: Any) -> Moment:
        """Return the moment of a cell: a text, a number, or a time of a workbook."""
        if isinstance(value, str):
            value = value.strip()
        if value in ("", None):
            return NOTHING
        try:
            return self._placed(self._wall(value))
        except (ValueError, OverflowError, OSError):
            return Moment(None, BAD)

    def _wall(self, value: Any) -> datetime:
        if isinstance(value, datetime):
            return value
        if isinstance(value, date):
            return self._day(datetime(value.year, value.month, value.day))  # noqa: DTZ001 - wall
        for parse, has_hour in self._parsers:
            try:
                found = parse(value)
            except (ValueError, TypeError):
                continue
            return found if has_hour else self._day(found)
        raise ValueError(value)

    def _day(self, found: datetime) -> datetime:
        return found + _DAY_END if self._at_end else found

    def _placed(self, wall: datetime) -> Moment:
        if wall.tzinfo is not None:
            return Moment(self._in_store(wall))
        first = wall.replace(tzinfo=self._zone, fold=0)
        second = first.replace(fold=1)
        before, after = first.utcoffset(), second.utcoffset()
        if before == after:
            return Moment(self._in_store(first))
        if before is not None and after is not None and before < after:
            return Moment(self._in_store(first), SKIPPED)
        return Moment(self._in_store(first), TWICE, self._in_store(second))

    def _in_store(self, moment: datetime) -> datetime:
        return moment.astimezone(self._shown).replace(microsecond=0, fold=0)


def parser_of(form: str) -> Callable[[Any], datetime]:
    """Return what reads wall clocks of a format of `strptime`.

    The usual directives are read by a pattern of ours, at a quarter of the cost; `%p` also knows
    the Chinese words. Any other directive is left to `strptime`.

    Example:
        >>> parser_of("%Y/%m/%d %p %I:%M")("2026/1/5 下午 3:07").isoformat()
        '2026-01-05T15:07:00'
    """
    pieces = re.split(r"(%.)", form)
    if any(piece not in _PARTS for piece in pieces[1::2]) or len(set(pieces[1::2])) < len(
        pieces[1::2]
    ):
        return lambda value: datetime.strptime(str(value), form)  # noqa: DTZ007 - see TimeReader
    pattern = re.compile(
        "".join(
            _PARTS[piece] if number % 2 else r"\s+".join(map(re.escape, re.split(r"\s+", piece)))
            for number, piece in enumerate(pieces)
        ),
        re.IGNORECASE | re.ASCII,
    )
    match = pattern.fullmatch

    def parse(value: Any) -> datetime:
        found = match(str(value))
        if found is None:
            raise ValueError(value)
        return _built(found.groupdict())

    return parse


def _built(parts: dict[str, str]) -> datetime:
    hour = int(parts.get("H") or 0)
    if "I" in parts:
        hour = int(parts["I"])
        if not 1 <= hour <= _NOON:
            raise ValueError(hour)
        late = (parts.get("p") or "").lower() in _LATE
        hour = hour % _NOON + (_NOON if late else 0)
    year, month, day = int(parts.get("Y") or 1900), int(parts.get("m") or 1), parts.get("d") or 1
    minute, second = int(parts.get("M") or 0), int(parts.get("S") or 0)
    return datetime(year, month, int(day), hour, minute, second)  # noqa: DTZ001 - a wall clock


def _iso(value: Any) -> datetime:
    text = str(value)
    if len(text) < len("2015-01-01T00"):
        raise ValueError(text)  # a bare day goes through the formats, which know its end
    return datetime.fromisoformat(text)


def _epoch(value: Any) -> datetime:
    number = float(value)
    if abs(number) >= _MILLISECONDS_FROM:
        number /= 1000
    if not abs(number) < _MOST_SECONDS:
        raise ValueError(value)
    return datetime.fromtimestamp(int(number), UTC)


def _sheet_days(value: Any) -> datetime:
    days = float(value)
    if not 0 < days < _MOST_SHEET_DAYS:
        raise ValueError(value)
    return _SHEET_EPOCH + timedelta(seconds=round(days * 86_400))


_FORMS: dict[str, Callable[[Any], datetime]] = {ISO: _iso, EPOCH: _epoch, EXCEL: _sheet_days}
_DAYS = {ISO: "%Y-%m-%d"}
_NOON = 12
_LATE = frozenset({"pm", "下午", "晚上"})
_PARTS = {
    "%Y": r"(?P<Y>\d{4})",
    "%m": r"(?P<m>\d{1,2})",
    "%d": r"(?P<d>\d{1,2})",
    "%H": r"(?P<H>\d{1,2})",
    "%I": r"(?P<I>\d{1,2})",
    "%M": r"(?P<M>\d{1,2})",
    "%S": r"(?P<S>\d{1,2})(?:\.\d{1,9})?",
    "%p": r"(?P<p>am|pm|上午|下午|早上|晚上)",
}
_HOURS = ("%H", "%I", "%c", "%X", "%s")


def is_format(text: str) -> bool:
    """Tell whether a mapping may name this format.

    Example:
        >>> is_format("iso"), is_format("%Y-%m-%d"), is_format("yyyy-mm-dd")
        (True, True, False)
    """
    return text in _FORMS or "%" in text
