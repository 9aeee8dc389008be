"""Numbers with their units in prose, Chinese or English: 二十分钟, 一刻钟, 95%, 3 working days.

Spans of time come in one unit each, so that `1 小时`, `60分钟` and `an hour` are equal: minutes
(`m`), natural days (`d`), working days (`wd`) and months (`mo`); days are never turned into hours,
as a day of a standard ends with the day. Times of day are minutes after midnight (`clock`).
"""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from wuye_cli.domain.documents.folding import folded
from wuye_cli.domain.documents.numerals import ENGLISH, han_number
from wuye_cli.domain.documents.units import (
    BARE,
    CLOCK,
    DATE,
    MINUTES,
    MONTHS,
    ORDINAL,
    OTHER_UNITS,
    SHARE,
    SPAN_UNITS,
    SPANS,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


class Quantity(NamedTuple):
    """A number of a text.

    Attributes:
        amount: In the unit; exact.
        unit: One of the constants above, or what is counted.
        text: As it stands in the text.
        start: Where.
    """

    amount: Fraction
    unit: str
    text: str
    start: int

    @property
    def value(self) -> tuple[Fraction, str]:
        """What is compared: amount and unit, without the spelling."""
        return (self.amount, self.unit)

    @property
    def is_span(self) -> bool:
        """Whether it is a length of time."""
        return self.unit in SPANS


_HAN = "[零〇一二两三四五六七八九十百千万]"
_ASCII = r"\d{1,12}(?:\.\d{1,6})?"
_WORDS = "|".join(sorted(ENGLISH, key=len, reverse=True))
_ENGLISH_NUMBER = rf"(?:(?:twenty|thirty|forty|fifty|sixty|ninety)-)?(?:{_WORDS})"


def _any(words: dict[str, object]) -> str:
    """Return a pattern of units; an English one ends with the word."""
    return "|".join(
        re.escape(word) + (r"(?![a-z0-9²])" if word.isascii() and word != "%" else "")
        for word in sorted(words, key=len, reverse=True)
    )


_UNIT = f"(?:{_any({**SPAN_UNITS, **OTHER_UNITS})})"
_NOT_IN_WORD = r"(?<![a-z0-9.])"
_TIME_OF_DAY = (
    r"(?P<clock>(?<![\d.])"
    r"(?P<part>凌晨|清晨|早上|早晨|上午|中午|下午|傍晚|晚上|夜里|今晚|晚)? ?"
    r"(?:(?P<hour>\d{1,2}):(?P<minute>\d\d)(?!\d)"
    rf"|(?P<hour2>\d{{1,2}}|{_HAN}{{1,3}})[点时](?!间|段|限)"
    rf"(?:(?P<half>半)|(?P<minute2>\d{{1,2}}|{_HAN}{{1,3}})分?)?)"
    r"(?: ?(?P<noon>[ap])\.?m\b\.?)?)"
)
_COUNTED = (
    rf"(?P<many>(?:{_NOT_IN_WORD}(?P<digits>{_ASCII})|(?P<han>{_HAN}{{1,12}})"
    rf"|\b(?P<english>{_ENGLISH_NUMBER}))[ -]?(?P<unit>{_UNIT}))"
)
_UNCOUNTED = (
    rf"(?P<bare>{_NOT_IN_WORD}(?P<number>{_ASCII})(?![a-z\d.])"
    rf"|(?P<lower>{_HAN}{{1,12}})(?=[至到]{_HAN}))"
)
_BEGINS = r"(?=[\d a-z零〇一二两三四五六七八九十百千万半第凌清早上中下傍晚夜今])"
"""How each of the patterns begins: asked first, as most letters of a text begin none."""
_FIND = re.compile(
    _BEGINS
    + "(?:"
    + "|".join(
        (
            r"(?P<date>(?:\d{4}年)?\d{1,2}月\d{1,2}[日号]|\d{4}-\d{2}-\d{2}|\d{4}年)",
            _TIME_OF_DAY,
            rf"(?P<clock12>{_NOT_IN_WORD}(?P<hour3>\d{{1,2}}) ?(?P<noon3>[ap])\.?m\b\.?)",
            rf"(?P<ordinal>第(?:{_ASCII}|{_HAN}{{1,12}}))",
            rf"(?P<hundredths>百分之(?P<share>{_ASCII}|{_HAN}{{1,12}}))",
            rf"(?P<tenths>(?P<tenth>{_HAN}|\d)成(?![本功立为员果绩都份套熟]))",
            r"(?P<quarter>(?:(?P<quarters>one|three|a) )?quarters? of an hour)",
            r"(?P<halfhour>half(?: an|-)? ?hour)",
            rf"(?P<halves>(?:(?P<whole>\d{{1,12}}|{_HAN}{{1,12}})个)?半(?:个)?(?P<halved>小时|钟头|天|个月|月|年))",
            r"(?P<one>(?<=within )an? (?P<oned>hour|minute|day|week|month|year))",
            r"(?P<often>\b(?:once|twice)\b)",
            _COUNTED,
            _UNCOUNTED,
        )
    )
    + ")"
)
_EVENING = frozenset({"下午", "傍晚", "晚上", "夜里", "今晚", "晚"})
_NOON = 12
_IDIOMS = frozenset({"一个", "十分", "一部", "一家", "一条", "一层", "一处", "一步", "一位", "一名",
                     "一项", "一件", "一张", "一份", "一度", "一人", "千万", "万一"})  # fmt: skip
"""Chinese words that begin with a numeral but count nothing."""
_COUNTED_IN = SPANS | set(OTHER_UNITS.values())
_JOINED = re.compile(r" ?(?:又|零|and)? ?\Z")
_RANGE = re.compile(r" ?(?:[-–—~～至到]|to) ?\Z")


@lru_cache(maxsize=2048)  # several rules ask about the same sentence
def quantities(text: str) -> tuple[Quantity, ...]:
    """Return the numbers of a text in their order.

    Example:
        >>> [(str(one.amount), one.unit) for one in quantities("十五分钟内到场，两小时30分钟修复")]
        [('15', 'm'), ('150', 'm')]
        >>> [one.text for one in quantities("一般情况下，7点半前清扫 2 次，满意率百分之九十五")]
        ['7点半', '2 次', '百分之九十五']
    """
    plain = folded(text)
    found = []
    for match in _FIND.finditer(plain):
        # Every kind is a group around its own groups, so it is the one that closed last.
        read = _KINDS[match.lastgroup or ""](match)
        if read is not None:
            start, end = match.span()
            found.append(Quantity(*read, text[start:end], start))
    units = [one.unit for one in found]
    if units.count(MINUTES) > 1:
        found = list(_compounds(plain, text, found))
    if BARE in units:
        found = list(_ranges(plain, found))
    return tuple(found)


def _compounds(plain: str, text: str, found: list[Quantity]) -> Iterator[Quantity]:
    """Join `2小时30分钟`: minutes right behind minutes are one length of time."""
    held: Quantity | None = None
    for one in found:
        if (
            held is not None
            and held.unit == one.unit == MINUTES
            and held.amount > one.amount
            and _JOINED.match(plain, held.start + len(held.text), one.start)
        ):
            whole = text[held.start : one.start + len(one.text)]
            held = Quantity(held.amount + one.amount, MINUTES, whole, held.start)
            continue
        if held is not None:
            yield held
        held = one
    if held is not None:
        yield held


def _ranges(plain: str, found: list[Quantity]) -> Iterator[Quantity]:
    """Give the first number of `2-3天` the unit of the second."""
    for at, one in enumerate(found):
        after = found[at + 1] if at + 1 < len(found) else None
        if (
            one.unit == BARE
            and after is not None
            and after.unit in _COUNTED_IN
            and _RANGE.match(plain, one.start + len(one.text), after.start)
        ):
            factor = _factor(folded(after.text), after)
            yield one._replace(amount=one.amount * factor, unit=after.unit)
        else:
            yield one


def _factor(text: str, one: Quantity) -> Fraction:
    word = next((unit for unit in sorted(SPAN_UNITS, key=len, reverse=True)
                 if text.endswith(unit)), "")  # fmt: skip
    return SPAN_UNITS[word][1] if one.is_span and word else Fraction(1)


_Read = tuple[Fraction, str]


@lru_cache(maxsize=1024)
def _number(text: str) -> Fraction | None:
    """Return a number in digits or in Chinese."""
    if text.isdecimal():
        return Fraction(int(text))  # taking a text apart costs a fraction five times as much
    if text[:1].isdigit():
        return Fraction(text)
    value = han_number(text)
    return None if value is None else Fraction(value)


def _date(match: re.Match[str]) -> _Read:
    digits = [int(part) for part in re.findall(r"\d+", match[0])]
    if len(digits) == 1:  # a year alone
        digits += [0, 0]
    year, month, day = [0] * (3 - len(digits)) + digits
    return Fraction(year * 10_000 + month * 100 + day), DATE


def _clock(match: re.Match[str]) -> _Read | None:
    hour = _number(match["hour"] or match["hour2"])
    minute = Fraction(30) if match["half"] else _number(match["minute"] or match["minute2"] or "0")
    late = match["part"] in _EVENING or match["noon"] == "p"
    return _time_of_day(hour, minute, late=late)


def _clock12(match: re.Match[str]) -> _Read | None:
    return _time_of_day(Fraction(match["hour3"]), Fraction(0), late=match["noon3"] == "p")


def _time_of_day(hour: Fraction | None, minute: Fraction | None, *, late: bool) -> _Read | None:
    if hour is None or minute is None or hour > 24 or minute > 59:  # noqa: PLR2004 - a day's hours
        return None
    return (hour + _NOON if late and hour < _NOON else hour) * 60 + minute, CLOCK


def _ordinal(match: re.Match[str]) -> _Read | None:
    number = _number(match["ordinal"][1:])
    return None if number is None else (number, ORDINAL)


def _hundredths(match: re.Match[str]) -> _Read | None:
    number = _number(match["share"])
    return None if number is None else (number, SHARE)


def _tenths(match: re.Match[str]) -> _Read | None:
    number = _number(match["tenth"])
    return None if number is None else (number * 10, SHARE)


def _quarter(match: re.Match[str]) -> _Read:
    return Fraction(45 if match["quarters"] == "three" else 15), MINUTES


def _halfhour(_match: re.Match[str]) -> _Read:
    return Fraction(30), MINUTES


def _halves(match: re.Match[str]) -> _Read | None:
    whole = _number(match["whole"] or "零")
    if whole is None:
        return None
    if match["halved"] == "月":
        return (whole + Fraction(1, 2)), MONTHS
    unit, factor = SPAN_UNITS[match["halved"]]
    return (whole + Fraction(1, 2)) * factor, unit


def _one(match: re.Match[str]) -> _Read:
    unit, factor = SPAN_UNITS[match["oned"]]
    return factor, unit


def _often(match: re.Match[str]) -> _Read:
    return Fraction(1 if match[0] == "once" else 2), "times"


def _many(match: re.Match[str]) -> _Read | None:
    if match[0] in _IDIOMS:
        return None
    digits, han, english, unit = match.group("digits", "han", "english", "unit")
    if english:
        return _in_unit(Fraction(sum(ENGLISH[part] for part in english.split("-"))), unit)
    return _counted(digits or han, unit)


@lru_cache(maxsize=1024)
def _counted(digits: str, unit: str) -> _Read | None:
    """Return a count in digits or in Chinese; the same few stand all over a standard."""
    number = _number(digits)
    return None if number is None else _in_unit(number, unit)


def _in_unit(number: Fraction, unit: str) -> _Read:
    if unit in SPAN_UNITS:
        name, factor = SPAN_UNITS[unit]
        return number * factor, name
    return number, OTHER_UNITS[unit]


def _bare(match: re.Match[str]) -> _Read | None:
    number = _number(match["number"] or match["lower"])
    return None if number is None else (number, BARE)


_KINDS: dict[str, Callable[[re.Match[str]], _Read | None]] = {
    "date": _date,
    "clock": _clock,
    "clock12": _clock12,
    "ordinal": _ordinal,
    "hundredths": _hundredths,
    "tenths": _tenths,
    "quarter": _quarter,
    "halfhour": _halfhour,
    "halves": _halves,
    "one": _one,
    "often": _often,
    "many": _many,
    "bare": _bare,
}
