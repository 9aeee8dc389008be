"""Commits that plain git puts on top of others: a rebase, a pick, a revert, through the driver."""

from __future__ import annotations

import shutil
import subprocess
import sys
from random import Random

import pytest
from tests.support.cli import environment
from tests.support.desks import MANAGER, Office, an_office
from tests.support.repos import git

from wuye_cli.services.auditing.engine import Asked, verify
from wuye_cli.services.desk import Draft
from wuye_cli.services.intake import Request, take
from wuye_cli.store.codecs.tickets import read_ticket

PROGRAM = f'"{sys.executable}" -m wuye_cli merge-driver %O %A %B %P'


@pytest.fixture
def desks(tmp_path):
    """Two desks; what the second does lies on no other branch yet."""
    first = an_office(tmp_path, "2026-11-21 09:00")
    take(first.desk, "3-1-502 厨房漏水", Request(title=""))
    shutil.copytree(first.root, tmp_path / "b", symlinks=True)
    git(tmp_path / "b", "update-index", "-q", "--refresh")
    other = Office(tmp_path / "b", "2026-11-21 09:05")
    other.actor = MANAGER
    other.desk.entropy = Random(8).randbytes
    git(other.root, "config", "merge.wuye.driver", PROGRAM)
    return first, other


def did(office, do, **fields):
    office.desk.record("A001", [Draft(do=do, fields=fields)], op=do, recent=True)


def run(office, *words):
    who = {f"GIT_{role}_{part}": text for role in ("AUTHOR", "COMMITTER")
           for part, text in (("NAME", MANAGER.name), ("EMAIL", MANAGER.mail))}  # fmt: skip
    office.desk.close()
    known = {**environment(), **who, "WUYE_LANG": "en", "WUYE_ACTOR": "王经理 <wang@desk.example>"}
    return subprocess.run(
        ["git", *words], cwd=office.root, env=known, capture_output=True, text=True, check=False
    )


def ticket(office):
    (path,) = (path for path, _ in office.desk.store.list_tree("records/tickets"))
    return read_ticket(git(office.root, "show", f"HEAD:{path}").encode(), path=path)


def test_a_rebased_event_stands_behind_those_it_was_put_on(desks):
    a, b = desks
    b.clock.at("2026-11-21 09:01")
    did(b, "note", text="甲")
    did(a, "dispatch", to="赵师傅")
    ran = run(b, "pull", "-q", "--rebase", str(a.root), "main")
    assert ran.returncode == 0, ran
    b.desk.forget()
    assert [one.do for one in ticket(b).events[-2:]] == ["dispatch", "note"]
    assert ticket(b).status == "dispatched"
    verdict = verify(b.desk.store, Asked(full=True), int(b.clock.now().timestamp()) + 10**8)
    assert [one for one in verdict.findings if one.rule in {"G009", "G041", "G007"}] == []


def test_a_step_that_does_not_follow_stops_the_rebase_with_the_way_out(desks):
    a, b = desks
    did(b, "dispatch", to="赵师傅")
    did(a, "cancel", reason="好了", asked_by="owner")
    before = git(b.root, "rev-parse", "HEAD")
    ran = run(b, "pull", "-q", "--rebase", str(a.root), "main")
    assert ran.returncode == 1
    assert "git rebase --abort" in ran.stderr
    assert "<<<<<<<" not in git(b.root, "diff", "--", "records")
    assert run(b, "rebase", "--abort").returncode == 0
    assert git(b.root, "rev-parse", "HEAD") == before


def test_a_revert_takes_no_event_back(desks):
    _, b = desks
    did(b, "note", text="甲")
    did(b, "note", text="乙")
    kept = ticket(b)
    ran = run(b, "revert", "--no-edit", "HEAD~1")
    assert "wuye undo" in ran.stderr
    assert ticket(b) == kept
    assert git(b.root, "status", "--porcelain", "--untracked-files=no") == ""
