"""`audit verify` on real stores: honest ones, one that was bent, and what an earlier run kept."""

from __future__ import annotations

import shutil
import subprocess
from contextlib import closing

import pytest
from tests.support.cli import inside
from tests.support.desks import an_office
from tests.support.poisoned import silence

from wuye_cli.services import intake
from wuye_cli.services.auditing import remembering
from wuye_cli.services.auditing.engine import Asked, verify
from wuye_cli.services.desk import Draft
from wuye_cli.services.intake import Request
from wuye_cli.store.repository import Store

TRIAL = 1_800_000_000


@pytest.fixture
def office(tmp_path):
    office = an_office(tmp_path, "2026-11-20 09:00")
    yield office
    office.desk.close()


def take(office, title="灯不亮"):
    return intake.new_ticket(office.desk, Request(title=title, unit="3-1-0502"))


def judged(office, **asked):
    return verify(office.desk.store, Asked(**asked), TRIAL)


def codes(verdict):
    return [one.rule for one in verdict.findings]


def bend(office, path, old, new):
    file = office.root / path
    file.write_text(file.read_text("utf-8").replace(old, new), "utf-8")
    words = ("-c", "user.name=l", "-c", "user.email=li@desk.example")
    when = f"{int(office.clock.now().timestamp())} +0800"
    subprocess.run(
        ["git", *words, "commit", "-qam", "tidy up"],
        cwd=office.root,
        env={"GIT_AUTHOR_DATE": when, "GIT_COMMITTER_DATE": when, "PATH": "/usr/bin:/bin"},
        check=True,
    )
    office.desk.forget()


def test_an_honest_day_has_no_error(office):
    first = take(office)
    office.clock.at("2026-11-20 09:10")
    office.desk.record(first.ticket.id, [Draft(do="note", fields={"text": "问过"})], op="note")
    verdict = judged(office)
    assert (verdict.commits, verdict.counts["tickets"], verdict.counts["events"]) == (3, 1, 2)
    assert [one for one in verdict.findings if one.severity == "error"] == []


def test_a_record_that_was_bent_is_named_with_commit_and_person(office):
    path = take(office).path
    bend(office, path, "灯不亮", "灯很亮")
    (found,) = [one for one in judged(office).findings if one.rule == "G010"]
    assert found.facts["commit"] == office.desk.store.head()
    assert found.facts["fields"] == ["title"]
    assert found.ticket in path


def test_an_audit_that_takes_up_finds_what_a_full_one_finds(office):
    path = take(office).path
    bend(office, path, "灯不亮", "灯很亮")
    before = judged(office)
    office.clock.at("2026-11-20 09:20")
    take(office, "门锁坏")
    again, full = judged(office), judged(office, full=True)
    assert (again.walked, full.walked) == (1, before.commits + 1)
    assert (again.findings, again.counts) == (full.findings, full.counts)


def test_what_is_kept_and_edited_by_hand_is_noticed_and_made_anew(office, tmp_path):
    path = take(office).path
    bend(office, path, "灯不亮", "灯很亮")
    whole = judged(office)
    kept = office.root / ".git" / "wuye" / remembering.FILE
    good = kept.read_bytes()
    for bad in (good.replace(b"G010", b"G040"), good[:-1], b"", b"\xc1 nonsense"):
        kept.write_bytes(bad)
        again = judged(office)
        assert (again.walked, again.findings) == (whole.commits, whole.findings)
        assert kept.read_bytes() == good
    shutil.copytree(office.root, tmp_path / "elsewhere", symlinks=True)
    with closing(Store.open(tmp_path / "elsewhere")) as other:
        assert verify(other, Asked(), TRIAL).walked == whole.commits


def test_what_is_kept_and_forged_deceives_no_full_audit_and_is_told(office):
    path = take(office).path
    bend(office, path, "灯不亮", "灯很亮")
    whole = judged(office)
    silence(office.desk.store.ground)
    trusting = judged(office)
    assert codes(trusting) == []
    assert ("remembered", {"count": whole.commits}) in trusting.uncovered
    assert "沿用本机上次的核查" in inside("audit", "verify", at=office.root).out
    full = judged(office, full=True)
    assert (full.findings, full.uncovered) == (whole.findings, whole.uncovered)
    assert not [gap for gap, _ in full.uncovered if gap == "remembered"]


def test_an_audit_of_an_older_state_does_not_take_up_a_newer_one(office):
    take(office)
    whole = judged(office)
    older = judged(office, revision="HEAD~1")
    assert (older.commits, older.counts["tickets"]) == (whole.commits - 1, 0)


def test_since_counts_what_was_there_and_says_what_it_left_out(office):
    take(office)
    take(office, "门锁坏")
    verdict = judged(office, since="HEAD~1")
    assert (verdict.commits, verdict.counts["tickets"]) == (1, 2)
    assert ("before", 2) in [(code, facts.get("count")) for code, facts in verdict.uncovered]


def test_a_pin_of_the_policy_holds_or_does_not(office):
    assert "G027" not in codes(judged(office, policy_pin="HEAD"))
    assert "G027" in codes(judged(office, policy_pin="0" * 40))


def test_the_command_says_the_verdict_first_and_leaves_with_its_status(office, tmp_path):
    path = take(office).path
    ran = inside("audit", "verify", at=office.root)
    assert ran.out.startswith("已核实 2 次提交"), ran
    bend(office, path, "灯不亮", "灯很亮")
    ran = inside("audit", "verify", at=office.root, WUYE_LANG="en")
    assert (ran.status, ran.out.split()[0]) == (1, "FINDINGS")
    assert "G010" in ran.out
    told = next(line for line in ran.out.splitlines() if "WY-" in line).strip()
    assert told in inside("audit", "verify", "-o", "csv", at=office.root, WUYE_LANG="en").out
    subprocess.run(["git", "init", "-q", tmp_path / "none"], check=True)
    (tmp_path / "none" / "wuye.yaml").write_text('schema: "wuye/1"\n')
    assert inside("audit", "verify", at=tmp_path / "none").status == 3
    bare = tmp_path / "bare.git"
    subprocess.run(["git", "clone", "-q", "--bare", office.root, bare], check=True)
    ran = inside("-C", str(bare), "audit", "verify", "--json", at=tmp_path)
    assert (ran.status, ran.json["commits"]) == (1, 3)


def test_an_audit_tells_how_far_it_is_also_within_a_commit(office):
    take(office)
    take(office, "门锁坏")
    told = []
    verdict = verify(
        office.desk.store, Asked(full=True), TRIAL, on_progress=lambda *one: told.append(one)
    )
    assert [one for one in told if not one[1]] == [(n + 1, 0) for n in range(verdict.commits)]
    assert (0, 1) in told
    assert max(done for done, files in told if files) == verdict.commits - 1
