"""What libyaml reads and YAML forbids is refused at its place; what only looks so is read."""

from __future__ import annotations

import pytest

from wuye_cli.store.yaml_text import UnreadableError, read_plain, read_yaml

FORBIDDEN = {
    "a list goes on at the column of its key": ("a: [x,\ny]\n", (2, 1)),
    "a list goes on left of its key": ("a:\n  b: [x,\n y]\n", (3, 2)),
    "a list goes on at the column of its entry": ("a:\n  - [x,\n  y]\n", (3, 3)),
    "a mapping goes on at the column of its key": ("a: {b: 1,\nc: 2}\n", (2, 1)),
    "brackets that close left of their key": ("a:\n  b: [\n    x\n]\n", (4, 1)),
    "a quoted text goes on at the column of its key": ('a: "x\ny"\n', (2, 1)),
    "a quoted text ends at the column of its key": ("a: 'x\n'\n", (2, 1)),
    "a quoted text in a list": ('a:\n- b: "x\n  y"\n', (3, 3)),
    "a quoted text behind one that is indented": ('a: "x\n y\n\nz"\n', (4, 1)),
    "a quoted line that looks like a comment": ('a: "x\n# y"\n', (2, 1)),
    "a quoted text is indented by a tab": ('a: "x\n\ty"\n', (2, 1)),
    "a quoted text in a flow": ("a: {b: 'x\ny'}\n", (2, 1)),
    "a quoted key of several lines": ('a:\n  ? "x\n y"\n  : 1\n', (3, 2)),
    "a comment right behind a text": ('a: "x"# y\n', (1, 7)),
    "a comment right behind a list": ("a: [x]# y\n", (1, 7)),
    "a comment right behind a comma": ("a: [x,# y\n  z]\n", (1, 7)),
    "a comment right behind a sign of a block": ("a: |# y\n  x\n", (1, 5)),
    "a comment right behind the signs of a block": ("a: >-# y\n  x\n", (1, 6)),
    "a question mark right before a key": ("{ ?a: b }\n", (1, 3)),
    "blank lines indented deeper than the text": ("a: >\n \n  \n # x\n", (4, 1)),
    "blanks without a line end": ("a: |\n  x\n   ", (3, 4)),
}
READ = {
    "a list in lines": ("a: [\n  x,\n  y\n ]\n", {"a": ["x", "y"]}),
    "brackets that close below their key": ("a: [\n  x\n]\n", {"a": ["x"]}),
    "several brackets that close there": ("a: [{\n  b: x\n}]\n", {"a": [{"b": "x"}]}),
    "brackets that close below their entry": ("a:\n- [\n  x\n]\n", {"a": [["x"]]}),
    "a comment in a list": ("a: [x, # one\n# two\n  y]\n", {"a": ["x", "y"]}),
    "blank lines in a quoted text": ('a: "x\n\n\n  y"\n', {"a": "x\n\ny"}),
    "a quoted text in lines of Windows": ('a: "x\r\n\r\n y"\r\n', {"a": "x\ny"}),
    "a flow at the top may stand anywhere": ("{a: 1,\nb: 2\n}\n", {"a": 1, "b": 2}),
    "a number sign in quotes": ("a: '\"# ]#'\n", {"a": '"# ]#'}),
    "a number sign in a block": ('a: |\n  "x"# y\n  ?z\n', {"a": '"x"# y\n?z\n'}),
    "a question mark in a text": ("a: b ?c\n", {"a": "b ?c"}),
    "a question mark in a comment": ("a: b # is it?yes {?\n", {"a": "b"}),
    "a key that is announced": ("? a\n: b\n", {"a": "b"}),
    "blank lines as deep as the text": ("a: |\n  \n  x\n", {"a": "\nx\n"}),
    "blank lines deeper than a told indent": ("a: |1\n   \n x\n", {"a": "  \nx\n"}),
    "an empty block": ("a: |\n  \nb: 1\n", {"a": "", "b": 1}),
    "an end of blanks without a line end": ("a: x\n   ", {"a": "x"}),
    "a block without a line end": ("a: |\n  x", {"a": "x"}),
}


@pytest.mark.parametrize("name", FORBIDDEN)
def test_what_stands_where_yaml_forbids_it_is_refused_there(name):
    text, place = FORBIDDEN[name]
    for read in (read_plain, read_yaml):
        with pytest.raises(UnreadableError) as caught:
            read(text.encode())
        facts = caught.value.facts
        assert (caught.value.code, facts["line"], facts["column"]) == ("Y001", *place)


@pytest.mark.parametrize("name", READ)
def test_what_only_looks_so_is_read(name):
    text, tree = READ[name]
    assert read_plain(text.encode()) == tree
    assert read_yaml(text.encode()).tree == tree


def test_characters_are_counted_and_not_bytes():
    with pytest.raises(UnreadableError) as caught:
        read_plain('甲: "一"\n乙: "二"# 三\n'.encode())
    assert (caught.value.facts["line"], caught.value.facts["column"]) == (2, 7)
