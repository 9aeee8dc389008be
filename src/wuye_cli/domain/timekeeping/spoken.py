"""Times as people type them: `09:31`, `0931`, `昨晚23:40`, `周四14:00`, `11-25 18:00`, ISO."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from wuye_cli.domain.errors import CallError

if TYPE_CHECKING:
    from collections.abc import Callable

_DAY_WORDS = {
    "大前天": -3, "前天": -2, "昨天": -1, "昨晚": -1, "昨日": -1, "今天": 0, "今晚": 0, "今早": 0,
    "今日": 0, "明天": 1, "明早": 1, "明晚": 1, "明日": 1, "后天": 2, "大后天": 3,
    "yesterday": -1, "today": 0, "tomorrow": 1,
}  # fmt: skip
_WEEKDAYS = {
    "一": 0, "二": 1, "三": 2, "四": 3, "五": 4, "六": 5, "日": 6, "天": 6,
    "mon": 0, "tue": 1, "wed": 2, "thu": 3, "fri": 4, "sat": 5, "sun": 6,
}  # fmt: skip
_WEEK_PREFIXES = ("下周", "周", "星期", "礼拜")
_EVENING = ("昨晚", "今晚", "明晚", "晚上", "下午")
_NOON = 12
_SMALL_HOURS = 5
"""昨晚0点半 is half an hour after that evening's midnight, 昨晚5点 is five in the afternoon."""
_UNITS = {
    "分钟": "minutes",
    "小时": "hours",
    "天": "days",
    "m": "minutes",
    "h": "hours",
    "d": "days",
}
_FULL_WIDTH = str.maketrans("０１２３４５６７８９：－／　，", "0123456789:-/ ,")


class _Asked(NamedTuple):
    """What a reader is given: the text, the present and in which direction to look."""

    text: str
    now: datetime
    ahead: bool


def parse_moment(text: str, now: datetime, *, ahead: bool = False) -> datetime:
    """Return the instant that `text` means, in the zone of `now`.

    A time alone is today's; a weekday is the next one (this week's coming or last) in the
    direction of `ahead`. `+2h` and `-30m` count from now.

    Args:
        text: What was typed; full-width digits and marks are welcome.
        now: With a zone.
        ahead: The moment lies in the future (an appointment), else in the past (an event).

    Raises:
        CallError: `bad_time` with the text.

    Example:
        >>> from zoneinfo import ZoneInfo
        >>> now = datetime(2026, 11, 24, 8, 3, tzinfo=ZoneInfo("Asia/Shanghai"))
        >>> parse_moment("昨晚2340", now).isoformat()
        '2026-11-23T23:40:00+08:00'
        >>> parse_moment("周四14:00", now, ahead=True).isoformat()
        '2026-11-26T14:00:00+08:00'
    """
    plain = text.strip().translate(_FULL_WIDTH)
    asked = _Asked(plain, now, ahead)
    for reader in _READERS:
        try:
            found = reader(asked)
        except (ValueError, OverflowError):  # beyond the years that there are
            continue
        if found is not None:
            return found
    raise CallError("bad_time", text=text)


def parse_span(text: str, now: datetime) -> tuple[datetime, datetime]:
    """Return a window that lies ahead: `周五14-16`, `11-27 14:00-16:00`, `A/B` in ISO.

    Raises:
        CallError: `bad_time` if it is none, or does not end after it begins.
    """
    plain = text.strip().translate(_FULL_WIDTH)
    if "/" in plain:
        first, _, second = plain.partition("/")
        begin = parse_moment(first, now, ahead=True)
        end: datetime | None = parse_moment(second, begin, ahead=True)
    else:
        head, _, last = plain.rpartition("-")
        if not head:
            raise CallError("bad_time", text=text)
        begin = parse_moment(head, now, ahead=True)
        end = _closing(begin, last)
    if end is None or end <= begin:
        raise CallError("bad_time", text=text)
    return begin, end


def _closing(begin: datetime, text: str) -> datetime | None:
    try:
        return _at_clock(begin, text)
    except OverflowError:
        return None


def _iso(asked: _Asked) -> datetime | None:
    text, now, _ = asked
    if len(text) < len("2026-11-21T0912") or not text[:4].isdigit():
        return None
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    found = found if found.tzinfo else found.replace(tzinfo=now.tzinfo)
    return found.replace(microsecond=0)


