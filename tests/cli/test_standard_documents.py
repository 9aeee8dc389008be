"""wuye standard and wuye blueprint on a real store."""

from __future__ import annotations

import csv
import io
import json

import pytest
from tests.support.cli import a_store, assert_one_line, assert_tame, git, head, inside

from wuye_cli.cli.commands.standard_read import LIST_KEYS

HOSTILE = '"]\x1b[2J<script>`x`\u202e'
PICTURE = b"\x89PNG\r\n\x1a\n a cloth"
OLD_PROCEDURES = """
procedures:
  home-repair:
    - {id: shoes, label: 穿鞋套}
    - {id: sign, label: 签字}
"""


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    return a_store(tmp_path_factory.mktemp("documents"))


@pytest.fixture
def own(tmp_path):
    return a_store(tmp_path)


def ok(*words, at, **more):
    ran = inside(*words, at=at, **more)
    assert ran.status == 0, (words, ran)
    assert_tame(ran)
    return ran


def codes(root, *paths):
    """The errors and warnings of a check, as path and code."""
    found = inside("check", *paths, "--json", at=root).json["findings"]
    return [(one["path"], one["rule"]) for one in found if one["severity"] != "info"]


def test_the_list_has_every_file_of_the_standards(store):
    listed = ok("standard", "list", "--json", at=store).json
    assert {one["path"] for one in listed} == set(
        git(store, "ls-files", "standards/*.yaml").split()
    )
    assert all(tuple(one) == LIST_KEYS for one in listed)
    assert all(one["faults"] == 0 for one in listed)
    promise = next(one for one in listed if one["id"] == "services/repair-in-home")
    assert (promise["kind"], promise["layer"], promise["owner"]) == (
        "standard",
        "customer",
        "manager",
    )
    assert promise["effective_from"].startswith("2026-01-01")
    table = list(csv.reader(io.StringIO(inside("standard", "list", "--csv", at=store).out)))
    assert table[0] == list(LIST_KEYS)
    assert len(table) == len(listed) + 1


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_document_has_a_page_in_both_languages_and_forms(store, language):
    listed = ok("standard", "list", "--json", at=store).json
    one_of_each = {(one["kind"], one["layer"], one["sort"]): one for one in listed}
    for one in one_of_each.values():
        for form in ("text", "markdown"):
            ran = ok("standard", "show", one["id"], "-o", form, at=store, WUYE_LANG=language)
            assert ran.out.strip()
            for code in ("doc.", "measure.", "every."):
                assert f"{code}fact" not in ran.out
                assert f" {code}" not in ran.out


def test_a_commitment_is_shown_with_what_stands_behind_it(store):
    said = ok("standard", "show", "repair-in-home", "quote-first", at=store).out
    assert "home-repair.explain 讲明原因、办法、价格，征得同意" in said
    assert "standards/services/repair-in-home.yaml:" in said
    told = ok("standard", "show", "入户维修岗", "--json", at=store).json
    assert told["document"]["family"] == "in-home-repair"
    one = ok("standard", "show", "repair-in-home", "quote-first", "--json", at=store).json
    assert one["links"]["steps"] == ["home-repair.explain"]
    lines = (store / one["path"]).read_text("utf-8").splitlines()
    assert lines[one["line"] - 1].strip().startswith("quote-first:")


def test_any_file_can_be_shown_by_entry(store):
    told = ok("standard", "show", "tiers", "emergency", "--json", at=store).json
    assert told["clause"]["ack"] == ["5m", "always"]
    assert told["links"] is None
    assert "穿鞋套" in ok("standard", "show", "home-repair", "shoe-covers", at=store).out


def test_cards_and_coverage(store):
    card = ok("standard", "card", "staff-cleaning", "-o", "markdown", at=store).out
    assert "## 着装" in card
    assert "□ 1  穿鞋套" in ok("standard", "card", "procedures/home-repair", at=store).out
    cover = ok("standard", "cover", "--json", at=store).json
    assert cover["undelivered"] == cover["uninspected"] == []
    assert list(cover["promises"]) == ["safe", "warm", "fast", "clean", "convenient"]
    assert list(cover["system"]) == ["needs", "content", "delivery", "recovery", "improvement"]
    assert all(len(fields) == 10 for fields in cover["families"].values())
    promises = ok("standard", "promises", "--json", at=store).json
    assert [one["label"] for one in promises] == ["安", "暖", "快", "洁", "便"]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(
    "kind", ["customer", "delivery", "inspection", "procedure", "blueprint", "quality"]
)
def test_a_new_document_lacks_only_its_texts(own, kind, language):
    if kind == "quality":
        (own / "standards/quality.yaml").unlink()
    made = ok("standard", "new", kind, "mine", "--json", at=own, WUYE_LANG=language).json
    found = codes(own, made["path"])
    assert found
    assert {code for _, code in found} == {"S011"}
    assert not (own / made["path"]).read_text("utf-8").startswith("{")
    again = inside("standard", "new", kind, "mine", at=own)
    assert again.status == 6
    assert_one_line(again)


