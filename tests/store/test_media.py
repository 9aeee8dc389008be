"""Photos and scans: kept under their hash, never followed through a link, never half written."""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support.repos import a_store, git

from wuye_cli.domain.errors import CallError, RefusedError, StoreError
from wuye_cli.domain.people.contacts import has_personal_data
from wuye_cli.store import media

if TYPE_CHECKING:
    from wuye_cli.store.repository import Store

PHOTO = b"\xff\xd8\xff\xe0" + b"burst pipe" * 1000


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return a_store(tmp_path)


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "photo.jpg"
    path.write_bytes(PHOTO)
    return path


def test_a_photo_lies_under_its_hash_and_outside_git(store: Store, photo: Path):
    taken = media.put_file(store, photo)
    assert taken == media.Medium(sha256(PHOTO).hexdigest(), len(PHOTO), "image/jpeg")
    path = store.root / "media" / taken.sha256[:2] / taken.sha256
    assert path.read_bytes() == PHOTO
    assert media.has(store, taken.sha256)
    assert media.path_of(store, taken.sha256) == path
    assert git(store.root, "status", "--porcelain") == ""
    assert list((store.root / "media" / "incoming").iterdir()) == []


def test_the_same_photo_twice_is_one_file(store: Store, photo: Path):
    first = media.put_file(store, photo)
    before = (store.root / "media" / first.sha256[:2] / first.sha256).stat()
    assert media.put_file(store, photo) == first
    after = (store.root / "media" / first.sha256[:2] / first.sha256).stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)


def test_a_torn_file_is_replaced_when_the_photo_comes_again(store: Store, photo: Path):
    taken = media.put_file(store, photo)
    path = store.root / "media" / taken.sha256[:2] / taken.sha256
    path.write_bytes(PHOTO[:10])
    media.put_file(store, photo)
    assert list(media.verify(store)) == []


def test_an_empty_file_is_kept_too(store: Store, tmp_path: Path):
    empty = tmp_path / "empty"
    empty.touch()
    assert media.put_file(store, empty).size == 0


def test_links_folders_and_pipes_are_refused(store: Store, photo: Path, tmp_path: Path):
    link, pipe = tmp_path / "link.jpg", tmp_path / "pipe"
    link.symlink_to(photo)
    os.mkfifo(pipe)
    for path in (link, pipe, tmp_path, Path(os.devnull)):
        with pytest.raises(CallError) as caught:
            media.put_file(store, path)
        assert caught.value.code == "not_a_file"


def test_a_missing_file_is_a_bad_call(store: Store, tmp_path: Path):
    for path in (tmp_path / "none.jpg", tmp_path / "a\0b"):
        with pytest.raises(CallError) as caught:
            media.put_file(store, path)
        assert caught.value.code == "no_such_file"


def test_a_file_of_more_than_200_megabytes_is_refused(store: Store, tmp_path: Path):
    large = tmp_path / "large.mp4"
    with large.open("wb") as file:
        file.truncate(media.MAX_SIZE + 1)
    with pytest.raises(RefusedError) as caught:
        media.put_file(store, large)
    assert caught.value.code == "file_too_large"
    assert not (store.root / "media").exists()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_is_said(store: Store, photo: Path):
    (store.root / "media").mkdir(mode=0o555)
    with pytest.raises(StoreError) as caught:
        media.put_file(store, photo)
    assert caught.value.code == "read_only"


def test_verify_names_what_is_not_what_it_says(store: Store, photo: Path):
    taken = media.put_file(store, photo)
    folder = store.root / "media"
    path = folder / taken.sha256[:2] / taken.sha256
    path.write_bytes(PHOTO[:-1] + b"!")
    (folder / "notes.txt").write_text("stray", encoding="utf-8")
    (folder / "aa").mkdir()
    (folder / "aa" / ("a" * 64)).symlink_to(photo)
    assert {flaw.code for flaw in media.verify(store)} == {"media_changed", "media_stray"}
    assert sorted(flaw.path for flaw in media.verify(store)) == sorted(
        [
            f"media/{taken.sha256[:2]}/{taken.sha256}",
            "media/notes.txt",
            f"media/aa/{'a' * 64}",
        ]
    )


def test_a_removed_photo_is_gone(store: Store, photo: Path):
    taken = media.put_file(store, photo)
    assert media.remove(store, taken.sha256)
    assert not media.remove(store, taken.sha256)
    assert not media.has(store, taken.sha256)


@pytest.mark.parametrize("digest", ["", "../../etc/passwd", "A" * 64, "a" * 63, "é" * 64])
def test_what_is_no_hash_is_no_file(store: Store, digest: str):
    assert not media.has(store, digest)
    assert not media.remove(store, digest)


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("IMG_001.jpg", "IMG_001.jpg"),
        ("/home/x/照片.png", "照片.png"),
        ("C:\\Users\\x\\a.png", "a.png"),
        ("..", ""),
        ("张女士13800001234.jpg", "张女士[电话].jpg"),
        ("a\x1b[2J\u202egpj.exe", "a[2Jgpj.exe"),
        ("长" * 300 + ".jpeg", "长" * 75 + ".jpeg"),
    ],
)
def test_a_name_keeps_its_last_part_without_tricks_and_numbers(name: str, kept: str):
    assert media.clean_name(name) == kept


@given(st.text(max_size=120))
def test_a_cleaned_name_is_harmless(name: str):
    kept = media.clean_name(name)
    assert len(kept) <= 80
    assert kept.isprintable()
    assert not set(kept) & set("/\\")
    assert has_personal_data(kept) is None
