"""A sample, its paper filled by another program, and what it comes to."""

from __future__ import annotations

import msgspec
import pytest
from openpyxl import load_workbook
from tests.support.desks import an_office

from wuye_cli.auditing.periods import parse_period
from wuye_cli.cli.audit.paper_words import paper_words
from wuye_cli.cli.sheet_words import words_of
from wuye_cli.domain.errors import CallError, NotFoundError
from wuye_cli.gateways.sheets.writing import write_workbook
from wuye_cli.i18n.catalog import use_language
from wuye_cli.render.audit_report import as_html, as_markdown, as_text, fault_line, report_blocks
from wuye_cli.services.audit_papers.findings import read_paper, report
from wuye_cli.services.audit_papers.sampling import read_sample, sample
from wuye_cli.services.audit_papers.workpaper import workpaper
from wuye_cli.services.desk import Draft
from wuye_cli.services.fieldwork import report as note
from wuye_cli.services.intake import Request, take
from wuye_cli.services.sheets.going import table_of

NOVEMBER = parse_period("2026-11")


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    office = an_office(tmp_path_factory.mktemp("sample"))
    for number, words in enumerate(["厨房水管爆了", *["卧室灯不亮"] * 5]):
        take(office.desk, f"2-1-80{number} {words}", Request(title=""))
    return office


@pytest.fixture(autouse=True)
def _chinese(monkeypatch):
    monkeypatch.setenv("WUYE_LANG", "zh")
    use_language()


@pytest.fixture(scope="module")
def drawn(office):
    return sample(office.desk, NOVEMBER, size=4, seed="会3")


@pytest.fixture
def paper(office, drawn, tmp_path):
    path = tmp_path / "p.xlsx"
    table = workpaper(office.desk, drawn, lambda _kind, value: value)
    path.write_bytes(write_workbook(table, paper_words(drawn)))
    return path


def fill(path, answers=None, sheet=0, drop=0):
    """Answer every test with 符合, then what is given by cell; drop a row at the end."""
    book = load_workbook(path)
    page = book.worksheets[sheet]
    for row in range(2, page.max_row + 1):
        for column in "LMNOPQR":
            page[f"{column}{row}"] = "符合"
    for cell, value in (answers or {}).items():
        page[cell] = value
    if drop:
        page.delete_rows(drop)
    book.save(path)
    return path


def told(path):
    return {(one.cell, one.column, one.code) for one in read_paper(str(path)).faults}


def test_a_sample_is_drawn_the_same_each_time_and_has_each_stratum(office, drawn):
    assert sample(office.desk, NOVEMBER, size=4, seed="会3") == drawn
    assert sum(len(one.drawn) for one in drawn.strata) == 4
    assert all(one.drawn for one in drawn.strata)
    assert len(drawn.strata) == 2
    assert len(sample(office.desk, NOVEMBER, size=4, seed="会3", by="none").strata) == 1
    assert len(sample(office.desk, NOVEMBER, size=99, seed="会3").names()) == 6
    assert read_sample(msgspec.json.encode(drawn)) == drawn


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"size": 1}, "small_sample"),
        ({"seed": " "}, "bad_seed"),
        ({"seed": "a\x1b"}, "bad_seed"),
        ({"seed": "x" * 201}, "bad_seed"),
        ({"by": "title"}, "bad_by"),
    ],
)
def test_samples_that_cannot_be(office, more, code):
    with pytest.raises(CallError, match=code):
        sample(office.desk, NOVEMBER, **{"size": 4, "seed": "a", **more})


def test_there_is_nothing_to_draw_from(office):
    with pytest.raises(NotFoundError, match="no_tickets"):
        sample(office.desk, parse_period("2020"), size=4, seed="a")


def test_a_sample_that_somebody_chose_is_refused(drawn):
    tree = msgspec.to_builtins(drawn)
    bigger = max(tree["strata"], key=lambda one: len(one["population"]))
    chosen = {name for name, _ in bigger["drawn"]}
    other = next(name for name in bigger["population"] if name not in chosen)
    bigger["drawn"] = ([other, bigger["drawn"][0][1]], *bigger["drawn"][1:])
    with pytest.raises(CallError, match="sample_changed"):
        read_sample(msgspec.json.encode(tree))
    for wrong in (b"", b"[]", b"{}", msgspec.json.encode({**tree, "commit": "../../x"})):
        with pytest.raises(CallError, match="no_sample"):
            read_sample(wrong)


