"""What git's own diff is handed: the facts of a file, one a line, or its text as it stands."""

from __future__ import annotations

import pytest

from wuye_cli.domain.errors import CallError
from wuye_cli.services.git_driver import driven, facts_of

TREE = """\
tiers: {home: {ack: [1h, desk]}}
staff: [{id: s-li, name: 李}, {name: 赵}, 甲]
"""


def test_each_fact_is_a_line_and_things_with_an_id_go_by_it(tmp_path):
    file = tmp_path / "a.yaml"
    file.write_text(TREE)
    lines = facts_of(str(file)).splitlines()
    assert {line.partition(": ")[0] for line in lines} == {
        "staff[1].name", "staff[2]", "staff[s-li].id", "staff[s-li].name", "tiers.home.ack",
    }  # fmt: skip
    assert any("李" in line for line in lines)


def test_what_cannot_be_read_is_shown_as_it_stands(tmp_path):
    file = tmp_path / "a.yaml"
    file.write_bytes(b"a: [\xff\n")
    assert facts_of(str(file)) == "a: [\ufffd\n"


def test_git_hands_over_a_name_alone_or_seven_words_or_more():
    found = driven(["standards/tiers.yaml"])
    assert found.path == "standards/tiers.yaml"
    for words in ([], ["a", "b"]):
        with pytest.raises(CallError, match="driver_words"):
            driven(words)
