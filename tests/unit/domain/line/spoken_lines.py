"""Strategies of lines: any text, texts that a clerk might come near to, and readings."""

from __future__ import annotations

from hypothesis import strategies as st

from wuye_cli.domain.line.line import LookUp, NewTicket, Step, TicketSteps, Undo
from wuye_cli.domain.line.words import CHOICES, FIELDS, NEW, NIGHT, ONCE, PREFIXES, UNDO, WORDS
from wuye_cli.domain.tickets.channels import CHANNELS

ANY_CHARACTER = st.characters(exclude_categories=())
ANY_TEXT = st.text(ANY_CHARACTER, max_size=60)

_TABLES = [
    *(word for one in WORDS.values() for word in (*one.zh, *one.en, *one.fixed)),
    *(word for table in CHOICES.values() for words in table.values() for word in words),
    *(word for table in (PREFIXES, FIELDS, CHANNELS) for words in table.values() for word in words),
    *UNDO, *NEW, *NIGHT,
]  # fmt: skip
_TIMES = [
    "1005", "10:05", "0931", "930", "昨晚2340", "今早9点半", "十点一刻", "九点四十", "下午3点20",
    "半小时前", "10分钟前", "周五", "周四14-16", "14-16", "明天下午2点到4点", "约10-11", "3点", "2-4",
    "11-25 18:00", "12月1日", "2027-01-15", "3天", "yesterday 2340", "tomorrow 2-4pm", "5 min ago",
    "at 9am", "Fri", "2561", "25点", "02-30", "24:00", "刚才", "now", "左右", "+3d", "-30m",
]  # fmt: skip
_PEOPLE = [
    "钱", "赵师傅", "s3", "s-zhao", "Zhao", "Li Dalong", "李先生", "Mr Li", "张女士", "业主", "租户小李",
    "门岗老周", "门岗报", "王区管", "王区管报", "guard Zhou", "维保", "城管",
]  # fmt: skip
_PLACES = [
    "17", "A017", "WY-261121-A017", "#17", "17号单", "2-1-803", "3栋1单元502", "三号楼二单元1102室",
    "2-803", "3栋502", "3栋", "大堂", "3栋大堂", "地下车库B1", "bldg 3", "东门", "花园",
]  # fmt: skip
_MORE = [
    "80", "80元", "12.5", "-80", "八十", "0421", "票0123", "告知书0032", "13500005555", "62345678",
    "138 0000 1234", "1380000123", "厨房漏水", "没人理", "快点", "door 3", "the tap drips", "了", "的",
    "|", "“", "”", "「", "」", '"', "，", "、", "。", "！", "?", ":", "=", "-", "<b>", "\n", "\t", "　",
    "\u202e", "\u200b", "\x00", "\ud800", "𠀀", "Ⅷ", "ǰ", "İ", "①", "٣", "１７", "訪", "滿意", "週五",
]  # fmt: skip
PARTS = [*_TABLES, *_TABLES, *_TIMES, *_PEOPLE, *_PLACES, *_MORE]

COMPOSED = st.builds(
    lambda front, parts: front + "".join(f"{part}{blank}" for part, blank in parts),
    st.sampled_from(["", "", "17 ", "17", "A017 ", "夜 ", "新 ", "3-1-502 漏水 | ", "3栋大堂 灯坏 "]),
    st.lists(
        st.tuples(st.sampled_from(PARTS), st.sampled_from(["", " ", " ", "，"])),
        min_size=1, max_size=7,
    ),
)  # fmt: skip
"""Lines of words that mean something, in any order."""

# -- readings -------------------------------------------------------------------------------------

_JUNK = st.text(st.one_of(st.sampled_from('派到完告17 “”「」『』"|，、。：漏水a '), ANY_CHARACTER),
                min_size=1, max_size=12).filter(str.strip)  # fmt: skip
_NAME = st.one_of(
    st.sampled_from(["钱", "赵师傅", "s3", "Li Dalong", "李先生", "派", "1005", "公告栏"]),
    st.text(ANY_CHARACTER, min_size=1, max_size=8),
).filter(lambda text: text.strip() and not set('“”「」『』"') & set(text))
_CLOCKS = st.builds("{:02d}:{:02d}".format, st.integers(0, 23), st.integers(0, 59))
_DAYS = st.sampled_from(["大前天", "昨天", "今天", "明天", "后天", "周一", "下周日", "11-25",
                         "2026-12-01"])  # fmt: skip
