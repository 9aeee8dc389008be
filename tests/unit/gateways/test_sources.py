from __future__ import annotations

import gzip
import io
import sys
import zipfile
from datetime import datetime

import msgspec
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.depth import tries

from wuye_cli.domain.errors import CallError
from wuye_cli.gateways.importers.csv_source import read_csv
from wuye_cli.gateways.importers.json_source import read_json
from wuye_cli.gateways.importers.mapping import Options
from wuye_cli.gateways.importers.sheet import read_bytes, unique_columns
from wuye_cli.gateways.importers.xlsx_source import read_xlsx


def csv_rows(text, **options):
    sheet = read_csv(text.encode(), Options(**options))
    return sheet.columns, list(sheet.rows)


def test_a_row_has_the_line_where_it_begins():
    columns, rows = csv_rows('a,b\n1,"x\ny"\n\n2,z\n')
    assert columns == ("a", "b")
    assert [(row.line, list(row.cells)) for row in rows] == [(2, ["1", "x\ny"]), (5, ["2", "z"])]


def test_cells_beyond_the_header_are_counted_and_short_rows_are_kept():
    _, rows = csv_rows("a,b\n1,2,3, ,4\n1\n")
    assert [(list(row.cells), row.extra) for row in rows] == [(["1", "2"], 2), (["1"], 0)]


def test_the_header_may_stand_further_down():
    columns, rows = csv_rows("报修台账,,\n,,\nid,what\n1,x\n", header=3)
    assert columns == ("id", "what")
    assert rows[0].line == 4


def test_a_quote_left_open_is_one_error_with_its_line():
    with pytest.raises(CallError) as caught:
        csv_rows('a,b\n1,2\n3,"open\n4,5\n')
    assert caught.value.code == "import_csv"
    assert caught.value.facts["line"] == 3
    _, rows = csv_rows('a,b\n3,"open\n4,5\n', quotes="loose")
    assert len(rows) == 1


def test_a_cell_past_a_megabyte_is_an_error_and_no_crash():
    with pytest.raises(CallError) as caught:
        csv_rows("a\n" + "x" * (1 << 20) + "x\n")
    assert caught.value.code == "import_csv"


def test_a_hundred_thousand_columns_are_read():
    wide = ",".join(f"c{number}" for number in range(100_000))
    columns, rows = csv_rows(f"{wide}\n{wide}\n")
    assert len(columns) == len(rows[0].cells) == 100_000


@pytest.mark.parametrize("text", ["", "\n\n", ",,\n1,2,3\n"])
def test_a_sheet_without_a_header_is_refused(text):
    with pytest.raises(CallError) as caught:
        csv_rows(text)
    assert caught.value.code == "import_empty"


@settings(max_examples=tries(200))
@given(st.text(alphabet='ab,"\n\r\x00\x1b=中\u202e𠮷', max_size=60))
def test_any_csv_is_read_or_refused(text):
    try:
        sheet = read_csv(text.encode(), Options())
        widest = max((len(row.cells) for row in sheet.rows), default=0)
    except CallError as error:
        refused = error.code
    else:
        refused = ""
        assert widest <= len(sheet.columns)
    assert refused in {"", "import_csv", "import_empty"}


def test_a_name_given_twice_is_numbered():
    assert unique_columns(["a", "b", "a", "a"]) == ("a", "b", "a#2", "a#3")


# -- JSON ------------------------------------------------------------------------------------------


def json_rows(text, wanted, **options):
    return list(read_json(text.encode(), Options(**options), wanted).rows)


def test_a_dot_leads_into_a_record_and_into_the_list():
    text = '{"data": {"rows": [{"a": {"b": 1}, "c.d": "x"}, 7]}}'
    rows = json_rows(text, ["a.b", "c.d", "none"], records="data.rows")
    assert rows[0].cells == [1, "x", None]
    assert rows[1] == (2, None, 0)


