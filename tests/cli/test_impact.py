"""wuye impact and ticket explain --under on the command line: words, rows and statuses."""

from __future__ import annotations

import csv
import io

import pytest
from tests.support.cli import a_store, assert_clean, done, head, inside
from tests.support.schemas import assert_published

from wuye_cli.render.schemas.impact import IMPACT

OLD, NEW = "    arrive: [15m, always]\n", "    arrive: [3h, always]\n"


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    """A burst pipe that was reached an hour late, and a hand edit that would forgive it."""
    root = a_store(tmp_path_factory.mktemp("impact"))
    done("take", "3-1-502 厨房水管爆了", "--at", "昨天08:00", at=root)
    done("ticket", "arrive", "1", "--at", "昨天09:00", at=root)
    tiers = root / "standards" / "tiers.yaml"
    text = tiers.read_text()
    assert OLD in text
    tiers.write_text(text.replace(OLD, NEW, 1))
    return root


@pytest.mark.parametrize(
    ("language", "says"),
    [("zh", ("D111", "15m always", "工作区", "没有算进去的")),
     ("en", ("D111", "15m always", "the work tree", "not modelled"))],
)  # fmt: skip
def test_it_says_what_changed_and_what_is_not_modelled(store, language, says):
    before = head(store)
    ran = inside("impact", "--by", "tier,building,month,category", at=store, WUYE_LANG=language)
    assert ran.status == 0, ran
    for word in says:
        assert word in ran.out
    assert head(store) == before


def test_a_reached_bound_is_status_1(store):
    ran = inside("impact", "--fail-on", "unjudged>0", "--fail-on", "forgiven>=0", at=store)
    assert ran.status == 1
    assert "forgiven>=0" in ran.err
    assert inside("impact", "--fail-on", "forgiven>1", at=store).status == 0


def test_one_clock_of_one_ticket_under_both_texts(store):
    late = inside("ticket", "explain", "1", "--clock", "arrive", "--json", at=store).json
    other = inside(
        "ticket", "explain", "1", "--clock", "arrive", "--under", "worktree", "--json", at=store
    ).json
    assert [one["verdict"] for one in (*late["clocks"], *other["clocks"])] == ["failed_late", "met"]
    assert (other["under"], other["pinned"], late["under"]) == ("worktree", "1", "")


def test_json_and_csv_name_the_same_tickets(store):
    found = inside("impact", "--json", at=store).json
    assert_published(found, IMPACT)
    (change,) = found["changes"]
    assert (change["code"], change["old"], change["new"]) == ("D111", "15m always", "3h always")
    assert sum(cell["count"] for cell in found["matrix"]) == found["tickets"] == 1
    rows = list(csv.DictReader(io.StringIO(inside("impact", "--csv", at=store).out)))
    assert {row["id"] for row in rows} == {case["id"] for case in found["cases"]}


def test_filters_and_periods_leave_tickets_out(store):
    for words in (("--period", "2020"), ("--tickets", "tier=general"), ("--tickets", "source=x")):
        assert inside("impact", *words, "--json", at=store).json["tickets"] == 0
    kept = inside("impact", "--tickets", "tier=紧急 unit=3", "--json", at=store).json
    assert kept["tickets"] == 1


def test_a_store_without_changes_is_judged_alike(tmp_path):
    root = a_store(tmp_path)
    ran = inside("impact", at=root)
    assert ran.status == 0
    assert_clean(root)
