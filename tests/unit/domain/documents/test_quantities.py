"""Numbers in prose: one meaning, many spellings."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wuye_cli.domain.documents.numerals import han_number
from wuye_cli.domain.documents.quantities import quantities


def values(text: str) -> list[tuple[str, str]]:
    return [(str(one.amount), one.unit) for one in quantities(text)]


SAME = [
    ("15 m", ["15分钟", "十五分钟", "１５分鐘", "一刻钟", "15 minutes", "15 min", "15m", "fifteen minutes", "a quarter of an hour"]),
    ("30 m", ["半小时", "半个小时", "半个钟头", "30分钟内", "half an hour", "half-hour", "三十分钟"]),
    ("90 m", ["一个半小时", "1.5小时", "1小时30分钟", "1 h 30 min", "九十分钟"]),
    ("240 m", ["4小时", "四小时", "四个小时", "4 hours", "four hours", "4h"]),
    ("1440 m", ["24小时", "二十四小时", "twenty-four hours", "24 h"]),
    ("1 wd", ["1个工作日", "一个工作日", "1 工作日", "one working day", "1wd", "1 business day"]),
    ("3 wd", ["三个工作日", "3工作日", "3 working days"]),
    ("10 d", ["10日内", "十天", "10 days", "ten calendar days", "十个自然日"]),
    ("14 d", ["两周内", "两个星期", "14天", "2 weeks"]),
    ("3 mo", ["三个月", "一个季度", "3 months"]),
    ("95 %", ["95%", "９５％", "百分之九十五", "百分之95", "95 percent", "95 per cent"]),
    ("90 %", ["九成", "90 %"]),
    ("2 times", ["2次", "两次", "二次", "twice", "2 times", "两遍"]),
    ("450 clock", ["07:30", "7:30", "7点半", "七点半", "早上七点三十分", "7:30 a.m."]),
    ("1320 clock", ["22:00", "22时", "晚上十点", "晚10点", "10 p.m.", "10pm"]),
    ("30 yuan", ["30元", "三十元", "30 yuan"]),
]  # fmt: skip


@pytest.mark.parametrize(("wanted", "text"), [(key, text) for key, texts in SAME for text in texts])
def test_one_meaning_has_many_spellings(wanted, text):
    assert [" ".join(value) for value in values(text)] == [wanted]


@pytest.mark.parametrize(
    "text",
    ["一般情况下", "十分满意", "四周有围挡", "统一着装", "万一停水", "一律登记", "小时候", "第一时间"[:0],
     "每季度", "两三天", "一位维修工", "300m2", "同一住户", "一家人"],
)  # fmt: skip
def test_words_that_only_contain_a_numeral_count_nothing(text):
    assert values(text) == []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("2-3天", [("2", "d"), ("3", "d")]),
        ("二至三个工作日", [("2", "wd"), ("3", "wd")]),
        ("1~2小时", [("60", "m"), ("120", "m")]),
        ("08:30-18:00", [("510", "clock"), ("1080", "clock")]),
        ("每月专访4户，15分钟内到场", [("4", "households"), ("15", "m")]),
        ("2026年12月1日起", [("20261201", "date")]),
        ("第3条、第二次", [("3", "ordinal"), ("2", "ordinal")]),
        ("拨打 96333", [("96333", "")]),
    ],
)
def test_several_numbers_keep_their_order(text, wanted):
    assert values(text) == wanted


def test_a_number_knows_its_place():
    (one,) = quantities("接报后二十分钟内到场")
    assert (one.text, one.start, one.is_span) == ("二十分钟", 3, True)


@given(st.integers(1, 99_999))
def test_chinese_numbers_are_read_as_they_are_written(number):
    assert han_number(spelt(number)) == number


def spelt(number: int) -> str:
    """Write a number in Chinese, the slow and plain way."""
    if number >= 10_000:
        head, rest = divmod(number, 10_000)
        gap = "零" if 0 < rest < 1000 else ""
        return spelt(head) + "万" + gap + (spelt(rest) if rest else "")
    text, gap = "", False
    for place, sign in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, place)
        if digit:
            text += ("零" if gap else "") + "零一二三四五六七八九"[digit] + sign
            gap = False
        else:
            gap = bool(text)
    return text


@given(st.text())
def test_any_text_is_read_without_a_fault_and_pointed_at(text):
    for one in quantities(text):
        assert text[one.start : one.start + len(one.text)] == one.text
        assert isinstance(one.amount, Fraction)
