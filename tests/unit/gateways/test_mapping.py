from __future__ import annotations

from pathlib import Path

import pytest

from wuye_cli.domain.errors import CallError
from wuye_cli.gateways.importers.mapping import read_mapping
from wuye_cli.store.yaml_text import read_plain

EXAMPLES = Path(__file__).parents[3] / "docs" / "examples" / "import"


def tree(**more):
    return {
        "schema": "import-map/1",
        "source": "city",
        "format": "csv",
        "zone": "America/New_York",
        "key": "id",
        "fields": {"title": "what", "opened_at": "opened"},
    } | more


def refused(**more):
    with pytest.raises(CallError) as caught:
        read_mapping(tree(**more))
    return caught.value


def test_the_short_form_names_a_column():
    mapping = read_mapping(tree())
    assert mapping.fields["title"].columns == ("what",)
    assert mapping.columns == ("id", "what", "opened")


def test_a_key_may_be_made_of_several_columns_and_times_are_shared():
    mapping = read_mapping(tree(key=["day", "no"], times="%Y-%m-%d"))
    assert mapping.key == ("day", "no")
    assert mapping.fields["opened_at"].time == ("%Y-%m-%d",)


@pytest.mark.parametrize(
    ("file", "form", "delimiter", "lines"),
    [
        ("a.csv.gz", "csv", ",", False),
        ("a.TSV", "csv", "\t", False),
        ("a.xlsx", "xlsx", ",", False),
        ("a.jsonl", "json", ",", True),
    ],
)
def test_the_ending_says_the_format_where_the_mapping_does_not(file, form, delimiter, lines):
    without = tree()
    del without["format"]
    mapping = read_mapping(without, file=file)
    assert (mapping.format, mapping.options.delimiter) == (form, delimiter)
    assert mapping.options.lines is lines


@pytest.mark.parametrize(
    ("more", "at", "suggestion"),
    [
        ({"feilds": {}}, "feilds", "fields"),
        ({"fields": {"titel": "x", "opened_at": "y"}}, "fields.titel", "title"),
        ({"fields": {"opened_at": {"colum": "x"}}}, "fields.opened_at.colum", "column"),
        ({"options": {"sheet": "x"}}, "options.sheet", None),
    ],
)
def test_an_unknown_key_is_an_error_with_what_may_be_meant(more, at, suggestion):
    error = refused(**more)
    assert error.code == "mapping_unknown_key"
    assert error.facts["at"] == at
    assert suggestion is None or suggestion in error.facts["suggestions"]


@pytest.mark.parametrize(
    ("more", "code", "at"),
    [
        ({"schema": "import-map/9"}, "mapping_wrong", "schema"),
        ({"source": "City Hall"}, "mapping_wrong", "source"),
        ({"source": "a:b"}, "mapping_wrong", "source"),
        ({"zone": "Mars/Base"}, "mapping_wrong", "zone"),
        ({"zone": None}, "mapping_missing", "zone"),
        ({"key": []}, "mapping_missing", "key"),
        ({"key": [1]}, "mapping_wrong", "key"),
        ({"fields": {"title": "x"}}, "mapping_missing", "fields.opened_at"),
        (
            {"fields": {"opened_at": {"column": "a", "value": "b"}}},
            "mapping_wrong",
            "fields.opened_at",
        ),
        ({"fields": {"opened_at": 5}}, "mapping_wrong", "fields.opened_at"),
        ({"times": "yyyy-mm-dd"}, "mapping_wrong", "times"),
        ({"options": {"delimiter": ",,"}}, "mapping_wrong", "options.delimiter"),
        ({"options": {"header": -1}}, "mapping_wrong", "options.header"),
        ({"options": {"encoding": "klingon"}}, "mapping_wrong", "options.encoding"),
        ({"strict": "yes"}, "mapping_wrong", "strict"),
    ],
)
def test_what_a_mapping_cannot_say_is_refused_with_its_place(more, code, at):
    error = refused(**more)
    assert (error.code, error.facts["at"]) == (code, at)


def test_a_state_must_be_one_of_ours():
    fields = {"opened_at": "y", "status": {"column": "s", "table": {"Shut": "shut"}}}
    error = refused(fields=fields)
    assert error.facts["value"] == "shut"
    assert "cancelled" in error.facts["expected"]


def test_only_a_time_has_formats():
    fields = {"opened_at": "y", "title": {"column": "s", "time": "iso"}}
    assert refused(fields=fields).facts["at"] == "fields.title.time"


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.yaml")), ids=lambda path: path.name)
def test_every_example_is_a_mapping(path):
    assert read_mapping(read_plain(path.read_bytes()), path=path.name).fields["title"]
