"""Vague words, and two promises in one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wuye_cli.domain.documents.wording import promises_in, vague_words


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("接到报修后及时到场", ["及时"]),
        ("接到報修後及時到場", ["及時"]),
        ("尽快答复", ["尽快"]),
        ("适当延长服务时间", ["适当"]),
        ("原则上当天办结", ["原则上"]),
        ("一般情况下当天答复", ["一般情况下"]),
        ("必要时上门", ["必要时"]),
        ("视情况处理，定期巡查", ["视情况", "定期"]),
        ("原则上15分钟到场", ["原则上"]),
        ("第一时间处理", ["第一时间"]),
        ("We reply as soon as possible", ["as soon as possible"]),
        ("Repaired promptly, where necessary", ["promptly", "where necessary"]),
        ("We generally answer in one working day", ["generally"]),
    ],
)
def test_words_that_promise_nothing(text, wanted):
    assert [one.word for one in vague_words(text)] == wanted


@pytest.mark.parametrize(
    "text",
    [
        "及时（15分钟内）到场",
        "十五分钟内及时到场",
        "尽快到场，最迟不超过一刻钟",
        "每季度定期巡查，不晚于当季最后5个工作日",
        "急修及时率100%",
        "留出必要时间",
        "不得以尽快答复搪塞",
        "答复里不写“及时”“尽快”",
        "《必要时的处理》已公示",
        "必要时（水深超过10厘米）断电",
        "一般委托",
        "回访不及时率低于5%",
        "promptly, within 15 minutes",
        "as soon as the water is off",
        "never say “soon”",
        "",
    ],
)
def test_exact_quoted_or_forbidden_words_are_none(text):
    assert vague_words(text) == ()


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("15分钟内到场，并在1小时内控制险情", 2),
        ("15分钟内到场；24小时内修复", 2),
        ("态度热情且答复准确", 2),
        ("当天答复，同时三天内上门", 2),
        ("arrive in 15 minutes and then repair in 24 hours", 2),
        ("问题合并处理", 1),
        ("结果一并告知", 1),
        ("15分钟内到场（夜间相同；节假日相同）", 1),
        ("接报后四小时内告知处理情况", 1),
        ("", 1),
    ],
)
def test_joined_promises_are_taken_apart(text, count):
    assert len(promises_in(text)) == count


@given(st.text(alphabet="尽快，。；并且同时（15分钟内）及时原则上到场ab \n“”", max_size=40))
def test_any_text_is_read(text):
    for found in vague_words(text):
        assert text[found.start :].startswith(found.word)
    assert all(part in text for part in promises_in(text))
