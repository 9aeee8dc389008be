"""What the verdict says of refs that hold records which the judged history does not have."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.support.crimes.records import arrived
from tests.support.crimes.scene import SENT, Scene, a_scene
from tests.support.crimes.trial import alarms, verified

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    """A store whose last step was reset away; `ORIG_HEAD` is what git leaves of it."""
    made = a_scene(tmp_path)
    before = made.head()
    arrived(made)
    made.git("update-ref", "refs/quiet/parked", "HEAD")
    made.git("reset", "-q", "--hard", before)
    made.git("update-ref", "ORIG_HEAD", "refs/quiet/parked")
    return made


def gap(scene: Scene, *words: str) -> dict[str, object]:
    """Return what the verdict says of other refs; nobody is accused."""
    ran = verified(scene, *words)
    assert alarms(ran) == []
    return next((one["facts"] for one in ran.json["not_covered"] if one["code"] == "refs"), {})


def test_refs_with_records_of_their_own_are_named(scene: Scene) -> None:
    place = str(scene.root.with_name("other"))
    scene.git("tag", "-m", "kept", "v1", "refs/quiet/parked")
    scene.git("update-ref", "refs/notes/parked", "refs/quiet/parked")
    scene.git("update-ref", "refs/stash", "refs/quiet/parked")
    scene.git("worktree", "add", "-q", "--detach", place, "refs/quiet/parked")
    scene.git("update-ref", "-d", "refs/quiet/parked")
    names = ["refs/notes/parked", "refs/stash", "refs/tags/v1", "worktrees/other/HEAD"]
    assert gap(scene) == {"count": 1, "refs": names, "tickets": [SENT]}


def test_what_is_merged_or_holds_no_records_is_not_named(scene: Scene) -> None:
    scene.git("branch", "merged", "HEAD~1")
    scene.git("update-ref", "-d", "refs/quiet/parked")
    scene.commit({"NOTES.md": "# 备忘\n"}, branch="apart", message="notes")
    assert gap(scene) == {}


def test_the_ref_itself_can_be_judged_and_then_nothing_is_left(scene: Scene) -> None:
    assert gap(scene)["refs"] == ["refs/quiet/parked"]
    assert gap(scene, "refs/quiet/parked") == {}
    scene.git("checkout", "-q", "--detach", "HEAD~1")
    assert "refs/heads/main" in gap(scene)["refs"]
