"""Modals, negations and likeness of sentences."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wuye_cli.domain.documents.folding import folded
from wuye_cli.domain.documents.prose import (
    FIRM,
    MAY,
    SHOULD,
    modals,
    negations,
    same_wording,
    similarity,
    strength,
    weak_modals,
)

CHINESE = st.text(alphabet="及时应可宜不得必须到场，。15分钟二十原则上ab ", max_size=30)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("应在24小时内回访", FIRM),
        ("必须征得业主同意", FIRM),
        ("24小时内回访", FIRM),
        ("宜在24小时内回访", SHOULD),
        ("應當回訪", FIRM),
        ("尽量24小时内回访", SHOULD),
        ("原则上24小时内回访", SHOULD),
        ("一般应24小时内回访", SHOULD),
        ("可电话答复", MAY),
        ("可以不回访", MAY),
        ("无须回访", MAY),
        ("应接听，可不回访", MAY),
        ("We shall call back", FIRM),
        ("We should call back", SHOULD),
        ("We may call back", MAY),
    ],
)
def test_the_weakest_modal_says_how_binding_a_text_is(text, wanted):
    assert strength(text) == wanted


@pytest.mark.parametrize(
    "text",
    ["应急照明", "供应商", "快速反应", "响应及时", "适应", "相应", "可靠性", "不可", "认可签字", "许可证",
     "可燃物", "便宜", "适宜", "事宜", "住户须知"[:0], "Mayor", "可回收垃圾", "不说“应”字"],
)  # fmt: skip
def test_compounds_are_no_modals(text):
    assert modals(text) == ()


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("维修工宜穿鞋套", ["宜"]),
        ("可视情况上门", []),
        ("可由前台代签", ["可"]),
        ("您可以电话或微信报修", []),
        ("业主可随时查询进度", []),
        ("住户应登记，维修工可不穿鞋套", ["可"]),
        ("Technicians should wear shoe covers", ["should"]),
        ("Residents may report by phone", []),
        ("必须穿鞋套", []),
    ],
)
def test_a_right_of_residents_is_no_weak_duty(text, wanted):
    assert [one.word for one in weak_modals(text)] == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("未经同意不得收费", ["未", "不"]),
        ("免费上门", ["免"]),
        ("不锈钢扶手不断擦拭，无障碍通道", []),
        ("不得不停水", []),
        ("严禁堆放", ["严禁"]),
        ("We do not charge", ["not"]),
        ("nothing", []),
    ],
)
def test_words_that_turn_a_sentence_round(text, wanted):
    assert [one.word for one in negations(text)] == wanted


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("15分钟内到现场", "十五分钟内到达现场", True),
        ("应穿鞋套", "必须穿好鞋套", True),
        ("2次", "1次", False),
        ("应回访", "宜回访", False),
        ("收费", "不收费", False),
        ("每月2次，每次1人", "每次1人，每月2次", True),
    ],
)
def test_other_words_for_the_same(one, other, same):
    assert same_wording(one, other) is same
    assert same_wording(other, one) is same


def test_likeness_of_chinese_sentences():
    assert similarity("十五分钟内到现场", "十五分钟内到达现场") > 0.7
    assert similarity("结果当场告知住户。", "结果当场告知住户") == 1.0
    assert similarity("穿鞋套", "回访率") == 0.0
    assert similarity("", "") == 1.0
    assert similarity("", "到") == 0.0


@given(CHINESE, CHINESE)
def test_likeness_is_between_nothing_and_all_and_has_no_direction(one, other):
    assert 0.0 <= similarity(one, other) == similarity(other, one) <= 1.0
    assert similarity(one, one) == 1.0


@given(CHINESE)
def test_every_text_promises_the_same_as_itself(text):
    assert same_wording(text, text)
    for found in (*modals(text), *negations(text)):
        assert text[found.start :].startswith(found.word)


@pytest.mark.parametrize(
    ("strong", "words"),
    [
        (FIRM, "必须 务必 不得 不准 不许 严禁 禁止 保证 承诺 应当 须 应"),
        (FIRM, "must/shall/will/guarantee/undertakes to"),
        (SHOULD, "宜 尽量 尽可能 原则上 一般应 力争 争取 提倡"),
        (SHOULD, "should/ought to/is recommended/in principle/try to/aims to/endeavour to"),
        (MAY, "可以 无须 无需 可"),
        (MAY, "may/might/can/could/need not"),
    ],
)
def test_each_modal_word_is_found_whatever_letter_it_begins_with(strong, words):
    for word in words.split("/") if words.isascii() else words.split():
        found = modals(f"我们 {word} 上门")
        assert (word, strong) in {(one.word, one.strength) for one in found}, word


@pytest.mark.parametrize(
    "words",
    [
        "不/未/无/免/没/勿/莫/禁止/严禁/杜绝/非",
        "not/no/never/without/none/nor/cannot/free of/n't",
    ],
)
def test_each_negation_is_found_whatever_letter_it_begins_with(words):
    for word in words.split("/"):
        assert [one.word for one in negations(f"我们 {word} 上门")] == [word]


@given(CHINESE)
def test_a_text_is_as_binding_as_its_weakest_modal(text):
    assert strength(text) == min((one.strength for one in modals(text)), default=FIRM)


@given(st.text(max_size=20) | st.text(alphabet="ＡＺａ１，。　時過AZaz15'“", max_size=20))
def test_folding_keeps_every_place_and_is_done_once(text):
    once = folded(text)
    assert len(once) == len(text)
    assert folded(once) == once == "".join(folded(letter) for letter in text)
