"""Backups are whole and proved, and a store made from one is the store that was lost."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from datetime import datetime
from hashlib import sha256
from pathlib import Path

import pytest
from tests.support import repos
from tests.support.cli import a_store, assert_one_line, done, git, head, wuye
from tests.support.desks import an_office
from tests.support.faults import assert_survives

from wuye_cli.domain.errors import CallError, ConflictError, StoreError, UncheckableError
from wuye_cli.services import backing_up, restoring
from wuye_cli.services.workspace import day
from wuye_cli.store import backups, media, media_pool
from wuye_cli.store.backups import read_backup, safe_name
from wuye_cli.store.lock import StoreLock
from wuye_cli.store.repository import Store

EVERY = int(os.environ.get("CRASH_EVERY", "127"))
PHOTO = b"\xff\xd8\xff\xe0 a photo"


def saved(office, usb, **more):
    return backing_up.back_up(office.desk, usb, **more)


def loaded(backup, target, *, fresh_desk=False):
    return restoring.restore(
        Path(backup),
        target,
        fresh_desk=fresh_desk,
        entropy=lambda count: bytes(range(3, 3 + count)),
    )


@pytest.fixture
def office(tmp_path):
    return an_office(tmp_path)


@pytest.fixture(scope="module")
def lost(tmp_path_factory):
    """A store of some tickets with a photo, its backup, and what it said before it was lost."""
    folder = tmp_path_factory.mktemp("lost")
    root = a_store(folder)
    (folder / "photo.jpg").write_bytes(PHOTO)
    done("take", "3-1-502 厨房漏水 张女士 13800001234", at=root)
    done("take", "3栋大堂灯不亮 门岗报", at=root)
    done("dispatch", "1", "--to", "赵师傅", at=root)
    done("ticket", "attach", "1", str(folder / "photo.jpg"), at=root)
    said = answers(root)
    made = done("backup", str(folder / "usb"), "--json", at=root).json
    known = head(root), head(root / "people")
    shutil.rmtree(root)
    return made, said, known


def answers(root):
    lines = (("check", "--json"), ("audit", "log", "1"), ("audit", "log", "2"), ("ticket", "list"))
    return [wuye(*line, at=root)[:2] for line in lines]


def test_after_a_total_loss_check_and_audit_log_say_the_same(lost, tmp_path):
    made, said, known = lost
    ran = done("restore", made["place"], str(tmp_path / "new"), at=tmp_path)
    root = tmp_path / "new"
    assert answers(root) == said
    assert (head(root), head(root / "people")) == known
    assert "代号仍是 A" in ran.out
    assert "工单 2 张" in ran.out
    assert git(root, "status", "--porcelain") == ""
    assert wuye("doctor", "--full", at=root).status == 0
    assert [path.read_bytes() for path in (root / "media").rglob("*") if path.is_file()] == [PHOTO]
    done("take", "1-1-101 水龙头滴水 13800001234", at=root)  # the restored desk goes on counting
    ids = {one["id"][-4:] for one in done("ticket", "list", "--json", at=root).json}
    assert ids == {"A001", "A002", "A003"}
    assert list(tmp_path.iterdir()) == [root]


def test_a_backup_proves_itself_without_wuye(lost, tmp_path):
    made, _, known = lost
    place = Path(made["place"])
    proof = subprocess.run(
        ["sha256sum", "-c", "SHA256SUMS"], cwd=place, capture_output=True, check=True
    )
    assert proof.stdout.count(b": OK") == 3
    git(tmp_path, "clone", "-q", str(place / "records.bundle"), "plain")
    assert head(tmp_path / "plain") == known[0]


def test_a_desk_that_lives_on_is_given_another_code(lost, tmp_path):
    made, _, _ = lost
    ran = done("restore", made["place"], "new", "--desk", "new", "--json", at=tmp_path).json
    assert ran["was"] == "A"
    assert ran["desk"] != "A"
    taken = done("take", "1-1-101 水龙头滴水", "--json", at=tmp_path / "new").json
    assert taken["id"].split("-")[2].startswith(ran["desk"])


def test_what_is_not_committed_is_said(office, tmp_path):
    (office.root / "notes.txt").write_text("x")
    (office.root / "people" / "list.txt").write_text("x")
    made = saved(office, tmp_path / "usb")
    assert made.hand_edits == ("notes.txt", "people/list.txt")
    loaded(made.place, tmp_path / "new")
    assert not (tmp_path / "new" / "notes.txt").exists()


def test_an_auditors_copy_has_no_people(office, tmp_path):
    made = saved(office, tmp_path / "usb", people=False)
    assert not (Path(made.place) / "people.bundle").exists()
    assert not loaded(made.place, tmp_path / "new").people
    assert not (tmp_path / "new" / "people").exists()
    assert not (tmp_path / "store" / ".git" / "wuye" / "backup-scratch").exists()


def a_photo(root, data=PHOTO):
    source = root.parent / "photo.jpg"
    source.write_bytes(data)
    return media.put_file(Store.open(root), source).sha256


def test_photos_are_copied_once_and_go_with_the_last_backup_that_names_them(office, tmp_path):
    usb = tmp_path / "usb"
    first = a_photo(office.root)
    assert saved(office, usb).copied == 1
    office.clock.at("2026-11-25 09:00")
    second = a_photo(office.root, PHOTO + b"2")
    made = saved(office, usb)
    assert (made.copied, made.media) == (1, 2)
    (office.root / "media" / first[:2] / first).unlink()
    office.clock.at("2026-11-26 09:00")
    third = saved(office, usb, keep=1)
    assert len(third.removed) == 2
    held = {path.name for path in (usb / "wuye-media").rglob("*") if path.is_file()}
    assert held == {second}


def test_no_photo_goes_while_a_backup_cannot_be_looked_at_or_is_on_its_way(tmp_path):
    digest = "ab" * 32
    photo = Path(media_pool.place_in(str(tmp_path / backups.POOL), digest))
    photo.parent.mkdir(parents=True)
    photo.write_bytes(PHOTO)
    (tmp_path / "wuye-none").mkdir()  # without a manifest: no backup
    (tmp_path / "wuye-a file").write_bytes(b"")
    away, half = tmp_path / "wuye-away", tmp_path / ".wuye-part-1"
    away.symlink_to(away)  # a place of which the disk says nothing
    assert backups.backups_in(str(tmp_path)) == ([], [away.name])
    assert backups.sweep_pool(str(tmp_path)) == 0
    away.unlink()
    away.mkdir()
    (away / backups.MANIFEST).write_bytes(b"{")
    assert backups.sweep_pool(str(tmp_path)) == 0
    shutil.rmtree(away)
    half.mkdir()
    assert backups.sweep_pool(str(tmp_path)) == 0
    assert photo.exists()
    assert backups.sweep_pool(str(tmp_path), own=str(half)) == 1
    assert not photo.exists()
    assert backups.backups_in(str(tmp_path / "nowhere")) == ([], [])
    assert backups.backups_in(str(tmp_path / "wuye-a file")) == ([], [])
    away.symlink_to(away)
    with pytest.raises(StoreError):
        backups.backups_in(str(away))


def test_a_damaged_photo_is_said_and_left_out(office, tmp_path):
    digest = a_photo(office.root)
    (office.root / "media" / digest[:2] / digest).write_bytes(b"torn")
    made = saved(office, tmp_path / "usb")
    assert made.flaws == (f"media/{digest[:2]}/{digest}",)
    assert loaded(made.place, tmp_path / "new").media == 0


def test_keep_counts_its_own_kind_of_this_store_only(office, tmp_path):
    usb, other = tmp_path / "usb", an_office(tmp_path / "other")
    (usb / "wuye-照片").mkdir(parents=True)  # somebody's own folder
    for number in range(4):
        office.clock.at(f"2026-11-24 09:0{number}")
        saved(office, usb)
        saved(office, usb, people=False)
    other.desk.store.set_setting("desk", "B")
    saved(other, usb)
    made = saved(office, usb, keep=2)
    assert len(made.removed) == 3
    assert len(list(usb.glob("wuye-*/people.bundle"))) == 2 + 1
    assert len(list(usb.glob("wuye-*/manifest.json"))) == 2 + 4 + 1
    assert (usb / "wuye-照片").is_dir()


def test_two_backups_of_one_second_are_two(office, tmp_path):
    assert len({saved(office, tmp_path / "usb").place for _ in range(3)}) == 3


def test_leftovers_of_a_killed_backup_go_with_the_next(office, tmp_path):
    usb = tmp_path / "usb"
    uid = read_backup(saved(office, usb).place).manifest.store
    left = usb / f".wuye-part-{uid[:12]}-A-0badcafe"
    left.mkdir()
    (left / "records.bundle.lock").write_bytes(b"half")
    stranger = usb / ".wuye-part-0123456789ab-A-0badcafe"
    stranger.mkdir()
    saved(office, usb)
    assert not left.exists()
    assert stranger.exists()


def test_one_backup_at_a_time(office, tmp_path):
    lock = StoreLock(str(office.root / ".git" / "wuye" / "backup.lock"))
    office.desk.store.ground.prepare()
    lock.acquire(timeout=0)
    with pytest.raises(ConflictError, match="backup_running"):
        saved(office, tmp_path / "usb")
    lock.release()


def test_a_backup_does_not_lie_in_its_own_store(office, tmp_path):
    (tmp_path / "way").symlink_to(office.root)
    for folder in (office.root / "backup", tmp_path / "way" / "x", office.root):
        with pytest.raises(CallError, match="backup_inside"):
            saved(office, folder)


def test_a_store_that_lost_an_object_is_not_backed_up(office, tmp_path):
    git(office.root, "repack", "-adq")
    for pack in (office.root / ".git" / "objects" / "pack").glob("*.pack"):
        pack.chmod(0o600)
        data = bytearray(pack.read_bytes())
        data[len(data) // 2] ^= 0xFF
        pack.write_bytes(bytes(data))
    with pytest.raises(StoreError):
        saved(office, tmp_path / "usb")
    assert list((tmp_path / "usb").glob("*wuye-*")) == []


def test_a_history_that_strict_git_dislikes_is_backed_up_all_the_same(office, tmp_path):
    root = office.root
    tree = git(root, "rev-parse", "HEAD^{tree}").strip()
    text = f"tree {tree}\nparent {head(root)}\nauthor a <a@x> 0123456789 +0800\ncommitter a <a@x> 0 +0800\n\nx\n"
    made = subprocess.run(
        ["git", "-C", root, "hash-object", "-t", "commit", "-w", "--stdin", "--literally"],
        input=text.encode(), capture_output=True, check=True,
    ).stdout.decode().strip()  # fmt: skip
    git(root, "update-ref", "HEAD", made)
    backed = saved(office, tmp_path / "usb")
    assert backed.unsound == ("records",)
    loaded(backed.place, tmp_path / "new")
    assert head(tmp_path / "new") == made


@pytest.mark.parametrize("name", ["records.bundle", "people.bundle", "manifest.json", "SHA256SUMS"])
@pytest.mark.parametrize("how", ["flip", "cut", "gone"])
def test_a_damaged_file_of_a_backup_is_named_and_nothing_is_restored(office, tmp_path, name, how):
    made = saved(office, tmp_path / "usb")
    path = Path(made.place) / name
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 0x01
    path.unlink()
    if how != "gone":
        path.write_bytes(bytes(data) if how == "flip" else bytes(data[:-10]))
    is_gone_manifest = (name, how) == ("manifest.json", "gone")
    expected = CallError if is_gone_manifest else StoreError
    with pytest.raises(expected) as caught:
        loaded(made.place, tmp_path / "new")
    assert caught.value.code == ("not_a_backup" if is_gone_manifest else "damaged_backup")
    if name != "SHA256SUMS" and not is_gone_manifest:
        assert caught.value.facts["path"] == str(path)
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("how", ["flip", "cut", "gone", "link"])
def test_a_damaged_photo_of_a_backup_is_named(office, tmp_path, how):
    digest = a_photo(office.root)
    made = saved(office, tmp_path / "usb")
    path = tmp_path / "usb" / "wuye-media" / digest[:2] / digest
    path.unlink()
    if how == "link":
        path.symlink_to(tmp_path / "photo.jpg")
    elif how != "gone":
        path.write_bytes(PHOTO[:-1] + (b"?" if how == "flip" else b""))
    with pytest.raises(StoreError) as caught:
        loaded(made.place, tmp_path / "new")
    assert caught.value.code == ("missing_medium" if how == "gone" else "damaged_backup")
    assert caught.value.facts["path"] == str(path)
    assert list(tmp_path.glob("*new*")) == []
    if how != "link":
        assert saved(office, tmp_path / "usb").copied == (0 if how == "flip" else 1)


def hostile(place, **changes):
    """Rewrite a manifest and its sum as somebody with bad intentions would."""
    path = Path(place) / "manifest.json"
    told = json.loads(path.read_bytes()) | changes
    path.write_bytes(json.dumps(told).encode())
    hashes = {name: part["sha256"] for name, part in told["files"].items()}
    hashes["manifest.json"] = sha256(path.read_bytes()).hexdigest()
    sums = "".join(f"{digest}  {name}\n" for name, digest in sorted(hashes.items()))
    (Path(place) / "SHA256SUMS").write_text(sums)


@pytest.mark.parametrize(
    "changes",
    [
        {"media": {"../../../../etc/passwd": 1}},
        {"files": {"../x": {"sha256": "0" * 64, "size": 1}}},
        {"records": {"head": "--upload-pack=touch x", "branch": "", "refs": {}, "commits": 1}},
        {"records": {"head": "0" * 40, "branch": "../../hooks/x", "refs": {}, "commits": 1}},
        {"created_at": "2026-11-24T09:00:00"},
        {"counts": "many"},
    ],
)
def test_a_hostile_manifest_is_refused(office, tmp_path, changes):
    made = saved(office, tmp_path / "usb")
    hostile(made.place, **changes)
    with pytest.raises(StoreError, match="damaged_backup"):
        loaded(made.place, tmp_path / "new")
    assert not (tmp_path / "new").exists()


def test_a_backup_of_a_later_wuye_is_left_to_it(office, tmp_path):
    made = saved(office, tmp_path / "usb")
    hostile(made.place, schema="backup/2")
    with pytest.raises(UncheckableError, match="newer_backup"):
        loaded(made.place, tmp_path / "new")


def test_odd_words_of_a_manifest_stay_words(office, tmp_path):
    made = saved(office, tmp_path / "usb")
    hostile(made.place, desk="--x\n", estate="\x1b[2J", remotes={"a\x1b": "ext::sh -c id"})
    ran = wuye("restore", made.place, str(tmp_path / "new"), at=tmp_path)
    assert ran.status == 0
    assert "\x1b" not in ran.said
    assert git(tmp_path / "new", "remote") == ""


def test_a_folder_in_use_is_not_restored_into(office, tmp_path):
    made = saved(office, tmp_path / "usb")
    (tmp_path / "used").mkdir()
    (tmp_path / "empty").mkdir()
    (tmp_path / "used" / "x").write_text("mine")
    for target in ("used", "used/x"):
        with pytest.raises(CallError, match="not_empty"):
            loaded(made.place, tmp_path / target)
    assert loaded(made.place, tmp_path / "empty").root == str(tmp_path / "empty")
    assert (tmp_path / "used" / "x").read_text() == "mine"


def test_passwords_of_remotes_do_not_travel(office, tmp_path):
    git(office.root, "remote", "add", "origin", "https://bot:s3cret@git.example/a.git")
    git(office.root, "remote", "add", "lan", "git@nas:/a.git")
    place = Path(saved(office, tmp_path / "usb").place)
    told = json.loads((place / "manifest.json").read_text())["remotes"]
    assert told == {"lan": "git@nas:/a.git", "origin": "https://bot@git.example/a.git"}


def test_other_branches_and_tags_come_back_and_private_refs_do_not(office, tmp_path):
    root = office.root
    git(root, "tag", "v1")
    git(root, "branch", "试行")
    git(root, "update-ref", "refs/wuye/via/B/main", "HEAD")
    git(root, "update-ref", "refs/remotes/origin/main", "HEAD")
    loaded(saved(office, tmp_path / "usb").place, tmp_path / "new")
    found = git(tmp_path / "new", "for-each-ref", "--format=%(refname)").split()
    assert found == ["refs/heads/main", "refs/heads/试行", "refs/tags/v1"]


def test_status_knows_how_old_the_last_backup_is(office, tmp_path):
    assert (day(office.desk).backup, day(office.desk).backup_late) == (None, True)
    made = saved(office, tmp_path / "usb")
    office.clock.at("2026-12-01 08:00")
    assert not day(office.desk).backup_late
    office.clock.at("2026-12-01 09:00")
    today = day(office.desk)
    assert (today.backup.days, today.backup_late, today.backup.place) == (7, True, made.place)
    assert today.backup.at == datetime.fromisoformat("2026-11-24T09:00:00+08:00")


def test_the_limit_of_days_is_a_setting(office):
    text = (office.root / "wuye.yaml").read_text()
    (office.root / "wuye.yaml").write_text(text + "backup_days: 0\n")
    repos.git(office.root, "commit", "-qam", "settings")
    office.desk.forget()
    assert not day(office.desk).backup_late


def test_a_full_disk_leaves_nothing_that_looks_like_a_backup(tmp_path):
    usb = tmp_path / "usb"
    usb.mkdir()
    line = ["mount", "-t", "tmpfs", "-o", "size=64k", "none", str(usb)]
    if os.geteuid() != 0 or subprocess.run(line, capture_output=True, check=False).returncode:
        pytest.skip("needs the right to mount; the shim's ENOSPC stands for it")
    root = a_store(tmp_path)
    try:
        (usb / "ballast").write_bytes(bytes(40_000))
        ran = wuye("backup", str(usb), at=root)
        assert ran.status == 7
        assert_one_line(ran)
        assert "磁盘已满" in ran.err
        assert [path.name for path in usb.iterdir()] == ["ballast"]
        assert "从未备份" in done("status", at=root).out
    finally:
        subprocess.run(["umount", str(usb)], check=True)


def test_every_change_of_a_file_may_be_the_last_or_may_fail(tmp_path):
    assert_survives("backup_driver", tmp_path, EVERY)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("阳光花园", "阳光花园"),
        ("CON", "CON"),
        ("a:b|c", "a-b-c"),
        ("...", "store"),
        ("x" * 90, "x" * 40),
    ],
)
def test_an_estates_name_becomes_one_that_every_system_takes(text, name):
    assert safe_name(text) == name


def test_a_tree_that_reaches_into_git_is_not_checked_out(office, tmp_path):
    root = office.root
    blob = git(root, "hash-object", "-w", "wuye.yaml").strip()

    def tree(text):
        line = ["git", "-C", root, "mktree"]
        made = subprocess.run(line, input=text, text=True, capture_output=True, check=True)
        return made.stdout.strip()

    hooks = tree(f"100755 blob {blob}\tpost-checkout\n")
    inner = tree(f"040000 tree {hooks}\thooks\n")
    whole = tree(git(root, "ls-tree", "HEAD") + f"040000 tree {inner}\t.git\n")
    evil = repos.git(root, "commit-tree", "-p", "HEAD", "-m", "evil", whole).strip()
    git(root, "update-ref", "refs/heads/main", evil)
    made = saved(office, tmp_path / "usb")
    assert made.unsound == ("records",)
    with pytest.raises(StoreError):
        loaded(made.place, tmp_path / "new")
    assert not (tmp_path / "new").exists()
