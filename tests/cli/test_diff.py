"""`wuye diff` on real git: every call form, every output, and what a hostile clone may try."""

from __future__ import annotations

import csv
import io
import json
import subprocess
from xml.etree import ElementTree as ET

import jsonschema
import pytest
from tests.support.cli import (
    a_store,
    assert_clean,
    assert_one_line,
    assert_tame,
    done,
    environment,
    git,
    head,
    inside,
    wuye,
)

from wuye_cli.domain.comparing.catalog import KINDS
from wuye_cli.render.diffs.schema import DIFF_REPORT

TIERS = "standards/tiers.yaml"
ARRIVE = "tiers.emergency.arrive"
WHO = {"GIT_COMMITTER_NAME": "王某", "GIT_COMMITTER_EMAIL": "w@x"}


def arrive(root, limit, was="15m"):
    text = (root / TIERS).read_text()
    old = f"arrive: [{was}, always]"
    assert old in text
    (root / TIERS).write_text(text.replace(old, f"arrive: [{limit}, always]", 1))


def save(root, subject="改", name="王某", when="2026-11-20T09:00:00+08:00"):
    subprocess.run(
        ["git", "-C", str(root), "commit", "-qam", subject],
        env=environment(
            GIT_AUTHOR_NAME=name,
            GIT_AUTHOR_EMAIL="w@x",
            GIT_COMMITTER_NAME="王某",
            GIT_COMMITTER_EMAIL="w@x",
            GIT_AUTHOR_DATE=when,
            GIT_COMMITTER_DATE=when,
        ),
        check=True,
    )
    return head(root)


def merge(root, branch, *more):
    env = environment(
        GIT_AUTHOR_NAME="王某", GIT_AUTHOR_EMAIL="w@x", GIT_COMMITTER_NAME="王某",
        GIT_COMMITTER_EMAIL="w@x",
    )  # fmt: skip
    subprocess.run(
        ["git", "-C", str(root), "merge", "-q", "--no-ff", "-m", "合并", *more, branch],
        env=env,
        check=True,
    )


def report(root, *words, status=0, **more):
    ran = inside("diff", *words, "-o", "json", at=root, **more)
    assert ran.status == status, ran
    jsonschema.validate(ran.json, DIFF_REPORT)
    assert_tame(ran)
    return ran.json


def told(root, *words, **more):
    return [
        (c["code"], c["key"], c["old"], c["new"]) for c in report(root, *words, **more)["changes"]
    ]


RELAXED = [("D111", ARRIVE, "15m", "25m")]


@pytest.fixture
def starter(tmp_path):
    """A store with the whole starter set."""
    return a_store(tmp_path)


@pytest.fixture
def root(starter):
    """A store without written promises, so that a limit that changes is one change."""
    git(starter, "rm", "-rq", "standards/services")
    save(starter, "没有成文的承诺")
    return starter


@pytest.fixture
def relaxed(root):
    """A store whose second commit relaxes one limit; `v1` and `v2` are its two ends."""
    git(root, "tag", "v1")
    arrive(root, "25m")
    save(root)
    git(root, "tag", "v2")
    return root


def test_promises_that_rest_on_a_limit_are_named_beside_it(starter):
    arrive(starter, "25m")
    found = report(starter)["changes"]
    assert [c["code"] for c in found][:2] == ["D111", "D702"]
    assert {c["standard"] for c in found if c["code"] == "D702"} <= {
        f"services/{path.stem}" for path in (starter / "standards/services").iterdir()
    }
    git(starter, "add", "-A")
    save(starter, "放宽")
    arrive(starter, "15m", "25m")
    save(starter, "改回")
    walk = report(starter, "--walk", "HEAD~2..HEAD")
    assert [one["code"] for one in walk["changes"]] == ["D905"]


# -- call forms --------------------------------------------------------------------------------


def test_nothing_changed(root):
    ran = inside("diff", at=root)
    assert (ran.status, ran.err) == (0, "")
    assert ran.out.endswith("没有变化\n")
    assert told(root) == []