_MOMENTS = st.one_of(
    _CLOCKS,
    st.builds("{} {}".format, _DAYS, _CLOCKS),
    st.sampled_from(
        ["now", "-30m", "-2h", "24:00", "2026-11-25T18:00", "2026-11-25T18:00:00+08:00"]
    ),
)
_WINDOWS = st.builds(
    lambda day, begin, end: f"{day} {min(begin, end)}-{max(begin, end)}".strip(),
    st.one_of(st.just(""), _DAYS), _CLOCKS, _CLOCKS,
).filter(lambda text: text[-5:] != text[-11:-6])  # fmt: skip
_NUMBERS = st.from_regex(r"[A-Z0-9][A-Z0-9-]{0,6}[0-9]", fullmatch=True)
_TAILS = st.one_of(
    st.integers(1, 9999).map(str),
    st.from_regex(r"[A-Z]{1,2}[0-9]{3,5}", fullmatch=True),
    st.from_regex(r"WY-[0-9]{6}-[A-Z]{1,4}[0-9]{3,5}", fullmatch=True),
)
_FACTS = {
    "who": _NAME, "person": _NAME, "party": _NAME, "words": _JUNK, "rest": _JUNK,
    "until": st.one_of(
        st.builds("{} {}".format, _DAYS, _CLOCKS), st.sampled_from(["+3d", "+14d", "+2h"])
    ),
    "window": _WINDOWS,
    "money": st.from_regex(r"[0-9]{1,7}(\.[0-9]{1,2})?", fullmatch=True),
    "ref": _NUMBERS, "tail": _TAILS,
    "document": st.one_of(
        st.sampled_from(["告知书0032", "通知书12号"]), _JUNK.map("doc {}".format)
    ),
    "field": st.one_of(
        st.sampled_from(["unit=2-1-0308", "channel=微信", "channel=前台"]),
        st.builds("{}={}".format, st.sampled_from(["title", "place"]), _JUNK),
    ),
}  # fmt: skip


@st.composite
def steps(draw, act):
    """Draw a step of an act with all that it needs and some more."""
    word = WORDS[act]
    fixed = draw(st.sampled_from([*word.fixed.values(), *([] if act != "repeat" else [None])])) \
        if word.fixed else None  # fmt: skip
    facts = dict([fixed]) if fixed else {}
    for slot in word.slots:
        if slot == "time" or (slot not in word.needs and draw(st.booleans())):
            continue
        strategy = _FACTS.get(slot, _JUNK)
        if slot in CHOICES:
            strategy = st.sampled_from(sorted(CHOICES[slot]))
        facts[slot] = draw(strategy)
    at = draw(st.one_of(st.just(""), _MOMENTS)) if "time" in word.slots else ""
    return Step(act=act, at=at, facts=facts)


_ACTS = [act for act in WORDS if act not in {"slip", "note"}]
_SOME_ACTS = st.lists(st.sampled_from(_ACTS), min_size=1, max_size=4).filter(
    lambda acts: all(acts.count(act) == 1 for act in acts if act in ONCE)
)


@st.composite
def told(draw):
    """Draw the steps of a line; a remark takes its rest."""
    found = [draw(steps(act)) for act in draw(_SOME_ACTS)]
    return (*found, draw(steps("note"))) if draw(st.integers(0, 4)) == 0 else tuple(found)


ON_TICKETS = st.builds(
    TicketSteps, tail=_TAILS, steps=told(), slip=st.one_of(st.just(""), _NUMBERS)
)
UNDOS = st.one_of(
    st.builds(Undo),
    st.builds(Undo, tail=_TAILS, acts=st.lists(st.sampled_from(_ACTS), max_size=3).map(tuple)),
)
LOOKS = st.one_of(
    st.builds(LookUp, tail=_TAILS),
    st.builds(
        LookUp,
        unit=st.sampled_from(["", "3-1-0502"]),
        phone=st.sampled_from(["13800001234", "01062345678"]),
    ),
    st.just(LookUp(unit="3-1-0502")),
)


def _new(where, who, facts):
    return NewTicket(**facts, **where, **who)


_MATTERS = st.one_of(
    st.sampled_from(["厨房漏水", "502 漏水", "派钱", "完1040", "电梯里有人抽烟", "a b", "17", "|", "微信"]),
    _JUNK,
).map(str.strip).filter(bool)  # fmt: skip
NEW_TICKETS = st.builds(
    _new,
    st.sampled_from([
        {}, {"unit": "3-1-0502"}, {"place": "3栋大堂"}, {"place": "地下车库B1"},
        {"place": "3号楼502室"}, {"place": "Bldg 5"}, {"place": "3栋"},
        {"unit": "3-1-0502", "at": "昨天 23:40"}, {"place": "3栋", "at": "03:10"},
        {"night": True}, {"night": True, "at": "-30m"}, {"night": True, "unit": "3-1-0502"},
        {"night": True, "at": "01:10", "place": "5栋"},
    ]),
    st.sampled_from([
        {}, {"caller": "张女士"}, {"caller": "Ms Zhang"}, {"role": "业主"}, {"taker": "门岗"},
        {"role": "租户", "caller": "小李"}, {"taker": "老周"}, {"taker": "王区管"},
        {"caller": "李阿姨", "taker": "Zhou"}, {"role": "业主", "caller": "张女士", "taker": "老周"},
    ]),
    st.fixed_dictionaries(
        {"matter": _MATTERS},
        optional={
            "channel": st.sampled_from(sorted(CHANNELS)),
            "phone": st.sampled_from(["13800001234", "01062345678", "62345678"]),
            "window": _WINDOWS,
            "slip": _NUMBERS,
            "steps": told(),
        },
    ),
)  # fmt: skip
