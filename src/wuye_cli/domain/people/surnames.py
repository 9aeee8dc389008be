"""What a member of staff is called before residents: the surname alone."""

from __future__ import annotations

_DOUBLE = frozenset(
    ["欧阳", "司马", "上官", "诸葛", "东方", "皇甫", "尉迟", "公孙", "慕容", "司徒", "令狐", "宇文",
     "长孙", "夏侯", "端木", "百里", "南宫", "独孤", "呼延", "西门", "轩辕", "申屠", "太史", "澹台"]
)  # fmt: skip
_SINGLE = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖萧田董袁潘于蒋蔡余杜叶程苏"
    "魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付傅方白邹孟熊秦邱江尹薛闫阎段雷侯龙史陶黎贺顾毛郝龚"
    "邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝"
    "包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤"
    "阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和"
    "仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝官"
)
_TITLES = ("师傅", "经理", "主管", "客服", "管家", "区管", "班长", "队长", "工", "姐", "哥")
_LONGEST = 4
_LATIN = 20


def is_surname(text: str) -> bool:
    """Tell whether a text is one of the usual surnames and nothing else."""
    return text in _DOUBLE or (len(text) == 1 and text in _SINGLE)


def surname(name: str, *, registered: bool) -> str:
    """Return the surname in a name, or nothing where the text may be anything else.

    Args:
        name: As it is registered, or as somebody typed it.
        registered: It is the name of somebody on the staff list, so that it is a name.

    Example:
        >>> surname("赵强", registered=True), surname("欧阳师傅", registered=False)
        ('赵', '欧阳')
        >>> surname("水电班", registered=False), surname("1102张女士", registered=False)
        ('', '')
    """
    plain = name.strip()
    for title in _TITLES:
        if plain.endswith(title) and len(plain) > len(title):
            plain = plain.removesuffix(title)
            break
    if plain.isascii():
        first = plain.split(" ", 1)[0]
        return first if registered and first.isalpha() and len(first) <= _LATIN else ""
    if not all("\u4e00" <= char <= "\u9fff" for char in plain) or len(plain) > _LONGEST:
        return ""
    if plain[:2] in _DOUBLE:
        return plain[:2]
    is_name = registered or (is_surname(plain[:1]) and len(plain) <= len("三个字"))
    return plain[:1] if is_name else ""