def test_the_work_tree_and_what_is_staged(root):
    arrive(root, "25m")
    assert told(root) == RELAXED
    assert told(root, "--staged") == []
    git(root, "add", "-A")
    assert told(root, "--staged") == RELAXED
    assert told(root, "HEAD") == RELAXED


@pytest.mark.parametrize(
    "words",
    [
        ("v1..v2",), ("v1...v2",), ("v1", "v2"), ("v1",), ("HEAD~1",), ("HEAD^..",), ("v1..",),
        ("v1..v2", "tiers"), ("v1..v2", "standards/tiers.yaml"), ("v1", "tiers"),
        ("--staged", "v1"), ("@{0}~1..HEAD",),
    ],
)  # fmt: skip
def test_revisions(relaxed, words):
    assert told(relaxed, *words) == RELAXED


def test_only_the_standards_that_are_named(relaxed):
    assert told(relaxed, "v1..v2", "calendars", "policy") == []
    assert told(relaxed, "..v1") == [("D112", ARRIVE, "25m", "15m")]


def test_two_dots_and_three_dots_differ_where_ways_part(relaxed):
    git(relaxed, "checkout", "-q", "-b", "side", "v1")
    text = (relaxed / TIERS).read_text()
    (relaxed / TIERS).write_text(text.replace("ack: [5m, always]", "ack: [10m, always]", 1))
    save(relaxed)
    assert [one[1] for one in told(relaxed, "v2...side")] == ["tiers.emergency.ack"]
    assert {one[1] for one in told(relaxed, "v2..side")} == {"tiers.emergency.ack", ARRIVE}


def test_folders_and_files_anywhere(relaxed, tmp_path):
    for tag in ("v1", "v2"):
        git(relaxed, "worktree", "add", "-q", "--detach", str(tmp_path / tag), tag)
        (tmp_path / tag / ".git").unlink()
    assert told(tmp_path, "v1", "v2") == RELAXED
    assert told(tmp_path, "v1/standards/", "v2/standards/") == RELAXED
    assert told(tmp_path, f"v1/{TIERS}", f"v2/{TIERS}") == RELAXED
    for tag in ("v1", "v2"):
        (tmp_path / f"{tag}.yaml").write_bytes((tmp_path / tag / TIERS).read_bytes())
    found = report(tmp_path, "v1.yaml", "v2.yaml")
    assert [c["path"] for c in found["changes"]] == [TIERS]
    assert found["old"]["kind"] == "file"
    ran = inside("diff", "v1", "v2.yaml", at=tmp_path)
    assert ran.status == 2
    assert_one_line(ran)


def test_a_name_that_is_a_folder_and_a_revision_asks_which(relaxed):
    for name in ("v1", "v2"):
        (relaxed / name).mkdir()
    ran = inside("diff", "v1", "v2", at=relaxed)
    assert ran.status == 2
    assert_one_line(ran)
    assert "./" in ran.err


@pytest.mark.parametrize(
    "word", ["nope", "--output=x", "-x", "HEAD:standards", "v1..nope", "a b", "x" * 500, "HEAD~99"]
)
def test_a_revision_that_is_none(relaxed, word):
    ran = inside("diff", "--", word, at=relaxed)
    assert ran.status == 2, ran
    assert_one_line(ran)
    assert not (relaxed / "x").exists()


def test_a_standard_mistyped_is_guessed(relaxed):
    assert "tiers" in inside("diff", "teirs", at=relaxed).err


def test_a_tag_and_a_branch_of_one_name_must_be_written_out(relaxed):
    git(relaxed, "branch", "v1", "v2")
    ran = inside("diff", "v1", "HEAD", at=relaxed)
    assert ran.status == 2
    assert "refs/tags/v1" in ran.err
    assert told(relaxed, "refs/tags/v1", "HEAD") == RELAXED
    assert told(relaxed, "refs/heads/v1", "HEAD") == []


