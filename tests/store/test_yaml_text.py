"""The strict reader: what it types, what it reports, what it refuses; and the edit of files."""

from __future__ import annotations

import sys
import time

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.store.test_canonical import TICKET, TICKET_TEXT, TREES, same
from tests.support.depth import tries

from wuye_cli.domain.errors import UncheckableError
from wuye_cli.store import yaml_text
from wuye_cli.store.canonical import canonical_block
from wuye_cli.store.yaml_text import UnreadableError, edit_yaml, read_plain, read_yaml

STANDARD = """\
# 服务标准, by hand
schema: tiers/1   # do not touch
rooms: [0301, '0302', "0303"]
label: 紧急
open: 08:30
tiers:
  urgent:
    label: 紧急
    ack: 15m   # quarter of an hour
    steps:
      - receive
      - ack
    text: |
      第一行
      第二行
  general: {ack: 2h, version: 1.10}
"""


def refused(data, **options):
    """The error that reading raises, the same with and without marks."""
    with pytest.raises(UnreadableError) as caught:
        read_yaml(data, path="a.yaml", **options)
    error = caught.value
    assert error.exit_status == 3
    assert {"path", "line", "column", "detail"} <= set(error.facts)
    assert error.facts["path"] == "a.yaml"
    with pytest.raises(UnreadableError) as plain:
        read_plain(data, path="a.yaml")
    assert (plain.value.code, plain.value.facts) == (error.code, error.facts)
    return error


def place(error):
    return error.code, error.facts["line"], error.facts["column"]


# --- typing and traps


@pytest.mark.parametrize(
    ("text", "value", "code"),
    [
        ("0301", "0301", "Y004"),
        ("0901", "0901", "Y004"),
        ("007", "007", "Y004"),
        ("-0", "-0", "Y004"),
        ("+5", "+5", "Y004"),
        ("1_000", "1_000", "Y004"),
        ("0x1f", "0x1f", "Y004"),
        ("0b11", "0b11", "Y004"),
        ("0o17", "0o17", "Y004"),
        ("12345678901234567", "12345678901234567", "Y004"),
        ("1234567890123456", 1234567890123456, ""),
        ("0", 0, ""),
        ("-12", -12, ""),
        ("NO", "NO", "Y005"),
        ("on", "on", "Y005"),
        ("off", "off", "Y005"),
        ("yes", "yes", "Y005"),
        ("n", "n", "Y005"),
        ("True", "True", "Y005"),
        ("NULL", "NULL", "Y005"),
        ("=", "=", "Y005"),
        ("true", True, ""),
        ("false", False, ""),
        ("null", None, ""),
        ("~", None, ""),
        ("", None, ""),
        ("12:30", "12:30", "Y003"),
        ("1:30:00", "1:30:00", "Y003"),
        ("1:30.5", "1:30.5", "Y003"),
        ("08:30", "08:30", ""),
        ("2026-02-30", "2026-02-30", "Y007"),
        ("2026-11-21T09:12:00+08:00", "2026-11-21T09:12:00+08:00", "Y007"),
        ("2026-11-21 09:12:00.5 Z", "2026-11-21 09:12:00.5 Z", "Y007"),
        ("2026-11", "2026-11", ""),
        (".inf", ".inf", "Y006"),
        (".nan", ".nan", "Y006"),
        (".5", ".5", "Y006"),
        ("1e5", "1e5", "Y006"),
        ("1.", "1.", "Y006"),
        ("1.10", 1.1, "Y006"),
        ("01.5", 1.5, "Y006"),
        ("0.12345678901234567", 0.12345678901234567, "Y006"),
        ("1.5", 1.5, ""),
        ("1.0", 1.0, ""),
        ("0.00001", 1e-05, ""),
        ("9" * 400 + ".0", "9" * 400 + ".0", "Y006"),
        ("3.1.2", "3.1.2", ""),
        ("<<", "<<", "Y009"),
        ("３０m", "３０m", "Y014"),
        ("8：30", "8：30", "Y014"),
        ("注意：停水", "注意：停水", ""),
        ("١٢", "١٢", ""),
        ("15m", "15m", ""),
        ("厨房漏水", "厨房漏水", ""),
    ],
)
def test_an_unquoted_scalar_is_typed_only_if_it_is_beyond_doubt(text, value, code):
    document = read_yaml(f"a: {text}\nb: ['{text}', \"{text}\"]\n".encode())
    assert same(document.tree, {"a": value, "b": [text, text]})
    assert [(trap.code, trap.line, trap.column, trap.text) for trap in document.traps] == (
        [(code, 1, 4, text)] if code else []
    )
    assert same(read_plain(f"a: {text}\n".encode()), {"a": value})


