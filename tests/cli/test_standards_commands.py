"""The commands that show, explain and check the rules: what they print, and their statuses."""

from __future__ import annotations

import json

import pytest
from tests.support.explained import WORLD, copied, found_store
from tests.support.repos import git

from wuye_cli.__main__ import main
from wuye_cli.bootstrap import in_world
from wuye_cli.i18n import catalog
from wuye_cli.render.width import width

CASES = """
calendars: {desk: {weekly: {mon-fri: ["09:00-17:00"]}}}
calc_vectors:
  - {id: A1, cal: desk, start: "2026-03-10T10:00:00+08:00", limit: 2h, due: "2026-03-10T12:00:00+08:00"}
  - {id: A2, cal: desk, start: "2026-03-10T16:00:00+08:00", limit: 2h, due: "2026-03-11T10:00:00+08:00"}
"""


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    return found_store(tmp_path_factory.mktemp("commands"))


@pytest.fixture
def wuye(place, monkeypatch, capsys):
    def run(*words, lang="en", store=place):
        monkeypatch.setenv("WUYE_LANG", lang)
        monkeypatch.setenv("WUYE_STORE", str(store))
        catalog.use_language()
        with in_world(WORLD):
            status = main([str(word) for word in words])
        said = capsys.readouterr()
        return status, said.out, said.err

    yield run
    monkeypatch.undo()
    catalog.use_language()


def test_the_tier_list_begins_with_the_share_of_house_choices(wuye):
    status, out, _ = wuye("tier", "list")
    assert status == 0
    first = out.splitlines()[0]
    assert first.endswith("house choices not yet confirmed")
    assert first.split()[1] == "limits:"
    value = json.loads(wuye("tier", "list", "--json")[1])
    counts = value["basis"]
    assert counts["official"] + counts["text"] + counts["house"] == counts["limits"]
    assert f"{counts['house']} 个为自定、尚待确认" in wuye("tier", "list", lang="zh")[1]


def test_lists_come_as_csv_with_one_limit_a_line(wuye):
    out = wuye("tier", "list", "--csv")[1]
    assert "emergency,紧急委托,arrive,15m,always,official," in out
    for noun in ("calendar", "category", "flow"):
        assert wuye(noun, "list", "--csv")[1].count("\n") > 4
        assert isinstance(json.loads(wuye(noun, "list", "--json")[1]), list)


@pytest.mark.parametrize("typed", ["emergency", "紧急", "急修", "紧急委托"])
def test_a_tier_is_found_by_any_of_its_names(wuye, typed):
    status, out, _ = wuye("tier", "show", typed)
    assert status == 0
    assert "standards/tiers.yaml:" in out
    assert "A DB11/T 751-2025 4.2.4(4)" in out


def test_explaining_a_tier_says_what_stops_its_clocks_and_what_leads_to_it(wuye):
    out = wuye("tier", "explain", "special")[1]
    assert "only if the owner agreed" in out
    assert "water.leak" in out
    value = json.loads(wuye("tier", "explain", "special", "--json")[1])
    assert value["categories"]["water.leak"] == [2]
    assert value["pauses"]["resolve"]["stopped_if_agreed"] == ["parts_wait", "vendor_wait"]


def test_a_month_shows_rest_and_make_up_days(wuye):
    status, out, _ = wuye("calendar", "show", "办公时间", "2026-10", lang="zh")
    assert status == 0
    assert " 1休" in out
    assert "10班" in out
    assert "国务院办公厅" in out
    assert "standards/calendars/office.yaml" in out
    value = json.loads(wuye("calendar", "show", "office", "2026-10", "--json")[1])
    kinds = {day["day"]: day["kind"] for day in value["days"]}
    assert (kinds["2026-10-01"], kinds["2026-10-10"]) == ("rest", "makeup")


def test_a_year_that_is_not_announced_says_so(wuye):
    out = wuye("calendar", "show", "office", "2027")[1]
    assert "not announced yet for 2027" in out
    assert out.count("2027-") == 12
    assert "还没有公布" in wuye("calendar", "show", "office", "2027-01", lang="zh")[1]


def test_the_calendar_check_names_the_year_that_is_needed_soon(wuye):
    status, out, _ = wuye("calendar", "check")
    assert status == 1
    assert "standards/holidays/cn.yaml" in out
    assert "2027" in out
    assert wuye("calendar", "check", "--year", "2026")[0] == 0
    assert wuye("calendar", "check", "--year", "2026", lang="zh")[1].startswith("2026 年")
    value = json.loads(wuye("calendar", "check", "--json")[1])
    assert value["years"][0]["year"] == 2027
    assert "always" not in value["years"][0]["calendars"]


def test_a_due_is_reckoned_day_by_day_with_pauses(wuye):
    words = ("calendar", "explain", "office", "2026-09-30T17:00", "2h")
    assert "7 days closed" in wuye(*words)[1]
    paused = json.loads(wuye(*words, "--pause", "2026-10-08T08:30/2026-10-08T09:00", "--json")[1])
    assert paused["due"] == "2026-10-08T10:00:00+08:00"
    assert sum(day["counted"] for day in paused["days"]) == paused["budget"] == 7200


