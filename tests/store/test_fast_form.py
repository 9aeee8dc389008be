"""The fast reader: as the strict one or not at all."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.store.test_canonical import HEADS, TICKET, TICKET_TEXT, nested, same
from tests.support.depth import tries

from wuye_cli.store.canonical import canonical
from wuye_cli.store.fast_form import read_fast, read_record
from wuye_cli.store.yaml_text import UnreadableError, read_plain

# What an edit by hand, a merge or damage puts into a file.
PIECES = (
    b'"', b"\\", b", ", b": ", b"{", b"}", b"[", b"]", b"\n", b"  - ", b"  ", b"#", b"'", b"null", b"true",
    b"0", b"00", b"-", b"1.5", b"no", b"a", b"&a ", b"*a", b"!!str ", b"<<", b"\t", b"\r", b"\xc2\x85",
    b"\xe2\x80\xa8", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\xff", b"\x00", b"\\u0041", b"\\ud800", b"{}", b"[]",
    b"\xef\xbc\x91", b"id", b"---\n", b"...",
)  # fmt: skip


@st.composite
def mutants(draw):
    """Canonical bytes with one to three pieces put in, cut out, doubled or exchanged."""
    data = canonical(draw(st.one_of(st.just(TICKET), HEADS)))
    for _ in range(draw(st.integers(1, 3))):
        start = draw(st.integers(0, len(data)))
        end = min(len(data), start + draw(st.integers(0, 6)))
        piece = draw(st.one_of(st.sampled_from(PIECES), st.just(data[start:end] * 2)))
        data = data[:start] + piece + data[end:]
    return data


@settings(deadline=None)
@given(HEADS)
def test_all_that_is_canonical_is_read_fast(head):
    if head:
        assert same(read_fast(canonical(head)), head)


@settings(max_examples=tries(400), deadline=None)
@given(mutants())
def test_a_mutant_is_read_as_strictly_or_not_at_all(data):
    tree = read_fast(data)
    if tree is not None:
        assert same(tree, read_plain(data))
        assert canonical(tree) == data


@st.composite
def rewoven(draw):
    """Lines of a ticket with parts exchanged, doubled, moved, or given an odd value."""
    lines = draw(st.one_of(st.just(TICKET_TEXT), HEADS.map(lambda one: canonical(one).decode())))
    parts = (
        lines.replace(", ", "\x00, \x00").replace(": ", "\x00: \x00").replace("\n", "\x00\n\x00")
    )
    parts = parts.split("\x00")
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.integers(0, len(parts) - 1))
        other = st.sampled_from([*parts, *ODD_PARTS])
        parts[at : at + draw(st.integers(0, 2))] = draw(st.lists(other, max_size=2))
        parts = parts or [""]
    return "".join(parts).encode("utf-8", "surrogatepass")


ODD_PARTS = (
    '"', '""', '"a"b"', '"a', 'a"', "7", "07", "-7", "-0", "+7", "7_0", "１", "²", "null", "Null", "[]", "{}",
    '["a", "b"]', '{a: "b"}', "}", "}}", "  - {", "  - {}", "no", "x-a", "A", "", " ", '"\u2028"', '"\x7f"',
    '"\\n"', '"\\u2028"', "9" * 15, "9" * 16,
)  # fmt: skip


@settings(max_examples=tries(400), deadline=None)
@given(rewoven())
def test_lines_woven_anew_are_accepted_just_if_they_are_canonical(data):
    try:
        tree = read_plain(data)
        is_canonical = bool(tree) and canonical(tree) == data
    except (ValueError, UnreadableError):
        is_canonical = False
    assert (read_fast(data) is not None) == is_canonical
    if is_canonical:
        assert same(read_fast(data), tree)


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_random_bytes_raise_nothing(data):
    tree = read_fast(data)
    assert tree is None or canonical(tree) == data


@pytest.mark.parametrize(
    "text",
    [
        "",
        "id: A017\n",
        "id: 'A017'\n",
        'id: "A017"',
        'id: "A017"\n\n',
        'id: "A017" # first\n',
        'id:  "A017"\n',
        '"id": "A017"\n',
        'no: "A017"\n',
        'id: "\\u0041"\n',
        'id: "a\\/b"\n',
        'id: "a\x85b"\n',
        'id: "a\u2028b"\n',
        'id: "a\u202eb"\n',
        'id: "\\ud800"\n',
        'id: "a"\nid: "a"\n',
        "n-a: 01\n",
        "n-a: +1\n",
        "n-a: 1_0\n",
        "n-a: １\n",
        "n-a: 1000000000000000\n",
        "n-a: 1.5\n",
        "n-a: True\n",
        "n-a: ~\n",
        "n-a: " + "9" * 5000 + "\n",
        'a: {b: "c" }\n',
        'a: {b: "c",d: "e"}\n',
        'a: {b: "c", b: "c"}\n',
        'a: ["b","c"]\n',
        'a: ["b", "c"\n',
        "a: {\n",
        "a: [\n",
        'events:\n- {id: "a"}\n',
        "events:\n",
        'events:\n  - {id: "a"}\n  - "b"\n',
        'events:\n  - {id: "a", }\n',
        "events:\n  - {\n",
        '  - {id: "a"}\n',
        TICKET_TEXT.replace("\n", "\r\n"),
        "\ufeff" + TICKET_TEXT,
        "a: " + "[" * 50_000 + "\n",
        "a: " + "{a: " * 50_000 + "\n",
    ],
)
def test_what_is_not_canonical_is_left_to_the_strict_reader(text):
    assert read_fast(text.encode()) is None


@pytest.mark.parametrize(
    "event",
    [
        {"note": 'a, b: c", at: "x'},
        {"note": "a, b", "id": "x"},
        {"note": "{[", "id": "x"},
        {"note": "a\\b\n\u2028"},
        {"note": "", "left": None, "right": True, "wrong": False, "count": -12},
        {"cost": {"parts": 80, "lines": [1, [], {}]}, "tags": []},
        {},
    ],
)
def test_texts_that_look_like_the_form_are_read_fast_too(event):
    tree = {"title": event.get("note", ": ,"), "events": [event, TICKET["events"][0]]}
    assert same(read_fast(canonical(tree)), tree)


def test_the_deepest_canonical_tree_is_read_fast():
    for lists in (True, False):
        tree = nested(20, lists=lists)
        assert read_fast(canonical(tree)) == tree


def test_a_record_in_another_form_is_read_strictly():
    assert read_record("title: 厨房漏水  # by hand\n".encode()) == {"title": "厨房漏水"}
    assert read_record(TICKET_TEXT.encode()) == TICKET


def test_an_unreadable_record_names_its_file():
    with pytest.raises(UnreadableError) as caught:
        read_record(b"a: &x 1\n", path="records/a.yaml")
    assert caught.value.code == "Y008"
    assert caught.value.facts["path"] == "records/a.yaml"


def test_a_control_character_is_no_crash_where_json_was_never_loaded():
    code = "from wuye_cli.store.fast_form import read_fast; print(read_fast(b'a: \"x\\0\"\\n'))"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert ran.stdout == "None\n", ran
