"""Who calls and from where: the front and the end of a line that reports something new."""

from __future__ import annotations

import re
from typing import NamedTuple

from wuye_cli.domain.people.contacts import extract

_CHINESE = {word: at for at, word in enumerate("零一二三四五六七八九")}
_NUMBER = r"\d{1,3}|[一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九]"
_BUILDING = r"号楼|栋|幢|座|#楼?|楼"
_UNITS = (
    re.compile(r"(?P<b>\d{1,3})-(?P<e>\d{1,2})-(?P<r>\d{3,4})(?![\d-])(?:室|号房?|房)?"),
    re.compile(
        rf"(?P<b>{_NUMBER})(?:{_BUILDING})[-\s]?(?P<e>{_NUMBER})(?:单元|门|梯|-)[-\s]?"
        r"(?P<r>\d{3,4})(?!\d)(?:室|号房?|房)?"
    ),
    re.compile(r"(?P<b>\d{1,3})#(?P<e>\d{1,2})#(?P<r>\d{3,4})(?!\d)"),
    re.compile(
        r"(?:bldg|building|block)\.?\s?(?P<b>\d{1,3})[,\s]+(?:unit|entrance)\s?(?P<e>\d{1,2})[,\s]+"
        r"(?:room|rm|apt|flat)?\.?\s?(?P<r>\d{3,4})(?!\d)"
    ),
)
_SHORT = re.compile(r"(?P<b>\d{1,3})-(?P<r>\d{3,4})(?:室|房)?$")
_SHORT_SPELT = re.compile(rf"(?:{_NUMBER}|[a-g])(?:{_BUILDING})\d{{3,4}}(?:室|号房?|房)(?!\d)")
_ENGLISH_PLACE = re.compile(
    r"(?:bldg|building|block)\.?\s?\d{1,3}[a-z]?(?![a-z])"
    r"(?:\s(?:lobby|hall|corridor|stairs|stairwell|roof|garage|basement))?"
)
_SPACED = re.compile(r"\d{1,3}\s(?:号楼|栋|幢|座|#楼)")
_SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程"
    "苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
)
_CALLER = re.compile(
    r"(?P<name>[\u4e00-\u9fff]{1,2}(?:先生|女士|小姐|太太|阿姨|大爷|大妈|叔叔|伯伯|老师|总|奶奶|爷爷))$"
    r"|(?P<en>(?:mr|mrs|ms|miss|dr)\.?\s[a-z'-]+)$"
    r"|(?P<role>业主|租户|租客|家属|商户)(?P<named>[\u4e00-\u9fff]{0,4})$"
)
_POST = re.compile(
    r"(?P<post>门岗|岗亭|门卫|保安|巡逻|保洁|区管|管家|巡查)(?P<name>[\u4e00-\u9fffa-z]{0,12}?)(?P<said>报的?|接的?)?$"
    r"|(?P<en>guard|gate|steward|patrol)(?:\s(?P<enname>[a-z'-]+))?$"
)
_GATE = frozenset({"门岗", "岗亭", "门卫"})
_NICK = ("老", "小", "阿")
_LANDLINE = 7
_BAD_PHONE = re.compile(r"1[3-9]\d{7,8}|1[3-9]\d{10}")


class Place(NamedTuple):
    """A home or a common place at the front of a text, and how many characters it took."""

    unit: str
    place: str
    length: int


def unit_at_front(view: str) -> Place | None:
    """Find a home at the front, in any of its spellings.

    Example:
        >>> unit_at_front("2栋1单元803室漏水"), unit_at_front("二号楼一单元0803")
        (Place(unit='2-1-0803', place='', length=9), Place(unit='2-1-0803', place='', length=10))
    """
    for pattern in _UNITS:
        if match := pattern.match(view):
            building, entrance = (_number(match[name]) for name in "be")
            return Place(f"{building}-{entrance}-{match['r'].zfill(4)}", "", match.end())
    return None


def short_unit(view: str) -> tuple[str, str] | None:
    """Return building and room of a home typed without its entrance: `2-803`."""
    match = _SHORT.match(view)
    return (match["b"], match["r"]) if match else None


def spelt_place(view: str) -> Place | None:
    """Find a room without its entrance (5号楼1202室) or an English place; kept as it was typed."""
    match = _SHORT_SPELT.match(view) or _ENGLISH_PLACE.match(view) or _SPACED.match(view)
    return Place("", match[0], match.end()) if match else None


def _number(text: str) -> int:
    if text.isdigit():
        return int(text)
    tens, ten, ones = text.partition("十")
    if not ten:
        return _CHINESE[text]
    return (_CHINESE[tens] if tens else 1) * 10 + (_CHINESE[ones] if ones else 0)


def phone_of(text: str) -> str:
    """Return the phone that a text is, with nothing but marks around it; else nothing."""
    found = extract(text)
    alone = len(found.phones) == 1 and not found.ids and found.words.strip() == "[电话]"
    return found.phones[0] if alone else ""


def is_bad_phone(view: str) -> bool:
    """Whether a token looks like a mobile number with a digit too few or too many."""
    return bool(_BAD_PHONE.fullmatch(view))


class Caller(NamedTuple):
    """What a token says of people: name and role of the caller, or who took the call."""

    name: str = ""
    role: str = ""
    taker: str = ""


def caller_of(text: str, view: str) -> Caller | None:
    """Read a token that names somebody: 张女士, 业主张丽, 门岗老周, 门岗报; None for any other."""
    if match := _CALLER.match(view):
        if match["role"]:
            return Caller(name=text[len(match["role"]) :], role=match["role"])
        return Caller(name=text)
    match = _POST.match(view)
    if match is None:
        return None
    if match["en"]:
        return Caller(taker=text[len(match["en"]) :].strip() or match["en"])
    name = match["name"]
    at_gate = match["post"] in _GATE
    if not match["said"] and not (at_gate and (not name or _is_name(name))):
        return None
    start = len(match["post"])
    return Caller(taker=text[start : start + len(name)] or match["post"])


def _is_name(text: str) -> bool:
    return text.startswith(_NICK) or text[0] in _SURNAMES or text.endswith("师傅")
