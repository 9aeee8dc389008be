"""The price list: the starter's own, faults, and which item a method means."""

from __future__ import annotations

import pytest

from wuye_cli.domain.errors import CallError
from wuye_cli.domain.tickets.price_list import is_above, is_below, item_of, plain_price
from wuye_cli.store.codecs.prices import PRICES, item_to_mapping, read_prices
from wuye_cli.store.starter import starter_files
from wuye_cli.store.yaml_text import read_plain


@pytest.fixture(scope="module")
def starter():
    tree = read_plain(starter_files()[PRICES])
    items, problems = read_prices(tree)
    assert problems == []
    assert tree["items"] == {name: item_to_mapping(item) for name, item in items.items()}
    return items


GOOD = {"label": "换锁", "from": "50", "to": "150"}


@pytest.mark.parametrize(
    ("item", "code", "where"),
    [
        ({**GOOD, "form": "1"}, "S001", ()),
        ({"label": "换锁", "from": "50"}, "S002", ()),
        ({**GOOD, "to": [1]}, "S003", ("to",)),
        ({**GOOD, "to": "一百"}, "S004", ("to",)),
        ({**GOOD, "to": "150元"}, "S004", ("to",)),
        ({**GOOD, "to": "1.234"}, "S004", ("to",)),
        ({**GOOD, "from": -5}, "S010", ("from",)),
        ({**GOOD, "to": "49.99"}, "S010", ("to",)),
        ({**GOOD, "label": " "}, "S011", ("label",)),
    ],
)
def test_every_fault_is_found_where_it_is(item, code, where):
    _, problems = read_prices({"schema": "prices/1", "items": {"lock": item}})
    assert [(one.code, one.where) for one in problems] == [(code, ("items", "lock", *where))]


def test_one_word_for_two_items_is_reported():
    items = {"a": {**GOOD, "aliases": ["锁"]}, "b": {**GOOD, "aliases": ["锁"]}}
    _, (problem,) = read_prices({"schema": "prices/1", "items": items})
    assert (problem.code, problem.where) == ("R006", ("items", "b", "aliases"))


@pytest.mark.parametrize(
    ("method", "found"),
    [
        ("换龙头", "tap"),
        ("厨房换龙头一个", "tap"),
        ("换 龙头阀芯", "tap-cartridge"),
        ("换龙头芯", "tap-cartridge"),
        ("Replace Tap", "tap"),
        ("锁芯", "lock"),
        ("更换", None),  # a part of many
        ("刷墙", None),
        ("", None),
        ("换", None),
    ],
)
def test_which_item_a_method_means(starter, method, found):
    item = item_of(starter, method)
    assert (item.id if item else None) == found


def test_both_ends_of_a_price_are_within_it(starter):
    tap = starter["tap"]
    prices = ("29.99", "30", "80.00", "80.01")
    assert [is_below(tap, price) for price in prices] == [True, False, False, False]
    assert [is_above(tap, price) for price in prices] == [False, False, False, True]


@pytest.mark.parametrize("text", ["", "免费", "-5", "1.", "1.234", "1e3", "12345678", "80.5.5"])
def test_what_is_no_price(text):
    with pytest.raises(CallError) as refused:
        plain_price(text)
    assert refused.value.code == "bad_price"
