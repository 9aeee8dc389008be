"""Desks that meet over a stick or at a remote: nothing lost, no mark of a conflict, no force."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest
from tests.support.cli import assert_one_line, wuye
from tests.support.desks import Office, an_office
from tests.support.faults import built, kill_after, run_under_shim
from tests.support.repos import git

from wuye_cli.domain.errors import CallError, ConflictError, StoreError, UncheckableError
from wuye_cli.services import syncing
from wuye_cli.services.attaching import attach
from wuye_cli.services.desk import Draft
from wuye_cli.services.erasing import erase
from wuye_cli.services.intake import Request, take
from wuye_cli.services.workspace import adopt, adoptable, tune
from wuye_cli.store import backups, meeting_note
from wuye_cli.store.people import PERSONS
from wuye_cli.store.repository import Actor
from wuye_cli.store.yaml_text import read_plain

EVERY = int(os.environ.get("CRASH_EVERY", "127"))
HAND = "standards/holidays/cn.yaml"


def taken(office, text):
    return take(office.desk, text, Request(title="")).ticket.id


def noted(office, ticket, text, do="note", **fields):
    office.desk.record(
        ticket, [Draft(do=do, fields={"text": text, **fields} if text else fields)], op=do
    )


def by_hand(office, path, data):
    (office.root / path).parent.mkdir(parents=True, exist_ok=True)
    (office.root / path).write_text(data)
    adopt(office.desk, adoptable(office.desk, ()), subject=f"edit {path}")


def met(office, usb, **more):
    return syncing.by_folder(office.desk, usb, **more)


def hows(done, repository="records"):
    return [one.how for one in done.received if one.repository == repository]


def sound(office):
    root = office.root
    assert git(root, "status", "--porcelain", "--untracked-files=all") == ""
    assert git(root, "fsck", "--full", "--strict", "--no-dangling") == ""
    assert (
        "<<<<<<<"
        not in subprocess.run(
            ["grep", "-r", "<<<<<<<", "records", "standards"],
            cwd=root,
            capture_output=True,
            text=True,
            check=False,
        ).stdout
    )
    left = {path.name for path in (root / ".git" / "wuye").iterdir()}
    assert not {name for name in left if name.startswith(("incoming", "leaving", "new", "intent"))}
    ran = wuye("check", "--json", at=root)
    bad = [(one["rule"], one["path"]) for one in ran.json["findings"] if one["severity"] == "error"]
    assert bad == []


def same_files(*offices):
    return len({git(one.root, "rev-parse", "HEAD^{tree}") for one in offices}) == 1


@pytest.fixture
def usb(tmp_path):
    (tmp_path / "usb").mkdir()
    return tmp_path / "usb"


@pytest.fixture
def desks(tmp_path):
    """Three desks of one store, each a clone with its own code and clock."""
    first = an_office(tmp_path)
    taken(first, "3-1-502 厨房漏水 13800001234")
    found = [first]
    for code in ("B", "C"):
        root = tmp_path / code / "store"
        shutil.copytree(first.root, root, symlinks=True)
        git(root, "update-index", "-q", "--refresh")
        git(root / "people", "update-index", "-q", "--refresh")
        office = Office(root, "2026-11-24 09:00")
        office.desk.store.set_setting("desk", code)
        office.desk.entropy = random.Random(code).randbytes
        office.actor = Actor(f"前台{code}", f"{code.lower()}@desk.example")
        found.append(office)
    return found


def tickets(office):
    db = office.desk.index().db
    return {row[0] for row in db.execute("SELECT id FROM tickets")}


def events(office):
    db = office.desk.index().db
    return {row[0] for row in db.execute("SELECT id FROM events")}


def test_what_one_desk_took_reaches_the_other(desks, usb):
    a, b, _ = desks
    met(a, usb)
    new = taken(b, "1-1-101 门锁坏 13900001111")
    assert hows(met(b, usb)) == ["same"]
    done = met(a, usb)
    assert (hows(done), hows(done, "people")) == (["forward"], ["forward"])
    assert new in tickets(a)
    assert len(a.desk.store.people.list_tree(PERSONS)) == 2
    assert git(a.root, "rev-parse", "HEAD") == git(b.root, "rev-parse", "HEAD")
    assert met(a, usb).sent[1].new is False
    sound(a)


def test_disjoint_work_is_merged_with_a_real_commit_and_both_end_alike(desks, usb):
    a, b, _ = desks
    one, other = taken(a, "2-2-202 灯坏"), taken(b, "1-1-101 门锁坏")
    before = events(a) | events(b)
    met(b, usb)
    done = met(a, usb)
    assert hows(done) == ["merged"]
    assert git(a.root, "log", "-1", "--format=%an %s %P").count(" ") == 5
    assert git(a.root, "log", "-1", "--format=%(trailers:key=Wuye-Op,valueonly)").strip() == "sync"
    assert {one, other} <= tickets(a)
    assert hows(met(b, usb)) == ["forward"]
    assert same_files(a, b)
    assert events(a) == events(b) == before
    sound(a)
    sound(b)


def test_two_desks_on_one_ticket_keep_every_event(desks, usb):
    a, b, _ = desks
    noted(a, "A001", "甲记", "dispatch", to="赵师傅")
    noted(b, "A001", "乙记")
    before = events(a) | events(b)
    met(b, usb)
    done = met(a, usb)
    assert done.received[-1].united == ("WY-261124-A001",)
    ticket = a.desk.ticket("A001")
    assert ticket.status == "dispatched"
    assert {one.id for one in ticket.events} == before
    met(b, usb)
    assert same_files(a, b)
    assert "Wuye-Ticket: WY-261124-A001" in git(a.root, "log", "-1", "--format=%B")
    sound(a)


def test_both_may_merge_the_same_at_once_and_still_meet(desks, usb, tmp_path):
    """Criss-cross: each merged the other's work, so that the two parted in two places."""
    a, b, _ = desks
    other = tmp_path / "other"
    other.mkdir()
    noted(a, "A001", "甲一")
    noted(b, "A001", "乙一")
    for folder, first, second in ((usb, b, a), (other, a, b)):
        theirs = Office(first.root, "2026-11-24 10:00")
        bundles_left(theirs, folder)
        second.clock.at("2026-11-24 10:00")
    assert hows(met(a, usb)) == ["merged"]
    b.clock.at("2026-11-24 10:05")
    assert hows(met(b, other)) == ["merged"]
    noted(a, "A001", "甲二")
    noted(b, "A001", "乙二")
    assert len(git(a.root, "merge-base", "--all", "HEAD", "HEAD").split()) == 1
    met(b, usb)
    assert hows(met(a, usb))[-1] == "merged"
    met(b, usb)
    assert same_files(a, b)
    assert [e.text for e in a.desk.ticket("A001").events if e.do == "note"].count("乙二") == 1
    sound(a)
    sound(b)


