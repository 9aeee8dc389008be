"""From a cell as some program saved it to the text that means the same, or to why it cannot be."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from wuye_cli.domain.errors import CallError
from wuye_cli.domain.tickets.price_list import plain_price
from wuye_cli.domain.timekeeping.spoken import parse_moment
from wuye_cli.gateways.sheets.model import LONGEST_CELL
from wuye_cli.services.wording import one_line

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from wuye_cli.gateways.sheets.model import Cell, Column

_DAY_ZERO = datetime(1899, 12, 30)  # noqa: DTZ001 - Excel counts local days
_SERIALS = (36_526, 73_051)
"""Numbers that a spreadsheet means as days of the years 2000 to 2099."""
_MOBILE = 11
_MINUTE = "%Y-%m-%dT%H:%M"


class Reader(NamedTuple):
    """What cells are read against.

    Attributes:
        now: In the estate's zone.
        went_out: When the sheet went out; words such as 昨晚 are only understood on that day.
        shown: Key of a column to what its drop-down showed, and the id of each.
        named: Key of a column to what finds an id by other names; raises `CallError`.
        tidied: Key of a column to what brings a text into its usual form; raises `CallError`.
    """

    now: datetime
    went_out: str
    shown: Mapping[str, Mapping[str, str]]
    named: Mapping[str, Callable[[str], str]]
    tidied: Mapping[str, Callable[[str], str]]

    def text_of(self, column: Column, cell: Cell) -> str:
        """Return the text that a cell means; it is empty for an empty cell.

        Raises:
            CallError: `sheet.formula`, `sheet.error`, `sheet.number`, `sheet.date`, `sheet.day`,
                `bad_price`, `bad_time`, or what the finder of names says.
        """
        if cell.trouble:
            raise CallError(f"sheet.{cell.trouble}")
        value = cell.value
        if value is None or (isinstance(value, str) and not value.strip()):
            return ""
        return _READERS[column.kind](self, column, value)


def shown_text(text: str) -> str:
    """Return a text as a cell holds it: one line, and no longer than a cell."""
    return one_line(text)[:LONGEST_CELL]


def as_seen(value: Any) -> str:
    """Return whatever a cell holds as people see it."""
    if isinstance(value, float):
        return _digits(value)
    return "" if value is None else str(value)


def as_saved_anew(text: str) -> str:
    """Return what some programs make of a text with `_x0041_` in it: the letter of that number."""
    if "_x" not in text:
        return text
    return shown_text(re.sub(r"_x([0-9A-Fa-f]{4})_", lambda found: chr(int(found[1], 16)), text))


def moment_text(moment: datetime | None) -> str:
    """Return a moment in its zone to the minute."""
    return moment.strftime(_MINUTE) if moment is not None else ""


def amount_text(text: str) -> str:
    """Return an amount without idle zeros, so that 12.50 and 12.5 are the same; other texts stay.

    Example:
        >>> amount_text("12.50"), amount_text("80"), amount_text("")
        ('12.5', '80', '')
    """
    try:
        return f"{Decimal(plain_price(text)).normalize():f}" if text else ""
    except CallError:
        return text


def require_today(went_out: str, now: datetime) -> None:
    """Refuse words such as 昨晚 in a sheet of another day: nobody knows from which day they count.

    Raises:
        CallError: `sheet.day`.
    """
    if went_out[:10] != now.date().isoformat():
        raise CallError("sheet.day")


# -- one kind of column at a time -----------------------------------------------------------------


def _plain(_reader: Reader, column: Column, value: Any) -> str:
    """Read a text; a number or a date in its place has lost what the text said."""
    if isinstance(value, (date, time, timedelta)):
        raise CallError("sheet.date")
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        raise CallError("sheet.number")
    if isinstance(value, str):
        return shown_text(value)
    text = _digits(value)
    if column.exact and not (len(text) == _MOBILE and text[0] == "1" and text.isdigit()):
        raise CallError("sheet.number", value=text)
    return text


def _text(reader: Reader, column: Column, value: Any) -> str:
    text = _plain(reader, column, value)
    tidy = reader.tidied.get(column.key)
    return tidy(text) if tidy and text else text


def _choice(reader: Reader, column: Column, value: Any) -> str:
    text = _plain(reader, column, value)
    found = reader.shown.get(column.key, {}).get(text)
    if found is not None:
        return found
    find = reader.named.get(column.key)
    return find(text) if find else text


def _amount(_reader: Reader, _column: Column, value: Any) -> str:
    if isinstance(value, (bool, date, time, timedelta)):
        raise CallError("bad_price", value=str(value))
    text = value if isinstance(value, str) else _digits(value)
    return amount_text(plain_price(text))


def _moment(reader: Reader, _column: Column, value: Any) -> str:
    found = _whole_moment(value)
    if found is not None:
        return moment_text(found)
    text = _clock(value) if isinstance(value, (datetime, time, timedelta)) else _said(value)
    if not text[:4].isdigit() or text[4:5] not in {"-", "/"}:
        require_today(reader.went_out, reader.now)
    return moment_text(parse_moment(text.replace("/", "-"), reader.now))


def _day(_reader: Reader, _column: Column, value: Any) -> str:
    found = _whole_moment(value)
    if found is not None:
        return found.date().isoformat()
    text = _said(value).replace("/", "-").replace("年", "-").replace("月", "-").rstrip("日")
    try:
        year, month, day = (int(part) for part in text.split("-"))
        return date(year, month, day).isoformat()
    except ValueError as error:
        raise CallError("bad_time", text=str(value)) from error


def _whole_moment(value: Any) -> datetime | None:
    """Return a moment that has its day: a date, or the number that a spreadsheet keeps for it."""
    if isinstance(value, datetime):
        return _to_the_minute(value) if value.year > _DAY_ZERO.year + 1 else None
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day)  # noqa: DTZ001 - as Excel
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    if is_number and _SERIALS[0] <= value < _SERIALS[1]:
        return _to_the_minute(_DAY_ZERO + timedelta(days=float(value)))
    return None


def _to_the_minute(moment: datetime) -> datetime:
    """Return the minute that a sheet shows; a fraction of a day is never quite that."""
    near = moment + timedelta(seconds=1)
    return near.replace(second=0, microsecond=0)


def _clock(value: datetime | time | timedelta) -> str:
    """Return the time of day of a cell that holds no day."""
    if isinstance(value, timedelta):
        value = _DAY_ZERO + value
    return value.strftime("%H:%M")


def _said(value: Any) -> str:
    if isinstance(value, bool):
        raise CallError("bad_time", text=str(value))
    return value if isinstance(value, str) else _digits(value)


def _digits(value: float) -> str:
    """Return a number as people write it."""
    whole = int(value) if abs(value) < 1 << 53 else None
    return str(whole) if whole is not None and whole == value else repr(value)


_READERS: dict[str, Callable[[Reader, Column, Any], str]] = {
    "text": _text,
    "choice": _choice,
    "amount": _amount,
    "moment": _moment,
    "day": _day,
}
