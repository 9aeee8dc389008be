"""A value of another kind, put at every place of every format: told where it stands, no crash."""

from __future__ import annotations

import copy

import pytest
from tests.store.codecs import starter

from wuye_cli.domain.tickets.template import MISSING, UNKNOWN
from wuye_cli.store.codecs.accept import read_accept
from wuye_cli.store.codecs.approvals import read_approval
from wuye_cli.store.codecs.boxes import read_opening
from wuye_cli.store.codecs.cadences import faults_of_cadences
from wuye_cli.store.codecs.calendars import read_calendar, read_holidays
from wuye_cli.store.codecs.casefile import read_case_file
from wuye_cli.store.codecs.categories import read_category_book
from wuye_cli.store.codecs.duty import read_duty
from wuye_cli.store.codecs.flows import read_flow_book
from wuye_cli.store.codecs.grades import faults_of_grades
from wuye_cli.store.codecs.library import read_library
from wuye_cli.store.codecs.policy import faults_of_policy
from wuye_cli.store.codecs.prices import read_prices
from wuye_cli.store.codecs.retention import read_retention
from wuye_cli.store.codecs.staff import read_staff
from wuye_cli.store.codecs.suspects import read_cleared
from wuye_cli.store.codecs.targets import faults_of_targets
from wuye_cli.store.codecs.templates import read_template
from wuye_cli.store.codecs.tiers import read_tier_book
from wuye_cli.store.codecs.vendors import read_vendor

ACT = {"by": "s-li", "at": "2026-03-10T09:00:00+08:00", "role": "manager", "reason": "r",
       "content": "a" * 64}  # fmt: skip
PRINT = "0" * 64
KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI" + "A" * 43
RECORDS = {
    "accept": {
        "schema": "accept/1",
        "accepted": {"0123456789abcdef": {"reason": "r", "by": "s-li", "until": "2026-12-31"}},
    },
    "approval": {
        "schema": "approval/1", "standard": "tiers", "version": 2, "content": PRINT,
        "terms": PRINT, "base": PRINT, "before": PRINT, "part": "x",
        "effective_from": "2026-04-01T00:00:00+08:00", "expires": "2027-04-01",
        "review_by": "2027-01-01", "change_codes": ["T001"], "changed": ["a"], "customer": "c",
        "impact": {"forgiven": 1, "newly_failed": 2, "tickets": 3},
        "needs": {"approvals": 1, "by": ["manager"], "four_eyes": True, "notice_days": 3},
        "short_notice": "s", "retroactive": "r", "proposed": ACT, "approvals": [ACT],
        "notices": [{**ACT}], "withdrawn": ACT,
    },
    "opening": {
        "schema": "box-opening/1", "id": "bo-1", "at": "2026-03-10T09:00:00+08:00", "by": "s-li",
        "keyholder": "s-li", "witness": "s-wu", "count": 2, "blank": 1,
        "tickets": ["WY-260310-A001"],
    },
    "staff": {
        "schema": "staff/1", "id": "s-li", "name": "李", "aliases": ["小李"], "mail": "li@d.example",
        "role": "desk", "skills": ["电"], "wechat": ["li"], "person": "p-7k2f9q3m", "zone": "1",
        "left": "2026-11-30",
        "keys": [{"key": KEY, "label": "l", "ended": "2026-03-10T09:00:00+08:00", "why": "lost"}],
    },
    "suspects": {"schema": "suspects/1", "standard": "tiers", "cleared": {"ab12": [ACT]}},
    "vendor": {
        "schema": "vendor/1", "id": "lift", "label": "l", "label_en": "e", "aliases": ["a"],
        "does": ["d"], "phone": "1", "contract_from": "2026-01-01", "contract_until": "2026-12-31",
    },
}  # fmt: skip
CN = read_holidays("cn", starter.tree("holidays/cn.yaml"))[0]
READERS = {
    "accept": lambda tree: read_accept(tree)[1],
    "approval": lambda tree: read_approval("records/approvals/tiers/0001.yaml", tree)[1],
    "opening": lambda tree: read_opening("bo-1", tree)[1],
    "staff": lambda tree: read_staff(tree)[1],
    "suspects": lambda tree: read_cleared(tree)[1],
    "vendor": lambda tree: read_vendor("lift", tree)[1],
    "calendars/office.yaml": lambda tree: read_calendar("office", tree, holidays={"cn": CN}, zone="UTC")[1],
    "cadences.yaml": lambda tree: faults_of_cadences(tree, {"desk", "steward", "manager"}),
    "cases/starter.yaml": lambda tree: read_case_file(tree, base=starter.rules())[1],
    "cases/tickets.yaml": lambda tree: read_case_file(tree, base=starter.rules())[1],
    "categories.yaml": lambda tree: read_category_book(tree)[1],
    "duty.yaml": lambda tree: read_duty(tree)[1],
    "flows.yaml": lambda tree: read_flow_book(tree)[1],
    "grades.yaml": lambda tree: faults_of_grades(tree, {"standards/tiers.yaml": starter.tree("tiers.yaml")}),
    "holidays/cn.yaml": lambda tree: read_holidays("cn", tree)[1],
    "policy.yaml": faults_of_policy,
    "prices.yaml": lambda tree: read_prices(tree)[1],
    "retention.yaml": lambda tree: read_retention(tree)[1],
    "targets.yaml": faults_of_targets,
    "templates/done.yaml": lambda tree: read_template("done", tree)[1],
    "tiers.yaml": lambda tree: read_tier_book(tree)[1],
    **{
        name: lambda tree, path=f"standards/{name}": read_library({path: tree}, starter.rules())[1]
        for name in (
            "blueprints/complaint.yaml", "procedures/home-repair.yaml", "quality.yaml",
            "services/complaint.yaml", "services/staff-building.yaml",
            "services/inspect-daily.yaml", "services/repair-in-home.yaml",
        )
    },
}  # fmt: skip


