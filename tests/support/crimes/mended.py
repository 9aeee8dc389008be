"""Frauds that somebody honest puts right: he names nothing but the fraud, and nobody but its author.

The mender uses git itself, as most would: `git revert`, or the file as it was.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.support.crimes.case import Blame, Crime
from tests.support.crimes.merges import _event_changed, _evil, merged
from tests.support.crimes.records import arrived, cancelled
from tests.support.crimes.rights import RECEIPT, taken_on
from tests.support.crimes.scene import (
    CLERK,
    CLOSED,
    DEED,
    MANAGER,
    SENT,
    TECHNICIAN,
    Link,
    names,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.support.crimes.scene import Scene

    from wuye_cli.store.repository import Actor

MENDED, LATER = "2026-03-05 09:00", "2026-03-05 09:10"


def put_back(scene: Scene) -> None:
    """A file of one's own is written, and the commit reverted with git."""
    scene.commit({"NOTES.md": "# 备忘\n"}, message="notes")
    _reverted(scene)


def _reverted(scene: Scene, by: Actor = MANAGER, at: str = MENDED) -> None:
    scene.git("revert", "--no-edit", "HEAD", **names(by, at))


def _mended(deed: Callable[[Scene], Blame]) -> Callable[[Scene], Blame]:
    """Commit a fraud; the manager reverts it the next day."""

    def whole(scene: Scene) -> Blame:
        blame = deed(scene)
        _reverted(scene)
        return blame

    return whole


def _made(ticket: str, change: Callable[[str], str | Link | None]) -> Callable[[Scene], Blame]:
    def deed(scene: Scene) -> Blame:
        content = change(scene.text(ticket))
        return Blame(scene.commit({scene.path(ticket): content}, message="typo"), CLERK, ticket)

    return deed


def _promoted(scene: Scene) -> Blame:
    path = "records/staff/s-zhao.yaml"
    text = scene.read(path).replace("technician", "manager")
    return Blame(scene.commit({path: text}, by=TECHNICIAN, message=RECEIPT), TECHNICIAN)


def _reverted_twice(scene: Scene) -> Blame:
    """A clerk reverts a step; the manager reverts the revert."""
    scene.wuye(DEED, f"ticket arrive {SENT}")
    _reverted(scene, CLERK)
    blame = Blame(scene.head(), CLERK, SENT)
    _reverted(scene, at=LATER)
    return blame


def _merge_mended(scene: Scene) -> Blame:
    """What an evil merge changed is put back as a side had it."""
    blame = _evil(_event_changed, CLOSED)(scene)
    before = scene.text(CLOSED, "HEAD^1")
    scene.commit({scene.path(CLOSED): before}, at=MENDED, by=MANAGER, message="as it was")
    return blame


def _side_taken_in(scene: Scene) -> Blame:
    """What a merge dropped of a side is taken from that side after all."""
    step = "2026-03-04 15:20"
    scene.git("checkout", "-q", "-b", "side")
    scene.wuye(DEED, f"ticket arrive {SENT}")
    theirs = scene.text(SENT)
    scene.git("checkout", "-q", "-")
    scene.wuye(step, "take 4-2-0102 门锁打不开")
    commit = scene.commit({}, at="2026-03-04 15:40", parents=("HEAD", "side"), message="Merge")
    scene.commit({scene.path(SENT): theirs}, at=MENDED, by=MANAGER, message="as it was")
    return Blame(commit, CLERK, SENT)


def _checkpoint_gone(scene: Scene) -> Blame:
    scene.wuye("2026-03-04 12:00", "audit checkpoint", by=MANAGER)
    path = scene.git("ls-files", "records/checkpoints").splitlines()[-1]
    message = "adopt\n\nWuye-Op: adopt\nWuye-Format: 1\n"
    return Blame(scene.commit({path: None}, by=MANAGER, message=message), MANAGER)


def _more_than_put_back(scene: Scene) -> Blame:
    """What was removed comes back, and an arrival earlier than it was with it."""
    text = scene.text(CLOSED)
    scene.commit({scene.path(CLOSED): None}, message="typo")
    files = {scene.path(CLOSED): text.replace("T10:00:00", "T09:20:00")}
    scene.commit(files, at=MENDED, by=CLERK, message="as it was")
    return Blame(scene.head("HEAD^"), CLERK, CLOSED)


CRIMES: tuple[Crime, ...] = (
    Crime("G009", "form-changed-and-reverted", _mended(_made(CLOSED, lambda text: f"{text}\n")),
          put_back),
    Crime("G009", "mode-changed-and-reverted",
          _mended(_made(CLOSED, lambda text: Link("100755", text))), put_back),
    Crime("G010", "arrival-made-earlier-and-reverted",
          _mended(_made(CLOSED, lambda text: text.replace("T10:00:00", "T09:20:00"))), put_back),
    Crime("G011", "last-event-removed-and-reverted",
          _mended(_made(CLOSED, lambda text: "".join(text.splitlines(keepends=True)[:-1]))),
          put_back),
    Crime("G011", "revert-that-is-reverted", _reverted_twice, arrived),
    Crime("G012", "deleted-and-reverted", _mended(_made(CLOSED, lambda _: None)), cancelled),
    Crime("G012", "link-instead-and-reverted",
          _mended(_made(CLOSED, lambda _: Link("120000", "/etc/passwd"))), put_back),
    Crime("G012", "deleted-and-back-with-another-arrival", _more_than_put_back, put_back,
          also=("G007", "G009")),
    Crime("G001", "checkpoint-deleted-and-reverted", _mended(_checkpoint_gone), put_back,
          kind="team"),
    Crime("G020", "evil-merge-and-its-file-as-it-was", _merge_mended, merged),
    Crime("G022", "side-dropped-and-taken-in-after-all", _side_taken_in, merged),
    Crime("G027", "made-himself-manager-and-reverted", _mended(_promoted), taken_on, kind="team"),
)  # fmt: skip