def bundles_left(office, folder):
    """Leave a desk's bundle in a folder without taking anything in."""
    code = office.desk.store.setting("desk")
    uid = backups.store_id(office.desk.store.ground)
    stick = syncing.Stick(str(folder), "测试小区", uid)
    for kind, store in (("records", office.desk.store), ("people", office.desk.store.people)):
        stick.leave(store.ground, code, kind, "refs/heads/main")


def test_comments_of_both_in_one_place_stop_nothing(desks, usb):
    a, b, _ = desks
    text = (a.root / HAND).read_text()
    by_hand(a, HAND, text + "# 甲\n")
    by_hand(b, HAND, text + "# 乙\n")
    new = taken(b, "1-1-101 门锁坏")
    met(b, usb)
    done = met(a, usb)
    assert [(one.kind, one.path) for one in done.received[-1].losses] == [("file", HAND)]
    assert new in tickets(a)
    assert hows(met(b, usb)) == ["forward"]
    assert same_files(a, b)
    assert "<<<<" not in (a.root / HAND).read_text()
    sound(a)


def renamed(office, name="A"):
    office.desk.store.set_setting("desk", name)


def test_two_tickets_of_one_number_are_both_kept_and_one_is_renamed(desks, usb):
    a, b, _ = desks
    renamed(b)
    a.clock.at("2026-11-24 09:01")
    name = taken(a, "2-2-202 灯坏")
    b.clock.at("2026-11-24 09:02")
    assert taken(b, "1-1-101 门锁坏") == name
    renamed(b, "B")
    noted(b, name, "乙记")
    met(b, usb)
    done = met(a, usb)
    (moved,) = done.received[-1].renumbered
    assert moved.was == name
    noted(b, name, "改名前又记")
    met(b, usb)
    met(a, usb)
    assert same_files(a, b)
    assert a.desk.ticket(name).unit == "2-2-0202"
    other = a.desk.ticket(moved.now)
    assert (other.unit, other.aka, other.uid) == ("1-1-0101", (name,), moved.uid)
    assert [one.text for one in other.events if one.do == "note"] == ["乙记", "改名前又记"]


