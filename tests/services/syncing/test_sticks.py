"""Desks that meet over a stick: what lies on it is taken in only if it is sound and theirs."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from tests.support.cli import assert_one_line, wuye
from tests.support.clones import by_hand, folder_of, hows, met, sound, taken, tickets
from tests.support.desks import Office, an_office
from tests.support.repos import git

from wuye_cli.domain.errors import StoreError
from wuye_cli.services.attaching import attach
from wuye_cli.store.people import PERSONS


def test_a_machine_restored_from_an_older_backup_gets_its_own_work_back(desks, usb, tmp_path):
    a, _, _ = desks
    shutil.copytree(a.root, tmp_path / "older", symlinks=True)
    new = taken(a, "2-2-202 灯坏 13711112222")
    met(a, usb)
    back = Office(tmp_path / "older", "2026-11-25 09:00")
    assert hows(met(back, usb)) == ["forward"]
    assert new in tickets(back)
    assert len(back.desk.store.people.list_tree(PERSONS)) == 2


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
