"""However a standard is written down, it is the same; whatever changes, it mirrors."""

from __future__ import annotations

import io
import random
from copy import deepcopy

import yaml
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML
from tests.support.comparing import base, side
from tests.support.depth import tries

from wuye_cli.domain.comparing.catalog import KINDS
from wuye_cli.domain.comparing.compare import compare
from wuye_cli.domain.comparing.side import Sheet, Side
from wuye_cli.store.yaml_text import read_plain

FAST = (Phase.explicit, Phase.reuse, Phase.generate)
"""A failing standard is small enough as it is."""
SETS = {"aliases", "evidence", "categories", "promises", "danger_words", "stops", "who", "period"}


def _shuffled(value, dice, key=""):
    """Return the same standard with mappings, and lists that are sets, in another order."""
    if isinstance(value, dict):
        keys = list(value)
        if key != "flows":
            dice.shuffle(keys)
        return {one: _shuffled(value[one], dice, one) for one in keys}
    if isinstance(value, list):
        items = [_shuffled(one, dice) for one in value]
        if key in SETS:
            dice.shuffle(items)
        return items
    return value


def _rewritten(tree, flow, tool):
    """Return a tree as another tool writes it, read again."""
    if tool == "pyyaml":
        text = yaml.safe_dump(
            tree, allow_unicode=True, default_flow_style=flow, sort_keys=False, width=40
        )
    else:
        out = io.StringIO()
        writer = YAML()
        writer.default_flow_style = flow
        writer.dump(tree, out)
        text = out.getvalue()
    return read_plain(("# another comment\n" + text).encode())


@given(
    st.integers(0, 2**32),
    st.sampled_from([True, False, None]),
    st.sampled_from(["pyyaml", "ruamel"]),
)
@settings(max_examples=12, deadline=None, phases=FAST)
def test_reordered_and_reformatted_it_is_the_same(seed, flow, tool):
    dice = random.Random(seed)
    names = ["tiers", "categories", "services/repair", "calendars/office", "prices", "policy"]
    old, new = base(), base()
    for name in names:
        new[name] = _rewritten(_shuffled(old[name], dice), flow, tool)
    assert {one.code for one in compare(side(old), side(new))} <= {"D901"}


def test_defaults_written_out_and_composed_letters_are_no_change():
    old, new = base(), base()
    new["tiers"] = deepcopy(old["tiers"])
    new["tiers"]["pause_rules"]["default_until"] = "next-open"
    old["tiers"] = deepcopy(old["tiers"])
    del old["tiers"]["timezone"]
    del old["tiers"]["policy"]["reopen_window"]
    del old["tiers"]["clocks"]["arrive"]["to"]
    old["tiers"]["clocks"]["arrive"]["to"] = ["arrive", "no_access"]
    old["tiers"]["tiers"]["general"]["label_en"] = "caf\u00e9"
    new["tiers"]["tiers"]["general"]["label_en"] = "cafe\u0301"
    assert compare(side(old), side(new)) == ()


LIMITS = st.builds(
    lambda amount, unit, calendar: [f"{amount}{unit}", calendar],
    st.integers(1, 50),
    st.sampled_from(["m", "h", "d", "wd"]),
    st.sampled_from(["always", "office", "duty"]),
)
TIER = st.fixed_dictionaries(
    {"rank": st.integers(1, 3)},
    optional={
        "ack": LIMITS,
        "resolve": LIMITS | st.just("agreed"),
        "label": st.sampled_from(["急", "一般", "特约"]),
        "owner_role": st.sampled_from(["manager", "desk"]),
    },
)
CLAUSE = st.fixed_dictionaries(
    {
        "text": st.sampled_from(
            [
                "应24小时内回访",
                "宜24小时内回访",
                "不收费",
                "收费",
                "两次回访",
                "一次回访",
                "着装整齐",
            ]
        ),
        "kind": st.sampled_from(["hard", "flexible"]),
    },
    optional={
        "measure": st.builds(lambda limit: {"limit": limit}, LIMITS)
        | st.builds(
            lambda count, every: {"count": count, "every": every},
            st.integers(1, 4),
            st.sampled_from(["week", "month", "15d"]),
        ),
        "evidence": st.lists(st.sampled_from(["photo", "slip", "call"]), unique=True),
        "tolerance": st.sampled_from(["5m", "10m", "5%"]),
    },
)
WEEK = st.dictionaries(
    st.sampled_from(["mon", "tue", "wed", "sat"]),
    st.sampled_from([["08:00-12:00"], ["09:00-18:00"], ["08:00-20:00"]]),
    min_size=1,
)
NAMES = st.sampled_from(["a", "b", "c"])
STANDARDS = st.builds(
    lambda tiers, clauses, office, duty: {
        "tiers": {
            "schema": "tiers/1",
            "version": 1,
            "effective_from": "2026-01-01T00:00:00+08:00",
            "tiers": tiers,
        },
        "services/s": {"schema": "standard/1", "layer": "customer", "commitments": clauses},
        "calendars/always": {"schema": "calendar/1", "always": True},
        "calendars/office": {"schema": "calendar/1", "weekly": office},
        "calendars/duty": {"schema": "calendar/1", "weekly": duty},
    },
    st.dictionaries(NAMES, TIER),
    st.dictionaries(NAMES, CLAUSE),
    WEEK,
    WEEK,
)


@given(STANDARDS, STANDARDS)
@settings(max_examples=tries(40), deadline=None, phases=FAST)
def test_read_backwards_everything_is_mirrored(one, other):
    forward, backward = compare(side(one), side(other)), list(compare(side(other), side(one)))
    assert len(forward) == len(backward)
    for change in forward:
        partner = next(
            back
            for back in backward
            if back.code in KINDS[change.code].mirrors
            and (back.standard, back.old, back.new) == (change.standard, change.new, change.old)
            and (
                back.key == change.key
                or {change.code, back.code} <= {"D103", "D104", "D105"}
                or _renames(forward)
            )
        )
        backward.remove(partner)


def _renames(changes):
    return any(one.code in {"D103", "D104", "D105"} for one in changes)


@given(STANDARDS)
@settings(max_examples=15, deadline=None, phases=FAST)
def test_a_standard_is_equal_to_itself(one):
    again = deepcopy(one)
    assert compare(side(one), side(again)) == ()
    sheets = {path: Sheet(sheet.tree, "x") for path, sheet in side(one).sheets.items()}
    assert compare(Side(sheets), Side(sheets)) == ()
