"""`wuye check` in a CI job: every format of a real run, several in one, and its statuses."""

from __future__ import annotations

import csv
import io
import json
import subprocess
from pathlib import Path

import jsonschema
import pytest
from junitparser import JUnitXml
from tests.support.cli import a_store, git, inside
from tests.support.schemas import assert_published

from wuye_cli.render.reports.schemas import FINDINGS

DATA = Path(__file__).parents[1] / "data" / "schemas"
BAD = "    ack: [5m, always]", "    ack: [60m, always]"
TIERS = "standards/tiers.yaml"


@pytest.fixture
def store(tmp_path):
    return a_store(tmp_path)


def spoil(root, text=BAD):
    path = root / TIERS
    path.write_text(path.read_text(encoding="utf-8").replace(*text, 1), encoding="utf-8")


@pytest.mark.parametrize("spoken", ["zh", "en"])
def test_one_run_writes_every_format(store, spoken, tmp_path):
    spoil(store)
    names = ("json", "sarif", "junit", "gitlab", "html", "markdown", "csv", "jsonl", "rdjson")
    files = {name: tmp_path / f"out.{name}" for name in names}
    wishes = [word for name, path in files.items() for word in ("-o", f"{name}={path}")]
    ran = inside("check", "-o", "github", *wishes, at=store, WUYE_LANG=spoken)
    assert ran.status == 1
    told = {name: path.read_text(encoding="utf-8-sig") for name, path in files.items()}
    found = json.loads(told["json"])
    assert_published(found, FINDINGS)
    count = len(found["findings"])
    sarif = json.loads(told["sarif"])
    jsonschema.validate(sarif, json.loads((DATA / "sarif-2.1.0.json").read_text()))
    assert len(sarif["runs"][0]["results"]) == count
    assert JUnitXml.fromstring(told["junit"].encode()).tests == count
    assert len(json.loads(told["gitlab"])) == count
    assert len(list(csv.DictReader(io.StringIO(told["csv"])))) == count
    lines = [json.loads(line) for line in told["jsonl"].splitlines()]
    assert lines == found["findings"]
    assert len(json.loads(told["rdjson"])["diagnostics"]) == count
    assert told["html"].count('<tr class="') == count
    assert ran.out.count("::error file=standards/") == found["counts"]["error"]


def test_fingerprints_are_the_same_in_both_languages(store):
    spoil(store)
    one, other = (inside("check", "--json", at=store, WUYE_LANG=name).json for name in ("zh", "en"))
    assert one["findings"][0]["message"] != other["findings"][0]["message"]
    marks = [[each["fingerprint"] for each in told["findings"]] for told in (one, other)]
    assert marks[0] == marks[1]


def test_a_clean_store_is_clean_in_every_format(store):
    ran = inside("check", "--ignore", "Q,T010", "-o", "github", at=store)
    assert (ran.status, ran.out) == (0, "")
    assert json.loads(inside("check", "--ignore", "Q,T010", "-o", "gitlab", at=store).out) == []


def test_the_status_says_found_clean_zero_or_not_checked(store):
    spoil(store)
    assert inside("check", at=store).status == 1
    assert inside("check", "--exit-zero", at=store).status == 0
    assert inside("check", "--select", "Y", at=store).status == 0
    assert inside("check", "--since", "HEAD", at=store).status == 1


def test_a_shallow_clone_is_status_three_with_what_to_type(store, tmp_path):
    who = ("-c", "user.name=p", "-c", "user.email=p@x")
    git(store, *who, "commit", "-q", "--allow-empty", "-m", "two")
    start = git(store, "rev-parse", "HEAD~1").strip()
    clone = tmp_path / "clone"
    subprocess.run(["git", "clone", "-q", "--depth=1", f"file://{store}", str(clone)], check=True)
    ran = inside("check", "--since", start, "--exit-zero", at=clone)
    assert ran.status == 3
    assert "git fetch --unshallow" in ran.err


def test_a_baseline_is_made_used_and_shrunk(store):
    spoil(store)
    words = ("check", "--baseline", "known.json")
    assert inside(*words, at=store).status == 2
    made = inside(*words, "--write-baseline", at=store)
    assert made.status == 0
    assert made.err.startswith("known.json")
    count = len(json.loads((store / "known.json").read_text())["findings"])
    assert inside(*words, at=store).status == 0
    spoil(store, BAD[::-1])
    assert "W005" in inside(*words, at=store).out
    assert inside(*words, "--write-baseline", at=store).status == 0
    assert len(json.loads((store / "known.json").read_text())["findings"]) < count
    assert "W005" not in inside(*words, at=store).out
    (store / "known.json").write_text("[]")
    assert inside(*words, "--write-baseline", at=store).status == 2


def test_a_baseline_of_the_settings_never_grows_by_itself(store):
    with (store / "wuye.yaml").open("a", encoding="utf-8") as file:
        file.write("check: {baseline: known.json}\n")
    assert inside("check", "--write-baseline", at=store).status == 0
    before = (store / "known.json").read_bytes()
    spoil(store)
    assert inside("check", at=store).status == 1
    assert inside("check", "--write-baseline", at=store).status == 1
    assert (store / "known.json").read_bytes() == before


def test_fixes_are_shown_first_and_written_when_asked(store):
    policy = store / "standards" / "policy.yaml"
    before = policy.read_bytes()
    policy.write_bytes(before + b"x-a: 12:30 # noon\n")
    ran = inside("check", "--fix", "--diff", at=store)
    assert (ran.status, '+x-a: "12:30" # noon' in ran.out) == (1, True)
    assert policy.read_bytes() == before + b"x-a: 12:30 # noon\n"
    assert inside("check", at=store).status == 1
    assert inside("check", "--fix", at=store).status == 0
    assert policy.read_bytes() == before + b'x-a: "12:30" # noon\n'
    assert inside("check", "--fix", "--diff", at=store).status == 0


def test_files_that_would_be_checked_are_listed(store):
    spoil(store)
    assert TIERS in inside("check", "--show-files", at=store).out.split("\n")
    assert inside("check", "--staged", "--show-files", at=store).out == ""


def test_an_unreadable_file_wins_over_findings_and_over_a_zero_asked_for(store):
    spoil(store)
    git(store, "add", "-A")
    (store / ".git" / "MERGE").write_text("")
    blob = git(store, "rev-parse", f":{TIERS}").strip()
    entries = "".join(f"100644 {blob} {stage}\t{TIERS}\n" for stage in (1, 2, 3))
    git(store, "rm", "-q", "--cached", TIERS)
    subprocess.run(
        ["git", "-C", str(store), "update-index", "--index-info"],
        input=entries.encode(),
        check=True,
    )
    ran = inside("check", "--staged", "--exit-zero", at=store)
    assert ran.status == 3
    assert TIERS in ran.err