def _relative(asked: _Asked) -> datetime | None:
    text, now, _ = asked
    if text in {"now", "现在"}:
        return now.replace(microsecond=0)
    if not text.startswith(("+", "-")):
        return None
    for unit, name in _UNITS.items():
        digits = text[1:].removesuffix(unit)
        if (
            digits != text[1:]
            and digits.isascii()
            and digits.isdigit()
            and len(digits) <= len("9999")
        ):
            delta = timedelta(**{name: int(digits)})
            return (now + delta if text[0] == "+" else now - delta).replace(microsecond=0)
    return None


def _worded_day(asked: _Asked) -> datetime | None:
    text, now, _ = asked
    for word in sorted(_DAY_WORDS, key=len, reverse=True):
        if text.lower().startswith(word):
            day = now + timedelta(days=_DAY_WORDS[word])
            return _on_day(day, text[len(word) :], evening=word in _EVENING)
    return None


def _weekday(asked: _Asked) -> datetime | None:
    text, now, ahead = asked
    lowered = text.lower()
    prefix = next((item for item in _WEEK_PREFIXES if lowered.startswith(item)), "")
    rest = lowered[len(prefix) :]
    for word, number in _WEEKDAYS.items():
        if not rest.startswith(word) or (not prefix and len(word) == 1):
            continue
        shift = (number - now.weekday()) % 7
        if prefix == "下周":
            shift = number - now.weekday() + 7
        day = now + timedelta(days=shift)
        found = _on_day(day, text[len(prefix) + len(word) :])
        if found is None or prefix == "下周":
            return found
        if ahead and found <= now:
            return found + timedelta(days=7)
        return found if ahead or found <= now else found - timedelta(days=7)
    return None


def _dated(asked: _Asked) -> datetime | None:
    """Read `11-25 18:00` or `2026-11-25 18:00`; a date alone is its midnight."""
    text, now, _ = asked
    day_text, _, clock = text.replace("T", " ", 1).partition(" ")
    parts = day_text.split("-")
    if not all(part.isascii() and part.isdigit() and len(part) <= len("2026") for part in parts):
        return None
    numbers = [int(part) for part in parts]
    if len(numbers) == 2:  # noqa: PLR2004 - month and day
        numbers.insert(0, now.year)
    if len(numbers) != 3:  # noqa: PLR2004 - year, month and day
        return None
    try:
        day = now.replace(year=numbers[0], month=numbers[1], day=numbers[2])
    except ValueError:
        return None
    return _on_day(day, clock or "0:00")


def _clock_alone(asked: _Asked) -> datetime | None:
    text, now, _ = asked
    return _on_day(now, text)


def _on_day(day: datetime, text: str, *, evening: bool = False) -> datetime | None:
    """Return a time of that day; after a word for the evening, 1 to 4 are the small hours."""
    rest = text.strip()
    night = evening
    for word in ("上午", "早上", "下午", "晚上"):
        if rest.startswith(word):
            night = night or word == "晚上"
            evening = evening or word in _EVENING
            rest = rest[len(word) :]
    found = _at_clock(day, rest)
    if found is None or not evening or found.date() != day.date() or found.hour > _NOON:
        return found
    if night and (found.hour < _SMALL_HOURS or found.hour == _NOON):
        return found + timedelta(hours=_NOON if found.hour == _NOON else 2 * _NOON)
    return found + timedelta(hours=_NOON) if found.hour < _NOON else found


def _at_clock(day: datetime, text: str) -> datetime | None:
    """Return `day` at a time of day: `9`, `9点`, `9点半`, `09:31`, `0931`, `09:31:05`, `24:00`."""
    plain = text.strip().replace("点半", ":30").replace("点", ":").replace("分", "").rstrip(":")
    parts = plain.split(":")
    if len(parts) == 1 and len(plain) in {3, 4}:
        parts = [plain[:-2], plain[-2:]]
    if not 1 <= len(parts) <= 3 or not all(  # noqa: PLR2004 - hours, minutes, seconds
        part.isascii() and part.isdigit() and len(part) <= len("59") for part in parts
    ):
        return None
    hour, minute, second = (*map(int, parts), 0, 0)[:3]
    midnight = day.replace(hour=0, minute=0, second=0, microsecond=0)
    if (hour, minute, second) == (24, 0, 0):
        return midnight + timedelta(days=1)
    try:
        return midnight.replace(hour=hour, minute=minute, second=second)
    except ValueError:
        return None


_READERS: tuple[Callable[[_Asked], datetime | None], ...] = (
    _iso,
    _relative,
    _worded_day,
    _weekday,
    _dated,
    _clock_alone,
)