def test_a_paper_that_is_not_filled_names_each_cell(paper, drawn):
    faults = read_paper(str(paper)).faults
    assert len(faults) == 4 * 7
    assert {one.code for one in faults} == {"empty"}
    assert fault_line(faults[0]).startswith(f"L2 {drawn.names()[0][0]} 受理登记：没有填")


def test_a_filled_paper_is_counted(office, paper, drawn):
    read = read_paper(str(fill(paper, {"N2": "不符合", "S2": "超时 <b>", "Q3": "n.a."})))
    assert read.faults == ()
    found = report(office.desk, read)
    assert (found.whole.failed, found.whole.drawn, found.whole.population) == (1, 4, 6)
    assert found.tests["times"] == {"pass": 3, "fail": 1, "na": 0}
    assert found.tests["price"] == {"pass": 3, "fail": 0, "na": 1}
    alone = next(one for one in found.rates if one.population == 1)
    assert alone.low == alone.high == alone.rate
    failed = [one for one in found.tickets if one.failed]
    assert [(one.id, one.note) for one in failed] == [(drawn.names()[0][0], "超时 <b>")]
    assert all("no_visit" in one.against for one in found.tickets)
    blocks = report_blocks(found)
    assert "超时 <b>" in as_text(blocks)
    assert "超时 &lt;b&gt;" in as_html(blocks)
    assert "超时 &lt;b&gt;" in as_markdown(blocks)


def test_what_happened_since_is_told(office, paper, drawn):
    name = drawn.names()[1][0]
    note(office.desk, name, [Draft(do="note", fields={"text": "后来"})])
    found = report(office.desk, read_paper(str(fill(paper))))
    assert [one.id for one in found.tickets if "changed" in one.against] == [name]


@pytest.mark.parametrize(
    ("cells", "fault"),
    [
        ({"L2": "还行"}, ("L2", "test_receipt", "unknown")),
        ({"L2": 1}, ("L2", "test_receipt", "unknown")),
        ({"M3": None}, ("M3", "test_tier", "empty")),
        ({"M3": "=1+1"}, ("M3", "test_tier", "formula")),
        ({"D2": "别的事由"}, ("D2", "title", "locked")),
        ({"A3": "WY-261124-A999"}, ("A3", "id", "strange")),
        ({"L1": "别的"}, ("", "test_receipt", "no_column")),
        ({"Z9": "=1+1"}, ("Z9", "", "formula")),
    ],
)
def test_each_fault_is_told_with_its_cell(paper, cells, fault):
    faults = told(fill(paper, cells))
    assert fault in faults
    assert len(faults) <= 2  # a strange id also leaves its own row gone


def test_a_row_that_is_gone_or_there_twice(paper, drawn):
    assert told(fill(paper, drop=5)) == {("", "id", "gone")}
    again = told(fill(paper, {"A4": drawn.names()[0][0]}))
    assert ("A4", "id", "twice") in again


def test_marks_that_were_changed_are_told(paper):
    fill(paper)
    book = load_workbook(paper)
    marks = book["wuye"]
    for row in marks.iter_rows():
        if row[0].value == "row":
            row[3].value = "0" * 16
            break
    book.save(paper)
    assert {code for _, _, code in told(paper)} == {"damaged"}


def test_the_paper_says_its_method_and_seed(paper):
    page = load_workbook(paper).worksheets[1]
    lines = {row[0].value: row[1].value for row in page.iter_rows()}
    assert lines["种子"] == "会3"
    assert "sha256sum" in lines["重算"]


def test_a_ticket_that_begins_like_a_formula_is_a_text(tmp_path):
    office = an_office(tmp_path)
    take(office.desk, "2-1-803 =HYPERLINK(1)", Request(title="=1+1"))
    made = sample(office.desk, NOVEMBER, size=1, seed="=1")
    path = tmp_path / "p.xlsx"
    table = workpaper(office.desk, made, lambda _kind, value: value)
    path.write_bytes(write_workbook(table, paper_words(made)))
    cells = [cell for page in load_workbook(path) for row in page for cell in row]
    assert not [cell.value for cell in cells if cell.data_type == "f"]
    assert read_paper(str(fill(path))).faults == ()


def test_another_of_our_sheets_is_no_paper(office, tmp_path):
    table = table_of(office.desk, "open")
    (tmp_path / "o.xlsx").write_bytes(write_workbook(table, words_of(table)))
    with pytest.raises(CallError, match="no_paper"):
        read_paper(str(tmp_path / "o.xlsx"))
