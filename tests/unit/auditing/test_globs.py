"""Patterns held against the places of a store's files."""

from __future__ import annotations

import fnmatch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wuye_cli.auditing.git_files import hiding_attributes, hiding_ignores, rewriting_names
from wuye_cli.auditing.globs import _meets, hits

HIDING = [
    "* -diff",
    "*.yaml binary",
    "records/** -diff",
    "records/tickets/2026/11/21/WY-261121-A017.yaml -diff",
    "WY-261121-A0??.yaml -diff",
    "/records/tickets/**/*.yaml merge=ours",
    "**/tiers.yaml filter=clean",
    "standards/*.yaml working-tree-encoding=UTF-16",
    "standards/tiers.yaml diff=pretty",
    "wuye.yaml merge=union",
    "standards/**/*.yaml -merge",
    '"records/staff/*.yaml" -diff',
    "[Tt]iers.yaml ident",
    "records/** export-ignore",
    "*.yaml linguist-generated",
    "\ufeff* -diff",
]
HONEST = [
    "* -text",
    "* text=auto",
    "standards/**/*.yaml merge=wuye",
    "standards/**/*.yaml diff=wuye",
    "standards/**/.*.yaml !diff",
    "*.png binary",
    "*.xlsx -diff",
    "docs/** -diff",
    "/tools/*.py diff=python",
    "# * -diff",
    "records/ -diff",
    "[attr]quiet -diff",
    "*.yaml whitespace=trailing-space",
]


@pytest.mark.parametrize("line", HIDING)
def test_a_line_that_hides_is_told(line: str) -> None:
    assert list(hiding_attributes(line.encode())) == [line.removeprefix("\ufeff")]


@pytest.mark.parametrize("line", HONEST)
def test_a_line_that_hides_nothing_is_not(line: str) -> None:
    assert list(hiding_attributes(line.encode())) == []


def test_a_macro_hides_where_it_is_used() -> None:
    text = b"[attr]quiet -diff -merge\nrecords/** quiet\ndocs/** quiet\n"
    assert list(hiding_attributes(text)) == ["records/** quiet"]


def test_a_file_deep_down_speaks_of_its_own_folder() -> None:
    assert list(hiding_attributes(b"/a.yaml -diff\n", "standards/calendars"))
    assert not list(hiding_attributes(b"/tiers.yaml -diff\n", "docs"))
    assert not list(hiding_attributes(b"* -diff\n", "media/[x]"))


IGNORING = (
    "records/ /records tickets *.yaml standards/tiers.yaml 2026 11/ WY-* ** * records/staff/"
    " /records/tickets/2026/* /standards/**/office.yaml"
)
HARMLESS = (
    "/people/ /media/ /crew/ /*.html /*.pdf *.xlsx .~lock.*# *~ *.swp .DS_Store __pycache__/"
    " .vscode/ node_modules build/ !records/ *.log #records/ docs/**/*.yaml"
)


@pytest.mark.parametrize("line", IGNORING.split())
def test_an_ignored_record_is_told(line: str) -> None:
    assert list(hiding_ignores(line.encode())) == [line]


@pytest.mark.parametrize("line", HARMLESS.split())
def test_what_no_record_is_may_be_ignored(line: str) -> None:
    assert list(hiding_ignores(line.encode())) == []


def test_a_mailmap_tells_names_and_mails_that_change() -> None:
    text = "# 改名\n王经理 <wang@desk.example>\n<a@x> <b@x>\nA <a@x> B <b@x>\n<a@x>\n\n".encode()
    assert len(list(rewriting_names(text))) == 3


@given(st.text("ab/*?", max_size=6), st.text("ab/", max_size=6))
def test_a_pattern_meets_a_plain_text_as_shells_read_it(pattern: str, text: str) -> None:
    plain = pattern.replace("*", "")
    if "*" in text or "**" in pattern:
        return
    parts = pattern.split("/"), text.split("/")
    fits = len(parts[0]) == len(parts[1]) and all(
        fnmatch.fnmatchcase(there, wanted) for wanted, there in zip(*parts, strict=True)
    )
    assert _meets(pattern, text) == fits, plain


def test_many_stars_are_read_in_time() -> None:
    assert hits("**/" * 40 + "*" * 60 + "a*" * 60 + "*.yaml")
