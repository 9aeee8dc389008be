"""The canonical form: what it writes, what it refuses, and that every reader agrees."""

from __future__ import annotations

import subprocess
import sys

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from wuye_cli.store.canonical import canonical, canonical_block, is_plain_key, quote
from wuye_cli.store.yaml_text import read_plain, read_yaml

# Characters at which quoting goes wrong, beside any others.
NASTY = (
    "\"\\'#&*!|>%@`,:[]{}?- \t\n\r\x00\x07\x1b\x7f\x80\x85\x9f\xa0\xad\u200b\u200d\u200f\u2028\u2029"
    "\u202e\u2066\u2069\ufeff\ufffd\ufffe\uffff\ue000\U0001f600\U0010ffff住０：é"
)
TEXTS = st.one_of(
    st.text(st.sampled_from(NASTY), max_size=12),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=12),
    st.sampled_from(
        ["0301", "0901", "NO", "on", "12:30", "1_000", "~", "null", "<<", "=", "", " "]
    ),
    st.sampled_from(
        ["- a", "a: b", "a, b", "} #", "---", "...", "2026-02-30", '", at: "', "x" * 3000]
    ),
)
KEYS = st.from_regex(r"[a-z][a-z0-9_-]{0,11}", fullmatch=True).filter(is_plain_key)
SCALARS = st.one_of(TEXTS, st.integers(1 - 10**15, 10**15 - 1), st.booleans(), st.none())
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)
HEADS = st.dictionaries(KEYS, VALUES, max_size=6)
ANY_KEYS = st.one_of(KEYS, TEXTS.filter(lambda text: len(text) <= 128))
TREES = st.dictionaries(
    ANY_KEYS,
    st.recursive(
        SCALARS,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(ANY_KEYS, inner, max_size=3),
        max_leaves=12,
    ),
    max_size=5,
)

TICKET = {
    "schema": "ticket/1",
    "id": "WY-261121-A017",
    "title": "厨房水管爆裂漏水",
    "reporter": {"person": "p-7k2f", "as": "业主"},
    "standard": {"version": 3, "terms": "9b1c5e0f"},
    "tags": ["a", "b"],
    "paid": None,
    "events": [
        {"id": "tqbym3", "at": "2026-11-21T09:12:00+08:00", "do": "receive", "again": False},
        {"id": "x7c0pd", "do": "visit", "score": 5, "parts": [{"code": "P1"}]},
    ],
}
TICKET_TEXT = """\
schema: "ticket/1"
id: "WY-261121-A017"
title: "厨房水管爆裂漏水"
reporter: {person: "p-7k2f", as: "业主"}
standard: {version: 3, terms: "9b1c5e0f"}
tags: ["a", "b"]
paid: null
events:
  - {id: "tqbym3", at: "2026-11-21T09:12:00+08:00", do: "receive", again: false}
  - {id: "x7c0pd", do: "visit", score: 5, parts: [{code: "P1"}]}
"""


def same(one, other):
    """Equal in value, type and order of keys."""
    return repr(one) == repr(other)


def agreed(data):
    """What the three readers make of the bytes, once they all make the same."""
    tree = read_plain(data)
    assert same(read_yaml(data).tree, tree)
    assert same(yaml.safe_load(data), tree)
    assert same(yaml.load(data, yaml.CSafeLoader), tree)
    assert dict(YAML(typ="safe", pure=True).load(data.decode())) == tree
    return tree


def test_a_ticket_is_written_one_event_a_line():
    assert canonical(TICKET).decode() == TICKET_TEXT


def test_an_empty_list_of_events_is_inline():
    assert canonical({"events": []}) == b"events: []\n"


def test_nothing_is_written_as_an_empty_mapping():
    assert canonical({}) == b"{}\n"
    assert read_plain(canonical({})) == {}


@settings(deadline=None)
@given(HEADS)
def test_every_reader_reads_back_what_is_written(head):
    data = canonical(head)
    assert same(agreed(data), head)
    assert data.endswith(b"\n")


