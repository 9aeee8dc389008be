"""wuye print, wuye duty, wuye crew: files, languages, refusals, and what a fresh machine is told."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import datetime, timedelta, timezone

import pytest
from tests.support.cli import (
    a_store,
    assert_clean,
    assert_one_line,
    done,
    environment,
    git,
    head,
    inside,
    wuye,
)
from tests.support.pages import assert_tame_page

from wuye_cli.domain.errors import CallError
from wuye_cli.gateways.printing.pdf import has_chinese_font, to_pdf


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    """A tap at home (1, 钱师傅), a burst pipe (2, 赵师傅), vomit in a lobby (3, nobody)."""
    root = a_store(tmp_path_factory.mktemp("paper"))
    done("take", "2-1-803 厨房龙头滴水 13500005555", at=root)
    done("take", "3-1-502 厨房水管爆了 13800001234", at=root)
    done("take", "3栋大堂呕吐物", at=root)
    done("dispatch", "1", "--to", "钱师傅", at=root)
    done("dispatch", "2", "--to", "赵师傅", at=root)
    return root


@pytest.fixture
def place(store, tmp_path):
    """A folder to print into; the store is named."""

    def run(*words, **more):
        return inside("-C", str(store), *words, at=tmp_path, **more)

    run.folder = tmp_path
    return run


def page(path, **wishes):
    return assert_tame_page(path.read_text("utf-8"), **wishes)


def test_a_slip_lies_beside_you_under_its_own_id(place):
    ran = place("print", "1")
    assert ran.status == 0, ran
    [path] = place.folder.iterdir()
    assert path.name.startswith("slip-WY-")
    assert path.name in ran.out
    assert "Ctrl+P" in ran.err
    found = page(path)
    assert found.qr_codes() == [path.stem.removeprefix("slip-")]
    assert "5555" in found.text
    assert "13500005555" not in path.read_text("utf-8")


def test_the_contact_is_printed_when_it_is_wished_for(place):
    assert place("print", "slip", "1", "--contact", "-o", "a.html").status == 0
    assert "13500005555" in (place.folder / "a.html").read_text("utf-8")


def test_several_slips_are_one_file_with_a_sheet_each(place):
    ran = place("print", "slip", "1", "2", "3", "1", "--json")
    [file] = ran.json["files"]
    assert len(ran.json["tickets"]) == 3
    assert ran.err == ""
    assert page(place.folder / file["path"]).qr_codes() == ran.json["tickets"]


def test_the_language_of_the_paper_is_not_that_of_the_answer(place):
    ran = place("print", "1", "--lang", "en", "-o", "a.html")
    assert "已写好" in ran.out
    assert "Work slip" in page(place.folder / "a.html").text
    assert place("print", "1", "-o", "b.html", WUYE_LANG="en").out.startswith("wrote b.html")


@pytest.mark.parametrize(
    ("wish", "name"),
    [("a.html", "a.html"), ("html=b.htm", "b.htm"), ("A.HTML", "A.HTML")],
)
def test_the_file_is_named_as_it_was_asked_for(place, wish, name):
    assert place("print", "1", "-o", wish).status == 0
    assert (place.folder / name).exists()


def test_nothing_is_overwritten_unasked_and_nothing_else_written_then(place):
    (place.folder / "a.html").write_text("mine")
    ran = place("print", "1", "-o", "b.html", "-o", "a.html")
    assert ran.status == 6
    assert_one_line(ran)
    assert "--force" in ran.err
    assert [one.name for one in place.folder.iterdir()] == ["a.html"]
    assert place("print", "1", "-o", "a.html", "--force").status == 0
    assert "mine" not in (place.folder / "a.html").read_text("utf-8")


def test_printing_writes_no_commit_and_leaves_the_store_clean(store):
    before = head(store)
    for words in (("print", "1"), ("print", "night"), ("print", "duty"), ("crew",)):
        assert inside(*words, at=store).status == 0, words
    assert head(store) == before
    assert_clean(store)
    assert git(store, "status", "--porcelain", "--untracked-files=all") == ""


def test_the_night_book_has_the_rows_and_the_day_asked_for(place):
    ran = place("print", "night", "--rows", "14", "--date", "2026-11-24", "--json")
    assert (ran.json["rows"], ran.json["date"]) == (14, "2026-11-24")
    found = page(place.folder / "night-2026-11-24.html")
    assert len(found.named("section")) == 2
    assert "2026-11-24" in found.text


@pytest.mark.parametrize("day", ["今天", "昨晚", "tomorrow", "11-24", "周一"])
def test_days_are_typed_as_people_say_them(place, day):
    assert place("print", "night", "--date", day, "-o", "n.html").status == 0


def test_the_duty_card_is_printed_and_what_is_blank_is_told(place):
    ran = place("print", "duty")
    assert ran.status == 0
    assert "电梯维保" in ran.err
    assert "门岗" in ran.err
    same = place("duty", "card", "-o", "b.html", "--json").json
    assert {one["what"] for one in same["missing"]} == {"duty_phone", "person", "phone"}
    assert "95598" in page(place.folder / "b.html").text


def test_check_reads_the_duty_card_strictly_and_an_older_store_has_none(tmp_path):
    root = a_store(tmp_path)
    card = root / "standards" / "duty.yaml"
    good = card.read_text("utf-8")
    assert inside("check", at=root).status == 0
    for wrong, rule in (
        (good.replace("who: guard", "who: gaurd"), "S004"),
        (good.replace("who: guard", "whom: guard"), "S001"),
        (good.replace("  gas.leak:", "  gas.leek:"), "R002"),
        (good.replace('phone: "119"', "phone: 119"), "S003"),
    ):
        card.write_text(wrong, "utf-8")
        findings = inside("check", "standards/duty.yaml", "--json", at=root).json["findings"]
        assert rule in {one["rule"] for one in findings}
        assert all(one["line"] for one in findings)
    card.unlink()
    assert inside("check", at=root).status == 0


def test_the_crew_has_a_page_each_an_index_and_no_name_of_a_resident(place):
    ran = place("crew", "pages", "--json")
    assert ran.status == 0, ran
    assert [(one["name"], len(one["tickets"])) for one in ran.json["people"]] == [
        ("赵师傅", 1),
        ("钱师傅", 1),
    ]
    assert ran.json["unassigned"] == 1
    folder = place.folder / "pages"
    assert len(list(folder.iterdir())) == 3
    for one in ran.json["people"]:
        found = page(folder / one["file"], scripts=1)
        assert one["tickets"][0] in found.text
        assert "5555" not in found.text
    assert "赵师傅" in page(folder / "index.html").text


def test_what_a_button_copies_is_taken_at_the_desk(tmp_path):
    root = a_store(tmp_path)
    done("take", "2-1-803 厨房龙头滴水 13500005555", "--at", "昨天10:00", at=root)
    done("dispatch", "1", "--to", "钱师傅", "--at", "昨天10:05", at=root)
    [member] = done("crew", "../crew", "--json", at=root).json["people"]
    buttons = page(tmp_path / "crew" / member["file"], scripts=1).named("button")
    accept = next(one for one in buttons if one["data-before"].endswith("接"))
    now = datetime.now(timezone(timedelta(hours=8)))  # noqa: TID251 - as the phone tells it
    ran = wuye("desk", at=root, given=f"{accept['data-before']}{now:%H%M}{accept['data-after']}\n")
    assert "接单" in ran.out
    shown = done("ticket", "show", "1", "--json", at=root).json
    assert shown["events"][-1]["do"] == "accept"
    assert shown["assignee"] == "钱师傅"


def test_a_page_without_tickets_goes_with_the_next_writing(tmp_path):
    root = a_store(tmp_path)
    done("take", "2-1-803 厨房龙头滴水", at=root)
    done("dispatch", "1", "--to", "钱师傅", at=root)
    old = done("crew", "../crew", "--json", at=root).json["people"][0]["file"]
    done("ticket", "transfer", "1", "--to", "赵师傅", at=root)
    again = done("crew", "../crew", "--json", at=root).json
    assert again["removed"] == [old]
    assert [one["name"] for one in again["people"]] == ["赵师傅"]
    assert not (tmp_path / "crew" / old).exists()


@pytest.mark.parametrize("folder", ["records", "standards", "people/x"])
def test_the_crew_s_pages_do_not_lie_among_the_records(store, folder):
    ran = inside("crew", folder, at=store)
    assert ran.status == 2
    assert_one_line(ran)
    assert "../crew" in ran.err
    assert_clean(store)


def test_a_site_of_somebody_else_is_left_alone(place):
    (place.folder / "site").mkdir()
    (place.folder / "site" / "index.html").write_text("mine")
    ran = place("crew", "site")
    assert ran.status == 6
    assert_one_line(ran)
    assert (place.folder / "site" / "index.html").read_text() == "mine"


def test_a_pdf_is_made_or_the_missing_part_is_named(place):
    """On a machine without pango or Chinese fonts the command says what to install."""
    ran = place("print", "1", "-o", "a.pdf", "--json")
    try:
        to_pdf("x")
        able = has_chinese_font()
    except CallError:
        able = False
    if able:
        assert ran.status == 0, ran
        assert (place.folder / "a.pdf").read_bytes().startswith(b"%PDF-")
        assert json.loads(ran.out)["files"] == [{"format": "pdf", "path": "a.pdf"}]
    else:
        assert ran.status == 2
        assert "install" in ran.err
        assert list(place.folder.iterdir()) == []


@pytest.mark.parametrize("group", [("print",), ("duty",), ("crew",), ("print", "slip")])
def test_help_costs_no_engine(store, group):
    program = (
        "import sys; from wuye_cli.__main__ import main; main(sys.argv[1:]);"
        "bad = {'jinja2', 'segno', 'weasyprint', 'yaml', 'wuye_cli.services.slips'};"
        "sys.exit(bool(bad & sys.modules.keys()))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program, *group, "--help"],
        cwd=store,
        env=environment(),
        stdout=subprocess.DEVNULL,
        check=False,
    )
    assert ran.returncode == 0


def test_an_id_needs_no_word_before_it_and_a_mistyped_word_is_none(store):
    ran = wuye("print", "nihgt", at=store)
    assert ran.status == 2
    assert "night" in ran.err
    assert wuye("print", "Z9", at=store).status == 5