@settings(deadline=None)
@given(st.text("0123456789+-._:eExXobTZ ~=<nNyYoOfFtrusal", min_size=1, max_size=8))
def test_what_another_tool_reads_otherwise_is_reported(text):
    data = f"a: {text}\n".encode()
    try:
        document = read_yaml(data)
    except UnreadableError:
        return
    value = document.tree["a"]
    try:
        other = yaml.safe_load(data)["a"]
    except (ValueError, yaml.YAMLError):
        other = object()
    if document.traps:
        return
    assert same(value, other)


@pytest.mark.parametrize(
    ("key", "code"),
    [
        ("no", "Y005"),
        ("0301", "Y004"),
        ("12", "Y004"),
        ("12:30", "Y003"),
        ("true", "Y005"),
        ("e\u0301", "Y015"),
    ],
)
def test_a_key_is_always_text_and_reported_if_others_read_it_otherwise(key, code):
    document = read_yaml(f"{key}: 1\n".encode())
    assert document.tree == {key: 1}
    assert [(trap.code, trap.line, trap.column) for trap in document.traps] == [(code, 1, 1)]


def test_a_quoted_key_is_no_trap_unless_it_is_decomposed():
    assert read_yaml(b'"no": 1\n"0301": 2\n"<<": 3\n"": 4\n').traps == ()
    assert [trap.code for trap in read_yaml('"e\u0301": 1\n'.encode()).traps] == ["Y015"]


@pytest.mark.parametrize("point", [0x200B, 0x200F, 0x202A, 0x202E, 0x2066, 0x2069, 0x2028, 0xFEFF])
def test_unseen_characters_are_reported_in_texts_and_comments(point):
    text = f'a: "住{chr(point)}户"\nb: 1 # {chr(point)}\n'
    traps = [trap for trap in read_yaml(text.encode()).traps if trap.code == "Y013"]
    assert [(trap.line, trap.column, trap.text) for trap in traps] == [
        (1, 6, f"U+{point:04X}"),
        (2, 8, f"U+{point:04X}"),
    ]


def test_traps_come_in_the_order_of_the_file_with_or_without_marks():
    data = 'b: NO\na: ["\u200b", 0301]\n'.encode()
    traps = read_yaml(data).traps
    assert [trap.code for trap in traps] == ["Y005", "Y013", "Y004"]
    assert read_yaml(data, marks=False).traps == traps


def test_a_flood_of_unseen_characters_is_reported_in_bounds():
    start = time.process_time()
    assert len(read_yaml(('a: "' + "\u200b" * 300_000 + '"\n').encode()).traps) == 100
    assert time.process_time() - start < 2


# --- marks


def test_marks_give_the_place_of_values_and_keys():
    document = read_yaml(TICKET_TEXT.encode(), path="t.yaml")
    marks = document.marks
    assert (document.path, document.tree) == ("t.yaml", TICKET)
    assert (marks.line(("id",)), marks.column(("id",))) == (2, 5)
    assert (marks.key_line(("reporter", "as")), marks.key_column(("reporter", "as"))) == (4, 30)
    assert (marks.key_line(("events",)), marks.line(("events",)), marks.column(("events",))) == (
        8,
        9,
        3,
    )
    assert (marks.line(("events", 1)), marks.column(("events", 1))) == (10, 5)
    assert marks.key_line(("events", 1)) == 10
    assert marks.line(("events", 1, "parts", 0, "code")) == 10
    assert marks.column(("tags", 1)) == 13


def test_a_path_that_is_not_there_has_the_place_of_its_parent():
    marks = read_yaml(TICKET_TEXT.encode()).marks
    assert marks.line(("events", 1, "who")) == 10
    assert marks.line(("events", 9)) == 9
    assert marks.line(("id", "x", 1)) == 2
    assert marks.line(("nowhere",)) == marks.line(()) == 1


def test_without_marks_every_place_is_unknown():
    document = read_yaml(TICKET_TEXT.encode(), marks=False)
    assert document.tree == TICKET
    assert not document.marks
    assert document.marks.line(("id",)) == 0


def walk(value, path=()):
    yield path, value
    items = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value)
        if isinstance(value, list)
        else ()
    )
    for step, item in items:
        yield from walk(item, (*path, step))


@settings(deadline=None)
@given(TREES)
def test_at_the_mark_of_a_quoted_text_stands_a_quote(tree):
    text = canonical_block(tree)
    document = read_yaml(text.encode())
    lines = text.split("\n")
    for path, value in walk(document.tree):
        if isinstance(value, str):
            line, column = document.marks.line(path), document.marks.column(path)
            assert lines[line - 1][column - 1] == '"'