def test_a_hostile_label_is_a_text(own):
    path = ok("standard", "new", "procedure", "mine", "--label", HOSTILE, "--json", at=own).json[
        "path"
    ]
    assert ok("standard", "list", "--json", at=own).json
    shown = ok("standard", "show", path, "--json", at=own).json
    assert shown["document"]["label"] == HOSTILE
    ok("standard", "show", path, at=own)
    ok("standard", "card", path, at=own)


def test_a_blueprint_with_hostile_labels_is_drawn_and_checked(own):
    ok("standard", "new", "blueprint", "mine", at=own)
    file = own / "standards/blueprints/mine.yaml"
    text = json.dumps(HOSTILE)
    file.write_text(file.read_text("utf-8").replace('""', text), "utf-8")
    drawn = ok("blueprint", "show", "mine", "--mermaid", at=own).out
    assert drawn.startswith("flowchart TD\n")
    assert "<script>" not in drawn
    assert 's1["#34;#93;' in drawn
    assert ok("blueprint", "show", "mine", "-o", "mermaid", at=own).out == drawn
    ok("blueprint", "check", "mine", at=own)
    spoilt = file.read_text("utf-8").replace("lane: front", "lane: back")
    file.write_text(spoilt.replace(f"    prevention: {text}\n", ""), "utf-8")
    ran = inside("blueprint", "check", "--json", at=own)
    assert ran.status == 1
    assert [one["code"] for one in ran.json["faults"]] == ["lane_skipped", "no_prevention"]
    assert ("standards/blueprints/mine.yaml", "Q043") in codes(own)
    said = inside("blueprint", "check", at=own)
    assert "standards/blueprints/mine.yaml:" in said.out
    assert_tame(said)


def test_a_picture_is_kept_by_its_content_and_the_comments_stay(own, tmp_path):
    photo = tmp_path / "垫布.png"
    photo.write_bytes(PICTURE)
    before = (own / "standards/procedures/home-repair.yaml").read_text("utf-8")
    told = ok("standard", "attach", "home-repair", "铺垫布", str(photo), "--json", at=own).json
    after = (own / told["path"]).read_text("utf-8")
    assert [line for line in after.splitlines() if line not in before.splitlines()] == [
        "    picture:", '      file: "垫布.png"', f"      sha256: {told['sha256']}",
    ]  # fmt: skip
    kept = own / "media" / told["sha256"][:2] / told["sha256"]
    assert kept.read_bytes() == PICTURE
    assert codes(own, told["path"]) == []
    kept.chmod(0o644)
    kept.write_bytes(b"another")
    assert codes(own, told["path"]) == [(told["path"], "R012")]
    kept.unlink()
    assert codes(own, told["path"]) == [(told["path"], "R011")]
    for words in (("tiers", "emergency"), ("home-repair", "nope"), ("nope", "x")):
        ran = inside("standard", "attach", *words, str(photo), at=own)
        assert ran.status in {2, 5}
        assert_one_line(ran)


def test_a_store_with_its_checklists_in_the_flows_works_as_it_did(own):
    flows = own / "standards/flows.yaml"
    flows.write_text(flows.read_text("utf-8") + OLD_PROCEDURES, "utf-8")
    for path in (own / "standards/procedures").iterdir():
        path.unlink()
    text = flows.read_text("utf-8").replace("procedure: complaint-six", "procedure: home-repair")
    flows.write_text(text, "utf-8")
    found = inside("check", "standards/flows.yaml", "--json", at=own).json["findings"]
    assert [(one["rule"], one["severity"]) for one in found] == [("S012", "warning")]
    assert text.splitlines()[found[0]["line"] - 2] == "procedures:"
    ok("commit", "-m", "old", at=own)
    assert "standards/flows.yaml" not in inside("status", at=own).out
    ok("take", "2-1-803 厨房龙头滴水", at=own)
    ok("dispatch", "1", "--to", "赵师傅", at=own)
    slip = ok("print", "slip", "1", "-o", "slip.html", at=own)
    assert slip.status == 0
    page = (own / "slip.html").read_text("utf-8")
    assert "穿鞋套" in page
    assert "铺垫布" not in page


def test_an_unknown_checklist_of_a_flow_is_reported(own):
    flows = own / "standards/flows.yaml"
    text = flows.read_text("utf-8").replace("procedure: home-repair", "procedure: home-repairs")
    flows.write_text(text, "utf-8")
    assert codes(own, "standards/flows.yaml") == [("standards/flows.yaml", "S004")]


def test_a_file_that_yaml_refuses_is_listed_and_told(own):
    (own / "standards/services/care.yaml").write_text("a: [", "utf-8")
    listed = ok("standard", "list", "--json", at=own).json
    assert next(one for one in listed if one["id"] == "services/care")["faults"] is None
    ok("standard", "list", at=own)
    for words in (("show", "services/care"), ("card", "services/care")):
        ran = inside("standard", *words, at=own)
        assert ran.status == 3
        assert_one_line(ran)
    ok("standard", "cover", at=own)


def test_what_reads_commits_nothing(store):
    before = head(store)
    for words in (("list",), ("cover",), ("promises",), ("show", "quality"), ("card", "care")):
        ok("standard", *words, at=store)
    for words in (("list",), ("show", "complaint"), ("check",)):
        ok("blueprint", *words, at=store)
    assert head(store) == before
    assert git(store, "status", "--porcelain") == ""