def test_as_in_force_on_two_dates(starter):
    text = (starter / TIERS).read_text()
    begin = 'effective_from: "2026-01-01T00:00:00+08:00"'
    assert begin in text
    (starter / TIERS).write_text(
        text.replace(begin, 'effective_from: "2026-06-01T00:00:00+08:00"').replace(
            "version: 1\n", "version: 2\n", 1
        )
    )
    arrive(starter, "25m")
    save(starter)
    assert ("D111", ARRIVE, "15m", "25m") in told(
        starter, "--at", "2026-03-01", "--at", "2026-06-01"
    )
    assert told(starter, "--at", "2026-03-01", "--at", "2026-05-31") == []
    assert told(starter, "--at", "2026-07-01") == []


@pytest.mark.parametrize(
    "words",
    [
        ("--at", "gestern"), ("--at", "2026-02-30"), ("--at", "2026-01-01", "--staged"),
        ("--at", "2026-01-01", "--at", "2026-01-02", "--at", "2026-01-03"), ("--walk", "--staged"),
        ("v1..v2", "v1"), ("--select", "Z9"), ("--accept", "ab", "--driver"), ("--textconv",),
        ("--driver", "a", "b"), ("-o", "docx"),
    ],
)  # fmt: skip
def test_wrong_calls(relaxed, words):
    ran = inside("diff", *words, at=relaxed)
    assert ran.status == 2, ran
    assert_one_line(ran)


# -- status and filters ------------------------------------------------------------------------


def test_fail_on(relaxed):
    for level, status in (("none", 0), ("breaking", 1), ("review", 1), ("info", 1)):
        assert inside("diff", "v1..v2", "--fail-on", level, at=relaxed).status == status
    assert inside("diff", "v2..v1", "--fail-on", "breaking", at=relaxed).status == 0
    assert inside("diff", "v2..v1", "--fail-on", "notice", at=relaxed).status == 1
    assert inside("diff", "v2..v1", "--for", "staff", "--fail-on", "breaking", at=relaxed).status


def test_in_ci_a_green_job_is_hinted_at(relaxed):
    assert "--fail-on" in inside("diff", "v1..v2", at=relaxed, CI="true").err
    assert inside("diff", "v2..v1", at=relaxed, CI="true").err == ""
    assert inside("diff", "v1..v2", "--fail-on", "breaking", at=relaxed, CI="1").err == ""


def test_codes_are_chosen_and_left_out(relaxed):
    assert told(relaxed, "v1..v2", "--select", "D1,D2") == RELAXED
    assert told(relaxed, "v1..v2", "--select", "d2") == []
    assert told(relaxed, "v1..v2", "--ignore", "D111") == []


def test_order_and_format_are_counted_and_shown_when_asked(root):
    text = (root / TIERS).read_text()
    (root / TIERS).write_text(text + "\n# 备注\n")
    ran = inside("diff", at=root)
    assert "--all" in ran.out
    assert "D902" not in ran.out
    assert "D902" in inside("diff", "--all", at=root).out
    assert report(root)["hidden"] == 1
    assert inside("diff", "--fail-on", "info", at=root).status == 0


def test_a_side_that_cannot_be_read_is_status_3_with_the_rest_shown(root):
    arrive(root, "25m")
    (root / "standards/policy.yaml").write_text("schema: [\n")
    found = report(root, status=3)
    assert [c["code"] for c in found["changes"]] == ["D111"]
    assert found["unreadable"] == [{"path": "standards/policy.yaml", "side": "new", "code": "Y001"}]
    ran = inside("diff", "--fail-on", "breaking", at=root)
    assert ran.status == 3
    assert "policy.yaml" in ran.out


# -- outputs -----------------------------------------------------------------------------------


