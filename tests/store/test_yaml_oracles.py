"""The strict reader beside PyYAML and ruamel, on documents that nobody wrote by hand.

What it accepts it reads as they do, scalar by scalar, or a rule of the family Y is noted at that
very place. What it refuses has such a rule too, and the events of PyYAML's own parser (not libyaml,
which the reader uses) show why.
"""

from __future__ import annotations

import io
import math
import re

import pytest
import yaml
from hypothesis import HealthCheck, event, example, given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError as RuamelError
from tests.support.depth import tries
from tests.support.yaml_docs import TRAPS, documents

from wuye_cli.checking.registry import BY_CODE
from wuye_cli.store.yaml_text import UnreadableError, read_plain, read_yaml

NOTED = {"Y003", "Y004", "Y005", "Y006", "Y007", "Y009", "Y014"}
LOADERS = {"CSafeLoader": yaml.CSafeLoader, "SafeLoader": yaml.SafeLoader}
RELAXED = settings(deadline=None, max_examples=tries(200), suppress_health_check=list(HealthCheck))


# --- every trap of finding 5: what YAML 1.1 makes of it, and what we do


@pytest.mark.parametrize(
    ("text", "theirs", "ours", "code"),
    [
        ("open: 12:30", {"open": 750}, {"open": "12:30"}, "Y003"),
        ("open: 8:30", {"open": 510}, {"open": "8:30"}, "Y003"),
        ("open: 24:00", {"open": 1440}, {"open": "24:00"}, "Y003"),
        ("room: 0301", {"room": 193}, {"room": "0301"}, "Y004"),
        ("room: 010", {"room": 8}, {"room": "010"}, "Y004"),
        ("ver: 1.10", {"ver": 1.1}, {"ver": 1.1}, "Y006"),
        ("area: NO", {"area": False}, {"area": "NO"}, "Y005"),
        ("on: 1", {True: 1}, {"on": 1}, "Y005"),
        ("a: yes", {"a": True}, {"a": "yes"}, "Y005"),
        ("day: 2026-12-01", None, {"day": "2026-12-01"}, "Y007"),
        ("at: 2026-11-21T09:12:00+08:00", None, {"at": "2026-11-21T09:12:00+08:00"}, "Y007"),
        ("no: 0x1f", {False: 31}, {"no": "0x1f"}, "Y005"),
        ("m: 1_000", {"m": 1000}, {"m": "1_000"}, "Y004"),
        ("m: 1e5", {"m": "1e5"}, {"m": "1e5"}, "Y006"),
        ("m: ３０m", {"m": "３０m"}, {"m": "３０m"}, "Y014"),
    ],
)
def test_what_yaml_1_1_reads_otherwise_is_read_as_written_and_noted(text, theirs, ours, code):
    if theirs is not None:
        assert yaml.load(text, yaml.CSafeLoader) == theirs
    document = read_yaml(text.encode())
    assert document.tree == ours
    assert [type(value) for value in document.tree.values()] == [type(v) for v in ours.values()]
    assert document.traps[0].code == code
    assert code in BY_CODE


@pytest.mark.parametrize("text", ["open: 08:30", 'open: "12:30"', "rooms: ['0301']", "a: 1.5"])
def test_what_all_read_alike_is_no_trap(text):
    assert read_yaml(text.encode()).traps == ()
    assert read_yaml(text.encode()).tree == yaml.load(text, yaml.CSafeLoader)


@pytest.mark.parametrize(
    ("text", "code", "line", "column"),
    [
        ("tier: a\nx: 1\ntier: b\n", "Y002", 3, 1),
        ("a: {b: 1, b: 2}\n", "Y002", 1, 11),
        ('a: 1\n"a": 2\n', "Y002", 2, 1),
        ("a: &x 1\n", "Y008", 1, 4),
        ("a: 1\nb: *x\n", "Y008", 2, 4),
        ("a: &x {b: 1}\nc: {<<: *x}\n", "Y008", 1, 4),
        ("c:\n  <<: {a: 1}\n", "Y009", 2, 3),
        ("a: !!python/object/apply:os.system [x]\n", "Y010", 1, 4),
        ("a: !!str 5m\n", "Y010", 1, 4),
        ("%TAG ! tag:x,2000:\n---\na: 1\n", "Y010", 1, 1),
        ("a: 1\n---\nb: 2\n", "Y011", 2, 1),
        ("- a\n", "Y001", 1, 1),
        ("", "Y001", 1, 1),
        ("a: [1, 2\n", "Y001", 2, 1),
        ("? [a]\n: 1\n", "Y001", 1, 3),
    ],
)
def test_what_may_not_be_is_refused_at_its_place(text, code, line, column):
    with pytest.raises(UnreadableError) as caught:
        read_yaml(text.encode())
    facts = caught.value.facts
    assert (caught.value.code, facts["line"], facts["column"]) == (code, line, column)