# --- refusals


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ("Y001", 1, 1)),
        ("# nothing\n", ("Y001", 2, 1)),
        ("- a\n", ("Y001", 1, 1)),
        ("text\n", ("Y001", 1, 1)),
        ("a: [1\n", ("Y001", 2, 1)),
        ("a: b: c\n", ("Y001", 1, 5)),
        ("a: 1\n\tb: 2\n", ("Y001", 2, 1)),
        ("? [a]\n: 1\n", ("Y001", 1, 3)),
        ("? {a: 1}\n: 1\n", ("Y001", 1, 3)),
        (": 1\n", ("Y001", 1, 1)),
        ("a: '\x1b'\n", ("Y001", 1, 5)),
        ('a: "\\ud800"\n', ("Y001", 1, 7)),
        ("a: 1\nb:\n  c: 1\n  'c': 2\n", ("Y002", 4, 3)),
        ("a: &x 1\n", ("Y008", 1, 4)),
        ("a: &x {b: 1}\n", ("Y008", 1, 4)),
        ("a: &x [1]\n", ("Y008", 1, 4)),
        ("&x a: 1\n", ("Y008", 1, 1)),
        ("a: *x\n", ("Y008", 1, 4)),
        ("*x : 1\n", ("Y008", 1, 1)),
        ("*x\n", ("Y008", 1, 1)),
        ("a: {<<: {b: 1}}\n", ("Y009", 1, 5)),
        ("a: !!python/object:os.system x\n", ("Y010", 1, 4)),
        ("a: !!str x\n", ("Y010", 1, 4)),
        ("a: ! x\n", ("Y010", 1, 4)),
        ("a: !!map {b: 1}\n", ("Y010", 1, 4)),
        ("!!set\na: 1\n", ("Y010", 1, 1)),
        ("%TAG ! tag:x,2000:\n---\na: 1\n", ("Y010", 1, 1)),
        ("a: !e!x 1\n", ("Y010", 1, 4)),
        ("a: 1\n---\nb: 1\n", ("Y011", 2, 1)),
        ("\ufeffa: 1\n", ("Y012", 1, 1)),
        ("a: 1\nb: \x00\n", ("Y012", 2, 4)),
    ],
)  # fmt: skip
def test_what_a_record_must_not_hold_is_refused_at_its_place(text, expected):
    assert place(refused(text.encode())) == expected


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"a: \xff\n", ("Y012", 1, 4)),
        ("住: 1\nb: 户".encode() + b"\xed\xa0\x80\n", ("Y012", 2, 5)),
        ("a: 1\n".encode("utf-16"), ("Y012", 1, 1)),
        ("a: 1\n".encode("utf-16-be"), ("Y012", 1, 1)),
        (b"a: " + b"x" * (1 << 20), ("Y016", 1, 1)),
    ],
)
def test_bytes_that_are_no_small_text_are_refused(data, expected):
    assert place(refused(data)) == expected


@pytest.mark.parametrize("marks", [True, False])
def test_a_duplicate_key_names_both_lines(marks):
    error = refused(b"a: 1\ntier: x\nb: 2\ntier: y\n", marks=marks)
    assert (error.code, error.facts["key"]) == ("Y002", "tier")
    assert (error.facts["first_line"], error.facts["line"]) == (2, 4)


