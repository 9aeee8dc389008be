"""Standards in commits, in the index, in the work tree, and outside of any store."""

from __future__ import annotations

import os
from datetime import datetime

import pytest
from tests.store.test_damage import code_of
from tests.support import repos
from tests.support.repos import git, save

from wuye_cli.domain.errors import CallError, ConflictError, StoreError, UncheckableError
from wuye_cli.domain.people.receipt import KEY_BYTES, SCHEMA, ReceiptKey
from wuye_cli.store import loose, revisions, snapshot
from wuye_cli.store.receipt_keys import put_key, receipt_keys
from wuye_cli.store.yaml_text import UnreadableError

TIERS = "standards/tiers.yaml"


@pytest.fixture
def store(tmp_path):
    store = repos.a_store(tmp_path)
    save(store, {TIERS: b"a: 1\n", "wuye.yaml": b"schema: wuye/1\n"})
    save(store, {TIERS: b"a: 2\n"})
    return store


def put(store, path, data):
    place = os.path.join(store.root, path)
    os.makedirs(os.path.dirname(place), exist_ok=True)
    with open(place, "wb") as file:
        file.write(data)


# -- commits ----------------------------------------------------------------------------------


def test_two_ends_are_two_states_and_three_dots_begin_where_the_ways_part(store):
    first, last = git(store.root, "rev-parse", "HEAD~1", "HEAD").split()
    assert revisions.span(store, "HEAD~1..") == (first, last, "HEAD~1", "HEAD")
    git(store.root, "checkout", "-q", "-b", "aside", "HEAD~1")
    git(store.root, "commit", "-q", "--allow-empty", "-m", "aside")
    found = revisions.span(store, f"{last}...aside")
    assert found[:2] == (first, git(store.root, "rev-parse", "aside").strip())
    assert revisions.is_range("a...b")
    assert not revisions.is_range("../a")


def test_histories_that_share_nothing_have_no_parting(store):
    git(store.root, "checkout", "-q", "--orphan", "other")
    git(store.root, "commit", "-qm", "other")
    assert code_of(lambda: revisions.span(store, "main...other"), CallError) == "no_common_history"
    (store.git_dir / "shallow").write_text("a" * 40 + "\n")
    for text in ("main...other", "nowhere.."):
        assert code_of(lambda text=text: revisions.span(store, text), UncheckableError) == (
            "shallow_clone"
        )
    (store.git_dir / "shallow").write_bytes(b"\xff")
    assert code_of(lambda: revisions.is_shallow(store)) == "damaged_repository"


def test_a_name_that_is_none_is_told_with_what_was_meant(store):
    git(store.root, "tag", "v2026")
    for text, like in (("v2025", "v2026"), ("teirs", "tiers"), ("zzzzzz", "")):
        with pytest.raises(CallError) as caught:
            revisions.resolve(store, text)
        assert (caught.value.code, caught.value.facts["like"]) == ("unknown_state", like)
    for text in ("", "x" * 10_000, "a\x1bb"):
        assert revisions.known(store, text) == ""
    git(store.root, "branch", "v2026")
    assert code_of(lambda: revisions.known(store, "v2026"), CallError) == "ambiguous_revision"
    assert revisions.known(store, "refs/tags/v2026") == store.head()


def test_the_moment_of_a_commit_may_be_one_that_no_calendar_has(store):
    assert revisions.when(store, store.head()).year > 2000
    tree = git(store.root, "rev-parse", "HEAD^{tree}").strip()
    raw = f"tree {tree}\nauthor a <a@x> 1 +0000\ncommitter a <a@x> {10**17} +0000\n\nx\n"
    place = os.path.join(store.root, "raw")
    put(store, "raw", raw.encode())
    late = git(store.root, "hash-object", "-t", "commit", "-w", "--literally", place).strip()
    assert revisions.when(store, late) is None


# -- index and work tree ----------------------------------------------------------------------


def test_what_is_staged_is_read_from_the_index(store):
    put(store, TIERS, b"a: 3\n")
    git(store.root, "add", TIERS)
    put(store, TIERS, b"a: 4\n")
    os.symlink("tiers.yaml", os.path.join(store.root, "standards", "link.yaml"))
    git(store.root, "add", "standards/link.yaml")
    staged, lying = snapshot.of_index(store), snapshot.of_worktree(store)
    assert staged.files == {TIERS: b"a: 3\n", "wuye.yaml": b"schema: wuye/1\n"}
    assert lying.files == {TIERS: b"a: 4\n", "wuye.yaml": b"schema: wuye/1\n"}