def test_every_format_in_one_run(relaxed, tmp_path):
    names = ("text", "json", "jsonl", "csv", "markdown", "html", "sarif", "junit", "github",
             "gitlab", "rdjson")  # fmt: skip
    wished = [part for name in names for part in ("-o", f"{name}={tmp_path / name}")]
    ran = inside("diff", "v1..v2", *wished, at=relaxed)
    assert ran.status == 0, ran
    made = {name: (tmp_path / name).read_text(encoding="utf-8-sig") for name in names}
    assert all("D111" in text for text in made.values())
    rows = list(csv.DictReader(io.StringIO(made["csv"])))
    assert [(row["old"], row["new"], row["delta"]) for row in rows] == [("15m", "25m", "67")]
    assert [json.loads(line)["code"] for line in made["jsonl"].splitlines()] == ["D111"]
    assert json.loads(made["sarif"])["runs"][0]["results"][0]["ruleId"] == "D111"
    assert ET.fromstring(made["junit"]).get("failures") == "1"  # noqa: S314 - our own


def test_both_languages(relaxed):
    zh = inside("diff", "v1..v2", at=relaxed)
    en = inside("diff", "v1..v2", at=relaxed, WUYE_LANG="en")
    assert "不利 D111" in zh.out
    assert "breaking D111 tiers.emergency.arrive" in en.out
    assert "15m → 25m (+67 %)" in en.out
    assert (
        report(relaxed, "v1..v2")["changes"][0]["fingerprint"]
        == (report(relaxed, "v1..v2", WUYE_LANG="en")["changes"][0]["fingerprint"])
    )


def test_hostile_texts_are_tame_in_every_format(root):
    text = (root / TIERS).read_text()
    evil = "<script>alert(1)</script> ]]> @li |#1 ::error:: \\u202e\\u001b[2J"
    (root / TIERS).write_text(text.replace("label: 紧急委托", f'label: "{evil}"', 1))
    save(root, "主题 \x1b[31m<b>", name="<img src=x> \u202e王")
    for form in ("text", "markdown", "html", "github", "gitlab", "junit", "sarif", "csv", "json"):
        for words in (("HEAD~1..HEAD",), ("--walk", "HEAD~1..HEAD")):
            ran = inside("diff", *words, "-o", form, at=root)
            assert ran.status == 0, ran
            assert_tame(ran._replace(out=ran.out.replace("\r\n", "\n")))
            if form in {"html", "markdown"}:
                assert "<script" not in ran.out
                assert "<img" not in ran.out
            if form == "github":
                assert all(line.startswith("::") for line in ran.out.splitlines())


def test_the_page_needs_nothing_from_anywhere(relaxed):
    page = inside("diff", "v1..v2", "-o", "html", at=relaxed).out
    assert "default-src 'none'" in page
    assert "<script" not in page
    assert "http" not in page.replace("http-equiv", "")


# -- the way between ---------------------------------------------------------------------------


@pytest.fixture
def sandwich(root):
    """A limit relaxed, two tickets received and one closed under it, and put back."""
    git(root, "tag", "start")
    arrive(root, "600m")
    save(root, "放宽", when="2026-11-20T09:00:00+08:00")
    done("take", "3-1-502 厨房龙头滴水", at=root)
    done("take", "1-1-101 灯不亮", at=root)
    done("ticket", "cancel", "2", "--by", "owner", at=root)
    arrive(root, "15m", was="600m")
    save(root, "改回", when="2026-11-22T10:30:00+08:00")
    return root


def test_a_limit_relaxed_used_and_restored(sandwich):
    assert told(sandwich, "start..HEAD") == []
    found = report(sandwich, "--walk", "start..HEAD")
    assert [c["code"] for c in found["changes"]] == ["D905"]
    walk = found["walk"]
    assert walk["commits"] == 5
    assert [s["subject"] for s in walk["stages"]] == ["放宽", "改回"]
    (episode,) = walk["sandwiches"]
    assert (len(episode["received"]), len(episode["ended"]), episode["whole"]) == (2, 1, True)
    assert episode["seconds"] == 49 * 3600 + 1800
    assert episode["pairs"][0]["worse"]["new"] == "600m"
    assert found["changes"][0]["commits"] == [
        episode[end]["commit"] for end in ("opened", "closed")
    ]
    ran = inside("diff", "--walk", "start..HEAD", "--fail-on", "breaking", at=sandwich)
    assert ran.status == 1
    assert "15m → 600m → 15m" in ran.out
    assert "王某 <w@x>" in ran.out


