"""Every report format, read back by other people's readers, with hostile texts in it."""

from __future__ import annotations

import csv
import io
import json
import re
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree as ET

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from junitparser import JUnitXml
from tests.support.depth import tries

from wuye_cli.i18n.catalog import use_language
from wuye_cli.render.reports.formats import FORMATS, written
from wuye_cli.render.reports.item import Item, Sheet, own_fingerprints
from wuye_cli.render.reports.markdown import LONGEST, markdown, plain

SARIF = json.loads(
    (Path(__file__).parents[3] / "data" / "schemas" / "sarif-2.1.0.json").read_text()
)
HOSTILE = (
    "a\nb\r\n::error::x%0A ]]> <script>alert(1)</script> \u202e |`x`| @li #3 \x1b[2J \x00 \ufffe"
)
ITEMS = (
    Item(
        code="K010",
        name="no-consent",
        level="error",
        path="records/tickets/a,b:c%.yaml",
        line=3,
        column=6,
        message=HOSTILE,
        help="Ask first.",
        fingerprint="ab" * 16,
        facts={"value": HOSTILE},
        excerpt="标题: {x: 1}",
    ),
    Item(code="Q042", name="house-limits", level="info", path="standards/tiers.yaml", message="m"),
    Item(code="D111", name="limit", level="warning", own_level="breaking", path="a.yaml", line=1),
    Item(code="D111", name="limit", level="warning", own_level="breaking", path="a.yaml", line=2),
)
SHEET = Sheet(
    command="check", title="检查 " + HOSTILE, items=ITEMS, summary="4", about={"K010": "w"}
)
GAPS = (("records/x.yaml", "denied " + HOSTILE), ("standards/y.yaml", ""))
EMPTY = Sheet(command="check", title="检查", summary="nothing found")

texts = st.text(st.characters(codec="utf-8") | st.sampled_from("\n\r\x00\x1b\u202e<>&\"'%:,|`]"))
levels = st.sampled_from(["error", "warning", "info"])
items = st.builds(
    Item,
    code=st.sampled_from(["K010", "D111", "Y003"]),
    name=st.just("some-rule"),
    level=levels,
    path=texts,
    line=st.integers(0, 3),
    column=st.integers(0, 9),
    message=texts,
    help=texts,
    excerpt=texts,
)
sheets = st.builds(
    Sheet,
    command=st.just("check"),
    title=texts,
    items=st.lists(items, max_size=4).map(tuple),
    summary=texts,
    fail_on=levels,
    unchecked=st.lists(st.tuples(texts, texts), max_size=2).map(tuple),
)


@pytest.fixture(autouse=True, params=["zh", "en"])
def language(request, monkeypatch):
    monkeypatch.setenv("WUYE_LANG", request.param)
    use_language()


def sarif(sheet):
    told = json.loads(written("sarif", sheet))
    jsonschema.validate(told, SARIF)
    return told["runs"][0]


def with_gaps():
    return Sheet(command="check", title="t", items=ITEMS, unchecked=GAPS)


@pytest.mark.parametrize("sheet", [SHEET, EMPTY, with_gaps()], ids=["full", "empty", "gaps"])
def test_sarif_holds_to_its_schema(sheet):
    run = sarif(sheet)
    assert len(run["results"]) == len(sheet.items)
    assert run["invocations"][0]["executionSuccessful"] is not bool(sheet.unchecked)


def test_sarif_has_rules_help_places_and_fingerprints_of_which_none_are_alike():
    run = sarif(SHEET)
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == ["D111", "K010", "Q042"]
    assert rules[1]["help"]["text"] == "Ask first. w"
    result = next(one for one in run["results"] if one["ruleId"] == "K010")
    assert rules[result["ruleIndex"]]["id"] == "K010"
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"] == {
        "uri": "records/tickets/a%2Cb%3Ac%25.yaml",
        "uriBaseId": "%SRCROOT%",
    }
    assert place["region"] == {"startLine": 3, "startColumn": 6}
    assert run["columnKind"] == "unicodeCodePoints"
    prints = [one["partialFingerprints"]["wuye/v1"] for one in run["results"]]
    assert len(set(prints)) == len(prints)
    levels = {one["ruleId"]: one["level"] for one in run["results"]}
    assert levels == {"K010": "error", "D111": "warning", "Q042": "note"}


def junit(sheet):
    return JUnitXml.fromstring(written("junit", sheet).encode())


def test_junit_is_red_where_the_run_is_and_says_what_was_not_looked_at():
    suite = next(iter(junit(with_gaps())))
    kinds = sorted(type(case.result[0]).__name__ for case in suite)
    assert kinds == ["Error", "Error", "Failure", "Skipped", "Skipped", "Skipped"]
    assert (suite.tests, suite.failures, suite.errors, suite.skipped) == (6, 1, 2, 3)


def test_junit_fails_for_a_warning_where_the_run_does():
    sheet = Sheet(command="check", title="t", items=ITEMS, fail_on="warning")
    assert next(iter(junit(sheet))).failures == 3


def test_a_clean_run_is_one_case_that_passes():
    (case,) = next(iter(junit(EMPTY)))
    assert (case.is_passed, case.name) == (True, "nothing found")


def github_lines(sheet):
    return written("github", sheet).split("\n")[:-1]


def test_github_gets_one_command_a_line_with_what_it_documents_escaped():
    first = next(line for line in github_lines(SHEET) if "K010" in line)
    head, _, told = first.removeprefix("::").partition("::")
    assert head == (
        "error file=records/tickets/a%2Cb%3Ac%25.yaml,title=K010 no-consent,line=3,col=6"
    )
    assert "%0A" in told
    assert "%250A" in told
    assert "\x1b" not in told
    assert [line.split(" ")[0] for line in github_lines(SHEET)] == [
        "::warning",
        "::warning",
        "::error",
        "::notice",
    ]


