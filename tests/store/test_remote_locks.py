"""Locks that a push left at a remote in a folder: swept when they are nobody's, else left alone."""

from __future__ import annotations

import os
import threading
import time

import pytest
from tests.support.desks import an_office
from tests.support.repos import git

from wuye_cli.store import remote_locks, remotes

BRANCH = "refs/heads/main"


@pytest.fixture
def office(tmp_path, monkeypatch):
    monkeypatch.setattr(remote_locks, "_LEFT_FOR_DEAD", 0.3)
    return an_office(tmp_path)


def remote(office, place, *, address="", bare=True):
    git(office.root, "init", "-q", *(["--bare"] if bare else []), "-b", "main", str(place))
    git(office.root, "remote", "add", "origin", address or str(place))
    return place if bare else place / ".git"


@pytest.mark.parametrize("lock", ["refs/heads/main.lock", "HEAD.lock"])
@pytest.mark.parametrize("address", ["{}", "file://{}", "../far.git", "../far"])
def test_a_lock_that_stands_still_is_swept(office, tmp_path, lock, address):
    far = remote(office, tmp_path / "far.git", address=address.format(tmp_path / "far.git"))
    (far / lock).touch()
    ground = office.desk.store.ground
    assert not remotes.push(ground, "origin", BRANCH)
    assert not (far / lock).exists()
    assert remotes.push(ground, "origin", BRANCH)


def test_a_remote_with_a_work_tree_is_swept_too(office, tmp_path):
    far = remote(office, tmp_path / "far", bare=False)
    (far / "refs/heads/main.lock").touch()
    remote_locks.free(office.desk.store.ground, "origin", BRANCH)
    assert not (far / "refs/heads/main.lock").exists()


def test_a_lock_that_changes_hands_is_left_alone(office, tmp_path):
    far = remote(office, tmp_path / "far.git")
    lock = far / "refs/heads/main.lock"
    lock.touch()

    def pass_on():
        time.sleep(0.1)
        fresh = lock.with_suffix(".next")
        fresh.touch()
        os.replace(fresh, lock)

    other = threading.Thread(target=pass_on)
    other.start()
    remote_locks.free(office.desk.store.ground, "origin", BRANCH)
    other.join()
    assert lock.exists()


def test_where_a_hook_may_hold_it_the_lock_is_left_alone(office, tmp_path):
    far = remote(office, tmp_path / "far.git")
    (far / "hooks").mkdir(exist_ok=True)
    (far / "hooks/reference-transaction").touch()
    (far / "refs/heads/main.lock").touch()
    remote_locks.free(office.desk.store.ground, "origin", BRANCH)
    assert (far / "refs/heads/main.lock").exists()


def test_what_is_no_repository_is_left_alone(office, tmp_path):
    (tmp_path / "far/refs/heads").mkdir(parents=True)
    (tmp_path / "far/refs/heads/main.lock").touch()
    git(office.root, "remote", "add", "origin", str(tmp_path / "far"))
    remote_locks.free(office.desk.store.ground, "origin", BRANCH)
    assert (tmp_path / "far/refs/heads/main.lock").exists()
