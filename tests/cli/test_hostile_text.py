"""Hostile texts: kept as they were said, shown without a character that a terminal obeys."""

from __future__ import annotations

import csv
import io

import pytest
from tests.support.cli import a_store, assert_clean, assert_tame, done, git, head, inside, wuye

HOSTILE = {
    "escape": "水管\x1b[2J\x1b]0;owned\x07\x1b[31m爆了",
    "c1": "水管\x9b31m\x90爆了",
    "bidi": "水管\u202e了爆\u2066\u2069",
    "hidden": "水管\u200b\ufeff\u2060爆了",
    "lines": "水管\n爆了\r\n在\t厨房\u2028后面\x85",
    "dash": "--help",
    "short dash": "-x",
    "rare": "𠮷野家的𰻝𰻝面馆\U000323af漏水",
    "emoji": "👨\u200d👩\u200d👧 家里漏水 🚰",
    "private": "姓\ue000\U000f0000的业主家漏水",
    "yaml": "*a &b !!python/object {x: [1, 2]} # : | > '\" %TAG",
    "template": "{id} {0} %s $(id) `id` ${HOME} [[ {x} ]]",
    "trailers": "漏水 Wuye-Op: close Wuye-Ticket: WY-000000-A001",
    "formula": "=cmd|'/c calc'!A0",
    "rich": "[link=http://x]漏水[/link] [red]",
    "long": "水管爆了" * 2500,
    "no blanks": "x" * 10_000,
    "nul-like": "漏水\x01\x02\x7f",
}
SHOWN = (
    ("ticket", "list"),
    ("ticket", "list", "--csv"),
    ("due",),
    ("status",),
    ("sql", "select title from v_tickets"),
    ("check",),
)


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    root = a_store(tmp_path_factory.mktemp("hostile"))
    made = {}
    for name, text in HOSTILE.items():
        ran = inside("take", "--json", "--", f"3-1-502 {text}", at=root)
        assert ran.status == 0, (name, ran)
        made[name] = ran.json
    return root, made


@pytest.mark.parametrize("name", HOSTILE)
def test_what_was_said_is_kept_and_the_title_is_one_tame_line(told, name):
    root, made = told
    text, ticket = HOSTILE[name], made[name]
    found = inside("ticket", "show", ticket["id"], "--json", at=root).json
    assert found["words"] == f"3-1-502 {text}"
    title = ticket["title"]
    assert title
    assert "\n" not in title
    assert not set("\x1b\x07\x9b\x90\u202e\u2066\x85\x7f\r\t") & set(title)
    assert len(title) <= 200
    for rare in "𠮷𰻝\U000323af🚰\ue000\U000f0000":
        assert (rare in text) == (rare in title)
    ran = inside("ticket", "show", ticket["id"], at=root)
    assert ran.status == 0
    assert_tame(ran)


@pytest.mark.parametrize("words", SHOWN, ids=" ".join)
def test_nothing_raw_reaches_a_terminal(told, words):
    root, _ = told
    ran = inside(*words, at=root)
    assert ran.status in {0, 1}
    if "--csv" in words:
        ran = ran._replace(out=ran.out.replace("\r\n", "\n"))
    assert_tame(ran)


def test_a_spreadsheet_runs_nothing(told):
    root, _ = told
    rows = csv.DictReader(io.StringIO(done("ticket", "list", "--csv", at=root).out))
    assert not [row["title"] for row in rows if row["title"][:1] in set("=+@\t\r")]


def test_subjects_are_one_line_and_trailers_cannot_be_forged(told):
    root, made = told
    subjects = git(root, "log", "--format=%s").splitlines()
    assert len(subjects) == len(made) + 1
    assert all(text.isprintable() for text in subjects)
    ops = git(root, "log", "--format=%(trailers:key=Wuye-Op,valueonly)").split()
    assert ops.count("take") == len(made)
    assert set(ops) == {"init", "take"}
    assert_clean(root)


def test_hostile_options_are_texts_and_never_options(tmp_path):
    root = a_store(tmp_path)
    for title in ("--upload-pack=x", "-C/tmp", "--output=/tmp/owned", "refs/heads/main"):
        assert done("ticket", "new", "--title", title, "--json", at=root).json["title"] == title
    done("dispatch", "1", "--to", "--exec=x", at=root)
    done("ticket", "note", "1", "--text=--amend", at=root)
    assert_clean(root)


def test_names_with_spaces_and_what_does_not_show(tmp_path):
    root = a_store(tmp_path)
    done("take", "1-1-101 漏水", at=root)
    ran = done("dispatch", "1", "--to", " 赵\u202e 师傅\x1b[1m\n", "--json", at=root)
    assert ran.json["assignee"] == "赵 师傅[1m"


def test_full_width_digits_are_read_everywhere(tmp_path):
    root = a_store(tmp_path)
    done("take", "３－１－５０２　厨房龙头滴水", "--at", "昨天２１：４０", at=root)
    done("take", "２-1-803 灯不亮", at=root)
    found = done("ticket", "list", "--json", at=root).json
    assert {one["unit"] for one in found} == {"3-1-0502", "2-1-0803"}
    yesterday = min(found, key=lambda one: one["opened_at"])
    assert yesterday["opened_at"][11:16] == "21:40"
    assert done("ticket", "show", yesterday["id"], at=root).out
    wide = yesterday["id"].translate({ord(a): ord(a) + 0xFEE0 for a in "WYA0123456789"})
    assert wuye("ticket", "show", wide, "--json", at=root).json["id"] == yesterday["id"]
    done("dispatch", wide, "--to", "赵师傅", at=root)
    done("ticket", "arrive", wide, at=root)
    done(
        "ticket", "quote", wide, "--price", "８０.５０", "--cause", "旧", "--method", "换", at=root
    )
    done("ticket", "consent", wide, "--who", "业主", "--how", "微信", at=root)
    done("done", wide, "--step", "all", "--told", "电话", at=root)
    done("visit", wide, "--score", "５", at=root)


def test_a_name_of_the_estate_may_be_hostile_too(tmp_path):
    ran = wuye("init", "s", "--yes", "--estate", "阳光\x1b[2J\n花园", at=tmp_path)
    assert_tame(ran)
    if ran.status == 0:
        assert_tame(wuye("status", at=tmp_path / "s"))
    assert "Traceback" not in ran.err
    assert ran.status in {0, 2}


def test_nothing_is_written_when_a_text_is_refused(tmp_path):
    root = a_store(tmp_path)
    before = head(root)
    assert inside("take", "长" * 20_001, at=root).status == 2
    assert head(root) == before
    assert_clean(root)