BOMBS = {
    "flow lists": b"a: " + b"[" * 100_000,
    "closed flow lists": b"a: " + b"[" * 100_000 + b"]" * 100_000,
    "flow mappings": b"a: " + b"{a: " * 100_000,
    "block lists": b"a:\n  " + b"- " * 100_000,
    "explicit keys": b"? " * 100_000,
    "aliases": b"a: &a [1]\n" + b"".join(b"k%d: [*a, *a]\n" % n for n in range(1000)),
    "values": b"a: [" + b"0," * 60_000 + b"]",
    "values in many lists": b"a: [" + b"[0,0]," * 60_000 + b"]",
    "pairs": b"a: [" + b"a: 0," * 60_000 + b"]",
    "directive": b"%YAML " + b"1" * 100_000 + b".1\n---\na: 1\n",
    "indentation": b"".join(b" " * n + b"a:\n" for n in range(1000)),
    "quotes": b"a: " + b'"' * 1_000_000,
    "tags": b"a: !" + b"%ff" * 10_000 + b" x\n",
    "carriage returns": b"a: 1" + b"\r" * 1_000_000,
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused_or_read_in_time(name):
    start = time.process_time()
    code, _ = outcome(read_yaml, BOMBS[name])
    assert code in {"Y001", "Y008", "Y010", "Y016"} or name == "carriage returns"
    assert time.process_time() - start < 3


def test_a_huge_integer_stays_text():
    assert read_plain(b"a: " + b"9" * 100_000) == {"a": "9" * 100_000}


def test_twenty_levels_are_read_and_one_more_is_refused():
    assert read_plain(b"a: " + b"[" * 19 + b"]" * 19)
    assert place(refused(b"a: " + b"[" * 20 + b"]" * 20)) == ("Y016", 1, 23)


SEEDS = (TICKET_TEXT.encode(), STANDARD.encode())
SCRAPS = (
    b"&a ", b"*a", b"!!int ", b"!x ", b"<<: ", b"---\n", b"...\n", b"%YAML 1.2\n", b"? ", b": ", b"- ", b"|\n",
    b">-\n", b"'", b'"', b"\\", b"{", b"}", b"[", b"]", b",", b"#", b"\t", b"\r", b"\n\n", b"\x00", b"\x1b", b"\xff",
    b"\xc2\x85", b"\xe2\x80\xae", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"0301", b"NO", b"\\ud800", b"\\UFFFFFFFF",
    b"!<%ff>", b"@", b"`", b"%",
)  # fmt: skip


@st.composite
def damaged(draw):
    """A file with one to four pieces put in, cut out or exchanged."""
    data = draw(st.sampled_from(SEEDS))
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(data)))
        end = min(len(data), start + draw(st.integers(0, 40)))
        data = data[:start] + draw(st.sampled_from(SCRAPS)) + data[end:]
    return data


def outcome(read, data):
    try:
        return "read", repr(read(data))
    except UnreadableError as error:
        return error.code, repr(error.facts)


@settings(max_examples=tries(300), deadline=None)
@given(st.one_of(damaged(), st.binary(max_size=60), st.text(max_size=60).map(str.encode)))
def test_no_bytes_raise_anything_else_and_all_ways_of_reading_agree(data):
    plain = outcome(read_plain, data)
    assert outcome(lambda given: read_yaml(given).tree, data) == plain
    assert outcome(lambda given: read_yaml(given, marks=False).tree, data) == plain


@pytest.fixture
def _without_libyaml(monkeypatch):
    monkeypatch.setitem(sys.modules, "yaml._yaml", None)
    yaml_text._engine.cache_clear()
    yield
    monkeypatch.undo()
    yaml_text._engine.cache_clear()


@pytest.mark.usefixtures("_without_libyaml")
def test_without_libyaml_the_reading_is_the_same():
    assert yaml_text._engine().parse.__name__ == "SlowParser"
    document = read_yaml(TICKET_TEXT.encode())
    assert document.tree == TICKET
    assert document.marks.line(("events", 1, "score")) == 10
    assert place(refused(b'a: "\\ud800"\n'))[0] == "Y001"
    assert place(refused(b'a: "\\UFFFFFFFF"\n'))[0] == "Y001"
    assert place(refused(b"a: \x1b\n")) == ("Y001", 1, 4)
    assert place(refused(b"a: [" + b"[" * 5000))[0] == "Y016"
    for number, scrap in enumerate(SCRAPS * 2):
        data = bytearray(STANDARD.encode())
        at = number * 37 % len(data)
        data[at : at + number % 9] = scrap
        assert outcome(read_yaml, bytes(data))


# --- edits


def test_an_edit_keeps_comments_quotes_and_leading_zeros():
    edited = edit_yaml(STANDARD, {("tiers", "urgent", "ack"): "20m"})
    assert edited == STANDARD.replace("ack: 15m ", "ack: 20m ")


def test_an_edit_of_nothing_changes_no_byte():
    assert edit_yaml(STANDARD, {}) == STANDARD


def test_a_replaced_text_is_quoted_as_before_and_a_word_stays_plain():
    edited = edit_yaml(STANDARD, {("label",): "特急", ("rooms", 1): "0305"})
    assert "label: 特急\n" in edited
    assert '"0305"' in edited
    block = edit_yaml(STANDARD, {("tiers", "urgent", "text"): "一\n二\n"})
    assert "    text: |\n      一\n      二\n" in block


@pytest.mark.parametrize(
    "text", ["NO", "0301", "12:30", "~", "", " a", "a: b", "# x", "2026-01-01", "true"]
)
def test_a_text_that_others_read_otherwise_is_written_quoted(text):
    edited = edit_yaml(STANDARD, {("label",): text})
    assert read_plain(edited.encode())["label"] == text
    assert {trap.line for trap in read_yaml(edited.encode()).traps} == {
        trap.line for trap in read_yaml(STANDARD.encode()).traps
    }


