"""How people write phones and identity numbers: patterns over plain characters.

The patterns read a view (`plain_view`) in which every digit is ASCII, every dash `-`, every blank
a space, and nothing is invisible. Compiling them costs a third of an interpreter start, so this is
imported only for a text that has digits enough.
"""

from __future__ import annotations

import re

from wuye_cli.domain.people.plain_view import SPOKEN_DIGITS

_BETWEEN = r"[-\s./_()·]"
_GAP = _BETWEEN + "{0,3}"
_PART = _BETWEEN + "{1,3}"
_FEW = _BETWEEN + "{0,2}"
_MARKS = r"[^\w\x00]{1,3}"
_ALONE = r"(?<!\d)"
_END = r"(?!\d)"
_COUNTRY = rf"(?:(?:\+|00)?86{_GAP}|0)?"
_LOCAL = rf"[1-9]\d{{2,3}}{_FEW}\d{{4}}"
_OFFICE = r"(?:-\d{1,5}|\s?(?:转|ext\.?)\s?\d{1,6})?"
# Area codes: of two digits 10 and 2x; of three none has 0 second but 70x and 90x, so that a room
# such as 0502 is none.
_AREA = r"(?:10|2\d|[3-689][1-9]\d|7\d\d|90\d)"

ASIDE = re.compile(
    r"(?<!\d)(?<!\d[-.])(?:"
    r"\d{1,2}-\d{1,2}-\d{3,4}"  # a room: building, unit, door
    r"|(?:19|20)\d\d[-./](?:0?[1-9]|1[0-2])[-./](?:0?[1-9]|[12]\d|3[01])"  # a date
    r"|WY-\d{6}-[A-Z]{1,4}\d{3,}"  # a ticket
    r")(?![-.]?\d)"
)
"""What never joins with the digits beside it."""

IDENTITY = (
    re.compile(rf"{_ALONE}\d(?:{_FEW}\d){{16}}{_FEW}[\dX]{_END}"),
    re.compile(rf"{_ALONE}\d{{15}}{_END}"),
)
"""Eighteen places, in groups or not; the fifteen of before 2000."""

WHOLE_IDENTITY = re.compile(rf"\d{{6}}{_FEW}\d{{8}}{_FEW}\d{{3}}{_FEW}[\dX]|\d{{15}}")
"""An identity number in one piece or in its natural groups."""

PHONES = tuple(
    re.compile(_ALONE + pattern + _END, re.IGNORECASE)
    for pattern in (
        rf"{_COUNTRY}1[3-9]\d{{9}}",
        rf"{_COUNTRY}1[3-9]\d{_MARKS}\d{{4}}{_MARKS}\d{{4}}",
        rf"\(?0{_AREA}{_GAP}{_LOCAL}{_OFFICE}",
        rf"(?:\+|00)86{_GAP}(?:10|2\d|[3-9]\d\d){_GAP}{_LOCAL}",
        rf"[48]00(?:{_PART}\d{{3}}{_PART}\d{{4}}|{_PART}\d{{4}}{_PART}\d{{3}}|{_GAP}\d{{7}})",
        rf"{_COUNTRY}1[3-9]\d(?:{_GAP}\d){{8}}",
        rf"{_COUNTRY}1{_PART}[3-9](?:{_PART}\d){{9}}",
        rf"{_COUNTRY}1[3-9](?:{_PART}\d\d){{4}}{_PART}\d",
        rf"{_COUNTRY}1(?:{_PART}[3-9]|[3-9]{_PART})\d{{9}}",
    )
)
"""Phones, the surest way of writing first, as groups may be read in more than one way."""

NAMED_PHONE = re.compile(
    rf"(?:电话|座机|固话|tel)[是为\s:：.]{{0,3}}([2-9]\d{{2,3}}-?\d{{4}}){_END}", re.IGNORECASE
)
"""A local number, which only the word before it tells from a meter reading."""

_SPOKEN = "".join(SPOKEN_DIGITS)

SPOKEN_PHONE = re.compile(
    rf"(?<![{_SPOKEN}])[一幺壹][-\s]?[三四五六七八九](?:[-\s]?[{_SPOKEN}]){{9}}(?![{_SPOKEN}])"
)
"""A mobile number in Chinese digits."""

EXTENSION = re.compile(r"(?:转|ext\.?|-)\s?(\d{1,6})$", re.IGNORECASE)
