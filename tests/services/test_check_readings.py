"""What a run keeps of the standards for the next one: the same answer, sooner."""

from __future__ import annotations

import pytest
from tests.support.checked import TIERS, a_checked_store, edit, found, run
from tests.support.repos import git

from wuye_cli.services.checking import gather, readings, worked_cases


@pytest.fixture
def store(tmp_path):
    return a_checked_store(tmp_path)


@pytest.fixture
def read(monkeypatch):
    """The paths of texts that were read anew."""
    seen = []
    was = readings.read_tree

    def watched(data, path):
        seen.append(path)
        return was(data, path)

    monkeypatch.setattr(readings, "read_tree", watched)
    return seen


@pytest.fixture
def ran(monkeypatch):
    """The files of worked cases that were run."""
    seen = []
    was = worked_cases.run

    def watched(path, tree, rules):
        seen.append(path)
        return was(path, tree, rules)

    monkeypatch.setattr(worked_cases, "run", watched)
    return seen


def test_what_did_not_change_is_read_once(store, read):
    first = run(store)
    assert TIERS in read
    read.clear()
    assert run(store) == first
    assert read == []


def test_what_changed_is_read_again_and_told(store, read):
    run(store)
    read.clear()
    edit(store, TIERS, "version:", "verzion:")
    assert found(run(store), "S001", "S002")
    assert read == [TIERS]


def test_cases_run_again_once_any_text_changed(store, ran):
    run(store)
    once = list(ran)
    assert once
    run(store)
    assert ran == once
    (store.root / TIERS).write_text((store.root / TIERS).read_text() + "# seen\n")
    run(store)
    assert ran == once * 2


@pytest.mark.parametrize("damage", [b"", b"\x93", b"\x81\xa1a\x01"])
def test_a_damaged_memory_is_none(store, damage, read):
    first = run(store)
    (store.root / ".git" / "wuye" / readings.FILE).write_bytes(damage)
    read.clear()
    assert run(store) == first
    assert TIERS in read


def test_the_past_is_asked_of_git_once_for_each_head(store, monkeypatch):
    asked = []
    was = gather.past_texts

    def watched(store, path):
        asked.append(path)
        return was(store, path)

    monkeypatch.setattr(gather, "past_texts", watched)
    first = run(store)
    assert TIERS in asked
    asked.clear()
    assert run(store) == first
    assert asked == []
    edit(store, TIERS, "arrive: [15m", "arrive: [14m")
    git(store.root, "commit", "-qam", "another version")
    run(store)
    assert TIERS in asked
    asked.clear()
    (store.git_dir / "shallow").write_text("")  # the same HEAD, another past
    run(store)
    assert TIERS in asked