def test_an_index_in_the_middle_of_a_merge_has_no_one_text(store):
    git(store.root, "checkout", "-q", "-b", "aside", "HEAD~1")
    put(store, TIERS, b"a: 5\n")
    git(store.root, "commit", "-qam", "aside")
    git(store.root, "merge", "-q", "main", check=False)
    assert code_of(lambda: snapshot.of_index(store), ConflictError) == "unmerged"


def test_a_file_that_cannot_be_read_is_left_out_of_the_readable_ones():
    shot = snapshot.Snapshot("", {TIERS: b"a: [", "wuye.yaml": b"a: 1\n"})
    assert [path for path, _ in shot.documents()] == ["wuye.yaml"]
    with pytest.raises(UnreadableError):
        shot.document(TIERS)


# -- outside of any store ---------------------------------------------------------------------


def test_a_folder_is_taken_as_standards_or_as_what_holds_them(tmp_path, store):
    folder = tmp_path / "given"
    (folder / "services").mkdir(parents=True)
    (folder / ".git").mkdir()
    assert code_of(lambda: loose.of_place(str(folder), "given", reads={}), CallError) == (
        "no_standards_there"
    )
    for name in ("tiers.yaml", "services/a.yaml", ".hidden.yaml", ".git/x.yaml", "note.txt"):
        (folder / name).write_bytes(b"a: 1\n")
    (folder / "link.yaml").symlink_to("tiers.yaml")
    os.mkfifo(folder / "pipe.yaml")
    assert sorted(loose.of_place(str(folder), "given", reads={}).files) == [
        "standards/services/a.yaml", TIERS,
    ]  # fmt: skip
    assert loose.of_place(str(store.root), "s", reads={}).files[TIERS] == b"a: 2\n"
    assert loose.exists(str(folder))
    assert loose.is_folder(str(folder))
    assert not loose.is_folder(str(folder / "tiers.yaml"))


@pytest.mark.parametrize(
    ("text", "name", "path"),
    [
        (b"schema: tiers/1\n", "old.yaml", TIERS),
        (b"schema: 'calendar/1'\n", "office.yaml", "standards/calendars/office.yaml"),
        (b"schema: unheard/1\n", "x.yaml", "standards/x.yaml"),
        (b"a: 1\n", "x.yaml", "standards/x.yaml"),
        (b"", "standards/services/a.yaml", "standards/services/a.yaml"),
    ],
)
def test_two_files_are_two_texts_of_one_standard(tmp_path, text, name, path):
    place = tmp_path / name
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(text)
    before, after = loose.of_files([os.devnull, str(place)], ["-", "b"], reads={})
    assert (before.files, after.files) == ({}, {path: text} if text else {})


def test_what_is_no_plain_file_is_no_text(tmp_path):
    for place in (tmp_path, tmp_path / "nowhere"):
        assert code_of(lambda place=place: loose.file_bytes(str(place), "x"), CallError) == (
            "no_such_place"
        )


# -- keys of receipts -------------------------------------------------------------------------


def test_the_oldest_key_of_receipts_is_in_use_and_one_that_is_none_is_told(tmp_path):
    bare = repos.a_store(tmp_path)
    assert receipt_keys(bare) == []
    store = repos.a_store(tmp_path / "with", with_people=True)
    keys = [
        ReceiptKey(id=f"k{day}", created=datetime(2026, 3, day, tzinfo=repos.AT.tzinfo),
                   key="ab" * KEY_BYTES)
        for day in (2, 1)
    ]  # fmt: skip
    with store.transaction(by=repos.CLERK, at=repos.AT) as changes:
        for key in keys:
            put_key(changes, key)
        changes.commit("keys")
    assert receipt_keys(store) == keys[::-1]
    for bad in ({"schema": SCHEMA}, {"key": "ab"}, {"key": "zz" * KEY_BYTES}):
        fields = {"schema": SCHEMA, "id": "k0", "created": "2026-03-01T00:00:00Z", "key": "ab"}
        text = "".join(f'{name}: "{value}"\n' for name, value in (fields | bad).items())
        with store.transaction(by=repos.CLERK, at=repos.AT) as changes:
            changes.people.put("receipt-keys/k0.yaml", text.encode())
            changes.commit("by hand")
        with pytest.raises((UncheckableError, StoreError)) as caught:
            receipt_keys(store)
        assert caught.value.code == "bad_record"
