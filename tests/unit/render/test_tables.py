"""Tables line up with Chinese in them, and cells cannot break them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from wuye_cli.render.tables import Narrow, fit, report_table, table
from wuye_cli.render.width import width

CELLS = st.text(st.characters(exclude_categories=()), max_size=20)


def test_columns_line_up_with_chinese_in_them():
    drawn = table(["工单", "等级", "事由"], [["A1", "紧急", "爆管"], ["A017", "一般", "灯不亮"]])
    assert drawn == "工单  等级  事由\nA1    紧急  爆管\nA017  一般  灯不亮"


def test_numbers_can_stand_to_the_right():
    assert table(["n", "x"], [["7", "a"], ["100", "b"]], right={0}) == "  n  x\n  7  a\n100  b"


def test_codes_are_not_read_as_numbers():
    for draw in (table, report_table):
        assert "007" in draw(["房"], [["007"], ["1e5"]])
        assert "1e5" in draw(["房"], [["007"], ["1e5"]])


def test_a_wide_column_is_cut_to_the_terminal():
    drawn = table(["id", "title"], [["A017", "水" * 40]], columns=30)
    assert max(width(line) for line in drawn.splitlines()) <= 30
    assert "A017" in drawn
    assert "…" in drawn


def test_columns_give_way_in_turn_before_others_are_cut():
    heads, rows = ["a", "b", "c"], [["1" * 10, "2" * 10, "3" * 30]]
    drawn = {
        room: table(heads, rows, narrow=Narrow(heads, "a", "bc"), columns=room)
        for room in (40, 30, 12)
    }
    assert {room: text.split("\n")[0].split() for room, text in drawn.items()} == {
        40: ["a", "b", "c"],
        30: ["a", "c"],
        12: ["a"],
    }
    assert all("1" * 10 in text for text in drawn.values())


def test_colour_changes_no_alignment():
    rows = [[("迟", "bad"), "x"], ["ok", "y"]]
    plain = table(["a", "b"], rows)
    painted = table(["a", "b"], rows, colour=True)
    assert "\x1b[31m迟\x1b[0m" in painted
    for code in ("\x1b[31m", "\x1b[1m", "\x1b[0m"):
        painted = painted.replace(code, "")
    assert painted == plain


@given(st.lists(st.tuples(CELLS, CELLS), max_size=5))
def test_every_row_is_one_line_whatever_is_in_it(rows):
    assert len(table(["a", "b"], rows).split("\n")) == len(rows) + 1


@given(st.lists(st.integers(0, 60), min_size=1, max_size=6), st.integers(1, 120))
def test_fitting_never_widens_and_stops_at_the_narrowest(sizes, room):
    fitted = fit(sizes, room)
    assert all(new <= old for new, old in zip(fitted, sizes, strict=True))
    assert sum(fitted) <= room or max(fitted) <= 6


def test_a_report_without_rows_still_has_its_head():
    assert "月份" in report_table(["月份", "件数"], [])
    assert (
        report_table(["月份", "件数"], [["十一月", "7"]], right={1}).splitlines()[2].endswith("7")
    )