def tree_of(name):
    return copy.deepcopy(RECORDS[name]) if name in RECORDS else starter.tree(name)


def places(tree):
    """A place of every kind: entries and items of one list are alike, the first will do."""
    waiting, seen = [((), (), tree)], set()
    for way, kind, part in waiting:  # grows while it is walked
        rows = part.items() if isinstance(part, dict) else enumerate(part)
        entries = isinstance(part, list) or sum(isinstance(one, dict) for _, one in rows) > 1
        for key, value in part.items() if isinstance(part, dict) else enumerate(part):
            place = (*kind, "*" if entries and way else key)
            if isinstance(value, dict | list):
                waiting.append(((*way, key), place, value))
            if place not in seen:
                seen.add(place)
                yield (*way, key)


FREE = {
    "cases/starter.yaml": {("schema",)},
    "cases/tickets.yaml": {("schema",)},
    "grades.yaml": {("figures", 0, grade) for grade in "123"},  # what stands in the file there
}


@pytest.mark.parametrize("name", sorted(READERS))
def test_a_value_of_another_kind_is_told(name):
    before = READERS[name](tree_of(name))
    for way in places(tree_of(name)):
        tree = starter.put(tree_of(name), way, [[7.5]])
        told = [one for one in READERS[name](tree) if one not in before]
        assert bool(told) is (way not in FREE.get(name, ())), way


IN_LIBRARY = ("blueprints/", "procedures/", "quality", "services/")


@pytest.mark.parametrize("name", sorted(READERS))
def test_a_file_of_another_kind_is_told(name):
    for tree in [{}] if name.startswith(IN_LIBRARY) else [7, []]:
        assert READERS[name](tree) != []


@pytest.mark.parametrize(
    ("name", "way", "value", "code"),
    [
        ("accept", ("accepted",), {"0123": {}}, "S007"),
        ("approval", ("content",), "z" * 64, "S004"),
        ("approval", ("terms",), "a" * 63, "S004"),
        ("opening", ("id",), "bo-2", "S007"),
        ("opening", ("tickets",), ["A001"], "S007"),
        ("staff", ("keys",), [{"key": f"{KEY} li@desk"}], "S007"),
        ("staff", ("keys",), [{"key": KEY}, {"key": KEY}], "R006"),
        ("staff", ("keys",), [{"key": "ssh-rsa AAAA"}], "S007"),
        ("templates/done.yaml", ("id",), "other", "S007"),
        ("templates/done.yaml", ("zh",), "{nope}", UNKNOWN),
        ("templates/done.yaml", ("en",), "{id}", MISSING),
        ("flows.yaml", ("procedures",), {"sign": [{"id": "a", "label": "甲"}]}, "S012"),
    ],
)
def test_a_value_that_does_not_fit_is_told(name, way, value, code):
    assert code in starter.codes(READERS[name](starter.put(tree_of(name), way, value)))


def test_an_approval_under_a_name_of_another_kind_is_told():
    for path in ("records/approvals/tiers/1.yaml", "records/approvals/tiers/abcd.yaml", "else"):
        assert "S007" in starter.codes(read_approval(path, tree_of("approval"))[1])


def test_what_fits_is_not_told():
    for name, way, value in (
        ("staff", ("role",), ""),
        ("calendars/office.yaml", ("exceptions",), {"2026-10-12": ["09:00-12:00"]}),
    ):
        before = READERS[name](tree_of(name))
        assert READERS[name](starter.put(tree_of(name), way, value)) == before
