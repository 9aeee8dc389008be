"""What a caller says in one breath: a home or a common place first, then what is wrong."""

from __future__ import annotations

import msgspec

_WIDE = str.maketrans("０１２３４５６７８９－—–　", "0123456789--- ")
_BUILDING = ("号楼", "栋", "幢", "座", "楼")
_PARTS_OF_HOME = 3
_ROOM_DIGITS = 4
_PLACES = (
    "大堂", "大厅", "楼道", "走廊", "电梯", "地下车库", "地库", "车库", "车场", "天台", "屋顶",
    "门岗",
    "大门", "东门", "西门", "南门", "北门", "中庭", "花园", "绿化", "道路", "泳池", "会所", "泵房",
    "配电室", "机房", "垃圾房", "单元门", "消防通道",
)  # fmt: skip

_EQUIPMENT = frozenset({"电梯"})
"""Places that are also what breaks."""


class Call(msgspec.Struct, frozen=True, kw_only=True):
    """A call taken apart.

    Attributes:
        unit: A home such as `3-1-0502`, or empty.
        place: A common place such as `5号楼` or `地下车库B1`, or empty.
        title: What is left; never empty unless the call was.
    """

    unit: str = ""
    place: str = ""
    title: str = ""


def read_call(text: str) -> Call:
    """Take a call apart: the first word is a home, a common place, or already the matter.

    Example:
        >>> read_call("3-1-502 厨房水管爆裂")
        Call(unit='3-1-0502', place='', title='厨房水管爆裂')
        >>> read_call("5号楼 电梯困人 2人")
        Call(unit='', place='5号楼', title='电梯困人 2人')
    """
    first, _, rest = text.strip().partition(" ")
    unit = normal_unit(first)
    if unit:
        return Call(unit=unit, title=rest.strip() or first)
    place = place_at_front(first)
    if place and place == first and rest.strip():
        return Call(place=place, title=rest.strip())
    if place:
        return Call(place=place, title=f"{first[len(place) :]} {rest}".strip() or first)
    return Call(title=text.strip())


def normal_unit(text: str) -> str:
    """Return a home in the form `<building>-<entrance>-<room>`, or empty if `text` is none.

    The room has four digits: `502` and `0502` are one home.

    Example:
        >>> normal_unit("３-1-502")
        '3-1-0502'
        >>> normal_unit("2栋1单元803室")
        '2-1-0803'
    """
    plain = text.strip().translate(_WIDE)
    for word in (*_BUILDING, "单元", "门"):
        plain = plain.replace(word, "-")
    parts = plain.removesuffix("室").removesuffix("号").split("-")
    if len(parts) != _PARTS_OF_HOME or not all(
        part.isascii() and part.isdigit() and len(part) <= len("99999") for part in parts
    ):
        return ""
    building, entrance, room = parts
    return f"{int(building)}-{int(entrance)}-{room.zfill(_ROOM_DIGITS)}"


def place_at_front(word: str) -> str:
    """Return the part of `word` that names a common place: a building, with what follows it."""
    plain = word.translate(_WIDE)
    digits = len(plain) - len(plain.lstrip("0123456789ABCDEFGabcdefg"))
    for suffix in _BUILDING:
        if digits and plain[digits:].startswith(suffix):
            end = digits + len(suffix)
            more = next((place for place in _PLACES if plain[end:].startswith(place)), "")
            if more in _EQUIPMENT and plain[end + len(more) :]:
                more = ""  # 5栋电梯困人: the lift is what is wrong, building 5 is where
            return word[: end + len(more)]
    return next((place for place in _PLACES if word == place or _is_numbered(word, place)), "")


def _is_numbered(word: str, place: str) -> bool:
    """Whether `word` is `place` with a level or number behind it, such as `地下车库B1`."""
    rest = word.removeprefix(place)
    return rest != word and rest.isascii() and rest.isalnum()