def test_two_machines_under_one_code_are_told(desks, usb):
    a, b, _ = desks
    renamed(b)
    taken(a, "2-2-202 灯坏")
    taken(b, "1-1-101 门锁坏")
    met(b, usb)
    ran = wuye("sync", "--via", str(usb), at=a.root)
    assert ran.status == 6
    assert_one_line(ran)
    assert "git config wuye.desk" in ran.err


def test_a_machine_restored_from_an_older_backup_gets_its_own_work_back(desks, usb, tmp_path):
    a, _, _ = desks
    shutil.copytree(a.root, tmp_path / "older", symlinks=True)
    new = taken(a, "2-2-202 灯坏 13711112222")
    met(a, usb)
    back = Office(tmp_path / "older", "2026-11-25 09:00")
    assert hows(met(back, usb)) == ["forward"]
    assert new in tickets(back)
    assert len(back.desk.store.people.list_tree(PERSONS)) == 2


def test_desks_that_both_registered_both_stand(desks, usb):
    a, b, _ = desks
    text = (a.root / "records/desks.yaml").read_text()
    for office, code in ((a, "D"), (b, "E")):
        by_hand(
            office,
            "records/desks.yaml",
            text + f'  "{code}":\n    by: "x"\n    at: "2026-11-24T09:00:00+08:00"\n',
        )
    met(b, usb)
    assert met(a, usb).received[-1].losses == ()
    desks_known = read_plain((a.root / "records/desks.yaml").read_bytes())["desks"]
    assert list(desks_known) == ["A", "D", "E"]


def test_hand_edits_in_the_way_stop_the_merge(desks, usb):
    a, b, _ = desks
    noted(b, "A001", "乙记")
    met(b, usb)
    path = a.desk.path_of("A001")
    (a.root / path).write_bytes((a.root / path).read_bytes() + b"# mine\n")
    with pytest.raises(ConflictError, match="hand_edit"):
        met(a, usb)
    assert b"# mine" in (a.root / path).read_bytes()


def test_deleted_and_added_files_and_folders(desks, usb):
    a, b, _ = desks
    by_hand(a, "notes/甲 记.txt", "x")
    by_hand(b, "other", "a file")
    for office in (a, b, a):
        met(office, usb)
    assert same_files(a, b)
    git(a.root, "rm", "-q", "-r", "notes")
    git(a.root, "commit", "-q", "-m", "gone")
    by_hand(b, "records/x.yaml", "x: 1\n")
    for office in (a, b, a):
        met(office, usb)
    assert not (b.root / "notes").exists()
    by_hand(a, "clash/inside.txt", "x")
    by_hand(b, "clash", "a file")
    met(a, usb)
    assert [one.why for one in met(b, usb).received[-1].clashes] == ["both_changed"]


@pytest.mark.parametrize("how", ["link", "executable", "mode only"])
def test_links_and_executables_are_left_to_git(desks, usb, how):
    a, b, _ = desks
    place = b.root / "standards" / "run"
    if how == "link":
        place.symlink_to("/etc/passwd")
    else:
        place = b.root / HAND if how == "mode only" else place
        place.write_text(place.read_text() if place.exists() else "x")
        place.chmod(0o755)
    git(b.root, "add", "-A")
    git(b.root, "commit", "-q", "-m", "odd")
    met(b, usb)
    assert [one.why for one in met(a, usb).received[-1].clashes] == ["special_file"]
    assert not (a.root / "standards" / "run").exists()
    assert git(a.root, "status", "--porcelain") == ""


def test_one_fault_taken_at_two_desks_is_listed(desks, usb):
    a, b, _ = desks
    one, other = taken(a, "2-2-202 灯坏"), taken(b, "2-2-202 客厅灯不亮")
    b.clock.at("2026-11-24 10:30")
    taken(b, "2-2-202 门锁坏")  # more than an hour after the first
    taken(b, "1-1-101 门锁坏")
    met(b, usb)
    twins = met(a, usb).twins
    assert [(twin.one, twin.other, twin.unit) for twin in twins] == [(one, other, "2-2-0202")]
    assert "可能重复" not in wuye("sync", "--via", str(usb), at=a.root).out