# --- generated documents


def pairs_of(node):
    """Yield the scalar nodes of a composed document, keys too, in the order of the file."""
    if node.id == "scalar":
        yield node
    elif node.id == "sequence":
        for item in node.value:
            yield from pairs_of(item)
    else:
        for key, value in node.value:
            yield from pairs_of(key)
            yield from pairs_of(value)


def scalars_of(tree, marks, way=()):
    """Yield value, line and column of every scalar as we read it, keys too."""
    if isinstance(tree, dict):
        for key, value in tree.items():
            here = (*way, key)
            yield key, marks.key_line(here), marks.key_column(here)
            yield from scalars_of(value, marks, here)
    elif isinstance(tree, list):
        for index, value in enumerate(tree):
            yield from scalars_of(value, marks, (*way, index))
    else:
        yield tree, marks.line(way), marks.column(way)


def as_read_by(construct, node):
    try:
        value = construct(node)
    except (ValueError, TypeError, LookupError, yaml.YAMLError, RuamelError):
        return "what the other tool cannot make"  # such as the timestamp 2026-02-30
    return value


def alike(one, other):
    if isinstance(one, float) and isinstance(other, float):
        return one == other or (math.isnan(one) and math.isnan(other))
    return type(one) is type(other) and one == other


def by_pyyaml(loader):
    def read(text):
        source = loader(text)
        try:
            node = source.get_single_node()
            nodes = list(pairs_of(node))
            return nodes, [
                as_read_by(lambda n: source.construct_object(n, deep=True), n) for n in nodes
            ]
        finally:
            source.dispose()

    return read


def by_ruamel(text):
    library = YAML(typ="safe", pure=True)
    library.version = (1, 2)
    library.allow_duplicate_keys = True
    node = library.compose(io.StringIO(text))
    nodes = list(pairs_of(node))
    made = YAML(typ="safe", pure=True).constructor
    return nodes, [as_read_by(lambda n: made.construct_object(n, deep=True), n) for n in nodes]


ORACLES = {**{name: by_pyyaml(loader) for name, loader in LOADERS.items()}, "ruamel 1.2": by_ruamel}


def check_against(name, text):
    document = read_yaml(text.encode())
    traps = {(trap.line, trap.column) for trap in document.traps if trap.code in NOTED}
    ours = list(scalars_of(document.tree, document.marks))
    nodes, theirs = ORACLES[name](text)
    assert len(nodes) == len(ours)
    for (value, line, column), node, other in zip(ours, nodes, theirs, strict=True):
        if not alike(value, other):
            assert (line, column) in traps, (name, value, other, node.value)


def events_until_an_error(text, loader):
    """Return the events of a parser as far as it comes, and whether it comes to the end."""
    events, source = [], loader(text)
    try:
        while not events or not isinstance(events[-1], yaml.StreamEndEvent):
            events.append(source.get_event())
    except yaml.YAMLError:
        return events, False
    return events, True


def can_ruamel(text):
    try:
        YAML(typ="safe", pure=True).compose(io.StringIO(text))
    except (RuamelError, ValueError):
        return False
    return True


def reasons(text):
    """Return the rules that a text breaks, by the events of both parsers of PyYAML."""
    found = set()
    for loader in LOADERS.values():
        events, is_whole = events_until_an_error(text, loader)
        found |= broken_in(events) | (set() if is_whole else {"Y001"})
    return found | (set() if can_ruamel(text) else {"Y001"})


