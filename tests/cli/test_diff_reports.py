"""`wuye diff` in the formats of others: a real change of many kinds, hostile texts in it."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
from junitparser import JUnitXml
from tests.support.cli import a_store, inside
from tests.support.schemas import assert_published
from tests.unit.render.reports.test_reports import GITLAB, RDJSON

from wuye_cli.domain.comparing.catalog import KINDS
from wuye_cli.render.diffs.schema import DIFF_REPORT

SCHEMAS = Path(__file__).parents[1] / "data/schemas"
EVIL = "<script>alert(1)</script> ]]> @li |#1 ::error::x%0A \\u202e\\u001b[2J"
TIERS = "standards/tiers.yaml"
OFFICE = "standards/calendars/office.yaml"
NAMES = ("json", "sarif", "junit", "github", "gitlab", "rdjson")
LEVELS = {"breaking": "error", "review": "warning"}


def edit(root, path, old, new):
    file = root / path
    text = file.read_text("utf-8")
    assert old in text, (path, old)
    file.write_text(text.replace(old, new, 1), "utf-8")


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """What every format says of one change: format to text."""
    root = a_store(tmp_path_factory.mktemp("changed"))
    edit(root, TIERS, "arrive: [15m, always]", "arrive: [60m, always]")
    edit(root, TIERS, "label: 紧急委托", f'label: "{EVIL}"')
    edit(root, TIERS, "  general:\n", f'  "x-note": "{EVIL}"\n  general:\n')
    edit(root, OFFICE, "mon-fri", "mon-thu")
    (root / "standards/retention.yaml").unlink()
    (root / "standards/.accept.yaml").write_text(
        "schema: accept/1\naccepted:\n"
        f'  "0123456789abcdef": {{reason: "{EVIL}", by: li, until: "2020-01-01"}}\n'
    )
    folder = tmp_path_factory.mktemp("reports")
    wished = [part for name in NAMES for part in ("-o", f"{name}={folder / name}")]
    ran = inside("diff", *wished, at=root)
    assert ran.status == 0, ran
    return {name: (folder / name).read_text(encoding="utf-8-sig") for name in NAMES} | {
        "root": root
    }


@pytest.fixture(scope="module")
def found(made):
    """The changes as the JSON tells them."""
    told = json.loads(made["json"])
    assert_published(told, DIFF_REPORT)
    return told


def test_the_change_has_what_is_to_be_shown(found):
    codes = {one["code"] for one in found["changes"]}
    assert {"D111", "D201", "D211", "D310", "D801"} <= codes
    assert [one["code"] for one in found["stale"]] == ["Q041"]
    when = [one["facts"]["when"] for one in found["changes"] if one["code"] == "D211"]
    assert all(spans for spans in when)


def shown(found):
    return [one for one in found["changes"] if one["state"] == "open"]


def test_sarif_holds_to_its_schema_with_levels_lines_and_fingerprints(made, found):
    told = json.loads(made["sarif"])
    jsonschema.validate(told, json.loads((SCHEMAS / "sarif-2.1.0.json").read_text()))
    (run,) = told["runs"]
    by_print = {one["partialFingerprints"]["wuye/v1"]: one for one in run["results"]}
    assert len(by_print) == len(run["results"]) == len(shown(found)) + len(found["stale"])
    rules = run["tool"]["driver"]["rules"]
    for change in shown(found):
        result = by_print[change["fingerprint"]]
        assert result["ruleId"] == change["code"]
        assert rules[result["ruleIndex"]]["id"] == change["code"]
        assert result["level"] == LEVELS.get(change["level"], "note")
        place = result["locations"][0]["physicalLocation"]
        assert place["artifactLocation"]["uri"] == change["path"]
        line = place.get("region", {}).get("startLine", 0)
        assert line == change["line_new"], change
    names = {one["id"]: one["properties"]["tags"] for one in rules if one["id"] in KINDS}
    assert names == {code: [KINDS[code].name] for code in names}
    assert all(one["help"]["text"] for one in rules if one["id"] in KINDS)


def test_the_lines_are_those_of_the_files(made, found):
    texts = {path: (made["root"] / path).read_text("utf-8").split("\n") for path in (TIERS, OFFICE)}
    for change in shown(found):
        if change["line_new"] and change["code"] in {"D111", "D310", "D201"}:
            line = texts[change["path"]][change["line_new"] - 1]
            assert change["key"].rpartition(".")[2] in line or change["code"] == "D201", change


def test_junit_opens_in_another_reader(made, found):
    suites = JUnitXml.fromstring(made["junit"].encode())
    grave = [one for one in shown(found) if one["level"] == "breaking"]
    assert suites.tests == len(shown(found)) + len(found["stale"])
    assert suites.failures == len(grave)


def test_gitlab_and_reviewdog_get_what_they_document(made, found):
    gitlab, rdjson = (json.loads(made[name]) for name in ("gitlab", "rdjson"))
    jsonschema.validate(gitlab, GITLAB)
    jsonschema.validate(rdjson, RDJSON)
    count = len(shown(found)) + len(found["stale"])
    assert len(gitlab) == len(rdjson["diagnostics"]) == count
    assert len({one["fingerprint"] for one in gitlab}) == count


def test_github_gets_one_line_each_and_no_command_of_a_text(made, found):
    lines = made["github"].splitlines()
    commands = [line for line in lines if line.startswith("::")]
    assert len(commands) == len(shown(found)) + len(found["stale"])
    levels = {line[2:].split(" ")[0] for line in commands}
    assert levels == {"error", "warning", "notice"}
    assert all("\x1b" not in line and "\u202e" not in line for line in lines)


@pytest.mark.parametrize("name", ["sarif", "junit", "github", "gitlab", "rdjson"])
def test_hostile_texts_are_tame(made, name):
    assert not set("\x1b\u202e\x00") & set(made[name])
