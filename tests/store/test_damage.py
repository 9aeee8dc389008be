"""What is damaged, odd or in the way, one room of the store after the other: said, and no harm."""

from __future__ import annotations

import errno
import os
import tempfile
import zlib
from pathlib import Path

import pytest
from tests.support import repos

from wuye_cli.domain.errors import CallError, ConflictError, StoreError, UncheckableError
from wuye_cli.store import atomic, house, media_pool, pack_file, refs, role_files, worktree
from wuye_cli.store.codecs.tickets import read_ticket, ticket_from_mapping, ticket_to_mapping
from wuye_cli.store.git import clean_environment
from wuye_cli.store.kept_out import keep_out, keep_out_file
from wuye_cli.store.lock import PATIENCE, StoreLock, patience
from wuye_cli.store.process import start_process
from wuye_cli.store.yaml_text import read_plain

ID = "a" * 40


def code_of(step, kind=StoreError):
    with pytest.raises(kind) as caught:
        step()
    return caught.value.code


# -- refs and objects -------------------------------------------------------------------------


def test_a_head_that_says_nothing_is_a_damaged_repository(tmp_path):
    assert code_of(lambda: refs.head_branch(str(tmp_path))) == "damaged_repository"
    for text, code in (
        ("nonsense", "damaged_repository"),
        ("b" * 64, "unsupported_repository"),
        ("ref: refs/heads/.invalid", "unsupported_repository"),
    ):
        (tmp_path / "HEAD").write_text(text)
        assert code_of(lambda: refs.head_branch(str(tmp_path))) == code
    (tmp_path / "HEAD").write_text(f"{ID}\n")
    assert refs.head_branch(str(tmp_path)) == ID


def test_a_ref_is_found_loose_or_packed_or_not_at_all(tmp_path):
    root = str(tmp_path)
    assert refs.read_ref(root, "refs/heads/main") == ""
    (tmp_path / "packed-refs").write_text(f"# pack-refs\n{ID} refs/heads/main\n^{'b' * 40}\n")
    assert refs.read_ref(root, "refs/heads/main") == ID
    assert refs.read_ref(root, "refs/heads/ain") == ""
    (tmp_path / "refs").write_text("a file where a folder should be")
    assert refs.read_ref(root, "refs/heads/main") == ID


def loose(folder, packed):
    place = folder / ID[:2] / ID[2:]
    place.parent.mkdir(exist_ok=True)
    place.write_bytes(packed)
    return lambda: refs.read_loose(str(folder), ID)


def test_an_object_is_what_its_head_says(tmp_path):
    assert refs.read_loose(str(tmp_path), ID) is None
    assert loose(tmp_path, zlib.compress(b"blob 2\0hi"))() == ("blob", b"hi")
    for packed in (b"no zlib", zlib.compress(b"blob 3\0hi"), zlib.compress(b"blob 2")):
        assert code_of(loose(tmp_path, packed)) == "damaged_object"


@pytest.mark.parametrize("body", [b"", b"parent x", b"tree " + b"a" * 39 + b"\n"])
def test_a_commit_without_a_tree_is_damaged(body):
    assert code_of(lambda: refs.tree_of_commit(body)) == "damaged_object"


def test_a_tree_is_read_to_its_end_or_not_at_all():
    body = b"100644 a\0" + bytes.fromhex(ID)
    assert refs.parse_tree(body) == {"a": (0o100644, ID)}
    for cut in (b"100644", b"100644 a", b"1006x4 a\0" + bytes.fromhex(ID)):
        assert code_of(lambda cut=cut: refs.parse_tree(cut)) == "damaged_object"


def test_an_object_of_another_kind_is_damaged_and_a_link_is_no_file(tmp_path):
    store = repos.a_store(tmp_path)
    objects, head = store.ground.objects, store.head()
    assert code_of(lambda: objects.blob(head)) == "damaged_object"
    os.symlink("elsewhere", tmp_path / store.root / "link")
    repos.git(store.root, "add", "link")
    repos.git(store.root, "commit", "-qm", "a link")
    linked = repos.git(store.root, "rev-parse", "HEAD").strip()
    assert code_of(lambda: objects.blob_at(linked, "link")) == "unsafe_path"
    assert objects.blob_at(linked, "nowhere") is None


PACK = pack_file.pack_of([("blob", b"hi" * 500), ("tree", b"")])


def test_a_pack_that_was_cut_or_changed_is_damaged():
    assert set(pack_file.objects_in(PACK).values()) == {("blob", b"hi" * 500), ("tree", b"")}
    summed = [PACK[:4], PACK[:-21] + PACK[-20:], PACK[:-1] + b"\0", b"PACK" + bytes(40)]
    for bad in (b"", *summed):
        assert code_of(lambda bad=bad: pack_file.objects_in(bad)) == "damaged_object"


