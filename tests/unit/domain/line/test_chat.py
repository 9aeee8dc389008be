"""Copied group chats, in the forms in which chat programs copy them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wuye_cli.domain.line.chat import read_chat

FORMS = {
    "nick and time above": (
        "钱师傅 10:05\n17 到\n\n钱师傅 10:41\n17 完1040\n",
        [("钱师傅", "", "10:05", "17 到"), ("钱师傅", "", "10:41", "17 完1040")],
    ),
    "with the day and seconds": (
        "孙工 2026/11/25 10:05:33\n17 到",
        [("孙工", "2026-11-25", "10:05:33", "17 到")],
    ),
    "month and day": ("孙工 11月25日 9:05\n17 到", [("孙工", "11-25", "9:05", "17 到")]),
    "the time first": (
        "2026-11-25 10:05:33 钱师傅\n17 到",
        [("钱师傅", "2026-11-25", "10:05:33", "17 到")],
    ),
    "yesterday": ("钱师傅 昨天 23:40\n17 到", [("钱师傅", "昨天", "23:40", "17 到")]),
    "days on lines of their own": (
        "————— 2026-11-25 —————\n\n钱师傅  10:05\n\n17 到\n",
        [("钱师傅", "2026-11-25", "10:05", "17 到")],
    ),
    "one message a line": (
        "钱师傅：17 到1005\n孙工: 好的",
        [("钱师傅", "", "", "17 到1005"), ("孙工", "", "", "好的")],
    ),
    "several lines in one message": (
        "钱师傅 10:05\n17 到\n等一下\n",
        [("钱师傅", "", "10:05", "17 到\n等一下")],
    ),
    "nobody named": ("17 到1005\n", [("", "", "", "17 到1005")]),
    "nicknames with blanks and signs": (
        "2-1-803 李女士🌷 10:05\n漏水了",
        [("2-1-803 李女士🌷", "", "10:05", "漏水了")],
    ),
    "a clock inside a sentence is no head": (
        "钱师傅 10:05\n约好10:30上门修理，业主在家等着我们\n",
        [("钱师傅", "", "10:05", "约好10:30上门修理，业主在家等着我们")],
    ),
}


@pytest.mark.parametrize("name", FORMS)
def test_messages_are_cut_with_sender_and_time(name):
    text, wanted = FORMS[name]
    assert [(one.nick, one.day, one.clock, one.text) for one in read_chat(text)] == wanted


@given(st.text(max_size=300))
def test_it_never_raises_and_loses_no_line_that_says_something(text):
    said = "".join("".join(one.nick + one.text for one in read_chat(text)).split())
    for line in text.splitlines():
        if line.strip() and not any(char.isdigit() or char in ":：" for char in line):
            bare = "".join(line.split())
            assert bare in said or set(bare) <= set("—–=-")
