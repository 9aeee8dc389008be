"""The places of the canonical form are those that the YAML reader tells."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wuye_cli.store.canonical import canonical
from wuye_cli.store.canonical_marks import canonical_marks
from wuye_cli.store.yaml_text import read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wuye_cli.domain.marks import Marks, Path

_KEYS = st.from_regex(r"[a-z][a-z0-9_]{0,6}", fullmatch=True).filter(
    lambda key: key not in {"null", "true", "false", "yes", "no", "on", "off", "y", "n"}
)
_TEXTS = st.text(
    st.characters(codec="utf-8") | st.sampled_from('",:{}[]\\#-水𠮷\u2028'),
    max_size=12,
)
_PLAIN = st.none() | st.booleans() | st.integers(-(10**9), 10**9) | _TEXTS
_VALUES = st.recursive(
    _PLAIN,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_KEYS, inner, max_size=3),
    max_leaves=6,
)
_BLOCKS = st.lists(st.dictionaries(_KEYS, _VALUES, max_size=4), min_size=1, max_size=4)
_TREES = st.dictionaries(_KEYS, _VALUES | _BLOCKS, min_size=1, max_size=5)


@given(_TREES)
def test_every_place_is_where_the_reader_sees_it(tree: dict[str, Any]) -> None:
    data = canonical(tree)
    ours, theirs = canonical_marks(data.decode()), read_yaml(data).marks
    for path in _paths(tree, ()):
        assert _place(ours, path) == _place(theirs, path), (path, data.decode())


@pytest.mark.parametrize(
    "path",
    [
        ("events", 7),
        ("events", 0, "at"),
        ("events", "at"),
        ("nothing",),
        ("id", "nothing"),
        ("tags", 9),
        ("tags", "red"),
        ("events", 1, "changes", "unit", "deeper"),
    ],
)
def test_a_missing_place_is_that_of_what_it_would_stand_in(path: Path) -> None:
    tree = {
        "id": "A017",
        "tags": ["red"],
        "events": [{"do": "ack"}, {"do": "correct", "changes": {"unit": "3-1-0502"}}],
        "note": "x",
    }
    data = canonical(tree)
    assert _place(canonical_marks(data.decode()), path) == _place(read_yaml(data).marks, path)


def _place(marks: Marks, path: Path) -> tuple[int, int, int, int]:
    return marks.line(path), marks.column(path), marks.key_line(path), marks.key_column(path)


def _paths(value: Any, path: Path) -> Iterator[Path]:
    yield path
    steps: Any = ()
    if isinstance(value, dict):
        steps = value.items()
    elif isinstance(value, list):
        steps = enumerate(value)
    for step, part in steps:
        yield from _paths(part, (*path, step))
