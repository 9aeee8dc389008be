"""Every code: a change that is called so, a change of the same place that is not, and its mirror."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.support.comparing import GONE, Trees, base, found, put, side

from wuye_cli.domain.comparing.catalog import ELSEWHERE, KINDS, ONE_SIDED
from wuye_cli.domain.comparing.change import BETTER, BREAKING, LEVELS, WORSE, Change
from wuye_cli.domain.comparing.compare import compare
from wuye_cli.store.yaml_text import read_plain

DATA = Path(__file__).parents[3] / "data/diff"
CASES: list[dict[str, Any]] = [
    case | {"file": path.stem}
    for path in sorted(DATA.glob("*.yaml"))
    for case in read_plain(path.read_bytes())["cases"]
]


def _pair(case: dict[str, Any], new: Any) -> tuple[Trees, Trees]:
    old = base()
    if "old" in case:
        put(old, case["at"], case["old"])
    after = base()
    if "old" in case:
        put(after, case["at"], case["old"])
    if new != "<same>":
        put(after, case["at"], new)
    return old, after


@pytest.mark.parametrize(
    "case", CASES, ids=lambda one: f"{one['code']}-{'.'.join(map(str, one['at']))}"
)
def test_a_change_is_called_by_its_code_its_twin_is_not_and_it_has_a_mirror(case):
    old, new = map(side, _pair(case, case["new"]))
    forward = compare(old, new)
    assert case["code"] in [change.code for change in forward]
    assert all(change.level == KINDS[change.code].level for change in forward)
    twin = [change.code for change in compare(*map(side, _pair(case, case["clean"])))]
    assert case["code"] not in twin, twin
    _assert_mirrored(forward, compare(new, old))


def _assert_mirrored(forward: tuple[Change, ...], backward: tuple[Change, ...]) -> None:
    assert len(forward) == len(backward)
    left = list(backward)
    for change in forward:
        mirror = next(
            one
            for one in left
            if (one.standard, one.key, one.code in KINDS[change.code].mirrors)
            == (change.standard, change.key, True)
            and (one.old, one.new) == (change.new, change.old)
        )
        left.remove(mirror)


def test_mirrors_point_at_each_other_and_turn_the_customer_round():
    for kind in KINDS.values():
        for name in kind.mirrors:
            assert kind.code in KINDS[name].mirrors, (kind.code, name)
            if name != kind.code and kind.customer == WORSE and KINDS[name].customer != WORSE:
                assert KINDS[name].customer in {BETTER, "unknown", "same"}


def test_a_grave_code_that_is_its_own_mirror_has_a_written_reason():
    own = {kind.code for kind in KINDS.values() if kind.code in kind.mirrors}
    grave = {code for code in own if KINDS[code].level == BREAKING}
    assert grave == set(ONE_SIDED)
    assert all(ONE_SIDED.values())
    assert all(ELSEWHERE.values())


def test_every_level_has_a_code():
    assert {kind.level for kind in KINDS.values()} == set(LEVELS)


def test_nothing_changed_is_nothing_found():
    assert found(base(), base()) == []
    assert GONE not in str(base())
