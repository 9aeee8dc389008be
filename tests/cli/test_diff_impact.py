"""`wuye diff --impact`: the changes and what past tickets would come to, in one run."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import jsonschema
import pytest
from tests.support.cli import a_store, assert_one_line, assert_tame, done, git, head, inside, wuye

from wuye_cli.render.diffs.markdown import LONGEST
from wuye_cli.render.diffs.schema import DIFF_REPORT

OLD, NEW = "    arrive: [15m, always]\n", "    arrive: [3h, always]\n"


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    """A burst pipe that was reached half an hour after the call; `v2` would forgive it, and so do the files."""
    root = a_store(tmp_path_factory.mktemp("impact"))
    git(root, "tag", "v0")
    now = datetime.now(ZoneInfo("Asia/Shanghai"))  # noqa: TID251 - as the desk tells it
    for minutes, words in {
        150: ("take", "3-1-502 厨房水管爆了<b>|x"),
        148: ("ticket", "dispatch", "1", "--to", "赵师傅"),
        120: ("ticket", "arrive", "1"),
        115: ("ticket", "contain", "1"),
        60: ("ticket", "resolve", "1"),
        30: ("visit", "1"),
    }.items():
        done(*words, "--at", (now - timedelta(minutes=minutes)).isoformat("T", "minutes"), at=root)
    git(root, "tag", "v1")
    git(root, "checkout", "-q", "-b", "other")
    relax(root)
    git(root, "-c", "user.name=w", "-c", "user.email=w@x", "commit", "-qam", "relax")
    git(root, "tag", "v2")
    git(root, "checkout", "-q", "main")
    relax(root)
    return root


def relax(root):
    tiers = root / "standards" / "tiers.yaml"
    text = tiers.read_text()
    assert OLD in text
    tiers.write_text(text.replace(OLD, NEW, 1))


@pytest.mark.parametrize("words", [(), ("v1..v2",), ("v1", "v2"), ("v1...v2",), ("HEAD",)])
def test_one_run_shows_the_changes_and_then_the_impact(store, words):
    before = head(store)
    found = inside("diff", *words, "--impact", "--json", at=store)
    assert found.status == 0, found
    jsonschema.validate(found.json, DIFF_REPORT)
    assert "D111" in {change["code"] for change in found.json["changes"]}
    impact = found.json["impact"]
    assert (impact["tickets"], impact["forgiven"], impact["failed"]) == (1, 1, 0)
    assert [one["code"] for one in impact["changes"]] == ["D111"]
    alone = inside("impact", *words, "--json", at=store).json
    assert alone["matrix"] == impact["matrix"]
    text = inside("diff", *words, "--impact", "--list", "forgiven", at=store, WUYE_LANG="en")
    assert text.out.index("arrive") < text.out.index("timeliness")
    assert head(store) == before


def test_without_it_there_is_none(store):
    assert inside("diff", "--json", at=store).json["impact"] is None


def test_staged_and_dated_states_have_their_impact(store):
    git(store, "add", "standards/tiers.yaml")
    try:
        found = inside("diff", "--staged", "--impact", "--json", at=store).json
    finally:
        git(store, "reset", "-q")
    assert found["impact"]["forgiven"] == 1
    dated = inside("diff", "--at", "2026-11-22", "--impact", "--json", at=store)
    assert dated.json["impact"]["forgiven"] == 0, dated


def test_levels_and_counts_fail_beside_each_other(store):
    for words, status in (
        (("forgiven>0",), 1),
        (("failed>0",), 0),
        (("breaking",), 1),
        (("none",), 0),
        (("none", "forgiven>=1"), 1),
        (("none", "info"), 1),
    ):
        given = [part for word in words for part in ("--fail-on", word)]
        ran = inside("diff", "--impact", *given, at=store)
        assert ran.status == status, (words, ran)


def test_markdown_and_html_take_no_markup_from_a_ticket(store, tmp_path):
    files = {name: tmp_path / f"out.{name}" for name in ("markdown", "html", "text", "json")}
    wishes = [part for name, path in files.items() for part in ("-o", f"{name}={path}")]
    ran = inside("diff", "--impact", "--list", "all", *wishes, at=store, WUYE_LANG="en")
    assert ran.status == 0, ran
    made = {name: path.read_text("utf-8") for name, path in files.items()}
    marked = made["markdown"]
    assert len(marked) < LONGEST
    assert "### impact on past tickets\n" in marked
    rules = [line for line in marked.splitlines() if set(line) <= set("|-: ") and "---" in line]
    assert len(rules) > 3
    for name in ("markdown", "html"):
        assert "<b>" not in made[name]
    assert "&lt;b&gt;\\|x" in marked
    assert "<h2>impact on past tickets</h2>" in made["html"]
    assert "<script" not in made["html"]
    assert json.loads(made["json"])["impact"]["forgiven"] == 1


def test_a_state_that_cannot_be_read_shows_its_changes_and_status_3(tmp_path):
    root = a_store(tmp_path / "s")
    (root / "standards" / "tiers.yaml").write_text("a: [\n")
    ran = inside("diff", "--impact", "--json", at=root)
    assert ran.status == 3, ran
    assert ran.json["impact"] is None
    assert ran.json["unreadable"][0]["path"] == "standards/tiers.yaml"
    assert_tame(ran)


def test_it_needs_a_store_and_whole_states(store, tmp_path):
    for name in ("a", "b"):
        (tmp_path / name / "standards").mkdir(parents=True)
        (tmp_path / name / "standards" / "tiers.yaml").write_bytes(
            (store / "standards" / "tiers.yaml").read_bytes()
        )
    outside = wuye("diff", "a", "b", "--impact", at=tmp_path)
    assert_one_line(outside)
    assert outside.status == 2
    assert "wuye -C" in outside.err
    files = [str(tmp_path / name / "standards" / "tiers.yaml") for name in ("a", "b")]
    refused = inside("diff", *files, "--impact", at=store)
    assert_one_line(refused)
    assert refused.status == 2


@pytest.mark.parametrize(
    "words",
    [
        ("--fail-on", "forgiven>0"),
        ("--list", "forgiven"),
        ("--period", "2026"),
        ("--tickets", "tier=general"),
        ("--without", "agreed"),
        ("--impact", "--fail-on", "nonsense"),
        ("--impact", "--fail-on", "nonsense>0"),
        ("--impact", "--by", "moon"),
        ("--impact", "--accept", "abc"),
    ],
)
def test_a_wrong_wish_is_one_line(store, words):
    refused = inside("diff", *words, at=store)
    assert_one_line(refused)
    assert refused.status == 2


def test_setting_a_figure_names_the_prose_that_still_says_the_old_one(tmp_path):
    root = a_store(tmp_path / "s")
    ran = wuye("standard", "set", "emergency.arrive", "20m", "--dry-run", "--json", at=root)
    left = {(one["rule"], one["path"]) for one in ran.json["findings"]}
    assert ("Q017", "standards/services/emergency.yaml") in left
    assert all(one["line"] for one in ran.json["findings"])
    shown = wuye("standard", "set", "emergency.arrive", "20m", "--dry-run", at=root, WUYE_LANG="en")
    assert "standards/services/emergency.yaml:" in shown.out
    assert "wuye check standards" in shown.out