def test_records_may_stand_one_a_line():
    rows = json_rows('{"a": 1}\n\n{"a": 2}\n', ["a"], lines=True)
    assert [(row.line, row.cells) for row in rows] == [(1, [1]), (3, [2])]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{", "import_json"),
        ("[" * 100_000, "import_json"),
        ('{"rows": 1}', "import_no_list"),
        ("1", "import_no_list"),
    ],
)
def test_what_is_no_list_of_records_is_refused(text, code):
    with pytest.raises(CallError) as caught:
        json_rows(text, ["a"])
    assert caught.value.code == code


@settings(max_examples=tries(100))
@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(), st.lists, max_leaves=8))
def test_any_json_list_yields_a_row_for_every_item(value):
    items = value if isinstance(value, list) else [value]
    text = msgspec.json.encode(items)
    rows = list(read_json(text, Options(), ["a"]).rows)
    assert len(rows) == len(items)
    assert all(row.cells is None for row in rows)


# -- workbooks -------------------------------------------------------------------------------------


def workbook(rows, name="台账"):
    data = io.BytesIO()
    with xlsxwriter.Workbook(data, {"strings_to_formulas": False}) as book:
        sheet = book.add_worksheet(name)
        day = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        for number, row in enumerate(rows):
            for place, cell in enumerate(row):
                if isinstance(cell, datetime):
                    sheet.write_datetime(number, place, cell, day)
                else:
                    sheet.write(number, place, cell)
    return data.getvalue()


def test_a_workbook_keeps_its_rows_times_and_formulas_as_text():
    at = datetime(2025, 3, 1, 9, 30)  # noqa: DTZ001 - a spreadsheet's wall clock
    data = workbook([["标题"], [], ["编号", "时间", "事由"], [1, at, "=1+1"], ["", "", ""]])
    sheet = read_xlsx(data, Options(header=3))
    assert sheet.columns == ("编号", "时间", "事由")
    rows = list(sheet.rows)
    assert [(row.line, list(row.cells)) for row in rows] == [(4, [1.0, at, "=1+1"])]


@pytest.mark.parametrize(
    ("data", "options", "code"),
    [
        (b"PK no zip", Options(), "import_workbook"),
        (b"plain text", Options(), "import_workbook"),
        (workbook([["a"]]), Options(sheet="别的"), "import_no_sheet"),
        (workbook([["a"]]), Options(header=9), "import_empty"),
    ],
)
def test_what_is_no_such_sheet_is_refused(data, options, code):
    with pytest.raises(CallError) as caught:
        read_xlsx(data, options)
    assert caught.value.code == code


def test_a_packed_bomb_is_refused_unopened(monkeypatch):
    monkeypatch.setattr("wuye_cli.gateways.importers.xlsx_source.MOST_BYTES", 1000)
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b"0" * 2000)
    with pytest.raises(CallError) as caught:
        read_xlsx(data.getvalue(), Options())
    assert caught.value.code == "import_too_large"


def test_without_the_library_the_command_that_brings_it_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "python_calamine", None)
    with pytest.raises(CallError) as caught:
        read_xlsx(workbook([["a"]]), Options())
    assert caught.value.code == "missing_extra"
    assert caught.value.facts["command"].startswith("pip install")


# -- files -----------------------------------------------------------------------------------------


def test_a_packed_file_is_read_whatever_its_name(tmp_path):
    path = tmp_path / "cases.csv"
    path.write_bytes(gzip.compress(b"a\n1\n"))
    assert read_bytes(str(path)) == b"a\n1\n"


@pytest.mark.parametrize("content", [None, b"\x1f\x8bbroken"])
def test_a_file_that_cannot_be_read_is_one_error(tmp_path, content):
    path = tmp_path / "cases.csv.gz"
    if content:
        path.write_bytes(content)
    with pytest.raises(CallError) as caught:
        read_bytes(str(path))
    assert caught.value.code == "import_unreadable"
