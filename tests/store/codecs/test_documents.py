"""Written standards: each starter document spoilt in one place, and what is reported where."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.store.codecs import starter
from tests.support.depth import tries

from wuye_cli.domain.documents.words import EVIDENCE
from wuye_cli.store.codecs.blueprints import read_blueprint
from wuye_cli.store.codecs.known import Known
from wuye_cli.store.codecs.library import read_library
from wuye_cli.store.codecs.procedures import read_procedure
from wuye_cli.store.codecs.quality import read_quality
from wuye_cli.store.codecs.standards import read_standard

GONE = object()

CUSTOMER = {
    "schema": "standard/1",
    "layer": "customer",
    "scope": "住户",
    "categories": ["water.leak"],
    "promises": ["fast"],
    "owner": "manager",
    "review_by": "2027-01-01",
    "commitments": {
        "on-time": {
            "aspect": "time",
            "text": "按约定的时段到",
            "kind": "flexible",
            "tolerance": "10m",
            "measure": {"clock": "arrive", "tiers": ["special"]},
            "evidence": ["photo", "event:arrive", "register:visits"],
            "metric": "repair.small",
            "steps": ["home-repair.tarp", "home-repair"],
            "inspected_by": ["look.punctual"],
            "key_points": ["time"],
            "picture": {"file": "a.jpg", "sha256": "0" * 64},
        },
        "polite": {
            "aspect": "quality",
            "text": "看到您、问候您",
            "kind": "hard",
            "qualitative": {"criterion": "三项俱全", "evidence": "survey"},
        },
    },
}
DELIVERY = {
    "schema": "standard/1",
    "layer": "delivery",
    "family": "cleaning",
    "posts": ["cleaning"],
    "without": {"phrases": "不对外说话"},
    "items": {
        "sweep": {
            "field": "frequency",
            "text": "扫两遍",
            "measure": {"window": {"by": ["07:30", "17:30"], "tolerance": "10m"}},
            "serves": ["promise.on-time"],
        },
        "waste": {
            "field": "frequency",
            "text": "收厨余",
            "measure": {"window": {"about": "22:00", "tolerance": "30m", "days": "mon-fri"}},
        },
    },
}
LOOK = {
    "schema": "standard/1",
    "layer": "inspection",
    "kind": "daily",
    "items": {
        "punctual": {
            "object": "quality",
            "scope": "当日的单子",
            "content": "准时",
            "time": {"count": 1, "every": "day"},
            "inspector": "quality",
            "serves": "promise.on-time",
            "checks": ["clean.sweep"],
        }
    },
}
BLUEPRINT = {
    "schema": "blueprint/1",
    "input": "报修",
    "process": "修",
    "output": "修好",
    "place": "家",
    "steps": {
        "call": {"lane": "customer", "label": "打电话", "next": ["take"]},
        "take": {"lane": "front", "label": "接", "role": "desk", "event": "receive"},
    },
    "fail_points": {"deaf": {"at": "take", "text": "没人接"}},
}
QUALITY = {
    "schema": "quality/1",
    "policy": {"text": "说到做到"},
    "promises": {"fast": {"label": "快", "text": "快", "metrics": ["repair.small"]}},
    "milestones": {"one": {"by": "2027-01-01", "text": "第一级"}},
    "system": {"needs": {"text": "听", "documents": ["services/promise"]}},
}
TREES = {
    "services/promise.yaml": CUSTOMER,
    "services/clean.yaml": DELIVERY,
    "services/look.yaml": LOOK,
    "blueprints/call.yaml": BLUEPRINT,
    "quality.yaml": QUALITY,
}
P, D, L, B, Q = TREES
ON, POLITE = ("commitments", "on-time"), ("commitments", "polite")
SWEEP, WASTE = ("items", "sweep"), ("items", "waste")

TWINS = [
    # names that lead to nothing
    (P, ("categories",), ["water.leek"], "R002", "water.leak"),
    (P, ("owner",), "manger", "S004", "manager"),
    (P, ("promises",), ["fasst"], "S004", "fast"),
    (P, (*ON, "measure", "clock"), "arive", "S004", "arrive"),
    (P, (*ON, "measure", "tiers"), ["specal"], "R001", "special"),
    (P, (*ON, "evidence"), ["foto"], "S004", "photo"),
    (P, (*ON, "evidence"), ["event:arive"], "S004", "event:arrive"),
    (P, (*ON, "evidence"), ["register:visit"], "S004", "register:visits"),
    (P, (*ON, "metric"), "repair.smal", "S004", "repair.small"),
    (P, (*ON, "steps"), ["home-repair.trap"], "S004", "home-repair.tarp"),
    (P, (*ON, "inspected_by"), ["look.punctal"], "S004", "look.punctual"),
    (P, (*ON, "key_points"), ["tme"], "S004", "time"),
    (P, (*ON, "measure"), {"target": "repair.smal"}, "S004", "repair.small"),
    (P, (*ON, "measure"), {"price": "tapp"}, "S004", "tap"),
    (P, (*ON, "measure"), {"cadence": "patrol.nite"}, "S004", "patrol.night"),
    (P, (*ON, "measure"), {"event": "singn"}, "S004", "sign"),
    (P, (*ON, "measure"), {"limit": ["4h", "ofice"]}, "S004", "office"),
    (D, ("posts",), ["cleanin"], "S004", "cleaning"),
    (D, (*SWEEP, "serves"), ["promise.on-tim"], "S004", "promise.on-time"),
    (L, ("items", "punctual", "inspector"), "qualty", "S004", "quality"),
    (L, ("items", "punctual", "checks"), ["clean.swep"], "S004", "clean.sweep"),
    (B, ("steps", "call", "next"), ["tak"], "S004", "take"),
    (B, ("steps", "take", "role"), "dsk", "S004", "desk"),
    (B, ("steps", "take", "event"), "recieve", "S004", "receive"),
    (B, ("fail_points", "deaf", "at"), "tak", "S004", "take"),
    (Q, ("promises", "fast", "metrics"), ["repair.smal"], "S004", "repair.small"),
    (Q, ("system", "needs", "documents"), ["services/promis"], "S004", "services/promise"),
    # words that are not of the list
    (P, ("layer",), "costumer", "S004", "customer"),
    (P, (*ON, "aspect"), "tmie", "S004", "time"),
    (P, (*ON, "kind"), "flexibel", "S004", "flexible"),
    (D, ("family",), "cleanning", "S004", "cleaning"),
    (D, (*SWEEP, "field"), "frequncy", "S004", "frequency"),
    (L, ("kind",), "dayly", "S004", "daily"),
    (L, ("items", "punctual", "object"), "sites", "S004", "site"),
    (B, ("steps", "call", "lane"), "custommer", "S004", "customer"),
    (P, ("schema",), "standards/1", "S004", "standard/1"),
    (P, ("schema",), "standard/9", "S008", None),
    # fields too many and too few
    (P, ("commitment",), {}, "S001", "commitments"),
    (P, (*ON, "metrc"), "x", "S001", "metric"),
    (D, ("without", "phrase"), "x", "S001", "phrases"),
    (Q, ("system", "need"), {"text": "x"}, "S001", "needs"),
    (P, ("layer",), GONE, "S002", None),
    (P, ("scope",), GONE, "S002", None),
    (P, (*ON, "tolerance"), GONE, "S002", None),
    (P, (*ON, "measure"), GONE, "S002", None),
    (P, (*ON, "measure"), {}, "S002", None),
    (P, (*POLITE, "qualitative", "evidence"), GONE, "S002", None),
    (L, ("items", "punctual", "scope"), GONE, "S002", None),
    (L, ("items", "punctual", "time"), {"count": 2}, "S002", None),
    (D, (*WASTE, "measure", "window", "tolerance"), GONE, "S002", None),
    (D, (*WASTE, "measure", "window"), {"tolerance": "5m"}, "S002", None),
    (P, (*ON, "measure"), {"amount": {"most": 3}}, "S002", None),
    (P, (*ON, "measure"), {"amount": {"unit": "声"}}, "S002", None),
    (B, ("place",), GONE, "S002", None),
    (Q, ("policy",), GONE, "S002", None),
    # both of what excludes each other
    (P, (*POLITE, "tolerance"), "5%", "S004", "flexible"),
    (P, (*ON, "qualitative"), {"criterion": "x", "evidence": ["visit"]}, "S001", "measure"),
    (P, (*ON, "measure", "count"), 2, "S001", ""),
    (D, (*SWEEP, "measure", "window", "from"), "07:30", "S001", ""),
    # lists in the place of keyed mappings, empty texts
    (P, ("commitments",), [{"text": "x"}], "S014", None),
    (D, ("items",), [{"id": "x", "text": "x"}], "S014", None),
    (B, ("steps",), [{"lane": "front"}], "S014", None),
    (P, (*ON, "text"), " ", "S011", None),
    (P, ("commitments",), {}, "S011", None),
    (B, ("steps", "take", "label"), "", "S011", None),
    (Q, ("policy", "text"), "", "S011", None),
    # figures
    (P, (*ON, "tolerance"), "10min", "S005", None),
    (P, (*ON, "tolerance"), "105%", "S010", None),
    (P, (*ON, "measure"), {"limit": "soon"}, "S005", None),
    (P, (*ON, "measure"), {"limit": ["4h"]}, "S003", None),
    (P, (*ON, "measure"), {"count": 0, "every": "day"}, "S010", None),
    (P, (*ON, "measure"), {"count": 1, "every": "dayly"}, "S004", None),
    (P, (*ON, "measure"), {"amount": {"most": "three", "unit": "声"}}, "S003", None),
    (D, (*SWEEP, "measure", "window", "by"), ["07:30", "25:00"], "S006", None),
    (D, (*SWEEP, "measure", "window", "by"), "7:30", "S006", None),
    (D, (*SWEEP, "measure", "window", "by"), 750, "S003", None),
    (D, (*SWEEP, "measure", "window", "tolerance"), "3wd", "S005", None),
    (D, (*WASTE, "measure", "window", "days"), "mon-fry", "S006", None),
    (D, (*WASTE, "measure"), {"window": {"between": "07:30"}}, "S006", None),
    (P, (*ON, "picture", "sha256"), "ABC", "S007", None),
    (P, ("review_by",), "2027-13-01", "S006", None),
    (P, ("effective_from",), "2026-01-01T00:00:00", "S006", None),
    (P, ("version",), 0, "S010", None),
    (P, ("formerly",), 7, "S003", None),
    (P, (*ON, "formerly"), [7], "S003", None),
    (Q, ("milestones", "one", "by"), "soon", "S006", None),
    (P, ("commitments", "On Time"), dict(CUSTOMER["commitments"]["polite"]), "S007", None),
]


@cache
def others():
    return {
        f"standards/{name}": starter.tree(name)
        for name in ("policy.yaml", "targets.yaml", "cadences.yaml", "prices.yaml")
    }


def put(tree, path, value):
    """A copy of the tree with one value set or taken away; the tree itself is shared."""
    step, rest = path[0], path[1:]
    if not rest and value is GONE:
        return {key: one for key, one in tree.items() if key != step}
    return {**tree, step: put(tree[step], rest, value) if rest else value}


def problems_of(trees):
    named = {f"standards/{name}": tree for name, tree in trees.items()}
    return read_library({**others(), **named}, starter.rules())[1]


def test_the_documents_are_good_as_they_are():
    assert problems_of(TREES) == []
    library, _ = read_library({f"standards/{n}": t for n, t in TREES.items()}, starter.rules())
    assert library.standards["clean"].staff_items["sweep"].measure.window.times == (450, 1050)
    assert library.standards["promise"].commitments["on-time"].steps[1] == "home-repair"
    assert library.quality.promises["fast"].metrics == ("repair.small",)


@pytest.mark.parametrize(
    ("name", "path", "value", "code", "suggestion"),
    TWINS,
    ids=[f"{code}-{'.'.join(map(str, path))}-{number}" for number, (_, path, _, code, _) in enumerate(TWINS)],
)  # fmt: skip
def test_a_spoilt_document_is_reported_in_its_place(name, path, value, code, suggestion):
    located = problems_of({**TREES, name: put(TREES[name], path, value)})
    own = [problem for where, problem in located if where == f"standards/{name}"]
    assert [problem.code for problem in own] == [code], own
    assert all(one == two for one, two in zip(own[0].where, path[:-1], strict=False)), own
    if suggestion is not None:
        assert own[0].facts["suggestion"] == suggestion


def test_a_circle_of_standards_is_told_once():
    one = {**DELIVERY, "extends": ["b"]}
    two = {**DELIVERY, "extends": ["a"]}
    located = problems_of({P: CUSTOMER, L: put(LOOK, ("items", "punctual", "checks"), []),
                           "services/a.yaml": one, "services/b.yaml": two})  # fmt: skip
    assert [(path, problem.code) for path, problem in located] == [
        ("standards/services/a.yaml", "R007")
    ]
    assert located[0][1].facts["way"] == "a → b → a"
    alone = put(put(DELIVERY, ("extends",), ["clean"]), ("posts",), [])
    assert [problem.code for _, problem in problems_of({**TREES, D: alone})] == ["R007"]


def test_what_cannot_be_known_is_not_called_unknown():
    """An unreadable file of names makes no name unknown; it has its own finding already."""
    named = {f"standards/{name}": tree for name, tree in TREES.items()}
    blind = dict.fromkeys(others(), None) | named
    assert read_library(blind, starter.rules())[1] == []
    assert read_standard("promise", put(CUSTOMER, ("promises",), ["anything"]))[1] == []


def test_any_evidence_is_of_the_list():
    for word in EVIDENCE:
        tree = put(CUSTOMER, (*POLITE, "qualitative", "evidence"), [word])
        assert read_standard("promise", tree)[1] == []


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(max_size=5) | st.integers(), inner, max_size=3)
    ),
    max_leaves=8,
)
READERS = {
    P: lambda tree: read_standard("promise", tree, Known()),
    D: lambda tree: read_standard("clean", tree, Known()),
    L: lambda tree: read_standard("look", tree, Known()),
    B: lambda tree: read_blueprint("call", tree, Known()),
    Q: lambda tree: read_quality(tree, Known()),
}


def places(tree, above=()):
    """Every place in a tree of mappings."""
    for key, value in tree.items():
        yield (*above, key)
        if isinstance(value, dict):
            yield from places(value, (*above, key))


@settings(max_examples=tries(150))
@given(st.data(), JUNK)
def test_anything_anywhere_is_read_or_reported_and_never_raises(data, junk):
    name = data.draw(st.sampled_from(sorted(TREES)))
    path = data.draw(st.sampled_from(sorted(places(TREES[name]))))
    READERS[name](put(TREES[name], path, junk))
    READERS[name](junk)
    read_procedure("x", {"schema": "procedure/1", "steps": junk})
    problems_of({**TREES, name: put(TREES[name], path, junk)})