def test_keys_items_and_whole_mappings_can_be_added():
    edited = edit_yaml(
        STANDARD,
        {
            ("tiers", "special"): {"ack": "4h", "no": ["0301", 5, None, True]},
            ("tiers", "urgent", "steps", 2): "dispatch",
            ("3-1-0502",): 1,
        },
    )
    tree = read_plain(edited.encode())
    assert tree["tiers"]["special"] == {"ack": "4h", "no": ["0301", 5, None, True]}
    assert tree["tiers"]["urgent"]["steps"] == ["receive", "ack", "dispatch"]
    assert tree["3-1-0502"] == 1
    assert "# quarter of an hour" in edited


@pytest.mark.parametrize(
    "path", [("nowhere", "a"), ("label", "a"), ("rooms", 9), ("rooms", "a"), ("rooms", -1)]
)
def test_an_edit_of_no_place_is_refused(path):
    with pytest.raises(UncheckableError) as caught:
        edit_yaml(STANDARD, {path: "x"})
    assert caught.value.code == "edit-no-parent"


def test_an_edit_of_the_whole_tree_is_refused():
    with pytest.raises(UncheckableError) as caught:
        edit_yaml(STANDARD, {(): {}})
    assert caught.value.code == "edit-no-parent"


@pytest.mark.parametrize("value", [1e-07, float("inf"), 10**20, {1: "a"}, {1, 2}, object()])
def test_an_edit_that_cannot_be_proven_is_refused(value):
    with pytest.raises(UncheckableError) as caught:
        edit_yaml(STANDARD, {("label",): value})
    assert caught.value.code == "edit-unproven"


def test_an_edit_of_an_unreadable_text_is_refused_as_unreadable():
    with pytest.raises(UnreadableError) as caught:
        edit_yaml("a: 1\na: 2\n", {("a",): 3})
    assert caught.value.code == "Y002"
    with pytest.raises(UnreadableError):
        edit_yaml("a: \ud800\n", {("a",): 3})


@settings(max_examples=tries(60), deadline=None)
@given(st.text(max_size=20))
def test_any_text_is_set_exactly_or_refused(text):
    try:
        edited = edit_yaml(STANDARD, {("label",): text})
    except UncheckableError:
        return
    tree = read_plain(STANDARD.encode())
    assert read_plain(edited.encode()) == {**tree, "label": text}


def test_a_list_or_mapping_on_one_line_stays_on_one_line():
    text = "a: [15m, always] # why\nb: {x: 1}\nc:\n  - 1\n"
    changes = {("a",): ["20m", "office"], ("b",): {"x": 2, "z": [3]}, ("c",): [1, 2]}
    edited = edit_yaml(text, changes)
    assert edited.splitlines()[0] == "a: [20m, office] # why"
    assert edited.splitlines()[1] == "b: {x: 2, z: [3]}"
    assert edited.splitlines()[2:] == ["c:", "  - 1", "  - 2"]


BARE = ("2026.1", "2026.10", "2027", "0301", "08:30", "yes", "null", "2026-02-28", "1e3", "1_0")


@pytest.mark.parametrize("key", BARE)
def test_a_key_that_the_library_takes_for_a_number_is_edited_as_the_text_it_is(key):
    text = f"a:\n  {key}: {{x: 1}} # c\n  z: [1, 2]\n"
    assert edit_yaml(text, {("a", key, "x"): 2}) == text.replace("x: 1", "x: 2")
    both = {("a", "new"): 1, ("a", key, "w"): 3, ("a", "z", 1): 4}
    edited = text.replace("x: 1", "x: 1, w: 3").replace("1, 2", "1, 4") + "  new: 1\n"
    assert edit_yaml(text, both) == edited


@pytest.mark.parametrize(("key", "more"), [("-0", ""), ("~", ""), ("+1", ""), ("01", "  1: 2\n")])
def test_a_key_that_would_become_another_is_named_and_nothing_is_edited(key, more):
    text = f'b: "7:30"\na:\n  z: 1\n  {key}: 1\n{more}'
    with pytest.raises(UncheckableError) as caught:
        edit_yaml(text, {("a", "z"): 2})
    assert (caught.value.code, caught.value.facts) == ("edit-bare-key", {"key": key, "line": 4})
    assert edit_yaml(text.replace(key, f'"{key}"'), {("a", "z"): 2})
