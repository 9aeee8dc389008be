"""How a store begins."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.support.repos import AT, CLERK, FILES, git, leftovers

from wuye_cli.domain.errors import CallError, ConflictError
from wuye_cli.store.repository import Store

if TYPE_CHECKING:
    from pathlib import Path


def create(root: Path, **more: bool) -> Store:
    return Store.create(root, FILES, actor=CLERK, at=AT, subject="found the store", **more)


def test_a_new_store_is_a_clean_repository_with_people_beside_it(tmp_path: Path) -> None:
    store = create(tmp_path / "desk")
    assert git(store.root, "status", "--porcelain") == ""
    assert git(store.root, "log", "--format=%an %s").strip() == "李前台 found the store"
    assert store.people is not None
    assert store.people.root == tmp_path / "desk" / "people"
    assert git(store.root, "symbolic-ref", "HEAD").strip() == "refs/heads/main"
    assert store.read(".gitignore") == b"/people/\n/media/\n/crew/\n/*.html\n/*.pdf\n"
    assert leftovers(store.root) == []
    assert git(store.root, "config", "core.splitIndex").strip() == "true"


def test_a_store_without_people(tmp_path: Path) -> None:
    assert create(tmp_path / "desk", with_people=False).people is None


def test_a_store_is_not_made_twice(tmp_path: Path) -> None:
    create(tmp_path)
    with pytest.raises(ConflictError, match="store_exists"):
        create(tmp_path)


def test_other_files_in_the_folder_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "旧表.xlsx").write_bytes(b"x")
    (tmp_path / ".gitignore").write_bytes(b"*.xlsx")
    store = create(tmp_path)
    assert store.read(".gitignore") == b"*.xlsx\n/people/\n/media/\n/crew/\n/*.html\n/*.pdf\n"
    assert [path for path, _ in store.list_tree()] == [
        ".gitattributes",
        ".gitignore",
        *sorted(set(FILES) - {"wuye.yaml"}),
        "wuye.yaml",
    ]


def test_a_file_in_the_way_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "standards").mkdir()
    (tmp_path / "standards" / "tiers.yaml").write_bytes(b"mine\n")
    with pytest.raises(ConflictError, match="file_exists"):
        create(tmp_path)
    assert (tmp_path / "standards" / "tiers.yaml").read_bytes() == b"mine\n"


def test_a_repository_becomes_a_store_and_keeps_its_history(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q", "-b", "main")
    (tmp_path / "README").write_bytes(b"x\n")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-q", "-m", "first")
    store = create(tmp_path)
    assert git(tmp_path, "log", "--format=%s").split("\n")[:2] == ["found the store", "first"]
    assert store.read("README") == b"x\n"
    assert git(tmp_path, "status", "--porcelain") == ""


def test_a_folder_deep_in_a_repository_does_not_become_a_store(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    with pytest.raises(ConflictError, match="inside_repository"):
        create(tmp_path / "deep" / "desk")


def test_a_store_is_found_from_below(tmp_path: Path) -> None:
    create(tmp_path / "desk")
    below = tmp_path / "desk" / "records" / "tickets"
    assert Store.open(below).root == tmp_path / "desk"
    with pytest.raises(CallError, match="no_store"):
        Store.open(tmp_path)