def test_a_sandwich_not_put_back_wholly_and_one_inside_another(root):
    git(root, "tag", "start")
    for was, now in (("15m", "60m"), ("60m", "600m"), ("600m", "60m"), ("60m", "20m")):
        arrive(root, now, was=was)
        save(root)
    (episode,) = report(root, "--walk", "start..HEAD")["walk"]["sandwiches"][:1]
    assert episode["whole"] is False
    assert told(root, "start..HEAD") == [("D111", ARRIVE, "15m", "20m")]
    found = report(root, "--walk", "start..HEAD")
    net = next(c for c in found["changes"] if c["code"] == "D111")
    assert len(net["commits"]) == 4


def test_a_tightening_put_back_is_no_sandwich(root):
    git(root, "tag", "start")
    arrive(root, "10m")
    save(root)
    arrive(root, "15m", was="10m")
    save(root)
    assert report(root, "--walk", "start..HEAD")["walk"]["sandwiches"] == []


def test_a_merge_that_brings_a_branch_is_not_told_twice(root):
    git(root, "checkout", "-q", "-b", "side")
    arrive(root, "25m")
    save(root)
    git(root, "checkout", "-q", "main")
    (root / "standards/x.txt").write_text("x")
    git(root, "add", "-A")
    save(root, "别的")
    merge(root, "side")
    walk = report(root, "--walk", "side~1..HEAD")["walk"]
    assert [(s["merge"], [c["code"] for c in s["changes"]]) for s in walk["stages"]] == [
        (False, ["D111"])
    ]


def test_an_evil_merge_is_found(root):
    git(root, "tag", "start")
    git(root, "checkout", "-q", "-b", "side")
    (root / "note").write_text("x")
    git(root, "add", "-A")
    save(root, "旁")
    git(root, "checkout", "-q", "main")
    (root / "other").write_text("x")
    git(root, "add", "-A")
    save(root, "主")
    merge(root, "side", "--no-commit")
    arrive(root, "60m")
    save(root, "合并")
    assert "60m" not in git(root, "log", "-p", "start..HEAD")
    (stage,) = report(root, "--walk", "start..HEAD")["walk"]["stages"]
    assert stage["merge"] is True
    assert [c["new"] for c in stage["changes"]] == ["60m"]


def test_a_merge_that_drops_what_a_branch_had_tightened(root):
    git(root, "tag", "start")
    git(root, "checkout", "-q", "-b", "side")
    arrive(root, "10m")
    save(root, "收紧")
    git(root, "checkout", "-q", "main")
    (root / "other").write_text("x")
    git(root, "add", "-A")
    save(root, "主")
    merge(root, "side", "-s", "ours")
    stages = report(root, "--walk", "start..HEAD")["walk"]["stages"]
    assert [(s["merge"], [c["code"] for c in s["changes"]]) for s in stages] == [
        (False, ["D112"]),
        (True, ["D111"]),
    ]


def test_a_clone_cannot_lie_by_its_settings(sandwich):
    (sandwich / ".gitattributes").write_text("*.yaml -diff\n")
    (sandwich / ".mailmap").write_text("清白 <clean@x> <w@x>\n")
    git(sandwich, "config", "log.showRoot", "false")
    git(sandwich, "config", "log.diffMerges", "off")
    git(sandwich, "config", "diff.renames", "copies")
    git(sandwich, "config", "log.mailmap", "true")
    first = git(sandwich, "rev-list", "--reverse", "start..HEAD").split()[0]
    git(sandwich, "replace", first, "start")
    (sandwich / ".git/info").mkdir(exist_ok=True)
    start = git(sandwich, "rev-parse", "start")
    (sandwich / ".git/info/grafts").write_text(f"{head(sandwich)} {start}")
    found = report(sandwich, "--walk", "start..HEAD")
    assert [c["code"] for c in found["changes"]] == ["D905"]
    assert {s["author"] for s in found["walk"]["stages"]} == {"王某"}


