"""JSON loses nothing, CSV runs nothing, and neither carries a raw control character."""

from __future__ import annotations

import csv
import json
from datetime import UTC, datetime
from unicodedata import category

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wuye_cli.render.machine import BOM, to_csv, to_json, to_json_lines

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=30)
UNSAFE = {"Cc", "Cf", "Cs", "Zl", "Zp"}


def raw_unsafe(text):
    return {char for char in text if category(char) in UNSAFE} - {"\n", "\r"}


@given(st.dictionaries(ANY_TEXT, ANY_TEXT | st.integers() | st.none() | st.lists(ANY_TEXT)))
def test_json_comes_back_as_it_was_without_a_raw_control_character(value):
    drawn = to_json(value)
    assert json.loads(drawn) == value
    assert not raw_unsafe(drawn)
    drawn.encode()


def test_json_keeps_chinese_and_the_order_of_keys():
    assert to_json({"b": "水管", "a": 1}) == '{\n  "b": "水管",\n  "a": 1\n}\n'


def test_json_takes_records_and_instants():
    class Record(msgspec.Struct):
        id: str
        at: datetime

    at = datetime(2026, 11, 21, 9, 12, tzinfo=UTC)
    shown = json.loads(to_json([Record("A017", at)]))
    assert shown == [{"id": "A017", "at": "2026-11-21T09:12:00+00:00"}]
    with pytest.raises(TypeError):
        to_json(object())


def test_json_lines_are_one_value_a_line():
    assert to_json_lines([{"a": "x\ny"}, 2]) == '{"a": "x\\ny"}\n2\n'


@given(st.lists(st.lists(ANY_TEXT, min_size=2, max_size=2), max_size=4))
def test_no_cell_of_a_csv_starts_a_formula_or_carries_a_control_character(rows):
    drawn = to_csv(["a", "b"], rows)
    assert not raw_unsafe(drawn)
    read = list(csv.reader(drawn.splitlines(keepends=True)))
    assert len(read) == len(rows) + 1
    for row in read[1:]:
        for cell in row:
            assert not cell.lstrip(" ").startswith(tuple("=+-@＝＋－＠"))


def test_csv_quotes_as_the_standard_says_and_guards_formulas():
    drawn = to_csv(["事由", "数"], [['他说"好",了', 7], ["=1+1", -3], [None, True]])
    assert drawn == '事由,数\r\n"他说""好"",了",7\r\n\'=1+1,-3\r\n,true\r\n'


def test_only_a_file_carries_the_byte_order_mark():
    assert to_csv(["a"], []).startswith("a")
    assert to_csv(["a"], [], for_file=True).startswith(BOM)
