"""Standards merged by git through our driver: by fact, with comments, never by guess."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support.cli import SOURCE, WUYE, a_store, environment, git

from wuye_cli.domain.approving.merging import merge
from wuye_cli.services.standard_merging import merge_texts
from wuye_cli.store.yaml_text import read_plain

BASE = b"# top\nschema: s/1\nversion: 1\na: [1h, always] # one\nb: {x: 1, y: 2}\n"


def test_two_facts_on_one_line_are_merged_and_comments_kept():
    merged = merge_texts(BASE, BASE.replace(b"x: 1", b"x: 5"), BASE.replace(b"y: 2", b"y: 6"))
    assert merged.text == BASE.replace(b"{x: 1, y: 2}", b"{x: 5, y: 6}")


def test_two_new_versions_make_a_third():
    mine, other = (BASE.replace(b"version: 1", b"version: 2") for _ in range(2))
    mine, other = mine.replace(b"x: 1", b"x: 5"), other.replace(b"version: 2", b"version: 3")
    assert read_plain(merge_texts(BASE, mine, other).text)["version"] == 4


@pytest.mark.parametrize(
    ("mine", "other", "keys"),
    [
        (BASE.replace(b"1h", b"2h"), BASE.replace(b"1h", b"3h"), ("a",)),
        (BASE.replace(b"x: 1, ", b""), BASE.replace(b"x: 1", b"x: 9"), ("b.x",)),
    ],
)
def test_what_a_person_decides(mine, other, keys):
    merged = merge_texts(BASE, mine, other)
    assert merged.text is None
    assert merged.conflicts == keys
    assert merged.undecided


def test_what_one_side_took_out_is_gone_and_what_neither_kept_is_named():
    taken = BASE.replace(b"x: 1, ", b"")
    assert merge_texts(BASE, BASE, taken).text == taken
    ours = BASE.replace(b"1h", b"2h").replace(b"# one", b"# mine")
    assert merge_texts(BASE, ours, BASE.replace(b"a: [1h, always] # one\n", b"")).undecided
    stuck = merge_texts(BASE, ours.replace(b"{x: 1, y: 2}", b"{x: 1, y: 3}"), taken)
    assert (stuck.text, stuck.conflicts, stuck.undecided) == (None, ("b.x",), False)


def test_no_comment_of_either_side_is_lost():
    mine, other = BASE.replace(b"1h", b"2h"), BASE.replace(b"# one", b"# theirs")
    text = merge_texts(BASE, mine, other).text
    assert b"# theirs" in text
    assert read_plain(text)["a"] == ["2h", "always"]
    both = merge_texts(BASE, mine.replace(b"# one", b"# mine"), other)
    assert (both.text, both.undecided) == (None, False)


def test_a_text_that_is_no_yaml_is_left_to_git():
    assert merge_texts(BASE, b"a: [", BASE).unread


FLAT = st.dictionaries(st.sampled_from("abcd"), st.integers(0, 2), max_size=4)


@given(FLAT, FLAT)
def test_one_side_alone_wins_and_equal_sides_agree(base, ours):
    assert merge(base, ours, base) == merge(base, ours, ours) == ({}, (), ())
    assert merge(base, base, ours).conflicts == ()


def test_git_merges_through_the_driver_and_marks_a_conflict(tmp_path):
    root = a_store(tmp_path)
    driver = " ".join((*WUYE, "merge-driver %O %A %B %P"))
    git(root, "config", "merge.wuye.driver", f"PYTHONPATH={SOURCE} {driver}")
    git(root, "config", "user.name", "p")
    git(root, "config", "user.email", "p@x")
    file = root / "standards/categories.yaml"
    line = "limits: {resolve: {simple: [8h, always], complex: [24h, always]}}"
    text = file.read_text()
    assert text.count(line) == 1
    for branch, new in (
        ("one", "[4h, always], complex: [24h"),
        ("two", "[8h, always], complex: [12h"),
    ):
        git(root, "checkout", "-q", "-b", branch, "main")
        file.write_text(text.replace(line, f"limits: {{resolve: {{simple: {new}, always]}}}}"))
        git(root, "commit", "-qam", branch)
    git(root, "merge", "-q", "--no-edit", "one")
    assert "simple: [4h, always], complex: [12h, always]" in file.read_text()
    assert environment()["WUYE_LANG"] == "zh"
    git(root, "checkout", "-q", "-b", "three", "main")
    file.write_text(text.replace(line, line.replace("24h", "36h")))
    git(root, "commit", "-qam", "three")
    with pytest.raises(Exception, match="returned non-zero"):
        git(root, "merge", "-q", "--no-edit", "two")
    assert "<<<<<<< ours" in file.read_text()
