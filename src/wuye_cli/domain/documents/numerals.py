"""Numbers written in words: 一百零五, 两千, 二〇二六, twenty-four."""

from __future__ import annotations

_HAN_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {
    "〇": 0,
    "两": 2,
}
_HAN_PLACES = {"十": 10, "百": 100, "千": 1000}
_HAN_LARGE = {"亿": 100_000_000, "万": 10_000}
_LARGEST_PLACE = 10**12
ENGLISH = {
    word: value
    for value, word in enumerate(
        (
            *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"),
            *("ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen"),
            *("seventeen", "eighteen", "nineteen", "twenty"),
        )
    )
} | {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "ninety": 90, "hundred": 100}


def han_number(text: str) -> int | None:
    """Return what a number in Chinese characters means; None if it is none.

    Example:
        >>> [han_number(word) for word in ("十五", "二十", "一百零五", "两千", "二〇二六", "十十")]
        [15, 20, 105, 2000, 2026, None]
        >>> [han_number(word) for word in ("", "两三", "三十万", "百")]
        [None, None, 300000, None]
    """
    if len(text) > 1 and all(sign in _HAN_DIGITS for sign in text):
        return _spelt(text)
    total = 0
    head, large, tail = _parted(text)
    if large:
        above = _section(head)
        if not above:
            return None
        total, text = above * _HAN_LARGE[large], tail
        if not text:
            return total
    below = _section(text)
    return None if below is None else total + below


def _spelt(text: str) -> int | None:
    """Return a number said digit by digit; 两三天 is two or three, not twenty-three."""
    if not set(text) & set("零〇") and len(text) < len("二〇二六"):
        return None
    return int("".join(str(_HAN_DIGITS[sign]) for sign in text))


def _parted(text: str) -> tuple[str, str, str]:
    for sign in _HAN_LARGE:
        if sign in text:
            return text.partition(sign)
    return "", "", text


def _section(text: str) -> int | None:
    """Return a number below ten thousand; None if it is none."""
    total, digit, last = 0, None, _LARGEST_PLACE
    for sign in text:
        place = _HAN_PLACES.get(sign)
        if place is None:
            if sign not in _HAN_DIGITS or digit:
                return None
            digit = _HAN_DIGITS[sign]
            continue
        if place >= last or (digit is None and sign != "十"):
            return None
        total += (1 if digit is None else digit) * place
        digit, last = None, place
    return total + (digit or 0) if text else None
