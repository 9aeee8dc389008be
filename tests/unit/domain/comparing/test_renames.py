"""Renames, moves, files that come and go, ids that are used again."""

from __future__ import annotations

from copy import deepcopy

import pytest
from tests.support.comparing import base, found, put, side

from wuye_cli.domain.comparing.compare import compare
from wuye_cli.domain.comparing.side import Sheet, Side


def _renamed(place, was, now, **changes):
    trees = put(base(), [*place, was], base_entry(place, was))
    entries = trees[place[0]]
    for step in place[1:]:
        entries = entries[step]
    renamed = {(now if key == was else key): value for key, value in entries.items()}
    renamed[now] = {**renamed[now], **changes}
    return put(trees, list(place), renamed)


def base_entry(place, name):
    node = base()
    for step in [*place, name]:
        node = node[step]
    return deepcopy(node)


def test_formerly_makes_a_rename_whatever_else_changed():
    new = _renamed(
        ["tiers", "tiers"],
        "hazard",
        "danger",
        formerly=["hazard"],
        raise_to="danger",
        resolve=["9wd", "office"],
    )
    told = found(base(), new)
    assert ("D103", "tiers#tiers.danger") in told
    assert ("D111", "tiers#tiers.danger.resolve") in told
    assert not {"D101", "D102"} & {code for code, _ in told}


def test_read_backwards_formerly_still_counts():
    new = _renamed(
        ["services/repair", "commitments"], "fee", "price", formerly=["fee"], text="先报价再说"
    )
    codes = [code for code, _ in found(new, base())]
    assert "D104" in codes
    assert not {"D301", "D302"} & set(codes)


def test_equal_terms_under_another_id_are_a_rename():
    new = _renamed(["tiers", "tiers"], "external", "imported", raise_to="external", label="旧单")
    assert ("D103", "tiers#tiers.imported") in found(base(), new)


def test_a_likely_rename_is_for_review_and_its_changes_are_told():
    new = _renamed(["services/repair", "commitments"], "fee", "price", evidence=["quote", "slip"])
    told = found(base(), new)
    assert ("D105", "services/repair#commitments.price") in told
    assert ("D510", "services/repair#commitments.price.evidence") in told
    assert compare(side(base()), side(new))[0].level == "review"


def test_unlike_entries_are_one_gone_and_one_come():
    new = put(base(), ["services/repair", "commitments", "fee"], "<gone>")
    put(
        new,
        ["services/repair", "commitments", "night"],
        {"aspect": "time", "text": "夜间不打扰", "kind": "flexible"},
    )
    codes = {code for code, _ in found(base(), new)}
    assert {"D301", "D302"} <= codes
    assert not {"D104", "D105"} & codes


def test_the_same_name_in_another_folder_is_a_move_and_its_changes_are_told():
    new = put(base(), ["services/repair", "scope"], "业主")
    new["services/home/repair"] = new.pop("services/repair")
    told = found(base(), new)
    assert ("D904", "services/home/repair#") in told
    assert ("D308", "services/home/repair#scope") in told
    assert not {"D801", "D802"} & {code for code, _ in told}


def test_a_file_under_another_name_is_renamed_certain_or_suspected():
    certain = base()
    certain["services/fixing"] = certain.pop("services/repair")
    assert ("D104", "services/fixing#") in found(base(), certain)
    likely = put(base(), ["services/repair", "review_by"], "2029-01-01")
    likely["services/fixing"] = likely.pop("services/repair")
    assert ("D105", "services/fixing#") in found(base(), likely)
    declared = put(base(), ["services/repair", "commitments"], {"x": {"text": "另一件事"}})
    put(declared, ["services/repair", "formerly"], ["repair"])
    declared["services/fixing"] = declared.pop("services/repair")
    assert ("D104", "services/fixing#") in found(base(), declared)


def test_files_come_and_go():
    new = base()
    del new["services/staff"]
    assert found(base(), new) == [("D801", "services/staff#")]
    assert found(new, base()) == [("D802", "services/staff#")]


def test_a_file_alone_that_is_not_understood_is_for_review():
    new = {"odd": {"schema": "odd/1", "x": 1}}
    assert found({"odd": {"schema": "odd/1", "x": 2}}, new) == [("D999", "odd#x")]


def test_flows_in_another_order_may_match_otherwise():
    trees = base()
    flows = trees["flows"]["flows"]
    new = put(base(), ["flows", "flows"], dict(reversed(flows.items())))
    assert found(trees, new) == [("D331", "flows#flows")]


def test_bytes_alone_are_a_matter_of_form():
    tree = {"schema": "quality/1", "policy": {"text": "安暖快洁便"}}
    path = "standards/quality.yaml"
    old, new = (Side({path: Sheet(tree, blob)}) for blob in ("a", "b"))
    assert [one.code for one in compare(old, new)] == ["D902"]
    assert compare(old, old) == ()


def test_a_checklist_that_moved_to_a_file_of_its_own_is_not_dropped():
    old = put(
        base(),
        ["flows", "procedures"],
        {"trial": [{"id": "a", "label": "穿鞋套"}, {"id": "b", "label": "讲明价格"}]},
    )
    new = put(base(), ["flows", "procedures"], {})
    new["procedures/trial"] = {"schema": "procedure/1", "steps": [{"id": "a", "label": "穿鞋套"}]}
    told = found(old, new)
    assert ("D904", "flows#procedures.trial") in told
    assert ("D311", "flows#procedures.trial.b") in told
    assert ("D311", "flows#procedures.trial.a") not in told


def _commitment(name, **changes):
    """The fee renamed, with changes."""
    return _renamed(["services/repair", "commitments"], "fee", name, **changes)


def _tier(**changes):
    """A tier renamed, with changes."""
    return _renamed(["tiers", "tiers"], "external", "imported", raise_to="external", **changes)


def _without(*names):
    return {name: tree for name, tree in base().items() if name not in names}


def _moved(place):
    trees = base()
    trees[place] = trees.pop("services/repair")
    return trees


def _turned(place):
    """The keys of a mapping the other way round."""
    name, *steps = place
    node = base()[name]
    for step in steps:
        node = node[step]
    return put(base(), place, dict(reversed(node.items())))


DROPPED = put(base(), ["services/repair", "commitments", "fee"], "<gone>")
# code: (before, what is called so, what is not)
CASES = {
    "D103": (base(), _tier(), put(base(), ["tiers", "tiers", "external"], "<gone>")),
    "D104": (base(), _commitment("price"), DROPPED),
    "D105": (base(), _commitment("price", evidence=["quote", "slip"]), _commitment("price")),
    "D331": (base(), _turned(["flows", "flows"]), _turned(["tiers", "tiers"])),
    "D801": (base(), _without("services/staff"), DROPPED),
    "D802": (_without("services/staff"), base(), _without("services/staff")),
    "D901": (base(), _turned(["tiers", "tiers"]), base()),
    "D904": (base(), _moved("services/home/repair"), _without("services/repair")),
}
"""Kinds of changes that are of more than one place."""


@pytest.mark.parametrize("code", CASES)
def test_a_change_of_more_than_a_place_is_called_by_its_code_and_its_twin_is_not(code):
    old, new, twin = CASES[code]
    assert code in {one for one, _ in found(old, new)}
    assert code not in {one for one, _ in found(old, twin)}
