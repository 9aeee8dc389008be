"""The bytes of a sheet: what a spreadsheet program sees, and what is read back of what it saved."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from tests.support.depth import tries
from xlsxwriter import Workbook

from wuye_cli.domain.errors import CallError
from wuye_cli.gateways.sheets.live_cells import cell_name, live_cells
from wuye_cli.gateways.sheets.model import Choice, Column, Row, Table, Words
from wuye_cli.gateways.sheets.reading import read_workbook
from wuye_cli.gateways.sheets.writing import write_workbook

COLUMNS = (
    Column(key="id", locked=True),
    Column(key="title"),
    Column(key="tier", kind="choice", closed=True),
    Column(key="at", kind="moment"),
    Column(key="price", kind="amount"),
)
WORDS = Words(
    title="工单",
    headings={"id": "编号", "title": "事由", "tier": "等级", "at": "到场", "price": "报价"},
    shown={"tier": {"emergency": "紧急", "general": "一般"}},
)
CHOICES = {"tier": (Choice("emergency", "紧急"), Choice("general", "一般"))}
CELLS = {
    "id": "A1",
    "title": "=1+1",
    "tier": "general",
    "at": "2026-11-24T10:40",
    "price": "12.5",
}


def a_table(*cells, spare=0):
    rows = tuple(Row(key=one["id"], mark="uid", cells=one) for one in cells)
    return Table(
        what="open", columns=COLUMNS, rows=rows, choices=CHOICES, base="c0ffee",
        at="2026-11-24T09:00:00+08:00", spare=spare,
    )  # fmt: skip


def written(*cells, **more):
    return write_workbook(a_table(*cells, **more), WORDS)


def opened(data):
    book = load_workbook(io.BytesIO(data))
    return book, book[book.sheetnames[0]]


def saved(book):
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_cells_have_their_own_types_and_no_text_is_a_formula():
    _, sheet = opened(written(CELLS))
    row = sheet[2]
    assert [cell.value for cell in row] == [
        "A1",
        "=1+1",
        "一般",
        datetime(2026, 11, 24, 10, 40),  # noqa: DTZ001 - a sheet's
        12.5,
    ]
    assert [cell.data_type for cell in row] == ["s", "s", "s", "d", "n"]
    assert row[1].number_format == "@"
    assert live_cells(written(CELLS), "工单") == {}


def test_columns_to_look_at_are_locked_and_the_others_are_not():
    _, sheet = opened(written(CELLS))
    assert sheet.protection.sheet
    assert not sheet.protection.password
    assert [cell.protection.locked for cell in sheet[2]] == [True, False, False, False, False]
    assert sheet.freeze_panes == "B2"


def test_empty_rows_for_new_things_are_open_in_every_column():
    _, sheet = opened(written(CELLS, spare=2))
    assert all(not cell.protection.locked for cell in sheet[4])


def test_a_column_of_choices_has_its_drop_down():
    book, sheet = opened(written(CELLS))
    (rule,) = sheet.data_validations.dataValidation
    assert (str(rule.sqref), rule.type, rule.errorStyle or "stop") == ("C2", "list", "stop")
    assert rule.formula1 == "'wuye-lists'!$A$1:$A$2"
    assert [cell.value for cell in book["wuye-lists"]["A"]] == ["紧急", "一般"]
    assert {book[name].sheet_state for name in ("wuye", "wuye-lists")} == {"veryHidden"}


def test_the_marks_tell_what_went_out():
    arrived = read_workbook(written(CELLS))
    assert (arrived.what, arrived.base, arrived.at) == (
        "open",
        "c0ffee",
        "2026-11-24T09:00:00+08:00",
    )
    assert arrived.out == {"A1": Row(key="A1", mark="uid", cells=CELLS)}
    assert arrived.shown == {"tier": {"紧急": "emergency", "一般": "general"}}
    (row,) = arrived.rows
    assert (row.line, row.cells["title"].name, row.cells["title"].value) == (2, "B2", "=1+1")


TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=30)


@settings(max_examples=tries(60), deadline=None)
@given(st.lists(TEXTS, max_size=4))
def test_any_text_is_marked_and_read_back_also_when_saved_anew(texts):
    cells = [{"id": f"A{at}", "title": text} for at, text in enumerate(texts)]
    data = written(*cells)
    for one in (data, saved(opened(data)[0])):
        arrived = read_workbook(one)
        assert arrived.damaged == ()
        assert [row.cells for row in arrived.out.values()] == cells


def test_marks_longer_than_a_cell_are_read_back():
    cells = {"id": "A1", "title": "长" * 70_000}
    assert read_workbook(written({**cells, "price": "1"})).out["A1"].cells["title"] == "长" * 70_000


def test_a_mark_that_was_changed_is_damaged_and_the_others_are_not():
    book, _ = opened(written(CELLS, {**CELLS, "id": "A2"}))
    marks = book["wuye"]
    line = next(row for row in marks.iter_rows() if row[1].value == "A1")
    line[-1].value = line[-1].value.replace("general", "emergency")
    arrived = read_workbook(saved(book))
    assert arrived.damaged == ("A1",)
    assert list(arrived.out) == ["A2"]


@pytest.mark.parametrize(
    ("formula", "what"), [("=1+1", "formula"), ("=1/0", "formula"), ("#DIV/0!", "error")]
)
def test_formulas_and_errors_are_told_though_their_value_is_a_text(formula, what):
    book, sheet = opened(written(CELLS))
    sheet["B2"] = formula
    (row,) = read_workbook(saved(book)).rows
    assert row.cells["title"].trouble == what


def test_a_formula_that_keeps_its_last_result_is_told():
    out = io.BytesIO()
    with Workbook(out, {"in_memory": True}) as book:
        book.add_worksheet("x").write_formula(0, 0, '="abc"', None, "abc")
    assert live_cells(out.getvalue(), "x") == {"A1": "formula"}


def repacked(data, change):
    """Return a workbook with the XML of its first sheet changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, change(part.decode()) if name.endswith("sheet1.xml") else part)
    return out.getvalue()


