"""Where something is: a home or a common part at the front of a text, in its many spellings."""

from __future__ import annotations

from typing import NamedTuple

from wuye_cli.domain.line.patterns import compiled
from wuye_cli.domain.tickets.call import place_at_front

_CHINESE = {word: at for at, word in enumerate("零一二三四五六七八九")} | {"〇": 0}
_NUMBER = r"\d{1,3}|[一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九]"
_BUILDING = r"号楼|栋|幢|座|#楼?|楼"
_UNITS = (
    (r"(?P<b>\d{1,3})-(?P<e>\d{1,2})-(?P<r>\d{3,4})(?![\d-])(?:室|号房?|房)?"),
    (
        rf"(?P<b>{_NUMBER})(?:{_BUILDING})[-\s]?(?P<e>{_NUMBER})(?:单元|门|梯|-)[-\s]?"
        r"(?:\d{1,2}[楼层])?(?P<r>\d{3,4}|[零〇一二三四五六七八九]{3,4})(?!\d)(?:室|号房?|房)?"
    ),
    (r"(?P<b>\d{1,3})#(?P<e>\d{1,2})#(?P<r>\d{3,4})(?!\d)"),
    (
        r"(?:bldg|building|block)\.?\s?(?P<b>\d{1,3})[,\s]+(?:unit|entrance)\s?(?P<e>\d{1,2})[,\s]+"
        r"(?:room|rm|apt|flat)?\.?\s?(?P<r>\d{3,4})(?!\d)"
    ),
)
_SHORT = r"(?P<b>\d{1,3})-(?P<r>\d{3,4})(?:室|房)?$"
_SHORT_SPELT = (
    rf"(?:{_NUMBER}|[a-g])(?:{_BUILDING})(?:\d{{3,4}}(?:室|号房?|房)(?!\d)|\d{{3,4}}(?=[\s,:]|$))"
)
_ONLY_BUILDING = rf"(?:\d+|[a-gA-G])(?:{_BUILDING})"
_ENTRANCE = rf"(?:{_NUMBER}|[a-g])(?:{_BUILDING})\s?(?:{_NUMBER})单元(?!门)"
_ENGLISH_PLACE = (
    r"(?:bldg|building|block)\.?\s?\d{1,3}[a-z]?(?![a-z])"
    r"(?:\s(?:lobby|hall|corridor|stairs|stairwell|roof|garage|basement|\d{3,4}(?!\d)))?"
)
_SPACED = rf"\d{{1,3}}\s(?:{_BUILDING})(?![\u4e00-\u9fff])"
_COMMON = (
    r"(?:小区|园区)?(?:"
    r"(?:地下|地上)?(?:车库|停车场)(?:b\d|负[一二三1-3]层|-[1-3]层?)?"
    r"|(?:b\d|负[一二三1-3]层)(?:地下)?(?:车库|停车场|车场)?"
    r"|(?:中心|中央|楼前|楼后)?花园|[东南西北]门(?:保安亭|岗亭|门岗)?(?![窗锁])|(?:水泵|配电|监控|垃圾)[房室间]"
    r"|[东南西北中]区(?:广场|大门)?|健身区|儿童乐园|游乐场|篮球场|广场"
    r")(?=[\s,:]|$|[^\x00-\x7f])"
)
_GOES_ON = (
    "里",
    "内",
    "口",
    "外",
    "旁",
    "边",
    "上",
    "下",
    "门",
    "带",
    "管",
    "费",
    "的",
    "入",
    "出",
    "保",
)
"""车库里, 门口: what stands there goes on, so that cutting off the place would tear a phrase."""


class Place(NamedTuple):
    """A home or a common place at the front of a text, and how many characters it took."""

    unit: str
    place: str
    length: int


NOWHERE = Place("", "", 0)


def unit_at_front(view: str) -> Place | None:
    """Find a home at the front, in any of its spellings.

    Example:
        >>> unit_at_front("2栋1单元803室漏水"), unit_at_front("二号楼一单元0803")
        (Place(unit='2-1-0803', place='', length=9), Place(unit='2-1-0803', place='', length=10))
    """
    for pattern in _UNITS:
        if match := compiled(pattern).match(view):
            building, entrance = (_number(match[name]) for name in "be")
            return Place(f"{building}-{entrance}-{_room(match['r'])}", "", match.end())
    return None


def short_unit(view: str) -> tuple[str, str] | None:
    """Return building and room of a home typed without its entrance: `2-803`."""
    match = compiled(_SHORT).match(view)
    return (match["b"], match["r"]) if match else None


def place_in_front(view: str) -> Place:
    """Find a home or a common place at the front; `NOWHERE` if there is none.

    A room without its entrance (5号楼1202室) is a place and kept as it was typed.
    """
    if unit := unit_at_front(view):
        return unit
    word = view[: next((at for at, char in enumerate(view) if char in " ,、;。!|:"), len(view))]
    found = [
        match[0]
        for pattern in (_SHORT_SPELT, _ENTRANCE, _ENGLISH_PLACE, _SPACED)
        if (match := compiled(pattern).match(view))
    ]
    usual = place_at_front(word)
    if _is_torn(word, len(usual)):
        building = compiled(_ONLY_BUILDING).match(usual)
        usual = building[0] if building else ""
    if usual:
        found.append(usual)
    common = compiled(_COMMON).match(word)
    if common and not _is_torn(word, common.end()):
        found.append(common[0])
    longest = max(found, key=len, default="")
    return Place("", longest, len(longest)) if longest else NOWHERE


def _is_torn(word: str, length: int) -> bool:
    return word[length:].startswith(_GOES_ON)


def _room(text: str) -> str:
    digits = text if text.isdigit() else "".join(str(_CHINESE[char]) for char in text)
    return f"{int(digits):04d}"


def _number(text: str) -> int:
    if text.isdigit():
        return int(text)
    tens, ten, ones = text.partition("十")
    if not ten:
        return _CHINESE[text]
    return (_CHINESE[tens] if tens else 1) * 10 + (_CHINESE[ones] if ones else 0)
