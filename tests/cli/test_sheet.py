"""`wuye sheet`, `staff` and `price` as they are typed: files, questions, statuses, words."""

from __future__ import annotations

import os
import pty
import subprocess

import pytest
from openpyxl import load_workbook
from tests.support.cli import (
    WUYE,
    a_copy,
    a_store,
    assert_clean,
    assert_one_line,
    assert_tame,
    done,
    environment,
    git,
    head,
    inside,
    wuye,
)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A store with one of staff and one ticket, made once."""
    root = a_store(tmp_path_factory.mktemp("made"))
    words = ("--id", "s-zhao", "--role", "维修", "--phone", "13900001111")
    done("staff", "add", "赵强", *words, at=root)
    done("take", "2-1-803 厨房龙头滴水 13500005555", at=root)
    return root


@pytest.fixture
def root(made, tmp_path):
    return a_copy(made, tmp_path / "s")


def edit(path, **cells):
    """Change cells by their headings in the first row below them."""
    book = load_workbook(path)
    sheet = book[book.sheetnames[0]]
    heads = {cell.value: cell.column for cell in sheet[1]}
    for name, value in cells.items():
        sheet.cell(2, heads[name]).value = value
    book.save(path)


def test_out_edited_in_and_in_again(root, tmp_path):
    file = tmp_path / "今天 open.xlsx"
    ran = done("sheet", "out", str(file), "--json", at=root)
    assert (ran.json["what"], ran.json["rows"], ran.json["base"]) == ("open", 1, head(root))
    edit(file, 事由="龙头坏了", 承办="赵强", 加一条备注="=1+1")
    looked = wuye("sheet", "in", str(file), "--dry-run", at=root)
    assert looked.status == 1
    assert "这里是公式" in looked.out
    before = head(root)
    ran = wuye("sheet", "in", str(file), "--yes", "--json", at=root)
    assert ran.status == 1
    assert (ran.json["new"], ran.json["refused"], len(ran.json["commits"])) == (2, 1, 1)
    assert git(root, "rev-list", "--count", f"{before}..HEAD").strip() == "1"
    shown = done("ticket", "show", "1", "--json", at=root).json
    assert (shown["title"], shown["assignee"]) == ("龙头坏了", "s-zhao")
    assert {event["src"] for event in shown["events"][2:]} == {"sheet:今天 open#2"}
    after = head(root)
    again = wuye("sheet", "in", str(file), "--yes", at=root)
    assert "已在库里 2 处" in again.out
    assert head(root) == after
    assert_clean(root)
    assert done("check", at=root).status == 0


def test_nothing_is_written_without_a_yes(root, tmp_path):
    file = tmp_path / "a.xlsx"
    done("sheet", "out", str(file), at=root)
    edit(file, 事由="龙头坏了")
    before = head(root)
    ran = wuye("sheet", "in", str(file), at=root)
    assert ran.status == 2
    assert_one_line(ran)
    assert "--dry-run" in ran.err
    assert wuye("sheet", "in", str(file), "--dry-run", at=root).status == 0
    assert head(root) == before


@pytest.mark.parametrize(("key", "commits"), [(b"y\n", 1), (b"n\n", 0)])
def test_on_a_terminal_somebody_is_asked(root, tmp_path, key, commits):
    file = tmp_path / "a.xlsx"
    done("sheet", "out", str(file), at=root)
    edit(file, 事由="龙头坏了")
    before = head(root)
    near, far = pty.openpty()
    child = subprocess.Popen(
        [*WUYE, "sheet", "in", str(file)], cwd=root, env=environment(), stdin=far,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    os.write(near, key)
    said = child.communicate(timeout=60)[0].decode()
    os.close(near)
    os.close(far)
    assert "厨房龙头滴水" in said
    assert "龙头坏了" in said
    assert git(root, "rev-list", "--count", f"{before}..HEAD").strip() == str(commits)


def test_a_sheet_with_edits_is_not_overwritten(root, tmp_path):
    file = tmp_path / "a.xlsx"
    done("sheet", "out", str(file), at=root)
    edit(file, 事由="龙头坏了")
    before = file.read_bytes()
    ran = wuye("sheet", "out", str(file), at=root)
    assert ran.status == 6
    assert_one_line(ran)
    assert file.read_bytes() == before
    done("sheet", "out", str(file), "--force", at=root)
    assert file.read_bytes() != before
    assert [path.name for path in tmp_path.iterdir() if path.name != "s"] == ["a.xlsx"]


def test_the_same_sheet_in_english_comes_back_in_chinese(root, tmp_path):
    file = tmp_path / "a.xlsx"
    ran = done("sheet", "out", str(file), at=root, WUYE_LANG="en")
    assert "Open tickets" in ran.out
    edit(file, **{"held by": "赵强", "tier": "紧急委托"})
    ran = done("sheet", "in", str(file), "--yes", at=root)
    assert "派单" in ran.out


def test_a_hostile_text_in_a_sheet_is_shown_tame(root, tmp_path):
    file = tmp_path / "a.xlsx"
    done("sheet", "out", str(file), at=root)
    edit(file, 事由="\u202e翻\u2066", 承办="[red]x\u200b")
    ran = done("sheet", "in", str(file), "--yes", at=root)
    assert_tame(ran)
    assert_clean(root)


def test_no_name_or_phone_of_households_gets_into_the_records(root, tmp_path):
    file = tmp_path / "h.xlsx"
    ran = done("sheet", "out", str(file), "--what", "households", at=root)
    assert "用完请删除" in ran.out
    edit(file, 姓名="欧阳小小", 电话="13811112222")
    before = head(root)
    done("sheet", "in", str(file), "--yes", at=root)
    assert head(root) == before
    assert "欧阳小小" not in git(root, "log", "-p")
    assert "欧阳小小" in git(root / "people", "log", "-p")
    assert "欧阳小小" not in git(root / "people", "log", "--format=%B")
    assert_clean(root)


def test_a_sheet_in_the_folder_of_the_store_never_gets_into_its_history(root):
    done("sheet", "out", "住户.xlsx", "--what", "households", at=root)
    (root / "sub").mkdir()
    done("sheet", "out", "sub/b.xlsx", at=root)
    assert_clean(root)
    assert "没有手工改动" in done("commit", at=root).out
    done("sheet", "out", "住户.xlsx", "--force", at=root)
    assert (root / ".git/info/exclude").read_text().count("*.xlsx") == 1


def test_a_quote_typed_in_one_line_is_remarked_on_and_written(root):
    ran = wuye("desk", at=root, given="1 派赵强\n1 到 价200换龙头\n")
    assert ran.status == 0, ran
    assert "高于价目表" in ran.out
    events = done("ticket", "show", "1", "--json", at=root).json["events"]
    assert events[-1]["price"] == "200"


WRONG = [
    (("sheet", "out", "a.xlsx", "--what", "火星"), 2, "households"),
    (("sheet", "out", "/no/such/folder/a.xlsx"), 2, "/no/such"),
    (("sheet", "in", "没有.xlsx", "--yes"), 2, "没有.xlsx"),
    (("sheet", "in", "wuye.yaml", "--yes"), 2, "工作簿"),
    (("staff", "show", "周"), 5, "wuye staff list"),
    (("staff", "add", "甲", "--id", "../x"), 2, "s-zhao"),
    (("staff", "add", "甲", "--id", "s-zhao"), 6, "s-zhao"),
    (("staff", "add", "甲", "--role", "皇帝"), 2, "维修"),
    (("staff", "edit", "周", "--zone", "x"), 5, "wuye staff list"),
    (("staff", "edit", "赵强", "--left", "下辈子"), 2, "下辈子"),
]


@pytest.mark.parametrize(("words", "status", "says"), WRONG, ids=lambda one: str(one)[:40])
def test_a_wrong_call_is_told_in_one_line(root, words, status, says):
    before = head(root)
    ran = inside(*words, at=root)
    assert ran.status == status, ran
    assert_one_line(ran)
    assert says in ran.err
    assert head(root) == before


@pytest.mark.parametrize(
    "words",
    [
        ("ticket", "list"),
        ("due",),
        ("staff", "list"),
        ("price", "list"),
        ("category", "list"),
        ("privacy", "due"),
    ],
)
def test_a_list_written_to_a_csv_file_has_the_mark_that_excel_wants(root, tmp_path, words):
    file = tmp_path / "list.csv"
    done(*words, "-o", f"csv={file}", at=root)
    assert file.read_bytes().startswith(b"\xef\xbb\xbf")
    assert not done(*words, "--csv", at=root).out.startswith("\ufeff")


KEYS = {
    "sheet out a.xlsx --json": "what path rows base",
    "sheet in a.xlsx --dry-run --json": "what file dry_run rows new already conflicts refused commits lines",
    "staff list --json": "id name role aliases wechat skills zone mail person left path",
    "staff show 赵强 --json": "id name role aliases wechat skills zone mail person left path phones",
    "staff edit 赵强 --zone 甲 --json": "id name role aliases wechat skills zone mail person left path phones changed commit notes",
    "price list --json": "id label label_en unit from to aliases basis",
}


def test_the_keys_of_json_stay(root):
    for line, keys in KEYS.items():
        told = done(*line.split(), at=root).json
        assert list(told[0] if isinstance(told, list) else told) == keys.split(), line
    assert_clean(root)


def test_without_the_extra_it_says_what_to_install(root, tmp_path):
    (tmp_path / "shadow").mkdir()
    for name in ("xlsxwriter", "python_calamine"):
        (tmp_path / "shadow" / f"{name}.py").write_text("raise ImportError\n")
    path = f"{tmp_path / 'shadow'}:{environment()['PYTHONPATH']}"
    file = tmp_path / "a.xlsx"
    ran = wuye("sheet", "out", str(file), at=root, PYTHONPATH=path)
    assert ran.status == 2
    assert_one_line(ran)
    assert "wuye-cli[xlsx]" in ran.err
    assert not file.exists()
    done("sheet", "out", str(file), at=root)
    ran = wuye("sheet", "in", str(file), "--yes", at=root, PYTHONPATH=path)
    assert (ran.status, "wuye-cli[xlsx]" in ran.err) == (2, True)