def test_cells_without_a_name_and_with_a_prefix_are_counted():
    text = (
        '<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        "<x:sheetData><x:row><x:c/><x:c><x:f>1</x:f></x:c></x:row>"
        '<x:row r="7"><x:c t="e"/></x:row></x:sheetData></x:worksheet>'
    )
    data = repacked(written(CELLS), lambda _: text)
    assert live_cells(data, "工单") == {"B1": "formula", "A7": "error"}


def test_a_document_type_is_refused_before_its_entities_grow():
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa">]>'
    data = repacked(written(CELLS), lambda text: re.sub(r"(<worksheet)", bomb + r"\1", text))
    with pytest.raises(CallError) as refused:
        read_workbook(data)
    assert refused.value.code == "import_workbook"


@pytest.mark.parametrize(
    "data", [b"", b"PK\x03\x04junk", "编号,事由\r\n".encode(), b"\xd0\xcf\x11\xe0"]
)
def test_what_is_no_workbook_is_refused(data):
    with pytest.raises(CallError) as refused:
        read_workbook(data)
    assert refused.value.code == "import_workbook"


def test_a_workbook_that_is_not_ours_and_one_of_a_later_version():
    book, _ = opened(written(CELLS))
    book["wuye"]["B1"] = "sheet/2"
    with pytest.raises(CallError, match="sheet_newer"):
        read_workbook(saved(book))
    del book["wuye"]
    with pytest.raises(CallError, match="sheet_no_marks"):
        read_workbook(saved(book))


def test_a_sheet_without_its_headings_is_refused():
    book, sheet = opened(written(CELLS))
    sheet.delete_rows(1)
    with pytest.raises(CallError, match="sheet_no_header"):
        read_workbook(saved(book))


def test_a_sheet_is_found_under_another_name_and_behind_another_one():
    book, sheet = opened(written(CELLS))
    sheet.title = "我的"
    book.create_sheet("说明", 0)["A1"] = "看这里"
    assert len(read_workbook(saved(book)).rows) == 1


@given(st.integers(1, 10_000), st.integers(0, 20_000))
def test_names_of_cells_are_those_of_spreadsheets(line, at):
    if at < 18_278:
        assert cell_name(line, at) == f"{get_column_letter(at + 1)}{line}"
