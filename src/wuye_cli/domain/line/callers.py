"""Who calls: phones and names, as they stand at the front and the end of a new report."""

from __future__ import annotations

from typing import NamedTuple

from wuye_cli.domain.line.patterns import compiled
from wuye_cli.domain.people.contacts import extract

_SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程"
    "苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
)
_ADDRESSED = "先生|女士|小姐|太太|阿姨|大爷|大妈|叔叔|伯伯|老师|总|奶奶|爷爷"
_CALLER = (
    rf"(?P<name>[\u4e00-\u9fff]{{1,2}}(?:{_ADDRESSED}))$"
    r"|(?P<en>(?:mr|mrs|ms|miss|dr)\.?\s[a-z'-]+)$"
    r"|(?P<role>业主|租户|租客|家属|商户)(?P<named>[\u4e00-\u9fff]{0,4})$"
)
_POST = (
    r"(?P<post>门岗|岗亭|门卫|保安|巡逻|保洁|区管|管家|巡查)"
    r"(?P<name>[\u4e00-\u9fffa-z'-]{0,20}?)(?P<said>报的?|接的?)?$"
    r"|(?P<en>guard|gate|steward|patrol)(?:\s(?P<enname>[a-z'-]{1,20}))?$"
)
_COLLEAGUE = (
    r"(?P<name>[\u4e00-\u9fff]{1,3}(?:区管|管家|保安|保洁|师傅|经理|主管|班长|队长))"
    r"(?:报的?|接的?)$"
)
_GATE = frozenset({"门岗", "岗亭", "门卫"})
_NICK = ("老", "小", "阿")
_TITLES = ("师傅", "区管", "管家", "经理", "主管", "班长", "队长")
_NO_NAMES = (
    "马上", "方便", "高空", "高层", "万一", "毛病", "白天", "任何", "谢谢", "金额", "于是", "小区",
    "小孩", "老人", "老是", "老鼠", "阿姨", "小时", "程度", "余款", "范围", "和",
)  # fmt: skip
"""Words that only begin like a name."""
_ID = r"s-?[a-z]*\d*$"
_LONGEST_NAME = 4
_LONGEST = 60
_LONGEST_PHONE = 40
_BAD_PHONE = r"1[3-9]\d{7,8}|1[3-9]\d{10}"
_GLUED = r"(?<=[\u4e00-\u9fff])1[3-9]\d{9}$"
_CALLED = r"(?:联系)?(?:电话|手机号?|号码)[::]?|(?:tel|phone|mobile)[.:]?"
_LANDLINE = r"[2-8]\d{3}-?\d{4}|[2-8]\d{2}-?\d{4}"


def phone_of(text: str) -> str:
    """Return the phone that a text is, with nothing but marks around it; else nothing."""
    if len(text) > _LONGEST_PHONE or not any(char.isdigit() for char in text):
        return ""
    found = extract(text)
    alone = len(found.phones) == 1 and not found.ids and found.words.strip(" \t,，、") == "[电话]"
    return found.phones[0] if alone else ""


def glued_phone(view: str) -> str:
    """Return the mobile number that sticks to the end of other words, or nothing."""
    match = compiled(_GLUED).search(view)
    return match[0] if match else ""


def says_phone(view: str) -> bool:
    """Whether a text is nothing but a word for a phone: 电话, tel."""
    return bool(compiled(_CALLED).fullmatch(view))


def named_phone(view: str) -> str:
    """Return the phone behind a word for it (`电话13800001234`), or nothing."""
    match = compiled(_CALLED).match(view)
    return phone_of(view[match.end() :]) or landline(view[match.end() :]) if match else ""


def landline(view: str) -> str:
    """Return a local number: a phone only where a name or a word for a phone stands before it."""
    return view.replace("-", "") if compiled(_LANDLINE).fullmatch(view) else ""


def is_bad_phone(view: str) -> bool:
    """Whether a token looks like a mobile number with a digit too few or too many."""
    return bool(compiled(_BAD_PHONE).fullmatch(view.replace("-", "")))


class Caller(NamedTuple):
    """What a token says of people: name and role of the caller, or who took the call."""

    name: str = ""
    role: str = ""
    taker: str = ""


def caller_of(text: str, view: str) -> Caller | None:
    """Read a token that names somebody: 张女士, 业主张丽, 门岗老周, 门岗报; None for any other."""
    if len(text) > _LONGEST:
        return None
    if match := compiled(_CALLER).match(view):
        role, named = match["role"] or "", match["named"]
        if named and not is_name(named):
            return None  # 业主不同意 names nobody
        return Caller(name=text[len(role) :], role=role)
    taker = _post_of(text, view)
    if not taker and (match := compiled(_COLLEAGUE).match(view)):
        taker = text[: match.end("name")]
    return Caller(taker=taker) if taker else None


def _post_of(text: str, view: str) -> str:
    """Return who took the call at a post: 老周 of 门岗老周, 门岗 of 门岗报; or nothing."""
    match = compiled(_POST).match(view)
    if match is None:
        return ""
    if match["en"]:
        return text[len(match["en"]) :].strip() or match["en"]
    name, start = match["name"], len(match["post"])
    at_gate = match["post"] in _GATE
    if not match["said"] and not (at_gate and (not name or _is_called(name))):
        return ""
    return text[start : start + len(name)] or match["post"]


def is_name(text: str) -> bool:
    """Whether a text looks like what a person is called: 钱, 钱师傅, 老周, 李大龙, 张女士, s3."""
    if not 0 < len(text) <= _LONGEST_NAME:
        return False
    if text.isascii():
        return bool(compiled(_ID).match(text)) and len(text) > 1
    return _is_called(text) or bool(compiled(_CALLER).match(text) and not text.startswith("业主"))


def _is_called(text: str) -> bool:
    if text.startswith(_NO_NAMES):
        return False
    return text.startswith(_NICK) or text[0] in _SURNAMES or text.endswith(_TITLES)