@settings(deadline=None)
@given(HEADS)
def test_writing_what_was_read_gives_the_same_bytes(head):
    data = canonical(head)
    assert canonical(read_plain(data)) == data


@settings(deadline=None)
@given(TREES)
def test_every_reader_reads_back_a_block_file(tree):
    assert same(agreed(canonical_block(tree).encode()), tree)


@settings(deadline=None)
@given(HEADS)
def test_no_trap_is_ever_written(head):
    assert read_yaml(canonical(head)).traps == ()


@pytest.mark.parametrize(
    "point", [*range(0x20), *range(0x7F, 0xA0), 0x2028, 0x202E, 0xFEFF, 0xFFFF]
)
def test_what_yaml_breaks_or_hides_is_escaped(point):
    quoted = quote(f"a{chr(point)}b")
    assert chr(point) not in quoted
    assert read_plain(f"a: {quoted}".encode()) == {"a": f"a{chr(point)}b"}


@pytest.mark.parametrize(
    "key", ["id", "", "Id", "1a", "a b", "a:", "é", "no", "y", "null", "<<", 'a"', "ａ"]
)
def test_only_plain_keys_are_written(key):
    if key == "id":
        assert canonical({key: 1, "in": {key: 1}})
        return
    for tree in ({key: 1}, {"in": {key: 1}}, {"in": [{key: 1}]}):
        with pytest.raises(ValueError, match="not a key"):
            canonical(tree)


def test_a_key_that_is_no_text_is_refused():
    with pytest.raises(ValueError, match="not a key"):
        canonical({1: "a"})


@pytest.mark.parametrize(
    "value", [1.5, 10**15, -(10**15), "\ud800", b"a", {1}, object(), float("nan")]
)
def test_what_the_form_cannot_carry_is_refused(value):
    for tree in ({"a": value}, {"a": [value]}, {"a": [{"b": value}]}):
        with pytest.raises(ValueError, match=r".+"):
            canonical(tree)
        with pytest.raises(ValueError, match=r".+"):
            canonical_block(tree)


def nested(depth, *, lists):
    value = 1
    for _ in range(depth - 1):
        value = [value] if lists else {"a": value}
    return {"a": value}


@pytest.mark.parametrize("write", [canonical, lambda tree: canonical_block(tree).encode()])
@pytest.mark.parametrize("lists", [True, False])
def test_the_deepest_tree_written_is_the_deepest_read(write, lists):
    assert read_plain(write(nested(20, lists=lists))) == nested(20, lists=lists)
    with pytest.raises(ValueError, match="deep"):
        write(nested(21, lists=lists))


def test_a_list_of_mappings_counts_as_two_levels():
    tree = {"a": [nested(18, lists=True)]}
    assert read_plain(canonical(tree)) == tree
    with pytest.raises(ValueError, match="deep"):
        canonical({"a": [nested(19, lists=True)]})


def test_the_largest_list_written_is_the_largest_read():
    tree = {"a": [0] * 49_999}
    assert read_plain(canonical(tree)) == tree
    with pytest.raises(ValueError, match="too many"):
        canonical({"a": [0] * 50_000})


def test_a_file_past_a_mebibyte_is_refused():
    with pytest.raises(ValueError, match="1 MiB"):
        canonical({"a": "x" * (1 << 20)})


def test_a_block_file_is_readable():
    tree = {"desks": {"A": {"label": "前台", "no": 1}}, "people": [{"id": "s-li"}], "empty": {}}
    assert canonical_block(tree) == (
        'desks:\n  "A":\n    label: "前台"\n    "no": 1\npeople:\n  - {id: "s-li"}\nempty: {}\n'
    )


def test_writing_and_fast_reading_import_no_yaml():
    code = (
        "import sys, wuye_cli.store.canonical, wuye_cli.store.fast_form as f\n"
        "assert f.read_record(b'a: \"b\"\\n') == {'a': 'b'}\n"
        "print([m for m in ('yaml', 'ruamel', 're', 'typing', 'json') if m in sys.modules])"
    )
    environment = {"PYTHONPATH": "src"}
    run = [sys.executable, "-S", "-c", code]
    done = subprocess.run(run, env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