def test_an_unreadable_state_on_the_way_is_told(root):
    git(root, "tag", "start")
    text = (root / TIERS).read_text()
    (root / TIERS).write_text("schema: [\n")
    save(root, "坏")
    (root / TIERS).write_text(text)
    save(root, "好")
    found = report(root, "--walk", "start..HEAD", status=3)
    assert [s["unreadable"][0]["code"] for s in found["walk"]["stages"]] == ["Y001", "Y001"]


def test_a_shallow_clone_says_what_to_type(sandwich, tmp_path):
    git(sandwich, "clone", "-q", "--depth", "1", f"file://{sandwich}", str(tmp_path / "c"))
    for words in (("HEAD~1..HEAD",), ("start..HEAD",), ("--walk", "HEAD~1..HEAD")):
        ran = inside("diff", *words, at=tmp_path / "c")
        assert ran.status == 3, ran
        assert_one_line(ran)
        assert "git fetch --unshallow" in ran.err
    assert inside("diff", at=tmp_path / "c").status == 0
    git(sandwich, "clone", "-q", "--depth", "2", f"file://{sandwich}", str(tmp_path / "d"))
    assert inside("diff", "HEAD~1..HEAD", at=tmp_path / "d").status == 0
    assert inside("diff", "--at", "2026-03-01", at=tmp_path / "d").status == 3


# -- git's own diff ----------------------------------------------------------------------------


def test_git_shows_changes_by_the_driver(root):
    ran = inside("diff", "--install-driver", at=root)
    assert ran.status == 0, ran
    assert_clean(root)
    assert "diff=wuye" in (root / ".gitattributes").read_text()
    assert inside("diff", "--install-driver", "--json", at=root).json["attributes"] is False
    for kind in ("driver", "textconv"):
        key = "command" if kind == "driver" else kind
        program = git(root, "config", f"diff.wuye.{key}").strip()
        assert program.endswith(f"diff --{kind}")
        import sys  # noqa: PLC0415 - the interpreter of this run stands for an installed wuye

        git(root, "config", f"diff.wuye.{key}", f"{sys.executable} -m wuye_cli diff --{kind}")
    arrive(root, "25m")
    shown = git(root, "diff")
    assert "D111 tiers.emergency.arrive" in shown
    assert "@@" not in shown
    save(root)
    assert "D111" in git(root, "show", "--ext-diff")
    plain = git(root, "show")
    assert '-tiers.emergency.arrive: ["15m","always"]' in plain
    assert '+tiers.emergency.arrive: ["25m","always"]' in plain
    (root / TIERS).write_text("schema: [\n")
    shown = git(root, "diff")
    assert "Y001" in shown
    assert "+schema: [" in shown
    git(root, "checkout", "-q", ".")
    (root / "standards/policy.yaml").unlink()
    (root / "standards/calendars/new.yaml").write_text("schema: calendar/1\nlabel: 新\n")
    git(root, "add", "-A")
    shown = git(root, "diff", "--cached")
    assert "D801" in shown
    assert "D802" in shown


# -- accepting ---------------------------------------------------------------------------------


def test_an_accepted_change_fails_no_more(relaxed):
    (found,) = report(relaxed, "v1..v2")["changes"]
    name = found["fingerprint"]
    ran = inside("diff", "v1..v2", "--accept", name[:6], "--reason", "试行 # 一季", "--until",
                 "2099-12-31", "--by", "manager", at=relaxed)  # fmt: skip
    assert ran.status == 0, ran
    assert_clean(relaxed)
    now = report(relaxed, "v1..v2", "--fail-on", "breaking")
    assert now["changes"][0]["accepted"] == {
        "reason": "试行 # 一季", "by": "manager", "until": "2099-12-31",
    }  # fmt: skip
    assert (now["accepted"], now["counts"]["breaking"], now["stale"]) == (1, 0, [])
    assert "试行" in inside("diff", "v1..v2", at=relaxed).out
    assert "试行" in inside("diff", "v1..v2", "-o", "html", at=relaxed).out
    assert report(relaxed)["stale"][0]["why"] == "unmatched"