def test_words_are_explained_down_to_the_row(wuye):
    out = wuye("category", "explain", "3-1-0502", "厨房龙头滴水", lang="zh")[1]
    assert "决策表第 2 行" in out
    assert "→ 2  户内 → 特约委托" in out
    value = json.loads(wuye("category", "explain", "5号楼 电梯困人", "--json")[1])
    assert (value["category"], value["tier"]) == ("lift.entrapment", "emergency")
    assert wuye("category", "show", "漏水")[1].startswith("leak or seepage (water.leak)")


def test_a_flow_says_what_is_required_and_what_archiving_needs(wuye):
    out = wuye("flow", "explain", "报修", "特约")[1]
    assert out.startswith("in a home (home)")
    assert "archiving needs" in out
    assert "number 6 from the top" in " ".join(out.split())
    value = json.loads(wuye("flow", "explain", "repair", "special", "--json")[1])["flow"]
    assert "sign" in value["close_needs"]
    assert {s["step"]: s["required_if"] for s in value["steps"]}["consent"] == "charge_above_zero"
    assert wuye("flow", "show", "入户", lang="zh")[1].startswith("入户（home）")


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (("tier", "show", "nix"), 2),
        (("calendar", "show", "nix"), 2),
        (("calendar", "show", "office", "2026-13"), 2),
        (("calendar", "explain", "office", "soon", "2h"), 2),
        (("calendar", "explain", "office", "2026-11-25T09:00", "2x"), 2),
        (("calendar", "check", "--year", "x"), 2),
        (("category", "show", "nix"), 2),
        (("category", "explain", "x", "--urgency", "nix"), 2),
        (("flow", "explain", "praise", "emergency", "extra"), 2),
        (("flow", "explain", "hazard", "口头投诉"), 5),
        (("case", "run", "-k", "nix"), 5),
        (("ticket", "explain", "WY-000101-A001"), 5),
    ],
)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_call_that_makes_no_sense_is_one_line_and_its_status(wuye, words, status, lang):
    found, _, err = wuye(*words, lang=lang)
    assert found == status
    assert err.count("\n") == 1
    assert "?" not in err.replace("Did you mean", "").partition("wuye")[0] or "Did you mean" in err


@pytest.mark.parametrize("noun", ["tier", "category", "flow"])
def test_the_starter_standards_have_nothing_wrong(wuye, noun):
    assert wuye(noun, "check")[0] == 0


def test_a_fault_in_the_tiers_is_found_with_its_line(wuye, place, tmp_path):
    root = copied(place, tmp_path)
    tiers = root / "standards/tiers.yaml"
    text = tiers.read_text("utf-8").replace("arrive: [15m, always]", "arrive: [2h, always]")
    tiers.write_text(text, encoding="utf-8")
    git(root, "commit", "-qam", "slower")
    status, out, _ = wuye("tier", "check", store=root)
    assert status == 1
    line = text.splitlines().index("    arrive: [2h, always]") + 1
    assert f"standards/tiers.yaml:{line}:5: T018" in out


def test_cases_run_without_a_store(wuye, tmp_path):
    file = tmp_path / "cases.yaml"
    file.write_text(CASES, encoding="utf-8")
    status, out, err = wuye("case", "run", file, store=tmp_path)
    assert (status, out, err) == (0, "2 of 2 hold\n", "")
    assert (
        wuye("case", "run", file, store=tmp_path, lang="zh")[1] == "2 of 2 hold（2 例成立 2 例）\n"
    )
    assert "holds  A2" in wuye("case", "run", "-v", file, store=tmp_path)[1]


def test_a_case_that_does_not_hold_is_explained(wuye, tmp_path):
    file = tmp_path / "cases.yaml"
    file.write_text(CASES.replace("11T10", "11T11"), encoding="utf-8")
    status, out, _ = wuye("case", "run", file)
    assert status == 1
    assert "expected Wed 2026-03-11 11:00, came out Wed 2026-03-11 10:00" in out
    assert "2:00 in all = the limit of 2:00" in out
    assert out.splitlines()[-1] == "1 of 2 hold"
    assert wuye("case", "run", file, "-k", "A1")[0] == 0


def test_a_mistyped_case_is_shown_at_its_place_with_what_was_meant(wuye, tmp_path):
    file = tmp_path / "cases.yaml"
    file.write_text(CASES.replace("limit: 2h, due", "limt: 2h, due", 1), encoding="utf-8")
    status, out, err = wuye("case", "run", file)
    assert status == 2
    assert f"{file}:4:" in err
    assert "limit" in err
    assert "hold" not in out
    assert wuye("case", "run", tmp_path / "none.yaml")[0] == 2


def test_without_a_file_the_cases_of_the_store_run(wuye):
    status, out, _ = wuye("case", "run")
    assert status == 0
    hold, _, total, _ = out.split()
    assert int(hold) == int(total) > 40
    assert wuye("case", "run", store="/")[0] == 2


def test_a_ticket_is_explained_in_both_languages_within_the_columns(wuye):
    status, out, _ = wuye("ticket", "explain", "WY-261125-A002", "--clock", "办结", lang="zh")
    assert status == 0
    assert "等业主决定" in out
    assert max(map(width, out.splitlines())) <= 80
    out = wuye("ticket", "explain", "WY-261125-A002", "--clock", "resolve")[1]
    assert "stopped 14 h 30 min of open time" in " ".join(out.split())