def test_photos_travel_and_strangers_photos_do_not(desks, usb):
    a, b, _ = desks
    (usb / "p.jpg").write_bytes(b"\xff\xd8\xff a")
    attach(a.desk, "A001", usb / "p.jpg")
    (b.root / "media").mkdir(exist_ok=True)
    met(a, usb)
    pool = next(usb.glob("wuye-sync/*/media"))
    stray = "73cb3858a687a8494ca3323053016282f3dad39d42cf62ca4e79dda2aac7d9ac"
    (pool / stray[:2]).mkdir(exist_ok=True)
    (pool / stray[:2] / stray).write_bytes(b"x\n")
    assert met(b, usb).photos_in == 1
    held = [path for path in (b.root / "media").rglob("*") if path.is_file()]
    assert [path.read_bytes() for path in held] == [b"\xff\xd8\xff a"]


def test_residents_data_may_stay_at_home(desks, usb):
    a, b, _ = desks
    taken(b, "1-1-101 门锁坏 13900001111")
    met(b, usb, people=False)
    assert list(usb.rglob("*people*")) == []
    assert hows(met(a, usb, people=False), "people") == []


def test_an_erasure_is_not_brought_back(desks, usb):
    a, b, _ = desks
    met(b, usb)
    person = next(iter(a.desk.store.people.list_tree(PERSONS)))[0].rpartition("/")[2][:-5]
    erase(a.desk, person, reason="迁出", force=True)
    done = met(a, usb)
    assert [(one.source, one.repository, one.code) for one in done.troubles] == [
        ("B", "people", "unrelated_history")
    ]
    objects = git(a.root / "people", "cat-file", "--batch-all-objects", "--batch-check")
    assert len(objects.splitlines()) == len(
        git(a.root / "people", "rev-list", "--objects", "--all").splitlines()
    )
    assert met(a, usb).sent[0].new is False


# -- what lies on a stick is not trusted ------------------------------------------------------------


def folder_of(usb):
    return next((usb / "wuye-sync").iterdir())


def evil_tree(root, name, mode="100644"):
    """Make a commit with a tree that git itself would not have made."""
    blob = git(root, "hash-object", "-w", "wuye.yaml").strip()

    def run(text):
        return subprocess.run(
            ["git", "-C", root, "mktree"], input=text, text=True, capture_output=True, check=True
        ).stdout.strip()

    inner = run(f"{mode} blob {blob}\thooks\n")
    base = git(root, "ls-tree", "HEAD")
    return git(
        root, "commit-tree", "-p", "HEAD", "-m", "evil", run(f"{base}040000 tree {inner}\t{name}\n")
    ).strip()


@pytest.mark.parametrize("name", [".git", ".GIT", "..", "git~1"])
def test_a_tree_that_reaches_outside_is_refused(desks, usb, name):
    a, b, _ = desks
    met(a, usb)
    git(b.root, "update-ref", "refs/heads/main", evil_tree(b.root, name))
    git(b.root, "bundle", "create", str(folder_of(usb) / "B.bundle"), "refs/heads/main")
    before = git(a.root, "count-objects", "-v")
    done = met(a, usb)
    assert [one.code for one in done.troubles] == ["damaged_bundle"]
    assert git(a.root, "count-objects", "-v") == before
    assert git(a.root, "for-each-ref", "refs/wuye") == ""
    sound(a)