def test_what_is_over_or_has_no_reason_does_not_count(relaxed):
    (found,) = report(relaxed, "v1..v2")["changes"]
    place = relaxed / "standards/.accept.yaml"
    entry = f'schema: accept/1\n# 说明\naccepted:\n  "{found["fingerprint"]}":\n    by: manager\n'
    for lines, why in (
        ('    reason: 试行\n    until: "2020-01-01"\n', "expired"),
        ('    reason: ""\n    until: "2099-01-01"\n', "no_reason"),
        ("    reason: 试行\n", "expired"),
    ):
        place.write_text(entry + lines)
        now = report(relaxed, "v1..v2", "--fail-on", "breaking", status=1)
        assert [one["why"] for one in now["stale"]] in ([why], ["unmatched"], []), lines
        assert now["accepted"] == 0
        assert "Q041" in inside("diff", "v1..v2", at=relaxed).out or lines.count("\n") == 1
    place.write_text("accepted: [\n")
    assert report(relaxed, "v1..v2", status=3)["unreadable"][0]["side"] == "accept"


def test_comments_of_the_accept_file_stay(relaxed):
    place = relaxed / "standards/.accept.yaml"
    place.write_text('schema: accept/1\n# 说明\naccepted:\n  "0123456789abcdef":\n    reason: 旧 # 留着\n'
                     '    by: manager\n    until: "2099-01-01"\n')  # fmt: skip
    git(relaxed, "add", "-A")
    save(relaxed)
    name = report(relaxed, "v1..v2")["changes"][0]["fingerprint"]
    done("diff", "v1..v2", "--accept", name, "--reason", "行", "--until", "2099-01-01", at=relaxed)
    text = place.read_text()
    assert "# 说明" in text
    assert "# 留着" in text
    assert name in text


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (("--accept", "ffff", "--reason", "x", "--until", "2099-01-01"), 5),
        (("--accept", "", "--reason", "x", "--until", "2099-01-01"), 5),
        (("--accept", "@", "--until", "2099-01-01"), 2),
        (("--accept", "@", "--reason", " ", "--until", "2099-01-01"), 2),
        (("--accept", "@", "--reason", "x"), 2),
        (("--accept", "@", "--reason", "x", "--until", "2020-01-01"), 2),
        (("--accept", "@", "--reason", "x", "--until", "bald"), 2),
    ],
)
def test_an_acceptance_needs_a_change_a_reason_and_an_end(relaxed, words, status):
    before = head(relaxed)
    name = report(relaxed, "v1..v2")["changes"][0]["fingerprint"]
    ran = inside("diff", "v1..v2", *[name if one == "@" else one for one in words], at=relaxed)
    assert ran.status == status, ran
    assert_one_line(ran)
    assert head(relaxed) == before


# -- rules -------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_code_has_its_page(language, tmp_path):
    ran = inside("rule", "--all", "--json", at=tmp_path, WUYE_LANG=language)
    pages = {page["code"]: page for page in ran.json}
    assert KINDS.keys() <= pages.keys()
    assert {"Y001", "K032", "D211"} <= pages.keys()
    for page in pages.values():
        assert page["what"], page
        assert page["why"], page
        assert any(page["example"].values()), page
    assert pages["D111"]["example"] == {
        "before": "arrive: [15m, always]", "after": "arrive: [20m, always]",
    }  # fmt: skip


def test_a_rule_by_code_name_or_mistyped(tmp_path):
    assert "D111" in inside("rule", "limit-relaxed", at=tmp_path).out
    assert "T001" in inside("rule", "t001", at=tmp_path).out
    ran = wuye("rule", "D1111", at=tmp_path)
    assert ran.status == 2
    assert_one_line(ran)
    assert "D111" in ran.err
