"""A quick look whether a text can hold a phone or identity number at all, for many texts at once.

Reading a text carefully (`contacts.extract`) costs a hundred times as much. The look may say yes
for nothing, but never no where `extract` finds a number; a test holds the two together.
"""

from __future__ import annotations

import re

from wuye_cli.domain.people.number_patterns import ASIDE
from wuye_cli.domain.people.plain_view import BLANKED

_LEAST_DIGITS = 7
_GAP = rf"(?:[^\w{BLANKED}]|_){{0,3}}"
_ASCII = re.compile(
    rf"(?<!\d)(?:(?:(?:\+|00)?86{_GAP}|0{_GAP})?1{_GAP}[3-9](?:{_GAP}\d){{9}}"  # a mobile
    rf"|0{_GAP}[1-9](?:{_GAP}\d){{8}}"  # an area code with its number
    rf"|0{_GAP}0{_GAP}8{_GAP}6(?:{_GAP}\d){{9}}"
    rf"|8{_GAP}6(?:{_GAP}\d){{9}}"
    rf"|[48]{_GAP}0{_GAP}0(?:{_GAP}\d){{7}}"  # a service number
    rf"|\d(?:{_GAP}\d){{14}})"  # an identity number
    r"|tel",  # behind which a short number is one too
    re.IGNORECASE,
)
_digit = re.compile(r"[\d①-⒛❶-➓⓪-⓿零〇○一二三四五六七八九幺两壹贰叁肆伍陆柒捌玖]").findall


def may_hold_number(text: str) -> bool:
    """Tell whether `contacts.extract` has to look at the text.

    Example:
        >>> may_hold_number("case 101001240754, closed 2015-07-09 14:51:12")
        False
        >>> may_hold_number("call 138-0000-1234")
        True
    """
    if len(text) < _LEAST_DIGITS:
        return False
    if not text.isascii():
        return len(_digit(text)) >= _LEAST_DIGITS
    if _ASCII.search(text) is None:
        return False
    return _ASCII.search(ASIDE.sub(BLANKED, text)) is not None