def broken_in(events):
    starts = [one for one in events if isinstance(one, yaml.DocumentStartEvent)]
    found = set()
    found |= {"Y011"} if len(starts) > 1 else set()
    found |= {"Y010"} if any(one.tags for one in starts) else set()
    top = events[2] if len(events) > 2 else None
    found |= set() if isinstance(top, yaml.MappingStartEvent) else {"Y001"}
    for one in events:
        if isinstance(one, yaml.AliasEvent) or getattr(one, "anchor", None) is not None:
            found.add("Y008")
        if getattr(one, "tag", None) is not None:
            found.add("Y010")
    return found | faulty_keys(events)


def faulty_keys(events):
    found, stack = set(), []
    for one in events:
        if isinstance(one, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            stack.pop()
        at_key = bool(stack) and stack[-1] is not None and stack[-1]["next"]
        if (
            stack
            and stack[-1] is not None
            and not isinstance(one, yaml.MappingEndEvent | yaml.SequenceEndEvent)
        ):
            stack[-1]["next"] = not stack[-1]["next"]
            if at_key:
                found |= judged_key(one, stack[-1]["keys"])
        if isinstance(one, yaml.MappingStartEvent):
            stack.append({"next": True, "keys": set()})
        elif isinstance(one, yaml.SequenceStartEvent):
            stack.append(None)
    return found


def judged_key(one, keys):
    if not isinstance(one, yaml.ScalarEvent):
        return {"Y001"}
    if not one.style and one.value in ("", "<<"):
        return {"Y009"} if one.value else {"Y001"}
    if one.value in keys:
        return {"Y002"}
    keys.add(one.value)
    return set()


def refusal(data):
    try:
        read_plain(data)
    except UnreadableError as error:
        return error
    return None


def judge(text):
    error = refusal(text.encode())
    if error is not None:
        event(f"refused {error.code}")
        assert error.code in BY_CODE
        assert 1 <= error.facts["line"] <= len(text.splitlines() or [""]) + 1
        assert error.facts["column"] >= 1
        assert error.code in reasons(text), (error.code, error.facts, reasons(text))
        return
    event("accepted")
    assert reasons(text) == set()
    for name in ORACLES:
        check_against(name, text)


@RELAXED
@given(documents())
def test_a_document_of_any_style_is_read_as_others_read_it_or_noted(text):
    judge(text)


@RELAXED
@given(documents(nasty=True))
def test_what_has_anchors_tags_merge_keys_or_twins_is_refused_with_reason(text):
    judge(text)


@RELAXED
@given(documents(), st.data())
def test_a_document_with_one_character_wrong_is_read_alike_or_refused(text, data):
    at = data.draw(st.integers(0, len(text)))
    new = data.draw(st.sampled_from([*"\t\n :-?[]{},&*!|>'\"%@`#\\~=<", ""]))
    judge(text[:at] + new + text[at + 1 :])


@settings(deadline=None, max_examples=tries(300))
@given(
    st.sampled_from(TRAPS)
    | st.text("0123456789+-._:eExXobTZ ~=<nNyYoOfFtrusalIiAa", min_size=1, max_size=10)
)
@example("0.1e-3")
@example("-.inf")
@example("0o8")
@example("685.230_15e+03")
@example("190:20:30.15")
def test_a_plain_scalar_is_read_as_others_read_it_or_noted(text):
    judge(f"a: {text}\n")
    judge(f"{text}: 1\n")
    judge(f"a: [{text}]\n")


IS_CORE_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?").fullmatch
"""Floats of the core schema of YAML 1.2.2, 10.3.2."""
SPOKEN_OF = {"y", "Y", "n", "N", "="}
"""Words of YAML 1.1 that PyYAML leaves alone and other tools (go-yaml, Ruby) do not."""


@settings(deadline=None, max_examples=tries(300))
@given(st.sampled_from(TRAPS) | st.text("0123456789+-._:eExTZ", min_size=1, max_size=8))
def test_no_trap_is_noted_where_all_read_alike(text):
    doc = f"a: {text}\n"
    try:
        document = read_yaml(doc.encode())
    except UnreadableError:
        return
    value = document.tree["a"]
    if not document.traps or text in SPOKEN_OF or document.traps[0].code == "Y014":
        return
    read = [ORACLES[name](doc)[1][-1] for name in ORACLES]
    loses = isinstance(value, float) and str(value) != text
    if IS_CORE_FLOAT(text):  # as the core schema has it, which none of the oracles keeps to
        return
    assert loses or not all(alike(value, other) for other in read)
