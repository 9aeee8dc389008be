"""Pages beside the store: whole or not at all, and nobody's own file touched."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from wuye_cli.domain.errors import CallError, ConflictError, StoreError
from wuye_cli.store.page_files import require_free, write_folder, write_page

if TYPE_CHECKING:
    from pathlib import Path

MARK = b"<!-- ours -->"
PAGE = b"<!doctype html>\n" + MARK + b"\n"


def put(folder: Path, root: Path, *names: str) -> list[str]:
    pages = dict.fromkeys((*names, "index.html"), PAGE)
    return write_folder(str(folder), pages, root=str(root), mark=MARK, prefix="crew-")


def test_a_free_path_is_fine_and_a_taken_one_only_by_force(tmp_path):
    path = tmp_path / "a.html"
    require_free(str(path), force=False)
    path.write_text("mine")
    with pytest.raises(ConflictError, match=r"print\.exists"):
        require_free(str(path), force=False)
    require_free(str(path), force=True)
    (tmp_path / "dead").symlink_to(tmp_path / "nowhere")
    with pytest.raises(ConflictError):
        require_free(str(tmp_path / "dead"), force=False)


@pytest.mark.parametrize("path", ["no/such/a.html", ".", "a\0.html"])
def test_what_can_be_no_file_is_a_bad_call(tmp_path, path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(CallError, match="bad_value"):
        require_free(path, force=True)


def test_a_page_takes_the_place_of_a_link_and_not_of_what_it_leads_to(tmp_path):
    (tmp_path / "far").write_text("far")
    (tmp_path / "a.html").symlink_to(tmp_path / "far")
    write_page(str(tmp_path / "a.html"), b"new")
    assert (tmp_path / "far").read_text() == "far"
    assert (tmp_path / "a.html").read_bytes() == b"new"
    assert sorted(os.listdir(tmp_path)) == ["a.html", "far"]


def test_a_page_that_cannot_be_put_in_place_leaves_nothing_behind(tmp_path):
    (tmp_path / "a.html").mkdir()
    with pytest.raises(StoreError):
        write_page(str(tmp_path / "a.html"), b"new")
    assert os.listdir(tmp_path) == ["a.html"]


def test_pages_that_are_over_are_removed_and_no_others(tmp_path):
    folder = tmp_path / "crew"
    assert put(folder, tmp_path / "store", "crew-a.html", "crew-b.html") == []
    (folder / "crew-mine.html").write_text("my own")
    (folder / "notes.html").write_bytes(PAGE)
    (folder / "crew-link.html").symlink_to(folder / "crew-b.html")
    assert put(folder, tmp_path / "store", "crew-a.html") == ["crew-b.html"]
    assert sorted(os.listdir(folder)) == [
        "crew-a.html", "crew-link.html", "crew-mine.html", "index.html", "notes.html",
    ]  # fmt: skip


def test_a_file_of_somebody_else_stops_it_before_anything_is_written(tmp_path):
    folder = tmp_path / "crew"
    folder.mkdir()
    (folder / "index.html").write_text("my site")
    with pytest.raises(ConflictError, match=r"crew\.foreign"):
        put(folder, tmp_path / "store", "crew-a.html")
    assert os.listdir(folder) == ["index.html"]
    assert (folder / "index.html").read_text() == "my site"


@pytest.mark.parametrize("part", ["records", "standards/crew", "people", "media/x", ".git"])
def test_no_page_lies_among_the_records(tmp_path, part):
    with pytest.raises(CallError, match=r"crew\.inside"):
        put(tmp_path / part, tmp_path)
    assert os.listdir(tmp_path) == []


def test_a_link_into_the_records_is_seen_through(tmp_path):
    (tmp_path / "store" / "records").mkdir(parents=True)
    (tmp_path / "crew").symlink_to(tmp_path / "store" / "records")
    with pytest.raises(CallError, match=r"crew\.inside"):
        put(tmp_path / "crew", tmp_path / "store")


def test_a_file_in_the_folder_s_place_is_a_bad_call(tmp_path):
    (tmp_path / "crew").write_text("x")
    with pytest.raises(CallError, match="bad_value"):
        put(tmp_path / "crew", tmp_path / "store")
