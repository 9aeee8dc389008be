"""Fingerprints: the same for what is the same, another for what obliges otherwise."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wuye_cli.domain.approving.clauses import changed_ways, clauses
from wuye_cli.domain.approving.fingerprint import prints_of

BASE = {
    "schema": "tiers/1",
    "version": 1,
    "effective_from": "2026-01-01T00:00:00+08:00",
    "tiers": {
        "a": {"label": "甲", "ack": ["60m", "always"], "aliases": ["x", "y"], "basis": {"ack": "A"}}
    },
    "order": ["1", "2"],
}


def changed(**at_a):
    return {**BASE, "tiers": {"a": {**BASE["tiers"]["a"], **at_a}}}


@pytest.mark.parametrize(
    ("other", "content", "terms"),
    [
        (dict(reversed(BASE.items())), True, True),
        (changed(ack=["1h", "always"]), True, True),
        (changed(aliases=["y", "x"]), True, True),
        ({**BASE, "version": "1"}, True, True),
        ({**BASE, "effective_from": "2025-12-31T16:00:00+00:00"}, True, True),
        (changed(label="乙"), False, True),
        (changed(basis={"ack": "B"}), False, True),
        ({**BASE, "version": 2}, False, True),
        (changed(ack=["61m", "always"]), False, False),
        (changed(ack=["60m", "office"]), False, False),
        ({**BASE, "order": ["2", "1"]}, False, False),
        ({**BASE, "x-own": 1}, False, True),
        (changed(label="1h"), False, True),
    ],
)
def test_what_counts_and_what_does_not(other, content, terms):
    one, two = prints_of("tiers", BASE), prints_of("tiers", other)
    assert (one.content == two.content, one.terms == two.terms) == (content, terms)


def test_a_label_that_reads_like_a_limit_is_a_label():
    one, two = (prints_of("s", {"label": text}).content for text in ("60m", "1h"))
    assert one != two


def test_one_text_under_two_names_has_two_fingerprints():
    assert prints_of("tiers", BASE).content != prints_of("tiers2", BASE).content


def test_letters_composed_otherwise_are_the_same():
    one, two = (prints_of("s", {"label": text}) for text in ("\u00e9", "e\u0301"))
    assert one == two


KEYS = st.text("abc字", min_size=1, max_size=3)
TREES = st.recursive(
    st.one_of(st.integers(), st.text(max_size=3), st.booleans()),
    lambda inner: st.one_of(st.dictionaries(KEYS, inner, max_size=3), st.lists(inner, max_size=3)),
    max_leaves=8,
)


def turned(value):
    if isinstance(value, dict):
        return {key: turned(part) for key, part in reversed(value.items())}
    return [turned(part) for part in value] if isinstance(value, list) else value


@given(st.dictionaries(KEYS, TREES, max_size=4))
def test_the_order_of_keys_never_counts(tree):
    assert prints_of("s", tree) == prints_of("s", turned(tree))
    assert changed_ways(tree, turned(tree)) == []


@given(st.dictionaries(KEYS, TREES, max_size=4), st.dictionaries(KEYS, TREES, max_size=4))
def test_two_texts_share_a_fingerprint_or_differ_in_a_fact(one, two):
    same = prints_of("s", one).content == prints_of("s", two).content
    if same:
        assert changed_ways(one, two) == []
    assert sorted(changed_ways(one, two)) == sorted(changed_ways(two, one))


def test_steps_are_named_by_their_id_wherever_they_stand():
    old = {"steps": [{"id": "a", "label": "1"}, {"id": "b", "label": "2"}]}
    new = {"steps": [{"id": "b", "label": "2"}, {"id": "a", "label": "1"}]}
    assert clauses(old) == clauses(new)
    assert changed_ways(old, {"steps": [{"id": "a", "label": "9"}]}) == [
        ("steps", "a", "label"),
        ("steps", "b", "label"),
    ]