GITLAB = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "properties": {
            "fingerprint": {"type": "string", "minLength": 1},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path", "lines"],
                "properties": {
                    "path": {"type": "string", "not": {"pattern": "^\\./"}},
                    "lines": {
                        "required": ["begin"],
                        "properties": {"begin": {"type": "integer", "minimum": 1}},
                    },
                },
            },
        },
    },
}
RDJSON = {
    "type": "object",
    "required": ["source", "diagnostics"],
    "properties": {
        "diagnostics": {
            "items": {
                "required": ["message", "location"],
                "properties": {
                    "severity": {"enum": ["ERROR", "WARNING", "INFO"]},
                    "location": {"required": ["path"]},
                },
            }
        }
    },
}


@pytest.mark.parametrize("sheet", [SHEET, EMPTY, with_gaps()], ids=["full", "empty", "gaps"])
def test_gitlab_gets_what_it_documents_with_a_fingerprint_for_each(sheet):
    told = json.loads(written("gitlab", sheet))
    jsonschema.validate(told, GITLAB)
    assert len(told) == len(sheet.items) + len(sheet.unchecked)
    assert len({one["fingerprint"] for one in told}) == len(told)


def test_reviewdogs_columns_count_bytes():
    told = json.loads(written("rdjson", SHEET))
    jsonschema.validate(told, RDJSON)
    start = next(one for one in told["diagnostics"] if one["code"]["value"] == "K010")["location"][
        "range"
    ]["start"]
    assert start == {"line": 3, "column": len("标题: {".encode()) + 1}


def test_csv_and_json_lines_say_the_same():
    rows = list(csv.DictReader(io.StringIO(written("csv", SHEET), newline="")))
    lines = [json.loads(line) for line in written("jsonl", SHEET).splitlines()]
    assert [row["code"] for row in rows] == [line["code"] for line in lines]
    assert [row["level"] for row in rows] == [line["level"] for line in lines]
    assert lines[2]["facts"]["value"] == HOSTILE


def test_markdown_says_how_many_it_left_out_of_too_many_and_keeps_the_worst():
    many = tuple(
        Item(code="K004", name="n", level=level, path=f"records/{n}.yaml", line=1, message="x" * 90)
        for n in range(600)
        for level in ("info", "error")
    )
    sheet = Sheet(command="check", title="t", items=many)
    told = markdown(sheet)
    assert len(told) <= LONGEST
    rows = [line for line in told.split("\n") if "K004" in line]
    assert str(1200 - len(rows)) in told.split("\n")[-2]
    assert sum("`records/" in row for row in rows) >= 400
    assert written("markdown", sheet) == told


def test_markdown_mentions_nobody_and_closes_no_cell():
    row = next(line for line in written("markdown", SHEET).split("\n") if "K010" in line)
    assert len(re.findall(r"(?<!\\)\|", row)) == 5
    assert "@li" not in row
    assert "<script" not in row


class Page(HTMLParser):
    """What a browser would make of a page: tags, and texts outside of the style."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.shown = [], ""
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.shown += data


def test_html_shows_hostile_text_as_text_and_loads_nothing():
    text = written("html", SHEET)
    page = Page(text)
    names = {tag for tag, _ in page.tags}
    assert not names & {"script", "img", "link", "iframe", "a", "form"}
    assert not [name for _, attrs in page.tags for name in attrs if name.startswith("on")]
    assert "<script>alert(1)</script>" in page.shown
    assert "http" not in text.replace("http-equiv", "")
    assert "default-src 'none'" in text


def test_html_has_a_box_for_every_level_that_hides_its_rows():
    page = Page(written("html", SHEET))
    boxes = {attrs["id"] for tag, attrs in page.tags if tag == "input"}
    rows = [attrs.get("class") for tag, attrs in page.tags if tag == "tr"]
    assert boxes == {"show-error", "show-warning", "show-info"}
    assert rows == [None, "error", "warning", "warning", "info"]
    for level in ("error", "warning", "info"):
        assert f"#show-{level}:not(:checked)~table tr.{level}{{display:none}}" in page.shown


@settings(max_examples=tries(40), deadline=None)
@given(sheets)
def test_any_text_leaves_every_format_whole(sheet):
    sarif(sheet)
    junit(sheet)
    assert len(github_lines(sheet)) == len(sheet.items) + len(sheet.unchecked)
    jsonschema.validate(json.loads(written("gitlab", sheet)), GITLAB)
    jsonschema.validate(json.loads(written("rdjson", sheet)), RDJSON)
    page = Page(written("html", sheet))
    assert sum(tag == "tr" for tag, _ in page.tags) == (len(sheet.items) + 1 if sheet.items else 0)
    ET.fromstring(written("junit", sheet).encode())  # noqa: S314 - we wrote it
    assert len(markdown(sheet, longest=3000)) <= 3000 or not sheet.items


@settings(max_examples=tries(40), deadline=None)
@given(st.lists(items, max_size=5))
def test_no_order_of_the_items_changes_a_report(found):
    for name in FORMATS:
        one = written(name, Sheet(command="check", title="t", items=tuple(found)))
        other = written(name, Sheet(command="check", title="t", items=tuple(reversed(found))))
        assert one == other


@given(st.lists(items, max_size=6))
def test_no_two_fingerprints_are_alike(found):
    made = own_fingerprints(found)
    assert len(set(made)) == len(made)


@given(texts)
def test_plain_markdown_is_one_line_without_marks(text):
    told = plain(text)
    assert "\n" not in told
    assert not re.search(r"(?<!\\)[|`*]", re.sub(r"\\\\", "", told))
