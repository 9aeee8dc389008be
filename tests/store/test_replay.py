"""A history read raw: what git could be made to show otherwise is read as it was committed."""

from __future__ import annotations

import pytest
from tests.support.cli import a_store, head
from tests.support.cli import git as run_git

from wuye_cli.domain.errors import StoreError
from wuye_cli.store.ground import Ground
from wuye_cli.store.replay import Replay, line_of

ME = ("-c", "user.name=p", "-c", "user.email=p@x")


def git(root, *args):
    return run_git(root, *ME, *args)


@pytest.fixture
def root(tmp_path):
    return a_store(tmp_path)


def replayed(root, until="", since=()):
    ground = Ground(str(root))
    replay = Replay(ground, line_of(ground, until or head(root), since))
    found = list(replay.commits())
    ground.objects.close()
    return found


def put(root, name, text, *words):
    (root / name).write_text(text, "utf-8")
    git(root, "add", "-A")
    git(root, "commit", "-qm", f"put {name}", *words)
    return head(root)


def test_parents_come_first_and_a_merge_is_shown_against_each_parent(root):
    first = put(root, "a.txt", "1")
    git(root, "checkout", "-qb", "side", "HEAD~1")
    put(root, "b.txt", "2")
    git(root, "checkout", "-q", "main")
    git(root, "merge", "-q", "--no-edit", "side")
    *before, merge = replayed(root)
    places = {one.id: number for number, one in enumerate([*before, merge])}
    assert all(places[parent] < places[one.id] for one in before for parent in one.parents)
    assert merge.parents[0] == first
    assert [one.path for one in merge.changes] == ["b.txt"]
    assert [[one.path for one in side] for side in merge.others] == [["a.txt"]]


def test_an_empty_commit_and_only_what_is_new(root):
    start = head(root)
    git(root, "commit", "-q", "--allow-empty", "-m", "nothing")
    (one,) = replayed(root, since=(start,))
    assert (one.subject, one.changes, one.parents) == ("nothing", (), (start,))


def test_neither_a_replacement_nor_attributes_nor_a_mailmap_have_a_say(root):
    start = head(root)
    old = put(root, ".gitattributes", "* -diff -text\n")
    (root / ".mailmap").write_text("Else <else@x> <p@x>\n", "utf-8")
    new = put(root, "a.txt", "1", "--author", "P <p@x>")
    git(root, "replace", new, old)
    *_, one = replayed(root, new, (start,))
    assert (one.id, one.author) == (new, ("P", "p@x"))
    assert {change.path for change in one.changes} == {".mailmap", "a.txt"}


def test_a_hostile_commit_is_read(root):
    tree = git(root, "rev-parse", "HEAD^{tree}").strip()
    raw = f"tree {tree}\nparent {head(root)}\nauthor \x1b[2J<\n\nWuye-Op\n"
    (root / "raw").write_text(raw, "utf-8")
    made = git(root, "hash-object", "-t", "commit", "-w", "--literally", "raw").strip()
    *_, one = replayed(root, made)
    assert (one.id, one.authored, one.subject) == (made, 0, "Wuye-Op")


def test_a_missing_object_is_an_error(root):
    put(root, "records/desks.yaml", "x: 1\n")
    lost = git(root, "rev-parse", "HEAD:records/desks.yaml").strip()
    (root / ".git" / "objects" / lost[:2] / lost[2:]).unlink()
    with pytest.raises(StoreError) as caught:
        replayed(root)
    assert caught.value.code == "missing_object"