@pytest.mark.parametrize("how", ["flip", "cut", "text", "empty", "needs", "header"])
def test_a_damaged_bundle_is_said_and_the_rest_goes_on(desks, usb, how):
    a, b, c = desks
    taken(b, "1-1-101 门锁坏")
    taken(c, "2-1-101 灯坏")
    met(b, usb)
    met(c, usb, people=False)
    path = folder_of(usb) / "B.bundle"
    data = bytearray(path.read_bytes())
    if how == "flip":
        data[-len(data) // 3] ^= 0x10
    made = {"cut": data[:-30], "text": b"hello\n", "empty": b"", "flip": data}.get(how)
    if how == "needs":
        made = data.replace(b"# v2 git bundle\n", b"# v2 git bundle\n-" + b"1" * 40 + b" x\n")
    if how == "header":
        made = b"# v2 git bundle\n" + b"x" * 9000
    path.write_bytes(bytes(made))
    done = met(a, usb)
    assert [(one.source, one.code) for one in done.troubles] == [("B", "damaged_bundle")]
    assert hows(done) == ["forward"]
    assert (folder_of(usb) / "A.bundle").is_file()
    assert not done.is_clean
    sound(a)


def test_a_commit_whose_objects_are_missing_is_refused(desks, usb):
    a, b, _ = desks
    met(a, usb)
    taken(b, "1-1-101 门锁坏")
    head = git(b.root, "rev-parse", "HEAD").strip()
    pack = subprocess.run(
        ["git", "-C", b.root, "pack-objects", "--stdout", "-q"],
        input=f"{head}\n".encode(),
        capture_output=True,
        check=True,
    ).stdout
    (folder_of(usb) / "B.bundle").write_bytes(
        f"# v2 git bundle\n{head} refs/heads/main\n\n".encode() + pack
    )
    done = met(a, usb)
    assert [one.code for one in done.troubles] == ["damaged_bundle"]


def test_odd_names_on_a_stick_are_not_looked_at(desks, usb, tmp_path):
    a, b, _ = desks
    met(b, usb)
    folder = folder_of(usb)
    good = (folder / "B.bundle").read_bytes()
    for name in (
        "--upload-pack=touch x.bundle",
        "b.bundle",
        "ABCD.bundle",
        "B\n.bundle",
        "..bundle",
        "refs.bundle",
        "E.bundle.part",
    ):
        (folder / name).write_bytes(good)
    (folder / "D.bundle").mkdir()
    (folder / "E.bundle").symlink_to(tmp_path / "C" / "store" / "wuye.yaml")
    os.mkfifo(folder / "F.bundle")
    (usb / "wuye-sync" / "--help").mkdir()
    hooks = folder / "hooks"
    hooks.mkdir()
    (hooks / "post-merge").write_text("#!/bin/sh\ntouch /tmp/x\n")
    done = met(a, usb)
    assert {one.source for one in done.received} == {"B"}
    assert [(one.source, one.code) for one in done.troubles] == [
        ("D", "unsafe_path"), ("D", "unsafe_path"), ("E", "unsafe_path"), ("F", "unsafe_path"),
    ][1:]  # fmt: skip
    sound(a)


@pytest.mark.parametrize("what", ["top", "store", "bundle", "media"])
def test_a_link_on_a_stick_leads_nobody_out(desks, usb, tmp_path, what):
    a, _, _ = desks
    met(a, usb)
    out = tmp_path / "out"
    out.mkdir()
    taken(a, "1-1-101 门锁坏")
    place = {
        "top": usb / "wuye-sync",
        "store": folder_of(usb),
        "bundle": folder_of(usb) / "A.bundle",
        "media": folder_of(usb) / "media",
    }[what]
    if place.is_dir():
        shutil.rmtree(place)
    else:
        place.unlink(missing_ok=True)
    place.symlink_to(out if what != "bundle" else out / "A.bundle")
    with pytest.raises(StoreError, match="unsafe_path"):
        met(a, usb)
    assert list(out.iterdir()) == []


def test_branches_and_tags_of_a_bundle_stay_outside(desks, usb):
    a, b, _ = desks
    met(a, usb)
    taken(b, "1-1-101 门锁坏")
    git(b.root, "tag", "v9")
    git(b.root, "branch", "evil")
    git(b.root, "bundle", "create", str(folder_of(usb) / "B.bundle"), "--all")
    met(a, usb)
    assert git(a.root, "for-each-ref", "--format=%(refname)").split() == [
        "refs/heads/main",
        "refs/wuye/via/B/main",
    ]


def test_a_bundle_without_our_branch_is_left_out(desks, usb):
    a, b, _ = desks
    met(a, usb)
    git(b.root, "branch", "-m", "master")
    met(b, usb)
    assert met(a, usb).skipped == ("B",)


def test_another_estates_bundles_are_not_looked_at(desks, usb, tmp_path):
    a, _, _ = desks
    other = an_office(tmp_path / "z")
    git(other.root, "commit", "-q", "--amend", "--allow-empty", "-m", "another beginning")
    other.desk.store.set_setting("desk", "B")
    met(other, usb)
    done = met(a, usb)
    assert done.received == ()
    assert len(list((usb / "wuye-sync").iterdir())) == 2


def test_a_stick_that_is_not_there(desks, usb):
    ran = wuye("sync", "--via", str(usb / "no"), at=desks[0].root)
    assert ran.status == 2
    assert_one_line(ran)


def test_a_killed_sync_is_done_again_by_the_next(desks, usb):
    a, b, _ = desks
    dice = random.Random(5)
    for number in range(12):
        taken(a, f"2-2-20{number % 9} 灯坏")
        taken(b, f"1-1-10{number % 9} 门锁坏")
        noted(a, "A001", f"甲{number}")
        noted(b, "A001", f"乙{number}")
        for office in (a, b):
            kill_after(
                lambda office=office: met(Office(office.root, "2026-11-24 11:00"), usb) and 0,
                dice.uniform(0.02, 0.35),
            )
    for office in (a, b, a, b):
        met(office, usb)
    assert same_files(a, b)
    texts = [one.text for one in a.desk.ticket("A001").events if one.do == "note"]
    assert sorted(texts) == sorted(f"{who}{number}" for who in "甲乙" for number in range(12))
    assert [path.name for path in usb.rglob("*.part")] == []
    sound(a)
    sound(b)


def test_every_change_of_a_file_may_be_the_last_or_may_fail(tmp_path):
    if built(tmp_path) is None:
        pytest.skip("needs a C compiler and preloading")
    memory = Path("/dev/shm")  # noqa: S108 - syncing is off, so only speed tells it from a disk
    folder = tmp_path if not memory.is_dir() else Path(tempfile.mkdtemp(dir=memory))
    try:
        said = run_under_shim("tests.support.sync_driver", folder, str(EVERY))
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    assert [line for line in said.splitlines() if " 0 bad" not in line] == []
    assert sum(int(line.split(": ")[1].split()[0]) for line in said.splitlines()) > 1500 / EVERY


def test_five_desks_end_alike_whatever_the_order(desks, usb):
    dice = random.Random(11)
    for turn in range(5):
        for office in desks:
            taken(office, f"{1 + turn}-1-101 灯坏")
            noted(office, "A001", f"{office.root.parent.name}{turn}")
        for office in dice.sample(desks, len(desks)):
            met(office, usb)
    for _ in range(2):
        for office in desks:
            done = met(office, usb)
            assert done.is_clean, done
    assert same_files(*desks)
    assert len([one for one in desks[0].desk.ticket("A001").events if one.do == "note"]) == 15
    for office in desks:
        sound(office)


# -- at a remote -----------------------------------------------------------------------------------


@pytest.fixture
def server(desks, tmp_path):
    for name in ("records.git", "people.git"):
        subprocess.run(["git", "init", "-q", "--bare", "-b", "main", tmp_path / name], check=True)
    for office in desks[:2]:
        git(office.root, "remote", "add", "origin", str(tmp_path / "records.git"))
        git(office.root / "people", "remote", "add", "origin", str(tmp_path / "people.git"))
    return tmp_path / "records.git"


def test_two_desks_meet_at_a_remote(desks, server):
    a, b, _ = desks
    assert [one.new for one in syncing.by_remote(a.desk).sent] == [True, True]
    taken(a, "2-2-202 灯坏")
    taken(b, "1-1-101 门锁坏 13900001111")
    syncing.by_remote(a.desk)
    done = syncing.by_remote(b.desk)
    assert (hows(done), hows(done, "people")) == (["merged"], ["same"])
    assert hows(syncing.by_remote(a.desk)) == ["forward"]
    assert (
        git(server, "rev-parse", "main")
        == git(a.root, "rev-parse", "HEAD")
        == git(b.root, "rev-parse", "HEAD")
    )
    assert [one.new for one in syncing.by_remote(a.desk).sent] == [False, False]
    sound(a)
    sound(b)


def test_a_remote_that_moved_on_meanwhile_is_fetched_again(desks, server):
    a, b, _ = desks
    syncing.by_remote(a.desk)
    taken(a, "2-2-202 灯坏")
    taken(b, "1-1-101 门锁坏")
    hook = server / "hooks" / "update"
    # While the first push is at the door, the other desk's comes in.
    hook.write_text(
        f"#!/bin/sh\n[ -e '{server}/once' ] && exit 0\ntouch '{server}/once'\nunset GIT_QUARANTINE_PATH GIT_DIR\n"
        f"git -C '{b.root}' push -q origin main >/dev/null 2>&1\nexit 0\n"
    )
    hook.chmod(0o755)
    done = syncing.by_remote(a.desk)
    assert hows(done) == ["same", "merged"]
    assert git(server, "rev-parse", "main") == git(a.root, "rev-parse", "HEAD")
    assert git(server, "log", "--format=%s").count("take") == 3


def test_a_rule_of_the_remote_is_told(desks, server):
    a, _, _ = desks
    hook = server / "hooks" / "pre-receive"
    hook.write_text("#!/bin/sh\nexit 1\n")
    hook.chmod(0o755)
    with pytest.raises(ConflictError, match="push_refused"):
        syncing.by_remote(a.desk)


def test_a_remote_that_cannot_write_refuses_nobody(desks, server):
    a, _, _ = desks
    git(server, "config", "receive.maxInputSize", "1")  # as full as can be had without a disk
    taken(a, "2-2-202 灯坏")
    with pytest.raises(UncheckableError, match="unreachable"):
        syncing.by_remote(a.desk)
    git(server, "config", "receive.maxInputSize", "0")
    syncing.by_remote(a.desk)
    assert git(server, "rev-parse", "main") == git(a.root, "rev-parse", "HEAD")


@pytest.mark.usefixtures("server")
@pytest.mark.parametrize(
    "address", ["https://127.0.0.1:1/x", "ssh://127.0.0.1:1/x", "/no/such/folder", "ext::sh -c id"]
)
def test_a_remote_out_of_reach_is_no_harm(desks, address):
    a, _, _ = desks
    git(a.root, "remote", "set-url", "origin", address)
    git(a.root / "people", "remote", "set-url", "origin", address)
    ran = wuye("sync", at=a.root)
    assert ran.status == 3
    assert_one_line(ran)
    assert "本机照常可用" in ran.err
    with pytest.raises(UncheckableError, match="unreachable"):
        syncing.by_remote(a.desk)
    taken(a, "2-2-202 灯坏")


def test_a_lock_that_our_own_git_left_is_swept_at_the_next_sync(desks, server):
    a, _, _ = desks
    syncing.by_remote(a.desk)
    private = a.root / ".git/wuye"
    assert not (private / meeting_note.FILE).exists()
    lock = a.root / ".git/refs/remotes/origin/main.lock"
    (private / meeting_note.FILE).write_text("refs/remotes/origin/main")
    lock.write_bytes(b"1" * 40 + b"\n")
    taken(a, "2-2-202 灯坏")
    syncing.by_remote(a.desk)
    assert (lock.exists(), (private / meeting_note.FILE).exists()) == (False, False)
    assert git(server, "rev-parse", "main") == git(a.root, "rev-parse", "HEAD")


@pytest.mark.usefixtures("server")
@pytest.mark.parametrize("note", ["", "refs/remotes/origin/other"])
def test_a_lock_that_somebody_else_left_is_left_alone(desks, note):
    a, b, _ = desks
    syncing.by_remote(a.desk)
    taken(b, "1-1-101 门锁坏")
    syncing.by_remote(b.desk)
    lock = a.root / ".git/refs/remotes/origin/main.lock"
    lock.write_bytes(b"")
    if note:
        (a.root / ".git/wuye" / meeting_note.FILE).write_text(note)
    with pytest.raises(UncheckableError, match="unreachable"):
        syncing.by_remote(a.desk)
    assert lock.exists()
    assert not (a.root / ".git/wuye" / meeting_note.FILE).exists()


def test_without_a_remote_it_says_what_to_do(desks):
    with pytest.raises(CallError, match="no_remote"):
        syncing.by_remote(desks[0].desk)
    ran = wuye("sync", at=desks[0].root)
    assert ran.status == 2
    assert "--via" in ran.err
    assert "git remote add" in ran.err


@pytest.mark.usefixtures("server")
def test_a_remote_that_lost_its_history_is_not_followed(desks):
    a, b, _ = desks
    syncing.by_remote(a.desk)
    git(b.root, "checkout", "-q", "--orphan", "new")
    git(b.root, "commit", "-q", "-m", "rewritten")
    git(b.root, "push", "-q", "-f", "origin", "new:main")
    was = git(a.root, "rev-parse", "HEAD")
    with pytest.raises(ConflictError, match="unrelated_history"):
        syncing.by_remote(a.desk)
    assert git(a.root, "rev-parse", "HEAD") == was


def test_a_sparse_store_syncs_too(desks, usb):
    a, b, _ = desks
    a.clock.at("2027-02-01 09:00")
    tune(a.desk, 1)
    assert not (a.root / a.desk.path_of("A001")).exists()
    noted(b, "A001", "乙记")
    met(b, usb)
    noted(a, "A001", "甲记")
    assert hows(met(a, usb)) == ["merged"]
    assert {one.text for one in a.desk.ticket("A001").events if one.do == "note"} == {
        "甲记",
        "乙记",
    }
    assert git(a.root, "status", "--porcelain") == ""


def test_nobody_is_asked_to_sync_twice_at_once(desks, usb):
    a, _, _ = desks
    with syncing._alone(a.desk), pytest.raises(ConflictError, match="sync_running"):
        met(a, usb)


def test_a_full_stick_keeps_what_lay_there(desks, usb):
    line = ["mount", "-t", "tmpfs", "-o", "size=1m", "none", str(usb)]
    if os.geteuid() != 0 or subprocess.run(line, capture_output=True, check=False).returncode:
        pytest.skip("needs the right to mount")
    a, _, _ = desks
    try:
        met(a, usb)
        first = (folder_of(usb) / "A.bundle").read_bytes()
        left = os.statvfs(usb)
        (usb / "ballast").write_bytes(bytes(left.f_bavail * left.f_frsize - 20_000))
        taken(a, "1-1-101 门锁坏")
        ran = wuye("sync", "--via", str(usb), at=a.root)
        assert ran.status == 7
        assert "磁盘已满" in ran.err
        assert (folder_of(usb) / "A.bundle").read_bytes() == first
        assert sorted(path.name for path in folder_of(usb).iterdir()) == [
            "A.bundle",
            "A.people.bundle",
        ]
        sound(a)
    finally:
        subprocess.run(["umount", str(usb)], check=True)


def test_the_folder_of_a_stick_is_found_by_the_store_and_not_by_the_estates_name(desks, usb):
    a, b, _ = desks
    met(a, usb)
    by_hand(b, "wuye.yaml", (b.root / "wuye.yaml").read_text().replace("测试小区", "改名花园"))
    met(b, usb)
    assert len(list((usb / "wuye-sync").iterdir())) == 1
    assert Path(folder_of(usb)).name.startswith("测试小区-")


TIERS = "standards/tiers.yaml"


def changed(office, old, new, path=TIERS):
    text = (office.root / path).read_text()
    assert text.count(old) >= 1
    by_hand(office, path, text.replace(old, new, 1))


def test_two_facts_of_one_standard_are_merged_with_their_comments(desks, usb):
    a, b, _ = desks
    changed(a, "    arrive: [15m, always]\n", "    arrive: [20m, always] # 甲\n")
    changed(b, "    ack: [5m, always]\n", "    ack: [4m, always]\n")
    met(a, usb)
    assert hows(met(b, usb)) == ["merged"]
    text = (b.root / TIERS).read_text()
    tier = read_plain(text.encode())["tiers"]["emergency"]
    assert (tier["ack"], tier["arrive"]) == (["4m", "always"], ["20m", "always"])
    assert "# 甲" in text
    assert hows(met(a, usb)) == ["forward"]
    assert same_files(a, b)


def test_one_fact_of_a_standard_changed_on_both_sides_stays_and_stops_nothing(desks, usb):
    a, b, _ = desks
    changed(a, "    arrive: [15m, always]\n", "    arrive: [20m, always]\n")
    changed(b, "    arrive: [15m, always]\n", "    arrive: [10m, always] # 乙\n")
    new = taken(b, "1-1-101 门锁坏")
    met(a, usb)
    done = met(b, usb)
    (loss,) = done.received[-1].losses
    assert (loss.kind, loss.path, loss.key) == ("fact", TIERS, "tiers.emergency.arrive")
    assert (loss.ours, loss.theirs, loss.kept) == (
        ["10m", "always"],
        ["20m", "always"],
        ["15m", "always"],
    )
    assert "[15m, always] # 乙" in (b.root / TIERS).read_text()
    assert hows(met(a, usb)) == ["forward"]
    assert new in tickets(a)
    assert same_files(a, b)


def test_approvals_of_one_number_are_never_mixed(desks, usb):
    a, b, _ = desks
    path = "records/approvals/x/0001.yaml"
    by_hand(a, path, "schema: approval/1\nstandard: x\na: 1\n")
    met(a, usb)
    met(b, usb)
    changed(a, "a: 1", "a: 1\nb: 2", path)
    changed(b, "a: 1", "a: 1\nc: 2", path)
    texts = {(one.root / path).read_text() for one in (a, b)}
    met(a, usb)
    (loss,) = met(b, usb).received[-1].losses
    assert (loss.kind, loss.path) == ("file", path)
    assert (b.root / path).read_text() in texts
