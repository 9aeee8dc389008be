"""Phones and identity numbers leave the words; rooms, prices, times and orders stay."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.depth import tries

from wuye_cli.domain.people.contacts import (
    ID_MARK,
    PHONE_MARK,
    extract,
    has_personal_data,
    mask_phone,
    plain_phone,
)
from wuye_cli.domain.people.found_numbers import find_numbers
from wuye_cli.domain.people.id_number import check_place, is_dated, is_identity_number
from wuye_cli.domain.people.plain_view import plain_view

WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


@pytest.mark.parametrize(
    ("words", "phone"),
    [
        ("厨房水管爆裂13800001234快来", "13800001234"),
        ("厨房水管爆裂１３８００００１２３４快来", "13800001234"),
        ("打138 0000 1234", "13800001234"),
        ("打138-0000-1234", "13800001234"),
        ("打138.0000.1234", "13800001234"),
        ("打138、0000、1234", "13800001234"),
        ("打138—0000—1234", "13800001234"),
        ("打1380 0001 234", "13800001234"),
        ("打138 00 00 12 34", "13800001234"),
        ("打13 80 00 01 23 4", "13800001234"),
        ("打1 3 8 0 0 0 0 1 2 3 4", "13800001234"),
        ("打138\u200b0000\u200d1234", "13800001234"),
        ("打1️⃣3️⃣8️⃣0️⃣0️⃣0️⃣0️⃣1️⃣2️⃣3️⃣4️⃣", "13800001234"),
        ("打①③⑧⓪⓪⓪⓪①②③④", "13800001234"),
        ("打+86 138 0000 1234", "13800001234"),
        ("打(+86)13800001234", "13800001234"),
        ("打0086-13800001234", "13800001234"),
        ("打8613800001234", "13800001234"),
        ("打013800001234", "13800001234"),
        ("打幺三八零零零零一二三四", "13800001234"),
        ("微信号13800001234abc", "13800001234"),
        ("座机010-62345678", "01062345678"),
        ("座机(010)6234-5678", "01062345678"),
        ("座机01062345678", "01062345678"),
        ("座机0755 88881234", "075588881234"),
        ("座机0755-8888123", "07558888123"),
        ("座机021-55551234转801", "02155551234-801"),
        ("座机021-55551234-801", "02155551234-801"),
        ("+86 10 6234 5678", "01062345678"),
        ("+86 755 8888 1234", "075588881234"),
        ("电话：62345678", "62345678"),
        ("打400-820-8820", "4008208820"),
        ("打4008208820", "4008208820"),
        ("打800 820 8820", "8008208820"),
    ],
)
def test_a_phone_is_moved_out_of_the_words(words: str, phone: str):
    found = extract(words)
    assert found.phones == (phone,)
    assert PHONE_MARK in found.words
    assert not re.search(r"\d", found.words.translate({ord(mark): None for mark in "️⃣"}))


@pytest.mark.parametrize(
    "words",
    [
        "3-1-0502 厨房水管",
        "１３-８-０５０２ 厨房水管",
        "1-3-0502 10-11 9点",
        "13-8-0502 2026-11-21 13:40",
        "3栋1单元0502 20261121",
        "0502 2026-11-21 漏水",
        "WY-261121-A017 并入 WY-261121-A0018",
        "价150 收80微信 12.50元",
        "17 到1005 价80换龙头 同意1012李先生签 完1040 收80微信 纸0421",
        "2026-11-21T09:12:00+08:00",
        "2026年11月21日 13时45分",
        "昨晚2340 周五14-16",
        "打12345 110 119 120 114 96333",
        "水表012345 电表152360 气表1652.34",
        "京A13812 粤B·D12345 沪AD13812",
        "订单20261121135000055551",
        "订单138000012345",
        "流水4200001234202611211350000555",
        "时间戳1795224720000",
        "二三楼一三五七九号",
    ],
)
def test_other_numbers_stay_where_they_are(words: str):
    assert extract(words).words == words
    assert has_personal_data(words) is None


@pytest.mark.parametrize(
    ("words", "left", "phones"),
    [
        ("2-1-803 135-0000-5555", "2-1-803 [电话]", ("13500005555",)),
        ("1-803 135 0000 5555", "1-803 [电话]", ("13500005555",)),
        ("3-1-0502-13800001234", "3-1-0502-[电话]", ("13800001234",)),
        ("13800001234/13900002222", "[电话]/[电话]", ("13800001234", "13900002222")),
        ("13800001234\n13900002222", "[电话]\n[电话]", ("13800001234", "13900002222")),
        ("打13800001234，再打138-0000-1234", "打[电话]，再打[电话]", ("13800001234",)),
    ],
)
def test_a_phone_parts_from_what_stands_beside_it(words: str, left: str, phones: tuple[str, ...]):
    found = extract(words)
    assert (found.words, found.phones) == (left, phones)


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("身份证11010519491231002X。", "11010519491231002X"),
        ("身份证11010519491231002x。", "11010519491231002X"),
        ("身份证１１０１０５１９４９１２３１００２Ｘ。", "11010519491231002X"),
        ("身份证110105 19491231 002X。", "11010519491231002X"),
        ("身份证1101 0519 4912 3100 2X。", "11010519491231002X"),
        ("身份证130503670401001。", "130503670401001"),
        ("身份证110105194912310021。", "110105194912310021"),
    ],
)
def test_an_identity_number_is_moved_out_of_the_words(words: str, number: str):
    found = extract(words)
    assert (found.words, found.ids) == (f"身份证{ID_MARK}。", (number,))
    assert has_personal_data(words) == "id"


def test_the_check_digit_decides_whether_an_identity_number_is_valid():
    assert is_identity_number("11010519491231002X")
    assert not is_identity_number("110105194912310020")
    assert not is_dated("110105194913310021")
    assert not is_dated("990105194912310021")


MOBILES = st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True)
GAPS = st.text(alphabet=" -.—–－．·　\u2009\u200b/_", max_size=2)
AROUND = st.text(
    alphabet=st.one_of(
        st.sampled_from("厨房水管3-1-0502 ，。:：(（+-X年月日[]电话元转"),
        st.characters(codec="utf-8"),
    ),
    max_size=15,
)


def is_digit_like(char: str) -> bool:
    return char.isdigit() or char in "〇零一二三四五六七八九幺壹两○"


def beside(before: str, after: str) -> tuple[str, str]:
    """Part neighbours that are digits from the number: within a longer run it is no phone."""
    if any(is_digit_like(char) for char in before):
        before += "："
    if any(is_digit_like(char) for char in after):
        after = "，电" + after
    return before, after


@given(AROUND, MOBILES, st.lists(GAPS, min_size=2, max_size=2), AROUND, st.sampled_from([{}, WIDE]))
@settings(max_examples=tries(200))
def test_no_phone_survives_whatever_surrounds_it(
    before: str, number: str, gaps: list[str], after: str, digits: dict[int, str]
):
    before, after = beside(before, after)
    shown = number.translate(digits)
    written = gaps[0].join((shown[:3], gaps[1].join((shown[3:7], shown[7:]))))
    found = extract(before + written + after)
    assert number in found.phones
    assert written not in found.words
    assert has_personal_data(found.words) is None


@given(MOBILES, st.sampled_from(["-", " ", ".", "－", "  ", " - "]))
def test_no_phone_survives_written_digit_by_digit(number: str, gap: str):
    found = extract(f"请打{gap.join(number)}谢谢")
    assert found == extract(f"请打{number}谢谢")


@given(st.text(alphabet="0123456789０１３８ -.X身份证电话幺一八转()+", max_size=40))
@settings(max_examples=tries(200))
def test_cleaned_words_hold_nothing_more_to_clean(words: str):
    cleaned = extract(words).words
    assert has_personal_data(cleaned) is None
    assert extract(cleaned).words == cleaned


@given(st.text(max_size=60))
def test_words_without_numbers_are_left_alone(words: str):
    without = "".join(char for char in words if not is_digit_like(char) and not char.isnumeric())
    assert extract(without).words == without


@given(
    st.sampled_from(["11", "31", "44", "51"]),
    st.dates(min_value=date(1920, 1, 1), max_value=date(2026, 1, 1)),
    st.from_regex(r"[0-9]{3}", fullmatch=True),
)
def test_every_valid_identity_number_is_found(province: str, born: date, order: str):
    digits = f"{province}0105{born:%Y%m%d}{order}"
    number = digits + check_place(digits)
    assert extract(f"证{number}号").ids == (number,)


def test_a_masked_phone_does_not_give_the_number_away():
    assert mask_phone("13812345678") == "138****5678"
    assert mask_phone("12345") == "***45"
    assert mask_phone("7") == "7"


def test_a_phone_typed_alone_is_kept_plain():
    assert plain_phone("+86 138-0000-1234") == "13800001234"
    assert plain_phone("62345678") == "62345678"


def test_a_long_text_of_digits_takes_no_long_time():
    words = "13800001234 " * 2000 + "9" * 20000 + "1-" * 5000
    assert extract(words).phones == ("13800001234",)


DIGITED = st.lists(
    st.sampled_from(
        ["电话", "座机：", "固话是", "TEL ", "tel.", "Tel:", "楼", " ", "-", "(", ")", "+86", "021", "138",
         "400", "0502", "62345678", "3456", "12", "7", "二", "幺三八", "零", "x"]
    ),
    max_size=9,
).map("".join)  # fmt: skip


@settings(max_examples=tries(300), deadline=None)
@given(DIGITED)
def test_the_count_that_spares_the_patterns_hides_no_number(words):
    view, _ = plain_view(words)
    assert bool(find_numbers(view)) == (has_personal_data(words) is not None)
