"""Identity numbers (身份证号): 18 places by GB 11643, or the 15 of before 2000."""

from __future__ import annotations

from datetime import date

_PROVINCES = (
    "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 "
    "71 81 82 83 91"
)
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_LENGTH = 18
_OLD_LENGTH = 15
_YEARS = range(1850, 2100)


def is_identity_number(text: str) -> bool:
    """Tell whether this is a whole and valid identity number, check digit included.

    Example:
        >>> is_identity_number("11010519491231002X"), is_identity_number("110105194912310021")
        (True, False)
    """
    return is_dated(text) and len(text) == _LENGTH and check_place(text[:17]) == text[17]


def is_dated(number: str) -> bool:
    """Tell whether 18 or 15 places begin with a province and hold a date of birth.

    Example:
        >>> is_dated("130503670401001"), is_dated("202611211350000555")
        (True, False)
    """
    if len(number) == _OLD_LENGTH:
        number = f"{number[:6]}19{number[6:]}0"
    if len(number) != _LENGTH or not (number[:17].isascii() and number[:17].isdigit()):
        return False
    try:
        born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return False
    return number[:2] in _PROVINCES.split() and born.year in _YEARS


def check_place(digits: str) -> str:
    """Return the last place that belongs to the first 17, by GB 11643.

    Raises:
        ValueError: If they are not 17 digits.
    """
    total = sum(int(char) * weight for char, weight in zip(digits, _WEIGHTS, strict=True))
    return _CHECKS[total % 11]