def test_a_pack_whose_sum_is_right_may_be_damaged_all_the_same():
    body = PACK[:-20]
    short, none = pack_file.pack_of([("blob", b"hi")])[:-20], pack_file.pack_of([])[:-20]
    for bad in (
        body + b"more",
        none[:8] + b"\0\0\0\1",
        short[:12] + b"\x70" + short[13:],  # a kind of which packs of ours have none
        short[:12] + b"\x33" + short[13:],  # another length
        short[:-3],
        none[:8] + b"\0\0\0\1\xff",
    ):
        assert code_of(lambda bad=bad: pack_file.objects_in(signed(bad))) == "damaged_object"


def signed(body):
    from hashlib import sha1  # noqa: PLC0415 - as git sums up its packs

    return body + sha1(body).digest()  # noqa: S324 - as above


# -- files ------------------------------------------------------------------------------------


def test_a_file_system_that_cannot_sync_folders_is_left_alone():
    atomic.sync_folder("/proc")
    with pytest.raises(FileNotFoundError):
        atomic.sync_folder("/nowhere")


def test_a_file_that_only_saves_time_leaves_nothing_where_it_cannot_stand(tmp_path):
    place = tmp_path / "kept"
    place.mkdir()
    with pytest.raises(OSError, match="kept"):
        atomic.keep(str(place), b"x")
    assert [one.name for one in tmp_path.iterdir()] == ["kept"]


def test_what_killed_writers_left_is_dropped_after_an_hour(tmp_path):
    for name in ("kept.12", "kept.13", "other.12"):
        (tmp_path / name).write_bytes(b"")
    for name in ("kept.12", "other.12"):
        os.utime(tmp_path / name, (1, 1))
    atomic.keep(str(tmp_path / "kept"), b"x")
    assert sorted(one.name for one in tmp_path.iterdir()) == ["kept", "kept.13", "other.12"]


def test_a_folder_that_cannot_be_dropped_says_so(tmp_path):
    atomic.drop_tree(str(tmp_path / "gone"))
    file = tmp_path / "file"
    file.write_bytes(b"")
    with pytest.raises(NotADirectoryError):
        atomic.drop_tree(str(file))


def test_a_place_behind_a_file_or_a_pipe_is_unsafe(tmp_path):
    root = str(tmp_path)
    (tmp_path / "file").write_bytes(b"")
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "link").symlink_to("file")
    for path in ("file/below", "pipe", "link"):
        assert code_of(lambda path=path: worktree.read(root, path)) == "unsafe_path"
    assert code_of(lambda: worktree.write(root, "file/below", b"x")) == "unsafe_path"
    worktree.write(root, "new/file", b"x")
    assert worktree.read(root, "new/file") == b"x"


def test_a_file_is_put_in_place_from_another_file_system(tmp_path):
    memory = "/dev/shm"  # noqa: S108 - nothing else is sure to be a file system of its own
    if not os.path.isdir(memory) or os.stat(memory).st_dev == tmp_path.stat().st_dev:
        pytest.skip("needs a second file system")
    with tempfile.TemporaryDirectory(dir=memory) as memory:
        waiting = Path(memory, "waiting")
        waiting.write_bytes(b"x")
        with pytest.raises(OSError, match="link") as caught:
            os.rename(waiting, tmp_path / "file")
        assert caught.value.errno == errno.EXDEV
        assert worktree.install(str(tmp_path / "sub" / "file"), str(waiting)) == str(
            tmp_path / "sub"
        )
        worktree.keep_link(str(tmp_path / "sub" / "file"), f"{memory}/backup")
        assert os.listdir(memory) == []
    assert (tmp_path / "sub" / "file").read_bytes() == b"x"
    (tmp_path / "folder" / "full").mkdir(parents=True)
    with pytest.raises(OSError, match="folder"):
        worktree.install(str(tmp_path / "folder"), str(tmp_path / "sub" / "file"))


def test_what_git_shall_not_see_is_named_once(tmp_path):
    store = repos.a_store(tmp_path)
    exclude = Path(store.ground.common_dir, "info", "exclude")
    exclude.parent.mkdir(exist_ok=True)
    exclude.write_bytes(b"/mine")
    for _ in range(2):
        keep_out(store.ground, ("/secret/",))
    assert exclude.read_bytes() == b"/mine\n/secret/\n"
    keep_out_file(store.ground, os.path.join(store.root, "odd name[1]"))
    assert exclude.read_bytes().endswith(b"/secret/\n/odd\\ name\\[1]\n")
    keep_out_file(store.ground, str(tmp_path / "elsewhere"))
    exclude.unlink()
    keep_out(store.ground, ("/a",))
    assert exclude.read_bytes() == b"/a\n"


