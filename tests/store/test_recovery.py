"""What an operation that was cut short left is finished or undone; what somebody else did stays."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest
from tests.support.repos import GONE, NEW, OLD, a_store, git, leftovers

from wuye_cli.domain.errors import ConflictError, StoreError
from wuye_cli.store import git_index, intent, pairing, recovery
from wuye_cli.store.git_index import GitIndex
from wuye_cli.store.intent import Entry, Intent
from wuye_cli.store.lock import StoreLock
from wuye_cli.store.objects import blob_id

TOKEN = "0123456789abcdef"  # noqa: S105 - names what an operation leaves
SETTINGS, TIERS = "wuye.yaml", "standards/tiers.yaml"
OTHERS = b"edited by hand\n"


@pytest.fixture
def store(tmp_path):
    store = a_store(tmp_path)
    store.ground.prepare()
    yield store
    store.close()


@pytest.fixture
def lock(store):
    held = StoreLock(store.ground.lock_file)
    held.acquire(timeout=0)
    yield held.number
    held.release()


def before(store, path):
    return store.ground.objects.blob_at(store.head(), path)


def entry(store, path, new, **more):
    """Return what an operation notes of a file; its new blob is in the repository."""
    blob = None
    if new is not None:
        (Path(store.root) / "waiting").write_bytes(new)
        blob = git(store.root, "hash-object", "-w", "waiting").strip()
        (Path(store.root) / "waiting").unlink()
        assert blob == blob_id(new)
    return Entry(path, before(store, path), blob, **more)


def left(store, *entries):
    intent.save(store.ground.private, Intent(TOKEN, store.head(), entries=entries))


def lay(store, path, data):
    place = Path(store.root) / path
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(data)


def text(store, path):
    place = Path(store.root) / path
    return place.read_bytes() if place.exists() else None


def test_what_is_in_head_is_finished_and_hand_edits_stay(store, lock):
    entries = [entry(store, path, path.encode()) for path in (OLD, TIERS, SETTINGS)]
    entries += [entry(store, GONE, None), entry(store, NEW, b"x", hands_off=True)]
    was = {path: text(store, path) for path in (OLD, GONE)}
    left(store, *entries)
    for path in (OLD, TIERS, SETTINGS):
        lay(store, path, path.encode())
    lay(store, NEW, b"x")
    git(store.root, "rm", "-q", GONE)
    git(store.root, "add", "-A")
    git(store.root, "commit", "-qm", "the ref moved, and then the power went")
    lay(store, OLD, was[OLD])  # not put in place yet
    lay(store, GONE, was[GONE])
    lay(store, TIERS, OTHERS)
    assert recovery.recover(store.ground, lock) is True
    assert (text(store, OLD), text(store, GONE)) == (OLD.encode(), None)
    assert text(store, TIERS) == OTHERS
    assert git(store.root, "status", "--porcelain") == f" M {TIERS}\n"
    assert leftovers(Path(store.root)) == []
    assert recovery.recover(store.ground, lock) is None


def test_what_is_not_in_head_is_undone_and_hand_edits_stay(store, lock):
    was = {path: text(store, path) for path in (OLD, GONE, SETTINGS)}
    entries = [entry(store, OLD, b"o"), entry(store, GONE, None), entry(store, NEW, b"n")]
    entries += [entry(store, TIERS, b"t"), entry(store, SETTINGS, b"s", hands_off=True)]
    left(store, *entries)
    lay(store, OLD, b"o")
    (Path(store.root) / GONE).unlink()
    Path(store.ground.mine(TOKEN, "old1")).write_bytes(was[GONE])  # its second name
    lay(store, NEW, b"n")
    lay(store, TIERS, OTHERS)
    lay(store, SETTINGS, b"s")
    git(store.root, "add", OLD, NEW)
    assert recovery.recover(store.ground, lock) is False
    assert (text(store, OLD), text(store, GONE), text(store, NEW)) == (was[OLD], was[GONE], None)
    assert (text(store, TIERS), text(store, SETTINGS)) == (OTHERS, b"s")
    assert git(store.root, "status", "--porcelain") == f" M {TIERS}\n M {SETTINGS}\n"
    assert leftovers(Path(store.root)) == []


@pytest.mark.parametrize("moved", [False, True])
def test_a_file_that_somebody_committed_since_is_put_back_as_head_has_it(store, lock, moved):
    was = text(store, OLD)
    one = entry(store, OLD, b"ours")
    left(store, one, entry(store, NEW, b"n"))
    if moved:
        was = b"committed by hand"
        lay(store, OLD, was)
        git(store.root, "commit", "-qam", "by hand")
    lay(store, OLD, b"ours")
    Path(store.ground.mine(TOKEN, "old0")).write_bytes(b"what stood there before")
    assert recovery.recover(store.ground, lock) is False
    assert text(store, OLD) == (was if moved else b"what stood there before")


def branch_lock(store, data):
    place = Path(store.ground.git_dir, "refs", "heads", "main.lock")
    place.write_bytes(data)
    return place


@pytest.mark.parametrize("part", [slice(0), slice(20), slice(None)])
def test_a_branch_lock_with_our_commit_in_it_or_nothing_is_ours(store, part):
    pending = Path(store.ground.ref_file(store.ground.pending_ref(TOKEN)))
    pending.parent.mkdir(parents=True, exist_ok=True)
    pending.write_text("c" * 40 + "\n")
    lock = branch_lock(store, ("c" * 40)[part].encode())
    recovery.free_refs(store.ground, Intent(token=TOKEN, head=store.head()))
    assert not lock.exists()


@pytest.mark.parametrize("data", [b"d" * 40 + b"\n", b"held by somebody\n"])
def test_a_branch_lock_of_somebody_else_stays(store, data):
    lock = branch_lock(store, data)
    recovery.free_refs(store.ground, Intent(token=TOKEN, head=store.head()))
    assert lock.read_bytes() == data


def test_where_no_branch_is_checked_out_the_lock_of_head_goes(store):
    git(store.root, "checkout", "-q", "--detach")
    lock = Path(store.ground.git_dir, "HEAD.lock")
    lock.write_bytes(b"")
    recovery.free_refs(store.ground, Intent(token=TOKEN, head=store.head()))
    assert not lock.exists()


@pytest.mark.parametrize(
    "data", [b"{", b'{"token":"../x","head":""}', b'{"token":"a","head":"","format":2}']
)
def test_an_intent_that_is_none_of_ours_is_said_and_stays(store, lock, data):
    place = Path(store.ground.private, "intent.json")
    place.write_bytes(data)
    with pytest.raises(StoreError, match="damaged_intent"):
        recovery.recover(store.ground, lock)
    assert place.read_bytes() == data


def test_a_list_of_files_that_is_damaged_is_said_and_one_that_is_missing_is_empty(store):
    private = store.ground.private
    intent.save(private, Intent(TOKEN, store.head(), kind="bulk"))
    assert intent.load(private).entries == ()
    Path(private, f"list-{TOKEN}.json").write_bytes(b"[")
    with pytest.raises(StoreError, match="damaged_intent"):
        intent.load(private)


def test_a_note_of_two_halves_that_cannot_be_read_is_forgotten_and_moves_nothing(tmp_path):
    store = a_store(tmp_path, with_people=True)
    people, place = store.people.ground, Path(pairing.path_of(store.ground))
    head = people.head()
    for data in (b"{", b""):
        place.write_bytes(data)
        pairing.settle(store.ground, people, -1)
        assert not place.exists()
    assert people.head() == head
    store.close()


@pytest.mark.parametrize("edited", [False, True])
def test_a_first_half_alone_is_taken_back_unless_somebody_edited_it_since(tmp_path, edited):
    store = a_store(tmp_path, with_people=True)
    people, path = store.people.ground, "persons/7k/p-7k2f.yaml"
    place, before = Path(people.root) / path, people.head()
    place.parent.mkdir(parents=True)
    place.write_bytes(b"a: 1\n")
    git(people.root, "add", path)
    git(people.root, "commit", "-qm", "take")
    person = git(people.root, "log", "-1", "--format=%cn <%ce> %cd", "--date=raw").strip()
    entries = (Entry(path, None, blob_id(b"a: 1\n")),)
    if edited:
        place.write_bytes(OTHERS)
    for note in (
        pairing.Pair("elsewhere", before, person, entries),  # the other half came
        pairing.Pair(store.head(), before, "x <y> 1 +0000", entries),  # somebody's later commit
        pairing.Pair(store.head(), "", person, entries),
    ):
        pairing.save(store.ground, note)
        pairing.settle(store.ground, people, -1)
        assert git(people.root, "rev-parse", "HEAD~1").strip() == before
        assert not pairing.is_noted(store.ground)
    held = StoreLock(store.ground.lock_file)
    held.acquire(timeout=0)
    pairing.save(store.ground, pairing.Pair(store.head(), before, person, entries))
    pairing.settle(store.ground, people, held.number)
    held.release()
    if edited:
        assert place.read_bytes() == OTHERS
        assert git(people.root, "rev-parse", "HEAD~1").strip() == before
    else:
        assert not place.exists()
        assert git(people.root, "rev-parse", "HEAD^{tree}") == git(
            people.root, "rev-parse", f"{before}^{{tree}}"
        )
        assert git(people.root, "status", "--porcelain") == ""
    assert not pairing.is_noted(store.ground)
    store.close()


# -- the lock of the index --------------------------------------------------------------------


def test_an_index_held_by_somebody_s_git_is_waited_for_and_then_told(store, monkeypatch):
    monkeypatch.setattr(git_index, "_PATIENCE", 0.02)
    held = Path(store.ground.git_dir, "index.lock")
    held.write_bytes(b"")
    index = GitIndex(store.ground)
    with pytest.raises(ConflictError, match="index_locked"):
        index.lock()
    assert held.read_bytes() == b""
    held.write_bytes(b"held by wuye\n")  # of a command that was killed
    index.lock()
    index.lock()
    index.unlock()
    assert not held.exists()


def test_the_index_is_locked_where_two_folders_share_no_links(store, monkeypatch):
    """The mark on another disk than the index: no file can have a second name there."""
    monkeypatch.setattr(git_index, "_PATIENCE", 0.02)
    held = Path(store.ground.git_dir, "index.lock")
    with tempfile.TemporaryDirectory(dir="/dev/shm") as memory:
        if os.stat(memory).st_dev == os.stat(store.root).st_dev:
            pytest.skip("the folders of the tests lie in memory too")
        private = Path(store.ground.private)
        for one in private.iterdir():
            one.unlink()
        private.rmdir()
        private.symlink_to(memory)
        index = GitIndex(store.ground)
        index.lock()
        assert held.read_bytes() == b"held by wuye\n"
        index.unlock()
        assert not held.exists()
        held.write_bytes(b"held by wuye\n")
        index.lock()
        index.unlock()
        held.write_bytes(b"")
        with pytest.raises(ConflictError, match="index_locked"):
            index.lock()
        private.unlink()
    os.makedirs(private)
