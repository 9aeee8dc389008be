"""The canonical form of standards: what it changes, and proof that it changes nothing else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, event, given, settings
from tests.store.test_canonical import same
from tests.support.depth import tries
from tests.support.yaml_docs import documents

from wuye_cli.domain.errors import UncheckableError
from wuye_cli.store.formatting import comments, formatted, is_canonical
from wuye_cli.store.yaml_text import UnreadableError, read_plain

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        ("a: 1", "a: 1\n"),
        ("\n\na: 1\n\n\n", "a: 1\n"),
        ("a: 1  \nb: 2 \n", "a: 1\nb: 2\n"),
        ("a: 1\r\nb: 2\r\n", "a: 1\nb: 2\n"),
        ("a: 1\n\n\n\nb: 2\n", "a: 1\n\nb: 2\n"),
        ("a:   1    # why\n", "a: 1 # why\n"),
        ("a:\n    b: 1\n    c:\n        d: 2\n", "a:\n  b: 1\n  c:\n    d: 2\n"),
        ("a:\n- 1\n- 2\n", "a:\n  - 1\n  - 2\n"),
        ("a:\n- b: 1\n  c: 2\n", "a:\n  - b: 1\n    c: 2\n"),
        ("a: [ 1,2 ,3 ]\n", "a: [1, 2, 3]\n"),
        ("a: { b: 1,c: [ x,z ], }\n", "a: {b: 1, c: [x, z]}\n"),
        ("a:\n  - # why\n  -\nb: # none\n", "a:\n  - # why\n  -\nb: # none\n"),
        ("a: [{b: 1}]\n", "a: [{b: 1}]\n"),
        ("a: {b: , c: 1}\n", "a: {b: null, c: 1}\n"),
        ("open: 12:30\n", 'open: "12:30"\n'),
        ("open: 08:30\n", "open: 08:30\n"),
        ("room: 0301\narea: NO\n", 'room: "0301"\narea: "NO"\n'),
        ("on: yes\n", '"on": "yes"\n'),
        ("day: 2026-02-30\n", 'day: "2026-02-30"\n'),
        ("v: 1.10\n", "v: 1.10\n"),  # a number here as well: quotes would make it a text
        ("a: 'x'\nb: 'it''s'\n", "a: \"x\"\nb: 'it''s'\n"),
        ("a: null\nb: ~\nc:\n", "a: null\nb: ~\nc:\n"),
        ("a: one\n  two\n", 'a: "one two"\n'),
        ('a: "one\n  two"\n', 'a: "one two"\n'),
        ("a: |\n    x\n      y\n", "a: |\n  x\n    y\n"),
        ("a: [\n    1, 2,   # two\n\n\n\n    3,\n  ]\n", "a: [\n    1, 2, # two\n\n    3,\n  ]\n"),
        ("a:\n    - [\n        1,\n      ]\n", "a:\n  - [\n      1,\n    ]\n"),
        ("a:\n-\n b: [\n  1,\n  ]\n", "a:\n  - b: [\n     1,\n     ]\n"),
        ("a:\n- [ # why\n  1,\n ]\n", "a:\n  - [ # why\n    1,\n   ]\n"),
        ("# head\n\n# more\na: 1\n# end\n", "# head\n\n# more\na: 1\n# end\n"),
        ("#no blank\na: 1 #none\n", "#no blank\na: 1 #none\n"),
        ("{a: 1,b: 2}\n", "{a: 1, b: 2}\n"),
        ("{}\n", "{}\n"),
    ],
)
def test_one_layout(was, becomes):
    assert formatted(was.encode()).decode() == becomes
    assert formatted(becomes.encode()).decode() == becomes


@pytest.mark.parametrize(
    "path",
    sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "standards").rglob("*.yaml")),
)
def test_our_own_standards_are_canonical(path):
    data = (ROOT / path).read_bytes()
    assert formatted(data) == data


def test_what_the_reader_refuses_is_refused_as_it_says():
    with pytest.raises(UnreadableError) as caught:
        formatted(b"a: 1\na: 2\n", path="x.yaml")
    assert (caught.value.code, caught.value.facts["line"]) == ("Y002", 2)


def test_a_comment_is_what_stands_outside_of_texts():
    text = "# one\na: 'no # comment' # two\nb: |\n  # no comment\nc: [x, # three\n  y]\nd: a#b\n"
    assert comments(text) == ["# one", "# two", "# three"]


COMMENT_BELOW_A_BLOCK = re.compile(r"[|>][-+0-9]*( +#.*)?\n(?s:.*)^ +#", re.MULTILINE).search
"""What may keep a file from its canonical form: the comment would end inside of the text."""


@settings(deadline=None, max_examples=tries(300), suppress_health_check=list(HealthCheck))
@given(documents())
def test_it_says_the_same_keeps_every_comment_and_has_no_more_to_change(text):
    data = text.encode()
    try:
        tree = read_plain(data)
    except UnreadableError as error:
        event(f"unreadable {error.code}")
        return
    try:
        done = formatted(data)
    except UncheckableError:
        assert COMMENT_BELOW_A_BLOCK(text), "refused without its reason"
        event("refused")
        return
    assert same(read_plain(done), tree)
    plain = text.replace("\r\n", "\n")
    assert comments(done.decode()) == comments(plain)
    assert formatted(done) == done
    assert done.endswith(b"\n")
    assert b"\r" not in done


def test_what_the_library_lays_out_so_that_nobody_reads_it_is_not_brought_into_form():
    text = b"---\n? key\n# comment\n: value\n"
    with pytest.raises(UncheckableError):
        formatted(text)
    assert not is_canonical(text)