# -- lock and children ------------------------------------------------------------------------


def test_a_moment_that_no_calendar_has_is_the_last_one():
    assert house.moment(0).year == 1970
    assert house.moment(1 << 60).year == 9999


@pytest.mark.parametrize("text", ["soon", "-1", "nan", "inf"])
def test_a_patience_that_is_no_number_of_seconds_is_refused(monkeypatch, text):
    assert patience() == PATIENCE
    monkeypatch.setenv("WUYE_LOCK_TIMEOUT", text)
    assert code_of(patience, CallError) == "bad_lock_timeout"
    monkeypatch.setenv("WUYE_LOCK_TIMEOUT", "2.5")
    assert patience() == 2.5


def test_who_waits_for_the_lock_is_told_and_may_give_up(tmp_path):
    path, waited = str(tmp_path / "lock"), []
    first, second = StoreLock(path), StoreLock(path)
    first.acquire(timeout=0)
    assert code_of(lambda: second.acquire(timeout=2, on_wait=waited.append), ConflictError) == (
        "lock_timeout"
    )
    assert len(waited) == 1
    second.release()
    first.release()
    second.acquire(timeout=60)  # the place that was given up comes first, for an instant
    second.release()
    second.release()
    assert code_of(lambda: StoreLock(str(tmp_path / "no" / "lock")).acquire(timeout=0)) != ""


def test_a_program_that_is_not_there_is_named_and_one_without_a_pipe_is_not_fed():
    assert code_of(lambda: start_process(["/nowhere/git"], b"", clean_environment())) == (
        "git_missing"
    )
    child = start_process(["/bin/cat"], b"fed", clean_environment())
    with pytest.raises(ValueError, match="no pipe"):
        child.flush()
    assert child.result((0,)) == b"fed"
    assert child.wait() == 0


# -- records that do not fit ------------------------------------------------------------------

HEAD = {"schema": "ticket/1", "id": "WY-260310-A001", "uid": "u", "status": "received",
        "title": "t"}  # fmt: skip
EVENT = {"id": "e", "at": "2026-03-10T10:00:00+08:00", "do": "receive", "x-b": "2", "x-a": "1"}
WITHOUT_OFFSET = dict.fromkeys(("at", "recorded_at", "until", "due"), "2026-03-10T10:00:00") | {
    "window": ["2026-03-10T10:00:00+08:00", "2026-03-10T11:00:00"]
}


def test_a_team_s_own_keys_are_kept_and_unknown_ones_refused():
    ticket = ticket_from_mapping({**HEAD, "x-ours": "1", "events": [EVENT]})
    assert (ticket.extra, ticket.events[0].extra) == ({"x-ours": "1"}, {"x-a": "1", "x-b": "2"})
    assert list(ticket_to_mapping(ticket)["events"][0])[-2:] == ["x-a", "x-b"]
    for change in (
        {"ours": "1"}, {"events": [{**EVENT, "ours": "1"}]}, {"events": ["e"]}, {"events": 7},
        {"title": 7}, {"schema": "person/1"}, {"schema": None},
        *({"events": [{**EVENT, key: value}]} for key, value in WITHOUT_OFFSET.items()),
    ):  # fmt: skip
        odd = {**HEAD, **change}
        assert code_of(lambda odd=odd: ticket_from_mapping(odd), UncheckableError) == "bad_record"
    newer = {**HEAD, "schema": "ticket/2"}
    assert code_of(lambda: ticket_from_mapping(newer), UncheckableError) == "newer_schema"
    assert code_of(lambda: read_ticket(b"a: [", path="p"), UncheckableError)


def test_roles_and_staff_that_cannot_be_read_give_no_rights():
    assert role_files.policy_in(b"a: [") == role_files.policy_in(None)
    assert role_files.member_in(b"a: [") is None


def test_settings_that_do_not_fit_are_said():
    for data, code in (
        (None, "no_settings"),
        (b"schema: other/1\n", "newer_schema"),
        (f"schema: {house.SCHEMA}\nestate: [1]\n".encode(), "bad_record"),
    ):
        assert (
            code_of(lambda data=data: house.read_settings(data, read_plain), UncheckableError)
            == code
        )


def test_a_pool_of_media_follows_no_link(tmp_path):
    digest = "ab" + "0" * 62
    place = Path(media_pool.place_in(str(tmp_path), digest))
    place.parent.mkdir()
    place.write_bytes(b"x")
    (place.parent / "note.txt").write_bytes(b"")
    (tmp_path / "cd").symlink_to(place.parent)
    assert [one.digest for one in media_pool.lying_in(str(tmp_path))] == [digest]
    with pytest.raises(ValueError, match="short"):
        media_pool.place_in(str(tmp_path), "short")
