from __future__ import annotations

from datetime import UTC

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.depth import tries

from wuye_cli.domain.errors import CallError
from wuye_cli.gateways.importers.mapping import read_mapping
from wuye_cli.gateways.importers.rows import RowReader
from wuye_cli.gateways.importers.sheet import Row
from wuye_cli.store.canonical import canonical

COLUMNS = ("id", "what", "opened", "due", "closed", "how", "more")


def reader(*, strict=False, zone="Asia/Shanghai", **fields):
    tree = {
        "schema": "import-map/1",
        "source": "city",
        "format": "csv",
        "zone": zone,
        "key": "id",
        "strict": strict,
        "times": "%Y-%m-%d %H:%M",
        "fields": {"title": "what", "opened_at": "opened", "closed_at": "closed"} | fields,
    }
    return RowReader(read_mapping(tree), COLUMNS, UTC)


def record(*cells, made=None, line=7, **fields):
    return (made or reader(**fields)).record(Row(line, list(cells)))


def codes(found):
    return [(problem.code, problem.refused) for problem in found.problems]


def test_a_row_becomes_texts_and_instants():
    found = record("1", " no  heat ", "2025-03-01 09:00")
    assert (found.key, found.texts) == ("1", {"title": "no  heat"})
    assert found.opened.isoformat() == "2025-03-01T01:00:00+00:00"
    assert not found.problems


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        (("", "x", "2025-03-01 09:00"), "no_key"),
        (("a\x00b", "x", "2025-03-01 09:00"), "bad_key"),
        (("k" * 129, "x", "2025-03-01 09:00"), "bad_key"),
        (("1", "x", ""), "no_open_time"),
        (("1",), "no_open_time"),
        (("1", "x", "yesterday"), "bad_time"),
        (("1", "x", "1999-12-31 09:00"), "open_out_of_range"),
    ],
)
def test_a_row_without_key_or_receipt_is_refused_with_its_line(cells, code):
    found = record(*cells)
    assert codes(found) == [(code, True)]
    assert found.problems[0].line == 7
    assert found.is_refused


def test_what_is_no_record_is_refused():
    assert codes(reader().record(Row(3, None))) == [("not_a_record", True)]


def test_a_value_that_is_in_no_table_is_noted_or_refused_if_strict():
    field = {"column": "how", "table": {"Call": "phone"}}
    row = ("1", "x", "2025-03-01 09:00", "", "", "Fax")
    assert codes(record(*row, channel=field)) == [("value_unknown", False)]
    assert codes(record(*row, strict=True, channel=field)) == [("value_unknown", True)]


def test_columns_are_joined_without_the_empty_ones_and_defaults_fill_in():
    place = {"columns": ["what", "due", "how"], "join": " / "}
    found = record(
        "1", "a", "2025-03-01 09:00", "", "", "b", place=place,
        queue={"column": "more", "default": "desk"}, verdict={"value": "OK"},
    )  # fmt: skip
    assert found.texts["place"] == "a / b"
    assert (found.texts["queue"], found.texts["verdict"]) == ("desk", "OK")


def test_a_long_cell_is_cut_and_said_to_be():
    found = record("1", "水" * 10_000, "2025-03-01 09:00")
    assert len(found.texts["title"]) == 200
    assert codes(found) == [("truncated", False)]
    assert len(found.problems[0].value) <= 80


def test_what_cannot_be_seen_is_taken_out_and_said_to_be():
    found = record("1", "a\x00b\u202ec\x1b[2J", "2025-03-01 09:00")
    assert found.texts["title"] == "abc[2J"
    assert codes(found) == [("characters_removed", False)]


def test_rare_characters_stay_and_own_made_ones_are_noted():
    found = record("1", "𠮷先生 优(\ue78d)", "2025-03-01 09:00")
    assert found.texts["title"] == "𠮷先生 优(\ue78d)"
    assert codes(found) == [("private_use", False)]


def test_in_the_hour_that_comes_twice_the_end_does_not_lie_before_the_beginning():
    made = reader(zone="America/New_York")
    found = record("1", "x", "2015-11-01 01:50", "", "2015-11-01 01:10", made=made)
    assert (found.closed - found.opened).total_seconds() == 20 * 60
    assert {code for code, _ in codes(found)} == {"time_twice"}


def test_a_column_that_is_not_there_is_named_with_what_may_be_meant():
    with pytest.raises(CallError) as caught:
        reader(place="hwo")
    assert caught.value.code == "mapping_no_column"
    assert "how" in caught.value.facts["suggestions"]


@settings(max_examples=tries(200))
@given(st.lists(st.text() | st.none() | st.floats() | st.booleans(), max_size=9))
def test_any_row_becomes_a_record_that_a_file_can_hold(cells):
    found = reader(words="more").record(Row(2, cells))
    canonical({"texts": found.texts})
    assert found.is_refused or found.opened is not None
