"""The light JSON writer writes what the full one writes."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from wuye_cli.render.json_text import json_text
from wuye_cli.render.machine import to_json

TREES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@given(TREES)
def test_both_writers_give_the_same_bytes(tree):
    assert json_text(tree) == to_json(tree)


@given(TREES)
def test_nothing_is_lost(tree):
    assert json.loads(json_text(tree)) == tree
