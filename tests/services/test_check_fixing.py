"""Mending by itself: bytes in place, comments kept, nothing else said than before."""

from __future__ import annotations

import os

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.checked import GOOD, NOW, PATH, a_checked_store, edit, found, run, write
from tests.support.depth import tries

from wuye_cli.checking.fixing import QUOTED, mended, says_the_same
from wuye_cli.domain.marks import Trap
from wuye_cli.services.checking.fixing import apply_fixes, fixes
from wuye_cli.services.checking.run import Asked
from wuye_cli.store.canonical import quote
from wuye_cli.store.plain_scalar import trap_of, typed
from wuye_cli.store.yaml_text import read_yaml

POLICY = "standards/policy.yaml"


@pytest.fixture
def store(tmp_path):
    return a_checked_store(tmp_path)


def fixed(store, **asked):
    return fixes(store, Asked(**asked), NOW)


@pytest.mark.parametrize(
    ("before", "after", "code"),
    [
        ("x-a: 12:30", 'x-a: "12:30"', "Y003"),
        ("x-a: 0301  # 房号", 'x-a: "0301"  # 房号', "Y004"),
        ("x-a: NO", 'x-a: "NO"', "Y005"),
        ("x-a: 1.10", 'x-a: "1.10"', "Y006"),
        ("x-a: ３０m", "x-a: 30m", "Y014"),
        ("x-a: １２：３０", 'x-a: "12:30"', "Y014"),
        ("x-e\u0301: x", "x-\u00e9: x", "Y015"),
        ('"x-e\u0301": x', '"x-\u00e9": x', "Y015"),
        ("x-a: {b: NO, c: [0301, 12:30]}", 'x-a: {b: "NO", c: ["0301", "12:30"]}', "Y003"),
    ],
)
def test_the_marked_rules_are_mended_in_place(store, before, after, code):
    text = (store.root / POLICY).read_text(encoding="utf-8")
    write(store, POLICY, f"{text}{before}\n# end\n")
    assert found(run(store), code)
    (one,) = fixed(store, ignore=("Y019",))
    assert one.after == f"{text}{after}\n# end\n"
    apply_fixes(store, [one])
    assert (store.root / POLICY).read_text(encoding="utf-8") == one.after
    assert found(run(store), code) == []
    assert fixed(store, ignore=("Y019",)) == []


def test_a_wide_digit_in_a_sentence_is_left_to_a_person(store):
    text = (store.root / POLICY).read_text(encoding="utf-8")
    write(store, POLICY, text + "x-a: ３号楼\n")
    assert fixed(store) == []


def test_a_ticket_is_brought_into_its_form(store):
    edit(store, PATH, 'kind: "repair"', "kind: repair")
    (one,) = fixed(store)
    assert one.after.encode() == GOOD


def test_a_ticket_with_a_comment_keeps_it(store):
    edit(store, PATH, 'kind: "repair"', "kind: repair  # asked for")
    assert fixed(store) == []


def test_what_is_set_aside_or_not_selected_is_left_alone(store):
    text = (store.root / POLICY).read_text(encoding="utf-8")
    write(store, POLICY, text + "x-a: NO  # wuye: ignore Y005 — meant\nx-b: 0301\n")
    (one,) = fixed(store, ignore=("Y019",))
    assert one.after.endswith('x-a: NO  # wuye: ignore Y005 — meant\nx-b: "0301"\n')
    assert fixed(store, select=("Y003",)) == []


def test_a_number_is_not_put_in_quotes_where_one_is_wanted(store):
    edit(store, "standards/tiers.yaml", "warn_fraction: 0.8", "warn_fraction: 0.80")
    assert found(run(store), "Y006")
    assert fixed(store) == []


def test_a_file_changed_in_the_meantime_is_not_written_over(store):
    text = (store.root / POLICY).read_text(encoding="utf-8")
    write(store, POLICY, text + "x-a: NO\n")
    found_ = fixed(store)
    write(store, POLICY, text + "x-a: NO\nx-b: 1\n")
    assert apply_fixes(store, found_) == []
    assert (store.root / POLICY).read_text(encoding="utf-8").endswith("x-a: NO\nx-b: 1\n")


def test_a_link_is_never_written_through(store, tmp_path):
    text = (store.root / POLICY).read_text(encoding="utf-8")
    write(store, POLICY, text + "x-a: NO\n")
    found_ = fixed(store)
    away = tmp_path / "away.yaml"
    os.replace(store.root / POLICY, away)
    os.symlink(away, store.root / POLICY)
    assert apply_fixes(store, found_) == []
    assert away.read_text(encoding="utf-8").endswith("x-a: NO\n")


scalars = st.sampled_from(
    [
        "NO",
        "12:30",
        "0301",
        "1.10",
        "３０m",
        "word",
        "2026-01-01",
        '"q # x"',
        "7",
        "１２：３０",
        "'a'",
    ]
)
trees = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=3).map(lambda items: f"[{', '.join(items)}]")
        | st.dictionaries(st.sampled_from(["a", "b", "NO", "e\u0301"]), inner, max_size=3).map(
            lambda items: "{" + ", ".join(f"{key}: {item}" for key, item in items.items()) + "}"
        )
    ),
    max_leaves=8,
)


@settings(deadline=None, max_examples=tries(200))
@given(st.dictionaries(st.sampled_from(["k", "on", "z-1", "号"]), trees, min_size=1))
def test_a_mended_text_has_no_such_trap_and_says_the_same(tops):
    text = "# top\n" + "".join(f"{key}: {value}  # {key}\n" for key, value in tops.items())
    before = read_yaml(text.encode())
    after, done = mended(text, before.traps, quote, lambda one: trap_of(one, typed(one)))
    new = read_yaml(after.encode())
    assert says_the_same(before.tree, new.tree, done)
    assert not {trap.code for trap in new.traps} & (QUOTED | {"Y014", "Y015"})
    assert after.count("#") == text.count("#")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"a": 1}, {"a": 2}),
        ({"a": "x"}, {"b": "x"}),
        ({"a": [1]}, {"a": []}),
        ({"a": 1}, {"a": "1"}),
    ],
)
def test_another_meaning_is_not_the_same(before, after):
    assert not says_the_same(before, after, [Trap("Y003", 1, 1, "12:30")])
