"""A promise that changed makes what leans on it suspect, until somebody looks again."""

from __future__ import annotations

import pytest
from tests.unit.domain.approving.approvals import approval, day

from wuye_cli.domain.approving.approval import Act
from wuye_cli.domain.approving.links import Link, links_of, suspects

TREES = {
    "services/repair": {
        "layer": "customer",
        "commitments": {"on-time": {"steps": ["home.shoes"], "inspected_by": ["daily.punctual"]}},
    },
    "services/staff": {"layer": "delivery", "items": {"dress": {"serves": ["repair.on-time"]}}},
    "services/daily": {"layer": "inspection", "items": {"punctual": {"serves": "repair.on-time"}}},
}
PROMISE = ("services/repair", "commitments.on-time")
KEY = "commitments.on-time.measure.limit"


def test_links_lead_from_what_leans_to_what_it_leans_on():
    assert set(links_of(TREES)) == {
        Link("procedures/home", "steps.shoes", *PROMISE),
        Link("services/daily", "items.punctual", *PROMISE),
        Link("services/staff", "items.dress", *PROMISE),
    }
    assert links_of({"services/x": {"commitments": {"a": {"steps": [3, None]}}, "items": []}}) == []


def changed(*keys, at=5):
    return {"services/repair": [approval(2, at=day(at), standard="services/repair", changed=keys)]}


@pytest.mark.parametrize(
    ("every", "cleared", "count"),
    [
        (changed(KEY), {}, 3),
        (changed("commitments.other.measure"), {}, 0),
        (changed("commitments.on-time-2.measure"), {}, 0),
        (changed(), {}, 0),
        (
            changed(KEY) | {"services/daily": [approval(1, at=day(6), standard="services/daily")]},
            {},
            2,
        ),
        (
            changed(KEY) | {"services/daily": [approval(1, at=day(4), standard="services/daily")]},
            {},
            3,
        ),
        (changed(KEY), {links_of(TREES)[0].id: [Act(by="q", at=day(6))]}, 2),
        (changed(KEY), {links_of(TREES)[0].id: [Act(by="q", at=day(4))]}, 3),
    ],
)
def test_suspects(every, cleared, count):
    found = suspects(links_of(TREES), every, cleared)
    assert len(found) == count
    assert all(one.keys == (KEY,) for one in found)
